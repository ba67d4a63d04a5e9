"""Writes workbooks (XLSX): a contents sheet, then the tables; reproducible byte for byte, with no formulas."""

import datetime as dt
import io
import os
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, Any

from engage_cli.errors import Message
from engage_cli.formats import MARKED_PROPERTIES, Limited
from engage_cli.i18n import N_, translator
from engage_cli.portfolio.workbook_rows import STYLES, Rows, assemble_workbook, truncate_text
from engage_cli.report.page_frame import ENGINE
from engage_cli.text import encodable
from engage_cli.values import Value, replace

LONGEST_NAME = 31
"""Maximum number of characters in the name of a sheet."""
LINE = 15
"""The height of a line of text, in points."""
WIDEST_PAGE = 300
"""Maximum number of characters across a printed page."""
PART = "xl/worksheets/sheet{}.xml"
"""The file inside the workbook of the sheet with that number, from 1."""


class Sheet(Value, kw_only=True):
    """A sheet of a workbook."""

    name: str
    heads: Sequence[str]
    rows: Rows
    widths: Sequence[int]
    """Column widths in characters."""
    about: Sequence[str]
    """What the sheet holds, in each language of the workbook."""


def workbook_document(
    sheets: Iterable[Sheet], *, title: str, day: dt.date, languages: Sequence[str], held: bool = True
) -> Limited:
    """The workbook of `write_workbook` as a document: `held` in memory, or in a temporary file."""
    with tempfile.TemporaryFile() as file:
        remarks = write_workbook(file, sheets, title=title, day=day, languages=languages)
        file.seek(0)
        return Limited(file.read() if held else os.fdopen(os.dup(file.fileno()), "rb"), remarks)


def write_workbook(
    file: IO[bytes], sheets: Iterable[Sheet], *, title: str, day: dt.date, languages: Sequence[str]
) -> tuple[Message, ...]:
    """Writes a contents sheet and `sheets`; returns a message for everything that a workbook cannot hold.

    `day` dates the workbook, `languages` are those of the contents sheet.
    """
    frame = io.BytesIO()
    filled = _made(frame, sheets, title=title, day=day, languages=languages)
    assemble_workbook(frame, file, {PART.format(number): sheet.rows for number, sheet in enumerate(filled, 2)})
    return tuple(_remarks(sum(one.rows.cut for one in filled), sum(one.rows.left for one in filled)))


def _made(
    frame: IO[bytes], sheets: Iterable[Sheet], *, title: str, day: dt.date, languages: Sequence[str]
) -> list[Sheet]:
    """Writes a workbook with only the heading rows to `frame`; returns the sheets with their final names."""
    import xlsxwriter

    never = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    with xlsxwriter.Workbook(frame, {**never, "in_memory": True}) as book:
        book.set_properties({"title": title, "created": dt.datetime.combine(day, dt.time()), "comments": ENGINE})
        formats = {name: book.add_format(dict(style)) for name, style in STYLES.items()}
        places = [made._get_xf_index() for made in formats.values()]  # noqa: SLF001  # there is no other way
        assert places == list(range(1, len(STYLES) + 1)), "cells name them so"
        taken: set[str] = set()
        first = book.add_worksheet(_named(_said(N_("Contents"), languages), taken))
        filled = [_fill(book.add_worksheet(_named(sheet.name, taken)), sheet, formats) for sheet in sheets]
        _list(first, filled, languages, formats)
    return filled


def _said(msgid: str, languages: Iterable[str]) -> str:
    return " · ".join(dict.fromkeys(translator(language).gettext(msgid) for language in languages))


def _list(made: Any, filled: Sequence[Sheet], languages: Sequence[str], formats: Mapping[str, Any]) -> None:
    """Writes the contents sheet: a link to each sheet, its description, its number of rows, and what it could not
    hold."""
    about = [translator(language).gettext(N_("What it holds")) for language in languages]
    missing = any(one.rows.left or one.rows.cut for one in filled)
    heads = [_said(N_("Sheet"), languages), *about, _said(N_("Rows"), languages)]
    heads += [_said(N_("Left out"), languages)] * missing
    _head(made, heads, [LONGEST_NAME + 2, *(90 for _ in about), 10, *([60] * missing)], formats)
    for at, one in enumerate(filled, 1):
        made.write_url(at, 0, f"internal:'{one.name}'!A1", formats["link"], one.name)
        for place, text in enumerate(one.about, 1):
            made.write_string(at, place, truncate_text(text))
        made.write_number(at, len(about) + 1, one.rows.count)
        if remarks := [remark.say(translator(language)) for language in languages for remark in _of(one)]:
            made.write_string(at, len(about) + 2, " ".join(remarks), formats["text"])
    made.autofilter(0, 0, len(filled), len(heads) - 1)


def _of(one: Sheet) -> Iterator[Message]:
    return _remarks(one.rows.cut, one.rows.left)


def _head(made: Any, heads: Sequence[str], widths: Sequence[int], formats: Mapping[str, Any]) -> None:
    """Writes the heading row, which stays visible and is repeated on every printed page."""
    for at, (head, width) in enumerate(zip(heads, widths, strict=True)):
        made.write_string(0, at, head, formats["head"])
        made.set_column(at, at, width)
    lines = max((-(-len(head) // width) for head, width in zip(heads, widths, strict=True)), default=1)
    made.set_row(0, LINE * lines)
    made.freeze_panes(1, 0)
    made.repeat_rows(0)
    made.set_landscape()
    if sum(widths) <= WIDEST_PAGE:
        made.fit_to_pages(1, 0)


def _remarks(texts: int, rows: int) -> Iterator[Message]:
    if texts:
        yield Message.plural(
            "{count} text is cut at 32,767 characters, the most that a cell holds, and ends in “[…]”.",
            "{count} texts are cut at 32,767 characters, the most that a cell holds, and end in “[…]”.",
            texts,
        )
    if rows:
        yield Message.plural(
            "{count} row is left out: a sheet has 1,048,576 at most.",
            "{count} rows are left out: a sheet has 1,048,576 at most.",
            rows,
        )


def is_our_workbook(content: bytes) -> bool:
    """Whether a file's content is a workbook that engage wrote."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return MARKED_PROPERTIES(parts.read("docProps/core.xml"))
    except (zipfile.BadZipFile, KeyError):
        return False


def _named(wanted: str, taken: set[str]) -> str:
    """A valid sheet name for `wanted`: short, without forbidden characters, and distinct from `taken`."""
    plain = " ".join(re.sub(r"[\[\]:*?/\\'\x00-\x1f]", " ", encodable(wanted)).split()) or "–"
    name, number = _short(plain, LONGEST_NAME), 2
    while name.casefold() in (*taken, "history"):  # Excel keeps that name for itself
        name, number = f"{_short(plain, LONGEST_NAME - 1 - len(str(number)))} {number}", number + 1
    taken.add(name.casefold())
    return name


def _short(text: str, length: int) -> str:
    """`text`, or as many of its words as fit in `length` characters with an ellipsis."""
    if len(text) <= length:
        return text
    whole = text[:length].rpartition(" ")[0]
    return (whole if len(whole) > length * 4 // 5 else text[: length - 1]).rstrip(" ,;") + "…"


def _fill(made: Any, sheet: Sheet, formats: Mapping[str, Any]) -> Sheet:
    _head(made, sheet.heads, sheet.widths, formats)
    if sheet.rows.count:
        made.autofilter(0, 0, sheet.rows.count, len(sheet.heads) - 1)
    return replace(sheet, name=made.get_name())
