"""A comparison as JSON values: every number with its exact fraction, ids, no names of people.

`schemas/comparison.schema.json` describes it.
"""

from fractions import Fraction
from typing import Any

from engage_cli import __version__
from engage_cli.followup.bridge import Bridge, BridgePart, BridgeStep
from engage_cli.followup.comparison import Comparison, NodeChange
from engage_cli.followup.course import Course, CourseLine
from engage_cli.followup.differences import AnswerChange, FactChange
from engage_cli.followup.moments import Moment
from engage_cli.model.project import Ends, FrozenNode
from engage_cli.project.parsing import facet_as_yaml
from engage_cli.report.comparison.formats import ComparisonRequest
from engage_cli.report.json_text import json_text
from engage_cli.report.results import questionnaire_values, round_to_float
from engage_cli.scoring.question_scores import GateScore, QuestionScore

FORMAT_VERSION = 1
"""Raised when a key goes or changes its meaning; new keys come without notice."""

Values = dict[str, Any]


def render_json(request: ComparisonRequest) -> str:
    """The comparison that a request asks for, as JSON text."""
    return comparison_json(request.comparison)


def comparison_json(c: Comparison) -> str:
    """A comparison as JSON text; the same comparison always gives the same text."""
    return json_text(comparison_values(c))


def comparison_values(c: Comparison) -> Values:
    """A comparison as plain values, ready for JSON."""
    return {
        "format_version": FORMAT_VERSION,
        "provenance": {
            "questionnaire": questionnaire_values(c.assessment.questionnaire),
            "engage": __version__,
        },
        "project": {"id": c.assessment.project.charter.id, "name": c.assessment.project.charter.name},
        "from": _moment(c.then),
        "to": _moment(c.now),
        "comparable": c.same_scope,
        "order": [step.value for step in BridgeStep],
        "apart": [step.value for step in c.differing_steps],
        "together": [step.value for step in c.inseparable_steps],
        "unplaced": list(c.unplaced),
        "results_as_they_were": c.frozen,
        "method_changed": c.method_changed,
        "indices": [_node(change) for change in c.nodes if change.is_index],
        "sections": [_node(change) for change in c.nodes if not change.is_index],
        "gone": list(c.lost_sections),
        "answers": [_answer(change) for change in c.answers],
        "gates": {"opened": [_gate(c, one) for one in c.opened], "closed": [_gate(c, one) for one in c.closed]},
        "evidence": {
            "expired": [one.question.id for one in c.evidence.expired],
            "dated": [one.question.id for one in c.evidence.dated],
        },
        "facts": [_fact(change) for change in c.facts],
        "asked": [question.id for question in c.asked],
        "no_longer_asked": [question.id for question in c.no_longer_asked],
        "course": None if c.course is None else _course(c.course),
        "not_looked_at_since": [question.id for question in c.unreviewed],
    }


def _course(course: Course) -> Values:
    return {
        "stops": [{"name": one.name, "date": one.date.isoformat(), "version": one.version} for one in course.stops],
        "indices": [_line(line) for line in course.indices],
        "sections": [_line(line) for line in course.sections],
    }


def _line(line: CourseLine) -> Values:
    return {"id": line.node.id, "attainment": [None if one is None else _value(one) for one in line.shares]}


def _moment(moment: Moment) -> Values:
    reference = moment.reference
    return {
        "name": moment.name,
        "date": moment.date.isoformat(),
        "scope": moment.scope,
        "version": reference.version if reference else None,
        "digest": reference.digest if reference else None,
    }


def _node(change: NodeChange) -> Values:
    return {
        "id": change.node.id,
        "then": None if change.then is None else _frozen(change.then),
        "now": _frozen(change.now),
        "parts": {"points": _bridge(change.points), "attainment": _bridge(change.attainment)},
    }


def _frozen(node: FrozenNode) -> Values:
    bands = None if node.bands is None else list(node.bands)
    return {"points": _ends(node.points), "attainment": _ends(node.attainment), "bands": bands}


def _ends(ends: Ends | None) -> Values | None:
    return None if ends is None else {"low": _value(ends[0]), "high": _value(ends[1])}


def _value(value: Fraction) -> Values:
    return {"exact": str(value), "value": round_to_float(value)}


def _bridge(way: Bridge | None) -> list[Values] | None:
    return None if way is None else [_part(part) for part in way.parts]


def _part(part: BridgePart) -> Values:
    span = part.span and {"low": _value(part.span[0]), "high": _value(part.span[1])}
    return {"steps": [step.value for step in part.steps], "change": _value(part.change), "any_order": span}


def _answer(change: AnswerChange) -> Values:
    return {
        "question": change.now.question.id,
        "change": change.turn.value,
        "then": _said(change.then),
        "now": _said(change.now),
    }


def _said(score: QuestionScore) -> Values | None:
    answer = score.answer
    if answer is None:
        return None
    said = {"choice": answer.choice, "choices": answer.choices, "reason": answer.reason}
    kept: Values = {key: value for key, value in said.items() if value is not None}
    return {**kept, "unknown": True} if answer.unknown else kept


def _gate(c: Comparison, gate: GateScore) -> Values:
    return {"question": gate.question.id, "then": c.gates_then.get(gate.question.id), "now": gate.state.value}


def _fact(change: FactChange) -> Values:
    then, now = (
        facet_as_yaml(value) if known else None
        for value, known in zip((change.then, change.now), change.known, strict=True)
    )
    return {"facet": change.facet.id, "then": then, "now": now}
