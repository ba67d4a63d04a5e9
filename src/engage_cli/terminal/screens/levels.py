"""The results of sections: tables on a wide screen, a few lines for each section on a narrow one."""

from collections.abc import Sequence
from fractions import Fraction

from engage_cli.model.questionnaire import Section, named
from engage_cli.scoring.question_scores import Range
from engage_cli.scoring.results import IndexScore, SectionScore
from engage_cli.terminal.layout import GOOD, WARN, Cell, display_width, group_rows, join_blocks
from engage_cli.terminal.screens.result_page import ResultPage
from engage_cli.wording.basis import Basis
from engage_cli.wording.names import titled

BAR = 10
"""The width of a bar in characters."""
LAYOUTS = ((0, 1, 2, 3, 4, 5, 6), (0, 2, 3, 4, 5, 6), (0, 2, 3, 4, 5), (0, 2, 4, 5))
"""Columns shown, from the widest screen to the narrowest; in full: title, bar, evidenced, declared, expected, band,
answers."""
NUMBERS = (2, 3, 4, 6)
EXPECTED, BAND = 4, 5
"""Indices of the columns left out where the questionnaire expects nothing, or has no bands."""
LAYOUTS_ALIKE = (LAYOUTS[0], (0, 1, 2, 4, 5, 6), (0, 1, 2, 4, 5), (0, 2, 4, 5))
"""The layouts where evidence lowers no result: the declared one can then be left out first."""


def level_lines(page: ResultPage) -> list[str]:
    """The sections aimed at with their results, grouped by role."""
    groups = [(_group_title(page, role), _aimed(page, role)) for role in _roles(page)]
    return section_tables(page, [(title, sections) for title, sections in groups if sections])


def _group_title(page: ResultPage, id: str | None) -> str:
    role = named(page.a.questionnaire.roles, id)
    return page.say.text(role.plural or role.label) if role else page.say.tr.gettext("Sections")


def _aimed(page: ResultPage, role: str | None) -> list[SectionScore]:
    """The sections of `role` that the project aims at, each followed by its inner sections."""
    tops = [s.section for s in page.a.aimed() if s.section.role == role]
    return [page.a.sections[s.id] for top in tops for s in top.walk() if page.a.sections[s.id].aimed]


def _roles(page: ResultPage) -> list[str | None]:
    declared: list[str | None] = [r.id for r in page.a.questionnaire.roles]
    return [*declared, *dict.fromkeys(s.role for s in page.a.questionnaire.sections if s.role not in declared)]


def section_tables(page: ResultPage, groups: Sequence[tuple[str, Sequence[SectionScore]]]) -> list[str]:
    """Tables with the same columns, those that fit; on a narrow screen, a few lines for each section."""
    _ = page.say.tr.gettext
    head = (
        "",
        Basis(page.a.questionnaire, page.say.tr).result_short,
        _("declared"),
        _("expected"),
        _("band"),
        _("answers"),
    )
    rows = group_rows(head, [(title, [_cells(page, s) for s in of]) for title, of in groups])
    idle = _idle(page, [s for _title, of in groups for s in of])
    alike = all(s.declared == s.evidenced for _title, of in groups for s in of)
    for layout in LAYOUTS_ALIKE if alike else LAYOUTS:
        shown = [column for column in layout if column not in idle]
        right = [place for place, column in enumerate(shown) if column in NUMBERS]
        if lines := page.table([[row[i] for i in shown] if row else [] for row in rows], right=right):
            return lines
    side = max((display_width(_named(page, s)) + 2 * _depth(page, s) for _title, of in groups for s in of), default=0)
    return join_blocks(
        [[page.title(title), *(line for s in of for line in _stacked(page, s, side))] for title, of in groups]
    )


def _idle(page: ResultPage, sections: Sequence[SectionScore]) -> set[int]:
    """The indices of columns that would say nothing about `sections`."""
    q = page.a.questionnaire
    banded = bool(q.bands) or any(s.indicative or s.evidenced is None for s in sections)
    return {*([] if q.judged else [EXPECTED]), *([] if banded else [BAND])}


def _tone(page: ResultPage, s: SectionScore) -> str:
    if s.attainment is None:
        return ""
    lowest = s.bands and s.bands[0] in page.a.questionnaire.bands[:1]
    return GOOD if s.attainment.low == 1 else WARN if lowest else ""


