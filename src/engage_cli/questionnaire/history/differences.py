"""What changed between two versions of a questionnaire, by id: what can change a score, and what cannot."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.text import Text
from engage_cli.questionnaire.history.releases import PARTS, Release
from engage_cli.questionnaire.history.way import Way, numbers
from engage_cli.values import Value, field

Plain = Any
Entry = Mapping[str, Plain]

_ORDERED = ("sections", "questions", "facets", "path")
"""Parts whose order people see; it changes no score."""
TEXTS = ("texts", "more_texts", "title")
"""Keys of an entry that change no score: fingerprints of texts, and the title kept to name what is gone."""


class Kind(StrEnum):
    """What happened to one thing."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    SPLIT = "split"
    MERGED = "merged"
    CHANGED = "changed"
    """Something that can change a score."""
    MEANING = "meaning"
    """The author says that it asks something else under the same id."""
    WORDING = "wording"
    """A text that an answer is given to."""
    AROUND = "around"
    """Another text: why, examples, rule, advice."""
    ORDER = "order"


class Difference(Value, kw_only=True):
    """One thing that changed."""

    part: str
    """One of `releases.PARTS`, or `timeline`."""
    kind: Kind
    id: str
    """In the newer version; in the older one, of what is gone."""
    was: str | None = None
    """The id in the older version, where it is another."""
    others: tuple[str, ...] = ()
    """Of what is gone: the questions that ask it now. Of what is new: those that asked it before."""
    keys: Mapping[str, tuple[Plain, Plain]] = field(default_factory=dict)
    """Of what changed: key → (before, after), None for nothing."""
    title: Text | None = None
    """Of a question."""
    why: Text | None = None
    """What the author says of it."""

    @property
    def scores(self) -> bool:
        """Whether a score can change by it."""
        return self.part != "path" and self.kind not in (Kind.WORDING, Kind.AROUND, Kind.RENAMED, Kind.ORDER)


class Differences(Value, kw_only=True):
    """All that changed from one version to another."""

    before: Release
    after: Release
    found: tuple[Difference, ...]

    @property
    def scores(self) -> tuple[Difference, ...]:
        """Those that can change a score."""
        return tuple(one for one in self.found if one.scores)

    @property
    def others(self) -> tuple[Difference, ...]:
        """Those that cannot."""
        return tuple(one for one in self.found if not one.scores)


def differences(before: Release, after: Release, questionnaire: Questionnaire | None) -> Differences:
    """What changed; `questionnaire`, of the newer version, says by its migrations what became what."""
    older = numbers(before.version) < numbers(after.version)
    way = Way(questionnaire, before.version) if questionnaire and older else None
    found = list(_timeline(before, after))
    for part in PARTS:
        found += _part(part, before, after, way)
    return Differences(before=before, after=after, found=tuple(found))


def _timeline(before: Release, after: Release) -> Iterator[Difference]:
    if before.timeline != after.timeline:
        keys = {"timeline": (before.timeline, after.timeline)}
        yield Difference(part="timeline", kind=Kind.CHANGED, id=after.timeline or before.timeline or "", keys=keys)


def _part(part: str, before: Release, after: Release, way: Way | None) -> Iterator[Difference]:
    old: Mapping[str, Entry] = getattr(before, part)
    new: Mapping[str, Entry] = getattr(after, part)
    names = {id: _name(part, id, way) for id in old}
    became = {now: id for id, now in names.items() if now in new}
    yield from (_gone(part, id, entry, way) for id, entry in old.items() if names[id] not in new)
    for id, entry in new.items():
        was = became.get(id)
        if was is None:
            olds = tuple(one for one in old if way and part == "questions" and id in way.successors(one))
            yield Difference(part=part, kind=Kind.ADDED, id=id, others=olds, title=_title(entry))
        else:
            yield from _called(part, was, id, old[was], way)
            yield from _kept(part, was, id, (_renamed(part, was, old[was], way), entry), way)
    kept = [now for id in old if (now := names[id]) in new]
    if part in _ORDERED and kept != [id for id in new if id in became]:
        yield Difference(part=part, kind=Kind.ORDER, id="")


def _name(part: str, id: str, way: Way | None) -> str | None:
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


def _gone(part: str, id: str, entry: Entry, way: Way | None) -> Difference:
    now = way.successors(id) if way and part == "questions" else ()
    kind = Kind.REMOVED if not now else Kind.SPLIT if len(now) > 1 else Kind.MERGED
    return Difference(part=part, kind=kind, id=id, others=now, title=_title(entry), why=_why(part, id, way))


def _why(part: str, id: str, way: Way | None) -> Text | None:
    reasons = way and {"facets": way.facet_reason, "questions": way.reason, "path": way.step_reason}
    return reasons[part](id) if reasons and part in reasons else None


def _kept(part: str, was: str, id: str, entries: tuple[Entry, Entry], way: Way | None) -> Iterator[Difference]:
    """What changed in one thing; `entries`: before and after."""
    old, new = entries
    about: dict[str, Any] = {"part": part, "id": id, "was": was if was != id else None, "title": _title(new)}
    if was != id:
        yield Difference(kind=Kind.RENAMED, **about)
    why = _why(part, was, way)
    if why is not None or (way and part == "questions" and way.question(was) is None):
        yield Difference(kind=Kind.MEANING, why=why, **about)
    names = [key for key in dict.fromkeys((*old, *new)) if key not in TEXTS]
    keys = {key: (old.get(key), new.get(key)) for key in names if not _same(old.get(key), new.get(key))}
    if keys:
        yield Difference(kind=Kind.CHANGED, keys=keys, **about)
    if old.get("texts") != new.get("texts"):
        yield Difference(kind=Kind.WORDING, **about)
    if old.get("more_texts") != new.get("more_texts"):
        yield Difference(kind=Kind.AROUND, **about)


def _same(one: Plain, other: Plain) -> bool:
    """Choices have an order; what else is written as a mapping has none."""
    if isinstance(one, Mapping) and isinstance(other, Mapping) and list(one) != list(other):
        return False
    return bool(one == other)


def _renamed(part: str, id: str, entry: Entry, way: Way | None) -> Entry:
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


def _choices(part: str, id: str, entry: Entry, way: Way) -> Callable[[str], str | None]:
    """What became of the choices of one thing."""
    match part:
        case "facets":
            return lambda choice: way.facet_choice(id, choice)
        case "questions":
            return lambda choice: way.choice(id, choice) or way.level_of(entry.get("scale", ""), choice)
        case _:
            return lambda choice: way.level_of(id, choice)


def _levels(value: Plain, became: Callable[[str], str | None]) -> Plain:
    """Levels by time, or one for ever, by their new ids; those that are gone as they were called."""
    if isinstance(value, str):
        return became(value) or value
    return {step: became(choice) or choice for step, choice in value.items()}


def _called(part: str, was: str, id: str, entry: Entry, way: Way | None) -> Iterator[Difference]:
    """Choices under another id: of a scale once, not of every question that takes it."""
    if way is None or part not in ("scales", "questions", "facets"):
        return
    became = _choices(part, was, entry, way)
    for choice in entry.get("choices", ()):
        now = became(choice)
        if now is not None and now not in entry["choices"]:
            yield Difference(part=part, kind=Kind.RENAMED, id=f"{id}.{now}", was=f"{was}.{choice}")


def _title(entry: Entry) -> Text | None:
    versions = entry.get("title")
    return Text.of(versions) if versions else None
