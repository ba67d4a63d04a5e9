"""The results of an assessment as lines for a terminal: gates first, then levels, then what to do."""

from collections.abc import Iterator
from pathlib import Path

from engage_cli.scoring.question_scores import GateState, QuestionScore
from engage_cli.scoring.results import Assessment
from engage_cli.terminal.layout import with_gaps
from engage_cli.terminal.screens.board import Board, named_text
from engage_cli.terminal.screens.gates import gate_lines
from engage_cli.terminal.screens.levels import index_text, levels
from engage_cli.terminal.screens.uncounted import why_not_counted
from engage_cli.terminal.session import Session
from engage_cli.terminal.typed import command
from engage_cli.wording.assessments import wording
from engage_cli.wording.names import label


def scoreboard(assessment: Assessment, session: Session, path: Path) -> list[str]:
    """The lines, at most as wide as the screen."""
    board = Board(session, assessment, wording(session.language, assessment), path)
    parts = (_head, _gates, levels, _indices, _fallen, _opportunities, _not_known, _what_next)
    return with_gaps([block for part in parts if (block := part(board))])


def _head(b: Board) -> list[str]:
    _, a = b.say.tr.gettext, b.a
    name = b.title(a.project.charter.name)
    facts = [
        f"{b.say.text(a.questionnaire.title)} {a.questionnaire.version}",
        b.say.text(a.now.label) if a.now else "",
        b.say.scope(a.scope),
        _("as of {date}").format(date=b.say.date(a.as_of)),
        b.say.coverage(a.tally),
    ]
    return [name, *b.wrap(" · ".join(fact for fact in facts if fact), "")]


def _counted(b: Board, state: GateState, n: int) -> str:
    """How many must-haves are in one of the states that need no line each."""
    tr = b.say.tr
    words = {
        GateState.MET: tr.ngettext("{count} met", "{count} met", n),
        GateState.NOT_YET_DUE: tr.ngettext("{count} not yet due", "{count} not yet due", n),
        GateState.NOT_ASKED: tr.ngettext("{count} not concerned", "{count} not concerned", n),
    }[state]
    return words.format(count=b.say.number(n))


def _gates(b: Board) -> list[str]:
    _ = b.say.tr.gettext
    if not b.a.gates:
        return []
    quiet = () if b.session.verbose else (GateState.MET, GateState.NOT_YET_DUE, GateState.NOT_ASKED)
    listed = [g for g in b.a.gates if g.state not in quiet]
    rows = [line for gate in listed for line in gate_lines(b, gate)]
    counts = [_counted(b, state, n) for state in quiet if (n := sum(g.state is state for g in b.a.gates))]
    rest = [b.ink.dim(line) for line in b.wrap(" · ".join(counts))] if counts else []
    return [b.title(_("Must-haves")), *rows, *rest]


def _indices(b: Board) -> list[str]:
    _ = b.say.tr.gettext
    rows = [(b.say.text(i.index.label), index_text(b, i)) for i in b.a.indices.values()]
    return [b.title(_("Taken together")), *b.definitions(rows), *_outside(b)] if rows else []


def _outside(b: Board) -> list[str]:
    """Open must-haves of sections not aimed at: why an index of other sections is under reserve."""
    _, home = b.say.tr.gettext, b.a.questionnaire.home
    found = [g.question for g in b.a.gates if g.state.open and not b.a.sections[home[g.question.id][-1].id].aimed]
    if not found:
        return []
    names = b.say.listed(label(q.ref, b.say.text(q.title)) for q in found)
    said = _("Must-haves hold whatever a project aims at. Open outside what it aims at: {gates}.")
    return b.wrap(said.format(gates=names))


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
    return [b.title(_("Opportunities, in no total")), *b.definitions(rows), *lines]


def _not_known(b: Board) -> list[str]:
    _, a = b.say.tr.gettext, b.a
    lines = []
    if a.unknown_facets:
        asked = [b.say.text(f.label or f.ask) for f in a.unknown_facets]
        lines += [b.title(_("Not known yet")), *(line for text in asked for line in b.wrap(text, later="    "))]
    if n := len(a.waiting()):
        words = b.say.tr.ngettext(
            "{n} question waits for these facts, and counts once it is answered.",
            "{n} questions wait for these facts, and count once they are answered.",
            n,
        )
        lines += b.wrap(words.format(n=b.say.number(n)))
    if a.uncounted:
        n = len(a.uncounted)
        words = b.say.tr.ngettext(
            "{n} answer is kept that counts in no total.", "{n} answers are kept that count in no total.", n
        )
        lines += b.wrap(words.format(n=b.say.number(n)), "")
        lines += [line for q in a.uncounted for line in _uncounted(b, q)] if b.session.verbose else []
    if a.conditional and a.tally.answered < a.tally.in_force:
        lines += b.wrap(_("Some questions depend on answers: the ranges hold for the answers as they stand."), "")
    return lines


def _uncounted(b: Board, q: QuestionScore) -> list[str]:
    title = label(q.question.ref, b.say.text(q.question.title))
    return b.wrap(named_text(b, title, why_not_counted(b, q, q.state)), later="      ")


def _what_next(b: Board) -> list[str]:
    _ = b.say.tr.gettext
    rows = [(command(*words), why) for words, why in _steps(b)]
    return [b.title(_("Next")), *b.definitions(rows, most=b.width // 2)]


def _steps(b: Board) -> Iterator[tuple[tuple[object, ...], str]]:
    _ = b.say.tr.gettext
    if missing := len(b.a.to_answer()):
        words = b.say.tr.ngettext("answer {n} question more", "answer {n} questions more", missing)
        yield ("assess", b.path), words.format(n=b.say.number(missing))
    first = next(iter(b.a.summary()), None)
    if first is not None:
        id = first.question.ref or first.question.id
        yield ("explain", b.path, id), _("why, and what would raise it most")
    if b.a.tally.answered:
        file = f"{b.a.project.charter.id or b.path.stem}.pdf"
        yield ("report", b.path, "-o", file), _("the report to take away")
