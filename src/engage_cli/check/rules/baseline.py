"""Compares a check with a baseline: findings, scores, answers and blocking requirements."""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from engage_cli.check.case import Case, answer_place, make_finding
from engage_cli.check.findings import CheckedProject, Finding
from engage_cli.check.rules.lasting import GATE_FELL, SCORE_FELL
from engage_cli.check.rules.registry import BY_ID
from engage_cli.errors import Message, Place
from engage_cli.model.baseline import BaselineRecord
from engage_cli.model.policy import WHOLE, Clause, Severity
from engage_cli.scoring.question_scores import GateState, QuestionScore, State
from engage_cli.values import replace

if TYPE_CHECKING:
    from engage_cli.scoring.results import IndexScore, SectionScore

Node: TypeAlias = "SectionScore | IndexScore"
Weight = Callable[[str], Severity | None]
"""Gives the severity of a rule; None: it is off."""

_GATES = frozenset({"gate-unmet", "gate-unknown", "gate-to-check"})
_LACKS = (_GATES, frozenset({"question-unanswered", "answer-unknown"}))
"""Rules that say the same lack: whoever answers honestly what was left open makes nothing worse."""
_NAMED = 3
"""Answers that a sentence names."""


def compare_with_record(checked: CheckedProject, before: BaselineRecord, weight: Weight) -> CheckedProject:
    """`checked` without the findings that `before` has, and without those that the fall of a requirement reports
    already. A finding of `before` counts as settled where its rule is on, by `weight`, and finds it no more.
    """
    known = [one for one in checked.open if _was_known(one, before)]
    fell = {one.subject: one.severity.rank for one in checked.open if one.rule == GATE_FELL}
    new = (one for one in checked.open if one not in known)
    said = (one for one in new if not (one.rule in _GATES and one.severity.rank <= fell.get(one.subject, -1)))
    found = {(one.rule, one.subject) for one in (*checked.open, *(one.finding for one in checked.waived))}
    left = [one for one in before.findings if not _still(one, found) and one[0] in BY_ID and weight(one[0])]
    return replace(checked, open=tuple(said), known=tuple(known), compared=True, settled=len(left))


def _was_known(one: Finding, before: BaselineRecord) -> bool:
    if one.rule in _GATES and one.subject in before.met:
        return (one.rule, one.subject) in before.findings
    return any((rule, one.subject) in before.findings for rule in _same(one.rule))


def _still(one: tuple[str, str], found: set[tuple[str, str]]) -> bool:
    return any((rule, one[1]) in found for rule in _same(one[0]))


def _same(rule: str) -> frozenset[str]:
    return next((lack for lack in _LACKS if rule in lack), frozenset({rule}))


def make_record(case: Case, found: Iterable[Finding]) -> BaselineRecord:
    """The record of the project for a baseline."""
    return BaselineRecord(
        id=case.scoring.project.charter.id,
        findings=frozenset((one.rule, one.subject) for one in found if not BY_ID[one.rule].with_ratchet),
        scores={node.id: node.evidenced.low for node in _scored(case) if node.evidenced},
        answers={q.question.id: _worth(q) for q in case.scoring.questions.values() if q.state is State.ANSWERED},
        met=frozenset(gate.question.id for gate in case.scoring.gates if gate.state is GateState.MET),
        scope=case.scoring.scope,
        version=case.scoring.questionnaire.version,
        questionnaire=case.scoring.questionnaire.id,
    )


def comparable(case: Case, before: BaselineRecord) -> bool:
    """Whether the project can be compared with its record: another scope or version starts anew."""
    return _apart(case, before) is None


def _apart(case: Case, before: BaselineRecord) -> Message | None:
    """Why the project cannot be compared with what was known; None where it can."""
    q = case.scoring.questionnaire
    if before.questionnaire not in ("", q.id):
        return Message.of(
            "It is not compared with the baseline, made by the questionnaire {old}; it answers {new} now.",
            old=before.questionnaire, new=q.id,
        )  # fmt: skip
    if before.scope != case.scoring.scope:
        words = {"full": Message.of("a full assessment"), "quick": Message.of("a quick one")}
        return Message.of(
            "It is not compared with the baseline: it was {old} then, and is {new} now.",
            old=words[before.scope], new=words[case.scoring.scope],
        )  # fmt: skip
    if before.version != q.version:
        return Message.of(
            "It is not compared with the baseline, made by version {old} of the questionnaire; this is version {new}.",
            old=before.version, new=q.version,
        )  # fmt: skip
    return None


def find_falls(case: Case, before: BaselineRecord, weight: Weight) -> Iterator[Finding]:
    """The findings on scores that are lower than in `before`, and on blocking requirements that are no longer met."""
    if (why := _apart(case, before)) is not None:
        yield from _not_compared(case, before, why, weight)
        return
    if severity := weight(GATE_FELL):
        yield from _gates_fallen(case, before, Clause(rule=GATE_FELL, severity=severity))
    if severity := weight(SCORE_FELL):
        yield from _scores_fallen(case, before, Clause(rule=SCORE_FELL, severity=severity))


