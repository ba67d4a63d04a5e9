"""What an overlay can change in its base: a row for each kind of thing, and one for each of its keys.

From these rows come the schema of overlays (`tools/overlays.py`), the page on them, what is said of a key that is not
among them, and how changes are counted.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from engage_cli.model.overlay import ChangeTopic
from engage_cli.values import Value

ANY = "*"
"""In the name of a key: the id of a choice or a criterion."""
_ID = "[a-z0-9-]+"


class Key(Value, kw_only=True, dict=True):
    """A key of the base that an overlay can set."""

    name: str
    """As it is written after `key`, with ANY for an id."""
    topic: ChangeTopic
    removable: bool = True
    """Whether it can be set to null, which takes it away."""

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The keys that lead to it, outermost first."""
        return tuple(self.name.split("."))

    @cached_property
    def pattern(self) -> str:
        """A regular expression that matches what is written after `key`."""
        return "^" + re.escape(self.name).replace(re.escape(ANY), _ID) + "$"


class Kind(Value, kw_only=True):
    """A kind of thing with an id that an overlay can change: a question, a section, a band."""

    name: str
    """The word before its id in `set`, and before itself in `add`."""
    plural: str
    """The word before several of them in `drop` and `add`."""
    definition: str
    """The name of its definition in the schema of questionnaires."""
    place: tuple[str, ...]
    """The key path of its list or mapping in a questionnaire; of a kind that stands within another, the last key alone.
    """
    listed: bool
    """Whether several stand in a list; otherwise in a mapping by their ids."""
    within: str | None = None
    """The name of the kind that it stands in; None for the questionnaire itself."""
    nests: bool = False
    """Whether one may stand in another of the same kind."""
    changes: bool = True
    """Whether it can be dropped and added; if not, answers are made of it."""
    keys: tuple[Key, ...]


def _texts(*names: str, needed: tuple[str, ...] = ()) -> tuple[Key, ...]:
    """Rows of texts; those `needed` cannot be taken away."""
    return tuple(Key(name=one, topic=ChangeTopic.TEXT, removable=one not in needed) for one in names)


def _settings(*names: str, needed: tuple[str, ...] = ()) -> tuple[Key, ...]:
    return tuple(Key(name=one, topic=ChangeTopic.SETTING, removable=one not in needed) for one in names)


_WHEN = Key(name="when", topic=ChangeTopic.CONDITION)
_WEIGHT = Key(name="weight", topic=ChangeTopic.WEIGHT)
_EXPECTED = Key(name="expected", topic=ChangeTopic.EXPECTED)
_DUE = Key(name="due", topic=ChangeTopic.DUE)
_EVIDENCE = Key(name="choices.*.needs_evidence", topic=ChangeTopic.EVIDENCE)
_LABELS = _texts("label", "help", needed=("label",))
_CHOICES = _texts("choices.*.label", "choices.*.help", needed=("choices.*.label",))
_GATE = (
    Key(name="gate", topic=ChangeTopic.REQUIREMENT),
    Key(name="gate.at", topic=ChangeTopic.THRESHOLD, removable=False),
    Key(name="gate.needs", topic=ChangeTopic.THRESHOLD, removable=False),
    Key(name="gate.basis", topic=ChangeTopic.REQUIREMENT, removable=False),
    Key(name="gate.certainty", topic=ChangeTopic.REQUIREMENT, removable=False),
    Key(name="gate.resources", topic=ChangeTopic.REQUIREMENT),
    *_texts("gate.rule", "gate.certainty_note", "gate.ask_whom", needed=("gate.rule",)),
)

