"""A questionnaire as one whole value while an overlay changes it, with where each part of it comes from."""

from collections.abc import Mapping, Sequence
from typing import Any

from engage_cli.errors import Place
from engage_cli.questionnaire.documents import QuestionnaireFiles
from engage_cli.questionnaire.overlay.composed import Origin, origin_of
from engage_cli.questionnaire.overlay.targets import LABEL, is_bare_label, value_at

Item = tuple[int | None, Any, Origin | None]
"""An item of a list that is put together: its position in the old list, or None with its value and where that is
written.
"""


class Draft:
    """A whole questionnaire as one mutable value, and where each part of it is written."""

    def __init__(self, files: QuestionnaireFiles) -> None:
        """All of `files` in one value, which may be changed."""
        self.value: dict[str, Any] = _copied(files.root.value)
        self.value["sections"] = [_copied(one.value) for one in files.sections]
        self.origins: dict[Place, Origin] = {(): (files.root.document, files.root.place)}
        for n, one in enumerate(files.sections):
            self.origins["sections", n] = (one.document, one.place)
        if files.resources:
            self.value["resources"] = _copied(files.resources.value)
            self.origins["resources",] = (files.resources.document, files.resources.place)

    def get(self, place: Place) -> Any:
        """The value at `place`; None where there is nothing."""
        return value_at(self.value, place)

    def put(self, place: Place, value: Any, origin: Origin) -> None:
        """Puts `value` at `place`, making the mappings on the way; a bare name there becomes the label of a mapping."""
        *above, last = place
        holder = self.get(tuple(above))
        if last == LABEL and (holder is None or is_bare_label(holder)):
            self.put(tuple(above), value, origin)
            return
        holder = self._mapping(tuple(above), origin) if isinstance(last, str) else self.get(tuple(above))
        holder[last] = _copied(value)
        for known in [one for one in self.origins if one[: len(place)] == place]:
            del self.origins[known]
        self.origins[place] = origin

    def _mapping(self, place: Place, origin: Origin) -> Any:
        value = self.get(place)
        if isinstance(value, dict) and not (place and is_bare_label(value)):
            return value
        made = {} if value is None else {LABEL: value}
        written = None if value is None else origin_of(self.origins, place)
        self.put(place, made, origin)
        if written:
            self.origins[*place, LABEL] = written
        return self.get(place)

    def remove(self, place: Place, origin: Origin) -> None:
        """Removes what stands at `place`; `origin` says which entry of the overlay asks for it."""
        holder = self.get(place[:-1])
        if isinstance(holder, dict):
            holder.pop(place[-1], None)
            self.origins[place] = origin

    def set_list(self, place: Place, items: Sequence[Item]) -> None:
        """Replaces the list at `place` by one made of `items`."""
        old = self.get(place) or []
        moved: dict[Place, Origin] = {}
        for now, (before, _, origin) in enumerate(items):
            if before is None:
                assert origin is not None
                moved[*place, now] = origin
                continue
            moved[*place, now] = origin_of(self.origins, (*place, before))
            moved |= {
                (*place, now, *known[len(place) + 1 :]): known_origin
                for known, known_origin in self.origins.items()
                if known[: len(place) + 1] == (*place, before)
            }
        made = [_copied(value) if before is None else old[before] for before, value, _ in items]
        kept = {
            known: one
            for known, one in self.origins.items()
            if len(known) <= len(place) or known[: len(place)] != place
        }
        self.origins = kept | moved
        holder = self.get(place[:-1])
        holder[place[-1]] = made


def _below(inner: Place, outer: Place) -> bool:
    return len(inner) > len(outer) and inner[: len(outer)] == outer


def _copied(value: Any) -> Any:
    """A plain value of its own."""
    if isinstance(value, Mapping):
        return {key: _copied(one) for key, one in value.items()}
    return [_copied(one) for one in value] if isinstance(value, list) else value
