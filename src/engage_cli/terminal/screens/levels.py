"""The levels of sections: tables on a wide screen, a few lines a section on a narrow one."""

from collections.abc import Sequence
from fractions import Fraction

from engage_cli.model.questionnaire import Section, named
from engage_cli.scoring.question_scores import Range
from engage_cli.scoring.results import IndexScore, SectionScore
from engage_cli.terminal.layout import columns, padded
from engage_cli.terminal.screens.board import Board
from engage_cli.wording.names import label

BAR = 10
"""Cells."""
LAYOUTS = ((0, 1, 2, 3, 4, 5, 6), (0, 2, 3, 4, 5, 6), (0, 2, 3, 4, 5), (0, 2, 4, 5))
"""Columns shown, from the widest screen to the narrowest; in full: title, bar, evidenced, declared, expected, band,
answers."""
LAYOUTS_ALIKE = (LAYOUTS[0], (0, 1, 2, 4, 5, 6), (0, 1, 2, 4, 5), (0, 2, 4, 5))
"""The same where evidence lowers nothing: what is declared can be left out first."""


def levels(b: Board) -> list[str]:
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
    head = ["", _("evidenced"), _("declared"), _("expected"), _("band"), _("answers")]
    cells = [(title, sections, [_cells(b, s) for s in sections]) for title, sections in groups]
    titles = [[title, *head] for title, _s in groups]
    every = [*titles, *(row for _t, _s, rows in cells for row in rows)]
    alike = all(s.declared == s.evidenced for _title, sections in groups for s in sections)
    for shown in LAYOUTS_ALIKE if alike else LAYOUTS:
        widths = [max(columns(row[i]) for row in every) for i in shown]
        if every and sum(widths) + 2 * (len(widths) - 1) <= b.room:
            tables = [_aligned(b, [[title, *head], *rows], widths, shown, of) for title, of, rows in cells]
            return with_gaps(tables)
    side = max((columns(_named(b, s)) for _title, sections in groups for s in sections), default=0)
    return with_gaps([[b.title(title), *(line for s in of for line in _stacked(b, s, side))] for title, of in groups])


def with_gaps(blocks: Sequence[list[str]]) -> list[str]:
    return [line for i, block in enumerate(blocks) for line in ([""] if i else []) + block]


def _aligned(
    b: Board, rows: list[list[str]], widths: list[int], shown: Sequence[int], sections: Sequence[SectionScore]
) -> list[str]:
    lines = []
    for number, row in enumerate(rows):
        cells = [padded(row[i], width, right=i in (2, 3, 4, 6)) for i, width in zip(shown, widths, strict=True)]
        if number == 0:
            cells = [b.title(cells[0]), *(b.ink.dim(cell) for cell in cells[1:])]
        else:
            cells = [_tinted(b, cell, i, sections[number - 1]) for i, cell in zip(shown, cells, strict=True)]
        lines.append("  ".join(cells).rstrip(" "))
    return lines


def _tinted(b: Board, cell: str, column: int, section: SectionScore) -> str:
    if column not in (1, 5) or section.attainment is None:
        return cell
    first = b.a.questionnaire.bands[:1]
    if section.attainment.low == 1:
        return b.ink.good(cell)
    return b.ink.warn(cell) if section.bands and section.bands[0] in first else cell


def _cells(b: Board, s: SectionScore) -> list[str]:
    depth = next(i for i, found in enumerate(_path(b, s.section)) if found.id == s.id)
    return [
        "  " * (depth + 1) + _named(b, s),
        bar(s.evidenced, s.expected_share),
        b.say.span(s.evidenced, s),
        b.say.span(s.declared, s),
        b.say.value(s.expected_share, s),
        band_text(b, s),
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
    shape = _tinted(b, bar(s.evidenced, s.expected_share), 1, s)
    beside = bool(shape) and 2 + side + 2 + BAR + 1 <= b.width
    head = [f"  {padded(_named(b, s), side)}  {shape}"] if beside else b.wrap(_named(b, s), later="    ")
    return [*head, *b.wrap(" · ".join(fact for fact in facts if fact), "    ")]


def _named(b: Board, s: SectionScore) -> str:
    return label(s.section.ref, b.say.text(s.section.title))


def band_text(b: Board, s: SectionScore | IndexScore) -> str:
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
    reserve = b.say.tr.gettext("under reserve: a must-have is open") if i.under_reserve else ""
    number = "" if i.index.show_band and i.bands else b.say.node(i)
    band = band_text(b, i) if i.evidenced is not None else ""
    return " · ".join(part for part in (number, band, reserve) if part)
