"""Records voices: in the file of a respondent, and what they agreed on in the project.

Everything else in the files is kept.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from engage_cli.errors import Message, UsageError
from engage_cli.files import atomic_writing, yaml_reading, yaml_rendering
from engage_cli.files.yaml_editing import set_mapping
from engage_cli.files.yaml_reading import Document
from engage_cli.model.project import Answer, Apart
from engage_cli.project import answers_file
from engage_cli.project.answers_file import LoadedAnswers
from engage_cli.project.history import Saved, recording_history
from engage_cli.project.loading import LoadedProject
from engage_cli.project.migration.outdated import mark_answered
from engage_cli.project.parsing import agreed_as_yaml, answer_as_yaml
from engage_cli.project.recognising import ANSWERS
from engage_cli.project.recording import (
    conflict_guard,
    mapping_of,
    reference_of,
    save_guarded,
    with_answer,
    with_old_answer_kept,
    with_reference,
)
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.typed import command
from engage_cli.voices.reading import find_voice_file, respondent_in_name

Values = dict[str, Any]


def record_agreed(
    loaded: LoadedProject, answers: Mapping[str, Answer], apart: Mapping[str, Apart], *, today: dt.date
) -> LoadedProject:
    """Saves in the project the `answers` that voices agreed on, and where they stay `apart`, at once.

    Gives the project. Old values go to its history. A file that says all of it already stays as it is, byte for byte.
    Raises as `record` does.
    """
    before = loaded.project.answers
    new = {id: answer for id, answer in answers.items() if answer != before.get(id)}
    if not new and dict(apart) == dict(loaded.project.apart):
        return loaded

    def change(assessment: Values) -> Values:
        said = with_reference(assessment, loaded.questionnaire.questionnaire)
        held = said.get("answers")
        for id, answer in new.items():
            said, held = with_old_answer_kept(said, loaded.project, id), with_answer(held, id, answer)
            said = mark_answered(
                said | {"answers": held}, "answers", id, held.get(id), loaded.questionnaire.questionnaire
            )
        return said | ({"date": today.isoformat()} if new else {}) | _apart(said, apart)

    places = [(("assessment", "answers", id), answer_as_yaml(answer)) for id, answer in new.items()]
    dated = loaded.project.date
    saved = [
        Saved(on=today, id=id, old_value=_as_yaml(before.get(id)), new_value=_as_yaml(one), dated=dated)
        for id, one in new.items()
    ]
    with recording_history(loaded.path, saved):
        return save_guarded(loaded, places, change)


def _apart(assessment: Values, apart: Mapping[str, Apart]) -> Values:
    """The key `apart`; nothing where there is none and was none."""
    found = {id: agreed_as_yaml(one) for id, one in apart.items()}
    return {"apart": found} if found or "apart" in assessment else {}


def _as_yaml(answer: Answer | None) -> Values | None:
    return None if answer is None else answer_as_yaml(answer)


def record_voice(loaded: LoadedAnswers, id: str, answer: Answer | None, *, today: dt.date) -> LoadedAnswers:
    """Saves `answer` in the file of one respondent and gives the file. Raises as `record` does."""

    def text(current: Document) -> str:
        held = answers_file.answers_from(current, loaded.path, loaded.questionnaire)
        values = with_old_answer_kept(mapping_of(held.document.value), held, id)
        given = with_answer(values.get("answers"), id, answer)
        changed = values | {"date": today.isoformat(), "answers": given}
        new = set_mapping(
            current, (), mark_answered(changed, "answers", id, given.get(id), loaded.questionnaire.questionnaire)
        )
        answers_file.answers_from(yaml_reading.parse(new, current.path), loaded.path, loaded.questionnaire)
        return new

    guard = conflict_guard(loaded.document, ("answers", id), None if answer is None else answer_as_yaml(answer))
    saved = atomic_writing.save(loaded.path, loaded.document, text, guard)
    return answers_file.answers_from(saved, loaded.path, loaded.questionnaire)


def start_voice(
    project: Path, respondent: str, questionnaire: LoadedQuestionnaire, speaks_for: Sequence[str] = ()
) -> LoadedAnswers:
    """The answers of `respondent` beside the file `project`; their file is begun where there is none.

    It says for which units or functions they speak, where any are given. Raises as `record` does.
    """
    path = voice_path(project, respondent)
    if not path.exists():
        _refuse_a_second_file(project, respondent)
        reference = yaml_rendering.render_inline(reference_of(questionnaire.questionnaire))
        name = yaml_rendering.render_scalar(respondent)
        units = f"speaks_for: {yaml_rendering.render_inline(list(speaks_for))}\n" if speaks_for else ""
        text = f"engage: 1\nquestionnaire: {reference}\nrespondent: {name}\n{units}answers: {{}}\n"
        with atomic_writing.locked(path):
            if not path.exists():
                atomic_writing.write_atomically(path, text)
    voice = answers_file.load_answers(path, questionnaire)
    return _speaking_for(voice, tuple(speaks_for)) if speaks_for else voice


def _refuse_a_second_file(project: Path, respondent: str) -> None:
    """Raises UsageError where the person has a file, in other letters: nobody could say which one holds."""
    if file := find_voice_file(project, respondent):
        raise UsageError(
            Message.of("“{name}” has answered in “{other}” too.", name=respondent, other=file),
            Message.of(
                "To go on there: {command}",
                command=command("assess", project, "--respondent", respondent_in_name(file, project)),
            ),
        )


def _speaking_for(voice: LoadedAnswers, units: tuple[str, ...]) -> LoadedAnswers:
    if voice.speaks_for == units:
        return voice

    def text(current: Document) -> str:
        return set_mapping(current, (), mapping_of(current.value) | {"speaks_for": list(units)})

    guard = conflict_guard(voice.document, ("speaks_for",), list(units))
    saved = atomic_writing.save(voice.path, voice.document, text, guard)
    return answers_file.answers_from(saved, voice.path, voice.questionnaire)


def voice_path(project: Path, respondent: str) -> Path:
    """PROJECT.RESPONDENT.answers.yaml beside `project`. Raises UsageError for a name that no file can have."""
    if not respondent.replace("-", "").replace("_", "").isalnum():
        hint = Message.of("Use letters, digits and hyphens: --respondent education")
        raise UsageError(Message.of("“{name}” cannot be part of a file name.", name=respondent), hint)
    return project.with_name(f"{project.stem}.{respondent}{ANSWERS}")
