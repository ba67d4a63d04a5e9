"""Reads the results of the last milestone quickly, without the answers that it keeps:

`score` shows them each time. Where the file is not written as engage writes it, the whole of it is read. Whether the
milestone was edited since is told by who reads it whole.
"""

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from engage_cli.errors import InputError
from engage_cli.files import yaml_reading
from engage_cli.files.reading import read_bytes
from engage_cli.model.project import Milestone
from engage_cli.project.frozen import scores as frozen_scores
from engage_cli.project.loading import LoadedProject
from engage_cli.project.recognising import milestones_path

_HEAD = re.compile(r"^  - name: [^\n]*\n    date: (\d{4}-\d\d-\d\d)\n    seal: ", re.MULTILINE)
_ITEM = re.compile(r"^ *- ", re.MULTILINE)
_SECTIONS = ("\n      sections:", "\n      gates:")
_LEFT_OUT = (("\n    facets:", "\n    scores:"), ("\n    answers:", None))
"""Parts of an entry that this does without, and what follows each."""


def last_milestone(
    loaded: LoadedProject, before: str, *, sections: bool = False, content: bytes | None = None
) -> Milestone | None:
    """The last milestone of `loaded` up to the day `before` (2026-11-23), with its results; None where there is none.

    Its answers and facts are left out, and the results of sections unless `sections`, but where the file is not written
    as engage does. `content` is that of the file where it was read already. Raises InputError for a file that cannot be
    used.
    """
    text = _text(loaded, content)
    if not text and not loaded.project.milestones:
        return None
    found = _quickly(text, loaded, before, sections=sections) if text and not loaded.project.milestones else None
    return found or _latest(loaded, before, text)


def milestone_days(loaded: LoadedProject, content: bytes | None = None) -> tuple[dt.date, ...]:
    """The days of all milestones of `loaded`; `content` and errors as for `last_milestone`."""
    text = _text(loaded, content)
    heads = _heads(text)
    if heads is None:
        return tuple(one.date for one in _all(loaded, text))
    return (*(one.date for one in loaded.project.milestones), *(dt.date.fromisoformat(head[1]) for head in heads))


def _text(loaded: LoadedProject, content: bytes | None) -> str:
    """What the file beside the project says; empty where there is none."""
    path = milestones_path(loaded.path)
    if content is None and path.exists():
        content = read_bytes(path)
    return yaml_reading.decode_text(content, str(path)) if content else ""


def _all(loaded: LoadedProject, text: str) -> Sequence[Milestone]:
    """In time; read whole."""
    from engage_cli.project.milestones import load_milestones  # it can write too, which takes long to import

    return [kept.milestone for kept in load_milestones(loaded, text).by_date]


def _latest(loaded: LoadedProject, before: str, text: str) -> Milestone | None:
    past = [one for one in _all(loaded, text) if one.date.isoformat() <= before]
    return past[-1] if past else None


def _heads(text: str) -> "list[re.Match[str]] | None":
    """Where each entry begins; None where the file is not as engage writes it."""
    heads = list(_HEAD.finditer(text))
    return heads if len(heads) == len(_ITEM.findall(text)) else None


def _quickly(text: str, loaded: LoadedProject, before: str, *, sections: bool) -> Milestone | None:
    """None where there is none, or where the file is not as engage writes it."""
    heads = _heads(text)
    if heads is None:
        return None
    ends = [*(head.start() for head in heads), len(text)]
    entries = [(head[1], start, end) for head, (start, end) in zip(heads, pairwise(ends), strict=True)]
    past = [one for one in entries if one[0] <= before]
    if not past:
        return None
    _, start, end = max(past)
    return _read(text[start:end], loaded, _LEFT_OUT if sections else (*_LEFT_OUT, _SECTIONS))


def _read(entry: str, loaded: LoadedProject, left_out: Sequence[tuple[str, str | None]]) -> Milestone | None:
    for start, after in left_out:
        head, found, rest = entry.partition(start)
        if found:
            entry = head + (after + rest.partition(after)[2] if after else "\n")
    try:
        value: Any = yaml_reading.parse(entry, str(loaded.path)).value
        scores = {"sections": {}, **value[0]["scores"]}
        return frozen_scores.read_milestone({**value[0], "scores": scores}, loaded.questionnaire.questionnaire)
    except (InputError, AttributeError, LookupError, TypeError, ValueError):  # reading it whole says what is wrong
        return None
