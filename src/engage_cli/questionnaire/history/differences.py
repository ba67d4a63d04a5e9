"""Compares two versions of a questionnaire, id by id, and tells changes that can change a score from those that cannot.

Begin with `compare_releases`.
"""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.text import Text
from engage_cli.questionnaire.history.migration_path import MigrationPath, version_numbers
from engage_cli.questionnaire.history.releases import PARTS, Release
from engage_cli.values import Value, field

Plain = Any
Entry = Mapping[str, Plain]

_ORDERED = ("sections", "questions", "facets", "path")
"""Parts whose order people see; it changes no score."""
TEXTS = ("texts", "more_texts", "title")
"""Keys of an entry that change no score: fingerprints of texts, and the title kept to name what is gone."""


class DifferenceKind(StrEnum):
    """What happened to one part of a questionnaire between two versions."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    SPLIT = "split"
    MERGED = "merged"
    CHANGED = "changed"
    """Something that can change a score is otherwise."""
    MEANING = "meaning"
    """The author declares that the same id asks something else."""
    WORDING = "wording"
    """A text is otherwise that people answer: the question, its choices."""
    AROUND = "around"
    """A text is otherwise that stands beside the question: why it is asked, examples, advice."""
    ORDER = "order"


class Difference(Value, kw_only=True):
    """One change between two versions of a questionnaire."""

    part: str
    """The part of the questionnaire: one of `releases.PARTS`, or `timeline`."""
    kind: DifferenceKind
    id: str
    """The id in the newer version; of something removed, in the older one."""
    old_id: str | None = None
    """The id in the older version where it is another; else None."""
    related: tuple[str, ...] = ()
    """For a removed question, the ids of those that ask it now; for a new one, of those that asked it before."""
    keys: Mapping[str, tuple[Plain, Plain]] = field(default_factory=dict)
    """The keys that changed, each with its value before and after; None stands for nothing written."""
    title: Text | None = None
    """The title of a question; None for other parts."""
    reason: Text | None = None
    """The reason that the author gives in a migration; None where there is none."""

    @property
    def affects_scores(self) -> bool:
        """Whether the change can change a score."""
        return self.part != "path" and self.kind not in (
            DifferenceKind.WORDING,
            DifferenceKind.AROUND,
            DifferenceKind.RENAMED,
            DifferenceKind.ORDER,
        )


class Differences(Value, kw_only=True):
    """All changes from one version of a questionnaire to another."""

    before: Release
    after: Release
    entries: tuple[Difference, ...]

    @property
    def scoring_changes(self) -> tuple[Difference, ...]:
        """The changes that can change a score."""
        return tuple(one for one in self.entries if one.affects_scores)

    @property
    def other_changes(self) -> tuple[Difference, ...]:
        """The changes that cannot change a score."""
        return tuple(one for one in self.entries if not one.affects_scores)


def compare_releases(before: Release, after: Release, questionnaire: Questionnaire | None) -> Differences:
    """The changes from `before` to `after`.

    The migrations of `questionnaire`, the newer version, tell renamed from removed.
    """
    older = version_numbers(before.version) < version_numbers(after.version)
    way = MigrationPath(questionnaire, before.version) if questionnaire and older else None
    found = list(_timeline(before, after))
    for part in PARTS:
        found += _part(part, before, after, way)
    return Differences(before=before, after=after, entries=tuple(found))


def _timeline(before: Release, after: Release) -> Iterator[Difference]:
    if before.timeline != after.timeline:
        keys = {"timeline": (before.timeline, after.timeline)}
        yield Difference(
            part="timeline", kind=DifferenceKind.CHANGED, id=after.timeline or before.timeline or "", keys=keys
        )


def _part(part: str, before: Release, after: Release, way: MigrationPath | None) -> Iterator[Difference]:
    old: Mapping[str, Entry] = getattr(before, part)
    new: Mapping[str, Entry] = getattr(after, part)
    names = {id: _name(part, id, way) for id in old}
    became = {now: id for id, now in names.items() if now in new}
    yield from (_gone(part, id, entry, way) for id, entry in old.items() if names[id] not in new)
    for id, entry in new.items():
        was = became.get(id)
        if was is None:
            olds = tuple(one for one in old if way and part == "questions" and id in way.successors(one))
            yield Difference(part=part, kind=DifferenceKind.ADDED, id=id, related=olds, title=_title(entry))
        else:
            yield from _called(part, was, id, old[was], way)
            yield from _kept(part, was, id, (_renamed(part, was, old[was], way), entry), way)
    kept = [now for id in old if (now := names[id]) in new]
    if part in _ORDERED and kept != [id for id in new if id in became]:
        yield Difference(part=part, kind=DifferenceKind.ORDER, id="")


def _name(part: str, id: str, way: MigrationPath | None) -> str | None:
    """The id that stands for an old one now; None where it is gone."""
    if way is None:
        return id
    match part:
        case "questions":
            return id if way.successors(id) == (id,) else way.question(id)
        case "facets":
            return id if way.facet_reason(id) and id in way.questionnaire.facet_by_id else way.facet(id)
        case "sections":
            return way.section(id)
        case "path":
            return way.step(id)
        case _:
            return id


def _gone(part: str, id: str, entry: Entry, way: MigrationPath | None) -> Difference:
    now = way.successors(id) if way and part == "questions" else ()
    kind = DifferenceKind.REMOVED if not now else DifferenceKind.SPLIT if len(now) > 1 else DifferenceKind.MERGED
    return Difference(part=part, kind=kind, id=id, related=now, title=_title(entry), reason=_why(part, id, way))


def _why(part: str, id: str, way: MigrationPath | None) -> Text | None:
    reasons = way and {"facets": way.facet_reason, "questions": way.reason, "path": way.step_reason}
    return reasons[part](id) if reasons and part in reasons else None


def _kept(
    part: str, was: str, id: str, entries: tuple[Entry, Entry], way: MigrationPath | None
) -> Iterator[Difference]:
    """What changed in one thing; `entries`: before and after."""
    old, new = entries
    about: dict[str, Any] = {"part": part, "id": id, "old_id": was if was != id else None, "title": _title(new)}
    if was != id:
        yield Difference(kind=DifferenceKind.RENAMED, **about)
    why = _why(part, was, way)
    if why is not None or (way and part == "questions" and way.question(was) is None):
        yield Difference(kind=DifferenceKind.MEANING, reason=why, **about)
    names = [key for key in dict.fromkeys((*old, *new)) if key not in TEXTS]
    keys = {key: (old.get(key), new.get(key)) for key in names if not _same(old.get(key), new.get(key))}
    if keys:
        yield Difference(kind=DifferenceKind.CHANGED, keys=keys, **about)
    if old.get("texts") != new.get("texts"):
        yield Difference(kind=DifferenceKind.WORDING, **about)
    if old.get("more_texts") != new.get("more_texts"):
        yield Difference(kind=DifferenceKind.AROUND, **about)


def _same(one: Plain, other: Plain) -> bool:
    """Choices have an order; what else is written as a mapping has none."""
    if isinstance(one, Mapping) and isinstance(other, Mapping) and list(one) != list(other):
        return False
    return bool(one == other)


def _renamed(part: str, id: str, entry: Entry, way: MigrationPath | None) -> Entry:
    """An entry with the sections and choices that it speaks of under their new ids."""
    if way is None or part not in ("scales", "questions", "facets"):
        return entry
    became = _choices(part, id, entry, way)
    found, choices = dict(entry), entry.get("choices")
    if choices:
        names = {old: became(old) for old in choices}
        called = {old: old if now is None or now in choices else now for old, now in names.items()}
        found["choices"] = (
            {called[old]: one for old, one in choices.items()}
            if isinstance(choices, Mapping)
            else [called[old] for old in choices]
        )
    for key in ("expected", "gate"):
        if key in entry:
            found[key] = _levels(entry[key], became)
    return found | ({"section": way.section(entry["section"])} if "section" in entry else {})


def _choices(part: str, id: str, entry: Entry, way: MigrationPath) -> Callable[[str], str | None]:
    """What became of the choices of one thing."""
    match part:
        case "facets":
            return lambda choice: way.facet_choice(id, choice)
        case "questions":
            return lambda choice: way.choice(id, choice) or way.scale_level(entry.get("scale", ""), choice)
        case _:
            return lambda choice: way.scale_level(id, choice)


def _levels(value: Plain, became: Callable[[str], str | None]) -> Plain:
    """Levels by time, or one for ever, by their new ids; those that are gone as they were called."""
    if isinstance(value, str):
        return became(value) or value
    return {step: became(choice) or choice for step, choice in value.items()}


def _called(part: str, was: str, id: str, entry: Entry, way: MigrationPath | None) -> Iterator[Difference]:
    """Choices under another id: of a scale once, not of every question that takes it."""
    if way is None or part not in ("scales", "questions", "facets"):
        return
    became = _choices(part, was, entry, way)
    for choice in entry.get("choices", ()):
        now = became(choice)
        if now is not None and now not in entry["choices"]:
            yield Difference(part=part, kind=DifferenceKind.RENAMED, id=f"{id}.{now}", old_id=f"{was}.{choice}")


def _title(entry: Entry) -> Text | None:
    versions = entry.get("title")
    return Text.of(versions) if versions else None
