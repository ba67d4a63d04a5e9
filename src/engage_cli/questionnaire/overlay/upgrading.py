"""Upgrades an overlay to another version of its base: which changes are kept, and which need a decision.

Begin with `compute_upgrade`.
"""

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from engage_cli.errors import ConflictError, InputError, Message, Place, Problem, UsageError, suggestion
from engage_cli.files import yaml_reading
from engage_cli.files.atomic_writing import save
from engage_cli.files.nodes import Node, position
from engage_cli.files.yaml_editing import plain_equal as alike
from engage_cli.files.yaml_reading import Document
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.text import Text
from engage_cli.questionnaire.history.migration_path import MigrationPath
from engage_cli.questionnaire.history.releases import release_of, release_path, write_release
from engage_cli.questionnaire.overlay.bases import BaseVersion
from engage_cli.questionnaire.overlay.drafts import Draft
from engage_cli.questionnaire.overlay.fingerprints import fingerprint, fingerprint_matches
from engage_cli.questionnaire.overlay.following import migration_edits, migration_path_to, with_renamed_ids
from engage_cli.questionnaire.overlay.loading import apply_overlay, validate_overlay
from engage_cli.questionnaire.overlay.pinning import (
    BaseValue,
    Subject,
    base_values,
    edit_document,
    overlay_path,
    subjects,
)
from engage_cli.questionnaire.overlay.targets import entries_by_kind, places_by_kind
from engage_cli.values import Value, replace


class Outcome(StrEnum):
    """What becomes of one change of an overlay over a newer base."""

    KEPT = "kept"
    """The base says what it said."""
    OURS = "ours"
    """The base says something else; the author wants the change to stand."""
    THEIRS = "theirs"
    """The author takes what the base has: the change is left out."""
    ADOPTED = "adopted"
    """The base says now what the overlay says: the change does nothing."""
    DROPPED = "dropped"
    """What was dropped is gone from the base: nothing is left to drop."""
    CHANGED = "changed"
    """Conflict: the base says something else than it did."""
    UNPINNED = "unpinned"
    """Conflict: nobody knows what the base said."""
    GONE = "gone"
    """Conflict: the base has nothing of that kind any more."""
    TAKEN = "taken"
    """Conflict: the base has a thing of that id now."""

    @property
    def is_conflict(self) -> bool:
        """Whether somebody has to decide before the overlay can be upgraded."""
        return self in (Outcome.CHANGED, Outcome.UNPINNED, Outcome.GONE, Outcome.TAKEN)


class UpgradeEntry(Value, kw_only=True):
    """One change of the overlay, and what becomes of it over the newer base."""

    part: str
    """The part of the overlay that it stands in: `set`, `drop` or `add`."""
    name: str
    """The id of what is changed; under `set`, followed by the key."""
    outcome: Outcome
    place: Place
    line: int
    base_before: BaseValue | None = None
    """What the older base said there; None where that version is not available."""
    base_now: BaseValue | None = None
    """What the newer base says there; None for what is added or dropped."""
    overlay_value: Any = None
    old_name: str = ""
    """The name that the overlay still uses where the newer base has renamed it; else empty."""
    successors: tuple[str, ...] = ()
    """The ids of the questions that ask now what a removed question asked; empty where none does."""
    reason: Text | None = None
    """The reason that the author of the base gives for removing or changing it; None where there is none."""

    @property
    def can_keep(self) -> bool:
        """Whether `--keep` can settle it: the base still has what the change is about."""
        return self.outcome in (Outcome.CHANGED, Outcome.UNPINNED)


