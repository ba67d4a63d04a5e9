"""What is asked of a report: of which kind, for whom, in which languages, on which paper."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from engage_cli.model.theme import PLAIN, Theme
from engage_cli.report.choices import Attach, Audience, Engine, Kind, Paper
from engage_cli.report.templates.environment import Templates
from engage_cli.scoring.results import Assessment
from engage_cli.values import Value, field

if TYPE_CHECKING:
    from engage_cli.followup.course import Course
    from engage_cli.report.plan.planned import CheapestPlan

__all__ = ["Attach", "Attachment", "Audience", "Engine", "Kind", "Paper", "Request"]


class Attachment(Value, kw_only=True):
    """A file inside the document."""

    what: Attach
    name: str
    media_type: str
    content: bytes


class Request(Value, kw_only=True, dict=True):
    """What is to be reported, and how."""

    assessment: Assessment
    languages: Sequence[str]
    """One or more of LANGUAGES; the first is the document's own."""
    kind: Kind = Kind.FULL
    audience: Audience = Audience.DIRECTION
    paper: Paper = Paper.LETTER
    engine: Engine = Engine.WEASYPRINT
    """Of a PDF."""
    templates: Templates = field(default_factory=Templates)
    theme: Theme = PLAIN
    attachments: tuple[Attachment, ...] = ()
    plan: "CheapestPlan | None" = None
    """What the part on the plan says: that of `cheapest`, where the assessment is cut to what its readers may see."""
    course: "Course | None" = None
    """Over three milestones or more."""
    since: Mapping[str, str] = field(default_factory=dict)
    """By language, what changed since the last milestone, in one line."""

    @cached_property
    def cheapest(self) -> "CheapestPlan | None":
        """The cheapest way to what is expected, where the report has a part on it; made once for all formats."""
        from engage_cli.report.plan.planned import cheapest_plan

        return cheapest_plan(self.assessment) if self.kind is Kind.FULL else None
