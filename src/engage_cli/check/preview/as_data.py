"""A preview as JSON values: every project that was looked at, with its reasons."""

from typing import Any

from engage_cli import __version__
from engage_cli.check.preview.formats import PreviewRequest
from engage_cli.check.preview.verdicts import Cause, Effect, Preview, Previewed, RuleShare
from engage_cli.report.json_text import json_text
from engage_cli.report.results import questionnaire_values

FORMAT_VERSION = 1
"""Raised when a key goes or changes its meaning; new keys come without notice."""


def requested(request: PreviewRequest) -> str:
    """The whole preview as JSON text; `message`, `title` and `why` are in the language of the request."""
    p, w = request.preview, request.w

    def cause(one: Cause) -> dict[str, Any]:
        title = w.text(one.title) if one.title else None
        return {
            "rule": one.rule, "subject": one.subject, "title": title, "severity": one.severity.value,
            "message": one.message, "policy": one.policy or None, "why": list(one.why),
        }  # fmt: skip

    def share(one: RuleShare) -> dict[str, Any]:
        subjects = [{"id": each.id, "projects": each.projects} for each in one.subjects]
        return {"rule": one.rule, "projects": one.projects, "alone": one.alone, "subjects": subjects}

    def project(one: Previewed) -> dict[str, Any]:
        return {
            "path": one.path, "name": one.name or None, "becomes": one.effect.value, "today": one.today.value,
            "then": one.then.value if one.then else None,
            "added": [cause(each) for each in one.added], "lifted": [cause(each) for each in one.lifted],
            "waiting": [each.id for each in one.waiting], "unread": list(one.unread),
        }  # fmt: skip

    return json_text(
        {
            "format_version": FORMAT_VERSION,
            "provenance": {"engage": __version__, "language": w.language, "as_of": p.as_of.isoformat()},
            **_tried(p),
            "counts": {turn.value: len(p.with_effect(turn)) for turn in Effect},
            "falls_for": [share(one) for one in p.shares(Effect.FALLS)],
            "rises_for": [share(one) for one in p.shares_lifted],
            "waiting": [{"id": one.id, "projects": count} for one, count in p.waiting],
            "projects": [project(one) for one in p.projects],
        }
    )


def _tried(p: Preview) -> dict[str, Any]:
    return {
        "policies": [{"today": today, "then": then} for today, then in p.policies],
        "questionnaires": [{"today": questionnaire_values(one), "then": questionnaire_values(p.new)} for one in p.old]
        if p.new
        else [],
        "options": list(p.options),
        "pinned": list(p.pinned),
    }
