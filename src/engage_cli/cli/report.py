"""`engage report PROJECT`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from engage_cli.cli.loading import assessed, opened
from engage_cli.cli.session import Session, session_of
from engage_cli.cli.words import later as _
from engage_cli.errors import Message, UsageError
from engage_cli.i18n import LANGUAGES

SCREEN = "-"
BOTH = "both"


Project = Annotated[Path, typer.Argument(metavar=_("PROJECT"), help=_("The project file, or its folder."))]
Output = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar=_("FILE"),
        help=_("Where to write; “-” is the screen. Beside the project where it is left out."),
    ),
]
Kind = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="pdf|html|md|json",
        help=_("The format; by the name of the file where it is left out, else pdf."),
    ),
]
Languages = Annotated[
    str | None, typer.Option("--lang", metavar="fr|en|both", help=_("Language of the report, or both in one."))
]
Quick = Annotated[bool, typer.Option("--quick", help=_("Read the quick questions only."))]
Folder = Annotated[
    Path | None,
    typer.Option(
        "--template",
        metavar=_("FOLDER"),
        help=_("A folder of templates that replace the shipped ones, or blocks of them."),
    ),
]
Force = Annotated[bool, typer.Option("--force", help=_("Replace a file that engage did not write."))]


def report(
    ctx: typer.Context,
    *,
    project: Project,
    output: Output = None,
    format: Kind = None,
    lang: Languages = None,
    quick: Quick = False,
    template: Folder = None,
    force: Force = False,
) -> None:
    """Writes the report of a project."""
    from engage_cli.report.files import save
    from engage_cli.report.formats import Request, render
    from engage_cli.report.templates import Templates

    session = session_of(ctx)
    name = format_named(format, output)
    templates = Templates(folder=_folder(template))
    languages = _languages(lang, session)
    loaded = opened(project, session)
    path = _target(output, loaded.path, name, session)
    if name == "pdf":
        session.say(session.tr.gettext("Laying out the PDF…"))
    request = Request(assessment=assessed(loaded, session, quick=quick), languages=languages, templates=templates)
    document = render(request, name)
    if path is None:
        _print(document.content, name)
        return
    save(document, path, force=force)
    session.say(session.tr.gettext("Written: {path}").format(path=path))


def format_named(format: str | None, output: str | None) -> str:
    """The format asked for, else that of the output's suffix, else Markdown on the screen and PDF in a file."""
    from engage_cli.report.formats import FORMATS

    if format is not None:
        if format in FORMATS:
            return format
        raise UsageError(
            Message.of("{name} takes one of: {choices}.", name="--format", choices=", ".join(FORMATS)),
        )
    if output is None or Path(output).is_dir():
        return "pdf"
    if output == SCREEN:
        return "md"
    found = next((f.name for f in FORMATS.values() if f.suffix == Path(output).suffix.lower()), None)
    if found is None:
        raise UsageError(
            Message.of("The name “{path}” does not say which format to write.", path=output),
            Message.of(
                "End it with {suffixes}, or add --format.", suffixes=", ".join(f.suffix for f in FORMATS.values())
            ),
        )
    return found


def _languages(lang: str | None, session: Session) -> tuple[str, ...]:
    if lang is None:
        return (session.language,)
    if lang == BOTH:
        return LANGUAGES
    if lang in LANGUAGES:
        return (lang,)
    choices = ", ".join((*LANGUAGES, BOTH))
    raise UsageError(Message.of("{name} takes one of: {choices}.", name="--lang", choices=choices))


def _folder(template: Path | None) -> Path | None:
    if template is None or template.is_dir():
        return template
    raise UsageError(Message.of("There is no folder “{path}”.", path=template))


def _target(output: str | None, project: Path, format: str, session: Session) -> Path | None:
    """Where to write; None: on the screen. Beside the project, or in the folder named, where no file is."""
    from engage_cli.report.formats import FORMATS

    if output == SCREEN:
        return None
    named = None if output is None else Path(output)
    if named is None or named.is_dir():
        folder = project.parent if named is None else named
        return folder / (session.tr.gettext("{name}-report").format(name=project.stem) + FORMATS[format].suffix)
    if named.exists() and named.samefile(project):
        raise UsageError(Message.of("“{path}” is the project itself; a report may not replace it.", path=named))
    return named


def _print(content: bytes, format: str) -> None:
    if format == "pdf" and sys.stdout.isatty():
        raise UsageError(
            Message.of("A PDF is not for the screen."), Message.of("Name a file with -o, or send it to a program.")
        )
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
