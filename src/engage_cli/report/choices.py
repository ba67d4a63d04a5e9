"""What one may choose of a report: kind, audience, paper, engine, attachments. Each says what it is, for every help."""

from engage_cli.i18n import N_, Translator
from engage_cli.values import Worded


class Kind(Worded):
    """What is reported."""

    file: str
    """A msgid: what a report of a project is called that nobody named."""

    def __init__(self, value: str, words: str, file: str) -> None:
        del value, words
        self.file = file

    FULL = "full", N_("the full report"), N_("{name}-report")
    SUMMARY = "summary", N_("one page"), N_("{name}-summary")
    ACTIONS = "actions", N_("who does what by when"), N_("{name}-actions")
    FACILITATOR = "facilitator", N_("what to talk about in a meeting"), N_("{name}-meeting")
    BLANK = "blank", N_("the questions as a form"), N_("{name}-questions")

    @property
    def template(self) -> str:
        """The template of its page."""
        return "report.html" if self is Kind.FULL else f"{self}.html"

    def stem(self, name: str, tr: Translator) -> str:
        """Of the file of a report on the project called `name`: `fabrique-report`."""
        return tr.gettext(self.file).format(name=name)


class Audience(Worded):
    """Who reads it, and what is shown: to each less than to the one before."""

    TEAM = "team", N_("everything")
    DIRECTION = "direction", N_("neither who answered nor the notes that one person signed")
    PARTNER = "partner", N_("no names, notes or places of evidence")


class Paper(Worded):
    """The paper of a PDF."""

    LETTER = "letter"
    A4 = "a4"


class Engine(Worded):
    """What lays out a PDF."""

    kinds: tuple[Kind, ...]
    """What it lays out."""

    def __init__(self, value: str, words: str, kinds: tuple[Kind, ...] = tuple(Kind)) -> None:
        del value, words
        self.kinds = kinds

    WEASYPRINT = "weasyprint", N_("needs the Pango library of the system")
    TYPST = "typst", N_("needs no library, takes a quarter of the time"), (Kind.FULL, Kind.SUMMARY)
    """The extra `typst` of the distribution."""
    AUTO = "auto", N_("typst where it is installed and lays out the report, otherwise weasyprint")


class Attach(Worded):
    """What may be put into a report as a file."""

    RESULTS = "results", N_("the scores as data")
    """Scores and ids, no text."""
    PROJECT = "project", N_("the project file")
