"""What a document about many projects is asked to be."""

from collections.abc import Sequence

from engage_cli.errors import Problem
from engage_cli.portfolio.action_plan import JointPlan
from engage_cli.portfolio.documents.choices import PortfolioKind
from engage_cli.portfolio.portfolio import Portfolio
from engage_cli.portfolio.since_moment import SinceMoment
from engage_cli.report.choices import Paper
from engage_cli.report.templates.environment import Templates
from engage_cli.values import Value, field


class PortfolioRequest(Value, kw_only=True):
    """Everything that determines a document about the projects of one questionnaire."""

    portfolio: Portfolio
    plan: JointPlan
    languages: Sequence[str]
    kind: PortfolioKind = PortfolioKind.PORTFOLIO
    names: bool = False
    """Whether the people who do the actions are named."""
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The filter on the projects: (facet id, choice ids)."""
    unread: tuple[Problem, ...] = ()
    """A problem for each project that could not be read."""
    since: SinceMoment | None = None
    """What changed since a moment; None where that was not asked for."""
    lists: str = ""
    """Where the page's lists are as CSV files, as a relative link; empty: nowhere."""
    templates: Templates = field(default_factory=Templates)
    paper: Paper = Paper.LETTER
    place: int = 0
    """The number of this questionnaire among several, from 1; 0: it is the only one."""
    version: str = ""
    """The name of the questionnaire's version, where several versions are in the document."""
    others: tuple["PortfolioRequest", ...] = ()
    """The requests of the other questionnaires or versions in the document, each with a part of its own."""

    @property
    def every(self) -> tuple["PortfolioRequest", ...]:
        """This request and the others."""
        return (self, *self.others)

    @property
    def unread_here(self) -> tuple[Problem, ...]:
        """The unreadable projects that this part lists; empty where there are several parts, as the overview lists
        them."""
        return () if self.place else self.unread

    @property
    def narrowed(self) -> frozenset[str]:
        """Ids of the facets in the filter: a choice that no project has is no gap there."""
        return frozenset(facet for facet, _ in self.where)
