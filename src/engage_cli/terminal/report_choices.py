"""What the options of `engage report` come to together."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from engage_cli.errors import Message, UsageError, unwritable
from engage_cli.i18n import LANGUAGES
from engage_cli.terminal.session import Session
from engage_cli.values import Value, replace

if TYPE_CHECKING:
    from engage_cli.model.theme import Theme
    from engage_cli.project.loading import LoadedProject
    from engage_cli.report.request import Attach, Attachment, Audience, Engine, Kind, Paper, Request
    from engage_cli.report.templates.environment import Templates
    from engage_cli.scoring.results import Assessment

SCREEN = "-"
BOTH = "both"

Choice = TypeVar("Choice", bound=StrEnum)


class Asked(Value, kw_only=True):
    """A report but for the project it is on."""

    format: str
    kind: "Kind"
    audience: "Audience"
    languages: tuple[str, ...]
    paper: "Paper"
    engine: "Engine"
    attach: "tuple[Attach, ...]"
    templates: "Templates"
    theme: "Theme"

    def request(self, assessment: "Assessment", loaded: "LoadedProject") -> "Request":
        from engage_cli.report.request import Request

        return Request(
            assessment=assessment,
            languages=self.languages,
            kind=self.kind,
            audience=self.audience,
            paper=self.paper,
            engine=self.engine,
            templates=self.templates,
            theme=self.theme,
            attachments=tuple(_attachment(what, assessment, loaded) for what in self.attach),
        )


def asked(
    *,
    output: str | None,
    format: str | None,
    kind: str | None,
    audience: str | None,
    languages: tuple[str, ...],
    paper: str | None,
    engine: str | None,
    attach: Sequence[str],
    template: Path | None,
    theme: Path | None,
) -> Asked:
    """The options read together. Raises UsageError for those that do not go together, InputError for the theme."""
    from engage_cli.report.request import Attach, Audience, Engine, Kind, Paper
    from engage_cli.report.templates.environment import Templates

    found = Asked(
        format=format_named(format, output),
        kind=one_of("--kind", kind, Kind.FULL),
        audience=one_of("--audience", audience, Audience.DIRECTION),
        languages=languages,
        paper=one_of("--paper", paper, Paper.LETTER),
        engine=one_of("--pdf-engine", engine, Engine.WEASYPRINT),
        attach=tuple(dict.fromkeys(one_of("--attach", what, Attach.RESULTS) for what in attach)),
        templates=Templates(folder=_folder(template)),
        theme=_theme(theme, template),
    )
    _agree(found)
    return found


def languages(lang: str) -> tuple[str, ...]:
    """Those of `--lang`."""
    if lang == BOTH:
        return LANGUAGES
    if lang in LANGUAGES:
        return (lang,)
    choices = ", ".join((*LANGUAGES, BOTH))
    raise UsageError(Message.of("{name} takes one of: {choices}.", name="--lang", choices=choices))


def one_of(option: str, value: str | None, default: Choice) -> Choice:
    """The choice called `value`, else `default`. Raises UsageError."""
    kind = type(default)
    if value is None:
        return default
    if value in tuple(kind):
        return kind(value)
    raise UsageError(Message.of("{name} takes one of: {choices}.", name=option, choices=", ".join(kind)))


def format_named(format: str | None, output: str | None) -> str:
    """The format asked for, else that of the output's suffix, else Markdown on the screen and PDF in a file."""
    from engage_cli.report.formats import FORMATS

    if format is not None:
        if format in FORMATS:
            return format
        raise UsageError(Message.of("{name} takes one of: {choices}.", name="--format", choices=", ".join(FORMATS)))
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


def target(output: str | None, project: Path, asked: Asked, session: Session) -> Path | None:
    """Where to write; None: on the screen. Beside the project, or in the folder named, where no file is."""
    from engage_cli.report.file_names import stem
    from engage_cli.report.formats import FORMATS

    if output == SCREEN:
        return None
    named = None if output is None else Path(output)
    if named is None or named.is_dir():
        folder = project.parent if named is None else named
        return folder / (stem(project.stem, asked.kind, session.tr) + FORMATS[asked.format].suffix)
    if named.exists() and named.samefile(project):
        raise UsageError(Message.of("“{path}” is the project itself; a report may not replace it.", path=named))
    if not named.parent.is_dir():
        raise unwritable(named, FileNotFoundError())  # before the time that a layout takes
    return named


def print_out(content: bytes, format: str) -> None:
    """Sends a document to stdout. Raises UsageError for a PDF in a terminal."""
    if format == "pdf" and sys.stdout.isatty():
        raise UsageError(
            Message.of("A PDF is not for the screen."), Message.of("Name a file with -o, or send it to a program.")
        )
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def with_engine(asked: Asked, session: Session) -> Asked:
    """What will lay out the PDF; says so where that was left open."""
    from engage_cli.report.pdf.engines import settled
    from engage_cli.report.request import Engine

    engine = settled(asked.engine, asked.kind)
    if asked.engine is Engine.AUTO:
        session.say(session.tr.gettext("PDF engine: {name}").format(name=engine))
    return replace(asked, engine=engine)


def _agree(asked: Asked) -> None:
    """Raises UsageError for options that exclude each other."""
    from engage_cli.report.formats import FORMATS
    from engage_cli.report.pdf.engines import lays_out
    from engage_cli.report.request import Attach, Audience

    format = FORMATS[asked.format]
    if asked.kind not in format.kinds:
        formats = ", ".join(f.name for f in FORMATS.values() if asked.kind in f.kinds)
        raise UsageError(
            Message.of("There is no “{kind}” in the format {format}.", kind=asked.kind, format=asked.format),
            Message.of("Its formats are: {formats}.", formats=formats),
        )
    if not lays_out(asked.engine, asked.kind):
        raise UsageError(
            Message.of("{engine} does not lay out “{kind}”.", engine=asked.engine, kind=asked.kind),
            Message.of("Leave --pdf-engine out."),
        )
    if asked.attach and not format.attaches:
        formats = ", ".join(f.name for f in FORMATS.values() if f.attaches)
        raise UsageError(Message.of("--attach goes with the formats: {formats}.", formats=formats))
    if Attach.PROJECT in asked.attach and asked.audience is not Audience.TEAM:
        raise UsageError(
            Message.of("The project file holds names and notes, which “{who}” does not see.", who=asked.audience),
            Message.of("Add --audience team, or attach the results only."),
        )


def _folder(template: Path | None) -> Path | None:
    if template is None or template.is_dir():
        return template
    raise UsageError(Message.of("There is no folder “{path}”.", path=template))


def _theme(theme: Path | None, template: Path | None) -> "Theme":
    from engage_cli.model.theme import PLAIN
    from engage_cli.report.themes import FILE, load_theme

    beside = template / FILE if template else None
    path = theme or (beside if beside and beside.is_file() else None)
    return load_theme(path) if path else PLAIN


def _attachment(what: "Attach", assessment: "Assessment", loaded: "LoadedProject") -> "Attachment":
    from engage_cli.report.pdf.attachments import project_file, results_file
    from engage_cli.report.request import Attach

    if what is Attach.RESULTS:
        return results_file(assessment)
    return project_file(loaded.path.name, loaded.document.text)