class Upgrade(Value, kw_only=True):
    """How the overlay stands over a newer version of its base: one entry a change, and the text to write."""

    overlay: Node
    extends: Mapping[str, str]
    """The version and digest of the base that the overlay names now, as written under `extends`."""
    new_base: BaseVersion
    entries: tuple[UpgradeEntry, ...]
    problems: tuple[Problem, ...] = ()
    """The problems of the upgraded overlay; always empty while there is a conflict."""
    text: str = ""
    """The upgraded overlay; empty where conflicts or problems stand in the way."""
    version: str = ""
    """The new version of the overlay, where the first number of its base rises; else empty."""

    @property
    def conflicts(self) -> tuple[UpgradeEntry, ...]:
        """The entries that somebody has to decide."""
        return tuple(one for one in self.entries if one.outcome.is_conflict)

    @property
    def has_changes(self) -> bool:
        """Whether the upgraded text differs from the file."""
        return self.text != self.overlay.document.text

    @property
    def is_released(self) -> bool:
        """Whether the version that the overlay leaves has a release list, by which `migrate` reads its projects."""
        return release_path(overlay_path(self.overlay).parent, str(self.overlay.value["version"])).exists()

    @property
    def can_be_written(self) -> bool:
        """Whether there is an upgraded text to write: no conflict and no problem."""
        return not self.conflicts and not self.problems


def compute_upgrade(
    overlay: Node,
    before: BaseVersion | None,
    after: BaseVersion,
    *,
    keep: Collection[str] = (),
    take: Collection[str] = (),
) -> Upgrade:
    """What becomes of each change of `overlay` over the newer base `after`.

    `before` is the base so far, None where it is not available. `keep` and `take` name the conflicts that the overlay,
    or the base, wins. Raises UsageError for a name that is no conflict.
    """
    way = migration_path_to(after, overlay)
    moved = with_renamed_ids(overlay, way) if way else overlay
    entries = [*_settings(overlay, moved, before, after), *_drops(overlay, moved, after), *_additions(moved, after)]
    decided = tuple(_decided(_explained(one, way), keep, take) for one in entries)
    _refuse_others(decided, (*keep, *take))
    found = Upgrade(overlay=overlay, extends=overlay.value["extends"], new_base=after, entries=decided)
    return found if found.conflicts else _tried(found, moved, way)


def _explained(entry: UpgradeEntry, way: MigrationPath | None) -> UpgradeEntry:
    """With what the base says of what is gone. What was dropped and is asked otherwise now has to be looked at."""
    if way is None or entry.outcome not in (Outcome.GONE, Outcome.DROPPED):
        return entry
    id = entry.name.partition(":")[0]
    became, why = way.successors(id), way.reason(id)
    outcome = Outcome.GONE if became else entry.outcome
    return replace(entry, outcome=outcome, successors=became, reason=why)


def _settings(overlay: Node, moved: Node, before: BaseVersion | None, after: BaseVersion) -> Iterator[UpgradeEntry]:
    now, then = base_values(after), base_values(before) if before else None
    for one, old in zip(subjects(moved), subjects(overlay), strict=True):
        said, said_then = now(one), then(old) if then else None
        found = _entry(one, _outcome(one, said, said_then), said, said_then)
        yield found if one.name == old.name else replace(found, old_name=old.name)


def _entry(one: Subject, outcome: Outcome, now: BaseValue, then: BaseValue | None) -> UpgradeEntry:
    return UpgradeEntry(
        part="set", name=one.name, outcome=outcome, place=one.node.place, line=_line(one.node),
        base_before=then, base_now=now, overlay_value=one.node.value["to"],
    )  # fmt: skip


def _outcome(one: Subject, now: BaseValue, then: BaseValue | None) -> Outcome:
    was = one.node.value.get("was") or (fingerprint(then.value) if then and then.exists else None)
    if not now.exists:
        return Outcome.GONE
    if alike(now.value, one.node.value["to"]):
        return Outcome.ADOPTED
    if was is None:
        return Outcome.UNPINNED
    return Outcome.KEPT if fingerprint_matches(was, now.value) else Outcome.CHANGED


def _drops(overlay: Node, moved: Node, after: BaseVersion) -> Iterator[UpgradeEntry]:
    known = places_by_kind(Draft(after.files).value)
    before = {node.place: node.value for _, nodes in entries_by_kind(overlay, "drop") for node in nodes.each()}
    for kind, nodes in entries_by_kind(moved, "drop"):
        for node in nodes.each():
            there, old = node.value in known[kind.name], before[node.place]
            outcome, was = Outcome.KEPT if there else Outcome.DROPPED, "" if old == node.value else old
            yield UpgradeEntry(
                part="drop", name=node.value, outcome=outcome, place=node.place, line=_line(node), old_name=was
            )


