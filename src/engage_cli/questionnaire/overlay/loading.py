"""An overlay, read into the questionnaire that comes of it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from engage_cli.errors import InputError, Message, Problem
from engage_cli.files import schemas
from engage_cli.files.nodes import Node
from engage_cli.files.yaml_reading import Document
from engage_cli.model.overlay import Base, Change, Relaxed, Sort, Weakening
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.questionnaire import building
from engage_cli.questionnaire.documents import Files
from engage_cli.questionnaire.loaded import LoadedQuestionnaire, Written
from engage_cli.questionnaire.overlay.bases import Found, base_of
from engage_cli.questionnaire.overlay.placing import placed
from engage_cli.questionnaire.overlay.relaxing import relaxed
from engage_cli.questionnaire.overlay.resolving import Resolved, against_schema, resolve
from engage_cli.shipped import shipped
from engage_cli.values import replace


def load_overlay(document: Document, file: Path, folders: Sequence[Path] = ()) -> LoadedQuestionnaire:
    """The overlay in `document`, read from `file`. Raises InputError with everything that is wrong with it."""
    overlay = checked(document)
    return laid_over(overlay, file, base_of(overlay, file, folders))


def checked(document: Document) -> Node:
    """An overlay that follows its schema. Raises InputError."""
    if found := schemas.problems(document, "overlay"):
        raise InputError(*found)
    root = Node(document, (), document.value)
    if root.value["id"] == root.value["extends"]["id"]:
        message = Message.of("An overlay has an id of its own, not that of its base.")
        raise InputError(Node(document, ("id",), None).problem(message))
    return root


def laid_over(overlay: Node, file: Path, base: Found) -> LoadedQuestionnaire:
    """What comes of `overlay` over `base`. Raises InputError: what is wrong with the base first."""
    below = _base(base)
    done = resolve(overlay, base.files)
    if done.problems:
        raise InputError(*done.problems)
    if found := tuple(faults(done.files)):
        raise InputError(*placed(overlay, base.files, found, faults))
    questionnaire = _with_base(building.parsed(done.files), below, done)
    written = replace(building.written(done.files), overlay=overlay)
    return LoadedQuestionnaire(
        questionnaire=questionnaire, path=file, written=lambda: written, base=_loaded(base, below)
    )


def _base(base: Found) -> Questionnaire:
    """What is laid over. That those shipped have no fault was seen when they were shipped. Raises InputError."""
    ours = base.path.is_relative_to(shipped("questionnaires"))
    return building.parsed(base.files) if ours else building.built(base.files)


def faults(files: Files) -> Iterator[Problem]:
    """What is wrong with the files of a resolved questionnaire."""
    found = against_schema(files)
    yield from found or building.problems(files, building.parsed(files))


def _loaded(base: Found, questionnaire: Questionnaire) -> LoadedQuestionnaire:
    def written() -> Written:
        return building.written(base.files)

    return LoadedQuestionnaire(questionnaire=questionnaire, path=base.path, written=written)


def _with_base(ours: Questionnaire, below: Questionnaire, done: Resolved) -> Questionnaire:
    weaker = tuple(relaxed(below, ours))
    base = Base(
        id=below.id,
        version=below.version,
        digest=below.digest,
        title=below.title,
        changes=tuple(_weighed(one, weaker) for one in done.changes),
        relaxed=weaker,
        dropped=tuple(id for id in below.by_id if id not in ours.by_id),
    )
    return replace(ours, base=base)


def _weighed(change: Change, weaker: Sequence[Relaxed]) -> Change:
    how = {weakening for one in weaker if one.question == change.id for weakening in one.how}
    lowered = change.sort is Sort.THRESHOLD and bool(how & {Weakening.LOWER, Weakening.LATER})
    return replace(change, lowered=True) if lowered else change
