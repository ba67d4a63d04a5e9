"""Makes a PDF from an HTML page with typst, without any system library: tagged and archival, as with WeasyPrint.

It reads the same HTML page, so that both engines say the same; `report_templates/typst/report.typ` lays it out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from engage_cli import __version__
from engage_cli.errors import InputError, Message, MissingLibraryError, Problem
from engage_cli.report.choices import Attach
from engage_cli.report.page_pictures import read_picture
from engage_cli.report.pdf.elements import Node, Page, parse_page
from engage_cli.report.pdf.glyphs import replace_characters, shipped_font_signs
from engage_cli.report.pdf.styles import parse_styles
from engage_cli.shipped import shipped

if TYPE_CHECKING:
    from engage_cli.report.request import Attachment

FONT = "Inter"
STANDARDS = ["ua-1", "a-3a"]


def write(page: str, *, base: Path, epoch: int, attachments: "Sequence[Attachment]" = ()) -> bytes:
    """The PDF of a page of HTML; pictures come from the folder `base` or from the page itself.

    `epoch` (seconds since 1970) dates the document. Raises MissingLibraryError where typst is not installed,
    InputError where the page asks for anything from elsewhere, or holds what cannot be laid out.
    """
    typst = load()
    drawable, fonts, names = _fitting(typst, page)
    values = _values(drawable, base, names, attachments)
    compiler = typst.Compiler(
        shipped("report_templates") / "typst" / "report.typ",
        root=shipped("report_templates") / "typst",
        font_paths=fonts,
        sys_inputs={"page": msgspec.json.encode(values).decode()},
    )
    try:
        found = compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=epoch)
    except typst.TypstError as error:
        why = Message.of("The page cannot be laid out by typst: {why}", why=error.message)
        raise InputError(Problem(path=str(base), message=why)) from error
    assert isinstance(found, bytes)
    return found


def load() -> Any:
    """The typst library. Raises MissingLibraryError where it is not installed."""
    try:
        import typst
    except ImportError as error:
        raise MissingLibraryError(
            Message.of("The typst engine is not installed."),
            Message.of(
                "python -m pip install 'engage-cli[typst]', or with pipx: pipx inject engage-cli typst. "
                "It needs no library of the system."
            ),
        ) from error
    return typst


def _values(page: str, base: Path, fonts: Sequence[str], attachments: "Sequence[Attachment]") -> dict[str, object]:
    """Everything that the typst template reads, as plain values."""
    found = parse_page(page)
    nodes: list[Node] = []
    body = [_numbered(node, nodes) for node in _articles(found.body) or found.body]
    return {
        "title": found.title,
        "engine": f"engage {__version__}",
        "language": found.language,
        "body": [number for number in body if isinstance(number, int)],
        "nodes": nodes,
        "ids": dict.fromkeys(found.ids, True),
        "styles": parse_styles(page).values(),
        "fonts": list(fonts),
        "pictures": dict(_pictures(found, base)),
        "attachments": [_attached(file) for file in attachments],
    }


def _articles(nodes: Sequence[Node | str]) -> list[Node | str]:
    """The articles of a page, one for each language; each begins on a new page."""
    elements = [node for node in nodes if not isinstance(node, str)]
    inner = (_articles(node["k"]) for node in elements if node["t"] != "article")
    return [node for node in elements if node["t"] == "article"] + [node for nodes in inner for node in nodes]


def _numbered(node: Node | str, nodes: list[Node]) -> int | str:
    """The index of an element in `nodes`, to which it and its descendants are appended; a text is returned as it is."""
    if isinstance(node, str):
        return node
    nodes.append({**node, "k": [_numbered(child, nodes) for child in node["k"]]})
    return len(nodes) - 1


def _attached(file: "Attachment") -> Mapping[str, str]:
    return {
        "name": file.name,
        "content": file.content.decode(),
        "media_type": file.media_type.partition(";")[0],
        "relationship": "data" if file.what is Attach.RESULTS else "source",
    }


# ── pictures ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _pictures(page: Page, base: Path) -> Iterator[tuple[str, dict[str, object]]]:
    for source in dict.fromkeys(_sources(page.body)):
        content, format = read_picture(source, base)
        if format:
            yield source, {"format": format, "bytes": list(content)}


def _sources(nodes: Sequence[Node | str]) -> Iterator[str]:
    for node in nodes:
        if not isinstance(node, str):
            yield from (source for source in (node.get("src"),) if source)
            yield from _sources(node["k"])


# ── fonts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

_UNUSUAL = re.compile(r"[^\x00-\u024f]")


def _fitting(typst: Any, page: str) -> tuple[str, Any, Sequence[str]]:
    """The page without undrawable characters, the typst compiler with fonts for the rest, and the fonts' names.

    System fonts are looked up only for characters that our own font lacks.
    """
    unusual = set(_UNUSUAL.findall(page)) - shipped_font_signs()
    if not unusual:
        return replace_characters(page, ""), _fonts(typst, system=False), [FONT]
    fonts = _fonts(typst, system=True)
    others = {f.family: f for f in fonts.fonts() if f.path and f.family != FONT}
    names, missing = [FONT], set(unusual)
    for name, font in others.items():
        drawn = missing & _signs(font.path, font.index)
        if drawn:
            names.append(name)
            missing -= drawn
        if not missing:
            break
    return replace_characters(page, "".join(sorted(missing))), fonts, names


@cache
def _fonts(typst: Any, *, system: bool) -> Any:
    folder = shipped("report_templates") / "fonts"
    return typst.Fonts(include_system_fonts=system, include_embedded_fonts=False, font_paths=[folder])


@cache
def _signs(path: str, index: int) -> frozenset[str]:
    """The characters that a font draws with outlines; empty for bitmap fonts, which PDF/A does not allow."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(path, fontNumber=index, lazy=True) as font:
            outlined = any(table in font for table in ("glyf", "CFF ", "CFF2"))
            return frozenset(map(chr, font.getBestCmap() or ())) if outlined else frozenset()
    except (TTLibError, OSError, KeyError):
        return frozenset()
