"""Answers alone: one voice among several, or answers made elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engage_cli.errors import InputError
from engage_cli.model.project import Answer, Reference
from engage_cli.storage import parsing_projects, schemas, strict_yaml
from engage_cli.storage.loaded import LoadedQuestionnaire
from engage_cli.storage.nodes import Node, sound_part
from engage_cli.storage.references_projects import answers_findings
from engage_cli.storage.strict_yaml import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedAnswers:
    """A file of answers as it stands."""

    answers: Mapping[str, Answer]
    """By question id."""
    questionnaire: LoadedQuestionnaire
    document: Document
    path: Path
    respondent: str | None = None
    reference: Reference | None = None
    """Which questionnaire the file says it answers."""


def load_answers(path: Path, questionnaire: LoadedQuestionnaire) -> LoadedAnswers:
    """The answers in the file `path`. Raises InputError with everything that is wrong with it."""
    return hold(strict_yaml.read(path), path, questionnaire)


def hold(document: Document, path: Path, questionnaire: LoadedQuestionnaire) -> LoadedAnswers:
    """The answers in `document`, already read from `path`. Raises InputError."""
    against_schema = schemas.problems(document, "answers")
    root = Node(document, (), sound_part(document.value, against_schema))
    wrong = answers_findings(root, questionnaire.questionnaire) if isinstance(root.value, dict) else ()
    if against_schema or wrong:
        raise InputError(*sorted((*against_schema, *wrong), key=lambda p: (p.line or 0, p.column or 0)))
    return LoadedAnswers(
        answers=parsing_projects.answers(root.value["answers"]),
        questionnaire=questionnaire,
        document=document,
        path=path,
        respondent=root.value.get("respondent"),
        reference=parsing_projects.reference(root.value.get("questionnaire")),
    )
