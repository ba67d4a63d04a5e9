"""Checks the options of `engage report` against each other and fills in defaults."""

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engage_cli.errors import Message, Problem, UsageError, closest_word, suggestion
from engage_cli.i18n import LANGUAGES
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.theme import PLAIN, Theme
from engage_cli.report.choices import Attach, Audience, Engine, Kind
from engage_cli.report.formats import FORMATS
from engage_cli.terminal.open_project import report_remarks
from engage_cli.terminal.report_options import BOTH
from engage_cli.terminal.session import Session
from engage_cli.terminal.write_document import SCREEN

if TYPE_CHECKING:
    from engage_cli.project.loading import LoadedProject
    from engage_cli.report.request import Attachment
    from engage_cli.report.templates.environment import Templates
    from engage_cli.scoring.results import Assessment


def choose_languages(lang: str | None, session: Session) -> tuple[str, ...]:
    """The languages of --lang, else the session's."""
    if lang is None:
        return (session.language,)
    return LANGUAGES if lang == BOTH else (lang,)


def choose_target(
    output: str | None, project: Path, *, kind: Kind, format: str, day: dt.date, session: Session
) -> Path | None:
    """The file to write; None: the screen.

    Where no file is named, the name contains `day`, so that reports of other days stay; the file is beside the project
    or in the folder named.
    """
    if output == SCREEN:
        return None
    named = None if output is None else Path(output)
    if named is None or named.is_dir():
        folder = project.parent if named is None else named
        return folder / f"{kind.stem(project.stem, session.tr)}-{day}{FORMATS[format].suffix}"
    return named


def choose_engine_for(formats: Iterable[str], kind: Kind, engine: Engine, templates: Path | None) -> Engine:
    """The engine that lays out PDF in these formats; no library is looked for where none of them is a PDF."""
    if not any(FORMATS[name].laid_out for name in formats):
        return engine
    from engage_cli.report.pdf.engines import choose_engine
    from engage_cli.report.templates.files import has_own_pages

    return choose_engine(engine, kind, own_pages=templates is not None and has_own_pages(templates))


def check_formats(wanted: Iterable[str], kind: Kind, engine: Engine) -> None:
    """Raises UsageError where one of the formats does not support that kind, or the engine cannot lay it out."""
    for format in (name for name in wanted if not FORMATS[name].can_be(kind)):
        formats = ", ".join(f.name for f in FORMATS.values() if f.can_be(kind))
        raise UsageError(
            Message.of("There is no “{kind}” in the format {format}.", kind=kind, format=format),
            Message.of("Its formats are: {formats}.", formats=formats),
        )
    if kind not in engine.kinds:
        raise UsageError(
            Message.of("{engine} does not lay out “{kind}”.", engine=engine, kind=kind),
            Message.of("Leave --pdf-engine out."),
        )


def check_attachments(format: str, audience: Audience, attach: Sequence[Attach]) -> None:
    """Raises UsageError for attachments that the format cannot hold or the audience may not see."""
    if attach and not FORMATS[format].attaches:
        formats = ", ".join(f.name for f in FORMATS.values() if f.attaches)
        raise UsageError(Message.of("--attach goes with the formats: {formats}.", formats=formats))
    if Attach.PROJECT in attach and audience is not Audience.TEAM:
        raise UsageError(
            Message.of("The project file holds names and notes, which “{who}” does not see.", who=audience),
            Message.of("Add --audience team, or attach the results only."),
        )


def load_theme_option(theme: Path | None, template: Path | None) -> Theme:
    """The theme in the file `theme`, else the one beside the templates, else ours. Raises InputError."""
    path = _theme_file(theme, template)
    if path is None:
        return PLAIN
    from engage_cli.report.themes import load_theme

    return load_theme(path)


def load_theme_for(questionnaire: Questionnaire, theme: Path | None, template: Path | None, session: Session) -> Theme:
    """The theme of `load_theme_option`; says which of its roles look misspelt for this questionnaire."""
    found, known = load_theme_option(theme, template), [one.id for one in questionnaire.roles]
    missed = [id for id in found.roles if id not in known and closest_word(id, known)]
    said = [(Message.of("This questionnaire has no role “{id}”.", id=id), suggestion(id, known)) for id in missed]
    path = str(_theme_file(theme, template))
    report_remarks([Problem(path=path, message=message, hint=hint) for message, hint in said], session)
    return found


def _theme_file(theme: Path | None, template: Path | None) -> Path | None:
    beside = template / "theme.yaml" if template else None
    return theme or (beside if beside and os.path.lexists(beside) else None)


def load_templates(folder: Path | None, seconds: int, session: Session) -> "Templates":
    """The templates of `folder` with a time limit; says which of its files no document shows."""
    from engage_cli.report.templates.environment import Templates

    report_unused_templates(folder, session)
    return Templates(folder=folder, seconds=seconds)


def report_unused_templates(template: Path | None, session: Session) -> None:
    """Says which files and blocks of the template folder no document shows, as their names are none of ours."""
    if template is not None:
        from engage_cli.report.templates.files import unshown

        report_remarks(unshown(template), session)


def look_files(theme: Path | None, template: Path | None) -> Iterator[Path]:
    """The files behind the options `theme` and `template`, which no document may overwrite."""
    if template is not None:
        from engage_cli.report.templates.files import used_files

        yield from used_files(template)
    path = _theme_file(theme, template)
    if path is not None:
        from engage_cli.report.themes import logo_files

        yield path
        yield from logo_files(path)


def build_attachments(
    wanted: Sequence[Attach], assessment: "Assessment", loaded: "LoadedProject"
) -> tuple["Attachment", ...]:
    """The files to embed in the report, each once."""
    from engage_cli.report.pdf.attachments import project_attachment, results_attachment

    return tuple(
        results_attachment(assessment)
        if what is Attach.RESULTS
        else project_attachment(loaded.path.name, loaded.document.text)
        for what in dict.fromkeys(wanted)
    )
