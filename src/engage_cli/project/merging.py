"""Merges two answers to one question, or two values of a facet: how they clash, and what both contribute.

Values are compared as YAML has them: an answer's mapping, or what a facet says; None is no answer.
"""

from enum import StrEnum
from typing import Any

Plain = Any


class Part(StrEnum):
    """The parts of a file of answers that are compared."""

    FACETS = "facets"
    ANSWERS = "answers"


class Clash(StrEnum):
    """How two sides contradict each other."""

    LEVEL = "level"
    """They give another level, choice, text or criterion."""
    UNKNOWN = "unknown"
    """One side knows; the other does not, or has taken its answer back."""
    NOT_APPLICABLE = "not-applicable"
    """One side says that it does not apply, or both do for another reason."""
    FACTS = "facts"
    """They give another value to a facet."""


class Side(StrEnum):
    """The side that wins a clash."""

    OURS = "ours"
    """The project."""
    THEIRS = "theirs"
    """The file."""


_ABOUT = ("by", "reviewed", "agreed")
"""Keys of an answer that say how it came about."""


def normalised(value: Plain) -> Plain:
    """`value` in a form in which two values of the same meaning are equal: without who gave it and when, the order
    of lists, and what voices agreed.
    """
    if isinstance(value, list):
        return sorted(value)
    if not isinstance(value, dict):
        return value
    ticked = {key: sorted(value[key]) for key in ("choices", "criteria") if key in value}
    return {key: one for key, one in (value | ticked).items() if key not in _ABOUT}


def clash_of(part: Part, ours: Plain, theirs: Plain) -> Clash | None:
    """How the two values contradict each other; None where they differ in notes and evidence alone, or not at all."""
    if part is Part.FACETS:
        return Clash.FACTS if normalised(ours) != normalised(theirs) else None
    if _answer(ours) == _answer(theirs):
        return None
    if not (is_known(ours) and is_known(theirs)):
        return Clash.UNKNOWN
    return Clash.NOT_APPLICABLE if "not_applicable" in {**ours, **theirs} else Clash.LEVEL


def is_known(value: Plain) -> bool:
    """Whether there is an answer other than “don’t know”."""
    return isinstance(value, dict) and not value.get("unknown", False)


def same_answer(one: Plain, other: Plain) -> bool:
    """Whether both give the same answer, notes and evidence apart."""
    return bool(_answer(one) == _answer(other))


def merge_answers(winner: Plain, other: Plain) -> Plain:
    """The answer `winner` with the evidence and the notes of both; a facet, or no answer, stays as it is."""
    if not isinstance(winner, dict) or not isinstance(other, dict):
        return winner
    pieces = list(winner.get("evidence") or ())
    pieces += [piece for piece in other.get("evidence") or () if piece not in pieces]
    note = _both(winner.get("note"), other.get("note"))
    return winner | ({"evidence": pieces} if pieces else {}) | ({"note": note} if note else {})


def _answer(value: Plain) -> Plain:
    """What is answered, without what stands beside it."""
    if not isinstance(value, dict):
        return value
    return {key: one for key, one in normalised(value).items() if key not in ("evidence", "note")}


def _both(mine: str | None, other: str | None) -> str | None:
    if not mine or not other:
        return mine or other
    return mine if other in mine else other if mine in other else f"{mine}\n\n{other}"
