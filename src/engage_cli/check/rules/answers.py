"""Rules on gates, answers and their evidence."""

import datetime as dt
from collections.abc import Iterator

from engage_cli.check.case import FACETS, Case, answer_place, make_finding, repair_of, title_values
from engage_cli.check.findings import Finding
from engage_cli.errors import Message
from engage_cli.model.policy import Clause
from engage_cli.scoring.evidence import add_period
from engage_cli.scoring.question_scores import Fall, GateScore, GateState, QuestionScore, State


def gate_unmet(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds gates that are answered below their threshold."""
    for gate in _gates(case, GateState.UNMET):
        assert gate.threshold is not None, "an unmet gate has one"
        choice = gate.evidenced_choice
        message = Message.of(
            "Blocking requirement not met: “{question}” must be at “{needed}”; it stands at “{choice}”.",
            **title_values(gate.question), needed=gate.threshold.label, choice=choice.label if choice else "—",
        )  # fmt: skip
        yield _about(case, clause, case.scoring.questions[gate.question.id], message)


def gate_unknown(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds gates of which nobody can say whether they are met."""
    for gate in _gates(case, GateState.UNKNOWN):
        if gate.waits_for:
            yield _undecided(case, clause, gate)
            continue
        unanswered = case.scoring.questions[gate.question.id].answer is None
        message = (
            Message.of("Blocking requirement not answered: “{question}”.", **title_values(gate.question))
            if unanswered
            else Message.of("Blocking requirement not known: “{question}”.", **title_values(gate.question))
        )
        yield _about(case, clause, case.scoring.questions[gate.question.id], message)


def _undecided(case: Case, clause: Clause, gate: GateScore) -> Finding:
    """A fact that nobody knows decides whether the blocking requirement concerns the project."""
    facet = case.scoring.questionnaire.facet_by_id[gate.waits_for[0]]
    place = (*FACETS, facet.id) if facet.id in case.scoring.project.charter.facets else FACETS
    message = Message.of(
        "Blocking requirement not known: whether “{question}” concerns the project depends on “{facet}”.",
        **title_values(gate.question), facet=facet.label or facet.ask,
    )  # fmt: skip
    repair = Message.of("Find out, and write it under charter.facets.{id}.", id=facet.id)
    whom = gate.question.gate.ask_whom if gate.question.gate else None
    return make_finding(clause, gate.question.id, place, message, whom or repair, about=facet.ask)


def gate_to_check(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds gates outside a quick assessment, which are to be checked."""
    for gate in _gates(case, GateState.TO_CHECK):
        message = Message.of(
            "Blocking requirement to check: “{question}” is not a quick question.", **title_values(gate.question)
        )
        repair = Message.of("Answer it in a full assessment, or ask the unit concerned.")
        score = case.scoring.questions[gate.question.id]
        yield make_finding(
            clause, gate.question.id, answer_place(case, score), message, repair, about=gate.question.ask
        )


def question_unanswered(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds questions in force that have no answer."""
    for score in _in_state(case, State.UNANSWERED):
        yield _about(
            case, clause, score, Message.of("“{question}” is due and not answered.", **title_values(score.question))
        )


def answer_unknown(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds questions answered with “unknown”."""
    for score in _in_state(case, State.UNKNOWN):
        yield _about(case, clause, score, Message.of("“{question}”: nobody knows yet.", **title_values(score.question)))


def voices_apart(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds questions on which voices differ and nothing is agreed."""
    for score in case.scoring.questions.values():
        apart = case.scoring.project.apart.get(score.question.id)
        if apart is None or not score.standing.is_asked:
            continue
        said = {**title_values(score.question), "voices": apart.voices or "—"}
        low, high = (score.question.choice(id) for id in apart.span or ("", ""))
        message = Message.of("Voices differ on “{question}”, and nothing is agreed.", **said)
        if low is not None and high is not None:
            message = Message.of(
                "{voices} voices differ on “{question}”, from “{low}” to “{high}”; nothing is agreed.",
                **said, low=low.label, high=high.label,
            )  # fmt: skip
        repair = Message.of("Talk about it, and record what is agreed: engage consensus … --settle")
        yield make_finding(
            clause, score.question.id, answer_place(case, score), message, repair, about=score.question.ask
        )


def evidence_missing(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds choices that need evidence and have none that counts."""
    for score in _fallen(case, Fall.NONE_GIVEN, Fall.WRONG_KIND, Fall.UNDATED):
        message = Message.of(
            "“{question}”: “{choice}” needs evidence of the right kind, dated; it counts as “{read}”.",
            **title_values(score.question), **_choices(score),
        )  # fmt: skip
        yield _on_evidence(clause, score, message, Message.of("Attach it under evidence: title, kind, date."))


def evidence_expired(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds evidence past its validity."""
    for score in _fallen(case, Fall.EXPIRED):
        message = Message.of(
            "“{question}”: the evidence for “{choice}” has expired; it counts as “{read}”.",
            **title_values(score.question), **_choices(score),
        )  # fmt: skip
        yield _on_evidence(clause, score, message, Message.of("Renew it, and write its new date."))


def evidence_future(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds evidence dated after the day of the check."""
    for score, position, date in _dated(case):
        if date > case.scoring.as_of:
            message = Message.of("This evidence is dated {date}, which is still to come.", date=date)
            yield _on_date(clause, score, position, message, Message.of("Correct the date."))


def evidence_gone(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds evidence whose file or page does not exist."""
    for score in _in_state(case, State.ANSWERED):
        for position, piece in enumerate(score.answer.evidence if score.answer else ()):
            if piece.where and case.is_gone(piece.where):
                message = Message.of("Nothing is where this evidence is said to be: {where}", where=piece.where)
                place = (*score.place, "evidence", position, "where")
                repair = Message.of("Correct the place, or put the file back.")
                yield make_finding(clause, score.question.id, place, message, repair, about=score.question.ask)


def evidence_old(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds evidence older than the policy allows, whatever its scale says."""
    assert clause.older_than is not None, "the schema wants it"
    for score, position, date in _dated(case):
        if case.scoring.as_of > add_period(date, clause.older_than):
            message = Message.of("This evidence is of {date}; the policy wants it younger.", date=date)
            yield _on_date(clause, score, position, message, Message.of("Renew it, and write its new date."))


def _about(case: Case, clause: Clause, score: QuestionScore, message: Message) -> Finding:
    place, about = answer_place(case, score), score.question.ask
    return make_finding(clause, score.question.id, place, message, repair_of(case, score), about=about)


def _on_evidence(clause: Clause, score: QuestionScore, message: Message, repair: Message) -> Finding:
    key = "evidence" if score.answer and score.answer.evidence else "choice"
    return make_finding(clause, score.question.id, (*score.place, key), message, repair, about=score.question.ask)


def _on_date(clause: Clause, score: QuestionScore, position: int, message: Message, repair: Message) -> Finding:
    place = (*score.place, "evidence", position, "date")
    return make_finding(clause, score.question.id, place, message, repair, about=score.question.ask)


def _gates(case: Case, state: GateState) -> Iterator[GateScore]:
    return (gate for gate in case.scoring.gates if gate.state is state)


def _in_state(case: Case, state: State) -> Iterator[QuestionScore]:
    """Questions that count, and so not those asked for their gate alone."""
    return (q for q in case.scoring.questions.values() if q.state is state and not q.standing.gate_only)


def _dated(case: Case) -> Iterator[tuple[QuestionScore, int, dt.date]]:
    """Dated evidence of answered questions that count: the question, the position among its evidence, the date."""
    for score in _in_state(case, State.ANSWERED):
        for position, piece in enumerate(score.answer.evidence if score.answer else ()):
            if piece.date is not None:
                yield score, position, piece.date


def _fallen(case: Case, *falls: Fall) -> Iterator[QuestionScore]:
    """Answers in force that are read lower, gates of sections not aimed at included."""
    return (q for q in case.scoring.questions.values() if q.state is State.ANSWERED and q.fall in falls)


def _choices(score: QuestionScore) -> dict[str, object]:
    """The declared choice and the one that it counts as; several choices have no such names."""
    declared, read = score.declared_choice, score.evidenced_choice
    if declared is None or read is None:
        return {"choice": Message.of("what is chosen"), "read": Message.of("less than that")}
    return {"choice": declared.label, "read": read.label}
