"""What a report is asked to be: its kind, audience, languages, paper, engine and attachments."""

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
    """A file to embed in the document."""

    what: Attach
    name: str
    media_type: str
    content: bytes


class Request(Value, kw_only=True, dict=True):
    """Everything that determines a report."""

    assessment: Assessment
    languages: Sequence[str]
    """One or more of LANGUAGES; the first is the document's main language."""
    kind: Kind = Kind.FULL
    audience: Audience = Audience.DIRECTION
    paper: Paper = Paper.LETTER
    engine: Engine = Engine.WEASYPRINT
    """The engine that lays out a PDF."""
    templates: Templates = field(default_factory=Templates)
    theme: Theme = PLAIN
    attachments: tuple[Attachment, ...] = ()
    plan: "CheapestPlan | None" = None
    """The plan to show; set to `cheapest` before the assessment is redacted for its audience."""
    course: "Course | None" = None
    """How results changed over the milestones; None for fewer than three."""
    since: Mapping[str, str] = field(default_factory=dict)
    """By language, one line on what changed since the last milestone."""

    @cached_property
    def cheapest(self) -> "CheapestPlan | None":
        """The cheapest plan to what is expected, where the report shows one; computed once for all formats."""
        from engage_cli.report.plan.planned import cheapest_plan

        return cheapest_plan(self.assessment) if self.kind is Kind.FULL else None
