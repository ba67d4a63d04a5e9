"""Tables about many projects: what every format of a portfolio shows, worked out once, in one language."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Literal, TypeVar

from engage_cli.portfolio.documents.wording import Name
from engage_cli.portfolio.workbook import Sheet
from engage_cli.portfolio.workbook_rows import Cell, Rows, cells
from engage_cli.report.results import round_to_float
from engage_cli.values import Value
from engage_cli.wording.assessments import Wording
from engage_cli.wording.enumerations import yes_no

Content = str | int | Fraction | dt.date | bool | Name | tuple[str, ...] | None
"""What a cell holds; a Fraction is a share from 0 to 1, a tuple ids of several things."""


Made = TypeVar("Made")


class Kind(StrEnum):
    """What a column holds: decides how its cells are aligned, and written in a workbook."""

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"
    DATE = "date"
    NAMES = "names"
    """Names of projects, as many as there is room for: left out on paper about many of them."""
    ID = "id"
    """For programs: left out where people read."""


FIGURES = (Kind.COUNT, Kind.SHARE, Kind.DATE)
"""Kinds that are as wide as one another."""
KEPT = 2048
"""What rows share, kept as it is written."""
WIDEST = 60
"""Column of a workbook, in letters."""
WORD, PARTED, BETWEEN = 20, 7, 2
"""Letters: of the longest word that a column of paper is made wide enough for, of the same over figures in a crowded
table, whose heads are parted, and of what is between two columns.
"""
HEAD, SHORT = 3, 10
"""Lines of the highest head over a column that is wide enough; letters of one that is not parted."""
CROWDED = 9
"""Columns of the fullest table whose heads need not be parted."""


class Column(Value):
    """A column of a table."""

    id: str
    label: str
    kind: Kind = Kind.TEXT


class Counted(Value):
    """What a number in a document counts, so that a page can count it again over a part of the projects.

    Projects have tokens (`page_data.tokens`): "sum" is how often those projects have the token, "projects" how many of
    them have all of the tokens, which are separated by spaces.
    """

    how: Literal["sum", "projects"]
    tokens: str


class Record(Value, gc=False):
    """A row of a table: a value for each column."""

    same: tuple[Content, ...]
    """The values after `own`: one object for all rows that say the same."""
    key: str | None = None
    """Of the project that it is about, where it is about one."""
    counted: tuple[Counted | None, ...] = ()
    """What the values count, where the table says so: one for each."""
    own: tuple[Content, ...] = ()
    """What names that project."""

    @property
    def values(self) -> tuple[Content, ...]:
        """A value for each column."""
        return (*self.own, *self.same)


class Table(Value, kw_only=True):
    """A table in one language, with its values not yet written out."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Record, ...]
    intro: str = ""
    empty: str = ""
    """What to say instead where there are no rows; empty: the table is left out."""
    people: bool = True
    """For people too; else for programs and workbooks only."""
    short: str = ""
    """The name of its sheet, in 31 letters, where the title is longer or says too little alone."""
    about: str = ""
    """What it holds, for who reads the contents of a workbook; empty: its title says so."""

    @property
    def listing(self) -> bool:
        """Whether it is a list of projects: as long as there are many of them."""
        return any(row.key is not None for row in self.rows)

    def shown(self, w: Wording, without: tuple[Kind, ...] = (Kind.ID,)) -> "Shown":
        """The table as people read it, without the columns of some kinds."""
        kept = [i for i, column in enumerate(self.columns) if column.kind not in without]
        halves = self.halves(lambda values, first: self.said(values, first, w, without))
        return Shown(
            table=self,
            columns=tuple(self.columns[i] for i in kept),
            rows=tuple((row.key, own + same) for row, (own, same) in zip(self.rows, halves, strict=True)),
            counted=tuple(tuple(row.counted[i] for i in kept) if row.counted else () for row in self.rows),
        )

    def said(
        self, values: Sequence[Content], first: int, w: Wording, without: tuple[Kind, ...] = (Kind.ID,)
    ) -> tuple[str, ...]:
        """Values from the column of that number on, as people read them."""
        columns = self.columns[first : first + len(values)]
        return tuple(words(v, w) for v, one in zip(values, columns, strict=True) if one.kind not in without)

    def halves(self, made: Callable[[Sequence[Content], int], Made]) -> Iterator[tuple[Made, Made]]:
        """What is `made` of each row: of what names its project, and of the rest; once for all that share it.

        `made` takes values and the number of their first column, from 0.
        """
        owns, sames = dict[int, Made](), dict[int, Made]()
        for row in self.rows:
            if (own := owns.get(id(row.own))) is None:
                own = owns[id(row.own)] = made(row.own, 0)
            if (same := sames.get(id(row.same))) is None:
                if len(sames) == KEPT:  # each is its own
                    sames.clear()
                same = sames[id(row.same)] = made(row.same, len(row.own))
            yield own, same

    def sheet(self) -> Sheet:
        """The table in a workbook."""
        columns, rows = enumerate(self.columns), Rows(len(self.columns))
        rows.add(self.halves(lambda values, first: cells(map(flat, values), first)))
        return Sheet(
            name=self.short or self.title or self.id,
            about=(self.about or self.title,),
            heads=self.heads(),
            rows=rows,
            widths=[12 if column.kind in FIGURES else self._width(at) for at, column in columns],
        )

    def heads(self) -> list[str]:
        """The labels of the columns; one that several have, with the thing beside that it is of: "Id (Step)"."""
        labels = [column.label for column in self.columns]
        named = [next((b for b in labels[at:] if labels.count(b) == 1), "") for at in range(len(labels))]
        heads = [f"{a} ({b})" if b and labels.count(a) > 1 else a for a, b in zip(labels, named, strict=True)]
        again = [
            column.kind is Kind.ID and heads.count(head) > 1 for head, column in zip(heads, self.columns, strict=True)
        ]
        return [f"{a} ({c.id})" if twice else a for a, twice, c in zip(heads, again, self.columns, strict=True)]

    def _width(self, at: int) -> int:
        texts = (v for row in self.rows[:200] if isinstance(v := row.values[at], str | Name | tuple))
        return min(WIDEST, max(10, max((len(text(v)) for v in texts), default=8) + 2))

    def records(self) -> Iterator[dict[str, object]]:
        """For programs: dates in ISO 8601, shares as numbers to four decimals, half up."""
        return (self.record(row.values) for row in self.rows)

    def record(self, values: Sequence[Content], first: int = 0) -> dict[str, object]:
        """Values from the column of that number on, for programs."""
        return {self.columns[at].id: plain(value) for at, value in enumerate(values, first)}


