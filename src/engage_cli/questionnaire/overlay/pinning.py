"""Fingerprints written into an overlay: what the base says, under `was`, and the digest of the base."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from engage_cli.errors import Place
from engage_cli.files import yaml_editing, yaml_reading
from engage_cli.files.nodes import Node
from engage_cli.files.yaml_reading import Document
from engage_cli.questionnaire.overlay.bases import Found
from engage_cli.questionnaire.overlay.drafts import Draft
from engage_cli.questionnaire.overlay.fingerprints import fingerprint
from engage_cli.questionnaire.overlay.keys import Kind, kind_set
from engage_cli.questionnaire.overlay.targets import leaf, said_at, targets
from engage_cli.values import Value


class Subject(Value, kw_only=True):
    """What an entry under `set` is about."""

    node: Node
    kind: Kind
    id: str
    key: str

    @property
    def name(self) -> str:
        """As people name it: `section.question:ask`."""
        return f"{self.id}:{self.key}"


class Said(Value, kw_only=True):
    """Whether a base has what is changed, and what it says there, None for nothing."""

    there: bool
    value: Any = None


def subjects(overlay: Node) -> Iterator[Subject]:
    """The entries under `set` of an overlay that follows its schema, in their order."""
    for node in overlay.each("set"):
        kind = kind_set(node.value)
        yield Subject(node=node, kind=kind, id=node.value[kind.name], key=node.value["key"])


def sayings(base: Found) -> Callable[[Subject], Said]:
    """What `base` says of each subject."""
    whole = Draft(base.files).value
    known = targets(whole)

    def said(subject: Subject) -> Said:
        place = known[subject.kind.name].get(subject.id)
        found = None if place is None else _leaf(whole, place, subject.key)
        return Said(there=False) if found is None else Said(there=True, value=said_at(whole, found))

    return said


def _leaf(whole: Mapping[str, Any], place: Place, key: str) -> Place | None:
    try:
        return leaf(whole, place, key)
    except StopIteration:  # a criterion that is gone
        return None


def pinned(overlay: Node, base: Found) -> str:
    """The text of the overlay with the version and digest of `base`, and what it says under each `was`."""
    said = sayings(base)
    values: dict[Place, Any] = {("extends", "version"): base.version, ("extends", "digest"): base.digest}
    for one in subjects(overlay):
        found = said(one)
        if found.there:
            values[*one.node.place, "was"] = fingerprint(found.value)
    return edited(overlay.document, values)


def edited(document: Document, values: Mapping[Place, Any], gone: frozenset[Place] = frozenset()) -> str:
    """The text with these values at their places, and without what stands at those `gone`."""
    for place, value in values.items():
        document = yaml_reading.parse(yaml_editing.set_value(document, place, value), document.path)
    for place in sorted(gone, key=_number, reverse=True):
        document = yaml_reading.parse(yaml_editing.remove(document, place), document.path)
    return document.text


def _number(place: Place) -> int:
    """Position in its list: what stands behind goes first, so that the others keep theirs."""
    last = place[-1]
    return last if isinstance(last, int) else -1


def path_of(overlay: Node) -> Path:
    """Of its file."""
    return Path(overlay.document.path)
