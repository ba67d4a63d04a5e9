"""Conditions as monotone formulas: comparisons under AllOf and AnyOf, with negations moved into the comparisons.

More true literals can only make such a formula true: taking undecided ones as false gives a lower bound, as true an
upper one. `search` rests on that.
"""

from enum import Enum

from engage_cli.model.condition import All, Comparing, Condition, Not, Some
from engage_cli.scoring.conditions import Truth
from engage_cli.values import Value


class Mode(Enum):
    """In which sense of three-valued logic a condition is wanted to hold or fail."""

    SURE = (False, False)
    """It holds, or fails, for sure."""
    MAY = (True, False)
    """It may hold, or fail, as far as anybody knows."""
    SAID = (False, True)
    """It holds, or fails, by what the project says alone."""
    UNSAID = (True, True)
    """What the project says does not rule it out."""

    def __init__(self, *how: bool) -> None:
        self.may, self.as_said = how
        """An unknown truth is good enough; only what the project says settles anything (see `scoring.conditions`)."""


class Literal(Value, cache_hash=True):
    """A comparison that is wanted to hold or to fail."""

    test: Comparing
    wanted: bool
    mode: Mode = Mode.SURE

    def met(self, found: Truth) -> bool:
        """Whether the truth value of the comparison is the wanted one."""
        return self.mode.may if found is None else found is self.wanted


class AllOf(Value, cache_hash=True):
    """All of the terms; true without terms."""

    terms: tuple["Formula", ...] = ()


class AnyOf(Value, cache_hash=True):
    """At least one of the terms; false without terms."""

    terms: tuple["Formula", ...] = ()


Formula = Literal | AllOf | AnyOf

ALWAYS, NEVER = AllOf(), AnyOf()


def to_formula(condition: Condition | None, *, wanted: bool = True, mode: Mode = Mode.SURE) -> Formula:
    """What must be true for `condition` to hold (or, without `wanted`, to fail) in the sense of `mode`."""
    match condition:
        case None:
            return ALWAYS if wanted else NEVER
        case Comparing():
            return Literal(condition, wanted, mode)
        case Not(term):
            return to_formula(term, wanted=not wanted, mode=mode)
        case All(terms):
            inner = tuple(to_formula(term, wanted=wanted, mode=mode) for term in terms)
            return AllOf(inner) if wanted else AnyOf(inner)
        case Some(terms):
            inner = tuple(to_formula(term, wanted=wanted, mode=mode) for term in terms)
            return AnyOf(inner) if wanted else AllOf(inner)


def difference_formula(one: Condition, other: Condition, mode: Mode = Mode.SURE) -> Formula:
    """What must be true for exactly one of the two conditions to hold.

    In the sense of SAID, for one to hold by what is stated and the other not to.
    """
    against = Mode.UNSAID if mode is Mode.SAID else mode
    return AnyOf(
        tuple(
            AllOf((to_formula(holding, mode=mode), to_formula(failing, wanted=False, mode=against)))
            for holding, failing in ((one, other), (other, one))
        )
    )


def literals(*formulas: Formula) -> dict[Literal, None]:
    """Every literal of the formulas once, in reading order."""
    found: dict[Literal, None] = {}
    waiting = list(reversed(formulas))
    while waiting:
        match waiting.pop():
            case Literal() as literal:
                found.setdefault(literal)
            case AllOf(terms) | AnyOf(terms):
                waiting += reversed(terms)
    return found
