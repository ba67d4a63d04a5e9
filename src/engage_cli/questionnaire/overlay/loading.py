"""Loads an overlay: reads it, finds its base and gives the questionnaire that the two make.

Begin with `load_overlay`.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from engage_cli.errors import InputError, Message, Problem
from engage_cli.files import schemas
from engage_cli.files.nodes import Node
from engage_cli.files.yaml_reading import Document
from engage_cli.model.overlay import Base, Change, ChangeTopic, RelaxedRequirement, Weakening
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.questionnaire import building
from engage_cli.questionnaire.documents import QuestionnaireFiles
from engage_cli.questionnaire.loaded import LoadedQuestionnaire, SourceNodes
from engage_cli.questionnaire.overlay.bases import BaseVersion, load_base
from engage_cli.questionnaire.overlay.placing import locate_problems
from engage_cli.questionnaire.overlay.relaxing import relaxed_requirements
from engage_cli.questionnaire.overlay.resolving import Resolved, resolve, schema_problems
from engage_cli.shipped import shipped
from engage_cli.values import replace


def load_overlay(document: Document, file: Path, folders: Sequence[Path] = ()) -> LoadedQuestionnaire:
    """The questionnaire that the overlay in `document`, read from `file`, makes of its base.

    Raises InputError with all its problems.
    """
    overlay = validate_overlay(document)
    return apply_overlay(overlay, file, load_base(overlay, file, folders))


def validate_overlay(document: Document) -> Node:
    """The root of an overlay, once it follows its schema. Raises InputError where it does not."""
    if found := schemas.find_problems(document, "overlay"):
        raise InputError(*found)
    root = Node(document, (), document.value)
    if root.value["id"] == root.value["extends"]["id"]:
        message = Message.of("An overlay has an id of its own, not that of its base.")
        raise InputError(Node(document, ("id",), None).problem(message))
    return root


def apply_overlay(overlay: Node, file: Path, base: BaseVersion) -> LoadedQuestionnaire:
    """The questionnaire that `overlay` makes of `base`. Raises InputError, with the problems of the base first."""
    below = _base(base)
    done = resolve(overlay, base.files)
    if done.problems:
        raise InputError(*done.problems)
    if found := tuple(questionnaire_problems(done.files)):
        raise InputError(*locate_problems(overlay, base.files, found, questionnaire_problems))
    questionnaire = _with_base(building.parse_questionnaire(done.files), below, done)
    written = replace(building.source_nodes(done.files), overlay=overlay)
    return LoadedQuestionnaire(
        questionnaire=questionnaire, path=file, sources=lambda: written, base=_loaded(base, below)
    )


def _base(base: BaseVersion) -> Questionnaire:
    """What is laid over. That those shipped have no fault was seen when they were shipped. Raises InputError."""
    ours = base.path.is_relative_to(shipped("questionnaires"))
    return building.parse_questionnaire(base.files) if ours else building.build_questionnaire(base.files)


def questionnaire_problems(files: QuestionnaireFiles) -> Iterator[Problem]:
    """The problems between the files of a questionnaire made from an overlay and its base."""
    found = schema_problems(files)
    yield from found or building.questionnaire_problems(files, building.parse_questionnaire(files))


def _loaded(base: BaseVersion, questionnaire: Questionnaire) -> LoadedQuestionnaire:
    def written() -> SourceNodes:
        return building.source_nodes(base.files)

    return LoadedQuestionnaire(questionnaire=questionnaire, path=base.path, sources=written)


def _with_base(ours: Questionnaire, below: Questionnaire, done: Resolved) -> Questionnaire:
    weaker = tuple(relaxed_requirements(below, ours))
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


def _weighed(change: Change, weaker: Sequence[RelaxedRequirement]) -> Change:
    how = {weakening for one in weaker if one.question == change.id for weakening in one.weakenings}
    lowered = change.topic is ChangeTopic.THRESHOLD and bool(how & {Weakening.LOWER, Weakening.LATER})
    return replace(change, lowers_threshold=True) if lowered else change
