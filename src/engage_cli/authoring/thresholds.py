"""Lints levels: gates that demand nothing or less over time, expectations that fall, choices with equal points."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from engage_cli.authoring.findings import Finding, LintContext
from engage_cli.errors import Message
from engage_cli.files.nodes import Node
from engage_cli.model.questionnaire import Gate, Question, QuestionType
from engage_cli.model.scales import Expected

Steps = Mapping[str, int]
"""Ranks of choices by id, from the worst."""
ByTime = tuple[tuple[str, str], ...]
"""(timeline choice, choice), in the timeline's order."""


def lint_thresholds(desk: LintContext) -> Iterator[Finding]:
    """All findings on scales, sections and questions."""
    for scale in desk.questionnaire.scales:
        node = desk.root.get("scales", scale.id) or desk.root
        yield from _falling(scale.id, scale.expected, {one.id: i for i, one in enumerate(scale.choices)}, node)
    for section, node in desk.sections():
        first = next((q for q in section.all_questions() if q.expected and not desk.node(q.id).get("expected")), None)
        if node.get("expected") and first is not None:
            yield from _falling(section.id, first.expected, _steps(first), node)
    for question, node in desk.questions():
        if node.get("expected"):
            yield from _falling(question.id, question.expected, _steps(question), node)
        if question.gate is not None:
            yield from _gate(desk, question, question.gate, node)
        yield from _equal(question, node)


def _steps(question: Question) -> Steps:
    return {choice.id: step for step, choice in enumerate(question.ladder)}


def _falling(subject: str, expected: Expected | None, steps: Steps, node: Node) -> Iterator[Finding]:
    for time, levels in _falls(expected.by_time if expected else (), steps):
        message = Message.of("Less is expected from “{time}” on (“{after}”) than before (“{before}”).", **levels)
        place = node.get("expected", time) or node
        yield Finding(rule="expected-falls", subject=f"{subject}/{time}", node=place, message=message)


def _falls(by_time: ByTime, steps: Steps) -> Iterator[tuple[str, dict[str, str]]]:
    """(id of the step, values for the message) of each step from which less is asked than before."""
    for (_, before), (time, after) in pairwise(by_time):
        if steps.get(after, 0) < steps.get(before, 0):
            yield time, {"time": time, "after": after, "before": before}


def _gate(desk: LintContext, question: Question, gate: Gate, node: Node) -> Iterator[Finding]:
    steps = _steps(question)
    needed = [((key, value), node.get("gate", "at", key)) for key, value in gate.by_time]
    needed += [(("needs", gate.needs), node.get("gate", "needs"))] if gate.needs else []
    for (key, level), place in needed:
        if steps.get(level) == 0:
            message = Message.of(
                "“{level}” is the lowest choice: every answer meets this blocking requirement.", level=level
            )
            subject = f"{question.id}/gate/{key}"
            yield Finding(rule="gate-always-met", subject=subject, node=place or node, message=message)
    for time, levels in _falls(gate.by_time, steps):
        message = Message.of(
            "This blocking requirement asks for less from “{time}” on (“{after}”) than before (“{before}”).", **levels
        )
        place = node.get("gate", "at", time) or node
        yield Finding(rule="gate-falls", subject=f"{question.id}/gate/{time}", node=place, message=message)
    yield from _early(desk, question, gate, node)


def _early(desk: LintContext, question: Question, gate: Gate, node: Node) -> Iterator[Finding]:
    timeline = desk.questionnaire.facet(desk.questionnaire.timeline or "")
    if timeline is None or question.due is None or not gate.by_time:
        return
    time = gate.by_time[0][0]
    if timeline.rank(time) < timeline.rank(question.due):
        message = Message.of(
            "The blocking requirement begins at “{time}”, and the question is asked from “{due}” on only.",
            time=time,
            due=question.due,
        )
        place = node.get("gate", "at", time) or node
        yield Finding(rule="gate-before-due", subject=f"{question.id}/gate", node=place, at_key=True, message=message)


def _equal(question: Question, node: Node) -> Iterator[Finding]:
    """Choices that earn the same points in a question that earns points; questions whose choices all earn nothing."""
    if question.type is not QuestionType.TEXT and not any(choice.points for choice in question.choices):
        message = Message.of("No choice of “{id}” earns a point: its answers count nowhere.", id=question.id)
        yield Finding(
            rule="points-none", subject=question.id, node=node.get("choices") or node, at_key=True, message=message
        )
        return
    if question.type is not QuestionType.ONE or not question.is_scored:
        return
    first: dict[object, str] = {}
    for choice in question.choices:
        if choice.points in first:
            message = Message.of("“{id}” earns as many points as “{other}”.", id=choice.id, other=first[choice.points])
            place = node.get("choices", choice.id) or node
            yield Finding(
                rule="points-equal", subject=f"{question.id}/{choice.id}", node=place, at_key=True, message=message
            )
        first.setdefault(choice.points, choice.id)
