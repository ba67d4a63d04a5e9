"""Bringing answers made elsewhere into a project: what a file holds, how that differs, and saving what was accepted.

Answers and facets are compared as YAML has them: an answer's mapping, or what a facet is.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from engage_cli.errors import InputError, Message, Place, Problem
from engage_cli.files import atomic_writing, schemas, yaml_reading
from engage_cli.files.nodes import Node, sound_part
from engage_cli.files.yaml_editing import set_mapping
from engage_cli.files.yaml_reading import Document
from engage_cli.model.project import UNKNOWN, Charter, FacetValue, Project, Reference
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.project import loading, parsing
from engage_cli.project.loading import LoadedProject
from engage_cli.project.parsing import answer_as_yaml, parse_answer
from engage_cli.project.recording import guarding, stamped, with_answer
from engage_cli.project.references import answers_findings
from engage_cli.values import Value, replace

Plain = Any
Values = dict[str, Any]

UNPLACED = "x-unplaced"
"""Key of `assessment` under which what no longer fits is kept, by the version that it answered."""


class Part(StrEnum):
    """The parts of a file of answers that are compared."""

    FACETS = "facets"
    ANSWERS = "answers"


class Collected(Value, kw_only=True):
    """A file of answers, as far as it fits."""

    reference: Reference | None
    """Which questionnaire the file says it answers."""
    respondent: str | None
    date: dt.date | None
    scope: str | None
    values: Mapping[Part, Mapping[str, Plain]]
    """By id; None: taken back."""
    seals: Mapping[Part, Mapping[str, str]]
    """Of what a value replaces, as it was when the page was made."""
    unplaced: Mapping[str, Mapping[Part, Mapping[str, Plain]]]
    """By version of the questionnaire: what was given to it and does not fit this one."""
    remarks: tuple[Problem, ...]
    """Why the unplaced do not fit."""
    waiting: tuple[str, ...]
    """Questions with a note or evidence in the file, but without an answer."""


class Kind(StrEnum):
    """What an answer of the file would do to that of the project."""

    NEW = "new"
    CHANGED = "changed"
    """The project holds what the page was made with."""
    WITHDRAWN = "withdrawn"
    CONFLICT = "conflict"
    """The project holds something else than the page was made with, or nobody knows what that was."""


class Change(Value, kw_only=True):
    """Where a file says something else than the project."""

    kind: Kind
    part: Part
    id: str
    ours: Plain
    """What the project holds, None for nothing."""
    theirs: Plain
    """What the file says, None for taken back."""


def collected(document: Document, questionnaire: Questionnaire, charter: Charter) -> Collected:
    """The file of answers in `document`. Raises InputError with everything that is wrong with it.

    What does not fit is wrong, unless the file answers another version of the questionnaire.
    """
    against_schema = schemas.problems(document, "answers")
    root = Node(document, (), sound_part(document.value, against_schema))
    if not isinstance(root.value, dict):
        raise InputError(*against_schema)
    version = root.get("questionnaire", "version")
    older = version is not None and version.value != questionnaire.version
    misfits = answers_findings(root, questionnaire)
    wrong = (*against_schema, *_strangers(root, questionnaire, charter), *(() if older else misfits))
    if wrong:
        raise InputError(*sorted(wrong, key=lambda p: (p.line or 0, p.column or 0)))
    values = root.value
    bad = {problem.place[:2] for problem in misfits}
    return Collected(
        reference=parsing.reference(values.get("questionnaire")),
        respondent=values.get("respondent"),
        date=parsing.date(values.get("date")),
        scope=values.get("scope"),
        values={part: {id: _read(part, one) for id, one in _held(values, part, bad, fits=True)} for part in Part},
        seals={part: (values.get("seals") or {}).get(part) or {} for part in Part},
        unplaced=_unplaced(values, bad),
        remarks=misfits,
        waiting=tuple(values.get("x-waiting") or ()),
    )


def changes(found: Collected, project: Project, questionnaire: Questionnaire) -> tuple[Change, ...]:
    """Where the file says something else than the project, in the questionnaire's order, facets first."""
    facets = {id: facet_as_yaml(value) for id, value in project.charter.facets.items()}
    answers = {id: answer_as_yaml(answer) for id, answer in project.answers.items()}
    order = [*((Part.FACETS, f.id) for f in questionnaire.facets), *((Part.ANSWERS, id) for id in questionnaire.by_id)]
    ours = {Part.FACETS: facets, Part.ANSWERS: answers}
    made = (_change(found, part, id, ours[part].get(id)) for part, id in order if id in found.values[part])
    return tuple(change for change in made if change is not None)


def record_collected(
    loaded: LoadedProject, found: Collected, taken: Sequence[Change], *, today: dt.date
) -> LoadedProject:
    """The project with `taken`, and what does not fit, saved in its file at once; the rest of the file stays.

    The day of the last answer becomes that of the file where it is later and not still to come. Raises ConflictError
    where one of these was changed meanwhile, InputError and UsageError as `recording.record` does.
    """

    questionnaire = loaded.questionnaire

    def text(current: Document) -> str:
        loading.hold(current, loaded.path, questionnaire)
        wanted = _with(dict(_mapping(current.value)), found, taken, questionnaire.questionnaire, today)
        new = set_mapping(current, (), wanted)
        loading.hold(yaml_reading.parse(new, current.path), loaded.path, questionnaire)
        return new

    def guard(current: Document) -> None:
        for change in taken:
            guarding(loaded.document, _place(change), change.theirs)(current)

    return loading.hold(atomic_writing.save(loaded.path, loaded.document, text, guard), loaded.path, questionnaire)


