"""Milestones beside a project, in PROJECT.milestones.yaml: read, sealed, and only ever added to.

Begin with `load_milestones`.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from engage_cli.errors import InputError, Message, Problem, UsageError, limit_problems
from engage_cli.files import atomic_writing, schemas, yaml_editing, yaml_reading
from engage_cli.files.nodes import Node
from engage_cli.files.yaml_reading import Document
from engage_cli.model.project import Milestone
from engage_cli.project.frozen import entries
from engage_cli.project.frozen import scores as frozen_scores
from engage_cli.project.frozen.entries import SEAL
from engage_cli.project.frozen.scores import Entry
from engage_cli.project.loading import LoadedProject
from engage_cli.project.recognising import milestones_path
from engage_cli.scoring.results import Assessment
from engage_cli.slugs import comparable
from engage_cli.typed import command
from engage_cli.values import Value

KIND = "milestones"
HEAD = (
    "# Les jalons de {name} : ce qui tenait tel jour. engage ajoute à la fin et ne change rien avant.\n"
    "# The milestones of {name}: how things stood on a day. engage adds at the end and changes nothing before.\n"
    "engage: 1\n"
    "milestones:\n"
)


class KeptMilestone(Value, kw_only=True):
    """A milestone, and the entry that it is written in."""

    milestone: Milestone
    node: Node
    """The YAML node of its entry."""
    intact: bool
    """Whether its digest matches its seal; also true of one in the project file, which has no seal."""


class LoadedMilestones(Value, kw_only=True):
    """The milestones of a project, from its own file and from the file beside it."""

    path: Path
    """The file beside the project; it need not exist."""
    kept: tuple[KeptMilestone, ...]
    """The milestones, those in the project file first, then in the order in which they were made."""
    remarks: tuple[Problem, ...] = ()
    """Remarks, not errors: entries that were edited since they were sealed, names that several have."""

    @property
    def by_date(self) -> tuple[KeptMilestone, ...]:
        """The milestones by their dates."""
        return tuple(sorted(self.kept, key=lambda one: one.milestone.date))

    def find(self, name: str) -> KeptMilestone | None:
        """The last milestone called `name`.

        Where none is, the last one that differs in case, accents or apostrophes alone. None where there is no such
        milestone.
        """
        wanted, kept = _spaced(name), self.kept[::-1]
        same = (one for one in kept if _spaced(one.milestone.name) == wanted)
        alike = (one for one in kept if comparable(_spaced(one.milestone.name)) == comparable(wanted))
        return next(chain(same, alike), None)


def load_milestones(loaded: LoadedProject, text: str = "") -> LoadedMilestones:
    """The milestones of the project; `text` is the content of their file where it was read already.

    Raises InputError with all problems of the file.
    """
    path = milestones_path(loaded.path)
    within = [KeptMilestone(milestone=one, node=node, intact=True) for one, node in _within(loaded)]
    if text:
        document: Document | None = yaml_reading.parse(text, str(path), through=True)
    else:
        document = yaml_reading.read(path, through=True) if path.exists() else None
    beside = _beside(document, loaded) if document else []
    kept = (*within, *beside)
    return LoadedMilestones(path=path, kept=kept, remarks=limit_problems(_remarks(kept, beside)))


def add_milestone(loaded: LoadedProject, assessment: Assessment, name: str) -> Milestone:
    """Adds `assessment`, of the project `loaded`, to its milestones, under `name`, and gives the milestone.

    Raises UsageError where nothing is answered, something would be left out, the name is taken or empty, or the file
    cannot be written; InputError where it cannot be read.
    """
    refuse_partial(assessment)
    if not assessment.project.answers:
        hint = Message.of("Answer first: {command}", command=command("assess", loaded.path))
        raise UsageError(Message.of("Nothing is answered yet; there is nothing to keep."), hint)
    name = _spaced(name)
    if not name or not name.isprintable():
        raise UsageError(Message.of("A milestone needs a name, on one line."))
    entry = entries.milestone_entry(name, assessment)
    _refuse_taken(load_milestones(loaded), name)
    _add(loaded, [entry])
    return frozen_scores.read_milestone(entry, assessment.questionnaire)


def refuse_partial(assessment: Assessment) -> None:
    """Raises UsageError where answers have no place in the version that `assessment` is made under."""
    if count := len(assessment.project.unplaced):
        message = Message.plural(
            "A milestone would leave out {count} answer that has no place in version {version}.",
            "A milestone would leave out {count} answers that have no place in version {version}.",
            count,
            version=assessment.questionnaire.version,
        )
        raise UsageError(
            message, Message.of("Bring the project along first: engage migrate, which keeps a milestone where it can.")
        )


def move_milestones(loaded: LoadedProject) -> int:
    """Moves the milestones in the project file to the file beside it, and gives their number.

    Each keeps all that it says, notes and names included, and is sealed; one that is there already is not added twice.
    Raises as `add_milestone` does.
    """
    value = loaded.document.value
    within = value.get("milestones") if isinstance(value, dict) else None
    if not within:
        return 0
    beside = {entries.entry_digest(one.node.value) for one in load_milestones(loaded).kept if SEAL in one.node.value}
    moved = [entry for one in within if entries.entry_digest(entry := entries.seal_entry(_fitting(one))) not in beside]
    if moved:
        _add(loaded, moved)
    atomic_writing.save(loaded.path, loaded.document, lambda current: yaml_editing.remove(current, ("milestones",)))
    return len(within)


def _spaced(name: str) -> str:
    """`name` as it can be typed again: every space an ordinary one."""
    return "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in name).strip()


def _within(loaded: LoadedProject) -> Iterator[tuple[Milestone, Node]]:
    nodes = Node(loaded.document, (), loaded.document.value).each("milestones")
    return zip(loaded.project.milestones, nodes, strict=True)


def _beside(document: Document, loaded: LoadedProject) -> list[KeptMilestone]:
    if problems := schemas.find_problems(document, KIND):
        raise InputError(*problems)
    questionnaire = loaded.questionnaire.questionnaire
    return [
        KeptMilestone(
            milestone=frozen_scores.read_milestone(node.value, questionnaire),
            node=node,
            intact=node.value.get(SEAL) == entries.entry_digest(node.value),
        )
        for node in Node(document, (), document.value).each("milestones")
    ]


def _remarks(kept: Sequence[KeptMilestone], beside: Sequence[KeptMilestone]) -> Iterator[Problem]:
    for one in beside:
        if not one.intact:
            message = Message.of("The milestone “{name}” was edited since it was made.", name=one.milestone.name)
            yield one.node.problem(message, Message.of("Its results are worked out again from what it says now."))
    seen: set[str] = set()
    for one in kept:
        name = one.milestone.name.casefold()
        if name in seen:
            message = Message.of("There are several milestones “{name}”.", name=one.milestone.name)
            yield one.node.problem(message, Message.of("By this name the last one is meant; rename the others."))
        seen.add(name)


def _refuse_taken(known: LoadedMilestones, name: str) -> None:
    taken = known.find(name)
    if taken is not None:
        message = Message.of(
            "There is a milestone “{name}” already, of {date}.", name=name, date=taken.milestone.date.isoformat()
        )
        raise UsageError(message, Message.of("A milestone is never replaced. Choose another name."))


def _fitting(entry: Entry) -> dict[str, Any]:
    """An entry of a project file as the file of milestones has it; results of another shape are carried along."""
    said = {key: value for key, value in entry.items() if value is not None}
    if "scores" in said:
        said["x-scores"] = said.pop("scores")
    return said


# ── writing ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _add(loaded: LoadedProject, new: Sequence[Entry]) -> None:
    path = milestones_path(loaded.path)
    text = HEAD.format(name=loaded.path.name) + "".join(map(entries.format_entry, new))
    with atomic_writing.locked(path):
        fresh = not path.exists()
        if fresh:
            _proved(text, path)
            atomic_writing.write_atomically(path, text)
    if not fresh:
        seen = yaml_reading.read(path)
        atomic_writing.save(path, seen, lambda current: _added(current, new, path))


def _added(current: Document, new: Sequence[Entry], path: Path) -> str:
    """The text with `new` behind its end; where that is not how it is written, as YAML is edited."""
    if problems := schemas.find_problems(current, KIND):
        raise InputError(*problems)
    value: Any = current.value
    known = value["milestones"] or []
    taken = {one["name"].casefold() for one in known}
    for entry in new:
        if entry["name"].casefold() in taken:
            message = Message.of("There is a milestone “{name}” already.", name=entry["name"])
            raise UsageError(message, Message.of("A milestone is never replaced. Choose another name."))
    wanted = [*known, *new]
    text = current.text + ("" if current.text.endswith("\n") else "\n") + "".join(map(entries.format_entry, new))
    try:
        if yaml_editing.plain_equal(_said(text, path), value | {"milestones": wanted}):
            return text
    except InputError:
        pass
    for position, entry in enumerate(new, len(known)):
        current = yaml_reading.parse(yaml_editing.set_value(current, ("milestones", position), entry), str(path))
    return _proved(current.text, path)


def _said(text: str, path: Path) -> Any:
    return yaml_reading.parse(text, str(path)).value


def _proved(text: str, path: Path) -> str:
    """`text`, which our own schema allows; raises InputError where it does not."""
    if problems := schemas.find_problems(yaml_reading.parse(text, str(path)), KIND):
        raise InputError(*problems)
    return text
