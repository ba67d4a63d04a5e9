"""Writes the first text of a project file, in which comments explain everything that can be said of a project."""

import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TextIO

from engage_cli.errors import ConflictError, InputError, Message
from engage_cli.files import schemas, yaml_reading, yaml_rendering
from engage_cli.files.reading import check_folder
from engage_cli.i18n import Translator, translator
from engage_cli.model.project import UNKNOWN, Charter, FacetValue
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Choice, Facet, FacetType

_WIDTH = 100
"""Of comments, in characters, their indentation included."""


def new_project_text(questionnaire: Questionnaire, charter: Charter, *, language: str, editor: str = "") -> str:
    """The text of a commented project.yaml for `charter`, its comments in `language`.

    Facets left out are there to be filled in. `editor` is the comment by which editors find the schema of the file,
    empty for none.
    """
    tr = translator(language)
    parts = (
        [editor, ""] if editor else [],
        _head(questionnaire, tr, language),
        _charter(questionnaire, charter, tr, language),
    )
    return "\n".join((*(line for part in parts for line in part), *_assessment(questionnaire, tr), ""))


def write_charter(path: Path, text: str) -> None:
    """Writes a new project file.

    Raises ConflictError where the file exists, UsageError where its folder does not, InputError for what a project may
    not hold.
    """
    if found := schemas.find_problems(yaml_reading.parse(text, str(path)), "project"):
        raise InputError(*found)
    check_folder(path.parent)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            _fill(file, text, path)
    except FileExistsError:
        hint = Message.of("Choose another name, or change the file in an editor.")
        raise ConflictError(Message.of("“{path}” exists already: nothing was written.", path=path), hint) from None


def _fill(file: TextIO, text: str, path: Path) -> None:
    """Writes the text, or leaves no file: half a project is none, and would stand in the way of the next try."""
    try:
        file.write(text)
        file.flush()
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _head(questionnaire: Questionnaire, tr: Translator, language: str) -> Iterator[str]:
    title = questionnaire.title.to(language)
    yield from _comment(tr.gettext("A project, described for the questionnaire “{title}”.").format(title=title))
    yield from _comment(tr.gettext("Lines that begin with # explain; engage does not read them."))
    yield from ("engage: 1", "")


def _assessment(questionnaire: Questionnaire, tr: Translator) -> Iterator[str]:
    """Last: answers are added at the end of the file."""
    yield ""
    yield from _comment(tr.gettext("Answers go here; “engage assess” writes them."))
    yield "assessment:"
    yield f"  questionnaire: {{id: {questionnaire.id}, version: {questionnaire.version}}}"


def _charter(questionnaire: Questionnaire, charter: Charter, tr: Translator, language: str) -> Iterator[str]:
    yield "charter:"
    if charter.id:
        yield from _line("id", charter.id)
    yield from _line("name", charter.name)
    yield from _text("summary", charter.summary, tr.gettext("What it is, in two or three sentences."))
    yield from _text("audience", charter.audience, tr.gettext("For whom it is, and who might be left out."))
    asked = tr.gettext("What the direction is asked to decide.")
    yield from _text("decision_requested", charter.decision_requested, asked)
    yield from _text("lead", _lead(charter), tr.gettext("Who leads the project."))
    yield from _text("dates", _dates(charter), tr.gettext("Year, month and day: 2026-11-23."))
    if charter.links:
        yield from _line("links", [{"title": link.title, "url": link.url} for link in charter.links])
    yield ""
    yield from _comment(tr.gettext("Facts about the project; they decide which questions are asked."), 2)
    yield "  facets:"
    for facet in questionnaire.facets:
        yield from _facet(facet, charter.facets, tr, language)


def _lead(charter: Charter) -> Mapping[str, object]:
    lead = charter.lead
    return {"name": lead.name if lead else None, "role": lead.role if lead else None}


def _dates(charter: Charter) -> Mapping[str, object]:
    dates = {"start": charter.dates.start, "opening": charter.dates.opening, "end": charter.dates.end}
    return {key: day.isoformat() if day else None for key, day in dates.items()}


def _text(key: str, value: object, comment: str) -> Iterator[str]:
    yield from _comment(comment, 2)
    yield from _line(key, value)


def _line(key: str, value: object, indent: int = 2) -> Iterator[str]:
    """`key: value`; nothing after the colon where there is nothing to say."""
    if isinstance(value, Mapping):
        yield f"{' ' * indent}{key}:"
        for inner, one in value.items():
            yield from _line(inner, one, indent + 2)
    elif value is None:
        yield f"{' ' * indent}{key}:"
    else:
        rendered = yaml_rendering.render_block(value, yaml_rendering.Layout(), indent)
        yield f"{' ' * indent}{key}:{' ' if rendered.head else ''}{rendered.head}"
        yield from rendered.lines


def _facet(facet: Facet, given: Mapping[str, FacetValue], tr: Translator, language: str) -> Iterator[str]:
    yield ""
    yield from _comment(facet.ask.to(language), 4)
    if facet.help:
        yield from _comment(facet.help.to(language), 4)
    yield from _comment(_allowed(facet, tr), 4)
    for choice in facet.choices:
        yield from _choice(choice, language)
    yield f"    {facet.id}:{_facet_value(facet, given)}"


def _allowed(facet: Facet, tr: Translator) -> str:
    match facet.type:
        case FacetType.YES_NO:
            return tr.gettext("Write true (yes), false (no) or unknown.")
        case FacetType.ONE if facet.required:
            return tr.gettext("One of:")
        case FacetType.ONE:
            return tr.gettext("One of these, or unknown:")
        case FacetType.MANY:
            return tr.gettext("Any of these, between brackets, with commas:")


def _choice(choice: Choice, language: str) -> Iterator[str]:
    yield from _comment(f"{choice.id} = {choice.label.to(language)}", 4, "  ")


def _facet_value(facet: Facet, given: Mapping[str, FacetValue]) -> str:
    if facet.id not in given:
        return ""
    value = given[facet.id]
    if value is None:
        return f" {UNKNOWN}"
    return " " + yaml_rendering.render_inline(list(value) if isinstance(value, tuple) else value)


def _comment(text: str, indent: int = 0, hang: str = "") -> list[str]:
    """`text` as comment lines."""
    start = f"{' ' * indent}# {hang}"
    wrapped = textwrap.wrap(text, _WIDTH, initial_indent=start, subsequent_indent=start, break_on_hyphens=False)
    return wrapped or [start.rstrip()]
