"""Export tables of a project's history: milestones, waivers, and replaced values."""

from collections.abc import Iterator, Mapping
from typing import Any

from engage_cli.i18n import N_
from engage_cli.model.project import Ends
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.portfolio.export.fields import (
    KIND,
    OF_PROJECT,
    PROJECT,
    RESULT,
    SCOPES,
    ExportedProject,
    Field,
    Resource,
    Values,
)
from engage_cli.project.history import Replaced, Saved
from engage_cli.scoring.question_scores import GateState

MILESTONE = Field("milestone", "integer", N_("Place of the milestone in time"), required=True)
OPEN = frozenset(
    {
        "value", "choice", "choices", "criteria", "unknown", "not_applicable.reason", "reviewed",
        "question", "recommendation", "due", "status", "done", "date", "state",
    }
)  # fmt: skip
"""Fields of replaced values that contain neither names nor free texts."""
ABOUT = {"actions.": "action", "path.": "step"}
"""The kind of thing by the prefix of its id in the record, where it is neither a question nor a fact."""


def _milestones(one: ExportedProject) -> Iterator[Values]:
    for place, found in enumerate(one.followed.milestones, 1):
        tally = (found.results.answered, found.results.in_force) if found.results else (None, None)
        yield place, found.date, found.version, found.scope, found.intact, *tally


def _milestone_results(one: ExportedProject) -> Iterator[Values]:
    for place, found in enumerate(one.followed.milestones, 1):
        nodes = (("index", found.results.indices), ("section", found.results.sections)) if found.results else ()
        for kind, by_id in nodes:
            for id, node in by_id.items():
                ends = (*_ends(node.points), *_ends(node.attainment), *(node.bands or (None, None)))
                yield place, kind, id, *ends


def _ends(found: Ends | None) -> tuple[object, object]:
    return found or (None, None)


def _milestone_gates(one: ExportedProject) -> Iterator[Values]:
    for place, found in enumerate(one.followed.milestones, 1):
        if found.results:
            yield from ((place, id, state) for id, state in found.results.gates.items())


def _waivers(one: ExportedProject) -> Iterator[Values]:
    for place, waiver in enumerate(one.row.waivers, 1):
        over = waiver.until < one.row.as_of
        yield place, waiver.rule, waiver.question, waiver.until, over


# ── what gave way ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _replaced(one: ExportedProject) -> Iterator[Values]:
    for place, found in one.followed.replaced:
        about, id = _subject(found.id, one.questionnaire)
        for field, was, now in _fields(found):
            shown = (_word(was), _word(now)) if field in OPEN else (None, None)
            yield place, field, found.on, _how(found), about, id, *shown, field not in OPEN, found.dated


def replaced_texts(one: ExportedProject) -> Iterator[tuple[str, str, str, str]]:
    """The free texts that the table of replaced values leaves out: (kind, position, field, text)."""
    for place, found in one.followed.replaced:
        if isinstance(found, Replaced):
            said = (("by", found.by), ("from", found.source))
            yield from (("replaced", str(place), field, name) for field, name in said if name)
        for field, was, now in _fields(found):
            if field not in OPEN:
                pairs = ((f"{field}.was", was), (f"{field}.now", now))
                yield from (("replaced", str(place), when, _word(value) or "") for when, value in pairs if value)


def milestone_texts(one: ExportedProject) -> Iterator[tuple[str, str, str, str]]:
    """The names of milestones, which are free texts: (kind, position, field, text)."""
    names = (found.name for found in one.followed.milestones)
    return (("milestone", str(place), "name", name) for place, name in enumerate(names, 1))


def _how(found: Replaced | Saved) -> str:
    return "replaced" if isinstance(found, Replaced) else "undone" if found.undoes else "saved"


def _subject(id: str, questionnaire: Questionnaire) -> tuple[str, str]:
    if questionnaire.facet(id) is not None:
        return "fact", id
    begins = next((begin for begin in ABOUT if id.startswith(begin) and id not in questionnaire.by_id), None)
    return ("answer", id) if begins is None else (ABOUT[begins], id.removeprefix(begins))


