"""Applies what an overlay writes under `set`, `add` and `drop` to a draft of its whole base.

Begin with `OverlayChanges.apply`.
"""

from collections.abc import Iterator

from engage_cli.errors import Message, Place, Problem, suggestion
from engage_cli.files.nodes import Node, position
from engage_cli.files.yaml_editing import plain_equal
from engage_cli.model.overlay import Change, ChangeAction
from engage_cli.questionnaire.overlay.drafts import Draft, Item
from engage_cli.questionnaire.overlay.keys import ANY, BY_NAME, Key, Kind, find_key, kind_of_entry
from engage_cli.questionnaire.overlay.targets import (
    Targets,
    choices_of,
    entries_by_kind,
    key_place,
    labelled_value_at,
    places_by_kind,
)
from engage_cli.values import Value


class Setting(Value, kw_only=True):
    """One entry under `set` of an overlay, matched to the key of the base that it changes."""

    node: Node
    kind: Kind
    id: str
    words: str
    """The key as the overlay writes it."""
    key: Key
    place: Place
    """The key path in the whole base."""


class OverlayChanges:
    """Applies the changes of one overlay to a draft; what cannot be applied is recorded in `problems`."""

    def __init__(self, overlay: Node, draft: Draft, base: str) -> None:
        """`base`: what the base is called in messages."""
        self.overlay, self.draft, self.base = overlay, draft, base
        self.known: Targets = places_by_kind(draft.value)
        self.problems: list[Problem] = []
        self.changes: list[Change] = []
        self.gone = dict(self._dropped())

    def apply(self) -> None:
        """Applies every change: what is set first, then what is added, then what is dropped."""
        settings = self.settings()
        self._against_each_other(settings)
        for one in settings:
            self._set(one)
        self._lists(self._added())
        self._mappings()

    # ── set ───────────────────────────────────────────────────────────────────────────────────────────────────────────

    def settings(self) -> list[Setting]:
        """The entries under `set` whose subject exists in the base; the others are recorded as problems."""
        found = (self._setting(node) for node in self.overlay.each("set"))
        return [one for one in found if one]

    def _setting(self, node: Node) -> Setting | None:
        kind = kind_of_entry(node.value)
        id, words = node.value[kind.name], node.value["key"]
        key, place = find_key(kind, words), self.known[kind.name].get(id)
        named, at = node.get(kind.name), node.get("key")
        assert named
        assert at
        assert key  # the schema lets no other through
        if place is None:
            self._unknown(named, id, kind)
        elif self._fits(at, kind, key, place):
            return self._placed(node, kind, key, place)
        return None

    def _placed(self, node: Node, kind: Kind, key: Key, place: Place) -> Setting | None:
        words, at = node.value["key"], node.get("key")
        found, id = key_place(self.draft.value, place, words), node.value[kind.name]
        assert at
        if found is None:
            outer = words.rpartition(".")[0]
            message = Message.of("“{id}” of {base} has no “{key}”.", id=id, base=self.base, key=outer)
            hint = Message.of("Set “{key}” as a whole.", key=outer) if find_key(kind, outer) else None
            self.problems.append(at.problem(message, hint))
            return None
        return Setting(node=node, kind=kind, id=id, words=words, key=key, place=found)

    def _fits(self, at: Node, kind: Kind, key: Key, place: Place) -> bool:
        """Whether the choice or criterion that a key names is there."""
        if ANY not in key.parts:
            return True
        thing, id = self.draft.get(place), at.value.split(".")[key.parts.index(ANY)]
        choices = choices_of(self.draft.value, kind, thing)
        ids = choices if key.parts[0] == "choices" else tuple(one["id"] for one in thing.get("criteria") or ())
        if id not in ids:
            message = Message.of("“{id}” is not among “{part}” of what is set.", id=id, part=key.parts[0])
            self.problems.append(at.problem(message, suggestion(id, ids)))
        return id in ids

    def _unknown(self, node: Node, id: str, kind: Kind) -> None:
        known = self.known[kind.name]
        message = Message.of("“{id}” is not among “{part}” of {base}.", id=id, part=kind.plural, base=self.base)
        self.problems.append(node.problem(message, suggestion(id, known)))

    def _against_each_other(self, settings: list[Setting]) -> None:
        """No two say something of the same place, and none of what is dropped."""
        seen: list[Setting] = []
        for one in settings:
            if other := next((it for it in seen if _overlap(it.place, one.place)), None):
                line, _ = position(other.node.document, other.node.place)
                message = Message.of("“{key}” of “{id}” is set twice.", key=one.words, id=one.id)
                hint = Message.of("The first stands on line {line}.", line=line)
                self.problems.append(one.node.problem(message, hint))
            elif dropped := self._dropping(one.place):
                message = Message.of("“{id}” is dropped: nothing of it can be set.", id=one.id)
                self.problems.append(one.node.problem(message, self._where(dropped)))
            seen.append(one)

    def _dropping(self, place: Place) -> Node | None:
        """Where what stands at `place`, or what holds it, is dropped."""
        return next((node for gone, node in self.gone.items() if place[: len(gone)] == gone), None)

    def _where(self, node: Node) -> Message:
        line, _ = position(node.document, node.place)
        return Message.of("It is dropped on line {line}.", line=line)

    def _set(self, one: Setting) -> None:
        to, origin = one.node.value["to"], (one.node.document, (*one.node.place, "to"))
        if plain_equal(labelled_value_at(self.draft.value, one.place), to):
            return
        self.changes.append(
            Change(action=ChangeAction.SET, kind=one.kind.name, id=one.id, key=one.words, topic=one.key.topic)
        )
        if to is None:
            self.draft.remove(one.place, origin)
        else:
            self.draft.put(one.place, to, origin)

    # ── drop ──────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _dropped(self) -> Iterator[tuple[Place, Node]]:
        for kind, nodes in entries_by_kind(self.overlay, "drop"):
            for node in nodes.each():
                place = self.known[kind.name].get(node.value)
                if place is None:
                    self._unknown(node, node.value, kind)
                else:
                    self.changes.append(Change(action=ChangeAction.DROPPED, kind=kind.name, id=node.value))
                    yield place, node

    # ── add ───────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _added(self) -> dict[Place, list[tuple[str, Item]]]:
        """Lists that get something, whole, by their places: (id, item)."""
        found: dict[Place, list[tuple[str, Item]]] = {}
        for kind, nodes in entries_by_kind(self.overlay, "add"):
            for entry in nodes.each() if kind.listed else ():
                new = entry.get(kind.name)
                assert new
                place = self._list(entry, kind) if self._is_new(new, new.value["id"], kind) else None
                if place is not None:
                    items = found.setdefault(place, self._items(place))
                    self._insert(items, entry, new, kind)
        return found

    def _is_new(self, node: Node, id: str, kind: Kind) -> bool:
        if id in self.known[kind.name]:
            message = Message.of("“{id}” is already among “{part}” of {base}.", id=id, part=kind.plural, base=self.base)
            self.problems.append(node.problem(message, Message.of("What is there is changed with “set”.")))
            return False
        self.changes.append(Change(action=ChangeAction.ADDED, kind=kind.name, id=id))
        return True

    def _list(self, entry: Node, kind: Kind) -> Place | None:
        """Where the list stands that gets the new thing; None, and a problem, where there is none."""
        holder, named = kind.within or (kind.name if kind.nests else None), entry.get("in")
        if named is None or holder is None:
            return kind.place
        place = self.known[holder].get(named.value)
        if place is None:
            self._unknown(named, named.value, BY_NAME[holder])
        elif dropped := self._dropping(place):
            message = Message.of("“{id}” is dropped: nothing can be added to it.", id=named.value)
            self.problems.append(named.problem(message, self._where(dropped)))
        else:
            return (*place, *kind.place)
        return None

    def _items(self, place: Place) -> list[tuple[str, Item]]:
        return [(one["id"], (n, None, None)) for n, one in enumerate(self.draft.get(place) or ())]

    def _insert(self, items: list[tuple[str, Item]], entry: Node, new: Node, kind: Kind) -> None:
        after, at = entry.get("after"), len(items)
        if after:
            ids = [id for id, _ in items]
            if after.value not in ids:
                message = Message.of("“{id}” is not among “{part}” there.", id=after.value, part=kind.plural)
                self.problems.append(after.problem(message, suggestion(after.value, ids)))
                return
            at = ids.index(after.value) + 1
        items.insert(at, (new.value["id"], (None, new.value, (new.document, new.place))))

    def _lists(self, added: dict[Place, list[tuple[str, Item]]]) -> None:
        """Lists that get or lose something, the inner ones first."""
        losing = {place[:-1] for place in self.gone if isinstance(place[-1], int)}
        for place in sorted({*added, *losing}, key=len, reverse=True):
            items = added.get(place) or self._items(place)
            kept = [item for _, item in items if item[0] is None or (*place, item[0]) not in self.gone]
            self.draft.set_list(place, kept)

    def _mappings(self) -> None:
        for place, node in self.gone.items():
            if isinstance(place[-1], str):
                self.draft.remove(place, (node.document, node.place))
        for kind, nodes in entries_by_kind(self.overlay, "add"):
            for id, new in () if kind.listed else nodes.items():
                if self._is_new(new, id, kind):
                    self.draft.put((*kind.place, id), new.value, (new.document, new.place))


def _overlap(one: Place, other: Place) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
