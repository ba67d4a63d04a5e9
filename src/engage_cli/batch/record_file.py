"""The SQLite file of a batch's record: recognising ours, opening it, and its errors in our own words."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from engage_cli.errors import ConflictError, InputError, Message, Problem, unwritable

FILE = "engage-batch.sqlite"
APPLICATION = 0x656E6762
"""SQLite's application id of our records, in the head of the file."""
FORMAT = 7
"""Raised with any change of tables or rows; an older record is made anew, a newer one refused."""
TABLES = """
CREATE TABLE projects (
    name TEXT PRIMARY KEY, path BLOB NOT NULL, title TEXT NOT NULL, size INTEGER NOT NULL, time INTEGER NOT NULL,
    seen INTEGER NOT NULL, digest TEXT NOT NULL, as_of TEXT, dated INTEGER NOT NULL, failed INTEGER NOT NULL,
    questionnaire TEXT NOT NULL, version TEXT NOT NULL, given TEXT, unplaced INTEGER NOT NULL,
    latest TEXT
);
CREATE TABLE documents (
    file TEXT PRIMARY KEY, project TEXT NOT NULL, format TEXT NOT NULL, key TEXT NOT NULL, size INTEGER NOT NULL
);
CREATE TABLE results (
    name TEXT PRIMARY KEY, key TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL, row TEXT NOT NULL,
    sum INTEGER NOT NULL
);
CREATE INDEX holding ON results (since, until, name, key);
"""
NAMES = {"projects", "documents", "results"}
PATIENCE = 5.0
"""Seconds to wait for another run that is writing in the same folder."""

_MAGIC = b"SQLite format 3\0"
_HEAD = 100
"""Bytes of the head of a database: at 60 its format, at 68 its application, four bytes each."""
_MOST = 10_000
"""An upper bound on format numbers: a higher one means damage."""
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DAMAGE = (
    sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_SCHEMA, None,
)  # fmt: skip
"""What SQLite says of a file whose content is wrong; it says nothing (None) where a text is not UTF-8."""


class DamagedError(InputError):
    """A record of ours that cannot be read; it may be replaced."""


def damaged_record(file: Path, why: Message | Exception) -> DamagedError:
    """The error for a record with unexpected content."""
    hint = Message.of("Run the batch again: it makes the record anew.")
    return DamagedError(Problem(path=str(file), message=_unusable(why), hint=hint))


@contextmanager
def connect(file: Path, *, to_write: bool) -> Iterator[sqlite3.Connection]:
    """The database in `file`, created where it is missing and `to_write`; committed when the block ends, even by an
    error.

    Raises ConflictError where another run is writing, DamagedError where our file is damaged, InputError where it is
    not ours, of another format, or not accessible.
    """
    if _is_theirs(file):
        hint = Message.of("Take the file away and run the batch again: everything is made anew.")
        raise InputError(Problem(path=str(file), message=Message.of("This is not the record of a batch."), hint=hint))
    with translating_errors(file), closing(_connection(file, to_write=to_write)) as connection:
        if to_write:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN IMMEDIATE")
        (format,) = connection.execute("PRAGMA user_version").fetchone()
        _check(file, format, to_write=to_write)
        if to_write:
            _prepare(connection, format)
        try:
            yield connection
        finally:
            connection.commit()


def discard_record(folder: Path) -> None:
    """Deletes the record so that it is made anew. Raises UsageError."""
    for end in ("", "-journal", "-wal", "-shm"):
        try:
            (folder / f"{FILE}{end}").unlink(missing_ok=True)
        except OSError as error:
            raise unwritable(folder / FILE, error) from None


@contextmanager
def translating_errors(file: Path) -> Iterator[None]:
    """Within the block, errors of SQLite become those that `connect` raises."""
    try:
        yield
    except sqlite3.ProgrammingError:  # a fault of ours
        raise
    except UnicodeDecodeError as error:  # what SQLite says of a damaged name, which is no UTF-8
        raise damaged_record(file, error) from None
    except sqlite3.Error as error:
        whole = getattr(error, "sqlite_errorcode", None)
        code = None if whole is None else whole & 0xFF
        if code in _BUSY:
            busy = Message.of("Another run is writing in “{path}”.", path=file.parent)
            raise ConflictError(busy, Message.of("Wait until it has ended, then try again.")) from None
        if code in _DAMAGE:
            raise damaged_record(file, error) from None
        raise InputError(Problem(path=str(file), message=_unusable(error))) from None


def _unusable(why: Message | Exception) -> Message:
    return Message.of("The record of the batch cannot be used: {why}.", why=_reason(why))


def _reason(why: Message | Exception) -> Message:
    """What an error of SQLite means, in our words; for wrong content, that it is damaged."""
    if isinstance(why, Message):
        return why
    code = (getattr(why, "sqlite_errorcode", None) or 0) & 0xFF
    return _REASONS.get(code, Message.of("its content is not what was written there"))


_REASONS = {
    sqlite3.SQLITE_FULL: Message.of("the disk is full"),
    sqlite3.SQLITE_CANTOPEN: Message.of("it cannot be opened"),
    sqlite3.SQLITE_READONLY: Message.of("nothing can be written there"),
    sqlite3.SQLITE_PERM: Message.of("there is no permission"),
    sqlite3.SQLITE_IOERR: Message.of("the disk reports a reading or writing error"),
    sqlite3.SQLITE_NOMEM: Message.of("there is not enough memory"),
    sqlite3.SQLITE_TOOBIG: Message.of("a text is too long for it"),
}


def _connection(file: Path, *, to_write: bool) -> sqlite3.Connection:
    if to_write:
        return sqlite3.connect(file, timeout=PATIENCE)
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)


def _check(file: Path, format: int, *, to_write: bool) -> None:
    """Raises InputError for a format that we cannot read or may not overwrite."""
    if FORMAT < format < _MOST:
        message = Message.of("The record of the batch was written by a newer engage.")
        hint = Message.of("Use that version, or another folder.")
        raise InputError(Problem(path=str(file), message=message, hint=hint))
    if format != FORMAT and not to_write:
        raise damaged_record(file, Message.of("its format is another one"))


def _prepare(connection: sqlite3.Connection, format: int) -> None:
    """Recreates the tables where they have another format."""
    if format != FORMAT:
        for table in NAMES:
            connection.execute(f"DROP TABLE IF EXISTS {table}")  # names of our own
        for statement in TABLES.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {FORMAT}")
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.commit()


def _is_theirs(file: Path) -> bool:
    """Whether the file was not written by engage; found out without changing anything."""
    try:
        if not file.is_file():
            return file.exists()
        with file.open("rb") as content:
            head = content.read(_HEAD)
    except OSError:
        return False  # opening it will say why
    if int.from_bytes(head[68:72], "big") == APPLICATION:
        return False
    if len(head) < _HEAD:
        return not _MAGIC.startswith(head[: len(_MAGIC)])
    return not head.startswith(_MAGIC) or not _has_our_tables(file)


def _has_our_tables(file: Path) -> bool:
    """Whether a database without our application id has exactly our tables, or none."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            found = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if found == NAMES:
                connection.execute("SELECT seen, digest, dated, failed FROM projects LIMIT 0")
                connection.execute("SELECT since, until, row FROM results LIMIT 0")
    except (sqlite3.Error, UnicodeDecodeError):
        return False
    return found in (NAMES, set())
