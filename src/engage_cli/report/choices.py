"""The options of a report as enumerations: kind, audience, paper, engine, attachments; help texts list their words."""

from engage_cli.i18n import N_, Translator
from engage_cli.values import Worded


class Kind(Worded):
    """The kind of a report: what is reported."""

    file: str
    """A msgid: the default file name of such a report."""

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
        """The name of the template that renders this kind."""
        return "report.html" if self is Kind.FULL else f"{self}.html"

    def stem(self, name: str, tr: Translator) -> str:
        """The file name without suffix for the project called `name`, such as `fabrique-report`."""
        return tr.gettext(self.file).format(name=name)


class Audience(Worded):
    """Who reads a report, from those who may see everything to those who see least."""

    TEAM = "team", N_("everything")
    DIRECTION = "direction", N_("neither who answered nor the notes that one person signed")
    PARTNER = "partner", N_("no names, notes or places of evidence")


class Paper(Worded):
    """The paper size of a PDF."""

    LETTER = "letter"
    A4 = "a4"


class Engine(Worded):
    """The program that lays out a PDF."""

    kinds: tuple[Kind, ...]
    """The kinds of report that the engine can lay out."""

    def __init__(self, value: str, words: str, kinds: tuple[Kind, ...] = tuple(Kind)) -> None:
        del value, words
        self.kinds = kinds

    WEASYPRINT = "weasyprint", N_("needs the Pango library of the system")
    TYPST = "typst", N_("needs no library, takes a quarter of the time"), (Kind.FULL, Kind.SUMMARY)
    """The extra `typst` of the distribution."""
    AUTO = "auto", N_("typst where it is installed and lays out the report, otherwise weasyprint")


class Attach(Worded):
    """The files that may be embedded in a report."""

    RESULTS = "results", N_("the scores as data")
    """Scores and ids, no text."""
    PROJECT = "project", N_("the project file")