def _fields(found: Replaced | Saved) -> Iterator[tuple[str, Any, Any]]:
    """(field, old value, new value) for each field that differs."""
    was, now = _flat(found.old_value), _flat(found.new_value)
    for field in dict.fromkeys((*was, *now)):
        if was.get(field) != now.get(field):
            yield field, was.get(field), now.get(field)


def _flat(value: Any) -> Mapping[str, Any]:
    """A value's fields by name, those of nested values included; a value without fields is named "value"."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        return {"value": value}
    inner = {f"{key}.{of}": x for key, one in value.items() if isinstance(one, dict) for of, x in one.items()}
    return {key: one for key, one in value.items() if not isinstance(one, dict)} | inner


def _word(value: Any) -> str | None:
    """A YAML value as one cell; choices and pieces of evidence are joined by semicolons."""
    match value:
        case None:
            return None
        case bool():
            return "yes" if value else "no"
        case list():
            return "; ".join(_word(one) or "" for one in value)
        case dict():
            return ", ".join(f"{key}: {_word(one)}" for key, one in value.items())
        case _:
            return str(value)


FOLLOWUP: tuple[Resource, ...] = (
    Resource(
        name="waivers",
        title=N_("Findings put off"),
        key=("project", "place"),
        foreign=OF_PROJECT,
        rows=_waivers,
        fields=(
            PROJECT,
            Field("place", "integer", N_("Place in the file"), required=True),
            Field("rule", "string", N_("Rule"), required=True),
            Field("subject", "string", N_("What it is about"), required=True),
            Field("until", "date", N_("Put off until"), required=True),
            Field("over", "boolean", N_("That day is past"), required=True),
        ),
    ),
    Resource(
        name="milestones",
        title=N_("Milestones"),
        key=("project", "milestone"),
        foreign=OF_PROJECT,
        rows=_milestones,
        fields=(
            PROJECT,
            MILESTONE,
            Field("date", "date", N_("Date"), required=True),
            Field("questionnaire_version", "string", N_("Version of the questionnaire")),
            Field("scope", "string", N_("Scope"), required=True, values=SCOPES),
            Field("intact", "boolean", N_("It says what it said when it was made"), required=True),
            Field("answered", "integer", N_("Questions answered")),
            Field("in_force", "integer", N_("Questions in force")),
        ),
    ),
    Resource(
        name="milestone_results",
        title=N_("Results of milestones, by section and index"),
        key=("project", "milestone", "kind", "id"),
        foreign=OF_PROJECT,
        rows=_milestone_results,
        fields=(
            PROJECT,
            MILESTONE,
            KIND,
            Field("id", "string", N_("Id"), required=True),
            *RESULT,
        ),
    ),
    Resource(
        name="milestone_gates",
        title=N_("Blocking requirements at milestones"),
        key=("project", "milestone", "question"),
        foreign=OF_PROJECT,
        rows=_milestone_gates,
        fields=(
            PROJECT,
            MILESTONE,
            Field("question", "string", N_("Question"), required=True),
            Field("state", "string", N_("State"), required=True, values=tuple(s.value for s in GateState)),
        ),
    ),
    Resource(
        name="replaced",
        title=N_("What gave way: answers, facts, actions, steps"),
        key=("project", "place", "field"),
        foreign=OF_PROJECT,
        rows=_replaced,
        fields=(
            PROJECT,
            Field("place", "integer", N_("Place in the record"), required=True),
            Field("field", "string", N_("Field"), required=True),
            Field("date", "date", N_("On which day"), required=True),
            Field("how", "string", N_("How it came about"), required=True, values=("replaced", "saved", "undone")),
            Field("about", "string", N_("What it is about"), required=True, values=(*ABOUT.values(), "answer", "fact")),
            Field("id", "string", N_("Id"), required=True),
            Field("was", "string", N_("What it was")),
            Field("now", "string", N_("What it became")),
            Field("text", "boolean", N_("A name or a free text, which is left out here"), required=True),
            Field("last_answer", "date", N_("Last answer of the project then")),
        ),
    ),
)  # fmt: skip
"""The tables about a project's history, made for every export."""
