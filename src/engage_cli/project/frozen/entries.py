"""Milestones as YAML entries: made of an assessment, sealed by a digest, written one line an answer."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from engage_cli.files.yaml_rendering import render_inline, render_scalar
from engage_cli.model.project import Answer, Project
from engage_cli.project.frozen.scores import Entry, freeze_scores, scores_as_yaml
from engage_cli.project.parsing import answer_as_yaml, facet_as_yaml
from engage_cli.scoring.results import Assessment
from engage_cli.values import replace

SEAL = "seal"
_BLOCKS = {"facets": 1, "answers": 1, "scores": 2}
"""How many levels of keys below these stand on lines of their own."""
_INDENT = 4


def milestone_entry(name: str, assessment: Assessment) -> dict[str, Any]:
    """The sealed entry for an assessment, as a milestone called `name`.

    Notes, and who answered, agreed or keeps evidence, are left out.
    """
    questionnaire, project = assessment.questionnaire, assessment.project
    facets = {id: facet_as_yaml(value) for id, value in project.charter.facets.items()}
    answers = {id: answer_as_yaml(without_personal_data(one)) for id, one in project.answers.items()}
    return seal_entry(
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
            "scores": scores_as_yaml(freeze_scores(assessment)),
            "answers": answers,
        }
    )


def seal_entry(entry: Entry) -> dict[str, Any]:
    """`entry` with its digest under `seal`, behind its name and date; keys without a value are left out."""
    kept = {key: value for key, value in entry.items() if key != SEAL and value not in (None, [], {})}
    head = {key: kept[key] for key in ("name", "date")}
    return {**head, SEAL: entry_digest(kept), **kept}


def entry_digest(entry: Entry) -> str:
    """`sha256:` and the digest of everything in the entry but its seal, whatever the order of keys."""
    said = {key: value for key, value in entry.items() if key != SEAL}
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def format_entry(entry: Entry) -> str:
    """The YAML text of the entry as an item of a list, one line an answer."""
    lines = list(_lines(entry))
    return "".join(f"{line}\n" for line in ["  - " + lines[0][_INDENT:], *lines[1:]])


def without_personal_data(answer: Answer) -> Answer:
    """`answer` without its note and day, without who gave it and keeps its evidence, and without what voices agreed.

    None of these changes a result.
    """
    evidence = tuple(replace(one, holder=None) for one in answer.evidence)
    return replace(answer, note=None, by=None, reviewed=None, agreed=None, evidence=evidence)


def _waivers(project: Project) -> list[dict[str, str]]:
    return [{"rule": w.rule, "question": w.question, "until": w.until.isoformat()} for w in project.waivers]


def _lines(entry: Entry) -> Iterator[str]:
    for key, value in entry.items():
        yield from _block(key, value, _INDENT, _BLOCKS.get(key, 0))


def _block(key: str, value: Any, indent: int, levels: int) -> Iterator[str]:
    start = f"{' ' * indent}{render_scalar(key)}:"
    if levels and isinstance(value, Mapping) and value:
        yield start
        for inner, one in value.items():
            yield from _block(inner, one, indent + 2, levels - 1)
    else:
        yield f"{start} {render_inline(value)}"
