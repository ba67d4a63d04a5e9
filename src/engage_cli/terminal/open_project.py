"""A project from its path to its assessment, for the commands that read one."""

import datetime as dt
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from engage_cli.errors import Problem
from engage_cli.project.supposing import Typed
from engage_cli.scoring.assessment import assess
from engage_cli.scoring.results import Assessment
from engage_cli.scoring.supposing import suppose
from engage_cli.terminal.clock import today_at
from engage_cli.terminal.edge import problem_lines
from engage_cli.terminal.layout import Style
from engage_cli.terminal.session import Session
from engage_cli.values import replace

if TYPE_CHECKING:
    from engage_cli.project.loading import LoadedProject

_SHOWN = 6
"""How many remarks on one file are said where no more are asked for."""


def opened(path: Path, session: Session) -> "LoadedProject":
    """The project at `path` with its questionnaire; what is odd in it is said on stderr. Raises InputError."""
    from engage_cli.project.loading import load_project

    loaded = load_project(path, folders=session.folders)
    say_remarks(loaded.remarks, session)
    return loaded


def say_remarks(remarks: Iterable[Problem], session: Session) -> None:
    """Says on stderr what is odd in a file without being wrong: the first few, all with --verbose."""
    every, tr = tuple(remarks), session.tr
    head = Style(session.coloured(sys.stderr)).warn(tr.gettext("remark:")) + " "
    shown = len(every) if session.verbose else _SHOWN
    for remark in every[:shown]:
        session.say(*problem_lines(remark, tr), head=head)
    if more := len(every[shown:]):
        words = tr.ngettext("{n} more; all of them with -v.", "{n} more; all of them with -v.", more)
        session.say(words.format(n=more), head=head)


def assessed(
    loaded: "LoadedProject", session: Session, *, quick: bool = False, typed: Typed | None = None
) -> Assessment:
    """The assessment of `loaded` in its own scope unless `quick`.

    As of the day asked for, else that of its last answer, else today. It says what is supposed in `typed`; raises
    UsageError where that does not fit the questionnaire.
    """
    questionnaire, project = loaded.questionnaire.questionnaire, loaded.project
    scope = "quick" if quick else None
    day = read_on(loaded, session)
    if not typed:
        return assess(questionnaire, project, as_of=day, scope=scope)
    supposed = typed.supposed(questionnaire)
    project = suppose(questionnaire, project, supposed, as_of=day, title=session.tr.gettext("supposed"))
    return replace(assess(questionnaire, project, as_of=day, scope=scope), supposed=supposed)


def read_on(loaded: "LoadedProject", session: Session) -> dt.date:
    """As of which day `loaded` is read: the one asked for, else that of its last answer, else today."""
    return session.as_of or loaded.project.date or today_at(loaded.path, session)
