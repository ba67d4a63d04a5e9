"""The manifest of an output folder: an SQLite file that records what is in it and what it was made from.

It also stores each project's results, so that portfolios need not read the projects again.
"""

import datetime as dt
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec

from engage_cli.batch.messages import AnsweredVersion, Outcome
from engage_cli.batch.project_stamp import FileStamp
from engage_cli.batch.record_file import FILE, connect, damaged_record, translating_errors
from engage_cli.questionnaire.history.migration_path import sortable_version
from engage_cli.values import Value, replace

_PROJECTS = list[
    tuple[str, bytes, str, int, int, int, str, str | None, int, int, str, str, str | None, int, str | None]
]
"""The types of the columns, checked on reading: SQLite accepts any value, and a damaged file has them."""
_DOCUMENTS = list[tuple[str, str, str, str, int]]
_RESULT = tuple[str, str, int]


class KnownProject(Value):
    """A project as it was when it was last processed."""

    path: str
    """Relative to the output folder, so that both can be moved together."""
    stamp: FileStamp
    seen: int
    """When it was read, in nanoseconds: a change within a short time after may have gone unnoticed."""
    digest: str
    as_of: str | None
    dated: bool
    failed: bool


class DependencyDigests(Value):
    """Digests of what a project's documents and row depend on besides its own file."""

    documents: str
    rows: str


class StoredDocument(Value):
    """A document in the output folder."""

    project: str
    format: str
    key: str
    size: int


def document_key(keys: DependencyDigests, digest: str, day: str | None) -> str:
    """A key of everything a document was made from: engage and its files, the project's content, the day of reading."""
    return f"{keys.documents} {digest} {day}"


