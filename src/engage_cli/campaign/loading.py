"""Loads campaigns, and checks them against the questionnaires of the projects that take part."""

import csv
import datetime as dt
import os
from collections.abc import Collection, Iterable, Iterator
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

from engage_cli.batch.project_filter import filter_words
from engage_cli.campaign.campaign import Campaign, CampaignStep, Contact, Excuse, Goals, ListedProject, Threshold
from engage_cli.check.policies import policy_path, shipped_policies
from engage_cli.errors import InputError, Message, Problem, UsageError, sort_problems, suggestion
from engage_cli.files import schemas, yaml_reading
from engage_cli.files.nodes import Node
from engage_cli.files.reading import read_text
from engage_cli.i18n import LANGUAGES
from engage_cli.model.policy import EXPECTED
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.questionnaire.parsing_parts import TextReader, exact_number
from engage_cli.questionnaire.references_ids import duplicates, unknown_keys
from engage_cli.values import Value

PROJECT = "project"
"""The name of the column of a list that identifies projects."""
TEXTS = TextReader(LANGUAGES)


class LoadedCampaign(Value, kw_only=True):
    """A campaign with its YAML nodes, to report problems at file and line."""

    campaign: Campaign
    path: Path
    root: Node
    files: tuple[Path, ...]
    """The files that it was read from."""


def load_campaign(path: Path) -> LoadedCampaign:
    """The campaign in the file `path`. Raises InputError with everything that is wrong with it."""
    document = yaml_reading.read(path, through=True)
    found = list(schemas.find_problems(document, "campaign"))
    root = Node(document, (), document.value)
    if not found:
        found += _problems(root)
    if found:
        raise InputError(*sort_problems(found))
    listed = root.get("projects", "list")
    file = None if listed is None else path.parent / listed.value
    rows = None if listed is None or file is None else _listed(listed, file)
    return LoadedCampaign(
        campaign=_campaign(root, path.parent, rows), path=path, root=root, files=(path, *([file] if file else []))
    )


def _campaign(root: Node, folder: Path, listed: tuple[ListedProject, ...] | None) -> Campaign:
    value: dict[str, Any] = root.value
    projects = value.get("projects") or {}
    own = [one.project for one in listed or () if is_path(one.project)]
    paths = [_beside(folder, one) for one in projects.get("paths") or ()]
    return Campaign(
        id=value["id"],
        title=TEXTS.text(value["title"]),
        text=TEXTS.text(value["text"]) if value.get("text") else None,
        questionnaire=value.get("questionnaire"),
        paths=tuple(paths or (own if own and len(own) == len(listed or ()) else [_beside(folder, os.curdir)])),
        where=tuple((id, _choices(wanted)) for id, wanted in (projects.get("where") or {}).items()),
        listed=listed,
        group=value.get("group"),
        steps=tuple(map(_step, root.each("steps"))),
        excused=tuple(_excuse(node, folder) for node in root.each("excused")),
        contacts=tuple((id, _contact(one)) for id, one in (value.get("contacts") or {}).items()),
        sender=_contact(value["sender"]) if value.get("sender") else None,
    )


def _step(node: Node) -> CampaignStep:
    value = node.value
    return CampaignStep(id=value["id"], title=TEXTS.text(value["title"]), by=_day(value["by"]), reach=_goals(node))


def _goals(step: Node) -> Goals:
    node, value = step.get("reach"), step.value["reach"]
    policy = value.get("policy")
    return Goals(
        policy=str(_policy_file(node, policy)) if node and policy else None,
        complete=bool(value.get("complete")),
        gates=bool(value.get("gates")),
        sections=_thresholds(value.get("sections")),
        indices=_thresholds(value.get("indices")),
        answered_since=_day(value["answered_since"]) if value.get("answered_since") else None,
        milestone_since=_day(value["milestone_since"]) if value.get("milestone_since") else None,
    )


def _policy_file(node: Node, policy: str) -> str:
    """A policy as a check takes it: a file's path is relative to the campaign's folder."""
    return policy if policy in shipped_policies() else _beside(Path(node.path).parent, policy)


def _thresholds(written: dict[str, Any] | None) -> tuple[tuple[str, Threshold], ...]:
    return tuple((id, one if isinstance(one, str) else exact_number(one)) for id, one in (written or {}).items())


def _excuse(node: Node, folder: Path) -> Excuse:
    value = node.value
    return Excuse(
        project=_beside(folder, value["project"]) if is_path(value["project"]) else value["project"],
        because=TEXTS.text(value["because"]),
        until=_day(value["until"]) if value.get("until") else None,
        steps=tuple(value.get("steps") or ()),
        line=node.document.mark((*node.place, "project")).line,
    )


def _contact(value: dict[str, Any]) -> Contact:
    role = TEXTS.text(value["role"]) if value.get("role") else None
    return Contact(name=value.get("name") or "", role=role, address=value.get("address") or "")


def _choices(wanted: Any) -> tuple[str, ...]:
    found = wanted if isinstance(wanted, list) else [wanted]
    return tuple(one if isinstance(one, str) else str(one).lower() for one in found)


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def is_path(project: str) -> bool:
    """Whether `project` is the path of a file or folder rather than the id in a charter."""
    return "/" in project or "\\" in project or project.endswith((".yaml", ".yml", ".json"))


