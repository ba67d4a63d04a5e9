"""An overlay brought to another version of its base: what is kept, what has to be looked at."""

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from engage_cli.errors import ConflictError, InputError, Message, Place, Problem, UsageError, suggestion
from engage_cli.files import yaml_reading
from engage_cli.files.atomic_writing import save
from engage_cli.files.nodes import Node, position
from engage_cli.files.yaml_editing import same as alike
from engage_cli.files.yaml_reading import Document
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.text import Text
from engage_cli.questionnaire.history.releases import release_of, release_path, write
from engage_cli.questionnaire.history.way import Way
from engage_cli.questionnaire.overlay.bases import Found
from engage_cli.questionnaire.overlay.drafts import Draft
from engage_cli.questionnaire.overlay.fingerprints import fingerprint, same
from engage_cli.questionnaire.overlay.following import followed, handed_on, way_to
from engage_cli.questionnaire.overlay.loading import checked, laid_over
from engage_cli.questionnaire.overlay.pinning import Said, Subject, edited, path_of, sayings, subjects
from engage_cli.questionnaire.overlay.targets import by_kind, targets
from engage_cli.values import Value, replace


class Outcome(StrEnum):
    """What becomes of one change."""

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
    def conflict(self) -> bool:
        """Whether somebody has to decide."""
        return self in (Outcome.CHANGED, Outcome.UNPINNED, Outcome.GONE, Outcome.TAKEN)


class Entry(Value, kw_only=True):
    """One change of the overlay, and what becomes of it."""

    part: str
    """`set`, `drop` or `add`."""
    name: str
    """As people name it: the id, and of what is set the key."""
    outcome: Outcome
    place: Place
    line: int
    then: Said | None = None
    """What the base said; None where that version is not at hand."""
    now: Said | None = None
    """What it says."""
    ours: Any = None
    was: str = ""
    """The name that it has in the overlay still, where the base has given it another."""
    became: tuple[str, ...] = ()
    """Of what is gone: the questions that ask it now, in parts or with others."""
    why: Text | None = None
    """Of what is gone: what the author of the base says."""

    @property
    def tenable(self) -> bool:
        """Whether the change can stand, or stood, against the base."""
        return self.outcome in (Outcome.CHANGED, Outcome.UNPINNED)


class Upgrade(Value, kw_only=True):
    """All of them."""

    overlay: Node
    before: Mapping[str, str]
    """`extends`, as it is written."""
    after: Found
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    """What is wrong with the result, where there is no conflict."""
    text: str = ""
    """Of the overlay once upgraded; empty where something is in the way."""
    version: str = ""
    """That it has then, where the first number of the base rises; else empty."""

    @property
    def conflicts(self) -> tuple[Entry, ...]:
        """Those that somebody has to decide."""
        return tuple(one for one in self.entries if one.outcome.conflict)

    @property
    def pending(self) -> bool:
        """Whether something is to be written."""
        return self.text != self.overlay.document.text

    @property
    def listed(self) -> bool:
        """Whether the version that is left was released: `migrate` knows then how its projects stood."""
        return release_path(path_of(self.overlay).parent, str(self.overlay.value["version"])).exists()

    @property
    def fine(self) -> bool:
        """Whether it can be written."""
        return not self.conflicts and not self.problems


def upgrade(
    overlay: Node, before: Found | None, after: Found, *, keep: Collection[str] = (), take: Collection[str] = ()
) -> Upgrade:
    """What becomes of each change over the base `after`; `before` is the base so far, None where it is not at hand.

    `keep` and `take` name the conflicts in which the overlay, or the base, is right. Raises UsageError for a name that
    is none.
    """
    way = way_to(after, overlay)
    moved = followed(overlay, way) if way else overlay
    entries = [*_settings(overlay, moved, before, after), *_drops(overlay, moved, after), *_additions(moved, after)]
    decided = tuple(_decided(_explained(one, way), keep, take) for one in entries)
    _refuse_others(decided, (*keep, *take))
    found = Upgrade(overlay=overlay, before=overlay.value["extends"], after=after, entries=decided)
    return found if found.conflicts else _tried(found, moved, way)


def _explained(entry: Entry, way: Way | None) -> Entry:
    """With what the base says of what is gone. What was dropped and is asked otherwise now has to be looked at."""
    if way is None or entry.outcome not in (Outcome.GONE, Outcome.DROPPED):
        return entry
    id = entry.name.partition(":")[0]
    became, why = way.successors(id), way.reason(id)
    outcome = Outcome.GONE if became else entry.outcome
    return replace(entry, outcome=outcome, became=became, why=why)


def _settings(overlay: Node, moved: Node, before: Found | None, after: Found) -> Iterator[Entry]:
    now, then = sayings(after), sayings(before) if before else None
    for one, old in zip(subjects(moved), subjects(overlay), strict=True):
        said, said_then = now(one), then(old) if then else None
        found = _entry(one, _outcome(one, said, said_then), said, said_then)
        yield found if one.name == old.name else replace(found, was=old.name)


