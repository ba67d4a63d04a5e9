"""`engage new [PROJECT]`."""

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engage_cli.errors import ConflictError, Message, UsageError, join_words
from engage_cli.i18n import N_
from engage_cli.model.project import Charter
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.project.recognising import is_yaml
from engage_cli.slugs import short_slug
from engage_cli.terminal import options
from engage_cli.terminal.choose_asker import choose_asker, session_speech
from engage_cli.terminal.clock import today_for
from engage_cli.terminal.find_named import find_questionnaire, questionnaire_folders
from engage_cli.terminal.read_input import read_settings, warn_of_contradictions
from engage_cli.terminal.session import Session, session_of
from engage_cli.typed import command
from engage_cli.values import replace

if TYPE_CHECKING:
    from engage_cli.wizard.charter.settings import Setting

FILE = "project.yaml"


def new(
    ctx: typer.Context,
    *,
    project: Annotated[Path, typer.Argument(metavar=N_("PROJECT"), help=N_("The file to write."))] = Path(FILE),
    questionnaire: Annotated[
        str | None, typer.Option("--questionnaire", metavar=N_("ID|PATH"), help=N_("The questionnaire to answer."))
    ] = None,
    given: options.Facts = None,
    answers: options.FactsFile = None,
) -> None:
    """Creates a project by writing its charter."""
    session = session_of(ctx)
    path = project / FILE if project.is_dir() else project
    if path.exists():
        raise ConflictError(
            Message.of("“{path}” exists already: nothing was written.", path=path),
            Message.of("To assess it: {command}", command=command("assess", path)),
        )
    if not is_yaml(path.name):
        raise UsageError(
            Message.of("“{path}” does not end in .yaml: no search in a folder would find this project.", path=path),
            Message.of("Name the file, or a folder that is there: {command}", command=command("new", f"{path}.yaml")),
        )
    folders = questionnaire_folders(session, [path])
    asked = find_questionnaire(questionnaire, beside=path.parent, folders=folders)
    _findable(asked, path, folders)
    charter = _charter(
        session, asked, list(read_settings(given, answers, session.language)), today_for(path.parent, session)
    )
    _write(path, asked, replace(charter, id=charter.id or short_slug(charter.name) or None), session)


def _findable(asked: Questionnaire, project: Path, folders: tuple[Path, ...]) -> None:
    """Raises UsageError where the project could not find its questionnaire again, before anything is asked."""
    from engage_cli.questionnaire.library import find_folder

    try:
        find_folder(asked.id, beside=project.parent, folders=folders)
    except UsageError as error:
        raise UsageError(
            Message.of(
                "A project in “{folder}” would not find the questionnaire “{id}”.",
                folder=project.resolve().parent,
                id=asked.id,
            ),
            Message.of("Put the questionnaire’s folder into “{folder}”.", folder=project.parent / "questionnaires"),
        ) from error


def _charter(session: Session, asked: Questionnaire, settings: "list[Setting]", today: dt.date) -> Charter:
    """The charter from the settings, completed in the terminal where something is missing or nothing was given."""
    from engage_cli.wizard.charter.settings import apply_settings, missing_keys

    charter = apply_settings(Charter(name=""), settings, asked, language=session.language, today=today)
    missing = missing_keys(charter, asked)
    if settings and not missing:
        warn_of_contradictions(charter, asked, session)
        return charter
    if settings and not session.interactive:
        raise UsageError(
            Message.of("The project still lacks: {keys}.", keys=", ".join(_possible(asked, missing))),
            options.FACTS_INSTEAD,
        )
    from engage_cli.wizard.charter.facets import LeftEarly
    from engage_cli.wizard.charter.interview import CharterInterview

    asker = choose_asker(session, instead=options.FACTS_INSTEAD)
    try:
        return CharterInterview(asker, session_speech(session), asked, today=today).run(charter)
    except (LeftEarly, KeyboardInterrupt, EOFError) as way_out:
        session.say(session.tr.gettext("Nothing was written."))
        if isinstance(way_out, LeftEarly):
            raise typer.Exit from None
        raise


def _possible(asked: Questionnaire, keys: Iterable[str]) -> Iterator[str]:
    """Each of `keys`, with its possible values where they are choices."""
    for key in keys:
        facet = asked.facet(key)
        choices = [choice.id for choice in facet.choices] if facet else []
        yield f"{key} ({join_words(choices)})" if choices else key


def _write(path: Path, asked: Questionnaire, charter: Charter, session: Session) -> None:
    from engage_cli.project.new_project import new_project_text, write_charter

    editor = _for_editors(path, asked, session)
    write_charter(path, new_project_text(asked, charter, language=session.language, editor=editor))
    say, tr = session.say, session.tr
    say(tr.gettext("Written: {path}").format(path=path))
    quick, full = (_minutes(asked, charter, scope, session) for scope in ("quick", "full"))
    if quick:
        said = tr.ngettext("Next, in about {count} minute:", "Next, in about {count} minutes:", quick)
        say(said.format(count=quick), f"  {command('assess', path, '--quick')}")
    said = tr.ngettext(
        "All questions, in about {count} minute, in one sitting or more:",
        "All questions, in about {count} minutes, in one sitting or more:",
        full,
    )
    say(said.format(count=full), f"  {command('assess', path)}")


def _for_editors(path: Path, asked: Questionnaire, session: Session) -> str:
    """The line that names the project's schema, which is written beside it; empty where it cannot be written."""
    from engage_cli.editor.beside import schema_comment, write_schema

    try:
        write_schema(path, asked, session.language)
    except (OSError, UsageError):
        return ""
    return schema_comment(path, asked, session.language)


def _minutes(asked: Questionnaire, charter: Charter, scope: str, session: Session) -> int:
    """The estimated minutes for the questions of `scope`; 0 where there are none."""
    from engage_cli.model.project import Project
    from engage_cli.wizard.route import RunOptions, run_sequence
    from engage_cli.wizard.time_estimate import seconds_to_go_through, whole_minutes

    ids = run_sequence(asked, Project(charter=charter), RunOptions(scope=scope))
    return whole_minutes(seconds_to_go_through(session_speech(session), asked, ids))
