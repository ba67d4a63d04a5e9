"""Baselines: known findings and scores of projects, in a JSON file with one stable text for the same content."""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from engage_cli.errors import InputError, Message
from engage_cli.files.outputs import write_output
from engage_cli.files.reading import file_error, read_bytes
from engage_cli.formats import JsonMark
from engage_cli.model.baseline import Baseline, BaselineRecord
from engage_cli.text import encodable
from engage_cli.values import replace

FORMAT = 1


def load_baseline(path: Path) -> Baseline:
    """The baseline in the file `path`. Raises InputError."""
    try:
        content = read_bytes(path)
    except InputError as error:
        raise InputError(*(replace(problem, hint=problem.hint or _hint(path)) for problem in error.problems)) from None
    try:
        value = json.loads(content)
        if value["format_version"] != FORMAT:
            raise ValueError(value)
        return {name: _record(one) for name, one in value["projects"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise file_error(path, Message.of("This is not a baseline that this engage reads."), _hint(path)) from None


def save_baseline(path: Path, baseline: Baseline) -> None:
    """Writes `baseline` to `path`, sorted, in place of what is there. Raises UsageError where it cannot be written."""
    projects = {name: _values(baseline[name]) for name in sorted(baseline)}
    text = json.dumps({"format_version": FORMAT, "projects": projects}, ensure_ascii=False, indent=2)
    write_output((text + "\n").encode(), path, force=True)


is_baseline = JsonMark(lambda value: value["format_version"] == FORMAT and isinstance(value["projects"], dict))
"""Whether the content of a file is a baseline."""


class BaselineInUse:
    """A baseline in use: it matches its records to projects, and knows which records are left over."""

    def __init__(self, path: Path) -> None:
        """Reads the baseline at `path`. Raises InputError."""
        self.path = path
        self.baseline = load_baseline(path)
        self.moved: dict[str, str] = {}
        """Names of records whose project bears another name now, with that name."""
        self._met: set[str] = set()

    def record_of(self, project: Path, id: str | None) -> BaselineRecord | None:
        """The record of the file `project`: the one of its path, else the only one with the charter's `id` whose
        file is gone. None where there is none.
        """
        name = name_in(self.path, project)
        found = self.baseline.get(name)
        if found is None or (None not in (found.id, id) and found.id != id):
            name, found = self._renamed(name, id)
        if found is not None:
            self._met.add(name)
        return found

    def _renamed(self, now: str, id: str | None) -> tuple[str, BaselineRecord | None]:
        lost = [n for n, one in self.baseline.items() if id and one.id == id and n not in self._met and self.is_lost(n)]
        if len(lost) != 1:
            return now, None
        self.moved[lost[0]] = now
        return lost[0], self.baseline[lost[0]]

    @property
    def unclaimed(self) -> Iterator[str]:
        """The names of the records that no project was compared with."""
        return (name for name in self.baseline if name not in self._met)

    def is_lost(self, name: str) -> bool:
        """Whether the file of a record no longer exists."""
        try:
            return not self.path_of(name).exists()
        except (OSError, ValueError):
            return True

    def path_of(self, name: str) -> Path:
        """The path of the file of a record."""
        return self.path.parent / name

    @property
    def gone_names(self) -> tuple[str, ...]:
        """The names of the records whose file no longer exists and is none of those that were checked."""
        return tuple(name for name in self.unclaimed if self.is_lost(name))


def within(path: Path, folders: Iterable[Path]) -> bool:
    """Whether `path` is inside one of `folders`, at any depth."""
    absolute = Path(os.path.normpath(path.absolute()))
    return any(absolute.is_relative_to(os.path.normpath(one.absolute())) for one in folders)


def name_in(path: Path, project: Path) -> str:
    """The name under which the baseline at `path` keeps the file `project`."""
    try:
        return encodable(Path(os.path.relpath(project, path.parent)).as_posix())
    except ValueError:  # on another drive
        return encodable(project.absolute().as_posix())


def _record(value: Mapping[str, Any]) -> BaselineRecord:
    id, met = value.get("id"), value.get("met", [])
    if not isinstance(met, list):
        raise TypeError(met)
    return BaselineRecord(
        id=None if id is None else _text(id),
        answers={str(id): _share(share) for id, share in value.get("answers", {}).items()},
        met=frozenset(map(_text, met)),
        findings=frozenset((_text(rule), _text(subject)) for rule, subject in value["findings"]),
        scores={str(id): _share(share) for id, share in value["scores"].items()},
        scope=_text(value["scope"]),
        version=_text(value["questionnaire_version"]),
        questionnaire=_text(value.get("questionnaire", "")),
    )


def _values(record: BaselineRecord) -> dict[str, Any]:
    return {
        **({"id": record.id} if record.id else {}),
        **({"questionnaire": record.questionnaire} if record.questionnaire else {}),
        "questionnaire_version": record.version,
        "scope": record.scope,
        "findings": [list(one) for one in sorted(record.findings)],
        "scores": {id: str(share) for id, share in sorted(record.scores.items())},
        "answers": {id: str(share) for id, share in sorted(record.answers.items())},
        "met": sorted(record.met),
    }


def _text(value: object) -> str:
    """Raises TypeError for what is no text."""
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _share(text: str) -> Fraction:
    """A share from 0 to 1, as it was written. Raises ValueError, TypeError."""
    found = re.fullmatch(r"([0-9]{1,60})(?:/([1-9][0-9]{0,59}))?", text)
    share = Fraction(int(found[1]), int(found[2] or 1)) if found else None
    if share is None or share > 1:
        raise ValueError(text)
    return share


def _hint(path: Path) -> Message:
    return Message.of("Make one with: engage check … --write-baseline {path}", path=path)
