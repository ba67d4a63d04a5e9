"""The record of a batch, damaged or not ours: healed, read around, or refused; never an error of engage itself."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from engage_cli.batch.record_file import APPLICATION, FORMAT
from engage_cli.cli.app import main
from tests.batch.conftest import GARDEN, Engage, Ran

RECORD = Path("out/engage-batch.sqlite")


BATCH = ("batch", "projects", "-o", "out", "--format", "md", "-j", "1")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four small projects, their documents and the record of it."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "projects/questionnaires/garden").mkdir(parents=True)
    shutil.copy(GARDEN / "questionnaire.yaml", folder / "projects/questionnaires/garden")
    for name in ("idea", "vault", "job", "garden"):
        shutil.copy(GARDEN / "project.yaml", folder / f"projects/{name}.yaml")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("ENGAGE_LANG", "en")
        assert main(list(BATCH)) == 0
    return folder


@pytest.fixture(autouse=True)
def done(made: Path, tmp_path: Path) -> None:
    """The same, in a folder of its own."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)


def batch(engage: Engage) -> Ran:
    return engage(*BATCH)


def shown(engage: Engage, *words: str) -> Ran:
    """The portfolio of the stored results."""
    return engage("portfolio", "out", "-o", "p.json", "--force", *words)


def change(statement: str) -> None:
    with closing(sqlite3.connect(RECORD)) as connection:
        connection.executescript(statement)
        connection.commit()


def flipped(at: int) -> Callable[[bytes], bytes]:
    return lambda content: content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :]


# ── damaged ───────────────────────────────────────────────────────────────────────────────────────────────────────────

HEAD: dict[str, Callable[[bytes], bytes]] = {
    "the mark of SQLite": flipped(3),
    "the size of a page": flipped(16),
    "the format": flipped(60),
    "the kind of the first page": flipped(100),
    "cut in the head": lambda content: content[:50],
    "cut after the head": lambda content: content[:150],
    "cut in the middle": lambda content: content[: len(content) // 2],
    "empty": lambda _content: b"",
    "a word of the tables": lambda content: content.replace(b"CREATE TABLE documents", b"CREATE \x88ABLE documents"),
    "a name of the tables": lambda content: content.replace(b"TABLE documents", b"TABLE d\x88cuments"),
}


@pytest.mark.parametrize("name", HEAD)
def test_a_damaged_record_is_made_anew(engage: Engage, name: str) -> None:
    RECORD.write_bytes(HEAD[name](RECORD.read_bytes()))
    assert shown(engage).code in (1, 2)
    ran = batch(engage)
    assert (ran.code, "4 projects done, 0 unchanged, 0 failed." in ran.err) == (0, True), ran.err
    assert "4 unchanged" in batch(engage).err
    assert shown(engage).code == 0


def test_any_byte_of_a_record_may_be_wrong(engage: Engage) -> None:
    whole = RECORD.read_bytes()
    for at in range(0, len(whole), len(whole) // 25):
        RECORD.write_bytes(flipped(at)(whole))
        assert shown(engage).code in (0, 1, 2), at
        assert batch(engage).code == 0, at


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE projects SET title = x'ff'",
        "UPDATE projects SET dated = 'yes'",
        "UPDATE projects SET size = 'large'",
        "UPDATE projects SET path = 5",
        "UPDATE documents SET size = NULL WHERE 0; UPDATE documents SET key = x'00'",
        "DROP TABLE results",
        "UPDATE projects SET title = CAST(x'ff' AS TEXT)",
    ],
)
def test_values_that_engage_never_writes_are_damage(engage: Engage, statement: str) -> None:
    change(statement)
    assert shown(engage).code in (0, 1, 2)
    ran = batch(engage)
    assert ran.code == 0, ran.err
    assert "The record of the batch was damaged: everything was made anew." in ran.err
    assert "damaged" not in batch(engage).err


