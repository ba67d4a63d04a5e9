"""A questionnaire as JSON values, for programs that list or show what is asked.

`schemas/questionnaires.schema.json` and `schemas/questionnaire-outline.schema.json` describe them.
"""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

from engage_cli import __version__
from engage_cli.model.path import Step
from engage_cli.model.questionnaire import Gate, Question, Questionnaire, Section
from engage_cli.model.scales import Choice, Facet
from engage_cli.model.text import Text

FORMAT_VERSION = 1
"""Raised when a key goes or changes its meaning; new keys come without notice."""

Values = dict[str, Any]


def list_values(found: Iterable[tuple[Path, Questionnaire]]) -> Values:
    """JSON values for each questionnaire and the folder that it stands in."""
    listed = [
        {**_identity(q), "sections": len(q.sections), "questions": len(q.by_id), "folder": str(folder)}
        for folder, q in found
    ]
    return {"format_version": FORMAT_VERSION, "engage": __version__, "questionnaires": listed}


def outline_values(q: Questionnaire, section: Section | None = None) -> Values:
    """JSON values for the facets, the sections with their questions, and the path; only `section` where it is given."""
    source = q.source
    return {
        "format_version": FORMAT_VERSION,
        "engage": __version__,
        "questionnaire": _identity(q),
        "source": source and {"licence": source.licence, "url": source.url, "statement": _text(source.statement)},
        "timeline": q.timeline,
        "facets": [_facet(one) for one in q.facets],
        "sections": [_section(one) for one in ([section] if section else q.sections)],
        "path": [_step(one) for one in q.path],
    }


def _identity(q: Questionnaire) -> Values:
    base = q.base and {"id": q.base.id, "version": q.base.version, "digest": q.base.digest}
    return {
        "id": q.id,
        "version": q.version,
        "digest": q.digest,
        "title": _text(q.title),
        "languages": list(q.languages),
        **({"base": base} if base else {}),
    }


def _facet(facet: Facet) -> Values:
    return {
        "id": facet.id,
        "type": facet.type.value,
        "required": facet.required,
        "ask": _text(facet.ask),
        "choices": [{"id": one.id, "label": _text(one.label)} for one in facet.choices],
    }


def _section(section: Section) -> Values:
    return {
        "id": section.id,
        "ref": section.ref,
        "role": section.role,
        "title": _text(section.title),
        "intent": _text(section.intent),
        "questions": [_question(one) for one in section.questions],
        "sections": [_section(one) for one in section.sections],
    }


def _question(q: Question) -> Values:
    return {
        "id": q.id,
        "ref": q.ref,
        "type": q.type.value,
        "title": _text(q.title),
        "ask": _text(q.ask),
        "why": _text(q.why),
        "evidence_examples": _text(q.evidence_examples),
        "quick": q.quick,
        "conditional": q.when is not None,
        "due": q.due,
        "unit": q.unit,
        "weight": _number(q.weight),
        "choices": [_choice(one) for one in q.choices],
        "gate": _gate(q.gate) if q.gate else None,
    }


def _choice(choice: Choice) -> Values:
    return {
        "id": choice.id,
        "label": _text(choice.label),
        "help": _text(choice.help),
        "points": _number(choice.points),
        "needs_evidence": choice.needs_evidence is not None,
    }


def _gate(gate: Gate) -> Values:
    return {
        "basis": gate.basis,
        "certainty": gate.certainty,
        "rule": _text(gate.rule),
        "at": dict(gate.by_time),
        "needs": gate.needs,
    }


def _step(step: Step) -> Values:
    return {"id": step.id, "title": _text(step.title), "due": step.due}


def _text(text: Text | None) -> dict[str, str] | None:
    return dict(text.versions) if text else None


def _number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)
