"""Follows a base with a greater first number: the overlay takes the new ids, and migrations for its own projects.

The base says under `migrations` what became of its questions, sections, facets and steps. What the overlay says of them
follows. For the projects of the overlay the same is written under its own `migrations`: an entry for each one of the
base, and its own first number rises by as many.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from engage_cli.errors import Message, Place
from engage_cli.files import yaml_reading
from engage_cli.files.nodes import Node
from engage_cli.i18n import LANGUAGE, SOURCE, translator
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.questionnaire import building
from engage_cli.questionnaire.history.migration_path import MigrationPath, version_numbers
from engage_cli.questionnaire.overlay.bases import BaseVersion
from engage_cli.questionnaire.overlay.keys import Kind
from engage_cli.questionnaire.overlay.pinning import Subject, edit_document, subjects
from engage_cli.questionnaire.overlay.targets import entries_by_kind

Renamed = Callable[[str], str | None]
Kept = Callable[[str, Any], bool]
_CHOICE = re.compile(r"^choices\.([a-z0-9-]+)\.")
_DROPPED = Message.of("We do not ask it.")
_OTHERWISE = Message.of("It is asked otherwise now: {ids}.")


def migration_path_to(after: BaseVersion, overlay: Node) -> MigrationPath | None:
    """The migration path from the base version that `overlay` names to the version `after`; None where the first number
    stays the same. Raises InputError.
    """
    before = str(overlay.value["extends"]["version"])
    if version_numbers(before)[0] >= version_numbers(after.version)[0]:
        return None
    return MigrationPath(building.build_questionnaire(after.files), before)


def with_renamed_ids(overlay: Node, way: MigrationPath) -> Node:
    """The overlay with its ids replaced by those that the newer base uses; places and lines stay as they were."""
    document = overlay.document
    text = edit_document(document, dict(_moves(overlay, way)))
    document = yaml_reading.parse(text, document.path)
    return Node(document, (), document.value)


def _moves(overlay: Node, way: MigrationPath) -> Iterator[tuple[Place, str]]:
    """Places of ids and keys that are written otherwise now, and how."""
    renamed: dict[str, Renamed] = {
        "question": way.question, "section": way.section, "facet": way.facet, "step": way.step, "unit": way.unit,
        "function": way.function, "reason": way.reason_kind,
    }  # fmt: skip
    for place, kind, id in _named(overlay):
        now = renamed[kind](id) if kind in renamed else None
        if now not in (None, id):
            yield place, now or id
    for one in subjects(overlay):
        if (found := _CHOICE.match(one.key)) and (choice := _choice(one, found[1], way)) not in (None, found[1]):
            yield (*one.node.place, "key"), f"choices.{choice}.{one.key[found.end() :]}"


def _choice(subject: Subject, id: str, way: MigrationPath) -> str | None:
    match subject.kind.name:
        case "question":
            return way.choice(subject.id, id)
        case "facet":
            return way.facet_choice(subject.id, id)
        case _:
            return way.scale_level(subject.id, id)


def _named(overlay: Node) -> Iterator[tuple[Place, str, str]]:
    """(place, kind, id) of each thing of the base that the overlay names."""
    for one in subjects(overlay):
        yield (*one.node.place, one.kind.name), one.kind.name, one.id
    for kind, nodes in entries_by_kind(overlay, "drop"):
        yield from ((one.place, kind.name, one.value) for one in nodes.each())
    for kind, nodes in entries_by_kind(overlay, "add"):
        for node in nodes.each():
            for key, holder in (("in", _holder(kind)), ("after", kind.name)):
                if named := node.get(key):
                    yield named.place, holder, named.value


def _holder(kind: Kind) -> str:
    """The kind of what one of `kind` stands in."""
    return kind.within or kind.name


# ── the way of answers ────────────────────────────────────────────────────────────────────────────────────────────────


def migration_edits(overlay: Node, way: MigrationPath, after: BaseVersion, ours: Questionnaire) -> dict[Place, Any]:
    """The edits, by place, that give `overlay` its next version and the migrations of its base; `ours` is the overlay
    applied to the new base.
    """
    here, there = version_numbers(way.version)[0], version_numbers(after.version)[0]
    own = version_numbers(str(overlay.value["version"]))[0]
    entries = [one.value for one in after.files.root.each("migrations") if here <= one.value["from"] < there]
    last = max((one["from"] for one in entries), default=None)
    values: dict[Place, Any] = {("version",): f"{own + there - here}.0.0"}
    first = len(overlay.value.get("migrations") or ())
    for number, entry in enumerate(entries):
        kept = _within(entry, ours) if entry["from"] == last else dict(entry)
        values["migrations", first + number] = {"from": own + entry["from"] - here} | {
            key: one for key, one in kept.items() if key != "from"
        }
    return values


def _within(entry: Mapping[str, Any], ours: Questionnaire) -> dict[str, Any]:
    """An entry of the base without what `ours` does not have; what became of that is a question removed."""
    questions, sections = set(ours.by_id), {one.id for one in ours.walk()}
    steps, renamed = {one.id for one in ours.path}, entry.get("rename") or {}
    kept: dict[str, Kept] = {
        "rename": lambda _old, new: new in questions,
        "split": lambda _old, new: questions.issuperset(new),
        "merge": lambda new, _old: new in questions,
        "changed": lambda old, _why: old in questions,
        "removed": lambda old, _why: old not in questions,
        "choices": lambda old, _map: renamed.get(old, old) in questions or ours.scale(old) is not None,
        "sections": lambda _old, new: new in sections,
        "units": lambda _old, new: new in {one.id for one in ours.units},
        "functions": lambda _old, new: new in {one.id for one in ours.functions},
        "reasons": lambda _old, new: new in {one.id for one in ours.reasons},
    }
    found = {key: _only(value, kept[key]) if key in kept else value for key, value in entry.items()}
    path = entry.get("path") or {}
    found["path"] = {
        "rename": _only(path.get("rename"), lambda _old, new: new in steps),
        "removed": _only(path.get("removed"), lambda old, _why: old not in steps),
    }
    lost = dict(_lost(entry, found, ours))
    found["removed"] = {**(found.get("removed") or {}), **lost}
    found["path"] = {key: one for key, one in found["path"].items() if one}
    return {key: one for key, one in found.items() if one != {}}


def _only(value: Mapping[str, Any] | None, keep: Kept) -> dict[str, Any]:
    return {key: one for key, one in (value or {}).items() if keep(key, one)}


def _lost(
    entry: Mapping[str, Any], found: Mapping[str, Any], ours: Questionnaire
) -> Iterator[tuple[str, dict[str, str]]]:
    """Old questions whose answers had a place in the base and have none here, and what is said of them."""
    pairs = [(old, [new]) for old, new in (entry.get("rename") or {}).items() if old not in found["rename"]]
    pairs += [(old, new) for old, new in (entry.get("split") or {}).items() if old not in found["split"]]
    merged = [(new, olds) for new, olds in (entry.get("merge") or {}).items() if new not in found["merge"]]
    for old, new in [*pairs, *((old, [new]) for new, olds in merged for old in olds)]:
        there = [one for one in new if one in ours.by_id]
        message = Message.of(_OTHERWISE.text, ids=", ".join(there)) if there else _DROPPED
        yield old, {one: message.say(translator(one if one in LANGUAGE else SOURCE)) for one in ours.languages}
