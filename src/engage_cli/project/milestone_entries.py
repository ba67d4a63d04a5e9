"""Milestones as YAML holds them: made of an assessment, sealed, written one line an answer, and read back."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from engage_cli.files.yaml_rendering import inline, scalar
from engage_cli.model.project import Answer, Ends, FrozenNode, FrozenScores, Milestone, Project
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.project import parsing
from engage_cli.project.parsing import answer_as_yaml, facet_as_yaml
from engage_cli.scoring.question_scores import Range
from engage_cli.scoring.results import Assessment, NodeScore
from engage_cli.values import replace

Entry = Mapping[str, Any]
SEAL = "seal"
_BLOCKS = {"facets": 1, "answers": 1, "scores": 2}
"""How many levels of keys below these stand on lines of their own."""
_INDENT = 4


def made(name: str, assessment: Assessment) -> dict[str, Any]:
    """The entry of an assessment, sealed. Notes, and who answered, agreed or keeps evidence, are left out."""
    questionnaire, project = assessment.questionnaire, assessment.project
    facets = {id: facet_as_yaml(value) for id, value in project.charter.facets.items()}
    answers = {id: answer_as_yaml(impersonal(one)) for id, one in project.answers.items()}
    return sealed(
        {
            "name": name,
            "date": assessment.as_of.isoformat(),
            "questionnaire": {
                "id": questionnaire.id,
                "version": questionnaire.version,
                "digest": questionnaire.digest,
            },
            "scope": assessment.scope,
            "facets": facets,
            "waivers": _waivers(project),
            "scores": _scores_as_yaml(frozen(assessment)),
            "answers": answers,
        }
    )


def sealed(entry: Entry) -> dict[str, Any]:
    """`entry` with its seal behind its name and date; keys with nothing in them are left out."""
    kept = {key: value for key, value in entry.items() if key != SEAL and value not in (None, [], {})}
    head = {key: kept[key] for key in ("name", "date")}
    return {**head, SEAL: digest(kept), **kept}


def digest(entry: Entry) -> str:
    """`sha256:` and the digest of everything in the entry but its seal, whatever the order of keys."""
    said = {key: value for key, value in entry.items() if key != SEAL}
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def text(entry: Entry) -> str:
    """The entry as an item of a list, one line an answer."""
    lines = list(_lines(entry))
    return "".join(f"{line}\n" for line in ["  - " + lines[0][_INDENT:], *lines[1:]])


def read(value: Entry, questionnaire: Questionnaire) -> Milestone:
    """The milestone that an entry says, with its frozen results."""
    scores = value.get("scores")
    return replace(parsing.milestone(value, questionnaire), frozen=_scores(scores) if scores else None)


def frozen(assessment: Assessment) -> FrozenScores:
    """The results of `assessment` as a milestone keeps them."""
    return FrozenScores(
        answered=assessment.tally.answered,
        in_force=assessment.tally.in_force,
        indices={id: frozen_node(one) for id, one in assessment.indices.items()},
        sections={id: frozen_node(one) for id, one in assessment.sections.items() if one.aimed},
        gates={gate.question.id: gate.state.value for gate in assessment.gates},
    )


def impersonal(answer: Answer) -> Answer:
    """`answer` without its note, and without who gave it and who keeps its evidence: none of these changes a result."""
    evidence = tuple(replace(one, holder=None) for one in answer.evidence)
    return replace(answer, note=None, by=None, evidence=evidence)


def _waivers(project: Project) -> list[dict[str, str]]:
    return [{"rule": w.rule, "question": w.question, "until": w.until.isoformat()} for w in project.waivers]


def _lines(entry: Entry) -> Iterator[str]:
    for key, value in entry.items():
        yield from _block(key, value, _INDENT, _BLOCKS.get(key, 0))


def _block(key: str, value: Any, indent: int, levels: int) -> Iterator[str]:
    start = f"{' ' * indent}{scalar(key)}:"
    if levels and isinstance(value, Mapping) and value:
        yield start
        for inner, one in value.items():
            yield from _block(inner, one, indent + 2, levels - 1)
    else:
        yield f"{start} {inline(value)}"


# ── results ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def frozen_node(node: NodeScore) -> FrozenNode:
    """What a section or index comes to as a milestone keeps it."""
    bands = node.bands and (node.bands[0].id, node.bands[1].id)
    return FrozenNode(points=_ends(node.evidenced), attainment=_ends(node.attainment), bands=bands)


def _ends(found: Range | None) -> Ends | None:
    return None if found is None else (found.low, found.high)


def _scores_as_yaml(scores: FrozenScores) -> dict[str, Any]:
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
    gates = {id: state for state, ids in (value["gates"] or {}).items() for id in ids}
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
