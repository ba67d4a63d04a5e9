"""Rows sorted by questionnaire and added up as they come, so that none has to be kept."""

from dataclasses import dataclass, field

from engage_cli.batch.project_filter import ProjectFilter, other
from engage_cli.batch.row_source import ProjectRow
from engage_cli.errors import Message, Problem, UsageError
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.portfolio.action_plan import PlanAggregator
from engage_cli.portfolio.aggregation import PortfolioAggregator


@dataclass(slots=True)
class Group:
    """The projects that answer one and the same text of a questionnaire."""

    questionnaire: Questionnaire
    portfolio: PortfolioAggregator
    plan: PlanAggregator
    paths: list[str] = field(default_factory=list)


class Grouping:
    """`add` every project, then take the largest group with `group`."""

    def __init__(self, project_filter: ProjectFilter) -> None:
        self._filter = project_filter
        self._groups: dict[str, Group] = {}
        self.apart: list[Problem] = []
        """Projects that are read against another text of the questionnaire than the largest group."""

    def add(self, project: ProjectRow, questionnaire: Questionnaire) -> None:
        """Adds one project to those of its questionnaire."""
        if questionnaire.digest not in self._groups:
            self._groups[questionnaire.digest] = Group(
                questionnaire,
                PortfolioAggregator(questionnaire, self._filter.limits, by=self._filter.by),
                PlanAggregator(questionnaire, by=self._filter.by),
            )
        group = self._groups[questionnaire.digest]
        group.portfolio.add(project.row)
        group.plan.add(project.row)
        group.paths.append(project.path)

    def group(self) -> Group | None:
        """The largest; None where there is none. Raises UsageError where projects answer several questionnaires."""
        ids = sorted({group.questionnaire.id for group in self._groups.values()})
        if len(ids) > 1:
            raise UsageError(
                Message.of("These projects answer several questionnaires: {ids}.", ids=", ".join(ids)),
                Message.of("Name the one that is wanted with --questionnaire."),
            )
        ordered = sorted(self._groups.values(), key=lambda p: (-len(p.paths), p.questionnaire.digest))
        new = ordered[0].questionnaire.version if ordered else ""
        self.apart += [other(path, group.questionnaire.version, new) for group in ordered[1:] for path in group.paths]
        return ordered[0] if ordered else None
