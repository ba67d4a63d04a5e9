"""An overlay and its base, made into the files of one questionnaire."""

from collections.abc import Iterator
from typing import Any

from engage_cli.errors import Problem
from engage_cli.files import schemas
from engage_cli.files.nodes import Node
from engage_cli.files.yaml_reading import Document
from engage_cli.model.overlay import Change
from engage_cli.questionnaire.documents import QuestionnaireFiles
from engage_cli.questionnaire.overlay.changing import OverlayChanges
from engage_cli.questionnaire.overlay.composed import ComposedDocument
from engage_cli.questionnaire.overlay.drafts import Draft
from engage_cli.values import Value

OWN = ("id", "version", "title", "migrations")
"""Keys of a questionnaire that an overlay sets for itself: nothing of the base’s stays under them."""


class Resolved(Value, kw_only=True):
    """The files of the questionnaire that an overlay makes of its base, the changes made, and the problems met."""

    files: QuestionnaireFiles
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    """The changes that could not be made, because the base does not have what they name."""


def is_overlay(document: Document) -> bool:
    """Whether the document is an overlay: its root has `extends`."""
    return isinstance(document.value, dict) and "extends" in document.value


def resolve(overlay: Node, base: QuestionnaireFiles) -> Resolved:
    """`base` with the changes of `overlay` applied; those that cannot be are left out and listed as problems."""
    draft = Draft(base)
    name = f"{draft.value['id']} {draft.value['version']}"
    changer = OverlayChanges(overlay, draft, name)
    changer.apply()
    _own(overlay, draft)
    root: dict[str, Any] = draft.value
    document = ComposedDocument(
        path=overlay.document.path,
        text=overlay.document.text,
        value=root,
        tree=overlay.document.tree,
        origins=draft.origins,
        base=base.digest,
    )
    return Resolved(files=_files(document), changes=tuple(changer.changes), problems=tuple(_in_order(changer.problems)))


def _own(overlay: Node, draft: Draft) -> None:
    """What the questionnaire is called, and what its author keeps for other programs."""
    for key in OWN:
        draft.value.pop(key, None)
    written = {key: one for key, one in overlay.items() if key in OWN or key.startswith("x-")}
    own = {key: one.value for key, one in written.items()}
    draft.value = {"engage": draft.value["engage"]} | own | draft.value | own
    draft.origins |= {(key,): (overlay.document, (key,)) for key in written}


def _files(document: ComposedDocument) -> QuestionnaireFiles:
    root = Node(document, (), document.value)
    return QuestionnaireFiles(
        root=root, sections=tuple(root.each("sections")), resources=root.get("resources"), inline=True
    )


def _in_order(problems: list[Problem]) -> Iterator[Problem]:
    yield from sorted(problems, key=lambda one: (one.line or 0, one.column or 0))


def schema_problems(files: QuestionnaireFiles) -> tuple[Problem, ...]:
    """The problems of a resolved questionnaire with the schema of questionnaires."""
    return schemas.find_problems(files.root.document, "questionnaire")
