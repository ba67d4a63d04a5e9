"""The styles of a Word document: built-in ones and a few of our own, so that whoever edits it can restyle it in one
place."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from engage_cli.i18n import LANGUAGE, N_, Translator, translator
from engage_cli.model.theme import Theme
from engage_cli.report.word.elements import MM, Element, borders, w
from engage_cli.values import Value, replace

FONT = "Inter"
SIZE = 9.5
"""The default font size in points."""
_SMALLER = 0.86
_CLOSER = 0.5
STEP = 340
"""The indent of each level of lists, in twips."""

THEMED = MappingProxyType({"ink": "text1", "muted": "text2", "accent": "accent1", "warm": "accent2", "good": "accent3"})
"""The names in Word's colour scheme of our theme's colours."""


class Style(Value, kw_only=True):
    """A style of paragraphs or characters."""

    id: str
    name: str
    """The English name of a built-in style, which Word translates; for our own, a msgid."""
    ours: bool = False
    inline: bool = False
    """Whether it is a style of characters rather than paragraphs."""
    based: str = "Normal"
    next: str = ""
    """The style of the paragraph that follows; empty: the same."""
    size: float = 0
    """The font size in points; 0: inherited."""
    colour: str = ""
    """The name of one of the theme's colours; empty: inherited."""
    bold: bool = False
    italic: bool = False
    before: float | None = None
    """The space before a paragraph in points; None: inherited."""
    after: float | None = None
    level: int = 0
    """The level of a heading; 0: not a heading."""
    keep: bool = False
    """Whether it stays on one page with what follows."""
    indent: int = 0
    hanging: int = 0
    rule: str = ""
    """The sides with a line."""


STYLES: Sequence[Style] = (
    Style(id="Heading1", name="heading 1", level=1, size=22, bold=True, before=0, after=4, keep=True, next="Normal"),
    Style(id="Heading2", name="heading 2", level=2, size=15, bold=True, before=16, after=5, keep=True, next="Normal",
         rule="top"),
    Style(id="Heading3", name="heading 3", level=3, size=10.5, bold=True, before=8, after=2, keep=True, next="Normal"),
    Style(id="Heading4", name="heading 4", level=4, size=9.5, bold=True, before=8, after=3, keep=True, next="Normal"),
    Style(id="Subtitle", name="Subtitle", colour="muted", size=9, after=4, next="Normal", keep=True),
    Style(id="Caption", name="caption", bold=True, size=10.5, before=9, after=3, keep=True, next="Normal"),
    Style(id="ListBullet", name="List Bullet", indent=STEP, hanging=STEP, before=0, after=2),
    Style(id="ListNumber", name="List Number", indent=STEP, hanging=STEP, before=0, after=2),
    Style(id="Quote", name="Quote", size=9, indent=200, rule="left", before=3, after=3),
    Style(id="Footer", name="footer", size=8, colour="muted", before=0, after=0),
    Style(id="TOC1", name="toc 1", before=0, after=2),
    Style(id="Lead", name=N_("Lead paragraph"), ours=True, size=10.5, after=5, next="Normal"),
    Style(id="Fact", name=N_("Fact"), ours=True, size=8.5, before=0, after=1, indent=2300, hanging=2300),
    Style(id="Introduction", name=N_("Introduction"), ours=True, colour="muted", after=6, keep=True, next="Normal"),
    Style(id="Annex", name=N_("Annex"), ours=True, size=16, bold=True, colour="accent", before=20, after=2, keep=True,
         rule="top", next="Normal"),
    Style(id="Details", name=N_("Details"), ours=True, size=9, before=2, after=2),
    Style(id="Aside", name=N_("Aside"), ours=True, size=9, colour="muted", before=2, after=2),
    Style(id="Cell", name=N_("Cell of a table"), ours=True, size=9, before=1, after=1),
    Style(id="CellList", name=N_("List in a table"), ours=True, based="Cell", indent=200, hanging=200),
    Style(id="CellHeading", name=N_("Heading of a column"), ours=True, based="Cell", size=8, colour="muted"),
    Style(id="Room", name=N_("Line to write on"), ours=True, before=14, after=0, rule="bottom"),
    Style(id="Notice", name=N_("Notice"), ours=True, size=8.5, colour="muted", before=14, rule="top"),
    Style(id="Strong", name="Strong", inline=True, bold=True),
    Style(id="Emphasis", name="Emphasis", inline=True, italic=True),
    Style(id="Hyperlink", name="Hyperlink", inline=True, colour="accent"),
    Style(id="Label", name=N_("Label"), ours=True, inline=True, colour="muted"),
    Style(id="Mark", name=N_("Mark"), ours=True, inline=True, colour="muted", size=8),
    Style(id="Warning", name=N_("Warning"), ours=True, inline=True, colour="warm", size=8),
    Style(id="Number", name=N_("Number of a step"), ours=True, inline=True, bold=True, colour="accent"),
)  # fmt: skip


