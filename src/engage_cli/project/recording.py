"""Records answers in files that people edit by hand: one at a time, everything else is kept, nobody is overwritten.

Begin with `record`.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engage_cli.errors import ConflictError, Message, Place
from engage_cli.files import atomic_writing, yaml_reading
from engage_cli.files.yaml_editing import plain_equal, set_mapping
from engage_cli.files.yaml_reading import Document
from engage_cli.model.project import Answer, Misfit, Project, Unplaced
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.project import loading
from engage_cli.project.answers_file import LoadedAnswers
from engage_cli.project.loading import LoadedProject
from engage_cli.project.merging import same_answer
from engage_cli.project.migration.outdated import mark_answered
from engage_cli.project.parsing import answer_as_yaml
from engage_cli.project.placing import keep_unplaced

Values = dict[str, Any]


def record(
    loaded: LoadedProject, id: str, answer: Answer | None, *, today: dt.date, scope: str | None = None
) -> LoadedProject:
    """Saves `answer` (None: unanswered) in the project file, with `today` as the day of the last answer, and gives
    the project. Other changes made to the file since it was loaded stay. Raises ConflictError where this very answer
    was changed meanwhile, InputError where the file cannot be used any more, UsageError where it cannot be written; the
    file is then as it was.
    """

    def change(assessment: Values) -> Values:
        said = with_old_answer_kept(with_reference(assessment, loaded.questionnaire.questionnaire), loaded.project, id)
        more = {"date": today.isoformat()} | ({"scope": scope} if scope else {})
        given = with_answer(assessment.get("answers"), id, answer)
        return mark_answered(
            said | more | {"answers": given}, "answers", id, given.get(id), loaded.questionnaire.questionnaire
        )

    return _save_project(loaded, ("assessment", "answers", id), change)


def record_to_check(loaded: LoadedProject, ids: tuple[str, ...]) -> LoadedProject:
    """Saves the questions `ids` as "to be checked" and gives the project. Raises as `record` does."""
    return _save_project(loaded, ("assessment", "to_check"), lambda values: values | {"to_check": list(ids)})


def record_participants(loaded: LoadedProject, names: tuple[str, ...]) -> LoadedProject:
    """Saves `names` as the people present and gives the project. Raises as `record` does."""
    return _save_project(loaded, ("assessment", "participants"), lambda values: values | {"participants": list(names)})


def record_charter(loaded: LoadedProject, said: Mapping[Place, object]) -> LoadedProject:
    """Saves values under `charter` by their places, None for nothing, and gives the project.

    The rest of the file stays. Raises as `record` does; ConflictError where one of these was changed meanwhile.
    """

    def text(current: Document) -> str:
        loading.project_from(current, loaded.path, loaded.questionnaire)
        values = mapping_of(current.value)
        charter = mapping_of(values.get("charter"))
        assessment = _facts_kept(_assessment(current), loaded, charter, said)
        for place, value in said.items():
            charter = _with(charter, place, value)
        more = {"assessment": assessment} if assessment else {}
        new = set_mapping(current, (), values | {"charter": charter} | more)
        loading.project_from(yaml_reading.parse(new, current.path), loaded.path, loaded.questionnaire)
        return new

    def guard(current: Document) -> None:
        for place, value in said.items():
            conflict_guard(loaded.document, ("charter", *place), value)(current)

    saved = atomic_writing.save(loaded.path, loaded.document, text, guard)
    return loading.project_from(saved, loaded.path, loaded.questionnaire)


def record_actions(loaded: LoadedProject, change: Callable[[list[Values]], list[Values]]) -> LoadedProject:
    """Saves the actions after `change`, which takes and gives them as YAML has them, and gives the project.

    Raises as `record` does.
    """

    def changed(values: Values) -> Values:
        return values | {"actions": change([dict(one) for one in values.get("actions") or () if one])}

    return _save_project(loaded, ("assessment", "actions"), changed)


def record_step(loaded: LoadedProject, id: str, note: Values | None) -> LoadedProject:
    """Saves `note` on a step of the path, None for no note, and gives the project. Raises as `record` does."""

    def changed(values: Values) -> Values:
        known = dict(values.get("path") or {})
        others = {key: one for key, one in known.items() if key != id}
        path = others if note is None else known | {id: note}
        return values | {"path": path} if path else {key: one for key, one in values.items() if key != "path"}

    return _save_project(loaded, ("assessment", "path", id), changed)


def _without_agreement(new: Values, old: Mapping[str, Any]) -> Values:
    """`new` without what was agreed on another answer; with what is agreed on itself."""
    return {key: one for key, one in new.items() if key != "agreed" or one != old["agreed"]}


def with_old_answer_kept(holder: Values, given: Project | LoadedAnswers, id: str) -> Values:
    """An assessment or a file of answers with its answer to `id` kept under `x-unplaced`, where that was to another
    version.
    """
    reference, old = given.questionnaire if isinstance(given, Project) else given.reference, _answer(holder, id)
    if old is None or Unplaced(Misfit.ANSWER, id) not in given.unplaced or not (reference and reference.version):
        return holder
    return keep_unplaced(holder, reference.version, "answers", id, old)


def _facts_kept(assessment: Values, loaded: LoadedProject, charter: Values, said: Mapping[Place, object]) -> Values:
    """An assessment with the facts kept beside that give way, where they were said to another version."""
    reference, given = loaded.project.questionnaire, mapping_of(charter.get("facets"))
    if reference is None or reference.version is None:
        return assessment
    for place, value in said.items():
        if place[:-1] != ("facets",):
            continue
        id = str(place[-1])
        if Unplaced(Misfit.FACET, id) in loaded.project.unplaced and given.get(id) not in (None, value):
            assessment = keep_unplaced(assessment, reference.version, "facets", id, given[id])
        assessment = mark_answered(assessment, "facets", id, value, loaded.questionnaire.questionnaire)
    return assessment


def _answer(holder: Values, id: str) -> object:
    return (holder.get("answers") or {}).get(id)


def _save_project(loaded: LoadedProject, place: Place, change: Callable[[Values], Values]) -> LoadedProject:
    mine = _at({"assessment": change(_assessment(loaded.document))}, place)
    return save_guarded(loaded, [(place, mine)], change)


def save_guarded(
    loaded: LoadedProject, places: Sequence[tuple[Place, object]], change: Callable[[Values], Values]
) -> LoadedProject:
    """Saves the assessment after `change` and gives the project.

    Raises ConflictError where somebody else wrote something else at one of `places` meanwhile.
    """

    def text(current: Document) -> str:
        loading.project_from(current, loaded.path, loaded.questionnaire)
        new = set_mapping(current, ("assessment",), change(_assessment(current)))
        loading.project_from(yaml_reading.parse(new, current.path), loaded.path, loaded.questionnaire)
        return new

    def guard(current: Document) -> None:
        for place, mine in places:
            conflict_guard(loaded.document, place, mine)(current)

    saved = atomic_writing.save(loaded.path, loaded.document, text, guard)
    return loading.project_from(saved, loaded.path, loaded.questionnaire)


def _assessment(document: Document) -> Values:
    return dict(mapping_of(document.value).get("assessment") or {})


def _with(values: Values, place: Place, value: object) -> Values:
    """`values` with `value` at `place`; what would be left without anything said is not begun."""
    key, *rest = place
    if not rest:
        return values if value is None and key not in values else values | {str(key): value}
    inner = _with(mapping_of(values.get(str(key))), tuple(rest), value)
    return values | {str(key): inner} if inner or key in values else values


def mapping_of(value: object) -> Values:
    """`value` where it is a mapping, else an empty mapping."""
    return dict(value) if isinstance(value, dict) else {}


def conflict_guard(seen: Document, place: Place, mine: object) -> Callable[[Document], None]:
    """A function that raises ConflictError for a document in which `place` was changed since it was `seen`, unless
    to `mine`.
    """

    def guard(current: Document) -> None:
        theirs = _at(current.value, place)
        if not plain_equal(theirs, _at(seen.value, place)) and not plain_equal(theirs, mine):
            message = Message.of(
                "“{place}” was changed in “{path}” by somebody else.",
                place=".".join(map(str, place)),
                path=current.path,
            )
            raise ConflictError(message, Message.of("Nothing was written. Read the file again, then answer."))

    return guard


def _at(value: object, place: Place) -> object:
    for key in place:
        value = value.get(key) if isinstance(value, dict) and isinstance(key, str) else None
    return value


def with_reference(assessment: Values, questionnaire: Questionnaire) -> Values:
    """`assessment` with the reference to `questionnaire`, unless it was begun with another version."""
    reference = assessment.get("questionnaire") or {}
    if reference.get("version", questionnaire.version) != questionnaire.version:
        return assessment
    return {"questionnaire": None} | assessment | {"questionnaire": reference | reference_of(questionnaire)}


def reference_of(questionnaire: Questionnaire) -> dict[str, str]:
    """The reference to `questionnaire` as files write it: id, version and digest."""
    return {"id": questionnaire.id, "version": questionnaire.version, "digest": questionnaire.digest}


def with_answer(known: Mapping[str, Any] | None, id: str, answer: Answer | None) -> Values:
    """The answers `known` with `answer` to `id`; without one where it is None."""
    others = dict(known or {})
    if answer is None:
        others.pop(id, None)
        return others
    return others | {id: _carrying(answer_as_yaml(answer), others.get(id) or {})}


def _carrying(new: Values, old: Mapping[str, Any]) -> Values:
    """An answer with the `x-` keys of the one that it replaces, and its evidence with those of the same title.

    What voices agreed stays as long as the answer does.
    """
    carried = {key: value for key, value in old.items() if key.startswith("x-")}
    if "agreed" in old:
        new = {"agreed": old["agreed"]} | new if same_answer(new, old) else _without_agreement(new, old)
    known = {piece["title"]: piece for piece in old.get("evidence") or ()}
    pieces = [
        piece | {key: value for key, value in known.get(piece["title"], {}).items() if key.startswith("x-")}
        for piece in new.get("evidence", ())
    ]
    return new | ({"evidence": pieces} if pieces else {}) | carried
