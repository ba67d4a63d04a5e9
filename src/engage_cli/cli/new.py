"""`engage new [PROJECT]`."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engage_cli.errors import ConflictError, InputError, Message, Place, Problem, UsageError
from engage_cli.i18n import N_
from engage_cli.model.project import Charter
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.slugs import slug
from engage_cli.terminal.choose_asker import asker_for, speech_of
from engage_cli.terminal.find_named import questionnaire_named
from engage_cli.terminal.session import Session, session_of
from engage_cli.terminal.typed import command
from engage_cli.values import replace

if TYPE_CHECKING:
    from engage_cli.files.yaml_reading import Document
    from engage_cli.wizard.settings import Setting

FILE = "project.yaml"
NESTED = {"facets": "", "lead": "lead."}
"""Keys of a charter whose own keys count, with what goes before these."""
INSTEAD = Message.of("Give the facts with --set key=value, or with --answers FILE (- for stdin).")


def new(
    ctx: typer.Context,
    *,
    project: Annotated[Path, typer.Argument(metavar=N_("[PROJECT]"), help=N_("The file to write."))] = Path(FILE),
    questionnaire: Annotated[
        str | None, typer.Option("--questionnaire", metavar=N_("ID|PATH"), help=N_("The questionnaire to answer."))
    ] = None,
    given: Annotated[
        list[str] | None,
        typer.Option("--set", metavar=N_("KEY=VALUE"), help=N_("Give a fact; may be repeated, lists take commas.")),
    ] = None,
    answers: Annotated[
        str | None, typer.Option("--answers", metavar=N_("FILE|-"), help=N_("Read the facts from YAML; - is stdin."))
    ] = None,
) -> None:
    """Writes the charter of a new project."""
    session = session_of(ctx)
    path = project / FILE if project.is_dir() else project
    if path.exists():
        raise ConflictError(
            Message.of("“{path}” exists already: nothing was written.", path=path),
            Message.of("To assess it: {command}", command=command("assess", path)),
        )
    asked = questionnaire_named(questionnaire, beside=path.parent)
    _findable(asked, path)
    charter = _charter(session, asked, [*_from_file(answers), *_from_options(given)])
    _write(path, asked, replace(charter, id=charter.id or slug(charter.name) or None), session)


def _findable(asked: Questionnaire, project: Path) -> None:
    """Raises UsageError where the project would not find its questionnaire again: nothing is asked in vain."""
    from engage_cli.questionnaire.library import by_id

    try:
        by_id(asked.id, beside=project.parent)
    except UsageError as error:
        raise UsageError(
            Message.of(
                "A project in “{folder}” would not find the questionnaire “{id}”.",
                folder=project.resolve().parent,
                id=asked.id,
            ),
            Message.of("Put the questionnaire’s folder into “{folder}”.", folder=project.parent / "questionnaires"),
        ) from error


def _charter(session: Session, asked: Questionnaire, settings: "list[Setting]") -> Charter:
    """What is given, completed in the terminal where something is lacking or nothing was given."""
    from engage_cli.wizard.settings import lacking, settled

    charter = settled(Charter(name=""), settings, asked)
    missing = lacking(charter, asked)
    if settings and not missing:
        return charter
    if settings and not session.interactive:
        raise UsageError(Message.of("The project still lacks: {keys}.", keys=", ".join(missing)), INSTEAD)
    from engage_cli.wizard.facets import CharterInterview, Left

    asker = asker_for(session, instead=INSTEAD)
    try:
        return CharterInterview(asker, speech_of(session), asked).run(charter)
    except (Left, KeyboardInterrupt, EOFError) as way_out:
        session.say(session.tr.gettext("Nothing was written."))
        if isinstance(way_out, Left):
            raise typer.Exit from None
        raise


def _from_options(given: list[str] | None) -> "Iterator[Setting]":
    from engage_cli.wizard.settings import settings_of

    yield from settings_of(given or (), "--set")


def _from_file(answers: str | None) -> "Iterator[Setting]":
    """The charter of a project file, or a plain mapping of keys; facets may stand among the other keys."""
    from engage_cli.terminal.read_input import document_of

    if answers is None:
        return
    document = document_of(answers)
    value: object = document.value
    place: Place = ()
    if isinstance(value, dict) and "charter" in value:
        value, place = value["charter"], ("charter",)
    if not isinstance(value, dict):
        message = Message.of("Keys and values are expected here: name, phase and so on.")
        raise InputError(Problem(path=document.path, line=1, message=message))
    for key, one in value.items():
        if key in NESTED and isinstance(one, dict):
            inner = [(f"{NESTED[key]}{name}", (*place, key, name), two) for name, two in one.items()]
        else:
            inner = [(str(key), (*place, key), one)]
        yield from (_setting(document, *found) for found in inner)


def _setting(document: "Document", key: str, place: Place, value: object) -> "Setting":
    from engage_cli.files.nodes import position
    from engage_cli.wizard.settings import Setting

    return Setting(key, value, document.path, position(document, place)[0])


def _write(path: Path, asked: Questionnaire, charter: Charter, session: Session) -> None:
    from engage_cli.project.new_project import new_project_text, write_charter

    write_charter(path, new_project_text(asked, charter, language=session.language))
    say, tr = session.say, session.tr
    say(tr.gettext("Written: {path}").format(path=path))
    if any(question.quick for question in asked.by_id.values()):
        say(tr.gettext("Next, in about ten minutes:"))
        say(f"  {command('assess', path, '--quick')}")
    say(tr.gettext("All questions, in one sitting or more:"))
    say(f"  {command('assess', path)}")
