"""The environment variables that engage reads, a row each: the page of settings and `engage doctor` list them.

Each is read by the name of its row, and nowhere by a name of its own; `tests/test_environment.py` holds it.
"""

from engage_cli.i18n import LANG, N_
from engage_cli.values import Value


class Variable(Value, kw_only=True):
    """One variable of the environment."""

    name: str
    what: str
    """What it is for: a message id."""
    default: str
    """What holds without it: a message id."""
    option: str = ""
    """What is typed instead, and wins."""
    key: str = ""
    """The key of the settings file that says the same, and yields to it."""
    read_by: str
    """The module that reads it."""
    by_hand: bool = True
    """Whether people set it."""

    @property
    def ours(self) -> bool:
        """Whether engage alone reads it, and not by a custom that other programs follow."""
        return self.name.removeprefix("_").startswith("ENGAGE_")


_NOTHING = N_("nothing")

LANGUAGE = Variable(
    name=LANG,
    what=N_("The language: fr or en."),
    default=N_("that of the system, else French"),
    option="--lang",
    read_by="engage_cli.i18n",
)
TIMEZONE = Variable(
    name="ENGAGE_TIMEZONE",
    what=N_("Time zone that gives today’s date, such as America/Toronto."),
    default=N_("that of the settings file, else America/Toronto"),
    option="--timezone",
    key="timezone",
    read_by="engage_cli.terminal.session",
)
PLAIN = Variable(
    name="ENGAGE_PLAIN",
    what=N_("1: no columns or bars, and questions by numbers, for screen readers."),
    default="0",
    option="--plain",
    read_by="engage_cli.terminal.session",
)
QUESTIONNAIRES = Variable(
    name="ENGAGE_QUESTIONNAIRES",
    what=N_("Folders of questionnaires, written as those of PATH are; --questionnaires and the settings come first."),
    default=_NOTHING,
    read_by="engage_cli.terminal.session",
)
OUTPUT_FORMAT = Variable(
    name="ENGAGE_OUTPUT_FORMAT",
    what=N_("The format in which “engage check” answers."),
    default=N_("text; github where GITHUB_ACTIONS is true"),
    option="--output-format",
    read_by="engage_cli.cli.check",
)
DOCS = Variable(
    name="ENGAGE_DOCS",
    what=N_("Where these documents can be read: the folder docs in a forge, or the first page of the site (….html)."),
    default=N_("nothing: rules are named without an address"),
    read_by="engage_cli.check.formats.addresses",
)
COMPLETE = Variable(
    name="_ENGAGE_COMPLETE",
    what=N_("Set by the completion scripts of shells."),
    default=_NOTHING,
    read_by="engage_cli.cli.app",
    by_hand=False,
)

OURS = (LANGUAGE, TIMEZONE, PLAIN, QUESTIONNAIRES, OUTPUT_FORMAT, DOCS, COMPLETE)
"""Those of engage."""
PREFIX = "ENGAGE_"
IN_JOBS = ("ENGAGE_PACKAGE", "ENGAGE_PATHS", "ENGAGE_POLICY", "ENGAGE_DIFF", "ENGAGE_LINT")
"""Those that the job for GitLab reads, and engage itself does not."""

SHARED = (
    Variable(
        name="NO_COLOR",
        what=N_("Set, whatever its value: no colours."),
        default=N_("colours on a terminal"),
        option="--color",
        read_by="engage_cli.terminal.session",
    ),
    Variable(
        name="FORCE_COLOR",
        what=N_("Set, whatever its value: colours even where there is no terminal."),
        default=_NOTHING,
        option="--color",
        read_by="engage_cli.terminal.session",
    ),
    Variable(
        name="COLUMNS",
        what=N_("How wide the screen is."),
        default=N_("that of the terminal, else 80"),
        read_by="engage_cli.terminal.session",
    ),
    Variable(
        name="TERM",
        what=N_("dumb: nothing is drawn over, and questions are asked by numbers."),
        default=N_("set by the terminal"),
        read_by="engage_cli.terminal.session",
    ),
    Variable(
        name="LC_ALL, LC_MESSAGES, LANG, LANGUAGE",
        what=N_("The language of the system."),
        default=N_("French"),
        option="--lang",
        read_by="engage_cli.i18n",
    ),
    Variable(
        name="GITHUB_ACTIONS",
        what=N_("true: findings become annotations."),
        default=N_("set by GitHub"),
        option="--output-format",
        read_by="engage_cli.check.output",
        by_hand=False,
    ),
    Variable(
        name="GITHUB_STEP_SUMMARY",
        what=N_("The file of the job summary, which “--also markdown” adds to."),
        default=N_("set by GitHub"),
        read_by="engage_cli.check.output",
        by_hand=False,
    ),
)
"""Those of other programs, or of custom, that engage heeds."""