class Manifest:
    """The database of an output folder; use `open_manifest`."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._db, self._folder = connection, folder

    # ── reading: each raises DamagedError where what was written is not there any more ────────────────────────────

    def projects(self) -> dict[str, KnownProject]:
        """The known projects, by name."""
        return {
            n: KnownProject(os.fsdecode(p), FileStamp(s, t), seen, d, a, bool(dated), bool(f))
            for n, p, _title, s, t, seen, d, a, dated, f, *_answered in self._read("SELECT * FROM projects", _PROJECTS)
        }

    def names_by_folder(self) -> dict[str, set[str]]:
        """The names of project files by the absolute path of their folder."""
        found: dict[str, set[str]] = {}
        for _name, path, *_rest in self._read("SELECT * FROM projects", _PROJECTS):
            folder, _, name = os.fsdecode(path).rpartition("/")
            found.setdefault(folder, set()).add(name)
        return {os.path.abspath(self._folder / folder): names for folder, names in found.items()}

    def documents(self) -> dict[str, StoredDocument]:
        """The stored documents, by path inside the folder."""
        return {f: StoredDocument(*rest) for f, *rest in self._read("SELECT * FROM documents", _DOCUMENTS)}

    def readable_projects(self) -> Iterator[tuple[str, str, str, AnsweredVersion]]:
        """(name, path, title, questionnaire answered) of every project that could be read."""
        found = self._read("SELECT * FROM projects WHERE NOT failed ORDER BY name", _PROJECTS)
        for name, path, title, *_rest, questionnaire, version, given, unplaced, _latest in found:
            answered = AnsweredVersion(questionnaire=questionnaire, version=version, given=given, unplaced=unplaced)
            yield name, os.fsdecode(path), title, answered

    def count_by_version(self, names: set[str]) -> tuple[tuple[AnsweredVersion, int], ...]:
        """The questionnaire versions that these projects answered, with the number of projects; in version order."""
        found: dict[tuple[str, tuple[int, ...], str], list[AnsweredVersion]] = {}
        for name, _path, _title, one in self.readable_projects():
            if name in names:
                given = one.given or one.version
                found.setdefault((one.questionnaire, sortable_version(given), one.version), []).append(
                    replace(one, given=given)
                )
        return tuple(
            (replace(alike[0], unplaced=sum(one.unplaced for one in alike)), len(alike))
            for _key, alike in sorted(found.items())
        )

    def latest(self) -> dt.date | None:
        """The latest day for which a document was made; None: there is none."""
        ((found,),) = self._read("SELECT max(as_of) FROM projects", list[tuple[dt.date | None]])
        return found  # type: ignore[no-any-return]  # as it was converted

    def to_come(self, day: dt.date, names: set[str]) -> tuple[str, ...]:
        """The paths of those of these names that have a day after `day`, though it is past by what it says."""
        query = "SELECT name, path FROM projects WHERE latest > ? ORDER BY name"
        found = self._read(query, list[tuple[str, bytes]], day.isoformat())
        return tuple(os.path.normpath(self._folder / os.fsdecode(path)) for name, path in found if name in names)

    def valid_results(self, day: dt.date) -> dict[str, str]:
        """By name of each project whose stored result is valid on `day`: the key that it was made with."""
        query = "SELECT name, key FROM results WHERE since <= ? AND ? < until"
        return dict(self._read(query, list[tuple[str, str]], day.isoformat(), day.isoformat()))

    def rows(self) -> Iterator[tuple[str, str]]:
        """(name, encoded row) of every project, one at a time; changed projects are left out."""
        with translating_errors(self._folder / FILE):
            for values in self._db.execute("SELECT name, row, sum FROM results ORDER BY name"):
                name, row, sum = self._typed(values, _RESULT)
                if crc32(row.encode()) == sum:
                    yield name, row

    def _read(self, query: str, type: Any, *values: str) -> Any:
        """The rows that `query` returns, as a list of `type`."""
        with translating_errors(self._folder / FILE):
            return self._typed(self._db.execute(query, values).fetchall(), type)

    def _typed(self, found: object, type: Any) -> Any:
        try:
            return msgspec.convert(found, type)
        except msgspec.ValidationError as error:
            raise damaged_record(self._folder / FILE, error) from None

    # ── writing ───────────────────────────────────────────────────────────────────────────────────────────────────

    def record(self, outcome: Outcome, stamp: FileStamp, seen: int, keys: DependencyDigests) -> None:
        """Records the outcome of a job; it is on disk after the next `commit`."""
        failed = bool(outcome.problems)
        day, said = outcome.as_of.isoformat() if outcome.as_of else None, outcome.answered
        values = (
            outcome.name, _from(self._folder, outcome.path), outcome.title, stamp.size, stamp.time, seen,
            outcome.digest, day, outcome.dated, failed, said.questionnaire, said.version, said.given, said.unplaced,
            outcome.latest.isoformat() if outcome.latest else None,
        )  # fmt: skip
        self._db.execute("INSERT OR REPLACE INTO projects VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", values)
        self._db.executemany(
            "INSERT OR REPLACE INTO documents VALUES (?,?,?,?,?)",
            [
                (w.file, outcome.name, w.format, document_key(keys, outcome.digest, day), w.size)
                for w in outcome.written
            ],
        )
        if failed:
            self._db.execute("DELETE FROM results WHERE name = ?", (outcome.name,))
        if outcome.row is not None:
            since, until = outcome.since or dt.date.min, outcome.until or dt.date.max
            kept = (outcome.name, keys.rows, since.isoformat(), until.isoformat(), outcome.row)
            sum = crc32(outcome.row.encode())
            self._db.execute("INSERT OR REPLACE INTO results VALUES (?,?,?,?,?,?)", (*kept, sum))

    def touch(self, name: str, stamp: FileStamp, seen: int) -> None:
        """Records that a project file was saved again with the same content."""
        self._db.execute(
            "UPDATE projects SET size=?, time=?, seen=? WHERE name=?", (stamp.size, stamp.time, seen, name)
        )

    def forget(self, projects: Iterable[str], documents: Iterable[str]) -> None:
        """Removes projects that no longer exist and documents that were deleted."""
        for name in projects:
            self._db.execute("DELETE FROM projects WHERE name = ?", (name,))
            self._db.execute("DELETE FROM results WHERE name = ?", (name,))
        self._db.executemany("DELETE FROM documents WHERE file = ?", [(file,) for file in documents])

    def commit(self) -> None:
        """Writes everything recorded since the last commit to disk."""
        self._db.commit()


@contextmanager
def open_manifest(folder: Path, *, to_write: bool) -> Iterator[Manifest]:
    """The manifest of `folder`, created where it is missing and `to_write`; see `record_file.connect`.

    Raises ConflictError, DamagedError and InputError.
    """
    with connect(folder / FILE, to_write=to_write) as connection:
        yield Manifest(connection, folder)


def _from(folder: Path, path: str) -> bytes:
    """A path relative to the folder, as bytes of the file system, which need not be UTF-8."""
    try:
        found = Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # on another drive
        found = str(Path(path).absolute())
    return os.fsencode(found)


def now_in_nanoseconds() -> int:
    """The current time in nanoseconds, with the resolution of file systems."""
    return time.time_ns()
