"""Collects answers made elsewhere: reads their file and saves in the project what was accepted of it.

Answers and facets are compared as YAML has them: an answer's mapping, or what a facet says.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from engage_cli.errors import InputError, Message, Place, Problem, sort_problems
from engage_cli.files import atomic_writing, schemas, yaml_reading
from engage_cli.files.nodes import Node, valid_part
from engage_cli.files.yaml_editing import set_mapping
from engage_cli.files.yaml_reading import Document
from engage_cli.model.project import UNKNOWN, Charter, Misfit, Project, Unplaced, nobody_knows
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import FacetType
from engage_cli.project import loading, parsing
from engage_cli.project.answers_file import other_project_problems
from engage_cli.project.comparing import Change, Collected, is_replacement
from engage_cli.project.history import Replaced, recording_history
from engage_cli.project.loading import LoadedProject
from engage_cli.project.merging import Part
from engage_cli.project.migration.outdated import mark_answered, outdated_problems
from engage_cli.project.parsing import answer_as_yaml, parse_answer
from engage_cli.project.placing import UNPLACED, keep_unplaced
from engage_cli.project.recording import conflict_guard, with_answer, with_reference
from engage_cli.project.references import all_answers_problems
from engage_cli.values import replace

Plain = Any
Values = dict[str, Any]


def read_collected(document: Document, questionnaire: Questionnaire, charter: Charter) -> Collected:
    """The file of answers in `document`.

    Raises InputError with all its problems; what has no place is one, unless the file answers another version of the
    questionnaire.
    """
    against_schema = schemas.find_problems(document, "answers")
    root = Node(document, (), valid_part(document.value, against_schema))
    if not isinstance(root.value, dict):
        raise InputError(*against_schema)
    version = root.get("questionnaire", "version")
    older = None if version is None or version.value == questionnaire.version else version.value
    misfits = all_answers_problems(root, questionnaire)
    if older:
        misfits = sort_problems((*misfits, *outdated_problems(root, root, questionnaire, older)))
    wrong = (*against_schema, *_strangers(root, questionnaire, charter), *(() if older else misfits))
    if wrong:
        raise InputError(*sorted(wrong, key=lambda p: (p.line or 0, p.column or 0)))
    values = root.value
    bad = {problem.place[:2] for problem in misfits}
    return Collected(
        reference=parsing.parse_reference(values.get("questionnaire")),
        respondent=values.get("respondent"),
        date=parsing.parse_date(values.get("date")),
        scope=values.get("scope"),
        values={
            part: {id: _read(part, id, one, questionnaire) for id, one in _held(values, part, bad, fits=True)}
            for part in Part
        },
        seals={part: (values.get("seals") or {}).get(part) or {} for part in Part},
        unplaced=_unplaced(values, bad),
        remarks=misfits,
        waiting=_waiting(values.get("x-waiting")),
    )


def record_collected(
    loaded: LoadedProject, found: Collected, taken: Sequence[Change], *, today: dt.date
) -> LoadedProject:
    """Saves the changes `taken`, and what has no place, in the project file at once, and gives the project as it is
    then. The day of the last answer becomes that of the file where it is later and not still to come. Raises
    ConflictError where one of these was changed meanwhile, InputError and UsageError as `recording.record` does.
    """

    questionnaire = loaded.questionnaire

    def text(current: Document) -> str:
        loading.project_from(current, loaded.path, questionnaire)
        values = _old_kept(dict(_mapping(current.value)), loaded.project, taken)
        wanted = _with(values, found, taken, questionnaire.questionnaire, today)
        new = set_mapping(current, (), wanted)
        loading.project_from(yaml_reading.parse(new, current.path), loaded.path, questionnaire)
        return new

    def guard(current: Document) -> None:
        for change in taken:
            conflict_guard(loaded.document, _place(change), change.theirs)(current)

    with recording_history(loaded.path, _replaced(loaded.project, found, taken, today)):
        saved = atomic_writing.save(loaded.path, loaded.document, text, guard)
    return loading.project_from(saved, loaded.path, questionnaire)


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
    yield from other_project_problems(root, charter)


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


def _read(part: Part, id: str, value: Plain, questionnaire: Questionnaire) -> Plain:
    """The least way to say a value."""
    if value is None:
        return None
    if part is Part.ANSWERS:
        return answer_as_yaml(parse_answer(value, questionnaire.by_id.get(id)))
    facet = questionnaire.facet(id)
    said = parsing.parse_yes_no(value) if facet and facet.type is FacetType.YES_NO else None
    return UNKNOWN if nobody_knows(value) else value if said is None else said


def _waiting(value: Plain) -> tuple[str, ...]:
    return tuple(id for id in value if isinstance(id, str)) if isinstance(value, list | dict) else ()


# ── saving ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _place(change: Change) -> Place:
    holder = ("assessment", "answers") if change.part is Part.ANSWERS else ("charter", "facets")
    return (*holder, change.id)


def _old_kept(project: Values, known: Project, taken: Sequence[Change]) -> Values:
    """The project file's values with what gives way kept beside, where it was said to another version."""
    version = known.questionnaire.version if known.questionnaire else None
    kinds = {Part.ANSWERS: Misfit.ANSWER, Part.FACETS: Misfit.FACET}
    assessment: Values = dict(project.get("assessment") or {})
    for change in taken:
        if version and Unplaced(kinds[change.part], change.id) in known.unplaced:
            holder = assessment if change.part is Part.ANSWERS else project["charter"]
            old = (holder.get(change.part.value) or {}).get(change.id)
            assessment = keep_unplaced(assessment, version, change.part.value, change.id, old)
    return project | ({"assessment": assessment} if assessment else {})


def _with(
    project: Values, found: Collected, taken: Sequence[Change], questionnaire: Questionnaire, today: dt.date
) -> Values:
    """The project file's values with what was taken and what does not fit."""
    answers = [change for change in taken if change.part is Part.ANSWERS]
    facets = [change for change in taken if change.part is Part.FACETS]
    assessment: Values = dict(project.get("assessment") or {})
    if answers:
        assessment = _with_answers(with_reference(assessment, questionnaire), found, answers, today)
    if found.unplaced:
        assessment = _with_unplaced(assessment, found)
    charter = dict(project["charter"])
    if facets:
        charter["facets"] = _with_facets(charter.get("facets") or {}, facets)
    for change in taken if assessment else ():
        assessment = mark_answered(assessment, change.part.value, change.id, change.theirs, questionnaire)
    return project | {"charter": charter} | ({"assessment": assessment} if assessment else {})


def _with_answers(assessment: Values, found: Collected, taken: Sequence[Change], today: dt.date) -> Values:
    answers = assessment.get("answers")
    for change in taken:
        answer = None if change.theirs is None else parse_answer(change.theirs)
        if answer is not None and answer.by is None and not change.kept:
            answer = replace(answer, by=found.respondent)
        answers = with_answer(answers, change.id, answer)
    given = min(found.date or today, today).isoformat()
    before = assessment.get("date") or given
    scope = {"scope": found.scope} if found.scope and not assessment.get("answers") else {}
    return assessment | {"date": max(before, given)} | scope | {"answers": answers}


def _replaced(project: Project, found: Collected, taken: Sequence[Change], today: dt.date) -> list[Replaced]:
    return [
        Replaced(
            on=today,
            id=change.id,
            old_value=change.ours,
            new_value=change.theirs,
            by=change.ours.get("by") if isinstance(change.ours, dict) else None,
            dated=project.date,
            source=found.respondent,
        )
        for change in taken
        if is_replacement(change)
    ]


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
