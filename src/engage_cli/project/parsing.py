"""Projects and answers, from what the schema has let through to frozen values, and back to plain YAML values."""

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
from engage_cli.text import blank

Values = Mapping[str, Any]

_YES_AND_NO = dict.fromkeys(YES_WORDS, True) | dict.fromkeys(NO_WORDS, False)


def project(value: Values, questionnaire: Questionnaire) -> Project:
    """A whole project file."""
    said = _said(value)
    milestones = [milestone(one, questionnaire) for one in said.get("milestones", ())]
    assessment = _held(said.get("assessment", {}), questionnaire)
    return convert({**assessment, "charter": _held(said["charter"], questionnaire), "milestones": milestones}, Project)


def milestone(value: Values, questionnaire: Questionnaire) -> Milestone:
    """A milestone, in a project or in a file of milestones, without its frozen results."""
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
    return value is None or (isinstance(value, str) and blank(value))


def _held(value: Values, questionnaire: Questionnaire) -> Values:
    """A charter, an assessment or a milestone with its facets and answers as they are kept."""
    answered = answers(value.get("answers"), questionnaire)
    return {**value, "facets": facets(value.get("facets"), questionnaire), "answers": answered}


def facets(value: Values | None, questionnaire: Questionnaire) -> dict[str, FacetValue]:
    """Facts by facet id; one with nothing written after it is left out."""
    return {id: _facet(id, one, questionnaire) for id, one in (value or {}).items() if one is not None}


def date(value: str | None) -> dt.date | None:
    """An ISO date, None where there is none."""
    return convert(value, dt.date | None)


def _facet(id: str, value: Any, questionnaire: Questionnaire) -> FacetValue:
    facet = questionnaire.facet(id)
    if nobody_knows(value):
        return None
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, str) and facet and facet.type is FacetType.MANY:
        return (value,)
    if facet and facet.type is FacetType.YES_NO and (said := yes_or_no(value)) is not None:
        return said
    return value if isinstance(value, bool) else str(value)


def facet_as_yaml(value: FacetValue) -> Any:
    """A facet as the project file says it."""
    if value is None:
        return UNKNOWN
    return list(value) if isinstance(value, tuple) else value


def yes_or_no(value: object) -> bool | None:
    """True or false, also where it is written as the word for it in one of our languages; None for anything else."""
    if isinstance(value, str):
        return _YES_AND_NO.get(value.casefold())
    return value if isinstance(value, bool) else None


def facet_word(value: object) -> str | None:
    """What a facet says as migrations name it, yes, no and unknown for the words for it; None for several choices."""
    if nobody_knows(value):
        return UNKNOWN
    said = yes_or_no(value)
    if said is not None:
        return "yes" if said else "no"
    return value if isinstance(value, str) else None


def reference(value: Values | None) -> Reference | None:
    """Which questionnaire was answered."""
    return convert(value, Reference | None)


def answers(value: Values | None, questionnaire: Questionnaire) -> dict[str, Answer]:
    """Answers by question id; a question with nothing written after it is unanswered."""
    asked = questionnaire.by_id
    return {id: parse_answer(one, asked.get(id)) for id, one in (value or {}).items() if one is not None}


def parse_answer(value: Values, question: Question | None = None) -> Answer:
    """One answer; in words of people, it takes the `question` to read it."""
    said = {key: one for key, one in value.items() if not _nothing(one)}
    if agreed := said.get("agreed"):
        said["agreed"] = {key: one for key, one in agreed.items() if not _nothing(one)}
    said["choice"] = chosen(value.get("choice"), question)
    said["evidence"] = [
        {key: part for key, part in one.items() if not _nothing(part)} for one in said.get("evidence", ())
    ]
    return convert(said | said.get("not_applicable", {}), Answer)


def chosen(value: Any, question: Question | None) -> str | None:
    """The id of what was chosen: true and false, and the words for them, are the choices yes and no."""
    said = yes_or_no(value)
    if said is not None and (isinstance(value, bool) or (question and question.yes_or_no)):
        return "yes" if said else "no"
    found: str | None = value
    return found


def answer_as_yaml(answer: Answer) -> dict[str, Any]:
    """The least mapping that `parse_answer` reads as `answer`."""
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
    """What voices agreed on, or where they differ, as a project file says it."""
    day, span = said.on.isoformat() if said.on else None, list(said.span) if said.span else None
    because = said.because if isinstance(said, Agreed) else None
    pairs = {"on": day, "from": span, "voices": said.voices, "because": because}
    return {key: one for key, one in pairs.items() if one is not None}


def _evidence_as_yaml(evidence: Evidence) -> dict[str, Any]:
    day = evidence.date.isoformat() if evidence.date else None
    pairs = {"title": evidence.title, "where": evidence.where, "date": day, "kind": evidence.kind.value}
    return {key: one for key, one in (pairs | {"holder": evidence.holder}).items() if one}
