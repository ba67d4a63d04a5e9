"""The differences between two versions of a questionnaire, in words."""

from collections.abc import Iterator, Mapping
from typing import Any

from engage_cli.files.yaml_rendering import render_inline
from engage_cli.i18n import N_
from engage_cli.questionnaire.history.differences import Difference, DifferenceKind, Differences
from engage_cli.wording.assessments import Wording

PARTS = {
    "timeline": N_("Timeline"),
    "scales": N_("Scales"),
    "bands": N_("Bands"),
    "indices": N_("Indices"),
    "facets": N_("Facts"),
    "sections": N_("Sections"),
    "questions": N_("Questions"),
    "path": N_("Steps of the path"),
}
KEYS = {
    "timeline": N_("timeline"),
    "choices": N_("choices"),
    "scale": N_("scale"),
    "section": N_("section"),
    "within": N_("section around it"),
    "type": N_("type"),
    "max": N_("most points"),
    "criteria": N_("criteria"),
    "quick": N_("quick run"),
    "when": N_("asked when"),
    "due": N_("asked from"),
    "weight": N_("weight"),
    "out_of": N_("shown out of"),
    "expected": N_("level expected"),
    "gate": N_("blocking requirement"),
    "not_applicable": N_("reasons to set it aside"),
    "method": N_("method"),
    "role": N_("role"),
    "aim": N_("aim"),
    "sections": N_("sections"),
    "indices": N_("indices"),
    "required": N_("required"),
    "unknown_is": N_("unknown counts as"),
    "below": N_("below"),
    "up_to": N_("up to"),
    "beyond": N_("beyond"),
    "each_at_least": N_("each at least"),
    "begins": N_("due from"),
    "concerns": N_("concerns"),
    "lead": N_("led by"),
}
"""The names of an entry's keys; other keys are called as in the file."""
UNLIMITED = ("when", "aim", "due")
"""Keys whose absence means no limit, so that “nothing” would be misleading."""

_FROM_OTHERS = N_("{name} is new, and asks what these asked: {ids}.")
SENTENCES = {
    DifferenceKind.ADDED: N_("{name} is new."),
    DifferenceKind.REMOVED: N_("{name} is gone."),
    DifferenceKind.RENAMED: N_("{name} was called {was}; answers are carried along."),
    DifferenceKind.SPLIT: N_("{name} is asked in parts now: {ids}."),
    DifferenceKind.MERGED: N_("{name} is asked together with others now: {ids}."),
    DifferenceKind.MEANING: N_("{name} asks something else now, and is to be answered anew."),
    DifferenceKind.ORDER: N_("The order changed."),
}
"""The sentence for each kind of difference."""
TOGETHER = {
    DifferenceKind.WORDING: N_("Wording changed"),
    DifferenceKind.AROUND: N_("What stands around them changed (why, examples, rule, advice)"),
}
"""Headings of lists, for kinds of differences that are numerous and need no sentence each."""


class VersionWording:
    """Sentences about differences between versions, in the language of `w`."""

    def __init__(self, found: Differences, w: Wording) -> None:
        self._found, self._w, self._ = found, w, w.tr.gettext

    def by_part(self, found: tuple[Difference, ...]) -> Iterator[tuple[str, list[str]]]:
        """(part, sentences) for each part of the questionnaire; changed texts share one sentence."""
        for part, name in PARTS.items():
            of_part = [one for one in found if one.part == part]
            single = [self.sentence(one) for one in of_part if one.kind not in TOGETHER]
            together = [self._together(kind, of_part) for kind in TOGETHER if any(one.kind is kind for one in of_part)]
            if of_part:
                yield self._(name), [*single, *together]

    def sentence(self, one: Difference) -> str:
        """A difference in one sentence, with the author's comment on it."""
        return " ".join(filter(None, (self._said(one), self._w.text(one.reason) if one.reason else "")))

    def _said(self, one: Difference) -> str:
        if one.kind is DifferenceKind.CHANGED:
            return f"{self._name(one)}{self._w.colon} {'; '.join(self._key(*pair) for pair in one.keys.items())}."
        added = one.kind is DifferenceKind.ADDED and one.related
        text = self._(_FROM_OTHERS if added else SENTENCES[one.kind])
        return text.format(name=self._name(one), was=one.old_id, ids=", ".join(one.related))

    def _together(self, kind: DifferenceKind, found: list[Difference]) -> str:
        names = "; ".join(self._name(one) for one in found if one.kind is kind)
        return f"{self._(TOGETHER[kind])}{self._w.colon} {names}."

    def _name(self, one: Difference) -> str:
        return f"{self._w.text(one.title)} ({one.id})" if one.title else one.id

    def _key(self, key: str, ends: tuple[Any, Any]) -> str:
        before, after = (_inner(*ends) for ends in (ends, ends[::-1]))
        name = self._(KEYS[key]) if key in KEYS else key
        if key in UNLIMITED and None in ends:
            said = (self._("always") if one is None else self._value(one) for one in (before, after))
            return f"{name}{self._w.colon} {' → '.join(said)}"
        return f"{name} {self._value(before)} → {self._value(after)}"

    def _value(self, value: Any) -> str:
        if value is None:
            return self._("nothing")
        if isinstance(value, bool):
            return self._w.yes_no(yes=value)
        return render_inline(value)


def _inner(value: Any, other: Any) -> Any:
    """The entries of the mapping `value` that differ from `other`; any other value as it is."""
    if not isinstance(value, Mapping) or not isinstance(other, Mapping):
        return value
    if value == other:  # in another order
        return list(value)
    return {key: one for key, one in value.items() if key not in other or other[key] != one} or None
