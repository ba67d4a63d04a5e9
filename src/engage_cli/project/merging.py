"""Two answers to one question, or two facts, brought together: where they clash, and what both give.

Values are compared as YAML has them: an answer's mapping, or what a facet is; None is no answer.
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
    """Another level, choice, text or criterion."""
    UNKNOWN = "unknown"
    """One knows, the other does not or has taken the answer back."""
    NOT_APPLICABLE = "not-applicable"
    """One says that it does not apply, or both do for another reason."""
    FACTS = "facts"
    """Another fact about the project."""


class Side(StrEnum):
    """Who is right."""

    OURS = "ours"
    """The project."""
    THEIRS = "theirs"
    """The file."""


_ABOUT = ("by", "reviewed", "agreed")
"""Keys of an answer that say how it came about."""


def normal(value: Plain) -> Plain:
    """`value` such that two that mean the same are equal.

    Neither who said it, nor when, nor in what order counts, nor what voices agreed about it.
    """
    if isinstance(value, list):
        return sorted(value)
    if not isinstance(value, dict):
        return value
    ticked = {key: sorted(value[key]) for key in ("choices", "criteria") if key in value}
    return {key: one for key, one in (value | ticked).items() if key not in _ABOUT}


def clash_of(part: Part, ours: Plain, theirs: Plain) -> Clash | None:
    """How they clash; None where they differ in notes and evidence alone, or not at all."""
    if part is Part.FACETS:
        return Clash.FACTS if normal(ours) != normal(theirs) else None
    if _answer(ours) == _answer(theirs):
        return None
    if not (knows(ours) and knows(theirs)):
        return Clash.UNKNOWN
    return Clash.NOT_APPLICABLE if "not_applicable" in {**ours, **theirs} else Clash.LEVEL


def knows(value: Plain) -> bool:
    """Whether an answer is there, and is no “don’t know”."""
    return isinstance(value, dict) and not value.get("unknown", False)


def same_answer(one: Plain, other: Plain) -> bool:
    """Whether both answer the same, whatever stands beside it."""
    return bool(_answer(one) == _answer(other))


def added_up(winner: Plain, other: Plain) -> Plain:
    """The answer `winner` with the evidence and the notes of both; a fact, or no answer, as it is."""
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
    return {key: one for key, one in normal(value).items() if key not in ("evidence", "note")}


def _both(mine: str | None, other: str | None) -> str | None:
    if not mine or not other:
        return mine or other
    return mine if other in mine else other if mine in other else f"{mine}\n\n{other}"
