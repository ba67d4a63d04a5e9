"""Reads an author's tests: each is a project, with what is expected of its results."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from engage_cli.authoring.goals import answer_with
from engage_cli.authoring.projects import date_evidence
from engage_cli.errors import InputError, Message, Problem, suggestion
from engage_cli.files import schemas, yaml_reading
from engage_cli.files.nodes import Node
from engage_cli.files.yaml_keys import keys_of
from engage_cli.model.path import StepNote, StepStatus
from engage_cli.model.project import Answer, Charter, Project
from engage_cli.model.questionnaire import Question, Questionnaire
from engage_cli.project import parsing, references
from engage_cli.project.recognising import is_yaml
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.questionnaire.references_ids import UNKNOWN_IDS, unknown_keys
from engage_cli.values import Value

FOLDER = "tests"


class Case(Value, kw_only=True):
    """A test of a questionnaire: a project, and what is expected of its results."""

    name: str
    project: Project
    as_of: dt.date
    expect: Node
    """The node with the expectations, by key."""


def find_test_files(loaded: LoadedQuestionnaire) -> tuple[Path, ...]:
    """The test files beside the questionnaire, by name; those in folders below only if they contain cases."""
    folder = loaded.path.parent / FOLDER
    found = (path for path in folder.rglob("*") if is_yaml(path.name) and not path.is_dir())
    return tuple(sorted(path for path in found if path.parent == folder or _holds_cases(path)))


def _holds_cases(path: Path) -> bool:
    """Whether a file below the folder of tests contains cases, rather than something that tests refer to."""
    keys = keys_of(path)
    return keys is None or "cases" in keys  # reading the file says what is wrong


def read_cases(loaded: LoadedQuestionnaire, today: dt.date) -> tuple[tuple[Path, tuple[Case, ...]], ...]:
    """(file, its tests) of each test file. Raises InputError with everything wrong in any of them."""
    found: list[tuple[Path, tuple[Case, ...]]] = []
    wrong: list[Problem] = []
    names: dict[str, Node] = {}
    for path in find_test_files(loaded):
        document = yaml_reading.read(path, through=True)
        problems = list(schemas.find_problems(document, "cases"))
        nodes = [] if problems else list(Node(document, (), document.value).each("cases"))
        for node in nodes:
            problems += _problems(node, loaded.questionnaire, names)
        wrong += problems
        if not problems:
            found.append((path, tuple(_case(node, loaded.questionnaire, today) for node in nodes)))
    if wrong:
        raise InputError(*wrong)
    return tuple(found)


def _problems(node: Node, q: Questionnaire, names: dict[str, Node]) -> Iterator[Problem]:
    name = node.value["name"]
    if name in names:
        place = node.get("name") or node
        yield place.problem(Message.of("There is another test called “{name}”.", name=name))
    names[name] = node
    yield from references.answers_problems(_as_answers(node), q)
    everything = [choice.id for question in q.by_id.values() for choice in question.choices]
    if (all_ := node.get("all")) and all_.value not in everything:
        yield all_.problem(Message.of("Unknown choice “{id}”.", id=all_.value), suggestion(all_.value, everything))
    yield from _unknown_questions(node.get("answers"), q)
    if path := node.get("path"):
        yield from unknown_keys(path, references.UNKNOWN_STEP, [one.id for one in q.path])
    expect = node.get("expect")
    if expect is not None:
        yield from _expectations(expect, q)


def _unknown_questions(answers: Node | None, q: Questionnaire) -> Iterator[Problem]:
    """Problems of answers to unknown questions: projects may keep such answers, but in a test they are a mistake."""
    for id, one in answers.items(empty=True) if answers else ():
        if id not in q.by_id:
            yield one.problem(Message.of("Unknown question “{id}”.", id=id), suggestion(id, q.by_id), key=True)


def _as_answers(node: Node) -> Node:
    """The case in the form of a file of answers."""
    answers = {id: _written(one) for id, one in (node.value.get("answers") or {}).items()}
    return Node(node.document, node.place, {"facets": node.value.get("facets"), "answers": answers})


def _written(value: Any) -> Any:
    if isinstance(value, str | bool):
        return {"choice": value}
    return {"choices": value} if isinstance(value, list) else value


def _expectations(expect: Node, q: Questionnaire) -> Iterator[Problem]:
    """Problems of ids in the expectations that nothing has."""
    known = {
        "asked": list(q.by_id),
        "not_asked": list(q.by_id),
        "sections": [one.id for one in q.walk()],
        "indices": [one.id for one in q.indices],
        "gates": [one.id for one in q.by_id.values() if one.gate is not None],
        "path": [one.id for one in q.path],
        "advice": [one.id for question in q.by_id.values() for one in question.recommendations],
        "contradictions": [one.id for one in q.contradictions],
        "tensions": [one.id for one in q.tensions],
        "notes": [one.id for one in q.notes],
    }
    for key, inner in expect.items():
        named = [(one.value, one) for one in inner.each()] or list(inner.items())
        for id, one in named:
            if key in known and id not in known[key]:
                at_key = isinstance(inner.value, dict)
                message = Message.of("There is nothing called “{name}” here.", name=id)
                yield one.problem(message, suggestion(id, known[key]), key=at_key)
    bands = [one.id for one in q.bands]
    for key in ("sections", "indices"):
        for _, result in expect.below(key):
            band = result.get("band")
            for one in [band] if band and isinstance(band.value, str) else band.each() if band else ():
                if one.value not in bands:
                    message = Message(UNKNOWN_IDS["bands"].text, {"id": one.value})
                    yield one.problem(message, suggestion(one.value, bands))


def _case(node: Node, q: Questionnaire, today: dt.date) -> Case:
    value: Mapping[str, Any] = node.value
    day = parsing.parse_date(value.get("as_of")) or today
    answers = {id: date_evidence(answer, day) for id, answer in _answers(value, q).items()}
    charter = Charter(name=value["name"], facets=parsing.parse_facets(value.get("facets"), q))
    path = {id: StepNote(status=StepStatus(status)) for id, status in (value.get("path") or {}).items()}
    scope = value.get("scope", "full")
    project = Project(charter=charter, answers=answers, path=path, date=day, scope=scope)
    expect = node.get("expect")
    assert expect is not None, "the schema requires it"
    return Case(name=value["name"], project=project, as_of=day, expect=expect)


def _answers(value: Mapping[str, Any], q: Questionnaire) -> dict[str, Answer]:
    given = value.get("answers") or {}
    found = {}
    for question in q.by_id.values():
        written = given.get(question.id, value.get("all") if question.id not in given else None)
        if question.id in given or question.choice(written or ""):
            answer = _answer(question, written, q)
            if answer is not None:
                found[question.id] = answer
    return found


def _answer(question: Question, written: Any, q: Questionnaire) -> Answer | None:
    """The answer written in short form, completed with what it needs, or as in a project file; None: not asked."""
    match written:
        case None:
            return None
        case dict():
            return parsing.parse_answers({question.id: written}, q)[question.id]
        case list():
            chosen = [choice for id in written if (choice := question.choice(id))]
            evidence = tuple(piece for choice in chosen for piece in answer_with(question, choice).evidence)
            criteria = tuple(one.id for one in question.criteria)
            return Answer(choices=tuple(choice.id for choice in chosen), criteria=criteria, evidence=evidence)
        case _:
            choice = question.choice(parsing.chosen_id(written, question) or "")
            assert choice is not None, "checked before"
            return answer_with(question, choice)