def _additions(overlay: Node, after: BaseVersion) -> Iterator[UpgradeEntry]:
    known = places_by_kind(Draft(after.files).value)
    for kind, nodes in entries_by_kind(overlay, "add"):
        each = [(one.value[kind.name]["id"], one) for one in nodes.each()] if kind.listed else list(nodes.items())
        for id, node in each:
            outcome = Outcome.TAKEN if id in known[kind.name] else Outcome.KEPT
            yield UpgradeEntry(part="add", name=id, outcome=outcome, place=node.place, line=_line(node))


def _line(node: Node) -> int:
    return position(node.document, node.place)[0]


def _decided(entry: UpgradeEntry, keep: Collection[str], take: Collection[str]) -> UpgradeEntry:
    if not entry.outcome.is_conflict:
        return entry
    if entry.name in take:
        return replace(entry, outcome=Outcome.THEIRS)
    return replace(entry, outcome=Outcome.OURS) if entry.name in keep and entry.can_keep else entry


def _refuse_others(entries: Collection[UpgradeEntry], named: Collection[str]) -> None:
    open_ = [one.name for one in entries if one.outcome.is_conflict or one.outcome in (Outcome.OURS, Outcome.THEIRS)]
    for name in named:
        if name not in open_:
            raise UsageError(Message.of("There is no conflict “{name}”.", name=name), suggestion(name, open_))


def _tried(found: Upgrade, moved: Node, way: MigrationPath | None) -> Upgrade:
    """With the text of the overlay over its new base, which is read; or with what is wrong with it."""
    text, version = edit_document(moved.document, _values(found), frozenset(_gone(found))), ""
    try:
        ours = _read(text, found)
        if way:
            values = migration_edits(found.overlay, way, found.new_base, ours)
            text, version = edit_document(yaml_reading.parse(text, moved.document.path), values), values["version",]
            _read(text, found)
    except InputError as error:
        return replace(found, problems=error.problems)
    return replace(found, text=text, version=version)


def _read(text: str, found: Upgrade) -> Questionnaire:
    """What comes of an overlay of that text over the new base. Raises InputError."""
    overlay = validate_overlay(yaml_reading.parse(text, found.overlay.document.path))
    return apply_overlay(overlay, overlay_path(overlay), found.new_base).questionnaire


def _values(found: Upgrade) -> dict[Place, Any]:
    values: dict[Place, Any] = {
        ("extends", "version"): found.new_base.version,
        ("extends", "digest"): found.new_base.digest,
    }
    for one in found.entries:
        if one.part == "set" and one.base_now and one.outcome is not Outcome.THEIRS:
            values[*one.place, "was"] = fingerprint(one.base_now.value)
    return values


def _gone(found: Upgrade) -> Iterator[Place]:
    yield from (one.place for one in found.entries if one.outcome in (Outcome.THEIRS, Outcome.DROPPED))


def save_old_release(found: Upgrade, before: BaseVersion | None, file: Path) -> Path | None:
    """Writes the release list of the version that the overlay leaves, so that `migrate` can read its projects, and
    gives its path. None where nothing is written: the first number stays, the list exists already, or the old base is
    not available. Raises UsageError.
    """
    if not found.version or before is None or found.is_released:
        return None
    path, _ = write_release(file.parent, release_of(apply_overlay(found.overlay, file, before)))
    return path


def save_upgraded(found: Upgrade, file: Path) -> None:
    """Writes the upgraded overlay to `file`.

    Raises ConflictError where the file was changed by somebody else since it was read.
    """

    def refuse(_now: Document) -> None:
        raise ConflictError(Message.of("“{path}” was changed meanwhile: nothing was written.", path=file))

    save(file, found.overlay.document, lambda _now: found.text, refuse)
