"""Projects and answers, from what the schema has let through to frozen values, and back to plain YAML values."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from engage_cli.model.project import (
    UNKNOWN,
    Action,
    Answer,
    Charter,
    Dates,
    Evidence,
    FacetValue,
    Link,
    Milestone,
    Person,
    Project,
    Reference,
    Waiver,
)
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import EvidenceKind, FacetType

Values = Mapping[str, Any]


def project(value: Values, questionnaire: Questionnaire) -> Project:
    """A whole project file."""
    assessment = _written(value.get("assessment"))
    return Project(
        charter=charter(value["charter"], questionnaire),
        questionnaire=reference(assessment.get("questionnaire")),
        date=date(assessment.get("date")),
        scope=assessment.get("scope", "full"),
        participants=tuple(assessment.get("participants", ())),
        targets=_written(assessment.get("targets")),
        answers=answers(assessment.get("answers")),
        to_check=tuple(assessment.get("to_check", ())),
        actions=tuple(_action(_written(one)) for one in assessment.get("actions", ())),
        waivers=tuple(_waiver(_written(one)) for one in assessment.get("waivers", ())),
        milestones=tuple(_milestone(_written(one), questionnaire) for one in value.get("milestones") or ()),
    )


def _written(value: Values | None) -> dict[str, Any]:
    """A mapping without the keys after which nothing is written."""
    return {key: inner for key, inner in (value or {}).items() if inner is not None}


def date(value: str | None) -> dt.date | None:
    """An ISO date, None where there is none."""
    return None if value is None else dt.date.fromisoformat(value)


def charter(value: Values, questionnaire: Questionnaire) -> Charter:
    """A project's description of itself."""
    value = _written(value)
    lead, dates = _written(value.get("lead")), _written(value.get("dates"))
    return Charter(
        name=value["name"],
        id=value.get("id"),
        summary=value.get("summary"),
        audience=value.get("audience"),
        facets=facets(value.get("facets"), questionnaire),
        decision_requested=value.get("decision_requested"),
        lead=Person(name=lead.get("name"), role=lead.get("role")) if lead else None,
        dates=Dates(start=date(dates.get("start")), opening=date(dates.get("opening")), end=date(dates.get("end"))),
        links=tuple(Link(title=one["title"], url=one["url"]) for one in value.get("links", ())),
    )


def facets(value: Values | None, questionnaire: Questionnaire) -> dict[str, FacetValue]:
    """Facets by id, those that the questionnaire does not have included."""
    return {id: _facet(id, one, questionnaire) for id, one in _written(value).items()}


def _facet(id: str, value: Any, questionnaire: Questionnaire) -> FacetValue:
    facet = questionnaire.facet(id)
    if value == UNKNOWN:
        return None
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, str) and facet and facet.type is FacetType.MANY:
        return (value,)
    return value if isinstance(value, bool) else str(value)


def reference(value: Values | None) -> Reference | None:
    """Which questionnaire was answered."""
    if value is None:
        return None
    return Reference(id=value["id"], version=value.get("version"), digest=value.get("digest"))


def answers(value: Values | None) -> dict[str, Answer]:
    """Answers by question id; a question with nothing written after it is unanswered."""
    return {id: parse_answer(one) for id, one in _written(value).items()}


def parse_answer(value: Values) -> Answer:
    """One answer."""
    value = _written(value)
    aside = value.get("not_applicable")
    return Answer(
        choice=chosen(value.get("choice")),
        choices=tuple(value["choices"]) if "choices" in value else None,
        text=value.get("text"),
        unknown=value.get("unknown", False),
        reason=aside["reason"] if aside else None,
        because=aside["because"] if aside else None,
        criteria=tuple(value.get("criteria", ())),
        evidence=tuple(_evidence(_written(one)) for one in value.get("evidence", ())),
        note=value.get("note") or None,
        by=value.get("by") or None,
    )


def chosen(value: Any) -> str | None:
    """The id of what was chosen: true and false are the choices yes and no."""
    return ("yes" if value else "no") if isinstance(value, bool) else value


def _evidence(value: Values) -> Evidence:
    return Evidence(
        title=value["title"],
        kind=EvidenceKind(value.get("kind", EvidenceKind.DOCUMENT)),
        where=value.get("where") or None,
        date=date(value.get("date")),
        holder=value.get("holder") or None,
    )


def _action(value: Values) -> Action:
    return Action(
        id=value["id"],
        do=value["do"],
        question=value.get("question"),
        owner=value.get("owner"),
        due=date(value.get("due")),
        status=value.get("status", "open"),
    )


def _waiver(value: Values) -> Waiver:
    return Waiver(
        rule=value["rule"],
        question=value["question"],
        because=value["because"],
        approved_by=value["approved_by"],
        until=dt.date.fromisoformat(value["until"]),
    )


def _milestone(value: Values, questionnaire: Questionnaire) -> Milestone:
    return Milestone(
        name=value["name"],
        date=dt.date.fromisoformat(value["date"]),
        questionnaire=reference(value.get("questionnaire")),
        scope=value.get("scope", "full"),
        facets=facets(value.get("facets"), questionnaire),
        answers=answers(value.get("answers")),
    )


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
    more = {"criteria": list(answer.criteria), "evidence": evidence, "note": answer.note, "by": answer.by}
    return value | {key: one for key, one in more.items() if one}


def _evidence_as_yaml(evidence: Evidence) -> dict[str, Any]:
    day = evidence.date.isoformat() if evidence.date else None
    pairs = {"title": evidence.title, "where": evidence.where, "date": day, "kind": evidence.kind.value}
    return {key: one for key, one in (pairs | {"holder": evidence.holder}).items() if one}
