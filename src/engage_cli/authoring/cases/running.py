"""Runs an author's tests and finds the expectations that are not met."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from engage_cli.authoring.cases.reading import Case
from engage_cli.errors import Message
from engage_cli.files.nodes import Node
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Band
from engage_cli.scoring.assessment import assess
from engage_cli.scoring.conditions import holds_as_said
from engage_cli.scoring.path import step_standings
from engage_cli.scoring.question_scores import Range
from engage_cli.scoring.question_scoring import score_questions
from engage_cli.scoring.results import Assessment, NodeScore
from engage_cli.values import Value


class Failure(Value, kw_only=True):
    """An expectation that is not met."""

    node: Node
    message: Message


class CaseResult(Value, kw_only=True):
    """A test with its failures."""

    path: Path
    case: Case
    failures: tuple[Failure, ...]
    questionnaire: str
    """The id and version of the questionnaire."""


def run_case(case: Case, questionnaire: Questionnaire) -> tuple[Failure, ...]:
    """The expectations of a test that are not met."""
    found = assess(questionnaire, case.project, as_of=case.as_of)
    return tuple(
        failure for key, node in case.expect.items() if key in COMPARED for failure in COMPARED[key](node, found, case)
    )


def _asked(node: Node, found: Assessment, _: Case) -> Iterator[Failure]:
    for one in node.each():
        standing = found.questions[one.value].standing
        if not standing.is_asked:
            message = Message.of("“{id}” is not asked: {state}.", id=one.value, state=standing.state.value)
            yield Failure(node=one, message=message)


def _not_asked(node: Node, found: Assessment, _: Case) -> Iterator[Failure]:
    for one in node.each():
        if found.questions[one.value].standing.is_asked:
            yield Failure(node=one, message=Message.of("“{id}” is asked.", id=one.value))


def _sections(node: Node, found: Assessment, _: Case) -> Iterator[Failure]:
    for id, one in node.items():
        yield from _result(id, one, found.sections[id])


def _indices(node: Node, found: Assessment, _: Case) -> Iterator[Failure]:
    for id, one in node.items():
        yield from _result(id, one, found.indices[id])


def _result(id: str, node: Node, score: NodeScore) -> Iterator[Failure]:
    shares = {"declared": score.declared, "evidenced": score.evidenced, "attainment": score.attainment}
    for key, value in node.value.items():
        here = Node(node.document, (*node.place, key), value)
        if key in shares and _wanted_share(value) != shares[key]:
            yield _differs(here, f"{id}.{key}", _share(_wanted_share(value)), _share(shares[key]))
        if key == "band" and _wanted_band(value) != _ids(score.bands):
            yield _differs(here, f"{id}.{key}", _pair(_wanted_band(value)), _pair(_ids(score.bands)))


def _wanted_share(value: Any) -> Range | None:
    match value:
        case None:
            return None
        case [low, high]:
            return Range(Fraction(str(low)), Fraction(str(high)))
        case _:
            return Range(Fraction(str(value)), Fraction(str(value)))


def _share(found: Range | None) -> object:
    if found is None:
        return Message.of("no score")
    return str(found.low) if found.exact else f"[{found.low}, {found.high}]"


def _wanted_band(value: Any) -> tuple[str, str] | None:
    match value:
        case None:
            return None
        case [low, high]:
            return low, high
        case _:
            return value, value


def _ids(bands: tuple[Band, Band] | None) -> tuple[str, str] | None:
    return (bands[0].id, bands[1].id) if bands else None


def _pair(found: tuple[str, str] | None) -> object:
    if found is None:
        return Message.of("no score")
    return found[0] if found[0] == found[1] else f"[{found[0]}, {found[1]}]"


def _gates(node: Node, found: Assessment, _: Case) -> Iterator[Failure]:
    states = {gate.question.id: gate.state.value for gate in found.gates}
    for id, one in node.items():
        if one.value != states[id]:
            yield _differs(one, id, one.value, states[id])


def _path(node: Node, found: Assessment, _: Case) -> Iterator[Failure]:
    states = {one.step.id: one.state.value for one in step_standings(found)}
    for id, one in node.items():
        if one.value != states[id]:
            yield _differs(one, id, one.value, states[id])


def _advice(node: Node, found: Assessment, _: Case) -> Iterator[Failure]:
    given = [advice.recommendation.id for advice in found.advice if advice.recommendation]
    if given[: len(node.value)] != node.value or (given and not node.value):
        yield _differs(node, "advice", _listed(node.value), _listed(given[: max(len(node.value), 1)]))


def _contradictions(node: Node, found: Assessment, case: Case) -> Iterator[Failure]:
    reading = score_questions(found.questionnaire, case.project, as_of=case.as_of).reading
    yield from _set(
        node, "contradictions", [c.id for c in found.questionnaire.contradictions if holds_as_said(c.when, reading)]
    )


def _tensions(node: Node, found: Assessment, _: Case) -> Iterator[Failure]:
    yield from _set(node, "tensions", [one.id for one in found.tensions])


def _notes(node: Node, found: Assessment, _: Case) -> Iterator[Failure]:
    yield from _set(node, "notes", [one.id for one in found.notes])


def _set(node: Node, name: str, found: Sequence[str]) -> Iterator[Failure]:
    if set(node.value) != set(found):
        yield _differs(node, name, _listed(node.value), _listed(found))


def _listed(ids: Sequence[str]) -> str:
    return f"[{', '.join(ids)}]"


def _differs(node: Node, name: str, expected: object, found: object) -> Failure:
    message = Message.of("{name}: expected {expected}, found {found}.", name=name, expected=expected, found=found)
    return Failure(node=node, message=message)


COMPARED: Mapping[str, Callable[[Node, Assessment, Case], Iterator[Failure]]] = {
    "asked": _asked,
    "not_asked": _not_asked,
    "sections": _sections,
    "indices": _indices,
    "gates": _gates,
    "path": _path,
    "advice": _advice,
    "contradictions": _contradictions,
    "tensions": _tensions,
    "notes": _notes,
}
"""By key of an expectation, the function that compares it."""
