"""A project from its path to its assessment, for the commands that read one."""

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from engage_cli.cli.edge import problem_lines
from engage_cli.cli.layout import Ink
from engage_cli.cli.session import Session
from engage_cli.scoring.assessment import assess
from engage_cli.scoring.results import Assessment

if TYPE_CHECKING:
    from engage_cli.storage.projects import LoadedProject


def opened(path: Path, session: Session) -> "LoadedProject":
    """The project at `path` with its questionnaire; what is odd in it is said on stderr. Raises InputError."""
    from engage_cli.storage.projects import load_project

    loaded = load_project(path, folders=session.folders)
    ink = Ink(session.coloured(sys.stderr))
    for remark in loaded.remarks:
        first, *rest = problem_lines(remark, session.tr)
        session.say("\n".join([" ".join([ink.warn(session.tr.gettext("remark:")), first]), *rest]))
    return loaded


def assessed(loaded: "LoadedProject", session: Session, *, quick: bool = False) -> Assessment:
    """The assessment of `loaded` as of the session's day, in the project's own scope unless `quick`."""
    day, scope = session.day(loaded.project), "quick" if quick else None
    return assess(loaded.questionnaire.questionnaire, loaded.project, as_of=day, scope=scope)


def command(*words: object) -> str:
    """A command to type, quoted for the shell."""
    return shlex.join(["engage", *(_word(word) for word in words)])


def _word(word: object) -> str:
    """A file called -x would be taken for an option."""
    return f"./{word}" if isinstance(word, Path) and str(word).startswith("-") else str(word)
