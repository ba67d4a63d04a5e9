"""The history of a project: the file beside it that keeps what was saved and replaced.

People read it; engage only adds to it.
"""

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engage_cli.errors import InputError, Message, Problem, unwritable
from engage_cli.files import yaml_reading
from engage_cli.files.reading import read_bytes
from engage_cli.files.yaml_rendering import Layout, render_items
from engage_cli.project.parsing import parse_date
from engage_cli.values import Value

HEAD = (
    "# Ce qui a été enregistré ou remplacé dans {name}, de qui et quand. engage ajoute à la fin et n’enlève rien.\n"
    "# What was saved or replaced in {name}, whose it was and when. engage adds at the end and takes nothing away.\n"
)


class Replaced(Value, kw_only=True):
    """One value of a project that another one replaced."""

    on: dt.date
    """When it was replaced."""
    id: str
    """The id of the question or facet."""
    old_value: Any
    """The old value, as YAML has it."""
    new_value: Any
    """The new value, as YAML has it; None where it was taken back."""
    by: str | None
    """Who had given the old value; None where that is not known."""
    dated: dt.date | None
    """The day of the project's last answer at that time; None where it had none."""
    source: str | None
    """Who gave the new value; None where that is not known."""


class Saved(Value, kw_only=True):
    """One answer saved in an assessment, or such a save undone."""

    on: dt.date
    id: str
    """The id of the question."""
    old_value: Any
    """The answer before, as YAML has it; None where there was none."""
    new_value: Any
    """The answer saved, as YAML has it; None where it was taken back."""
    dated: dt.date | None
    """The day of the project's last answer before; None where it had none."""
    undoes: bool = False
    """Whether it is the undoing of a save."""


def history_path(project: Path) -> Path:
    """`PROJECT.history.yaml` beside the file `project`."""
    return project.with_name(f"{project.stem}.history.yaml")


def load_history_of(project: Path) -> tuple[Replaced | Saved, ...]:
    """The entries of the history beside the file `project`, the oldest first; empty where it has none.

    Raises InputError where it cannot be read.
    """
    path = history_path(project)
    return read_history(read_bytes(path), str(path)) if path.exists() else ()


def read_history(content: bytes, path: str) -> tuple[Replaced | Saved, ...]:
    """The entries of a history with this `content`, the oldest first; what is no entry of engage is skipped.

    Raises InputError where it is no history.
    """
    entries = yaml_reading.parse(yaml_reading.decode_text(content, path), path, through=True).value
    if not isinstance(entries, list):
        raise InputError(Problem(path=path, message=Message.of("This is not the record that engage keeps.")))
    read = (_read(entry) for entry in entries if isinstance(entry, dict) and isinstance(entry.get("id"), str))
    return tuple(one for one in read if one is not None)


def _read(entry: dict[str, Any]) -> Replaced | Saved | None:
    when = next((key for key in ("saved", "undone", "replaced") if key in entry), None)
    on = parse_date(entry[when]) if when else None
    if on is None:
        return None
    id, was, now, dated = entry["id"], entry.get("was"), entry.get("now"), parse_date(entry.get("dated"))
    if when != "replaced":
        return Saved(on=on, id=id, old_value=was, new_value=now, dated=dated, undoes=when == "undone")
    return Replaced(
        on=on, id=id, old_value=was, new_value=now, by=entry.get("by"), dated=dated, source=entry.get("from")
    )


@contextmanager
def recording_history(project: Path, replaced: Sequence[Replaced | Saved]) -> Iterator[None]:
    """Adds `replaced` to the history before the block runs, and removes it again where the block fails.

    Raises UsageError where the history cannot be written; the block does not run then.
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
    return "".join(f"{line}\n" for line in render_items([_entry(one) for one in replaced], Layout(dash=0), 0).lines)


def _entry(one: Replaced | Saved) -> dict[str, Any]:
    dated = one.dated.isoformat() if one.dated else None
    pairs: dict[str, Any]
    match one:
        case Saved():
            when = "undone" if one.undoes else "saved"
            pairs = {when: one.on.isoformat(), "id": one.id, "was": one.old_value, "dated": dated, "now": one.new_value}
        case Replaced():
            own = {"was": one.old_value, "by": one.by, "dated": dated, "now": one.new_value, "from": one.source}
            pairs = {"replaced": one.on.isoformat(), "id": one.id, **own}
    return {key: value for key, value in pairs.items() if value is not None}
