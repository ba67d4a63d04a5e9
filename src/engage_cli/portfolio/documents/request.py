"""What is asked of a document about many projects."""

from collections.abc import Sequence

from engage_cli.errors import Problem
from engage_cli.portfolio.action_plan import Plan
from engage_cli.portfolio.documents.choices import PortfolioKind
from engage_cli.portfolio.portfolio import Portfolio
from engage_cli.portfolio.since_moment import SinceMoment
from engage_cli.report.choices import Paper
from engage_cli.report.templates.environment import Templates
from engage_cli.values import Value, field


class PortfolioRequest(Value, kw_only=True):
    """What is to be said, and how."""

    portfolio: Portfolio
    plan: Plan
    languages: Sequence[str]
    kind: PortfolioKind = PortfolioKind.PORTFOLIO
    names: bool = False
    """Name the people who have actions to do."""
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """What the projects were narrowed to: (facet id, choice ids)."""
    unread: tuple[Problem, ...] = ()
    """Projects that could not be read, and why."""
    since: SinceMoment | None = None
    """What changed in them since a moment, where that was asked for."""
    lists: str = ""
    """Where the lists of the page stand as CSV files, as a link says it; empty: nowhere."""
    templates: Templates = field(default_factory=Templates)
    paper: Paper = Paper.LETTER
    place: int = 0
    """Which of several questionnaires it is about, from 1; 0: there is no other."""
    version: str = ""
    """What the version of the questionnaire is called among several."""
    others: tuple["PortfolioRequest", ...] = ()
    """The same of the other questionnaires, or of other versions of this one, each with a part of its own."""

    @property
    def every(self) -> tuple["PortfolioRequest", ...]:
        """This one and the others."""
        return (self, *self.others)

    @property
    def unread_here(self) -> tuple[Problem, ...]:
        """What this part names of what could not be read: of several, the overview does."""
        return () if self.place else self.unread

    @property
    def narrowed(self) -> frozenset[str]:
        """Facets that the projects were narrowed by: what none of them says there is no gap."""
        return frozenset(facet for facet, _ in self.where)
