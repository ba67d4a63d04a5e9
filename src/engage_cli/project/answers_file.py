"""Files of answers: what one voice says, or answers made elsewhere, read without a project.

Begin with `load_answers`.
"""

from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

from engage_cli.errors import InputError, Message, Problem, limit_problems, sort_problems
from engage_cli.files import schemas, yaml_reading
from engage_cli.files.nodes import Node, valid_part
from engage_cli.files.yaml_reading import Document
from engage_cli.model.project import Answer, Charter, Earlier, Reference, Unplaced
from engage_cli.project import parsing
from engage_cli.project.migration.earlier import earlier_answers
from engage_cli.project.placing import place_answers, without_places
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.values import Value


class LoadedAnswers(Value, kw_only=True):
    """A file of answers that was read, with the questionnaire that it answers."""

    answers: Mapping[str, Answer]
    """By question id."""
    questionnaire: LoadedQuestionnaire
    document: Document
    path: Path
    respondent: str | None = None
    speaks_for: tuple[str, ...] = ()
    """Ids of the units and functions that the respondent answers for; empty: for all of them."""
    reference: Reference | None = None
    """The questionnaire that the file names; None where it names none."""
    unplaced: tuple[Unplaced, ...] = ()
    """What has no place in the questionnaire; empty unless the file answers another version."""
    earlier: Mapping[str, tuple[Earlier, ...]]
    """Answers to older versions, by the id of the question that asks now what they answered."""
    remarks: tuple[Problem, ...] = ()
    """Remarks, not errors: the file answers another version, or says what has no place in this one."""


def load_answers(path: Path, questionnaire: LoadedQuestionnaire) -> LoadedAnswers:
    """The answers in the file `path`. Raises InputError with all its problems."""
    return answers_from(yaml_reading.read(path, through=True), path, questionnaire)


def answers_from(document: Document, path: Path, questionnaire: LoadedQuestionnaire) -> LoadedAnswers:
    """The answers in `document`, already read from `path`. Raises InputError."""
    against_schema = schemas.find_problems(document, "answers")
    root = Node(document, (), valid_part(document.value, against_schema))
    if not isinstance(root.value, dict):
        raise InputError(*against_schema)
    placed = place_answers(root, questionnaire.questionnaire)
    wrong = limit_problems(chain(_strange(root, questionnaire), placed.problems))
    if against_schema or wrong:
        raise InputError(*sort_problems((*against_schema, *wrong)))
    return LoadedAnswers(
        answers=parsing.parse_answers(
            without_places(root.value, placed.places)["answers"], questionnaire.questionnaire
        ),
        unplaced=placed.unplaced,
        earlier=earlier_answers(root.value, questionnaire.questionnaire, placed.unplaced),
        remarks=placed.remarks,
        questionnaire=questionnaire,
        document=document,
        path=path,
        respondent=root.value.get("respondent"),
        speaks_for=tuple(root.value.get("speaks_for") or ()),
        reference=parsing.parse_reference(root.value.get("questionnaire")),
    )


def other_project_problems(root: Node, charter: Charter) -> Iterator[Problem]:
    """A problem where the file of answers names another project than that of `charter`."""
    id, name = root.get("project", "id"), root.get("project", "name")
    mine, other = (charter.id, id) if charter.id and id else (charter.name, name)
    if other and other.value != mine:
        yield other.problem(
            Message.of("This file is about the project “{theirs}”, not “{ours}”.", theirs=other.value, ours=mine),
            Message.of("Where it is the same project under another name, correct this line."),
        )


def refuse_another_project(answers: LoadedAnswers, charter: Charter) -> None:
    """Raises InputError for a file of answers about another project than that of `charter`."""
    root = Node(answers.document, (), answers.document.value)
    if strange := sort_problems(other_project_problems(root, charter)):
        raise InputError(*strange)


def _strange(root: Node, questionnaire: LoadedQuestionnaire) -> Iterator[Problem]:
    """Answers to another questionnaire."""
    about, wanted = root.get("questionnaire", "id"), questionnaire.questionnaire.id
    if about and about.value != wanted:
        message = Message.of("This file answers “{theirs}”, the project “{ours}”.", theirs=about.value, ours=wanted)
        yield about.problem(message)
