"""Baselines: known findings and scores of projects, in a JSON file with one stable text for the same content."""

import json
import os
import re
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from engage_cli.errors import InputError, Message
from engage_cli.files.outputs import deliver
from engage_cli.files.reading import content_of, refused
from engage_cli.formats import JsonBearing
from engage_cli.model.baseline import Baseline, Record
from engage_cli.text import encodable
from engage_cli.values import replace

FORMAT = 1


def load_baseline(path: Path) -> Baseline:
    """The baseline in the file `path`. Raises InputError."""
    try:
        content = content_of(path)
    except InputError as error:
        raise InputError(*(replace(problem, hint=problem.hint or _hint(path)) for problem in error.problems)) from None
    try:
        value = json.loads(content)
        if value["format_version"] != FORMAT:
            raise ValueError(value)
        return {name: _record(one) for name, one in value["projects"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise refused(path, Message.of("This is not a baseline that this engage reads."), _hint(path)) from None


def save_baseline(path: Path, baseline: Baseline) -> None:
    """Writes `baseline` to `path`, sorted, over what is there. Raises UsageError where that is not possible."""
    projects = {name: _values(baseline[name]) for name in sorted(baseline)}
    text = json.dumps({"format_version": FORMAT, "projects": projects}, ensure_ascii=False, indent=2)
    deliver((text + "\n").encode(), path, force=True)


is_baseline = JsonBearing(lambda value: value["format_version"] == FORMAT and isinstance(value["projects"], dict))
"""Whether the content of a file is a baseline."""


def name_in(path: Path, project: Path) -> str:
    """How the baseline at `path` calls the file `project`."""
    try:
        return encodable(Path(os.path.relpath(project, path.parent)).as_posix())
    except ValueError:  # on another drive
        return encodable(project.absolute().as_posix())


def _record(value: Mapping[str, Any]) -> Record:
    return Record(
        findings=frozenset((str(rule), str(subject)) for rule, subject in value["findings"]),
        scores={str(id): _share(share) for id, share in value["scores"].items()},
        scope=str(value["scope"]),
        version=str(value["questionnaire_version"]),
    )


def _values(record: Record) -> dict[str, Any]:
    return {
        "questionnaire_version": record.version,
        "scope": record.scope,
        "findings": [list(one) for one in sorted(record.findings)],
        "scores": {id: str(share) for id, share in sorted(record.scores.items())},
    }


def _share(text: str) -> Fraction:
    """A share from 0 to 1, as it was written. Raises ValueError, TypeError."""
    found = re.fullmatch(r"([0-9]{1,60})(?:/([1-9][0-9]{0,59}))?", text)
    share = Fraction(int(found[1]), int(found[2] or 1)) if found else None
    if share is None or share > 1:
        raise ValueError(text)
    return share


def _hint(path: Path) -> Message:
    return Message.of("Make one with: engage check … --write-baseline {path}", path=path)
