"""Makes the offline page: one HTML file to answer in, without network, account or installation."""

import datetime as dt
import json
import re
from typing import Any

from engage_cli.form.model import PageExtent, base_values, earlier_values, questionnaire_values
from engage_cli.form.preview import preview_values
from engage_cli.formats import MARKED_PAGE, Document
from engage_cli.i18n import LANGUAGE, LANGUAGES, translator
from engage_cli.model.answering import units_and_functions
from engage_cli.model.overlay import Base
from engage_cli.model.project import Project
from engage_cli.model.questionnaire import Questionnaire, named
from engage_cli.model.text import Text
from engage_cli.report.json_text import json_for_script
from engage_cli.report.page_frame import ENGINE, csp_hash
from engage_cli.report.templates.environment import Templates
from engage_cli.report.templates.escaping import mark_safe
from engage_cli.shipped import shipped
from engage_cli.values import Value, field
from engage_cli.wizard.time_estimate import SECONDS_TO_SETTLE, WORDS_A_MINUTE
from engage_cli.wording.overlays import overlay_sentence

SCRIPTS = ("rules.js", "words.js", "answers.js", "earlier.js", "questions.js", "facts.js", "draft.js", "form.js")
"""The scripts in the order of their dependencies."""
PREVIEW = "preview.js"
"""The script for the preview page, inserted before the last one."""

_TEXT = r'\s*("(?:[^"\\]|\\.)*")'
_CALL = re.compile(rf"\b(?:N?_|ngettext)\({_TEXT}(?:,{_TEXT})?")
"""A call of gettext in a script, with one message, or with singular and plural."""


class FormRequest(Value, kw_only=True):
    """Everything that determines a page."""

    questionnaire: Questionnaire
    language: str
    """The language in which it opens; it contains all languages."""
    made: dt.date
    project: Project | None = None
    file: str | None = None
    """The name of the project file, for the command that brings the answers back."""
    extent: PageExtent = field(default_factory=PageExtent)
    preview: bool = False
    """Whether it is for authors: every question is shown, with why it is asked and what each level means."""


def render_form(request: FormRequest) -> Document:
    """The page; the same request gives the same bytes."""
    style, script = _style(preview=request.preview), _script(preview=request.preview)
    context = {
        "engine": ENGINE,
        "language": request.language,
        "title": _title(request),
        "values": mark_safe(json_for_script(_values(request))),  # escaped for a script element
        "style": mark_safe(style),  # our own
        "script": mark_safe(script),  # our own
        "style_hash": csp_hash(style),
        "script_hash": csp_hash(script),
    }
    page = Templates().render("form/form.html", request.language, context)
    return Document(page.encode(), MARKED_PAGE)


def _values(request: FormRequest) -> dict[str, Any]:
    """The data that the scripts read."""
    extent, questionnaire = request.extent, request.questionnaire
    return {
        "engine": ENGINE,
        "made": request.made.isoformat(),
        "language": request.language,
        "languages": {
            one: {"name": LANGUAGE[one].name, "messages": script_messages(one, preview=request.preview)}
            for one in LANGUAGES
        },
        "project": _project(request),
        "quick": extent.quick,
        "respondent": extent.respondent,
        "speaks_for": list(extent.speaks_for),
        "only": [dict(text.versions) for text in _only(questionnaire, extent)],
        "pace": {"words": WORDS_A_MINUTE, "settle": SECONDS_TO_SETTLE},
        "model": questionnaire_values(questionnaire, extent),
        **({"after": _after(questionnaire.base)} if questionnaire.base else {}),
        "base": base_values(questionnaire, request.project, extent),
        "earlier": earlier_values(questionnaire, request.project, extent),
        **({"preview": preview_values(questionnaire)} if request.preview else {}),
    }


def _after(base: Base) -> dict[str, str]:
    """By language, on which questionnaire an overlay is based."""
    return {language: overlay_sentence(base, translator(language)) for language in LANGUAGES}


def _project(request: FormRequest) -> dict[str, str] | None:
    if request.project is None:
        return None
    charter = request.project.charter
    return {key: value for key, value in (("id", charter.id), ("name", charter.name), ("file", request.file)) if value}


def _only(questionnaire: Questionnaire, extent: PageExtent) -> list[Text]:
    """The names of whatever restricts the page."""
    unit = named(questionnaire.units, extent.unit)
    found = [section.title for id in extent.sections if (section := questionnaire.section(id))]
    spoken = (named(units_and_functions(questionnaire), id) for id in extent.speaks_for)
    return [*found, *([unit.label] if unit else []), *(one.label for one in spoken if one)]


def _title(request: FormRequest) -> str:
    if request.preview:
        title = request.questionnaire.title.to(request.language)
        return translator(request.language).gettext("{name}: preview").format(name=title)
    named_after = request.project.charter.name if request.project else request.questionnaire.title.to(request.language)
    return translator(request.language).gettext("{name}: self-assessment").format(name=named_after)


def script_messages(language: str, *, preview: bool = False) -> dict[str, str | list[str]]:
    """The scripts' messages in `language` by English message, where they differ; a list has singular and plural."""
    tr = translator(language)
    found: dict[str, str | list[str]] = {}
    for texts in _CALL.findall(_script(preview=preview)):
        one, *many = (json.loads(text) for text in texts if text)
        said = [tr.ngettext(one, many[0], n) for n in (1, 2)] if many else tr.gettext(one)
        if said not in (one, [one, *many]):
            found[one] = said
    return found


def _style(*, preview: bool) -> str:
    return "\n".join(_source(name) for name in ("form.css", *(["preview.css"] if preview else [])))


def _script(*, preview: bool) -> str:
    names = (*SCRIPTS[:-1], PREVIEW, SCRIPTS[-1]) if preview else SCRIPTS
    return "\n".join(_source(name) for name in names)


def _source(name: str) -> str:
    return (shipped("report_templates") / "form" / name).read_text(encoding="utf-8")
