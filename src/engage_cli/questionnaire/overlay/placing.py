"""What is wrong with a resolved questionnaire, said at the line of the overlay that makes it so.

A base has no fault of its own: whatever is wrong was made by a change. What is written in the overlay is pointed at
there. For the rest, changes are made one after the other until the fault appears: the last one made is pointed at.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from engage_cli.errors import Message, Place, Problem
from engage_cli.files.nodes import Node
from engage_cli.questionnaire.documents import QuestionnaireFiles
from engage_cli.questionnaire.overlay.resolving import resolve

Faults = Callable[[QuestionnaireFiles], Iterable[Problem]]
"""A function that finds the problems between the files of a questionnaire."""

_KEPT = Message.of("Change or drop what names it too, or leave it in.")


def locate_problems(overlay: Node, base: QuestionnaireFiles, found: Sequence[Problem], faults: Faults) -> list[Problem]:
    """The problems `found` in the resolved questionnaire, each moved to the line of `overlay` that causes it, in the
    order of the file. `faults` finds the problems of the files of a questionnaire, to try changes one by one.
    """
    own = [one for one in found if one.path == overlay.document.path]
    others = [one for one in found if one.path != overlay.document.path]
    made = dict(_made(overlay, base, others, faults)) if others else {}
    return sorted([*own, *made.values()], key=lambda one: (one.line or 0, one.column or 0))


def _made(
    overlay: Node, base: QuestionnaireFiles, found: Sequence[Problem], faults: Faults
) -> Iterator[tuple[tuple[Place, str], Problem]]:
    places = list(_changes(overlay))
    known: dict[int, set[str]] = {}

    def wrong(number: int) -> set[str]:
        """The faults that are there with the first `number` changes."""
        if number not in known:
            partial = _partial(overlay, places[:number])
            files = resolve(Node(overlay.document, (), partial), base).files
            known[number] = {_identity(one) for one in faults(files)}
        return known[number]

    for problem in found:
        identity = _identity(problem)
        low, high = 0, len(places)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if identity in wrong(middle) else (middle, high)
        place = places[high - 1] if places else ("extends",)
        message = Message.of(
            "With this, {path}:{line} holds no longer: {fault}",
            path=_in_base(problem, base), line=problem.line, fault=problem.message,
        )  # fmt: skip
        hint = _KEPT if place[0] == "drop" else problem.hint
        yield (place, identity), Node(overlay.document, place, None).problem(message, hint)


def _in_base(problem: Problem, base: QuestionnaireFiles) -> str:
    """The file of the base, from the folder that its own folder stands in: `garden/questionnaire.yaml`."""
    above = Path(base.root.document.path).absolute().parent.parent
    path = Path(problem.path).absolute()
    return path.relative_to(above).as_posix() if path.is_relative_to(above) else problem.path


def _identity(problem: Problem) -> str:
    return repr((problem.path, problem.place, problem.message.text, problem.message.values))


def _changes(overlay: Node) -> Iterator[Place]:
    """The place of each change: what is set, added, dropped."""
    yield from (one.place for one in overlay.each("set"))
    for _, inner in overlay.below("add"):
        yield from (one.place for one in inner.each())
        yield from (one.place for _, one in inner.items())
    for _, inner in overlay.below("drop"):
        yield from (one.place for one in inner.each())


def _partial(overlay: Node, places: Sequence[Place]) -> dict[str, Any]:
    """The overlay with these changes alone; what is left out stands there as nothing, so that places stay."""
    kept = set(places)
    value: Mapping[str, Any] = overlay.value
    part = {key: one for key, one in value.items() if key not in ("set", "add", "drop")}
    part["set"] = _only(value.get("set"), ("set",), kept)
    for key in ("add", "drop"):
        part[key] = {one: _only(inner, (key, one), kept) for one, inner in (value.get(key) or {}).items()}
    return part


def _only(value: Any, above: Place, kept: set[Place]) -> Any:
    if isinstance(value, list):
        return [one if (*above, n) in kept else None for n, one in enumerate(value)]
    if isinstance(value, Mapping):
        return {key: one if (*above, key) in kept else None for key, one in value.items()}
    return value
