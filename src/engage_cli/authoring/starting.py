"""The first files of a questionnaire: small, complete, explained in comments, and free of lint findings."""

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from engage_cli.editor.questionnaires import schema_line
from engage_cli.files import yaml_rendering
from engage_cli.i18n import Translator
from engage_cli.questionnaire.library import FILE
from engage_cli.slugs import short_slug, slug
from engage_cli.values import Value

_WIDTH = 100


class QuestionnaireStart(Value, kw_only=True):
    """What an author chooses for a new questionnaire."""

    id: str
    title: str
    sections: tuple[str, ...]
    """The titles of its sections."""
    language: str
    tr: Translator


def first_files(start: QuestionnaireStart) -> dict[Path, str]:
    """The files of a new questionnaire by path: itself and its first tests."""
    return {
        Path(FILE): "\n".join(_questionnaire(start)) + "\n",
        Path("tests") / f"{_Ids(start.tr).first}.yaml": "\n".join(_tests(start)) + "\n",
    }


def section_ids(titles: Sequence[str]) -> list[str]:
    """A distinct id for each section, from its title."""
    found: list[str] = []
    for number, title in enumerate(titles, start=1):
        id = short_slug(title) or f"section-{number}"
        found.append(f"{id}-{number}" if id in found else id)
    return found


def _questionnaire(start: QuestionnaireStart) -> Iterator[str]:
    _, ids = start.tr.gettext, _Ids(start.tr)
    yield schema_line("questionnaire")
    yield from _comment(_("A questionnaire of engage. Change what you like, then: engage questionnaire lint"))
    head = {"engage": 1, "id": start.id, "version": "1.0.0", "languages": [start.language], "title": start.title}
    yield from _lines(head)
    yield ""
    yield from _comment(_("What a project says of itself. This one is time: it decides what is expected when."))
    yield from _lines({"facets": {ids.moment: _moment(ids, _)}, "timeline": ids.moment})
    yield ""
    yield from _comment(_("The levels of every answer, and the one that is enough at each time."))
    yield from _lines({"scales": {ids.scale: _scale(ids, _)}})
    yield ""
    yield from _lines({"bands": _bands(_)})
    yield ""
    names = section_ids(start.sections)
    index = {"label": _("Overall"), "of": {"sections": names}, "method": "mean"}
    yield from _lines({"indices": {slug(_("Overall")): index}, "leads": {ids.team: _("The team")}})
    yield ""
    yield from _comment(_("Sections with their questions. An id never changes: answers refer to it."))
    sections = [_section(id, title, ids, start) for id, title in zip(names, start.sections, strict=True)]
    yield from _lines({"sections": sections})


class _Ids:
    """The ids of the new questionnaire, in the author's language."""

    def __init__(self, tr: Translator) -> None:
        _ = tr.gettext
        self.moment, self.scale, self.team = slug(_("moment")), slug(_("practice")), slug(_("team"))
        self.preparation, self.open = slug(_("Preparation")), slug(_("Open to the public"))
        self.first, self.plan, self.do = slug(_("first")), slug(_("plan")), slug(_("do"))
        self.nothing, self.planned, self.done = slug(_("Nothing yet")), slug(_("Planned")), slug(_("Done"))


def _moment(ids: _Ids, _: Any) -> dict[str, Any]:
    return {
        "type": "one",
        "ordered": True,
        "required": True,
        "ask": _("How far along is the project?"),
        "choices": {ids.preparation: _("Preparation"), ids.open: _("Open to the public")},
    }


def _scale(ids: _Ids, _: Any) -> dict[str, Any]:
    evidence = {"kinds": ["document", "test"], "valid": "P12M"}
    return {
        "choices": {
            ids.nothing: {"points": 0, "label": _("Nothing yet")},
            ids.planned: {"points": 1, "label": _("Planned")},
            ids.done: {"points": 2, "label": _("Done"), "needs_evidence": evidence},
        },
        "expected": {ids.preparation: ids.planned, ids.open: ids.done},
    }


def _bands(_: Any) -> list[dict[str, Any]]:
    bounds: tuple[tuple[str, dict[str, float]], ...] = (
        (_("To do"), {"below": 0.5}),
        (_("Nearly"), {"below": 1}),
        (_("Ready"), {}),
    )
    return [{"id": slug(label), **bound, "label": label} for label, bound in bounds]


def _section(id: str, title: str, ids: _Ids, start: QuestionnaireStart) -> dict[str, Any]:
    _ = start.tr.gettext
    question = {
        "id": f"{id}.{ids.first}",
        "title": title,
        "quick": True,
        "ask": _("What is done about “{section}”, by whom and until when?").format(section=title),
        "scale": ids.scale,
        "choices": {
            ids.nothing: _("Nobody can say anything about it."),
            ids.planned: _("Written down, with somebody responsible and a date."),
            ids.done: _("Done, and somebody from outside could see it."),
        },
        "recommendations": [
            {
                "id": f"{id}-{ids.plan}",
                "at": [ids.nothing],
                "to": ids.planned,
                "do": _("Write down who does what, and until when."),
                "effort": "S",
                "lead": ids.team,
            },
            {
                "id": f"{id}-{ids.do}",
                "at": [ids.planned],
                "to": ids.done,
                "do": _("Do what is planned, and keep evidence of it."),
                "effort": "M",
                "lead": ids.team,
            },
        ],
    }
    return {"id": id, "title": title, "questions": [question]}


def _tests(start: QuestionnaireStart) -> Iterator[str]:
    _, ids, names = start.tr.gettext, _Ids(start.tr), section_ids(start.sections)
    yield schema_line("cases")
    yield from _comment(_("What the questionnaire has to give: engage questionnaire test"))
    done = {
        "name": _("Everything is done, with its evidence"),
        "facets": {ids.moment: ids.open},
        "all": ids.done,
        "expect": {"sections": {name: {"evidenced": 1, "band": slug(_("Ready"))} for name in names}},
    }
    begun = {
        "name": _("Nothing is done yet"),
        "facets": {ids.moment: ids.preparation},
        "all": ids.nothing,
        "expect": {
            "asked": [f"{name}.{ids.first}" for name in names],
            "advice": [f"{names[0]}-{ids.plan}"],
        },
    }
    yield from _lines({"engage": 1, "cases": [done, begun]})


def _lines(value: dict[str, Any]) -> tuple[str, ...]:
    return yaml_rendering.render_entries(value, yaml_rendering.Layout(), 0).lines


def _comment(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)
