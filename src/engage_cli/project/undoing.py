"""Undoes saved answers, the last one first, by the history kept beside the project."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engage_cli.errors import ConflictError, Message, UsageError
from engage_cli.model.project import Answer
from engage_cli.project.history import Saved, load_history_of, recording_history
from engage_cli.project.parsing import answer_as_yaml, parse_answer
from engage_cli.values import replace


@contextmanager
def saving(
    path: Path, id: str, was: Answer | None, now: Answer | None, *, today: dt.date, dated: dt.date | None
) -> Iterator[None]:
    """Writes in the history of the file `path` that an answer is saved, before the block runs.

    Takes it out where the block fails. Raises UsageError where the history cannot be written: then nothing is saved.
    """
    entry = Saved(on=today, id=id, old_value=_as_yaml(was), new_value=_as_yaml(now), dated=dated)
    with recording_history(path, [entry] if was != now else []):
        yield


@contextmanager
def undoing(path: Path, last: Saved, *, today: dt.date) -> Iterator[None]:
    """Writes in the history that `last` is undone, before the block runs; takes it out where the block fails.

    Raises UsageError where the history cannot be written: then nothing is undone.
    """
    entry = Saved(
        on=today, id=last.id, old_value=last.new_value, new_value=last.old_value, dated=last.dated, undoes=True
    )
    with recording_history(path, [entry]):
        yield


def last_saved(path: Path) -> Saved:
    """The last answer saved in the file `path` that was not undone yet.

    Raises UsageError where there is none, InputError where the history cannot be read.
    """
    open_: list[Saved] = []
    for one in _saves(path):
        if not one.undoes:
            open_.append(one)
        elif open_:
            open_.pop()
    if not open_:
        message = Message.of("There is no saved answer left to take back.")
        raise UsageError(message, Message.of("Answers that were saved before engage noted it stay as they are."))
    return open_[-1]


def _as_given(answer: Answer | None) -> Answer | None:
    """`answer` without what voices agreed on it, which stays with an answer that is given again."""
    return answer and replace(answer, agreed=None)


def refuse_if_changed(path: Path, last: Saved, current: Answer | None) -> None:
    """Raises ConflictError where `current` is not the answer that `last` saved: somebody changed it in another way."""
    if _as_given(answer_from_history(last.new_value)) != _as_given(current):
        message = Message.of("“{id}” was changed in “{path}” since it was saved.", id=last.id, path=path)
        raise ConflictError(message, Message.of("Nothing was taken back. Change it in a text editor."))


def answer_from_history(value: Any) -> Answer | None:
    """The answer that an entry of the history holds; None where there was none."""
    return None if value is None else parse_answer(value)


def _as_yaml(answer: Answer | None) -> Any:
    return None if answer is None else answer_as_yaml(answer)


def _saves(project: Path) -> Iterator[Saved]:
    """The saves in the history, the oldest first; what was replaced in another way is passed over."""
    return (one for one in load_history_of(project) if isinstance(one, Saved))
