"""Baselines: known findings and scores of projects, in a JSON file with one stable text for the same content."""

import json
import os
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from engage_cli.errors import InputError, Message, Problem
from engage_cli.files.atomic_writing import write_atomically
from engage_cli.model.baseline import Baseline, Record

FORMAT = 1


def load_baseline(path: Path) -> Baseline:
    """The baseline in the file `path`. Raises InputError."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        if value["format_version"] != FORMAT:
            raise ValueError(value)
        return {name: _record(one) for name, one in value["projects"].items()}
    except FileNotFoundError:
        raise _refused(path, Message.of("There is no such file.")) from None
    except OSError:
        raise _refused(path, Message.of("This file cannot be read.")) from None
    except (ValueError, KeyError, TypeError, AttributeError, ZeroDivisionError, RecursionError):
        raise _refused(path, Message.of("This is not a baseline that this engage reads.")) from None


def save_baseline(path: Path, baseline: Baseline) -> None:
    """Writes `baseline` to `path`, sorted. Raises UsageError where that is not possible."""
    projects = {name: _values(baseline[name]) for name in sorted(baseline)}
    text = json.dumps({"format_version": FORMAT, "projects": projects}, ensure_ascii=False, indent=2)
    write_atomically(path, text + "\n")


def name_in(path: Path, project: Path) -> str:
    """How the baseline at `path` calls the file `project`."""
    try:
        return Path(os.path.relpath(project, path.parent)).as_posix()
    except ValueError:  # on another drive
        return project.absolute().as_posix()


def _record(value: Mapping[str, Any]) -> Record:
    return Record(
        findings=frozenset((str(rule), str(subject)) for rule, subject in value["findings"]),
        scores={str(id): Fraction(share) for id, share in value["scores"].items()},
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


def _refused(path: Path, message: Message) -> InputError:
    hint = Message.of("Make one with: engage check … --write-baseline {path}", path=path)
    return InputError(Problem(path=str(path), message=message, hint=hint))
