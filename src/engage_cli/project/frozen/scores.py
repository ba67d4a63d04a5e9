"""The results that a milestone keeps: taken from an assessment, written as YAML, read back."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from engage_cli.model.project import Ends, FrozenNode, FrozenScores, Milestone
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.project import parsing
from engage_cli.scoring.question_scores import GateState, Range
from engage_cli.scoring.results import Assessment, NodeScore
from engage_cli.values import replace

Entry = Mapping[str, Any]


def read_milestone(value: Entry, questionnaire: Questionnaire) -> Milestone:
    """The milestone written as the entry `value`, with its frozen results.

    Raises AttributeError, LookupError, TypeError or ValueError for an entry that the schema does not allow.
    """
    scores = value.get("scores")
    return replace(parsing.parse_milestone(value, questionnaire), frozen=_scores(scores) if scores else None)


def freeze_scores(assessment: Assessment) -> FrozenScores:
    """The results of `assessment` in the form that a milestone keeps."""
    return FrozenScores(
        answered=assessment.tally.answered,
        in_force=assessment.tally.in_force,
        indices={id: freeze_node(one) for id, one in assessment.indices.items()},
        sections={id: freeze_node(one) for id, one in assessment.sections.items() if one.aimed},
        gates={gate.question.id: gate.state.value for gate in assessment.gates},
    )


def freeze_node(node: NodeScore) -> FrozenNode:
    """The result of a section or index in the form that a milestone keeps."""
    bands = node.bands and (node.bands[0].id, node.bands[1].id)
    return FrozenNode(points=_ends(node.evidenced), attainment=_ends(node.attainment), bands=bands)


def _ends(found: Range | None) -> Ends | None:
    return None if found is None else (found.low, found.high)


def scores_as_yaml(scores: FrozenScores) -> dict[str, Any]:
    """The results as YAML values: exact fractions as text, blocking requirements by their state."""
    states: dict[str, list[str]] = {}
    for id, state in scores.gates.items():
        states.setdefault(state, []).append(id)
    return {
        "answered": [scores.answered, scores.in_force],
        "indices": {id: _node_as_yaml(one) for id, one in scores.indices.items()},
        "sections": {id: _node_as_yaml(one) for id, one in scores.sections.items()},
        "gates": states,
    }


def _node_as_yaml(node: FrozenNode) -> dict[str, Any]:
    pairs = {"points": _fractions(node.points), "attainment": _fractions(node.attainment)}
    said: dict[str, Any] = {key: value for key, value in pairs.items() if value is not None}
    return said | ({"bands": list(node.bands)} if node.bands else {})


def _fractions(ends: Ends | None) -> list[str | int] | None:
    return ends and [int(one) if one.denominator == 1 else str(one) for one in ends]


def _scores(value: Entry) -> FrozenScores:
    answered, in_force = value["answered"]
    gates = {id: GateState(state).value for state, ids in (value["gates"] or {}).items() for id in ids}
    return FrozenScores(
        answered=answered,
        in_force=in_force,
        indices={id: _node(one) for id, one in (value["indices"] or {}).items()},
        sections={id: _node(one) for id, one in (value["sections"] or {}).items()},
        gates=gates,
    )


def _node(value: Entry) -> FrozenNode:
    bands = value.get("bands")
    return FrozenNode(
        points=_pair(value.get("points")),
        attainment=_pair(value.get("attainment")),
        bands=(bands[0], bands[1]) if bands else None,
    )


def _pair(ends: list[str | int] | None) -> Ends | None:
    return (Fraction(ends[0]), Fraction(ends[1])) if ends else None
