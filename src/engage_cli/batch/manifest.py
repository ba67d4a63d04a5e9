"""What stands in an output folder and what it was made of: one small database beside the documents.

Each project's scored result is kept in it too, so that portfolios need not read the projects again.
"""

import datetime as dt
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from engage_cli.batch.messages import Outcome
from engage_cli.errors import ConflictError, InputError, Message, Problem
from engage_cli.values import Value

FILE = "engage-batch.sqlite"
FORMAT = 3
"""Raised with any change of the tables or of the rows in them; another one is read as empty."""
TABLES = """
CREATE TABLE projects (
    name TEXT PRIMARY KEY, path TEXT NOT NULL, title TEXT NOT NULL, size INTEGER NOT NULL, time INTEGER NOT NULL,
    seen INTEGER NOT NULL, digest TEXT NOT NULL, as_of TEXT, dated INTEGER NOT NULL, failed INTEGER NOT NULL
);
CREATE TABLE documents (
    file TEXT PRIMARY KEY, project TEXT NOT NULL, format TEXT NOT NULL, key TEXT NOT NULL, size INTEGER NOT NULL
);
CREATE TABLE results (
    name TEXT PRIMARY KEY, key TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL, row TEXT NOT NULL
);
CREATE INDEX holding ON results (since, until, name, key);
"""
PATIENCE = 5.0
"""Seconds to wait for another run that is writing in the same folder."""


class Stamp(Value):
    """What tells whether a file is still the same without reading it."""

    size: int
    time: int
    """Of its last change, in nanoseconds."""


class Known(Value):
    """A project as it was when it was last worked on."""

    path: str
    """From the output folder, so that both may move together."""
    stamp: Stamp
    seen: int
    """When it was read, in nanoseconds: a file changed within a moment of that may have changed again unnoticed."""
    digest: str
    as_of: str | None
    dated: bool
    failed: bool


class Keys(Value):
    """Digests of all that a project's documents and its row depend on besides its own file."""

    documents: str
    rows: str


class Kept(Value):
    """A document that stands in the folder."""

    project: str
    format: str
    key: str
    size: int


def document_key(keys: Keys, digest: str, day: str | None) -> str:
    """What a document was made of: engage and the files it uses, the project's content, and the day of reading."""
    return f"{keys.documents} {digest} {day}"


