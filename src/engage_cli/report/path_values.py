"""A project's state on its path as JSON values; `schemas/path.schema.json` describes them."""

from typing import Any

from engage_cli import __version__
from engage_cli.report.results import questionnaire_values, supposition_values
from engage_cli.scoring.path import StepStanding, count_by_state, step_standings
from engage_cli.scoring.results import Assessment

FORMAT_VERSION = 1
"""Raised when a key goes or changes its meaning; new keys come without notice."""

Values = dict[str, Any]


def path_values(assessment: Assessment) -> Values:
    """The path of an assessment's project as JSON values."""
    a, path = assessment, step_standings(assessment)
    q = a.questionnaire
    return {
        "format_version": FORMAT_VERSION,
        "engage": __version__,
        "questionnaire": questionnaire_values(q),
        "project": a.project.charter.name,
        "as_of": a.as_of.isoformat(),
        **supposition_values(a.supposed),
        "now": None if a.now is None else {"facet": q.timeline, "choice": a.now.id},
        "counts": {state.value: number for state, number in count_by_state(path).items()},
        "steps": [_step(one) for one in path],
    }


def _step(one: StepStanding) -> Values:
    step, note = one.step, one.note
    return {
        "id": step.id,
        "title": dict(step.title.versions),
        "state": one.state.value,
        "waits": one.is_pending,
        "due": step.due,
        "late": one.is_late,
        "waits_for": [facet.id for facet in one.waits_for],
        "lead": step.lead,
        "with": list(step.partners),
        "command": step.command,
        "resources": list(step.resources),
        "date": note.date.isoformat() if note and note.date else None,
        "note": note.note if note else None,
    }
