"""`engage campaign FILE [PATHS…]`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engage_cli.batch import options as multi
from engage_cli.campaign.documents.formats import FORMATS, CampaignRequest
from engage_cli.errors import Message, Problem, UsageError
from engage_cli.formats import Document
from engage_cli.i18n import N_
from engage_cli.portfolio.letters.formats import FORMATS as LETTERS
from engage_cli.report.bounded import SECONDS
from engage_cli.report.choices import Paper
from engage_cli.terminal import options
from engage_cli.terminal import report_options as documents
from engage_cli.terminal.edge import FINE, UNMET
from engage_cli.terminal.find_named import questionnaire_folders
from engage_cli.terminal.parameters import Choice
from engage_cli.terminal.progress import Meter
from engage_cli.terminal.report_choices import choose_languages, load_templates, look_files
from engage_cli.terminal.session import Session, session_of
from engage_cli.terminal.write_document import SCREEN, check_writable, choose_format, output_path, write_document
from engage_cli.typed import command

if TYPE_CHECKING:
    from engage_cli.campaign.loading import LoadedCampaign
    from engage_cli.campaign.running import CampaignOptions, CampaignRun

File = Annotated[Path, typer.Argument(metavar=N_("CAMPAIGN"), help=N_("The file of the campaign."))]
Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar=N_("PATH"),
        help=N_("Projects, or folders that engage batch wrote, instead of those that the campaign names."),
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        click_type=Choice({**FORMATS, **LETTERS}),
        help=N_("The format; by the name of the file where it is left out."),
    ),
]
Names = Annotated[bool, typer.Option("--with-names", help=N_("Name the people to ask, with their addresses."))]
Letters = Annotated[
    bool, typer.Option("--letters", help=N_("Write a letter to each unit: one document, or a folder with a file each."))
]
ExitZero = Annotated[bool, typer.Option("--exit-zero", help=N_("Succeed even if somebody is late or not judged."))]


def campaign(
    ctx: typer.Context, *, file: File, paths: Paths = None, output: options.ScreenOrFile = None, format: Format = None,
    lang: documents.Languages = None, by: multi.By = None, where: multi.Where = None,
    questionnaires: options.Questionnaires = None, with_names: Names = False, letters: Letters = False,
    template: documents.Template = None, template_timeout: documents.TemplateSeconds = SECONDS,
    paper: documents.Papers = Paper.LETTER, jobs: multi.Jobs = None, scheduler: multi.Scheduler = None,
    exit_zero: ExitZero = False, force: options.Force = False,
) -> int:  # fmt: skip
    """Says where projects stand in a campaign: who is there, on the way, late, excused, and what is lacking.

    Exit code 1: a project is late, or could not be read or judged, or an excuse names a project that does not take
    part. What is not known never counts as reached.
    """
    from engage_cli.campaign.loading import load_campaign
    from engage_cli.campaign.running import CampaignOptions, run_campaign

    session = session_of(ctx)
    name = _format(format, output, letters=letters)
    known = (file, *look_files(None, template))
    path = _path(output, name, known, force=force) if name and not letters else None
    loaded = load_campaign(file)
    asked = CampaignOptions(
        paths=tuple(paths or ()), where=tuple(where or ()), by=by, jobs=jobs, scheduler=scheduler,
        folders=questionnaire_folders(session, paths or loaded.campaign.paths, questionnaires),
    )  # fmt: skip
    ran = run_campaign(loaded, asked, session)
    multi.report_problems([*ran.problems, *_idle(loaded, ran, asked)], session)
    request = CampaignRequest(
        standing=ran.standing, languages=choose_languages(lang, session), names=with_names, problems=ran.problems,
        templates=load_templates(template, template_timeout, session), paper=paper,
    )  # fmt: skip
    read = (*ran.read, *look_files(None, template))
    if letters:
        _write_letters(request, name or "", output or SCREEN, session, read, force=force)
    elif name is None:
        _show(request, session)
    else:
        check_writable(path, FORMATS[name], inputs=read, force=force)
        write_document(_made(request, name, session), path, session, inputs=read, force=force)
    return FINE if ran.standing.met or exit_zero else UNMET


def _path(output: str | None, name: str, known: tuple[Path, ...], *, force: bool) -> Path | None:
    return output_path(output, FORMATS[name], inputs=known, all_known=False, force=force)


def _format(format: str | None, output: str | None, *, letters: bool) -> str | None:
    """The format to write; None: the screen. Raises UsageError."""
    if letters:
        from engage_cli.batch.letters.writing import choose_letter_format

        return choose_letter_format(format, output or SCREEN)
    if format is not None and format not in FORMATS:
        raise UsageError(Message.of("Only letters are written as “{format}”: --letters.", format=format))
    return None if output is None and format is None else choose_format(format, output or SCREEN, FORMATS)


def _write_letters(
    request: CampaignRequest, name: str, output: str, session: Session, read: tuple[Path, ...], *, force: bool
) -> None:
    from engage_cli.batch.letters.writing import write_letters
    from engage_cli.campaign.letters import build_letters

    made = build_letters(
        request.standing, request.languages, names=request.names, templates=request.templates, paper=request.paper
    )
    write_letters(made, name, output, session, inputs=read, force=force)


def _show(request: CampaignRequest, session: Session) -> None:
    from engage_cli.campaign.screen import screen_lines

    session.out("\n".join(screen_lines(request.standing, session, names=request.names)))


def _made(request: CampaignRequest, name: str, session: Session) -> Document:
    with Meter(session):
        return FORMATS[name].document(request, request.templates.run)


def _idle(loaded: "LoadedCampaign", ran: "CampaignRun", asked: "CampaignOptions") -> list[Problem]:
    """Problems of excuses that match no project: whoever was to be excused would be reported late."""
    listing = command("campaign", loaded.path, *asked.paths, "-o", "campaign.xlsx")
    return [
        Problem(
            path=str(loaded.path),
            line=one.line,
            message=Message.of("No project that takes part is called “{project}”.", project=one.project),
            hint=_called(one.project, ran, listing),
        )
        for one in ran.standing.idle
    ]


def _called(project: str, ran: "CampaignRun", listing: str) -> Message | None:
    """The one that was probably meant; else those that there are, or where many of them are found."""
    from engage_cli.campaign.loading import is_path
    from engage_cli.errors import LISTED, closest_word, suggestion

    people = ran.standing.participants
    ids = [one.id or one.name for one in people]
    names = [one.path for one in people if one.path] if is_path(project) else ids
    if len(ids) <= LISTED or closest_word(project, names):
        return suggestion(project, names)
    return Message.of(
        "{count} projects take part; all are named by their id and their file in: {command}",
        count=len(ids), command=listing,
    )  # fmt: skip
