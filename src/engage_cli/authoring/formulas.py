"""Conditions as formulas: single comparisons under “both” and “either”, with the negations moved into the comparisons.

So written, a formula only ever becomes true by more of its literals being true: what is left open can be taken as false
for a lower bound, and as true for an upper one. `search` lives on that.
"""

from enum import Enum

from engage_cli.model.condition import All, Comparing, Condition, Not, Some
from engage_cli.scoring.conditions import Truth
from engage_cli.values import Value


class Mode(Enum):
    """In which sense a condition is wanted, by what its three-valued truth may be."""

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
    """One comparison that is wanted to hold, or not to."""

    test: Comparing
    wanted: bool
    mode: Mode = Mode.SURE

    def met(self, found: Truth) -> bool:
        """Whether the truth of the comparison is what is wanted."""
        return self.mode.may if found is None else found is self.wanted


class Both(Value, cache_hash=True):
    """All of the terms; without terms, true."""

    terms: tuple["Formula", ...] = ()


class Either(Value, cache_hash=True):
    """One of the terms; without terms, false."""

    terms: tuple["Formula", ...] = ()


Formula = Literal | Both | Either

ALWAYS, NEVER = Both(), Either()


def formula(condition: Condition | None, *, wanted: bool = True, mode: Mode = Mode.SURE) -> Formula:
    """What has to be so for `condition` to hold (or, not `wanted`, to fail) in the sense of `mode`."""
    match condition:
        case None:
            return ALWAYS if wanted else NEVER
        case Comparing():
            return Literal(condition, wanted, mode)
        case Not(term):
            return formula(term, wanted=not wanted, mode=mode)
        case All(terms):
            inner = tuple(formula(term, wanted=wanted, mode=mode) for term in terms)
            return Both(inner) if wanted else Either(inner)
        case Some(terms):
            inner = tuple(formula(term, wanted=wanted, mode=mode) for term in terms)
            return Either(inner) if wanted else Both(inner)


def differing(one: Condition, other: Condition, mode: Mode = Mode.SURE) -> Formula:
    """What has to be so for one of the two to hold and the other to fail.

    In the sense of SAID, one to hold by what is said and the other not to.
    """
    against = Mode.UNSAID if mode is Mode.SAID else mode
    return Either(
        tuple(
            Both((formula(holding, mode=mode), formula(failing, wanted=False, mode=against)))
            for holding, failing in ((one, other), (other, one))
        )
    )


def literals(*formulas: Formula) -> dict[Literal, None]:
    """Every literal, once, in reading order."""
    found: dict[Literal, None] = {}
    waiting = list(reversed(formulas))
    while waiting:
        match waiting.pop():
            case Literal() as literal:
                found.setdefault(literal)
            case Both(terms) | Either(terms):
                waiting += reversed(terms)
    return found
