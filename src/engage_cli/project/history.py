"""What was saved and replaced in a project, kept beside it: YAML that people read and that engage only adds to."""

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engage_cli.errors import InputError, Message, Problem, unwritable
from engage_cli.files import yaml_reading
from engage_cli.files.yaml_rendering import Layout, items
from engage_cli.project.parsing import date
from engage_cli.values import Value

HEAD = (
    "# Ce qui a été enregistré ou remplacé dans {name}, de qui et quand. engage ajoute à la fin et n’enlève rien.\n"
    "# What was saved or replaced in {name}, whose it was and when. engage adds at the end and takes nothing away.\n"
)


class Replaced(Value, kw_only=True):
    """One value that gave way to another."""

    on: dt.date
    """When it was replaced."""
    id: str
    """Of the question or facet."""
    was: Any
    """As YAML has it."""
    now: Any
    """Likewise; None: taken back."""
    by: str | None
    """Whose the replaced value was, where that is known."""
    dated: dt.date | None
    """Of the last answer of the project then."""
    source: str | None
    """Who gave the new one."""


class Saved(Value, kw_only=True):
    """One answer saved in an assessment, or such a save taken back."""

    on: dt.date
    id: str
    """Of the question."""
    was: Any
    """As YAML has it; None: no answer."""
    now: Any
    """Likewise."""
    dated: dt.date | None
    """Of the last answer before."""
    undoes: bool = False


def history_path(project: Path) -> Path:
    """`PROJECT.history.yaml` beside the file `project`."""
    return project.with_name(f"{project.stem}.history.yaml")


def recorded(content: bytes, path: str) -> tuple[Replaced | Saved, ...]:
    """What the record with this content says, the oldest first; what is no entry of ours is passed over.

    Raises InputError where it is no record.
    """
    entries = yaml_reading.parse(yaml_reading.decoded(content, path), path, through=True).value
    if not isinstance(entries, list):
        raise InputError(Problem(path=path, message=Message.of("This is not the record that engage keeps.")))
    read = (_read(entry) for entry in entries if isinstance(entry, dict) and isinstance(entry.get("id"), str))
    return tuple(one for one in read if one is not None)


def _read(entry: dict[str, Any]) -> Replaced | Saved | None:
    when = next((key for key in ("saved", "undone", "replaced") if key in entry), None)
    on = date(entry[when]) if when else None
    if on is None:
        return None
    id, was, now, dated = entry["id"], entry.get("was"), entry.get("now"), date(entry.get("dated"))
    if when != "replaced":
        return Saved(on=on, id=id, was=was, now=now, dated=dated, undoes=when == "undone")
    return Replaced(on=on, id=id, was=was, now=now, by=entry.get("by"), dated=dated, source=entry.get("from"))


@contextmanager
def kept(project: Path, replaced: Sequence[Replaced | Saved]) -> Iterator[None]:
    """Adds `replaced` to the record before what is done within, and takes it out again where that fails.

    Raises UsageError where the record cannot be written: then nothing is replaced.
    """
    if not replaced:
        yield
        return
    path = history_path(project)
    if path.exists() and not path.is_file():
        raise unwritable(path, Message.of("This is not a regular file."))
    try:
        before = path.stat().st_size if path.exists() else 0
        with path.open("a", encoding="utf-8") as file:
            file.write(("" if before else HEAD.format(name=project.name)) + _text(replaced))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise unwritable(path, error) from None
    try:
        yield
    except BaseException:
        if before:
            os.truncate(path, before)
        else:
            path.unlink(missing_ok=True)
        raise


def _text(replaced: Sequence[Replaced | Saved]) -> str:
    return "".join(f"{line}\n" for line in items([_entry(one) for one in replaced], Layout(dash=0), 0).lines)


def _entry(one: Replaced | Saved) -> dict[str, Any]:
    dated = one.dated.isoformat() if one.dated else None
    pairs: dict[str, Any]
    match one:
        case Saved():
            when = "undone" if one.undoes else "saved"
            pairs = {when: one.on.isoformat(), "id": one.id, "was": one.was, "dated": dated, "now": one.now}
        case Replaced():
            own = {"was": one.was, "by": one.by, "dated": dated, "now": one.now, "from": one.source}
            pairs = {"replaced": one.on.isoformat(), "id": one.id, **own}
    return {key: value for key, value in pairs.items() if value is not None}
