"""Parses projects and answers: from YAML that follows its schema to frozen values, and back to YAML values."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from msgspec import convert

from engage_cli.model.project import (
    NO_WORDS,
    UNKNOWN,
    YES_WORDS,
    Agreed,
    Answer,
    Apart,
    Evidence,
    FacetValue,
    Milestone,
    Project,
    Reference,
    nobody_knows,
)
from engage_cli.model.questionnaire import Question, Questionnaire
from engage_cli.model.scales import FacetType
from engage_cli.text import is_blank

Values = Mapping[str, Any]

_YES_AND_NO = dict.fromkeys(YES_WORDS, True) | dict.fromkeys(NO_WORDS, False)


def parse_project(value: Values, questionnaire: Questionnaire) -> Project:
    """The project written as `value`, the content of a whole project file."""
    said = _said(value)
    milestones = [parse_milestone(one, questionnaire) for one in said.get("milestones", ())]
    assessment = _held(said.get("assessment", {}), questionnaire)
    return convert({**assessment, "charter": _held(said["charter"], questionnaire), "milestones": milestones}, Project)


def parse_milestone(value: Values, questionnaire: Questionnaire) -> Milestone:
    """The milestone written as `value`, without its frozen results."""
    said = _said(value)
    waivers = [{"because": "", "approved_by": ""} | one for one in said.get("waivers", ())]
    return convert({**_held(said, questionnaire), "waivers": waivers}, Milestone)


def _said(value: Any) -> Any:
    """`value` without the keys after which nothing is written, or nothing to see, at any depth but that of answers."""
    if isinstance(value, dict):
        found = {key: one if key == "answers" else _said(one) for key, one in value.items()}
        return {key: one for key, one in found.items() if one != {} and not _nothing(one)}
    return [_said(one) for one in value] if isinstance(value, list) else value


def _nothing(value: Any) -> bool:
    return value is None or (isinstance(value, str) and is_blank(value))


def _held(value: Values, questionnaire: Questionnaire) -> Values:
    """A charter, an assessment or a milestone with its facets and answers as they are kept."""
    answered = parse_answers(value.get("answers"), questionnaire)
    return {**value, "facets": parse_facets(value.get("facets"), questionnaire), "answers": answered}


def parse_facets(value: Values | None, questionnaire: Questionnaire) -> dict[str, FacetValue]:
    """The facets by id; one with nothing after its key is left out."""
    return {id: _facet(id, one, questionnaire) for id, one in (value or {}).items() if one is not None}


def parse_date(value: str | None) -> dt.date | None:
    """The date written as `value` in ISO 8601; None for None."""
    return convert(value, dt.date | None)


def _facet(id: str, value: Any, questionnaire: Questionnaire) -> FacetValue:
    facet = questionnaire.facet(id)
    if nobody_knows(value):
        return None
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, str) and facet and facet.type is FacetType.MANY:
        return (value,)
    if facet and facet.type is FacetType.YES_NO and (said := parse_yes_no(value)) is not None:
        return said
    return value if isinstance(value, bool) else str(value)


def facet_as_yaml(value: FacetValue) -> Any:
    """The facet as a project file writes it."""
    if value is None:
        return UNKNOWN
    return list(value) if isinstance(value, tuple) else value


def parse_yes_no(value: object) -> bool | None:
    """True or false, also for the words for them in one of engage's languages; None for anything else."""
    if isinstance(value, str):
        return _YES_AND_NO.get(value.casefold())
    return value if isinstance(value, bool) else None


def facet_word(value: object) -> str | None:
    """The word that migrations have for a facet's value (`yes`, `no`, `unknown`, or a choice id).

    None for several choices.
    """
    if nobody_knows(value):
        return UNKNOWN
    said = parse_yes_no(value)
    if said is not None:
        return "yes" if said else "no"
    return value if isinstance(value, str) else None


def parse_reference(value: Values | None) -> Reference | None:
    """The questionnaire that a file says it answers; None where it says nothing."""
    return convert(value, Reference | None)


def parse_answers(value: Values | None, questionnaire: Questionnaire) -> dict[str, Answer]:
    """The answers by question id; a question with nothing after its key has none."""
    asked = questionnaire.by_id
    return {id: parse_answer(one, asked.get(id)) for id, one in (value or {}).items() if one is not None}


def parse_answer(value: Values, question: Question | None = None) -> Answer:
    """The answer written as `value`; `question` is needed to read choices in people's words."""
    said = {key: one for key, one in value.items() if not _nothing(one)}
    if agreed := said.get("agreed"):
        said["agreed"] = {key: one for key, one in agreed.items() if not _nothing(one)}
    said["choice"] = chosen_id(value.get("choice"), question)
    said["evidence"] = [
        {key: part for key, part in one.items() if not _nothing(part)} for one in said.get("evidence", ())
    ]
    return convert(said | said.get("not_applicable", {}), Answer)


def chosen_id(value: Any, question: Question | None) -> str | None:
    """The id of the choice written as `value`; true, false and the words for them are the choices yes and no.

    None where it is none.
    """
    said = parse_yes_no(value)
    if said is not None and (isinstance(value, bool) or (question and question.is_yes_no)):
        return "yes" if said else "no"
    found: str | None = value
    return found


def answer_as_yaml(answer: Answer) -> dict[str, Any]:
    """The smallest mapping that `parse_answer` reads as `answer`."""
    value: dict[str, Any] = {}
    if answer.reason is not None:
        value["not_applicable"] = {"reason": answer.reason, "because": answer.because}
    elif answer.unknown:
        value["unknown"] = True
    elif answer.choices is not None:
        value["choices"] = list(answer.choices)
    elif answer.text is not None:
        value["text"] = answer.text
    else:
        value["choice"] = answer.choice
    evidence = [_evidence_as_yaml(one) for one in answer.evidence]
    day = answer.reviewed.isoformat() if answer.reviewed else None
    more = {
        "criteria": list(answer.criteria),
        "evidence": evidence,
        "note": answer.note,
        "by": answer.by,
        "reviewed": day,
    }
    agreed = {"agreed": agreed_as_yaml(answer.agreed)} if answer.agreed else {}
    return value | {key: one for key, one in more.items() if one} | agreed


def agreed_as_yaml(said: Agreed | Apart) -> dict[str, Any]:
    """An agreement or disagreement of voices as a project file writes it."""
    day, span = said.on.isoformat() if said.on else None, list(said.span) if said.span else None
    because = said.because if isinstance(said, Agreed) else None
    pairs = {"on": day, "from": span, "voices": said.voices, "because": because}
    return {key: one for key, one in pairs.items() if one is not None}


def _evidence_as_yaml(evidence: Evidence) -> dict[str, Any]:
    day = evidence.date.isoformat() if evidence.date else None
    pairs = {"title": evidence.title, "where": evidence.where, "date": day, "kind": evidence.kind.value}
    return {key: one for key, one in (pairs | {"holder": evidence.holder}).items() if one}
