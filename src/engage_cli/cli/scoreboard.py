"""The results of an assessment as lines for a terminal: gates first, then levels, then what to do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from engage_cli.cli.layout import WIDEST, Ink, columns, definitions, padded, wrapped
from engage_cli.cli.loading import command
from engage_cli.cli.session import Session
from engage_cli.model.questionnaire import Section, named
from engage_cli.report.wording import Wording, wording
from engage_cli.scoring.results import Assessment, GateScore, IndexScore, SectionScore
from engage_cli.scoring.standing import GateState, Range

BAR = 10
MARKS = {
    GateState.UNMET: "✗",
    GateState.UNKNOWN: "?",
    GateState.TO_CHECK: "□",
    GateState.WAIVED: "~",
    GateState.SET_ASIDE: "–",
    GateState.MET: "✓",
}
"""Beside the state in words, never in its place."""


@dataclass(frozen=True, slots=True)
class Board:
    """What every part of the board needs."""

    a: Assessment
    say: Wording
    ink: Ink
    width: int
    path: Path
    room: int
    """For tables, which stay readable when they are wider than a line of text."""

    def title(self, text: str) -> str:
        return self.ink.bold(text)

    def wrap(self, text: str, indent: str = "  ", later: str | None = None) -> list[str]:
        return wrapped(text, self.width, indent, later)


def scoreboard(assessment: Assessment, session: Session, ink: Ink, path: Path) -> list[str]:
    """The lines, at most as wide as the screen."""
    say, width = wording(session.language, assessment), session.width
    board = Board(assessment, say, ink, min(width, WIDEST), path, min(width, WIDEST + 20))
    parts = (_head, _gates, _levels, _indices, _fallen, _opportunities, _not_known, _what_next)
    return _with_gaps([block for part in parts if (block := part(board))])


def _head(b: Board) -> list[str]:
    _, a = b.say.tr.gettext, b.a
    name = b.title(a.project.charter.name)
    facts = [
        f"{b.say.text(a.questionnaire.title)} {a.questionnaire.version}",
        b.say.text(a.now.label) if a.now else "",
        _("quick assessment") if a.scope == "quick" else _("full assessment"),
        _("as of {date}").format(date=b.say.date(a.as_of)),
        b.say.coverage(a.tally),
    ]
    return [name, *b.wrap(" · ".join(fact for fact in facts if fact), "")]


def _gates(b: Board) -> list[str]:
    _ = b.say.tr.gettext
    if not b.a.gates:
        return []
    listed = [g for g in b.a.gates if g.state in MARKS and g.state is not GateState.MET]
    rows = [line for gate in listed for line in gate_lines(b, gate)]
    counts = [
        f"{b.say.number(n)} {b.say.gate_state(state)}"
        for state in (GateState.MET, GateState.NOT_YET_DUE, GateState.NOT_ASKED)
        if (n := sum(g.state is state for g in b.a.gates))
    ]
    rest = [b.ink.dim(line) for line in b.wrap(" · ".join(counts))] if counts else []
    return [b.title(_("Must-haves")), *rows, *rest]


def gate_lines(b: Board, gate: GateScore) -> list[str]:
    """`✗ not met  P1.3 Title`, then what binds and where things stand."""
    state = f"{MARKS.get(gate.state, '·')} {b.say.gate_state(gate.state)}"
    colour = b.ink.bad if gate.state is GateState.UNMET else b.ink.warn if gate.state.open else b.ink.dim
    head = b.wrap(f"{state}  {label(gate.question.ref, b.say.text(gate.question.title))}", later="    ")
    head[0] = head[0].replace(state, colour(state), 1)
    return [*head, *(line for text in _gate_facts(b, gate) for line in b.wrap(text, "      "))]


def _gate_facts(b: Board, gate: GateScore) -> Iterator[str]:
    _, say = b.say.tr.gettext, b.say
    if gate.state is GateState.SET_ASIDE and gate.answer:
        reason = named(b.a.questionnaire.reasons, gate.answer.reason)
        kind = say.text(reason.label) if reason else gate.answer.reason or ""
        yield named_text(b, kind, gate.answer.because or "")
        return
    if gate.waiver:
        until = say.date(gate.waiver.until)
        yield _("Put off until {date}: {because}").format(date=until, because=gate.waiver.because)
    if gate.threshold:
        needs = say.named_level(gate.question, gate.threshold)
        stands = say.named_level(gate.question, gate.evidenced_choice)
        if gate.evidenced_choice:
            yield _("Needed: {needs}; at this time: {stands}.").format(needs=needs, stands=stands)
        else:
            yield _("Needed: {needs}.").format(needs=needs)
    if gate.question.gate and gate.question.gate.ask_whom and gate.evidenced_choice is None:
        yield _("Ask: {whom}").format(whom=say.text(gate.question.gate.ask_whom))


def _levels(b: Board) -> list[str]:
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
    for shown in ((0, 1, 2, 3, 4, 5, 6), (0, 2, 3, 4, 5, 6), (0, 2, 3, 4, 5), (0, 2, 4, 5)):
        widths = [max(columns(row[i]) for row in every) for i in shown]
        if every and sum(widths) + 2 * (len(widths) - 1) <= b.room:
            tables = [_aligned(b, [[title, *head], *rows], widths, shown, of) for title, of, rows in cells]
            return _with_gaps(tables)
    return _with_gaps([[b.title(title), *(line for s in of for line in _stacked(b, s))] for title, of in groups])


def _with_gaps(blocks: Sequence[list[str]]) -> list[str]:
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
        "  " * (depth + 1) + label(s.section.ref, b.say.text(s.section.title)),
        bar(s.evidenced, s.expected_share),
        b.say.span(s.evidenced, s),
        b.say.span(s.declared, s),
        b.say.value(s.expected_share, s),
        _band(b, s),
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


def _stacked(b: Board, s: SectionScore) -> list[str]:
    _ = b.say.tr.gettext
    facts = [b.say.node(s), _("{span} declared").format(span=b.say.span(s.declared, s)), _band(b, s)]
    answers = b.say.coverage(s.tally)
    return [
        *b.wrap(label(s.section.ref, b.say.text(s.section.title)), later="    "),
        *b.wrap(" · ".join(f for f in [*facts, answers] if f), "    "),
    ]


def _band(b: Board, s: SectionScore | IndexScore) -> str:
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


def _indices(b: Board) -> list[str]:
    _ = b.say.tr.gettext
    rows = [(b.say.text(i.index.label), index_text(b, i)) for i in b.a.indices.values()]
    return [b.title(_("Taken together")), *definitions(rows, b.width)] if rows else []


def index_text(b: Board, i: IndexScore) -> str:
    """ "1.8 out of 3, 2 expected · under way · under reserve"; the band alone where the index shows nothing else."""
    reserve = b.say.tr.gettext("under reserve: a must-have is open") if i.under_reserve else ""
    number = "" if i.index.show_band and i.bands else b.say.node(i)
    band = _band(b, i) if i.evidenced is not None else ""
    return " · ".join(part for part in (number, band, reserve) if part)


def _fallen(b: Board) -> list[str]:
    _ = b.say.tr.gettext
    fallen = b.a.fallen()
    lines = [
        line
        for q in fallen
        for line in [
            *b.wrap(label(q.question.ref, b.say.text(q.question.title)), later="    "),
            *b.wrap(b.say.fall(q), "      "),
        ]
    ]
    return [b.title(_("Lower for want of evidence")), *lines] if fallen else []


def _opportunities(b: Board) -> list[str]:
    _ = b.say.tr.gettext
    found = b.a.opportunities()
    if not found:
        return []
    scored = [s for s in found if s.evidenced is not None]
    rows = [(label(s.section.ref, b.say.text(s.section.title)), b.say.node(s)) for s in scored]
    others = b.say.listed(b.say.text(s.section.title) for s in found if s not in scored)
    lines = b.wrap(_("Not aimed at: {sections}").format(sections=others)) if others else []
    return [b.title(_("Opportunities, in no total")), *definitions(rows, b.width), *lines]


def _not_known(b: Board) -> list[str]:
    _, a = b.say.tr.gettext, b.a
    lines = []
    if a.unknown_facets:
        asked = [b.say.text(f.ask) for f in a.unknown_facets]
        lines += [b.title(_("Not known yet")), *(line for text in asked for line in b.wrap(text, later="    "))]
    if a.uncounted:
        n = len(a.uncounted)
        words = b.say.tr.ngettext(
            "{n} answer is kept that counts in no total.", "{n} answers are kept that count in no total.", n
        )
        lines += b.wrap(words.format(n=b.say.number(n)), "")
    if a.conditional and a.tally.answered < a.tally.in_force:
        lines += b.wrap(_("Some questions depend on answers: the ranges hold for the answers as they stand."), "")
    return lines


def _what_next(b: Board) -> list[str]:
    _ = b.say.tr.gettext
    rows = [(command(*words), why) for words, why in _steps(b)]
    return [b.title(_("Next")), *definitions(rows, b.width, most=b.width // 2)]


def _steps(b: Board) -> Iterator[tuple[tuple[object, ...], str]]:
    _ = b.say.tr.gettext
    if missing := b.a.tally.unanswered:
        words = b.say.tr.ngettext("answer {n} question more", "answer {n} questions more", missing)
        yield ("assess", b.path), words.format(n=b.say.number(missing))
    first = next(iter(b.a.summary()), None)
    if first is not None:
        id = first.question.ref or first.question.id
        yield ("explain", b.path, id), _("why, and what would raise it most")
    if b.a.tally.answered:
        file = f"{b.a.project.charter.id or b.path.stem}.pdf"
        yield ("report", b.path, "-o", file), _("the report to take away")


def named_text(b: Board, name: str, text: str) -> str:
    """`name: text`, spaced as the language does; the name alone where there is nothing to say of it."""
    return b.say.tr.gettext("{name}: {text}").format(name=name, text=text) if text else name


def label(ref: str | None, title: str) -> str:
    """`P1.3 Title`."""
    return f"{ref} {title}" if ref else title