KINDS = (
    Kind(
        name="question", plural="questions", definition="question", place=("questions",), listed=True, within="section",
        keys=(
            *_texts("title", "ask", "why", "evidence_examples", needed=("title", "ask")), *_CHOICES,
            *_texts("criteria.*.label", needed=("criteria.*.label",)),
            _WHEN, _DUE, _WEIGHT, _EXPECTED, _EVIDENCE, *_GATE,
            *_settings("ref", "quick", "not_applicable", "tags", "unit", "functions", "resources", "see_also"),
        ),
    ),
    Kind(
        name="section", plural="sections", definition="section", place=("sections",), listed=True, nests=True,
        keys=(
            *_texts("title", "intent", needed=("title",)), Key(name="aim", topic=ChangeTopic.CONDITION),
            _WEIGHT, _EXPECTED, *_settings("ref"),
        ),
    ),
    Kind(
        name="recommendation", plural="recommendations", definition="recommendation", place=("recommendations",),
        listed=True, within="question",
        keys=(
            *_texts("do", "first_step", needed=("do",)), _WHEN,
            *_settings("effort", "lead", "resources", "see_also", needed=("effort", "lead")),
        ),
    ),
    Kind(
        name="facet", plural="facets", definition="facet", place=("facets",), listed=False, changes=False,
        keys=(*_texts("ask", "label", "help", needed=("ask",)), *_CHOICES),
    ),
    Kind(
        name="scale", plural="scales", definition="scale", place=("scales",), listed=False, changes=False,
        keys=(*_CHOICES, _EVIDENCE, _EXPECTED),
    ),
    Kind(
        name="band", plural="bands", definition="band", place=("bands",), listed=True, changes=False,
        keys=(
            *_LABELS, *(Key(name=one, topic=ChangeTopic.BAND) for one in ("below", "up_to", "beyond", "each_at_least")),
        ),
    ),
    Kind(
        name="index", plural="indices", definition="index", place=("indices",), listed=False, changes=False,
        keys=_LABELS,
    ),
    Kind(
        name="tension", plural="tensions", definition="tension", place=("tensions",), listed=True,
        keys=(*_texts("title", "ask", needed=("ask",)), _WHEN),
    ),
    Kind(
        name="note", plural="notes", definition="note", place=("notes",), listed=True,
        keys=(*_texts("text", needed=("text",)), _WHEN),
    ),
    Kind(
        name="contradiction", plural="contradictions", definition="contradiction", place=("contradictions",),
        listed=True,
        keys=(
            *_texts("say", "repair", needed=("say", "repair")),
            Key(name="when", topic=ChangeTopic.CONDITION, removable=False),
        ),
    ),
    Kind(
        name="step", plural="path", definition="step", place=("path",), listed=True,
        keys=(
            *_texts("title", "do", needed=("title", "do")), _WHEN, _DUE,
            *_settings("lead", "with", "command", "resources", needed=("lead",)),
        ),
    ),
    Kind(
        name="term", plural="glossary", definition="term", place=("glossary",), listed=True,
        keys=_texts("term", "note", needed=("term",)),
    ),
    Kind(
        name="resource", plural="resources", definition="resource", place=("resources",), listed=False,
        keys=(
            *_texts("title", "note", needed=("title",)),
            *_settings("url", "publisher", "language", "kind", "verified", "checked"),
        ),
    ),
    *(
        Kind(name=name, plural=plural, definition="labelled", place=(plural,), listed=False, keys=_LABELS)
        for name, plural in (
            ("unit", "units"), ("function", "functions"), ("lead", "leads"), ("reason", "reasons"), ("basis", "basis"),
        )
    ),
    Kind(
        name="role", plural="roles", definition="labelled", place=("roles",), listed=False, changes=False,
        keys=(*_LABELS, *_texts("plural")),
    ),
    Kind(
        name="tag", plural="tags", definition="labelled", place=("choices",), listed=False, changes=False,
        keys=(*_LABELS, *_texts("line")),
    ),
)  # fmt: skip
BY_NAME = {kind.name: kind for kind in KINDS}
BY_PLURAL = {kind.plural: kind for kind in KINDS if kind.changes}


def kind_of_entry(entry: Mapping[str, object]) -> Kind:
    """The kind that an entry under `set` names."""
    return next(kind for name, kind in BY_NAME.items() if name in entry)


def find_key(kind: Kind, words: str) -> Key | None:
    """The key of `kind` that `words` spells; None where it cannot be set."""
    return next((key for key in kind.keys if re.fullmatch(key.pattern, words)), None)


def shown_keys(kind: Kind, *, id: str = "ID") -> Iterator[str]:
    """The keys of `kind` as people write them, with `id` in place of the id of a choice."""
    yield from (key.name.replace(ANY, id) for key in kind.keys)
