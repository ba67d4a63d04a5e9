"""Records what a project notes of its path: a step done, skipped with a reason, or taken up again.

Nothing noted is lost.
"""

import datetime as dt
from typing import Any

from engage_cli.errors import Message, UsageError, join_words, suggestion
from engage_cli.model.path import Step, StepNote, StepStatus
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.project.history import Replaced, recording_history
from engage_cli.project.loading import LoadedProject
from engage_cli.project.recording import record_step
from engage_cli.typed import command
from engage_cli.values import Value

_SHOWN = 30
"""Steps listed where none was meant for sure."""


class NotedStep(Value):
    """A step, and the project after something was noted of it."""

    loaded: LoadedProject
    step: Step


def finish_step(loaded: LoadedProject, id: str, on: dt.date, today: dt.date, note: str = "") -> NotedStep:
    """Saves that the step `id` was done on the day `on`.

    Raises UsageError, for a day to come too; else what saving raises.
    """
    if on > today:
        message = Message.of("The day {date} is still to come.", date=on.isoformat())
        raise UsageError(
            message, Message.of("A step can only be noted once it is done: give today’s date or an earlier one.")
        )
    return _note(loaded, id, StepNote(status=StepStatus.DONE, date=on, note=note.strip() or None))


def skip_step(loaded: LoadedProject, id: str, on: dt.date, because: str) -> NotedStep:
    """Saves that the step `id` is skipped, and why. Raises UsageError; else what saving raises."""
    if not because.strip():
        raise UsageError(Message.of('Say why it is skipped: --because "…".'))
    return _note(loaded, id, StepNote(status=StepStatus.SKIPPED, date=on, note=because.strip()))


def reopen_step(loaded: LoadedProject, id: str, today: dt.date) -> NotedStep:
    """Saves that the step `id` is open again; what was noted of it goes to the history beside the project.

    Raises UsageError.
    """
    step = find_step(loaded.questionnaire.questionnaire, id)
    if step.id not in loaded.project.path:
        message = Message.of("Nothing is noted for the step “{id}”: it is still to be done.", id=step.id)
        taken = [one for one in loaded.project.path if one != step.id]
        raise UsageError(message, Message.of("Done or skipped: {ids}.", ids=join_words(taken)) if taken else None)
    written = _written(loaded, step.id)
    replaced = Replaced(
        on=today,
        id=f"path.{step.id}",
        old_value=written,
        new_value=None,
        by=None,
        dated=loaded.project.date,
        source=None,
    )
    with recording_history(loaded.path, [replaced]):
        return NotedStep(record_step(loaded, step.id, None), step)


def refuse_without_path(questionnaire: Questionnaire) -> None:
    """Raises UsageError where the questionnaire has no path."""
    if not questionnaire.path:
        message = Message.of("The questionnaire “{id}” declares no path.", id=questionnaire.id)
        raise UsageError(
            message,
            Message.of("The author of the questionnaire can write one under “path”: engage schema questionnaire"),
        )


def find_step(questionnaire: Questionnaire, id: str) -> Step:
    """The step with the id or number `id`, or the only one whose id begins so.

    Raises UsageError where there is none.
    """
    refuse_without_path(questionnaire)
    wanted = id.casefold()
    beginning = [one for one in questionnaire.path if wanted and one.id.startswith(wanted)]
    found = next((one for one in beginning if one.id == wanted), beginning[0] if len(beginning) == 1 else None)
    if found is None and wanted.isdecimal() and 0 < int(wanted) <= len(questionnaire.path):
        found = questionnaire.path[int(wanted) - 1]
    if found is None:
        known = [one.id for one in questionnaire.path]
        hint = suggestion(id, known) or Message.of("Possible here: {words}.", words=join_words(known[:_SHOWN]))
        raise UsageError(Message.of("There is no step “{id}”.", id=id), hint)
    return found


def _note(loaded: LoadedProject, id: str, note: StepNote) -> NotedStep:
    step = find_step(loaded.questionnaire.questionnaire, id)
    known = loaded.project.path.get(step.id)
    if known is not None:
        told = {
            StepStatus.DONE: Message.of("The step “{id}” is done already.", id=step.id),
            StepStatus.SKIPPED: Message.of("The step “{id}” was skipped.", id=step.id),
        }
        again = command("path", "reopen", loaded.path, step.id)
        raise UsageError(told[known.status], Message.of("To take it up again: {command}", command=again))
    return NotedStep(record_step(loaded, step.id, _as_yaml(note)), step)


def _as_yaml(note: StepNote) -> dict[str, Any]:
    pairs = {"status": note.status.value, "date": note.date.isoformat() if note.date else None, "note": note.note}
    return {key: value for key, value in pairs.items() if value is not None}


def _written(loaded: LoadedProject, id: str) -> Any:
    value: Any = loaded.document.value
    return value["assessment"]["path"][id]
