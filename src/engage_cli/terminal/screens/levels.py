"""The levels of sections: tables on a wide screen, a few lines a section on a narrow one."""

from collections.abc import Sequence
from fractions import Fraction

from engage_cli.model.questionnaire import Section, named
from engage_cli.scoring.question_scores import Range
from engage_cli.scoring.results import IndexScore, SectionScore
from engage_cli.terminal.layout import GOOD, WARN, Cell, columns, grouped, with_gaps
from engage_cli.terminal.screens.board import Board
from engage_cli.wording.names import label

BAR = 10
"""Cells."""
LAYOUTS = ((0, 1, 2, 3, 4, 5, 6), (0, 2, 3, 4, 5, 6), (0, 2, 3, 4, 5), (0, 2, 4, 5))
"""Columns shown, from the widest screen to the narrowest; in full: title, bar, evidenced, declared, expected, band,
answers."""
NUMBERS = (2, 3, 4, 6)
LAYOUTS_ALIKE = (LAYOUTS[0], (0, 1, 2, 4, 5, 6), (0, 1, 2, 4, 5), (0, 2, 4, 5))
"""The same where evidence lowers nothing: what is declared can be left out first."""


def levels(b: Board) -> list[str]:
    """The sections aimed at, with their results, grouped by role."""
    groups = [(_group_title(b, role), _aimed(b, role)) for role in _roles(b)]
    return section_tables(b, [(title, sections) for title, sections in groups if sections])


def _group_title(b: Board, id: str | None) -> str:
    role = named(b.a.questionnaire.roles, id)
    return b.say.text(role.plural or role.label) if role else b.say.tr.gettext("Sections")


def _aimed(b: Board, role: str | None) -> list[SectionScore]:
    """Sections of `role` that the project aims at, each followed by those inside it."""
    tops = [s.section for s in b.a.aimed() if s.section.role == role]
    return [b.a.sections[s.id] for top in tops for s in top.walk() if b.a.sections[s.id].aimed]


def _roles(b: Board) -> list[str | None]:
    declared: list[str | None] = [r.id for r in b.a.questionnaire.roles]
    return [*declared, *dict.fromkeys(s.role for s in b.a.questionnaire.sections if s.role not in declared)]


def section_tables(b: Board, groups: Sequence[tuple[str, Sequence[SectionScore]]]) -> list[str]:
    """Tables with the same columns, as many as the screen has room for; on a narrow one a few lines a section."""
    _ = b.say.tr.gettext
    head = ("", _("evidenced"), _("declared"), _("expected"), _("band"), _("answers"))
    rows = grouped(head, [(title, [_cells(b, s) for s in of]) for title, of in groups])
    alike = all(s.declared == s.evidenced for _title, of in groups for s in of)
    for shown in LAYOUTS_ALIKE if alike else LAYOUTS:
        right = [place for place, column in enumerate(shown) if column in NUMBERS]
        if lines := b.table([[row[i] for i in shown] if row else [] for row in rows], right=right):
            return lines
    side = max((columns(_named(b, s)) for _title, of in groups for s in of), default=0)
    return with_gaps([[b.title(title), *(line for s in of for line in _stacked(b, s, side))] for title, of in groups])


def _tone(b: Board, s: SectionScore) -> str:
    if s.attainment is None:
        return ""
    lowest = s.bands and s.bands[0] in b.a.questionnaire.bands[:1]
    return GOOD if s.attainment.low == 1 else WARN if lowest else ""


def _cells(b: Board, s: SectionScore) -> list[Cell]:
    depth = next(i for i, found in enumerate(_path(b, s.section)) if found.id == s.id)
    tone = _tone(b, s)
    return [
        "  " * (depth + 1) + _named(b, s),
        (bar(s.evidenced, s.expected_share), tone),
        b.say.span(s.evidenced, s),
        b.say.span(s.declared, s),
        b.say.value(s.expected_share, s),
        (band_text(b, s), tone),
        f"{b.say.number(s.tally.answered)}/{b.say.number(s.tally.in_force)}",
    ]


def _path(b: Board, section: Section) -> list[Section]:
    """The sections that hold `section`, outermost first, and itself."""
    for top in b.a.questionnaire.sections:
        if any(s is section for s in top.walk()):
            return _down(top, section)
    return [section]


def _down(outer: Section, section: Section) -> list[Section]:
    inner = next((s for s in outer.sections if any(x is section for x in s.walk())), None)
    return [outer] if inner is None else [outer, *_down(inner, section)]


def _stacked(b: Board, s: SectionScore, side: int) -> list[str]:
    _ = b.say.tr.gettext
    declared = "" if s.declared == s.evidenced else _("{span} declared").format(span=b.say.span(s.declared, s))
    facts = [b.say.node(s), declared, band_text(b, s) if s.evidenced is not None else "", b.say.coverage(s.tally)]
    name, shape = _named(b, s), "" if b.session.plain else bar(s.evidenced, s.expected_share)
    beside = bool(shape) and 2 + side + 2 + BAR + 1 <= b.width
    head = b.wrap(name, later="    ")
    if beside:
        head = [f"  {name}{' ' * (side - columns(name))}  {b.ink.paint(_tone(b, s), shape)}"]
    return [*head, *b.wrap(" · ".join(fact for fact in facts if fact), "    ")]


def _named(b: Board, s: SectionScore) -> str:
    return label(s.section.ref, b.say.text(s.section.title))


def band_text(b: Board, s: SectionScore | IndexScore) -> str:
    """The band of a section or index, and whether it is indicative only."""
    band = b.say.band(s)
    if s.evidenced is None:
        return b.say.tr.gettext("no result")
    return " ".join([band, b.say.tr.gettext("(indicative)")]).lstrip() if s.indicative else band


def bar(found: Range | None, expected: Fraction | None) -> str:
    """Full up to the worst case, shaded up to the best; `|` where the time expects it to reach."""
    if found is None:
        return ""
    full, shaded = round(found.low * BAR), round(found.high * BAR)
    cells = ["█"] * full + ["▒"] * (shaded - full) + ["·"] * (BAR - shaded)
    at = None if expected is None else min(round(expected * BAR), BAR)
    return "".join(cells) if at is None else "".join([*cells[:at], "|", *cells[at:]])


def index_text(b: Board, i: IndexScore) -> str:
    """ "1.8 out of 3, 2 expected · under way · under reserve"; the band alone where the index shows nothing else."""
    return " · ".join(part for part in index_facts(b, i) if part)


def index_facts(b: Board, i: IndexScore) -> tuple[str, str]:
    """Its number, and its band with what stands in its way; each may be empty."""
    reserve = b.say.tr.gettext("under reserve: a must-have is open") if i.under_reserve else ""
    number = "" if i.index.show_band and i.bands else b.say.node(i)
    band = band_text(b, i) if i.evidenced is not None else ""
    return number, " · ".join(part for part in (band, reserve) if part)