@pytest.mark.parametrize("row", ["{", "5", "[]", "null", "[1,2,3]"])
def test_a_stored_result_that_cannot_be_read_is_not_there(engage: Engage, row: str) -> None:
    shown(engage)
    before = json.loads(Path("p.json").read_text("utf-8"))
    change(f"UPDATE results SET row = '{row}'")
    assert shown(engage).code == 0
    assert json.loads(Path("p.json").read_text("utf-8")) == before
    from zlib import crc32

    change(f"UPDATE results SET sum = {crc32(row.encode())}")
    assert shown(engage).code == 0
    assert json.loads(Path("p.json").read_text("utf-8")) == before
    assert engage("export", "out", "-o", "data").code == 0


def test_a_stored_score_that_changed_since_is_not_believed(engage: Engage) -> None:
    shown(engage)
    before = json.loads(Path("p.json").read_text("utf-8"))
    change("UPDATE results SET row = replace(replace(row, '1', '2'), '3', '4')")
    assert shown(engage).code == 0
    assert json.loads(Path("p.json").read_text("utf-8")) == before


def test_one_damaged_record_does_not_end_the_portfolio_of_others(engage: Engage) -> None:
    RECORD.write_bytes(flipped(3)(RECORD.read_bytes()))
    ran = shown(engage, "projects/idea.yaml")
    assert ran.code == 1
    assert "Run the batch again" in ran.err
    assert json.loads(Path("p.json").read_text("utf-8"))["projects"] == 1


# ── of others ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_record_of_a_newer_engage_is_left_as_it_is(engage: Engage, language: str) -> None:
    change(f"PRAGMA user_version = {FORMAT + 1}")
    whole = RECORD.read_bytes()
    words = {
        "en": "The record of the batch was written by a newer engage.",
        "fr": "Le registre du lot a été écrit par une version plus récente d’engage.",
    }
    for ran in (
        engage("batch", "projects", "-o", "out", "--format", "md", "--lang", language),
        engage("portfolio", "out", "--lang", language),
        engage("export", "out", "-o", "data", "--lang", language) if language == "en" else None,
    ):
        assert ran is None or (ran.code, words[language] in ran.err) == (2, True), ran
    assert RECORD.read_bytes() == whole


@pytest.mark.parametrize(
    "tables",
    [
        "CREATE TABLE projects (name TEXT, boss TEXT); INSERT INTO projects VALUES ('Mine', 'Me')",
        "CREATE TABLE projects (a); CREATE TABLE documents (b); CREATE TABLE results (c)",
        "CREATE TABLE diary (day TEXT); PRAGMA user_version = 2",
        "PRAGMA journal_mode = WAL; CREATE TABLE diary (day TEXT); INSERT INTO diary VALUES ('Monday')",
    ],
)
def test_a_database_of_somebody_else_is_never_altered(engage: Engage, tables: str) -> None:
    RECORD.unlink()
    change(tables)
    before = {path.name: path.read_bytes() for path in Path("out").glob("engage-batch*")}
    for words in (("batch", "projects", "-o", "out", "--format", "md"), ("portfolio", "out")):
        ran = engage(*words)
        assert (ran.code, "This is not the record of a batch." in ran.err) == (2, True)
    assert {path.name: path.read_bytes() for path in Path("out").glob("engage-batch*")} == before


def test_a_folder_of_that_name_is_refused(engage: Engage) -> None:
    RECORD.unlink()
    RECORD.mkdir()
    assert batch(engage).code == 2


def test_our_mark_is_in_the_head_and_comes_back(engage: Engage) -> None:
    assert RECORD.read_bytes()[68:72] == APPLICATION.to_bytes(4, "big")
    RECORD.write_bytes(flipped(70)(RECORD.read_bytes()))
    assert "4 unchanged" in batch(engage).err
    assert RECORD.read_bytes()[68:72] == APPLICATION.to_bytes(4, "big")