class Manifest:
    """The database of one output folder; use `opened`."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._db, self._folder = connection, folder

    # ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────

    def projects(self) -> dict[str, Known]:
        """What is known of each project, by name."""
        found = self._db.execute("SELECT name, path, size, time, seen, digest, as_of, dated, failed FROM projects")
        return {
            n: Known(p, Stamp(s, t), seen, d, a, bool(dated), bool(f)) for n, p, s, t, seen, d, a, dated, f in found
        }

    def places(self) -> dict[str, set[str]]:
        """Names of the project files by the absolute path of their folder."""
        found: dict[str, set[str]] = {}
        for (path,) in self._db.execute("SELECT path FROM projects"):
            folder, _, name = path.rpartition("/")
            found.setdefault(folder, set()).add(name)
        return {os.path.abspath(self._folder / folder): names for folder, names in found.items()}

    def documents(self) -> dict[str, Kept]:
        """What is known of each document, by its path inside the folder."""
        return {
            f: Kept(*rest) for f, *rest in self._db.execute("SELECT file, project, format, key, size FROM documents")
        }

    def titles(self) -> Iterator[tuple[str, str, str]]:
        """(name, path, title) of every project that could be read."""
        yield from self._db.execute("SELECT name, path, title FROM projects WHERE NOT failed ORDER BY name")

    def latest(self) -> dt.date | None:
        """The last day that a document was made for."""
        (found,) = self._db.execute("SELECT max(as_of) FROM projects").fetchone()
        return dt.date.fromisoformat(found) if found else None

    def holding(self, day: dt.date) -> dict[str, str]:
        """Of the projects whose stored result holds on `day`: the key it was made with, by name."""
        query = "SELECT name, key FROM results WHERE since <= ? AND ? < until"
        return dict(self._db.execute(query, (day.isoformat(), day.isoformat())))

    def rows(self) -> Iterator[tuple[str, str]]:
        """(name, stored result as it was encoded) of every project, one at a time."""
        yield from self._db.execute("SELECT name, row FROM results ORDER BY name")

    # ── writing ───────────────────────────────────────────────────────────────────────────────────────────────────

    def record(self, outcome: Outcome, stamp: Stamp, seen: int, keys: Keys) -> None:
        """Records the outcome of a job; on disk from the next `commit` on."""
        failed = bool(outcome.problems)
        day = outcome.as_of.isoformat() if outcome.as_of else None
        values = (
            outcome.name, _from(self._folder, outcome.path), outcome.title, stamp.size, stamp.time, seen,
            outcome.digest, day, outcome.dated, failed,
        )  # fmt: skip
        self._db.execute("INSERT OR REPLACE INTO projects VALUES (?,?,?,?,?,?,?,?,?,?)", values)
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
            self._db.execute("INSERT OR REPLACE INTO results VALUES (?,?,?,?,?)", kept)

    def touch(self, name: str, stamp: Stamp, seen: int) -> None:
        """Records that a project file was saved again with the same content."""
        self._db.execute(
            "UPDATE projects SET size=?, time=?, seen=? WHERE name=?", (stamp.size, stamp.time, seen, name)
        )

    def forget(self, projects: Iterable[str], documents: Iterable[str]) -> None:
        """Removes projects that are gone and documents that were deleted."""
        for name in projects:
            self._db.execute("DELETE FROM projects WHERE name = ?", (name,))
            self._db.execute("DELETE FROM results WHERE name = ?", (name,))
        self._db.executemany("DELETE FROM documents WHERE file = ?", [(file,) for file in documents])

    def commit(self) -> None:
        """Writes to disk what was recorded since the last time."""
        self._db.commit()


@contextmanager
def opened(folder: Path, *, to_write: bool) -> Iterator[Manifest]:
    """The manifest of `folder`, made where there is none and it is `to_write`.

    Kept when the block ends, however it ends. Raises ConflictError where another run is writing there, InputError
    where the file cannot be read.
    """
    file = folder / FILE
    connection = _connected(file, to_write=to_write)
    try:
        with _told(file):
            if to_write:
                _prepare(connection)
            yield Manifest(connection, folder)
    finally:
        if to_write:
            connection.commit()
        connection.close()


def _connected(file: Path, *, to_write: bool) -> sqlite3.Connection:
    with _told(file):
        if to_write:
            return sqlite3.connect(file, timeout=PATIENCE)
        return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)


def _prepare(connection: sqlite3.Connection) -> None:
    """Locks the file for this run, and starts anew where its tables are of another format."""
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("BEGIN IMMEDIATE")
    (format,) = connection.execute("PRAGMA user_version").fetchone()
    if format != FORMAT:
        for table in ("projects", "documents", "results"):
            connection.execute(f"DROP TABLE IF EXISTS {table}")  # names of our own
        for statement in TABLES.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {FORMAT}")
    connection.commit()


@contextmanager
def _told(file: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            busy = Message.of("Another run is writing in “{path}”.", path=file.parent)
            raise ConflictError(busy, Message.of("Wait until it has ended, then try again.")) from None
        raise InputError(Problem(path=str(file), message=_unusable(error))) from None
    except sqlite3.DatabaseError as error:
        hint = Message.of("Take the file away and run the batch again: everything is made anew.")
        raise InputError(Problem(path=str(file), message=_unusable(error), hint=hint)) from None


def _unusable(error: Exception) -> Message:
    return Message.of("The record of the batch cannot be used: {why}.", why=str(error))


def _from(folder: Path, path: str) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # on another drive
        return str(Path(path).absolute())


def stamp_of(path: str) -> Stamp:
    """Size and time of the file at `path`. Raises OSError."""
    state = os.stat(path)  # ten thousand times
    return Stamp(state.st_size, state.st_mtime_ns)


def now() -> int:
    """The present time in nanoseconds, as file systems give it."""
    return time.time_ns()
