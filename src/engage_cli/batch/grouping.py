"""Groups rows by questionnaire and aggregates them one by one, so that none has to be kept."""

from collections import Counter
from dataclasses import dataclass

from engage_cli.batch.project_filter import ProjectFilter
from engage_cli.batch.row_source import ProjectRow
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.portfolio.action_plan import PlanAggregator
from engage_cli.portfolio.aggregation import PortfolioAggregator
from engage_cli.questionnaire.history.migration_path import version_numbers


@dataclass(slots=True)
class Group:
    """The aggregates of projects that answer exactly the same text of a questionnaire."""

    questionnaire: Questionnaire
    portfolio: PortfolioAggregator
    plan: PlanAggregator
    projects: int = 0


class Grouping:
    """Groups projects: call `add` for each, then `groups`."""

    def __init__(self, project_filter: ProjectFilter) -> None:
        self._filter = project_filter
        self._groups: dict[str, Group] = {}

    def add(self, project: ProjectRow, questionnaire: Questionnaire) -> None:
        """Adds a project to the group of its questionnaire."""
        if questionnaire.digest not in self._groups:
            by = self._filter.by if self._filter.by and questionnaire.facet(self._filter.by) else None
            self._groups[questionnaire.digest] = Group(
                questionnaire,
                PortfolioAggregator(questionnaire, self._filter.limits, by=by),
                PlanAggregator(questionnaire, by=by),
            )
        group = self._groups[questionnaire.digest]
        group.portfolio.add(project.row)
        group.plan.add(project.row)
        group.projects += 1

    def groups(self) -> tuple[Group, ...]:
        """The groups by number of projects, largest first; versions of one questionnaire follow each other, newest
        first."""
        of_id: Counter[str] = Counter()
        for group in self._groups.values():
            of_id[group.questionnaire.id] += group.projects

        def place(group: Group) -> tuple[object, ...]:
            q = group.questionnaire
            return -of_id[q.id], q.id, [-number for number in version_numbers(q.version)], -group.projects, q.digest

        return tuple(sorted(self._groups.values(), key=place))
