"""Jobs and their outcomes, as values that can be sent to another process or machine."""

import datetime as dt
from collections.abc import Mapping, Sequence

from engage_cli.errors import Message, Problem, join_words
from engage_cli.model.theme import PLAIN, Theme
from engage_cli.portfolio.export.followed import ProjectHistory
from engage_cli.project.discovery import PassedOver
from engage_cli.report.bounded import SECONDS
from engage_cli.report.choices import Audience, Engine, Kind, Paper
from engage_cli.values import Value, field

Bundle = tuple[tuple[str, bytes], ...]
"""The files of a folder with their contents: (path inside it, content)."""


class ReportOptions(Value, kw_only=True):
    """The options of each report."""

    kind: Kind = Kind.FULL
    audience: Audience = Audience.DIRECTION
    paper: Paper = Paper.LETTER
    engine: Engine = Engine.WEASYPRINT
    """The engine for PDF."""
    theme: Theme = PLAIN


class RunSettings(Value, kw_only=True):
    """The settings that apply to every project of a run."""

    today: dt.date
    languages: tuple[str, ...]
    """The languages of the documents; several make one multilingual document."""
    as_of: dt.date | None = None
    """The day as of which projects are read; None: of their own last answer, else today."""
    quick: bool = False
    shape: ReportOptions = field(default_factory=ReportOptions)
    rows: bool = True
    """Whether to return the row for portfolios, as of `as_of` or today."""
    texts: bool = False
    """Whether to return free texts too."""
    followed: bool = False
    """Whether to return milestones and replaced values too."""
    templates: str | None = None
    """A folder, or the name of a bundle."""
    template_seconds: float = SECONDS
    """The time limit for one document with custom templates."""
    folders: tuple[str, ...] = ()
    """More places to look for questionnaires: folders, or names of bundles."""
    bundles: Mapping[str, Bundle] = field(default_factory=dict)
    """By name, files that workers do not have; empty on our own machine."""
    engine: str = ""
    """The version of engage that workers must have; empty: any."""

    @property
    def row_day(self) -> dt.date:
        """The day as of which rows are read."""
        return self.as_of or self.today


class Job(Value, kw_only=True):
    """One project to read and to report on."""

    path: str
    name: str
    formats: tuple[str, ...] = ()
    content: bytes | None = None
    """The content of the project file, where the worker does not have it."""
    milestones: bytes | None = None
    """The content of the milestones file, likewise; empty: there is none."""
    history: bytes | None = None
    """The content of the record of replaced values, likewise."""
    beside: tuple[str, ...] = ()
    """The names of bundles of the questionnaires beside the project."""
    target: str | None = None
    """The folder to write documents to; None: return their bytes."""
    ours: tuple[str, ...] = ()
    """Documents that may be replaced, whatever is in them."""
    read: tuple[str, ...] = ()
    """Documents whose path is that of a project file, which are never overwritten."""


class WrittenDocument(Value, kw_only=True):
    """A document made for a project."""

    format: str
    file: str
    """The path inside the output folder, with slashes."""
    size: int
    content: bytes | None
    """The bytes; None where it has been written already."""


class AnsweredVersion(Value, kw_only=True):
    """The questionnaire version that a project answered, and the one used to read it."""

    questionnaire: str = ""
    version: str = ""
    """The version used to read the project."""
    given: str | None = None
    """The version that was answered, where the project states it."""
    unplaced: int = 0
    """The number of answers that have no place in the version used."""

    @property
    def older(self) -> bool:
        """Whether the version answered differs from the one used."""
        return self.given not in (None, self.version)


def to_come(paths: Sequence[str], day: dt.date) -> Message:
    """What to say of the projects at `paths`, in which a day that should be past comes after `day`."""
    return Message.plural(
        "In {count} project a date that should be past comes after {day}: {paths}. engage check tells its line.",
        "In {count} projects a date that should be past comes after {day}: {paths}. engage check tells the lines.",
        len(paths), day=day.isoformat(), paths=join_words(sorted(paths)),
    )  # fmt: skip


class Outcome(Value, kw_only=True):
    """The result of a job."""

    name: str
    path: str
    title: str = ""
    """The name in the project's charter."""
    digest: str = ""
    """The SHA-256 of the project file."""
    as_of: dt.date | None = None
    """The day for which documents were made."""
    dated: bool = False
    """Whether that day is today for want of another, so that documents are out of date tomorrow."""
    written: tuple[WrittenDocument, ...] = ()
    answered: AnsweredVersion = AnsweredVersion()
    latest: dt.date | None = None
    """The last of its days that are past by what they say."""
    row: str | None = None
    """One line of JSON, see `stored`."""
    since: dt.date | None = None
    until: dt.date | None = None
    """`since` and `until`: the days on which the row is valid, the last excluded."""
    texts: tuple[tuple[str, str, str, str], ...] = ()
    """(what the text is about, its id, field, text)."""
    followed: ProjectHistory = ProjectHistory()
    problems: tuple[Problem, ...] = ()
    """Why there is nothing, or less than asked for."""
    refusal: tuple[Message, Message | None] | None = None
    """Why no project at all can be reported on here, and a hint."""


class RunSummary(Value, kw_only=True):
    """The result of a run."""

    total: int
    made: int
    """The number of projects processed without a problem."""
    unchanged: int
    failed: tuple[Outcome, ...]
    missing: tuple[Problem, ...]
    """Problems of paths that do not exist."""
    leftover: tuple[str, ...]
    """Documents that no project of the run produces any more."""
    prune: bool
    """Whether leftovers were to be removed..."""
    pruned: bool
    """...and were."""
    stuck: tuple[Problem, ...] = ()
    """Problems of leftovers that could not be removed and of an index page that could not be written."""
    interrupted: bool = False
    passed_over: tuple[PassedOver, ...] = ()
    answered: tuple[tuple[AnsweredVersion, int], ...] = ()
    """(versions answered and used, number of projects), in order."""
    to_come: tuple[str, ...] = ()
    """Projects of which a day that is past by what it says is still to come."""
    renewed: bool = False
    """Whether the manifest was damaged, so that everything was done again."""