def write_styles(styles: Element, theme: Theme, language: str, *, dense: bool) -> None:
    """Replaces the content of the styles part by our styles.

    `dense`: smaller letters and less space, for documents that have to fit on one page.
    """
    tr = translator(language)
    looks = [_dense(look) for look in STYLES] if dense else STYLES
    styles[:] = [_defaults(LANGUAGE[language].locale, theme, SIZE * (_SMALLER if dense else 1)), *_basic()]
    styles.extend(_style(look, theme, tr) for look in looks)
    styles.append(_table(theme, tr))


def _dense(look: Style) -> Style:
    before, after = (None if space is None else space * _CLOSER for space in (look.before, look.after))
    smaller = max(look.size * _SMALLER, 7) if look.size else 0
    return replace(look, size=min(smaller, 18), before=before, after=after)


def hex_colour(theme: Theme, name: str) -> str:
    """A theme's colour as six hexadecimal digits."""
    return theme.colour(name).removeprefix("#")


def _defaults(locale: str, theme: Theme, size: float) -> Element:
    fonts = w("rFonts", **{f"{of}Theme": "minorHAnsi" for of in ("ascii", "hAnsi")}, cs=FONT)
    letters = w("rPr", fonts, _colour(theme, "ink"), *_size(size), w("lang", val=locale, eastAsia=locale, bidi="ar-SA"))
    spacing = w("spacing", before=50, after=50, line=254, lineRule="auto")
    return w("docDefaults", w("rPrDefault", letters), w("pPrDefault", w("pPr", spacing)))


def _basic() -> Iterator[Element]:
    """The styles that Word expects in every document."""
    yield w("style", w("name", val="Normal"), w("qFormat"), type="paragraph", default=1, styleId="Normal")
    yield w(
        "style", w("name", val="Default Paragraph Font"), w("uiPriority", val=1), w("semiHidden"), w("unhideWhenUsed"),
        type="character", default=1, styleId="DefaultParagraphFont",
    )  # fmt: skip
    margins = w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in _MARGINS.items()))
    yield w(
        "style", w("name", val="Normal Table"), w("uiPriority", val=99), w("semiHidden"), w("unhideWhenUsed"),
        w("tblPr", w("tblInd", w=0, type="dxa"), margins), type="table", default=1, styleId="TableNormal",
    )  # fmt: skip
    yield w(
        "style", w("name", val="No List"), w("uiPriority", val=99), w("semiHidden"), w("unhideWhenUsed"),
        type="numbering", default=1, styleId="NoList",
    )  # fmt: skip


_MARGINS = {"top": 0, "left": 60, "bottom": 0, "right": 60}


def _style(look: Style, theme: Theme, tr: Translator) -> Element:
    name = tr.gettext(look.name) if look.ours else look.name
    custom = {"customStyle": 1} if look.ours else {}
    letters = [*_letters(look, theme)]
    based = "DefaultParagraphFont" if look.inline else look.based
    return w(
        "style", w("name", val=name), w("basedOn", val=based), w("next", val=look.next) if look.next else None,
        w("uiPriority", val=9), w("qFormat"), None if look.inline else w("pPr", *_paragraph(look, theme)),
        w("rPr", *letters) if letters else None,
        type="character" if look.inline else "paragraph", **custom, styleId=look.id,
    )  # fmt: skip