class Shown(Value, kw_only=True):
    """A table as people read it: columns for programs left out, each cell a text."""

    table: Table
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | None, tuple[str, ...]], ...]
    counted: tuple[tuple[Counted | None, ...], ...]
    """For each row, what its cells count; nothing where they are not counted again."""

    def widths(self, letters: int) -> tuple[float, ...]:
        """Of the columns on paper, in hundredths of a table that holds so many `letters` in a line: each has room for
        its head and its longest word, and of what is left the more, the longer its texts, but for the longest tenth;
        figures have no more.
        """
        texts = [[one.label, *(cells[at] for _key, cells in self.rows)] for at, one in enumerate(self.columns)]
        parted = len(texts) > CROWDED
        words, more = [], []
        for one, column in zip(self.columns, texts, strict=True):
            figure = one.kind in FIGURES
            head = max(len(one.label) // HEAD, min(len(one.label), SHORT))
            longest = max(head, *(len(word) for text in column for word in text.split(" ")))
            words.append(min(longest, PARTED if figure and parted else WORD) + BETWEEN)
            long = sorted(map(len, column))[len(column) * 9 // 10]
            more.append(0 if figure else min(3 * letters, long))
        left = max(0, letters - sum(words)) / max(1, sum(more))
        wide = [word + left * part for word, part in zip(words, more, strict=True)]
        return tuple(round(100 * one / sum(wide), 1) for one in wide)


def words(value: Content, w: Wording) -> str:
    """`value` as people read it, in the language of `w`."""
    match value:
        case str() | Name() | tuple():  # most are
            return text(value)
        case None:
            return "–"
        case bool():
            return yes_no(w.tr, yes=value)
        case int():
            return w.number(value)
        case dt.date():
            return value.isoformat()
        case Fraction():
            return w.percent(value)


def flat(value: Content) -> Cell:
    """`value` as a cell of a spreadsheet holds it."""
    return text(value) if isinstance(value, Name | tuple) else value


def text(value: str | Name | tuple[str, ...]) -> str:
    """`value` as it stands in a text: ids of several things are joined by semicolons."""
    match value:
        case str():
            return value
        case Name():
            return value.shown
        case tuple():
            return "; ".join(value)


def plain(value: Content) -> object:
    """`value` as JSON and workbooks hold it."""
    match value:
        case None | str() | int():
            return value
        case Name():
            return value.name
        case tuple():
            return list(value)
        case dt.date():
            return value.isoformat()
        case Fraction():
            return round_to_float(value)
