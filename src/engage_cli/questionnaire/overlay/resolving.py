"""An overlay and its base, made into the files of one questionnaire."""

from collections.abc import Iterator
from typing import Any

from engage_cli.errors import Problem
from engage_cli.files import schemas
from engage_cli.files.nodes import Node
from engage_cli.files.yaml_reading import Document
from engage_cli.model.overlay import Change
from engage_cli.questionnaire.documents import Files
from engage_cli.questionnaire.overlay.changing import Changer
from engage_cli.questionnaire.overlay.composed import Composed
from engage_cli.questionnaire.overlay.drafts import Draft
from engage_cli.values import Value

OWN = ("id", "version", "title", "migrations")
"""Keys of a questionnaire that an overlay has of its own: nothing of the base’s stays."""


class Resolved(Value, kw_only=True):
    """What comes of an overlay."""

    files: Files
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    """What the overlay says of things that the base does not have."""


def is_overlay(document: Document) -> bool:
    """Whether what was read is an overlay."""
    return isinstance(document.value, dict) and "extends" in document.value


def resolve(overlay: Node, base: Files) -> Resolved:
    """`base` as the overlay changes it; what cannot be done is left out, and told."""
    draft = Draft(base)
    name = f"{draft.value['id']} {draft.value['version']}"
    changer = Changer(overlay, draft, name)
    changer.run()
    _own(overlay, draft)
    root: dict[str, Any] = draft.value
    document = Composed(
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


def _files(document: Composed) -> Files:
    root = Node(document, (), document.value)
    return Files(root=root, sections=tuple(root.each("sections")), resources=root.get("resources"), inline=True)


def _in_order(problems: list[Problem]) -> Iterator[Problem]:
    yield from sorted(problems, key=lambda one: (one.line or 0, one.column or 0))


def against_schema(files: Files) -> tuple[Problem, ...]:
    """What of a resolved questionnaire does not follow the schema of questionnaires."""
    return schemas.problems(files.root.document, "questionnaire")
