"""The options of `engage report`, checked together and completed."""

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engage_cli.errors import Message, Problem, UsageError, closest, suggestion
from engage_cli.i18n import LANGUAGES
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.theme import PLAIN, Theme
from engage_cli.report.choices import Attach, Audience, Engine, Kind
from engage_cli.report.formats import FORMATS
from engage_cli.terminal.open_project import say_remarks
from engage_cli.terminal.report_options import BOTH
from engage_cli.terminal.session import Session
from engage_cli.terminal.write_document import SCREEN

if TYPE_CHECKING:
    from engage_cli.project.loading import LoadedProject
    from engage_cli.report.request import Attachment
    from engage_cli.report.templates.environment import Templates
    from engage_cli.scoring.results import Assessment


def languages(lang: str | None, session: Session) -> tuple[str, ...]:
    """The languages of `--lang`, or the session's where it is left out."""
    if lang is None:
        return (session.language,)
    return LANGUAGES if lang == BOTH else (lang,)


def target(
    output: str | None, project: Path, *, kind: Kind, format: str, day: dt.date, session: Session
) -> Path | None:
    """Where to write; None: on the screen.

    Where no file is named, beside the project or in the folder named, under a name with `day`: the report of another
    day stays.
    """
    if output == SCREEN:
        return None
    named = None if output is None else Path(output)
    if named is None or named.is_dir():
        folder = project.parent if named is None else named
        return folder / f"{kind.stem(project.stem, session.tr)}-{day}{FORMATS[format].suffix}"
    return named


def settled_engine(formats: Iterable[str], kind: Kind, engine: Engine, templates: Path | None) -> Engine:
    """What lays out reports in those formats; no library is looked for where none is laid out."""
    if not any(FORMATS[name].laid_out for name in formats):
        return engine
    from engage_cli.report.pdf.engines import choose_engine
    from engage_cli.report.templates.files import has_own_pages

    return choose_engine(engine, kind, own_pages=templates is not None and has_own_pages(templates))


def agree(wanted: Iterable[str], kind: Kind, engine: Engine) -> None:
    """Raises UsageError where a format that is wanted cannot be of that kind, or the engine cannot lay it out."""
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


def agree_to_attach(format: str, audience: Audience, attach: Sequence[Attach]) -> None:
    """Raises UsageError for attachments that the format has no place for, or the audience may not see."""
    if attach and not FORMATS[format].attaches:
        formats = ", ".join(f.name for f in FORMATS.values() if f.attaches)
        raise UsageError(Message.of("--attach goes with the formats: {formats}.", formats=formats))
    if Attach.PROJECT in attach and audience is not Audience.TEAM:
        raise UsageError(
            Message.of("The project file holds names and notes, which “{who}” does not see.", who=audience),
            Message.of("Add --audience team, or attach the results only."),
        )


def theme_of(theme: Path | None, template: Path | None) -> Theme:
    """The theme in the file `theme`, else that beside the templates, else ours. Raises InputError."""
    path = _theme_file(theme, template)
    if path is None:
        return PLAIN
    from engage_cli.report.themes import load_theme

    return load_theme(path)


def theme_for(questionnaire: Questionnaire, theme: Path | None, template: Path | None, session: Session) -> Theme:
    """The same, for one questionnaire: a role that is probably misspelt is named; others may be of other ones."""
    found, known = theme_of(theme, template), [one.id for one in questionnaire.roles]
    missed = [id for id in found.roles if id not in known and closest(id, known)]
    said = [(Message.of("This questionnaire has no role “{id}”.", id=id), suggestion(id, known)) for id in missed]
    path = str(_theme_file(theme, template))
    say_remarks([Problem(path=path, message=message, hint=hint) for message, hint in said], session)
    return found


def _theme_file(theme: Path | None, template: Path | None) -> Path | None:
    beside = template / "theme.yaml" if template else None
    return theme or (beside if beside and os.path.lexists(beside) else None)


def templates(folder: Path | None, seconds: int, session: Session) -> "Templates":
    """The templates of `folder`, which have so long; what no document shows of it is said."""
    from engage_cli.report.templates.environment import Templates

    say_idle(folder, session)
    return Templates(folder=folder, seconds=seconds)


def say_idle(template: Path | None, session: Session) -> None:
    """Says which files of the folder of templates no document shows, as their names are none of ours."""
    if template is not None:
        from engage_cli.report.templates.files import unused_files

        say_remarks(unused_files(template), session)


def looks(theme: Path | None, template: Path | None) -> Iterator[Path]:
    """The files that `theme` and `template` stand for: those that no document may replace."""
    if template is not None:
        from engage_cli.report.templates.files import used_files

        yield from used_files(template)
    path = _theme_file(theme, template)
    if path is not None:
        from engage_cli.report.themes import logo_files

        yield path
        yield from logo_files(path)


def attachments(
    wanted: Sequence[Attach], assessment: "Assessment", loaded: "LoadedProject"
) -> tuple["Attachment", ...]:
    """The files to put into the report, each once."""
    from engage_cli.report.pdf.attachments import project_attachment, results_attachment

    return tuple(
        results_attachment(assessment)
        if what is Attach.RESULTS
        else project_attachment(loaded.path.name, loaded.document.text)
        for what in dict.fromkeys(wanted)
    )
