"""What becomes of an action: begun, changed, done, dropped or taken up again. What gives way is kept beside."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from engage_cli.errors import Message, UsageError, listed, suggestion
from engage_cli.followup.actions import how_to_begin, refuse_day
from engage_cli.model.project import Action, Project
from engage_cli.project.history import Replaced, recording_history
from engage_cli.project.loading import LoadedProject
from engage_cli.project.recording import record_actions
from engage_cli.typed import command
from engage_cli.values import Value

Values = dict[str, Any]


class Change(Value, kw_only=True):
    """What is said anew of an action; None: as it was."""

    do: str | None = None
    owner: str | None = None
    """Empty: nobody any more."""
    due: dt.date | None = None
    no_day: bool = False
    """It has no day any more."""

    def values(self) -> Values:
        """As YAML has them; None: taken out."""
        due = {"due": self.due.isoformat() if self.due else None} if self.due or self.no_day else {}
        owner = {} if self.owner is None else {"owner": self.owner.strip() or None}
        return ({} if self.do is None else {"do": self.do.strip()}) | owner | due


def finish(loaded: LoadedProject, id: str, day: dt.date) -> Action:
    """Notes that the action `id` was done on `day`. Raises UsageError."""
    action = _unfinished(loaded, id)
    return _saved(loaded, action.id, {"status": "done", "done": day.isoformat()})


def drop(loaded: LoadedProject, id: str, because: str) -> Action:
    """Notes that the action `id` is given up, and why. Raises UsageError."""
    action = _unfinished(loaded, id)
    if not because.strip():
        raise UsageError(Message.of('Say why it is dropped: --because "…".'))
    return _saved(loaded, action.id, {"status": "dropped", "because": because})


def begin(loaded: LoadedProject, id: str) -> Action:
    """Notes that somebody is at the action `id`. Raises UsageError."""
    action = _unfinished(loaded, id)
    if action.status == "started":
        raise UsageError(Message.of("The action “{id}” is under way already.", id=action.id))
    return _saved(loaded, action.id, {"status": "started"})


def change(loaded: LoadedProject, id: str, new: Change, today: dt.date) -> Action:
    """Gives the action `id` another text, owner or day; what it said before is kept beside. Raises UsageError."""
    action = _unfinished(loaded, id)
    refuse_day(loaded.project, new.due)
    if new.do is not None and not new.do.strip():
        raise UsageError(Message.of("What is to be done?"), Message.of("An action without a text says nothing."))
    before = _written(loaded, action.id)
    said = {key: value for key, value in new.values().items() if before.get(key) != value}
    if not said:
        message = Message.of("Nothing would change in the action “{id}”.", id=action.id)
        raise UsageError(message, Message.of("Say what is new: --owner, --due or --do."))
    return _replaced(loaded, action.id, said, today)


def reopen(loaded: LoadedProject, id: str, today: dt.date) -> Action:
    """Takes up again what was done or dropped; day and reason of then are kept beside. Raises UsageError."""
    action = named(loaded.project, id)
    if not action.finished:
        message = Message.of("The action “{id}” is still to be done.", id=action.id)
        finished = [one.id for one in loaded.project.actions if one.finished]
        raise UsageError(message, Message.of("Done or dropped: {ids}.", ids=listed(finished)) if finished else None)
    return _replaced(loaded, action.id, {"status": "open", "done": None, "because": None}, today)


def named(project: Project, id: str) -> Action:
    """The action called `id`, or the only one whose id begins so. Raises UsageError."""
    wanted = id.casefold()
    beginning = [one for one in project.actions if wanted and one.id.startswith(wanted)]
    found = next((one for one in beginning if one.id == wanted), beginning[0] if len(beginning) == 1 else None)
    if found is None:
        several = Message.of("Several begin so: {ids}.", ids=listed([one.id for one in beginning]))
        hint = suggestion(id, [one.id for one in project.actions]) or how_to_begin()
        raise UsageError(Message.of("There is no action “{id}”.", id=id), several if len(beginning) > 1 else hint)
    return found


def _unfinished(loaded: LoadedProject, id: str) -> Action:
    action = named(loaded.project, id)
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

    return named(record_actions(loaded, changed).project, id)


def _with(action: Values, said: Values) -> Values:
    return {key: value for key, value in (action | said).items() if value is not None or key not in said}


def _written(loaded: LoadedProject, id: str) -> Mapping[str, Any]:
    """The action as the file has it."""
    value: Any = loaded.document.value
    return next(one for one in value["assessment"]["actions"] if one and one.get("id") == id)