def _not_compared(case: Case, before: BaselineRecord, why: Message, weight: Weight) -> Iterator[Finding]:
    """What the project chose itself may hide a fall; a new version of its questionnaire comes from elsewhere."""
    severities = [one for one in (weight(GATE_FELL), weight(SCORE_FELL)) if one]
    if severities:
        gravest = max(severities, key=lambda one: one.rank)
        chosen = before.scope != case.scoring.scope or before.questionnaire not in ("", case.scoring.questionnaire.id)
        severity = gravest if chosen else min(gravest, Severity.WARNING, key=lambda one: one.rank)
        repair = Message.of("Look at what changed, then accept it by writing the baseline again.")
        clause = Clause(rule=SCORE_FELL, severity=severity)
        yield make_finding(clause, WHOLE, ("assessment",), why, repair, at_key=True)


def _gates_fallen(case: Case, before: BaselineRecord, clause: Clause) -> Iterator[Finding]:
    for gate in case.scoring.gates:
        if gate.question.id in before.met and gate.state.is_open:
            score = case.scoring.questions[gate.question.id]
            message = Message.of(
                "Blocking requirement met before, and not any more: “{question}”{change}",
                question=gate.question.title, change=_change(score, before),
            )  # fmt: skip
            place, about = answer_place(case, score), gate.question.ask
            yield make_finding(clause, gate.question.id, place, message, BY_ID[GATE_FELL].repair, about=about)


def _scores_fallen(case: Case, before: BaselineRecord, clause: Clause) -> Iterator[Finding]:
    for node, share, now in _both(case, before):
        if now < share:
            answers = [q for q in _questions(case, node) if _fell(q, before)]
            values = {"title": node.title, "share": share, "now": now}
            named = _named(answers, before) if answers else Message.of("no answer did, but more is asked now.")
            message = Message.of("“{title}” fell from {share} to {now}, at worst: {answers}", **values, answers=named)
            place: Place = answer_place(case, answers[0]) if answers else ("assessment",)
            yield make_finding(clause, node.id, place, message, BY_ID[SCORE_FELL].repair, at_key=not answers)


def find_rises(case: Case, before: BaselineRecord) -> Iterator[Message]:
    """The messages on what is better than in `before`: blocking requirements first, then sections and indices."""
    if not comparable(case, before):
        return
    for gate in case.scoring.gates:
        if before.answers and gate.state is GateState.MET and gate.question.id not in before.met:
            yield Message.of("Blocking requirement met now: “{question}”.", question=gate.question.title)
    for node, share, now in _both(case, before):
        if now > share:
            yield Message.of("“{title}” rose from {share} to {now}, at worst.", title=node.title, share=share, now=now)


def _scored(case: Case) -> list[Node]:
    nodes: list[Node] = [section for section in case.sections.values() if section.aimed]
    nodes += case.indices.values()
    return [node for node in nodes if node.evidenced is not None]


def _both(case: Case, before: BaselineRecord) -> Iterator[tuple[Node, Fraction, Fraction]]:
    """Sections and indices with their shares before and now."""
    for node in _scored(case):
        if node.id in before.scores and node.evidenced is not None:
            yield node, before.scores[node.id], node.evidenced.low


def _questions(case: Case, node: Node) -> Iterator[QuestionScore]:
    """Those that count in a section or an index, in order."""
    for term in node.terms:
        inner = case.sections.get(term.id) or case.indices.get(term.id)
        if inner is not None:
            yield from _questions(case, inner)
        else:
            yield case.scoring.questions[term.id]


def _fell(score: QuestionScore, before: BaselineRecord) -> bool:
    return score.state.in_force and _worth(score) < before.answers.get(score.question.id, Fraction(0))


def _worth(score: QuestionScore) -> Fraction:
    """What an answer is worth, evidenced, at worst: a share of the full points."""
    return score.merit.low / score.possible if score.merit is not None and score.possible else Fraction(0)


def _named(scores: list[QuestionScore], before: BaselineRecord) -> Message:
    """The answers that fell, as one part of a sentence."""
    said = [_answer(one, before) for one in scores[:_NAMED]]
    more = len(scores) - len(said)
    found = said.pop(0)
    for one in said:
        found = Message.of("{first}; {second}", first=found, second=one)
    return Message.of("{first}; {count} more.", first=found, count=more) if more else Message.of("{last}.", last=found)


def _answer(score: QuestionScore, before: BaselineRecord) -> Message:
    was, now = _level(score, before.answers[score.question.id]), _level(score, _worth(score))
    return Message.of("“{question}” from {was} to {now}", question=score.question.title, was=was, now=now)


def _change(score: QuestionScore, before: BaselineRecord) -> Message:
    if not _fell(score, before):
        return Message.of(". More is needed now.")
    was, now = before.answers[score.question.id], _worth(score)
    return Message.of(", from {was} to {now}.", was=_level(score, was), now=_level(score, now))


def _level(score: QuestionScore, share: Fraction) -> object:
    """The choice that is worth `share`, else the share itself."""
    if score.answer is None and not share:
        return Message.of("no answer")
    question = score.question
    choices = (
        c for c in question.choices if question.full_points and question.merit(c.points) / question.full_points == share
    )
    choice = next(choices, None)
    return Message.of("“{choice}”", choice=choice.label) if choice else share
