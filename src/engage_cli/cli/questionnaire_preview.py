"""`engage questionnaire preview [ID]`."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engage_cli.errors import InputError
from engage_cli.i18n import N_
from engage_cli.terminal import options
from engage_cli.terminal.clock import day_or_today
from engage_cli.terminal.edge import FINE, problem_lines
from engage_cli.terminal.find_named import questionnaire_folders
from engage_cli.terminal.session import Session, session_of
from engage_cli.terminal.write_document import SCREEN, write_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engage_cli.formats import Document
    from engage_cli.questionnaire.loaded import LoadedQuestionnaire

NAMED = N_("{name}-preview")
Id = Annotated[
    str | None,
    typer.Argument(metavar=N_("ID"), help=N_("Id or folder of a questionnaire; the one in this folder by default.")),
]
Output = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar=N_("FILE"), help=N_("Where to write; in this folder by default.")),
]
Watch = Annotated[
    bool, typer.Option("--watch", help=N_("Write it again whenever the questionnaire changes, until Ctrl-C."))
]


def preview(
    ctx: typer.Context,
    *,
    id: Id = None,
    output: Output = None,
    watch: Watch = False,
    force: options.Force = False,
) -> int:
    """Writes a page to try a questionnaire in: every question, why it is asked or not, its levels, advice,
    requirements.

    The page needs no server and no project. Answers stay in the browser while the page is written again.
    """
    from engage_cli.authoring.running import find_questionnaires
    from engage_cli.form.watching import watch_files

    session = session_of(ctx)
    path = find_questionnaires((id,) if id else (), session)[0]
    seen = watch_files(path if path.is_dir() else path.parent)
    loaded = _read(path, session, watch=watch)
    name = session.tr.gettext(NAMED).format(name=loaded.questionnaire.id if loaded else path.name)
    page = None if output == SCREEN else Path(output or f"{name}.html")
    if loaded:
        _write(loaded, page, session, force=force)
    return _watch(path, seen, page, session, force=force) if watch and page else FINE


def _read(path: Path, session: Session, *, watch: bool) -> "LoadedQuestionnaire | None":
    """The questionnaire; None where it cannot be read and is being watched, after printing why. Raises InputError."""
    from engage_cli.questionnaire.loading import load_questionnaire

    try:
        return load_questionnaire(path, questionnaire_folders(session))
    except InputError as error:
        if not watch:
            raise
        session.say(*(line for problem in error.problems for line in problem_lines(problem, session.tr)))
        return None


def _write(loaded: "LoadedQuestionnaire", page: Path | None, session: Session, *, force: bool) -> None:
    document = _page(loaded, session)
    write_document(document, page, session, inputs=loaded.files(), force=force)


def _page(loaded: "LoadedQuestionnaire", session: Session) -> "Document":
    from engage_cli.form.page import FormRequest, render_form

    asked = loaded.questionnaire
    return render_form(
        FormRequest(questionnaire=asked, language=session.language, made=day_or_today(Path(), session), preview=True)
    )


def _watch(path: Path, seen: "Iterator[None]", page: Path, session: Session, *, force: bool) -> int:
    """Rewrites the page after each change; on errors prints what is wrong and leaves the page as it was."""
    said = session.tr.gettext("Watching {folder}. Reload the page after a change; Ctrl-C ends.")
    session.say(said.format(folder=path))
    with suppress(KeyboardInterrupt):
        for _ in seen:
            if loaded := _read(path, session, watch=True):
                _write(loaded, page, session, force=force)
            else:
                session.say(session.tr.gettext("The page stays as it was: {path}").format(path=page))
    return FINE
