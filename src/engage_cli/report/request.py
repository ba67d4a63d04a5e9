"""What is asked of a report: of which kind, for whom, in which languages, on which paper."""

from collections.abc import Sequence
from enum import StrEnum

from engage_cli.model.theme import PLAIN, Theme
from engage_cli.report.templates.environment import Templates
from engage_cli.scoring.results import Assessment
from engage_cli.values import Value, field


class Kind(StrEnum):
    FULL = "full"
    SUMMARY = "summary"
    """One page."""
    ACTIONS = "actions"
    """Who does what by when."""
    FACILITATOR = "facilitator"
    """What a meeting has to talk about."""
    BLANK = "blank"
    """The questions as a form to fill by hand."""


class Audience(StrEnum):
    """Who reads it; each is shown less than the one before."""

    TEAM = "team"
    DIRECTION = "direction"
    """Without what one person noted."""
    PARTNER = "partner"
    """Without names, notes and places of evidence."""


class Paper(StrEnum):
    LETTER = "letter"
    A4 = "a4"


class Engine(StrEnum):
    """What lays out a PDF."""

    WEASYPRINT = "weasyprint"
    """Needs Pango, a library of the system."""
    TYPST = "typst"
    """Needs none, and takes a tenth of the time; the extra `typst` of the distribution."""
    AUTO = "auto"
    """The first that is there."""


class Attach(StrEnum):
    RESULTS = "results"
    """Scores and ids, no text."""
    PROJECT = "project"
    """The file itself."""


class Attachment(Value, kw_only=True):
    """A file inside the document."""

    what: Attach
    name: str
    media_type: str
    content: bytes


class Request(Value, kw_only=True):
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
