"""The environment variables that engage reads, a row each: the page of settings and `engage doctor` list them.

Each is read by the name of its row, and nowhere by a name of its own; `tests/test_environment.py` holds it.
"""

from engage_cli.i18n import LANG, N_
from engage_cli.values import Value


class Variable(Value, kw_only=True):
    """One variable of the environment."""

    name: str
    purpose: str
    """The message id of what it is for."""
    default: str
    """The message id of what holds without it."""
    option: str = ""
    """The option that says the same and wins over it; empty where there is none."""
    key: str = ""
    """The key of the settings file that says the same and yields to it; empty where there is none."""
    read_by: str
    """The module that reads it."""
    by_hand: bool = True
    """Whether people set it; if not, scripts do."""

    @property
    def is_engage_only(self) -> bool:
        """Whether engage alone reads it; if not, it is a convention of many programs."""
        return self.name.removeprefix("_").startswith("ENGAGE_")


_NOTHING = N_("nothing")

LANGUAGE = Variable(
    name=LANG,
    purpose=N_("The language: fr or en."),
    default=N_("that of the system, else French"),
    option="--lang",
    read_by="engage_cli.i18n",
)
TIMEZONE = Variable(
    name="ENGAGE_TIMEZONE",
    purpose=N_("Time zone that gives today’s date, such as America/Toronto."),
    default=N_("that of the settings file, else America/Toronto"),
    option="--timezone",
    key="timezone",
    read_by="engage_cli.terminal.session",
)
PLAIN = Variable(
    name="ENGAGE_PLAIN",
    purpose=N_("1: no columns or bars, and questions by numbers, for screen readers."),
    default="0",
    option="--plain",
    read_by="engage_cli.terminal.session",
)
QUESTIONNAIRES = Variable(
    name="ENGAGE_QUESTIONNAIRES",
    purpose=N_(
        "Folders of questionnaires, written as those of PATH are; --questionnaires and the settings come first."
    ),
    default=_NOTHING,
    read_by="engage_cli.terminal.session",
)
OUTPUT_FORMAT = Variable(
    name="ENGAGE_OUTPUT_FORMAT",
    purpose=N_("The format in which “engage check” answers."),
    default=N_("text; github where GITHUB_ACTIONS is true"),
    option="--output-format",
    read_by="engage_cli.cli.check",
)
DOCS = Variable(
    name="ENGAGE_DOCS",
    purpose=N_(
        "Where these documents can be read: the folder docs in a forge, or the first page of the site (….html)."
    ),
    default=N_("nothing: rules are named without an address"),
    read_by="engage_cli.check.formats.addresses",
)
COMPLETE = Variable(
    name="_ENGAGE_COMPLETE",
    purpose=N_("Set by the completion scripts of shells."),
    default=_NOTHING,
    read_by="engage_cli.cli.app",
    by_hand=False,
)

ENGAGE_VARIABLES = (LANGUAGE, TIMEZONE, PLAIN, QUESTIONNAIRES, OUTPUT_FORMAT, DOCS, COMPLETE)
"""The variables that engage alone reads."""
PREFIX = "ENGAGE_"
IN_JOBS = ("ENGAGE_PACKAGE", "ENGAGE_PATHS", "ENGAGE_POLICY", "ENGAGE_DIFF", "ENGAGE_LINT")
"""The variables that the job for GitLab reads, and engage itself does not."""

SHARED_VARIABLES = (
    Variable(
        name="NO_COLOR",
        purpose=N_("Set, whatever its value: no colours."),
        default=N_("colours on a terminal"),
        option="--color",
        read_by="engage_cli.terminal.session",
    ),
    Variable(
        name="FORCE_COLOR",
        purpose=N_("Set, whatever its value: colours even where there is no terminal."),
        default=_NOTHING,
        option="--color",
        read_by="engage_cli.terminal.session",
    ),
    Variable(
        name="COLUMNS",
        purpose=N_("How wide the screen is."),
        default=N_("that of the terminal, else 80"),
        read_by="engage_cli.terminal.session",
    ),
    Variable(
        name="TERM",
        purpose=N_("dumb: nothing is drawn over, and questions are asked by numbers."),
        default=N_("set by the terminal"),
        read_by="engage_cli.terminal.session",
    ),
    Variable(
        name="LC_ALL, LC_MESSAGES, LANG, LANGUAGE",
        purpose=N_("The language of the system."),
        default=N_("French"),
        option="--lang",
        read_by="engage_cli.i18n",
    ),
    Variable(
        name="GITHUB_ACTIONS",
        purpose=N_("true: findings become annotations."),
        default=N_("set by GitHub"),
        option="--output-format",
        read_by="engage_cli.check.output",
        by_hand=False,
    ),
    Variable(
        name="GITHUB_STEP_SUMMARY",
        purpose=N_("The file of the job summary, which “--also markdown” adds to."),
        default=N_("set by GitHub"),
        read_by="engage_cli.check.output",
        by_hand=False,
    ),
)
"""The variables of other programs, or of convention, that engage heeds."""
