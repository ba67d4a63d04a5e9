"""What is asked of one project, and what came of it: values that travel to another process or machine."""

import datetime as dt
from collections.abc import Mapping, Sequence

from engage_cli.errors import Message, Problem, listed
from engage_cli.model.theme import PLAIN, Theme
from engage_cli.portfolio.export.followed import ProjectHistory
from engage_cli.project.discovery import PassedOver
from engage_cli.report.bounded import SECONDS
from engage_cli.report.choices import Audience, Engine, Kind, Paper
from engage_cli.values import Value, field

Bundle = tuple[tuple[str, bytes], ...]
"""A folder of files that travels: (path inside it, content)."""


class Shape(Value, kw_only=True):
    """What each report is to be."""

    kind: Kind = Kind.FULL
    audience: Audience = Audience.DIRECTION
    paper: Paper = Paper.LETTER
    engine: Engine = Engine.WEASYPRINT
    """Of PDF."""
    theme: Theme = PLAIN


class RunSettings(Value, kw_only=True):
    """What holds for every project of a run."""

    today: dt.date
    languages: tuple[str, ...]
    """Of the documents; several make one document that speaks them all."""
    as_of: dt.date | None = None
    """Read every project as of this day; None: as of its own last answer, and today where it has none."""
    quick: bool = False
    shape: Shape = field(default_factory=Shape)
    rows: bool = True
    """Give the row that portfolios are made of, as of `as_of` or today."""
    texts: bool = False
    """Give what people wrote, too."""
    followed: bool = False
    """Give milestones and what gave way, too."""
    templates: str | None = None
    """A folder, or the name of a bundle."""
    template_seconds: float = SECONDS
    """How long those may take for one document."""
    folders: tuple[str, ...] = ()
    """Where questionnaires are looked for besides, in the same way."""
    bundles: Mapping[str, Bundle] = field(default_factory=dict)
    """By name, where the files are not at hand; empty on our own machine."""
    engine: str = ""
    """The version of engage that must do it; empty: any."""

    @property
    def row_day(self) -> dt.date:
        """The day that results are read on."""
        return self.as_of or self.today


class Job(Value, kw_only=True):
    """One project to read and to report on."""

    path: str
    name: str
    formats: tuple[str, ...] = ()
    content: bytes | None = None
    """Of the file, where it is not at hand."""
    milestones: bytes | None = None
    """Of the file of milestones beside it, likewise; empty: there is none."""
    history: bytes | None = None
    """Of the record of what gave way, likewise."""
    beside: tuple[str, ...] = ()
    """Bundles of questionnaires that stand beside the project."""
    target: str | None = None
    """Folder to write the documents to; None: give their bytes back."""
    ours: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    """Those of its documents whose names projects have, which are never written over."""
    """Documents that may be replaced, whatever is in them."""


class Written(Value, kw_only=True):
    """A document made for a project."""

    format: str
    file: str
    """Path inside the output folder, with slashes."""
    size: int
    content: bytes | None
    """None where it stands there already."""


class Answered(Value, kw_only=True):
    """Which questionnaire a project answered, and under which version of it it is read."""

    questionnaire: str = ""
    version: str = ""
    """That it is read under."""
    given: str | None = None
    """The one that was answered, where that is said."""
    unplaced: int = 0
    """How much of what was said to it has no place in the one that it is read under."""

    @property
    def older(self) -> bool:
        """Whether another version was answered than the one that it is read under."""
        return self.given not in (None, self.version)


def to_come(paths: Sequence[str], day: dt.date) -> Message:
    """What to say of the projects at `paths`, in which a day that should be past comes after `day`."""
    return Message.plural(
        "In {count} project a date that should be past comes after {day}: {paths}. engage check tells its line.",
        "In {count} projects a date that should be past comes after {day}: {paths}. engage check tells the lines.",
        len(paths), day=day.isoformat(), paths=listed(sorted(paths)),
    )  # fmt: skip


class Outcome(Value, kw_only=True):
    """What came of a job."""

    name: str
    path: str
    title: str = ""
    """The project's own name."""
    digest: str = ""
    """sha256 of the file's bytes."""
    as_of: dt.date | None = None
    """The day that documents were made for."""
    dated: bool = False
    """That day was today, for want of another: tomorrow they are out of date."""
    written: tuple[Written, ...] = ()
    answered: Answered = Answered()
    latest: dt.date | None = None
    """The last of its days that are past by what they say."""
    row: str | None = None
    """One line of JSON, see `stored`."""
    since: dt.date | None = None
    until: dt.date | None = None
    """Days on which the row holds, the last excluded."""
    texts: tuple[tuple[str, str, str, str], ...] = ()
    """(what it is about, its id, field, words)."""
    followed: ProjectHistory = ProjectHistory()
    problems: tuple[Problem, ...] = ()
    """Why there is nothing, or less than asked for."""
    refusal: tuple[Message, Message | None] | None = None
    """Why no project at all can be reported on here, and what to do."""


class Summary(Value, kw_only=True):
    """What a run did."""

    total: int
    made: int
    """Projects worked on without a problem."""
    unchanged: int
    failed: tuple[Outcome, ...]
    missing: tuple[Problem, ...]
    """What was asked for and is not there."""
    leftover: tuple[str, ...]
    """Documents that nothing asked for makes any more."""
    prune: bool
    """It was asked to remove what is left over..."""
    pruned: bool
    """...and has."""
    stuck: tuple[Problem, ...] = ()
    """Leftovers that could not be removed; an index page that could not be written."""
    interrupted: bool = False
    passed_over: tuple[PassedOver, ...] = ()
    answered: tuple[tuple[Answered, int], ...] = ()
    """By the version that was answered and the one that it is read under: what has no place in it, and how many
    projects. In order."""
    to_come: tuple[str, ...] = ()
    """Projects of which a day that is past by what it says is still to come."""
    renewed: bool = False
    """The record of earlier runs was damaged, and everything was done anew."""
