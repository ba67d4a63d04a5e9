"""Rows sorted by questionnaire and added up as they come, so that none has to be kept."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engage_cli.batch.readings import Reading, Readings
from engage_cli.errors import EngageError, Message, Problem, UsageError
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Facet, FacetType
from engage_cli.scoring.gathering import Gathering
from engage_cli.scoring.institution import Planning
from engage_cli.scoring.portfolio import Limits
from engage_cli.scoring.rows import FacetValues
from engage_cli.values import Value

Where = tuple[tuple[str, tuple[str, ...]], ...]
"""(facet id, choice ids): a project that has one of them."""


class Wish(Value, kw_only=True):
    """What is wanted of the projects."""

    limits: Limits
    questionnaire: str | None = None
    """An id: projects of others are left out."""
    by: str | None = None
    where: Where = ()
    folders: tuple[Path, ...] = ()
    """Where questionnaires are looked for besides."""


@dataclass(slots=True)
class Pile:
    """The projects of one questionnaire, to the byte."""

    questionnaire: Questionnaire
    gathering: Gathering
    planning: Planning
    paths: list[str] = field(default_factory=list)


class Piles:
    """`add` every reading, then take the pile that is wanted."""

    def __init__(self, wish: Wish) -> None:
        self._wish = wish
        self._piles: dict[str, Pile] = {}
        self.problems: list[Problem] = []

    def add(self, reading: Reading, questionnaire: Questionnaire) -> None:
        if questionnaire.digest not in self._piles:
            self._piles[questionnaire.digest] = Pile(
                questionnaire,
                Gathering(questionnaire, self._wish.limits, by=self._wish.by),
                Planning(questionnaire, by=self._wish.by),
            )
        pile = self._piles[questionnaire.digest]
        pile.gathering.add(reading.row)
        pile.planning.add(reading.row)
        pile.paths.append(reading.path)

    def pile(self) -> Pile | None:
        """The largest; None where there is none. Raises UsageError where projects answer several questionnaires."""
        ids = sorted({pile.questionnaire.id for pile in self._piles.values()})
        if len(ids) > 1:
            raise UsageError(
                Message.of("These projects answer several questionnaires: {ids}.", ids=", ".join(ids)),
                Message.of("Name the one that is wanted with --questionnaire."),
            )
        ordered = sorted(self._piles.values(), key=lambda p: (-len(p.paths), p.questionnaire.digest))
        self.problems += [_other(path) for pile in ordered[1:] for path in pile.paths]
        return ordered[0] if ordered else None


def wanted(found: Readings, wish: Wish) -> Iterator[tuple[Reading, Questionnaire]]:
    """The readings wished for, with their questionnaires; others become problems of `found` or are left out."""
    known: dict[str, Questionnaire | None] = {}
    for reading in found:
        row = reading.row
        if wish.questionnaire not in (None, row.questionnaire):
            continue
        if row.digest not in known:
            known[row.digest] = questionnaire_of(reading, wish.folders)
            if (new := known[row.digest]) is not None:
                check(wish, new)
        questionnaire = known[row.digest]
        if questionnaire is None:
            found.problems.append(_other(reading.path))
        elif meets(row.facets, wish.where):
            yield reading, questionnaire


def questionnaire_of(reading: Reading, folders: Sequence[Path]) -> Questionnaire | None:
    """The one that the project was read against; None where it is not at hand to the byte."""
    from engage_cli.storage import compiled, library

    try:
        path = library.questionnaire_path(reading.row.questionnaire, beside=Path(reading.path).parent, folders=folders)
        found = compiled.load(path).questionnaire
    except EngageError:
        return None
    return found if found.digest == reading.row.digest else None


def check(wish: Wish, questionnaire: Questionnaire) -> None:
    """Raises UsageError for a facet or a choice that `questionnaire` does not have."""
    for id in [wish.by] if wish.by else []:
        _facet(questionnaire, id)
    for id, choices in wish.where:
        known = _choices(_facet(questionnaire, id))
        for choice in choices:
            if choice not in known:
                message = Message.of("“{facet}” has no choice “{choice}”.", facet=id, choice=choice)
                raise UsageError(message, Message.of("Possible here: {words}.", words=", ".join(known)))


def _facet(questionnaire: Questionnaire, id: str) -> Facet:
    found = questionnaire.facet(id)
    if found is None:
        message = Message.of("The questionnaire has no facet “{id}”.", id=id)
        raise UsageError(message, Message.of("Its facets: {ids}", ids=", ".join(f.id for f in questionnaire.facets)))
    return found


def _choices(facet: Facet) -> tuple[str, ...]:
    return (
        ("true", "false", "unknown") if facet.type is FacetType.YES_NO else (*(c.id for c in facet.choices), "unknown")
    )


def meets(facets: FacetValues, where: Where) -> bool:
    """Whether a project has one of the choices of every facet in `where`."""
    return all(not _held(facets, id).isdisjoint(choices) for id, choices in where)


def _held(facets: Mapping[str, str | bool | tuple[str, ...] | None], id: str) -> set[str]:
    value = facets.get(id)
    if value is None:
        return {"unknown"}
    if isinstance(value, bool):
        return {"true" if value else "false"}
    return set(value) if isinstance(value, tuple) else {value}


def where_of(words: Iterable[str]) -> Where:
    """`unite=education,collections` as it is typed. Raises UsageError."""
    found = []
    for word in words:
        id, equals, choices = word.partition("=")
        named = tuple(choice.strip() for choice in choices.split(",") if choice.strip())
        if not equals or not named:
            raise UsageError(
                Message.of("“{word}” does not say what is to be kept.", word=word),
                Message.of("Write a facet and its choices: --where phase=idee,planification"),
            )
        found.append((id.strip(), named))
    return tuple(found)


def _other(path: str) -> Problem:
    message = Message.of("This project answers another version of the questionnaire; it is left out.")
    return Problem(path=path, message=message)
