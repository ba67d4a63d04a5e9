"""What an overlay changed in its base questionnaire: frozen values."""

from enum import StrEnum

from engage_cli.model.text import Text
from engage_cli.values import Value


class Sort(StrEnum):
    """What a reader calls something that was changed."""

    TEXT = "text"
    THRESHOLD = "threshold"
    """From which level on a must-have is met."""
    REQUIREMENT = "requirement"
    """Anything else of a must-have."""
    CONDITION = "condition"
    WEIGHT = "weight"
    EXPECTED = "expected"
    DUE = "due"
    EVIDENCE = "evidence"
    BAND = "band"
    SETTING = "setting"


class Action(StrEnum):
    """What was done."""

    SET = "set"
    DROPPED = "dropped"
    ADDED = "added"


class Change(Value, kw_only=True):
    """One thing that an overlay changes."""

    action: Action
    kind: str
    """Of what: the word that files have for it, `question`, `band`…"""
    id: str
    key: str | None = None
    """Of what is set."""
    sort: Sort | None = None
    """Of what is set."""
    lowered: bool = False
    """Of a threshold: less is asked than before."""


class Weakening(StrEnum):
    """In what a must-have is weaker than the base’s."""

    DROPPED = "dropped"
    LOWER = "lower"
    """A lower level is enough."""
    LATER = "later"
    """It is to be met later, or asked later."""
    CONDITION = "condition"
    """It is asked under a condition that the base does not have."""
    EXCUSED = "excused"
    """A reason that the base does not take sets it aside."""
    EVIDENCE = "evidence"
    """The level that it needs takes less evidence."""


class Relaxed(Value, kw_only=True):
    """A must-have that is weaker than the base’s."""

    question: str
    title: Text
    how: tuple[Weakening, ...]


class Base(Value, kw_only=True):
    """The questionnaire that an overlay is laid over, and all that the overlay changes in it."""

    id: str
    version: str
    digest: str
    title: Text
    changes: tuple[Change, ...] = ()
    """In the order of the overlay’s file."""
    relaxed: tuple[Relaxed, ...] = ()
    """In the base’s order."""
    dropped: tuple[str, ...] = ()
    """Questions of the base that the overlay does not ask, in the base’s order."""
