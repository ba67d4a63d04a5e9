"""What the last milestone of a project came to, read without the answers that it keeps: `score` shows it each time.

Where the file is not written as engage writes it, the whole of it is read. Whether the milestone was edited since is
told by who reads it whole.
"""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

from engage_cli.errors import InputError
from engage_cli.files import yaml_reading
from engage_cli.files.reading import content_of
from engage_cli.model.project import Milestone
from engage_cli.project import frozen_scores
from engage_cli.project.loading import LoadedProject
from engage_cli.project.recognising import milestones_path

_HEAD = re.compile(r"^  - name: [^\n]*\n    date: (\d{4}-\d\d-\d\d)\n    seal: ", re.MULTILINE)
_ITEM = re.compile(r"^ *- ", re.MULTILINE)
_LEFT_OUT = (("\n    facets:", "\n    scores:"), ("\n      sections:", "\n      gates:"), ("\n    answers:", None))
"""Parts of an entry that this does without, and what follows each."""


def last_milestone(loaded: LoadedProject, before: str) -> Milestone | None:
    """The last milestone of `loaded` up to the day `before` (2026-11-23), with what it came to, without its answers,
    facts and sections. None where there is none. Raises InputError for a file that cannot be used."""
    path = milestones_path(loaded.path)
    if not path.exists() and not loaded.project.milestones:
        return None
    found = None if loaded.project.milestones else _quickly(path, loaded, before)
    return found or _latest(loaded, before)


def _latest(loaded: LoadedProject, before: str) -> Milestone | None:
    from engage_cli.project.milestones import load_milestones  # it can write too, which takes long to import

    known = load_milestones(loaded).in_time
    past = [kept.milestone for kept in known if kept.milestone.date.isoformat() <= before]
    return past[-1] if past else None


def _quickly(path: Path, loaded: LoadedProject, before: str) -> Milestone | None:
    """None where there is none, or where the file is not as engage writes it."""
    text = yaml_reading.decoded(content_of(path), str(path))
    heads = list(_HEAD.finditer(text))
    if len(heads) != len(_ITEM.findall(text)):
        return None
    ends = [*(head.start() for head in heads), len(text)]
    entries = [(head[1], start, end) for head, (start, end) in zip(heads, pairwise(ends), strict=True)]
    past = [one for one in entries if one[0] <= before]
    if not past:
        return None
    _, start, end = max(past)
    return _read(text[start:end], path, loaded)


def _read(entry: str, path: Path, loaded: LoadedProject) -> Milestone | None:
    for start, after in _LEFT_OUT:
        head, found, rest = entry.partition(start)
        if found:
            entry = head + (after + rest.partition(after)[2] if after else "\n")
    try:
        value: Any = yaml_reading.parse(entry, str(path)).value
        scores = {"sections": {}, **value[0]["scores"]}
        return frozen_scores.read({**value[0], "scores": scores}, loaded.questionnaire.questionnaire)
    except (InputError, LookupError, TypeError, ValueError):  # reading it whole says what is wrong, with its line
        return None