def _beside(folder: Path, path: str) -> str:
    return os.path.normpath(folder / path)


# ── lists ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _listed(node: Node, file: Path) -> tuple[ListedProject, ...]:
    """The rows of a CSV list, separated by commas or semicolons. Raises InputError."""
    if not file.is_file():
        raise InputError(node.problem(Message.of("There is no file “{path}”.", path=node.value)))
    text = read_text(file)
    head = text.partition("\n")[0]
    rows = csv.reader(StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",")
    names = [name.strip(" \ufeff") for name in next(rows, [])]  # Excel begins with a mark of order
    if PROJECT not in names:
        message = Message.of("The list has no column “{name}”.", name=PROJECT)
        raise InputError(Problem(path=str(file), line=1, message=message, hint=suggestion(PROJECT, names)))
    found = []
    for row in rows:
        said = {name: cell.strip() for name, cell in zip(names, row, strict=False) if name and cell.strip()}
        if project := said.pop(PROJECT, ""):
            named = _beside(file.parent, project) if is_path(project) else project
            found.append(ListedProject(project=named, line=rows.line_num, facets=tuple(said.items())))
    return tuple({one.project: one for one in found}.values())


# ── what is wrong ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _problems(root: Node) -> Iterator[Problem]:
    """Everything wrong in the file itself."""
    steps = list(root.each("steps"))
    yield from duplicates(step.get("id") for step in steps)
    for one, other in pairwise(steps):
        if other.value["by"] < one.value["by"] and (day := other.get("by")):
            message = Message.of("This day is before that of the step above it.")
            yield day.problem(message, Message.of("Write the steps in the order of their days."))
    ids = [step.value["id"] for step in steps]
    for excuse in root.each("excused"):
        yield from _unknown(excuse.each("steps"), Message.of("Unknown step “{id}”."), ids)
    for step in steps:
        if policy := step.get("reach", "policy"):
            yield from _policy_problems(policy)
    if root.get("contacts") and not root.get("group") and (contacts := root.get("contacts")):
        message = Message.of("Contacts are by choice of a facet, and no facet is given under “group”.")
        yield contacts.problem(message, Message.of("Name the facet that says which unit leads a project."), key=True)


def _policy_problems(policy: Node) -> Iterator[Problem]:
    try:
        policy_path(policy.value)
    except UsageError as error:
        yield policy.problem(error.message, error.hint)
        return
    if not Path(_policy_file(policy, policy.value)).is_file() and policy.value not in shipped_policies():
        yield policy.problem(Message.of("There is no file “{path}”.", path=policy.value))


def find_unknown_references(loaded: LoadedCampaign, questionnaires: Collection[Questionnaire]) -> tuple[Problem, ...]:
    """Problems of names that no questionnaire of the projects has: a goal on them could never be reached."""
    return sort_problems(_misfits(loaded.root, tuple(questionnaires))) if questionnaires else ()


def _misfits(root: Node, known: tuple[Questionnaire, ...]) -> Iterator[Problem]:
    facets = {facet.id: facet for q in known for facet in q.facets}
    unknown = Message.of("Unknown facet “{id}”.")
    group = root.get("group")
    yield from _unknown([group] if group else (), unknown, facets)
    if where := root.get("projects", "where"):
        yield from unknown_keys(where, unknown, facets)
        for id, node in where.items():
            if id in facets:
                given = node.each() if isinstance(node.value, list) else (node,)
                yield from _unknown(given, Message.of("Unknown choice “{id}”."), filter_words(facets[id]))
    if group and group.value in facets and (contacts := root.get("contacts")):
        yield from unknown_keys(contacts, Message.of("Unknown choice “{id}”."), _ids(facets[group.value].choices))
    for step in root.each("steps"):
        yield from _unknown_nodes(step.get("reach", "sections"), known, sections=True)
        yield from _unknown_nodes(step.get("reach", "indices"), known, sections=False)


def _unknown_nodes(goals: Node | None, known: tuple[Questionnaire, ...], *, sections: bool) -> Iterator[Problem]:
    if goals is None:
        return
    message = Message.of("Unknown section “{id}”.") if sections else Message.of("Unknown index “{id}”.")
    there = [one.id for q in known for one in (q.walk() if sections else q.indices)]
    yield from unknown_keys(goals, message, list(dict.fromkeys(there)))
    for id, node in goals.items():
        if id in there and isinstance(node.value, str):
            yield from _unknown(
                (node,), Message.of("Unknown level or band “{id}”."), _choices_of(id, known, sections=sections)
            )


def _choices_of(id: str, known: tuple[Questionnaire, ...], *, sections: bool) -> list[str]:
    bands = [band.id for q in known for band in q.bands]
    found = [s for q in known for s in q.walk() if sections and s.id == id]
    levels = [choice.id for section in found for question in section.all_questions() for choice in question.choices]
    return list(dict.fromkeys((EXPECTED, *bands, *levels)))


def _ids(labels: Iterable[Any]) -> list[str]:
    return [label.id for label in labels]


def _unknown(nodes: Iterable[Node], message: Message, known: Collection[str]) -> Iterator[Problem]:
    for node in nodes:
        word = str(node.value).lower() if isinstance(node.value, bool) else node.value
        if word not in known:
            yield node.problem(Message(message.text, {"id": word}), suggestion(word, known))