def seal(value: Plain) -> str:
    """The digest of an answer or facet, whoever gave it: equal seals, equal values."""
    text = json.dumps(_normal(value), sort_keys=True, ensure_ascii=False)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def facet_as_yaml(value: FacetValue) -> Plain:
    """A facet as the project file says it."""
    if value is None:
        return UNKNOWN
    return list(value) if isinstance(value, tuple) else value


# ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _strangers(root: Node, questionnaire: Questionnaire, charter: Charter) -> Iterator[Problem]:
    """A file about another questionnaire or another project."""
    about = root.get("questionnaire", "id")
    if about and about.value != questionnaire.id:
        yield about.problem(
            Message.of(
                "This file answers “{theirs}”, the project “{ours}”.", theirs=about.value, ours=questionnaire.id
            ),
            Message.of("Collect it into a project of that questionnaire."),
        )
    id, name = root.get("project", "id"), root.get("project", "name")
    mine, other = (charter.id, id) if charter.id and id else (charter.name, name)
    if other and other.value != mine:
        yield other.problem(
            Message.of("This file is about the project “{theirs}”, not “{ours}”.", theirs=other.value, ours=mine),
            Message.of("Where it is the same project under another name, correct this line."),
        )


def _held(values: Values, part: Part, bad: set[Place], *, fits: bool) -> Iterator[tuple[str, Plain]]:
    for id, value in (values.get(part) or {}).items():
        if ((part.value, id) not in bad) is fits:
            yield id, value


def _unplaced(values: Values, bad: set[Place]) -> dict[str, dict[Part, Values]]:
    """What does not fit, and what a page took along as not fitting; nothing where there is nothing."""
    found = {part: dict(_held(values, part, bad, fits=False)) for part in Part}
    version = (values.get("questionnaire") or {}).get("version") or ""
    carried = {key: {part: _mapping(_mapping(one).get(part)) for part in Part} for key, one in _carried(values)}
    if any(found.values()):
        before = carried.get(version, {})
        carried[version] = {part: before.get(part, {}) | found[part] for part in Part}
    return carried


def _carried(values: Values) -> Iterator[tuple[str, Plain]]:
    yield from ((key, one) for key, one in _mapping(values.get(UNPLACED)).items() if any(_mapping(one).values()))


def _read(part: Part, value: Plain) -> Plain:
    """The least way to say a value."""
    return answer_as_yaml(parse_answer(value)) if part is Part.ANSWERS and value is not None else value


# ── comparing ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _normal(value: Plain) -> Plain:
    """`value` such that two that mean the same are equal: the order of what was ticked and who said it do not count."""
    if isinstance(value, list):
        return sorted(value)
    if not isinstance(value, dict):
        return value
    ticked = {key: sorted(value[key]) for key in ("choices", "criteria") if key in value}
    return {key: one for key, one in (value | ticked).items() if key != "by"}


def _change(found: Collected, part: Part, id: str, ours: Plain) -> Change | None:
    theirs = found.values[part][id]
    if _normal(ours) == _normal(theirs):
        return None
    seen = found.seals[part].get(id)
    if seen != (None if ours is None else seal(ours)):
        kind = Kind.CONFLICT
    elif ours is None:
        kind = Kind.NEW
    else:
        kind = Kind.WITHDRAWN if theirs is None else Kind.CHANGED
    return Change(kind=kind, part=part, id=id, ours=ours, theirs=theirs)


# ── saving ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _place(change: Change) -> Place:
    holder = ("assessment", "answers") if change.part is Part.ANSWERS else ("charter", "facets")
    return (*holder, change.id)


def _with(
    project: Values, found: Collected, taken: Sequence[Change], questionnaire: Questionnaire, today: dt.date
) -> Values:
    """The project file's values with what was taken and what does not fit."""
    answers = [change for change in taken if change.part is Part.ANSWERS]
    facets = [change for change in taken if change.part is Part.FACETS]
    assessment: Values = dict(project.get("assessment") or {})
    if answers:
        assessment = _with_answers(stamped(assessment, questionnaire), found, answers, today)
    if found.unplaced:
        assessment = _with_unplaced(assessment, found)
    charter = dict(project["charter"])
    if facets:
        charter["facets"] = _with_facets(charter.get("facets") or {}, facets)
    return project | {"charter": charter} | ({"assessment": assessment} if assessment else {})


def _with_answers(assessment: Values, found: Collected, taken: Sequence[Change], today: dt.date) -> Values:
    answers = assessment.get("answers")
    for change in taken:
        answer = None if change.theirs is None else parse_answer(change.theirs)
        if answer is not None and answer.by is None:
            answer = replace(answer, by=found.respondent)
        answers = with_answer(answers, change.id, answer)
    given = min(found.date or today, today).isoformat()
    before = assessment.get("date") or given
    scope = {"scope": found.scope} if found.scope and not assessment.get("answers") else {}
    return assessment | {"date": max(before, given)} | scope | {"answers": answers}


def _with_facets(facets: Values, taken: Sequence[Change]) -> Values:
    changed = {change.id: change.theirs for change in taken}
    return {id: value for id, value in (facets | changed).items() if value is not None or id not in changed}


def _with_unplaced(assessment: Values, found: Collected) -> Values:
    """Kept beside the answers, by the version that they were given to."""
    kept: Values = dict(_mapping(assessment.get(UNPLACED)))
    for version, parts in found.unplaced.items():
        before = _mapping(kept.get(version))
        given = {part.value: dict(values) for part, values in parts.items() if values}
        kept[version] = before | {part: _mapping(before.get(part)) | values for part, values in given.items()}
    return assessment | {UNPLACED: kept}


def _mapping(value: object) -> Values:
    return value if isinstance(value, dict) else {}
