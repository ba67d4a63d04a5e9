"""Places what was said to another version of a questionnaire: what fits is read, the rest is kept in the file and
named.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain, count, islice
from typing import Any

from engage_cli.errors import Message, Place, Problem, limit_problems, sort_problems
from engage_cli.files.nodes import Node
from engage_cli.model.overlay import Base
from engage_cli.model.project import Misfit, Unplaced
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.project.references import action_problems, answers_problems, project_problems, waiver_problems
from engage_cli.typed import command
from engage_cli.values import Value, replace

_HOLDERS: dict[Place, Misfit] = {
    ("assessment", "answers"): Misfit.ANSWER,
    ("answers",): Misfit.ANSWER,
    ("charter", "facets"): Misfit.FACET,
    ("facets",): Misfit.FACET,
    ("assessment", "targets"): Misfit.TARGET,
}
UNPLACED = "x-unplaced"
"""The key of an assessment, or of a file of answers, under which what no longer fits is kept by version."""
_NAMED = 3
"""How many are named in one sentence."""
_MOST = 1000
"""Misfits in one file; with more it is no project of another version, and looking for them takes too long."""


class Placement(Value):
    """How the content of one file fits its questionnaire."""

    problems: tuple[Problem, ...]
    """Problems for which the file cannot be used."""
    remarks: tuple[Problem, ...] = ()
    """Remarks, not errors: nothing is dropped because of them."""
    unplaced: tuple[Unplaced, ...] = ()
    """What has no place in the questionnaire although the file can be used."""
    places: frozenset[Place] = frozenset()
    """The places of the unplaced in the file, which are not to be read."""


def place_project(root: Node, questionnaire: Questionnaire) -> Placement:
    """How the project at `root` fits `questionnaire`.

    What does not fit is a problem, unless the project answers another version: then it is unplaced.
    """
    version = root.get("assessment", "questionnaire", "version")
    found, waivers = project_problems(root, questionnaire), waiver_problems(root, questionnaire)
    actions = action_problems(root)
    if version is None or version.value == questionnaire.version:
        if questionnaire.base is None:
            return Placement(
                sort_problems(limit_problems(chain(found, actions))), sort_problems(limit_problems(waivers))
            )
        same = _over_base(found, questionnaire.base)
        remarks = sort_problems((*same.remarks, *limit_problems(waivers)))
        return replace(same, problems=sort_problems(limit_problems(chain(same.problems, actions))), remarks=remarks)
    from engage_cli.project.migration.outdated import outdated_problems

    more = outdated_problems(root.get("charter"), root.get("assessment"), questionnaire, version.value)
    beside = _beside(version, questionnaire, found, more)
    remarks = (*beside.remarks, *sort_problems(limit_problems(waivers)))
    problems = sort_problems(limit_problems(chain(beside.problems, actions)))
    return Placement(problems, remarks, beside.unplaced, beside.places)


def place_answers(root: Node, questionnaire: Questionnaire) -> Placement:
    """How the file of answers at `root` fits `questionnaire`, by the rule of `place_project`."""
    version = root.get("questionnaire", "version")
    found = answers_problems(root, questionnaire)
    if version is None or version.value == questionnaire.version:
        if questionnaire.base is None:
            return Placement(limit_problems(found))
        same = _over_base(found, questionnaire.base)
        return replace(same, problems=limit_problems(same.problems))
    from engage_cli.project.migration.outdated import outdated_problems

    return _beside(version, questionnaire, found, outdated_problems(root, root, questionnaire, version.value))


def _over_base(found: Iterator[Problem], base: Base) -> Placement:
    """What does not fit the very version: wrong, but for answers to what an overlay has dropped from its base."""
    dropped = set(base.dropped)
    wrong: list[Problem] = []
    beside: list[tuple[Problem, Unplaced]] = []
    for one in islice(found, _MOST):
        kept = _unplaced(one.place)
        if kept and kept.kind is Misfit.ANSWER and kept.id in dropped:
            beside.append((one, kept))
        else:
            wrong.append(one)
    return Placement(
        problems=tuple(wrong),
        remarks=tuple(replace(one, message=_dropped(kept.id), hint=None) for one, kept in beside),
        unplaced=tuple(dict.fromkeys(kept for _, kept in beside)),
        places=frozenset(one.place for one, _ in beside),
    )


def _dropped(id: str) -> Message:
    return Message.of("The questionnaire drops “{id}” from its base: the answer is kept, and counts nowhere.", id=id)


def _beside(
    version: Node, questionnaire: Questionnaire, found: Iterator[Problem], named: Iterator[Problem]
) -> Placement:
    """What does not fit: `found` so against the questionnaire, and what its migrations have `named`."""
    known = {one.place: one for one in named}
    some = tuple(islice(chain(known.values(), (one for one in found if not _said(one.place, known))), _MOST + 1))
    if len(some) > _MOST:
        return Placement(limit_problems(some))
    misfits = sort_problems(some)
    unplaced = tuple(dict.fromkeys(one for misfit in misfits if (one := _unplaced(misfit.place))))
    head = _head(version, questionnaire, unplaced)
    if head.hint:  # what to do is said once, for all of them
        misfits = tuple(replace(one, hint=None) for one in misfits)
    return Placement((), (head, *limit_problems(misfits)), unplaced, frozenset(misfit.place for misfit in misfits))


def _said(place: Place, known: Collection[Place]) -> bool:
    """Whether something was said of this place, or of what holds it."""
    return any(place[:depth] in known for depth in range(len(place) + 1))


def _unplaced(place: Place) -> Unplaced | None:
    """What stands at `place`; None for what is not counted anyhow, or is missing."""
    for holder, kind in _HOLDERS.items():
        if place[: len(holder)] == holder and len(place) > len(holder):
            return Unplaced(kind, str(place[len(holder)]))
    return None


def _head(version: Node, questionnaire: Questionnaire, unplaced: tuple[Unplaced, ...]) -> Problem:
    old, new, path = version.value, questionnaire.version, version.document.path
    hint = migration_hint(questionnaire, old, path)
    if not unplaced:
        message = Message.of(
            "The answers were given to version {old} of the questionnaire; this is version {new}.", old=old, new=new
        )
        return version.problem(message, hint)
    names = ", ".join(one.id for one in unplaced[:_NAMED]) + (", …" if len(unplaced) > _NAMED else "")
    message = Message.plural(
        "{count} answer to version {old} of the questionnaire has no place in version {new}: {names}.",
        "{count} answers to version {old} of the questionnaire have no place in version {new}: {names}.",
        len(unplaced),
        old=old,
        new=new,
        names=names,
    )
    return version.problem(message, hint)


def migration_hint(questionnaire: Questionnaire, version: str, path: str) -> Message | None:
    """What to do with a project in the file `path` that answers another `version`; None where nothing can be said."""
    from engage_cli.questionnaire.history.migration_path import MigrationPath, version_numbers

    if version_numbers(version) > version_numbers(questionnaire.version):
        return Message.of("The project is newer than the questionnaire here: update engage, or the questionnaire.")
    if MigrationPath(questionnaire, version).is_complete:
        return Message.of("Bring them along: {command}", command=command("migrate", path))
    return None


def keep_unplaced(holder: Mapping[str, Any], version: str, part: str, id: str, value: Any) -> dict[str, Any]:
    """`holder`, an assessment or a file of answers, with `value` kept under `x-unplaced`.

    Nothing kept there is replaced.
    """
    kept = dict(holder.get(UNPLACED) or {})
    of_version = dict(kept.get(version) or {})
    known = dict(of_version.get(part) or {})
    known[_free(id, known, value)] = value
    return {**holder, UNPLACED: kept | {version: of_version | {part: known}}}


def _free(id: str, known: Mapping[str, Any], value: Any) -> str:
    """`id`, or the first of `id (2)`, `id (3)`… under which nothing else is kept."""
    names = chain([id], (f"{id} ({number})" for number in count(2)))
    return next(name for name in names if name not in known or known[name] == value)


# ── reading what fits ─────────────────────────────────────────────────────────────────────────────────────────────────


def without_places(value: Any, places: Iterable[Place]) -> Any:
    """`value`, a whole file, without the answers, facets and targets at `places`.

    An answer goes as a whole; of a facet with several choices, those that fit stay.
    """
    answers, choices = set[Place](), set[Place]()
    for place in places:
        for holder, kind in _HOLDERS.items():
            depth = len(holder) + 1
            if place[: len(holder)] != holder or len(place) < depth:
                continue
            single = kind is Misfit.FACET and len(place) > depth
            (choices if single else answers).add(place if single else place[:depth])
    return _without(value, (), answers, choices) if answers or choices else value


def _without(value: Any, place: Place, answers: set[Place], choices: set[Place]) -> Any:
    if isinstance(value, dict):
        kept = ((key, one, (*place, key)) for key, one in value.items())
        return {key: _without(one, at, answers, choices) for key, one, at in kept if at not in answers}
    if isinstance(value, list) and any(at[:-1] == place for at in choices):
        return list(_items(value, place, choices)) or None
    return value


def _items(value: list[Any], place: Place, choices: set[Place]) -> Iterator[Any]:
    yield from (one for position, one in enumerate(value) if (*place, position) not in choices)
