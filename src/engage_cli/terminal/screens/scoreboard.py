"""The results of an assessment as lines for the terminal: gates first, then levels, then what to do."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from engage_cli.model.project import Action
from engage_cli.scoring.actions import sort_actions
from engage_cli.scoring.question_scores import GateState, QuestionScore
from engage_cli.scoring.results import Assessment
from engage_cli.terminal.layout import join_blocks
from engage_cli.terminal.screens.changes import change_lines
from engage_cli.terminal.screens.gates import gate_lines
from engage_cli.terminal.screens.levels import index_text, level_lines
from engage_cli.terminal.screens.result_page import ResultPage, named_text
from engage_cli.terminal.screens.uncounted import why_not_counted
from engage_cli.terminal.session import Session
from engage_cli.typed import command
from engage_cli.wording.assessments import wording_for
from engage_cli.wording.names import titled
from engage_cli.wording.voices import apart_text

MOST_APART = 5
"""Questions on which voices differ that are named where no more are asked for."""


def scoreboard_lines(
    assessment: Assessment,
    session: Session,
    path: Path,
    *,
    before: Assessment | None = None,
    words: Sequence[str] = (),
    since: str = "",
) -> list[str]:
    """The lines, at most as wide as the screen.

    Where `assessment` supposes something, `before` is the one without and `words` is what was typed for it. `since`
    says what changed since the last milestone.
    """
    page = ResultPage(session, assessment, wording_for(session.language, assessment), path)
    blocks = [_head(page), page.wrap(since, "") if since else [], change_lines(page, before) if before else []]
    blocks += [
        part(page)
        for part in (_gates, level_lines, _indices, _late_actions, _fallen, _voices, _opportunities, _not_known)
    ]
    return join_blocks(block for block in (*blocks, _what_next(page, words)) if block)


def _head(page: ResultPage) -> list[str]:
    _, a = page.say.tr.gettext, page.a
    name = page.title(a.project.charter.name)
    facts = [
        f"{page.say.text(a.questionnaire.title)} {a.questionnaire.version}",
        page.say.text(a.now.label) if a.now else "",
        page.say.scope(a.scope),
        _("as of {date}").format(date=page.say.date(a.as_of)),
        page.say.answered(a),
    ]
    return [name, *page.wrap(" · ".join(fact for fact in facts if fact), ""), *page.supposed()]


def _counted(page: ResultPage, state: GateState, n: int) -> str:
    """The number of blocking requirements in a state that is only counted."""
    tr = page.say.tr
    words = {
        GateState.MET: tr.ngettext("{count} met", "{count} met", n),
        GateState.NOT_YET_DUE: tr.ngettext("{count} not yet due", "{count} not yet due", n),
        GateState.NOT_ASKED: tr.ngettext("{count} not concerned", "{count} not concerned", n),
    }[state]
    return words.format(count=page.say.number(n))


def _gates(page: ResultPage) -> list[str]:
    _ = page.say.tr.gettext
    if not page.a.gates:
        return []
    quiet = () if page.session.verbose else (GateState.MET, GateState.NOT_YET_DUE, GateState.NOT_ASKED)
    listed = [g for g in page.a.gates if g.state not in quiet]
    rows = [line for gate in listed for line in gate_lines(page, gate)]
    counts = [_counted(page, state, n) for state in quiet if (n := sum(g.state is state for g in page.a.gates))]
    rest = [page.style.dim(line) for line in page.wrap(" · ".join(counts))] if counts else []
    return [page.title(_("Blocking requirements")), *rows, *rest]


def _indices(page: ResultPage) -> list[str]:
    _ = page.say.tr.gettext
    rows = [(page.say.text(i.index.label), index_text(page, i)) for i in page.a.indices.values()]
    return [page.title(_("Taken together")), *page.definitions(rows), *_outside(page)] if rows else []


def _outside(page: ResultPage) -> list[str]:
    """Open blocking requirements of sections not aimed at, which put an index under reserve."""
    _, home = page.say.tr.gettext, page.a.questionnaire.sections_of
    found = [
        g.question for g in page.a.gates if g.state.is_open and not page.a.sections[home[g.question.id][-1].id].aimed
    ]
    if not found:
        return []
    names = page.say.listed(titled(q.ref, page.say.text(q.title)) for q in found)
    said = _("Blocking requirements hold whatever a project aims at. Open outside what it aims at: {gates}.")
    return page.wrap(said.format(gates=names))


def _fallen(page: ResultPage) -> list[str]:
    _ = page.say.tr.gettext
    fallen = page.a.fallen()
    lines = [
        line
        for q in fallen
        for line in [
            *page.wrap(titled(q.question.ref, page.say.text(q.question.title)), later="    "),
            *page.wrap(page.say.fall(q), "      "),
        ]
    ]
    return [page.title(_("Lower for want of evidence")), *lines] if fallen else []


def _opportunities(page: ResultPage) -> list[str]:
    _ = page.say.tr.gettext
    found = page.a.opportunities()
    if not found:
        return []
    scored = [s for s in found if s.evidenced is not None]
    rows = [(titled(s.section.ref, page.say.text(s.section.title)), page.say.node(s)) for s in scored]
    others = page.say.listed(page.say.text(s.section.title) for s in found if s not in scored)
    lines = page.wrap(_("Not aimed at: {sections}").format(sections=others)) if others else []
    return [page.title(_("Opportunities, in no total")), *page.definitions(rows), *lines]


def _not_known(page: ResultPage) -> list[str]:
    _, a = page.say.tr.gettext, page.a
    lines = []
    if a.unknown_facets:
        asked = [page.say.text(f.label or f.ask) for f in a.unknown_facets]
        lines += [page.title(_("Not known yet")), *(line for text in asked for line in page.wrap(text, later="    "))]
    if n := len(a.waiting()):
        words = page.say.tr.ngettext(
            "{n} question waits for these facts, and counts once it is answered.",
            "{n} questions wait for these facts, and count once they are answered.",
            n,
        )
        lines += page.wrap(words.format(n=page.say.number(n)))
    if a.uncounted:
        n = len(a.uncounted)
        words = page.say.tr.ngettext(
            "{n} answer is kept that counts in no total.", "{n} answers are kept that count in no total.", n
        )
        lines += page.wrap(words.format(n=page.say.number(n)), "")
        lines += [line for q in a.uncounted for line in _uncounted(page, q)] if page.session.verbose else []
    if n := len(a.project.unplaced):
        lines += page.wrap(_unplaced(page, n), "")
    if a.conditional and a.tally.answered < a.tally.in_force:
        lines += page.wrap(_("Some questions depend on answers: the ranges hold for the answers as they stand."), "")
    return lines


def _unplaced(page: ResultPage, n: int) -> str:
    """The number of answers to another version that have no place in this one."""
    reference = page.a.project.questionnaire
    words = page.say.tr.ngettext(
        "{n} answer to version {old} of the questionnaire has no place in version {new}; it is kept in the file.",
        "{n} answers to version {old} of the questionnaire have no place in version {new}; they are kept in the file.",
        n,
    )
    old = reference.version if reference else None
    return words.format(n=page.say.number(n), old=old, new=page.a.questionnaire.version)


def _uncounted(page: ResultPage, q: QuestionScore) -> list[str]:
    title = titled(q.question.ref, page.say.text(q.question.title))
    return page.wrap(named_text(page, title, why_not_counted(page, q, q.state)), later="      ")


def _what_next(page: ResultPage, words: Sequence[str]) -> list[str]:
    _ = page.say.tr.gettext
    rows = [(command(*words), why) for words, why in (_steps(page) if page.a.supposed.is_empty else _back(page, words))]
    return [page.title(_("Next")), *page.definitions(rows, most=page.width // 2)]


def _back(page: ResultPage, words: Sequence[str]) -> Iterator[tuple[tuple[object, ...], str]]:
    """Commands that lead from a supposition to its explanation and back to the facts, as (arguments, what for)."""
    _ = page.say.tr.gettext
    first = next(iter(page.a.summary()), None)
    if first is not None:
        id = first.question.ref or first.question.id
        yield ("explain", page.path, id, *words), _("why, and what would raise it most")
    yield ("score", page.path), _("the results as they are")


def _steps(page: ResultPage) -> Iterator[tuple[tuple[object, ...], str]]:
    _ = page.say.tr.gettext
    if missing := len(page.a.to_answer()):
        words = page.say.tr.ngettext("answer {n} question more", "answer {n} questions more", missing)
        yield ("assess", page.path), words.format(n=page.say.number(missing))
    first = next(iter(page.a.summary()), None)
    if first is not None:
        id = first.question.ref or first.question.id
        yield ("explain", page.path, id), _("why, and what would raise it most")
    if page.a.tally.answered:
        file = f"{page.a.project.charter.id or page.path.stem}.pdf"
        yield ("report", page.path, "-o", file), _("the report to take away")


def _late_actions(page: ResultPage) -> list[str]:
    """Actions past their due date; empty where there are none."""
    late = [one for one in sort_actions(page.a.project.actions) if one.overdue(page.a.as_of)]
    if not late:
        return []
    rows = [line for one in late for line in page.wrap(_late_text(one, page), later="    ")]
    return [page.title(page.say.tr.gettext("Actions past their day")), *rows]


def _late_text(action: Action, page: ResultPage) -> str:
    assert action.due is not None
    said = page.say.tr.gettext("{do} · due {date}").format(do=action.do, date=page.say.date(action.due))
    return f"{said} · {action.owner}" if action.owner else said


def _voices(page: ResultPage) -> list[str]:
    """Questions on which voices differ and nothing is agreed, then how many answers were agreed on."""
    _, say, project = page.say.tr.gettext, page.say, page.a.project
    apart = [
        (question, project.apart[id]) for id, question in page.a.questionnaire.by_id.items() if id in project.apart
    ]
    shown = apart if page.session.verbose else apart[:MOST_APART]
    lines = []
    for question, one in shown:
        name = titled(question.ref, say.text(question.title))
        lines += page.wrap(named_text(page, name, apart_text(one, question, say)), later="    ")
    if more := len(apart) - len(shown):
        lines += page.wrap(say.count("{n} more; all of them with -v.", "{n} more; all of them with -v.", more))
    if agreed := sum(answer.agreed is not None for answer in project.answers.values()):
        said = say.count(
            "{n} answer was agreed on by several voices.", "{n} answers were agreed on by several voices.", agreed
        )
        lines += page.wrap(said)
    return [page.title(_("Several voices")), *lines] if lines else []
