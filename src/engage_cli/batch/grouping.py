"""Rows sorted by questionnaire and added up as they come, so that none has to be kept."""

from dataclasses import dataclass, field

from engage_cli.batch.project_filter import Wish, other
from engage_cli.batch.row_source import Reading
from engage_cli.errors import Message, Problem, UsageError
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.portfolio.aggregation import Gathering
from engage_cli.portfolio.institution import Planning


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
        self.problems += [other(path) for pile in ordered[1:] for path in pile.paths]
        return ordered[0] if ordered else None
