"""`engage` without a command: suggests what can be done in this folder."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engage_cli.errors import EngageError
from engage_cli.terminal.choose_asker import session_speech
from engage_cli.terminal.edge import WRONG
from engage_cli.terminal.find_named import questionnaire_folders
from engage_cli.terminal.layout import Screen
from engage_cli.terminal.open_project import assess_project
from engage_cli.terminal.session import Session
from engage_cli.typed import command
from engage_cli.values import Value

if TYPE_CHECKING:
    from engage_cli.project.loading import LoadedProject

MOST = 9
"""Maximum number of projects shown, so that each has a one-digit number."""

FEW = 3
"""Maximum number of projects for which correcting the facts is suggested."""

Words = tuple[str, ...]


class Suggestion(Value):
    """A command that makes sense here."""

    words: Words
    why: str


def menu(ctx: Any, session: Session) -> int | None:
    """Suggests commands for the projects of this folder and runs the one chosen; returns its exit code.

    Without a terminal: the help, as wrong usage.
    """
    if not session.interactive:
        session.say(*ctx.get_help().split("\n"))
        return WRONG
    offers = list(_offers(session, Path()))
    session.out("\n".join(_page(offers, session)))
    chosen = _chosen(offers, session)
    if chosen is None:
        return None
    sys.stdout.write("\n")
    sub = ctx.command.make_context("engage", list(chosen.words), obj=session)
    with sub:
        code: int | None = ctx.command.invoke(sub)
        return code


def _page(offers: Sequence[Suggestion], session: Session) -> list[str]:
    screen = Screen(session)
    lines = [screen.title(session.tr.gettext("What would you like to do?"))]
    for number, offer in enumerate(offers, 1):
        lines += screen.wrap(f"{number}  {offer.why}", "  ", "     ")
        lines.append(f"     {screen.style.dim(command(*offer.words))}")
    return [*lines, ""]


def _chosen(offers: Sequence[Suggestion], session: Session) -> Suggestion | None:
    """The suggestion chosen; None for an empty line. Asks again after anything that is not one of the numbers."""
    while typed := input(session.tr.gettext("Number (Enter to leave): ")).strip():
        number = int(typed) if typed.isdecimal() and typed.isascii() else 0
        if 1 <= number <= len(offers):
            return offers[number - 1]
        session.out(session.tr.gettext("Type a number from 1 to {most}.").format(most=len(offers)))
    return None


def _offers(session: Session, folder: Path) -> Iterator[Suggestion]:
    _ = session.tr.gettext
    projects = find_projects_in(folder)
    for path in projects[:MOST]:
        yield from _next(path, session)
    for path in projects[:FEW]:
        words = _("Correct the facts of {path}") if len(projects) > 1 else _("Correct the facts of the project")
        yield Suggestion(("facts", str(path)), words.format(path=path))
    yield Suggestion(("new",), _("Describe a new project"))
    if not projects:
        yield Suggestion(("questionnaire", "show"), _("Read the questionnaire"))
    yield Suggestion(("-h",), _("All commands"))


def find_projects_in(folder: Path) -> list[Path]:
    """Files in `folder` and its subfolders that look like a project: YAML with a line that begins `charter:`."""
    found = sorted({*folder.glob("*.yaml"), *folder.glob("*.yml"), *folder.glob("*/project.yaml")})
    return [path for path in found if path.is_file() and _looks_like_a_project(path)]


def _looks_like_a_project(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return b"\ncharter:" in b"\n" + file.read(100_000)
    except OSError:
        return False


def _next(path: Path, session: Session) -> Iterator[Suggestion]:
    """Suggestions for the next step of the project at `path`; at its beginning a quick run and a full one."""
    from engage_cli.project.loading import load_project

    _ = session.tr.gettext
    try:
        loaded = load_project(path, folders=questionnaire_folders(session, [path]))
        found = assess_project(loaded, session)
    except EngageError:
        yield Suggestion(("score", str(path)), _("Cannot be read: see what is wrong"))
        return
    name = loaded.project.charter.name
    if found.tally.answered == 0:
        yield from _beginnings(path, loaded, session)
    elif missing := len(found.to_answer()):
        words = session.tr.ngettext("“{name}”: {n} question to answer", "“{name}”: {n} questions to answer", missing)
        yield Suggestion(_resumed(path, loaded), words.format(name=name, n=missing))
    else:
        yield Suggestion(("score", str(path)), _("“{name}”: all is answered; see where it stands").format(name=name))


def _beginnings(path: Path, loaded: "LoadedProject", session: Session) -> Iterator[Suggestion]:
    """Suggestions for a quick and a full run with their time; the quick one first, where the questionnaire has one."""
    from engage_cli.wizard.route import RunOptions, run_sequence
    from engage_cli.wizard.time_estimate import seconds_to_go_through, whole_minutes

    tr, name = session.tr, loaded.project.charter.name
    questionnaire, speech = loaded.questionnaire.questionnaire, session_speech(session)
    for scope, options in (("quick", ("--quick",)), ("full", ())):
        ids = run_sequence(questionnaire, loaded.project, RunOptions(scope=scope))
        count, minutes = len(ids), whole_minutes(seconds_to_go_through(speech, questionnaire, ids))
        words = tr.ngettext("“{name}”: begin, {n} question", "“{name}”: begin, {n} questions", count)
        time = tr.ngettext("about {count} minute", "about {count} minutes", minutes).format(count=minutes)
        why = tr.gettext("{what}, {time}").format(what=words.format(name=name, n=count), time=time)
        if count:
            yield Suggestion(("assess", str(path), *options), why)


def _resumed(path: Path, loaded: "LoadedProject") -> Words:
    """The command that resumes the run, with --quick where the last one was quick."""
    return ("assess", str(path), *(("--quick",) if loaded.project.scope == "quick" else ()))
