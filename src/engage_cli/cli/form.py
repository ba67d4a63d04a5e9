"""`engage form [PROJECT]`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engage_cli.errors import Message, UsageError
from engage_cli.i18n import N_
from engage_cli.slugs import slug
from engage_cli.terminal import options
from engage_cli.terminal.clock import day_or_today
from engage_cli.terminal.find_named import (
    check_speaker_options,
    check_unit_id,
    find_section_id,
    load_named_questionnaire,
    questionnaire_folders,
)
from engage_cli.terminal.open_project import open_project
from engage_cli.terminal.session import Session, session_of
from engage_cli.terminal.write_document import SCREEN, write_document

if TYPE_CHECKING:
    from engage_cli.form.model import PageExtent
    from engage_cli.formats import Document
    from engage_cli.model.questionnaire import Questionnaire
    from engage_cli.project.loading import LoadedProject
    from engage_cli.questionnaire.loaded import LoadedQuestionnaire

NAMED = N_("{name}-form")
WRITTEN = N_("Written: {path} ({size} kB). Open it in a browser, or send it.")


def form(
    ctx: typer.Context,
    *,
    project: Annotated[
        Path | None,
        typer.Argument(metavar=N_("PROJECT"), help=N_("The project file, or its folder; a blank page without one.")),
    ] = None,
    output: options.Output = None,
    quick: options.QuickQuestions = False,
    section: options.Sections = None,
    unit: options.Unit = None,
    respondent: Annotated[
        str | None,
        typer.Option("--respondent", metavar=N_("NAME"), help=N_("For one person: shows nobody else’s answers.")),
    ] = None,
    speaks_for: options.SpeaksFor = None,
    questionnaire: Annotated[
        str | None,
        typer.Option("--questionnaire", metavar=N_("ID|PATH"), help=N_("For a blank page: its questionnaire.")),
    ] = None,
    force: options.Force = False,
) -> None:
    """Writes a page to answer in a browser, without engage and without network."""
    from engage_cli.form.model import PageExtent

    session = session_of(ctx)
    loaded, read = _asked(project, questionnaire, session)
    asked = read.questionnaire
    extent = PageExtent(
        quick=quick,
        sections=tuple(find_section_id(asked, id) for id in section or ()),
        unit=check_unit_id(asked, unit) if unit else None,
        respondent=respondent,
        speaks_for=check_speaker_options(asked, speaks_for or (), respondent),
    )
    if not any(extent.includes(asked, id) for id in asked.by_id):
        raise UsageError(Message.of("No question is left to ask."), Message.of("Take an option away."))
    path = None if output == SCREEN else Path(output) if output else _beside(loaded, asked, respondent, session)
    inputs = (loaded or read).files()
    write_document(_page(asked, loaded, extent, session), path, session, inputs=inputs, force=force, said=WRITTEN)


def _beside(loaded: "LoadedProject | None", asked: "Questionnaire", respondent: str | None, session: Session) -> Path:
    folder, name = (loaded.path.parent, loaded.path.stem) if loaded else (Path(), asked.id)
    name = ".".join(filter(None, (name, slug(respondent or ""))))
    return folder / f"{session.tr.gettext(NAMED).format(name=name)}.html"


def _page(asked: "Questionnaire", loaded: "LoadedProject | None", extent: "PageExtent", session: Session) -> "Document":
    from engage_cli.form.page import FormRequest, render_form

    request = FormRequest(
        questionnaire=asked,
        language=session.language,
        made=day_or_today(loaded.path if loaded else Path(), session),
        project=loaded.project if loaded else None,
        file=loaded.path.name if loaded else None,
        extent=extent,
    )
    return render_form(request)


def _asked(
    project: Path | None, questionnaire: str | None, session: Session
) -> "tuple[LoadedProject | None, LoadedQuestionnaire]":
    """The project, where there is one, and its questionnaire."""
    if project is None:
        return None, load_named_questionnaire(questionnaire, beside=Path(), folders=questionnaire_folders(session))
    if questionnaire is not None:
        raise UsageError(
            Message.of("A project names its own questionnaire."),
            Message.of("Take --questionnaire away, or the project."),
        )
    loaded = open_project(project, session)
    return loaded, loaded.questionnaire
