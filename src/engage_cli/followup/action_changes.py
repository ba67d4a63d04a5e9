"""Changes actions: begun, edited, done, dropped, taken up again.

Old values are kept in the history beside the project.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from engage_cli.errors import Message, UsageError, join_words, suggestion
from engage_cli.followup.actions import action_names_hint, refuse_early_due
from engage_cli.model.project import Action, Project
from engage_cli.project.history import Replaced, recording_history
from engage_cli.project.loading import LoadedProject
from engage_cli.project.recording import record_actions
from engage_cli.typed import command
from engage_cli.values import Value

Values = dict[str, Any]


class ActionEdit(Value, kw_only=True):
    """New values for an action; None leaves a value as it is."""

    do: str | None = None
    owner: str | None = None
    """The new owner; empty: nobody any more."""
    due: dt.date | None = None
    without_due: bool = False
    """Whether to take out the day on which it is due."""

    def as_yaml(self) -> Values:
        """The values as YAML has them; None for a key that is taken out."""
        due = {"due": self.due.isoformat() if self.due else None} if self.due or self.without_due else {}
        owner = {} if self.owner is None else {"owner": self.owner.strip() or None}
        return ({} if self.do is None else {"do": self.do.strip()}) | owner | due


def finish_action(loaded: LoadedProject, id: str, day: dt.date) -> Action:
    """Saves that the action `id` was done on `day`, and gives it. Raises UsageError."""
    action = _unfinished(loaded, id)
    return _saved(loaded, action.id, {"status": "done", "done": day.isoformat()})


def drop_action(loaded: LoadedProject, id: str, because: str) -> Action:
    """Saves that the action `id` is given up, with the reason, and gives it. Raises UsageError."""
    action = _unfinished(loaded, id)
    if not because.strip():
        raise UsageError(Message.of('Say why it is dropped: --because "…".'))
    return _saved(loaded, action.id, {"status": "dropped", "because": because})


def begin_action(loaded: LoadedProject, id: str) -> Action:
    """Saves that the action `id` is under way, and gives it. Raises UsageError."""
    action = _unfinished(loaded, id)
    if action.status == "started":
        raise UsageError(Message.of("The action “{id}” is under way already.", id=action.id))
    return _saved(loaded, action.id, {"status": "started"})


def edit_action(loaded: LoadedProject, id: str, new: ActionEdit, today: dt.date) -> Action:
    """Saves new values of the action `id`, keeps the old ones in the history, and gives it. Raises UsageError."""
    action = _unfinished(loaded, id)
    refuse_early_due(loaded.project, new.due)
    if new.do is not None and not new.do.strip():
        raise UsageError(Message.of("What is to be done?"), Message.of("An action without a text says nothing."))
    before = _written(loaded, action.id)
    said = {key: value for key, value in new.as_yaml().items() if before.get(key) != value}
    if not said:
        message = Message.of("Nothing would change in the action “{id}”.", id=action.id)
        raise UsageError(message, Message.of("Say what is new: --owner, --due or --do."))
    return _replaced(loaded, action.id, said, today)


def reopen_action(loaded: LoadedProject, id: str, today: dt.date) -> Action:
    """Saves that the action `id`, done or dropped, is open again, keeps its old day and reason in the history, and
    gives it. Raises UsageError.
    """
    action = find_action(loaded.project, id)
    if not action.finished:
        message = Message.of("The action “{id}” is still to be done.", id=action.id)
        finished = [one.id for one in loaded.project.actions if one.finished]
        raise UsageError(message, Message.of("Done or dropped: {ids}.", ids=join_words(finished)) if finished else None)
    return _replaced(loaded, action.id, {"status": "open", "done": None, "because": None}, today)


def find_action(project: Project, id: str) -> Action:
    """The action with the id `id`, or the only one whose id begins so. Raises UsageError where there is none."""
    wanted = id.casefold()
    beginning = [one for one in project.actions if wanted and one.id.startswith(wanted)]
    found = next((one for one in beginning if one.id == wanted), beginning[0] if len(beginning) == 1 else None)
    if found is None:
        several = Message.of("Several begin so: {ids}.", ids=join_words([one.id for one in beginning]))
        hint = suggestion(id, [one.id for one in project.actions]) or action_names_hint()
        raise UsageError(Message.of("There is no action “{id}”.", id=id), several if len(beginning) > 1 else hint)
    return found


def _unfinished(loaded: LoadedProject, id: str) -> Action:
    action = find_action(loaded.project, id)
    if action.finished:
        told = {
            "done": Message.of("The action “{id}” is done already.", id=action.id),
            "dropped": Message.of("The action “{id}” was dropped.", id=action.id),
        }
        again = command("action", "reopen", loaded.path, action.id)
        raise UsageError(told[action.status], Message.of("To take it up again: {command}", command=again))
    return action


def _replaced(loaded: LoadedProject, id: str, said: Values, today: dt.date) -> Action:
    """Saves what is new, with what gives way kept in the record beside the project."""
    before = _written(loaded, id)
    was = {key: before[key] for key in said if before.get(key) is not None}
    now = {key: value for key, value in said.items() if value is not None}
    gone = Replaced(
        on=today,
        id=f"actions.{id}",
        old_value=was,
        new_value=now or None,
        by=None,
        dated=loaded.project.date,
        source=None,
    )
    with recording_history(loaded.path, [gone] if was else []):
        return _saved(loaded, id, said)


def _saved(loaded: LoadedProject, id: str, said: Values) -> Action:
    def changed(known: list[Values]) -> list[Values]:
        return [_with(one, said) if one.get("id") == id else one for one in known]

    return find_action(record_actions(loaded, changed).project, id)


def _with(action: Values, said: Values) -> Values:
    return {key: value for key, value in (action | said).items() if value is not None or key not in said}


def _written(loaded: LoadedProject, id: str) -> Mapping[str, Any]:
    """The action as the file has it."""
    value: Any = loaded.document.value
    return next(one for one in value["assessment"]["actions"] if one and one.get("id") == id)
