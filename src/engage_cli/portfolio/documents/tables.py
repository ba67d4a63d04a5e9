"""Tables about many projects in one language, computed once for every format; `Table` is where to begin."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Literal, TypeVar

from engage_cli.portfolio.documents.wording import ProjectName
from engage_cli.portfolio.workbook import Sheet
from engage_cli.portfolio.workbook_rows import Cell, Rows, encode_cells
from engage_cli.report.results import round_to_float
from engage_cli.values import Value
from engage_cli.wording.assessments import Wording
from engage_cli.wording.enumerations import yes_no

Content = str | int | Fraction | dt.date | bool | ProjectName | tuple[str, ...] | None
"""What a cell holds; a Fraction is a share from 0 to 1, a tuple ids of several things."""


Made = TypeVar("Made")


class Kind(StrEnum):
    """The type of a column: it decides how cells are aligned and how a workbook stores them."""

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"
    DATE = "date"
    NAMES = "names"
    """Names of projects, as many as there is room for: left out on paper about many of them."""
    ID = "id"
    """For programs: left out where people read."""


FIGURES = (Kind.COUNT, Kind.SHARE, Kind.DATE)
"""The kinds of columns whose values all have about the same width."""
KEPT = 2048
"""Number of shared row parts whose formatted form is cached."""
WIDEST = 60
"""Maximum width of a workbook column, in characters."""
WORD, PARTED, BETWEEN = 20, 7, 2
"""Characters: the longest word that a paper column is made wide enough for; the same for headings over figures in a
crowded table; the gap between two columns."""
HEAD, SHORT = 3, 10
"""Maximum number of lines of a heading; length in characters up to which it is not broken."""
CROWDED = 9
"""Number of columns above which headings are broken to save width."""


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
    """A row of a table: the values `own`, then `same`, one for each column."""

    same: tuple[Content, ...]
    """The values after `own`; rows with equal values share one tuple."""
    key: str | None = None
    """The key of the project that the row is about; None where it is about none."""
    counted: tuple[Counted | None, ...] = ()
    """What each value counts, in tables whose numbers a page can count again; empty otherwise."""
    own: tuple[Content, ...] = ()
    """The values that identify the row's project."""

    @property
    def values(self) -> tuple[Content, ...]:
        """The values of the row, one for each column."""
        return (*self.own, *self.same)


class Table(Value, kw_only=True):
    """A table in one language, with values that are not formatted yet."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Record, ...]
    intro: str = ""
    empty: str = ""
    """What to say where there are no rows; empty: the table is left out."""
    people: bool = True
    """Whether people read it; otherwise it is for programs and workbooks only."""
    short: str = ""
    """The name of its sheet, in at most 31 characters, where the title is longer or says too little alone."""
    about: str = ""
    """What the table holds, for the contents sheet of a workbook; empty: the title says it."""

    @property
    def listing(self) -> bool:
        """Whether it is a list of projects, which grows with their number."""
        return any(row.key is not None for row in self.rows)

    def shown(self, w: Wording, without: tuple[Kind, ...] = (Kind.ID,)) -> "TextTable":
        """The table with formatted values, without columns of the kinds `without`."""
        kept = [i for i, column in enumerate(self.columns) if column.kind not in without]
        halves = self.map_rows(lambda values, first: self.format_values(values, first, w, without))
        return TextTable(
            table=self,
            columns=tuple(self.columns[i] for i in kept),
            rows=tuple((row.key, own + same) for row, (own, same) in zip(self.rows, halves, strict=True)),
            counted=tuple(tuple(row.counted[i] for i in kept) if row.counted else () for row in self.rows),
        )

    def format_values(
        self, values: Sequence[Content], first: int, w: Wording, without: tuple[Kind, ...] = (Kind.ID,)
    ) -> tuple[str, ...]:
        """`values`, the first of which belongs to column `first`, as people read them."""
        columns = self.columns[first : first + len(values)]
        return tuple(format_value(v, w) for v, one in zip(values, columns, strict=True) if one.kind not in without)

    def map_rows(self, made: Callable[[Sequence[Content], int], Made]) -> Iterator[tuple[Made, Made]]:
        """(f(own part), f(remaining part)) of each row for f = `made`, computed once for parts that rows share.

        `made` takes values and the index of their first column, from 0.
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
        """The table as a sheet of a workbook."""
        columns, rows = enumerate(self.columns), Rows(len(self.columns))
        rows.add(self.map_rows(lambda values, first: encode_cells(map(spreadsheet_value, values), first)))
        return Sheet(
            name=self.short or self.title or self.id,
            about=(self.about or self.title,),
            heads=self.headings(),
            rows=rows,
            widths=[12 if column.kind in FIGURES else self._width(at) for at, column in columns],
        )

    def headings(self) -> list[str]:
        """The column labels; a label that several columns have is followed by the column it belongs to: "Id (Step)"."""
        labels = [column.label for column in self.columns]
        named = [next((b for b in labels[at:] if labels.count(b) == 1), "") for at in range(len(labels))]
        heads = [f"{a} ({b})" if b and labels.count(a) > 1 else a for a, b in zip(labels, named, strict=True)]
        again = [
            column.kind is Kind.ID and heads.count(head) > 1 for head, column in zip(heads, self.columns, strict=True)
        ]
        return [f"{a} ({c.id})" if twice else a for a, twice, c in zip(heads, again, self.columns, strict=True)]

    def _width(self, at: int) -> int:
        texts = (v for row in self.rows[:200] if isinstance(v := row.values[at], str | ProjectName | tuple))
        return min(WIDEST, max(10, max((len(join_ids(v)) for v in texts), default=8) + 2))

    def records(self) -> Iterator[dict[str, object]]:
        """The rows for programs: ISO 8601 dates, and shares as numbers rounded half up to four decimals."""
        return (self.record(row.values) for row in self.rows)

    def record(self, values: Sequence[Content], first: int = 0) -> dict[str, object]:
        """`values`, the first of which belongs to column `first`, by column id, for programs."""
        return {self.columns[at].id: json_value(value) for at, value in enumerate(values, first)}


class TextTable(Value, kw_only=True):
    """A table as people read it: without columns for programs, each cell a text."""

    table: Table
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | None, tuple[str, ...]], ...]
    counted: tuple[tuple[Counted | None, ...], ...]
    """For each row, what its cells count; empty where the page does not count them again."""

    def widths(self, letters: int) -> tuple[float, ...]:
        """Column widths on paper, in per cent, for a table with `letters` characters in a line.

        Each column fits its heading and its longest word; the rest is shared by length of text, ignoring the longest
        tenth. Columns of figures get no more.
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


def format_value(value: Content, w: Wording) -> str:
    """`value` as people read it, in the language of `w`."""
    match value:
        case str() | ProjectName() | tuple():  # most are
            return join_ids(value)
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


def spreadsheet_value(value: Content) -> Cell:
    """`value` as a spreadsheet cell holds it."""
    return join_ids(value) if isinstance(value, ProjectName | tuple) else value


def join_ids(value: str | ProjectName | tuple[str, ...]) -> str:
    """`value` as one text; several ids are joined by semicolons."""
    match value:
        case str():
            return value
        case ProjectName():
            return value.shown
        case tuple():
            return "; ".join(value)


def json_value(value: Content) -> object:
    """`value` as JSON and workbooks hold it."""
    match value:
        case None | str() | int():
            return value
        case ProjectName():
            return value.name
        case tuple():
            return list(value)
        case dt.date():
            return value.isoformat()
        case Fraction():
            return round_to_float(value)