def _entry(one: Subject, outcome: Outcome, now: Said, then: Said | None) -> Entry:
    return Entry(
        part="set", name=one.name, outcome=outcome, place=one.node.place, line=_line(one.node), then=then, now=now,
        ours=one.node.value["to"],
    )  # fmt: skip


def _outcome(one: Subject, now: Said, then: Said | None) -> Outcome:
    was = one.node.value.get("was") or (fingerprint(then.value) if then and then.there else None)
    if not now.there:
        return Outcome.GONE
    if alike(now.value, one.node.value["to"]):
        return Outcome.ADOPTED
    if was is None:
        return Outcome.UNPINNED
    return Outcome.KEPT if same(was, now.value) else Outcome.CHANGED


def _drops(overlay: Node, moved: Node, after: Found) -> Iterator[Entry]:
    known = targets(Draft(after.files).value)
    before = {node.place: node.value for _, nodes in by_kind(overlay, "drop") for node in nodes.each()}
    for kind, nodes in by_kind(moved, "drop"):
        for node in nodes.each():
            there, old = node.value in known[kind.name], before[node.place]
            outcome, was = Outcome.KEPT if there else Outcome.DROPPED, "" if old == node.value else old
            yield Entry(part="drop", name=node.value, outcome=outcome, place=node.place, line=_line(node), was=was)


def _additions(overlay: Node, after: Found) -> Iterator[Entry]:
    known = targets(Draft(after.files).value)
    for kind, nodes in by_kind(overlay, "add"):
        each = [(one.value[kind.name]["id"], one) for one in nodes.each()] if kind.listed else list(nodes.items())
        for id, node in each:
            outcome = Outcome.TAKEN if id in known[kind.name] else Outcome.KEPT
            yield Entry(part="add", name=id, outcome=outcome, place=node.place, line=_line(node))


def _line(node: Node) -> int:
    return position(node.document, node.place)[0]


def _decided(entry: Entry, keep: Collection[str], take: Collection[str]) -> Entry:
    if not entry.outcome.conflict:
        return entry
    if entry.name in take:
        return replace(entry, outcome=Outcome.THEIRS)
    return replace(entry, outcome=Outcome.OURS) if entry.name in keep and entry.tenable else entry


def _refuse_others(entries: Collection[Entry], named: Collection[str]) -> None:
    open_ = [one.name for one in entries if one.outcome.conflict or one.outcome in (Outcome.OURS, Outcome.THEIRS)]
    for name in named:
        if name not in open_:
            raise UsageError(Message.of("There is no conflict “{name}”.", name=name), suggestion(name, open_))


def _tried(found: Upgrade, moved: Node, way: Way | None) -> Upgrade:
    """With the text of the overlay over its new base, which is read; or with what is wrong with it."""
    text, version = edited(moved.document, _values(found), frozenset(_gone(found))), ""
    try:
        ours = _read(text, found)
        if way:
            values = handed_on(found.overlay, way, found.after, ours)
            text, version = edited(yaml_reading.parse(text, moved.document.path), values), values["version",]
            _read(text, found)
    except InputError as error:
        return replace(found, problems=error.problems)
    return replace(found, text=text, version=version)


def _read(text: str, found: Upgrade) -> Questionnaire:
    """What comes of an overlay of that text over the new base. Raises InputError."""
    overlay = checked(yaml_reading.parse(text, found.overlay.document.path))
    return laid_over(overlay, path_of(overlay), found.after).questionnaire


def _values(found: Upgrade) -> dict[Place, Any]:
    values: dict[Place, Any] = {
        ("extends", "version"): found.after.version,
        ("extends", "digest"): found.after.digest,
    }
    for one in found.entries:
        if one.part == "set" and one.now and one.outcome is not Outcome.THEIRS:
            values[*one.place, "was"] = fingerprint(one.now.value)
    return values


def _gone(found: Upgrade) -> Iterator[Place]:
    yield from (one.place for one in found.entries if one.outcome in (Outcome.THEIRS, Outcome.DROPPED))


def keep_list(found: Upgrade, before: Found | None, file: Path) -> Path | None:
    """Writes the list of the version that the overlay leaves, by which `migrate` knows how its projects stood.

    Only where the first number rises, there is none, and the old base is at hand. Raises UsageError.
    """
    if not found.version or before is None or found.listed:
        return None
    path, _ = write(file.parent, release_of(laid_over(found.overlay, file, before)))
    return path


def save_upgraded(found: Upgrade, file: Path) -> None:
    """Writes the overlay. Raises ConflictError where somebody else has changed it since it was read."""

    def refuse(_now: Document) -> None:
        raise ConflictError(Message.of("“{path}” was changed meanwhile: nothing was written.", path=file))

    save(file, found.overlay.document, lambda _now: found.text, refuse)