def _paragraph(look: Style, theme: Theme) -> Iterator[Element]:
    if look.keep:
        yield w("keepNext")
        yield w("keepLines")
    if look.rule:
        line = (hex_colour(theme, "ink" if look.level else "line"), 12 if look.level or look.rule == "left" else 6, 6)
        yield borders(**{look.rule: line})
    if look.id == "Fact":
        yield w("tabs", w("tab", val="left", pos=look.indent))
    if look.id == "Footer":
        yield w("tabs", w("tab", val="right", pos=round(181 * MM)))
    if look.before is not None or look.after is not None:
        sides = {"before": look.before, "after": look.after}
        yield w("spacing", **{side: round(20 * points) for side, points in sides.items() if points is not None})
    if look.indent:
        yield w("ind", left=look.indent, hanging=look.hanging)
    if look.level:
        yield w("outlineLvl", val=look.level - 1)


def _letters(look: Style, theme: Theme) -> Iterator[Element]:
    if look.bold:
        yield w("b")
        yield w("bCs")
    if look.italic:
        yield w("i")
        yield w("iCs")
    if look.colour:
        yield _colour(theme, look.colour)
    yield from _size(look.size) if look.size else ()
    if look.id == "Hyperlink":
        yield w("u", val="single")


def _size(points: float) -> Iterator[Element]:
    for name in ("sz", "szCs"):
        yield w(name, val=round(2 * points))


def _colour(theme: Theme, name: str) -> Element:
    return w("color", val=hex_colour(theme, name), themeColor=THEMED[name])


TABLE = "EngageTable"


def _table(theme: Theme, tr: Translator) -> Element:
    """The style of tables: lines between rows, and a stronger one under the repeated first row."""
    light, strong = hex_colour(theme, "line"), hex_colour(theme, "ink")
    lines = [w(side, val="single", sz=4, space=0, color=light) for side in ("bottom", "insideH")]
    head = w("tcBorders", w("bottom", val="single", sz=6, space=0, color=strong))
    return w(
        "style", w("name", val=tr.gettext("Table of a report")), w("basedOn", val="TableNormal"),
        w("uiPriority", val=59), w("qFormat"), w("tblPr", w("tblBorders", *lines)),
        w("tblStylePr", w("rPr", w("b", val=0)), w("tcPr", head), type="firstRow"),
        type="table", customStyle=1, styleId=TABLE,
    )  # fmt: skip


# ── numbers and bullets of lists ──────────────────────────────────────────────────────────────────────────────────────

BULLETS = 1
"""The numbering id of all lists with bullets."""
_LEVELS = 6


def numbering(numbered: int) -> Iterator[Element]:
    """The numbering definitions: bullets, and that many numbered lists, each starting at 1."""
    yield w("abstractNum", w("multiLevelType", val="hybridMultilevel"), *_levels("bullet"), abstractNumId=0)
    yield w("abstractNum", w("multiLevelType", val="hybridMultilevel"), *_levels("decimal"), abstractNumId=1)
    yield w("num", w("abstractNumId", val=0), numId=BULLETS)
    for number in range(BULLETS + 1, BULLETS + 1 + numbered):
        begins = w("lvlOverride", w("startOverride", val=1), ilvl=0)
        yield w("num", w("abstractNumId", val=1), begins, numId=number)


def _levels(format: str) -> Iterator[Element]:
    for level in range(_LEVELS):
        sign = "•" if format == "bullet" else f"%{level + 1}."
        place = w("pPr", w("ind", left=STEP * (level + 1), hanging=STEP))
        yield w(
            "lvl", w("start", val=1), w("numFmt", val=format), w("lvlText", val=sign), w("lvlJc", val="left"), place,
            ilvl=level,
        )  # fmt: skip


# ── the theme ─────────────────────────────────────────────────────────────────────────────────────────────────────────

_SCHEME: Mapping[str, str] = MappingProxyType(
    {
        "dk1": "ink", "lt1": "page", "dk2": "muted", "lt2": "soft", "accent1": "accent", "accent2": "warm",
        "accent3": "good", "accent4": "pale", "accent5": "line", "accent6": "warm-soft", "hlink": "accent",
        "folHlink": "muted",
    }
)  # fmt: skip


def colour_scheme(theme: Theme) -> str:
    """The colour scheme, in XML, that Word offers to whoever edits the document."""
    colours = (f'<a:{of}><a:srgbClr val="{hex_colour(theme, name)}"/></a:{of}>' for of, name in _SCHEME.items())
    return f'<a:clrScheme name="engage">{"".join(colours)}</a:clrScheme>'
