"""What an overlay changed in its base questionnaire, as frozen values that reports read."""

from enum import StrEnum

from engage_cli.model.text import Text
from engage_cli.values import Value


class ChangeTopic(StrEnum):
    """What a change is about, in the words of a reader: a text, a threshold, a weight."""

    TEXT = "text"
    THRESHOLD = "threshold"
    """The level from which a blocking requirement is met."""
    REQUIREMENT = "requirement"
    """Anything of a blocking requirement but its threshold."""
    CONDITION = "condition"
    WEIGHT = "weight"
    EXPECTED = "expected"
    DUE = "due"
    EVIDENCE = "evidence"
    BAND = "band"
    SETTING = "setting"


class ChangeAction(StrEnum):
    """What an overlay does with a thing of its base: sets one of its keys, drops it or adds it."""

    SET = "set"
    DROPPED = "dropped"
    ADDED = "added"


class Change(Value, kw_only=True):
    """One thing that an overlay changes."""

    action: ChangeAction
    kind: str
    """The kind of thing changed, as files name it: `question`, `band`…"""
    id: str
    key: str | None = None
    """The key that is set; None where the thing is dropped or added."""
    topic: ChangeTopic | None = None
    """The topic of the key that is set; None where the thing is dropped or added."""
    lowers_threshold: bool = False
    """Whether a threshold is set lower than in the base."""


class Weakening(StrEnum):
    """A way in which a blocking requirement is weaker than in the base."""

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


class RelaxedRequirement(Value, kw_only=True):
    """A blocking requirement that is weaker than in the base, and in which ways."""

    question: str
    title: Text
    weakenings: tuple[Weakening, ...]


class Base(Value, kw_only=True):
    """The questionnaire that an overlay changes, and everything that the overlay changes in it."""

    id: str
    version: str
    digest: str
    title: Text
    changes: tuple[Change, ...] = ()
    """In the order of the overlay’s file."""
    relaxed: tuple[RelaxedRequirement, ...] = ()
    """In the order of the base."""
    dropped: tuple[str, ...] = ()
    """Questions of the base that the overlay does not ask, in the base’s order."""
