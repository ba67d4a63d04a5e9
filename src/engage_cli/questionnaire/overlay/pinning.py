"""Fingerprints written into an overlay: what the base says, under `was`, and the digest of the base."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from engage_cli.errors import Place
from engage_cli.files import yaml_editing, yaml_reading
from engage_cli.files.nodes import Node
from engage_cli.files.yaml_reading import Document
from engage_cli.questionnaire.overlay.bases import BaseVersion
from engage_cli.questionnaire.overlay.drafts import Draft
from engage_cli.questionnaire.overlay.fingerprints import fingerprint
from engage_cli.questionnaire.overlay.keys import Kind, kind_of_entry
from engage_cli.questionnaire.overlay.targets import key_place, labelled_value_at, places_by_kind
from engage_cli.values import Value


class Subject(Value, kw_only=True):
    """The thing and the key that an entry under `set` changes."""

    node: Node
    kind: Kind
    id: str
    key: str

    @property
    def name(self) -> str:
        """Its name as people write it: `section.question:ask`."""
        return f"{self.id}:{self.key}"


class BaseValue(Value, kw_only=True):
    """What a base says under a key:

    `exists` where it has the subject at all, and the value, None where nothing is said.
    """

    exists: bool
    value: Any = None


def subjects(overlay: Node) -> Iterator[Subject]:
    """The entries under `set` of an overlay that follows its schema, in their order."""
    for node in overlay.each("set"):
        kind = kind_of_entry(node.value)
        yield Subject(node=node, kind=kind, id=node.value[kind.name], key=node.value["key"])


def base_values(base: BaseVersion) -> Callable[[Subject], BaseValue]:
    """A function that gives what `base` says under the key of a subject."""
    whole = Draft(base.files).value
    known = places_by_kind(whole)

    def base_value(subject: Subject) -> BaseValue:
        place = known[subject.kind.name].get(subject.id)
        found = None if place is None else _leaf(whole, place, subject.key)
        return (
            BaseValue(exists=False) if found is None else BaseValue(exists=True, value=labelled_value_at(whole, found))
        )

    return base_value


def _leaf(whole: Mapping[str, Any], place: Place, key: str) -> Place | None:
    try:
        return key_place(whole, place, key)
    except StopIteration:  # a criterion that is gone
        return None


def with_fingerprints(overlay: Node, base: BaseVersion) -> str:
    """The text of the overlay with the version and digest of `base` under `extends`, and the fingerprint of each base
    value under `was`.
    """
    base_value = base_values(base)
    values: dict[Place, Any] = {("extends", "version"): base.version, ("extends", "digest"): base.digest}
    for one in subjects(overlay):
        found = base_value(one)
        if found.exists:
            values[*one.node.place, "was"] = fingerprint(found.value)
    return edit_document(overlay.document, values)


def edit_document(document: Document, values: Mapping[Place, Any], gone: frozenset[Place] = frozenset()) -> str:
    """The text of `document` with `values` at their places, and without what stands at the places `gone`."""
    for place, value in values.items():
        document = yaml_reading.parse(yaml_editing.set_value(document, place, value), document.path)
    for place in sorted(gone, key=_number, reverse=True):
        document = yaml_reading.parse(yaml_editing.remove(document, place), document.path)
    return document.text


def _number(place: Place) -> int:
    """Position in its list: what stands behind goes first, so that the others keep theirs."""
    last = place[-1]
    return last if isinstance(last, int) else -1


def overlay_path(overlay: Node) -> Path:
    """The path of the file that `overlay` was read from."""
    return Path(overlay.document.path)