def _cells(page: ResultPage, s: SectionScore) -> list[Cell]:
    depth = _depth(page, s)
    tone = _tone(page, s)
    return [
        "  " * (depth + 1) + _named(page, s),
        (result_bar(s.evidenced, s.expected_share), tone),
        _span(page, s.evidenced, s),
        _span(page, s.declared, s),
        page.say.value(s.expected_share, s),
        (band_text(page, s), tone),
        f"{page.say.number(s.tally.answered)}/{page.say.number(s.tally.in_force)}",
    ]


def _span(page: ResultPage, found: Range | None, s: SectionScore) -> str:
    """A result, with its full points where other sections have different ones."""
    alike = len({top.out_of for top in page.a.aimed()}) < 2
    return page.say.span(found, s) if alike or found is None else page.say.full_span(found, s)


def _depth(page: ResultPage, s: SectionScore) -> int:
    """The number of sections that contain this one."""
    return next(i for i, found in enumerate(_path(page, s.section)) if found.id == s.id)


def _path(page: ResultPage, section: Section) -> list[Section]:
    """The sections that contain `section`, outermost first, followed by itself."""
    for top in page.a.questionnaire.sections:
        if any(s is section for s in top.walk()):
            return _down(top, section)
    return [section]


def _down(outer: Section, section: Section) -> list[Section]:
    inner = next((s for s in outer.sections if any(x is section for x in s.walk())), None)
    return [outer] if inner is None else [outer, *_down(inner, section)]


def _stacked(page: ResultPage, s: SectionScore, side: int) -> list[str]:
    _ = page.say.tr.gettext
    declared = "" if s.declared == s.evidenced else _("{span} declared").format(span=page.say.span(s.declared, s))
    facts = [
        page.say.node(s),
        declared,
        band_text(page, s) if s.evidenced is not None else "",
        page.say.coverage(s.tally),
    ]
    name, shape = _named(page, s), "" if page.session.plain else result_bar(s.evidenced, s.expected_share)
    depth = 2 * _depth(page, s)
    side -= depth
    beside = bool(shape) and 2 + depth + side + 2 + BAR + 1 <= page.width
    head = page.wrap(name, " " * (2 + depth), later=" " * (4 + depth))
    if beside:
        head = [
            f"{' ' * (2 + depth)}{name}{' ' * (side - display_width(name))}  {page.style.paint(_tone(page, s), shape)}"
        ]
    return [*head, *page.wrap(" · ".join(fact for fact in facts if fact), " " * (4 + depth))]


def _named(page: ResultPage, s: SectionScore) -> str:
    return titled(s.section.ref, page.say.text(s.section.title))


def band_text(page: ResultPage, s: SectionScore | IndexScore) -> str:
    """The band of a section or index, and whether it is only indicative."""
    band = page.say.band(s)
    if s.evidenced is None:
        return page.say.tr.gettext("no result")
    return " ".join([band, page.say.tr.gettext("(indicative)")]).lstrip() if s.indicative else band


def result_bar(found: Range | None, expected: Fraction | None) -> str:
    """A bar in characters: full up to the worst case, shaded up to the best; `|` marks what is expected now."""
    if found is None:
        return ""
    full, shaded = round(found.low * BAR), round(found.high * BAR)
    cells = ["█"] * full + ["▒"] * (shaded - full) + ["·"] * (BAR - shaded)
    at = None if expected is None else min(round(expected * BAR), BAR)
    return "".join(cells) if at is None else "".join([*cells[:at], "|", *cells[at:]])


def index_text(page: ResultPage, i: IndexScore) -> str:
    """An index on one line: "1.8 out of 3, 2 expected · under way · under reserve"; only the band where it has no
    number."""
    return " · ".join(part for part in index_facts(page, i) if part)


def index_facts(page: ResultPage, i: IndexScore) -> tuple[str, str]:
    """The number of an index, and its band with reservations; each may be empty."""
    reserve = page.say.tr.gettext("under reserve: a blocking requirement is open") if i.under_reserve else ""
    number = "" if i.index.show_band and i.bands else page.say.node(i)
    band = band_text(page, i) if i.evidenced is not None else ""
    return number, " · ".join(part for part in (band, reserve) if part)
