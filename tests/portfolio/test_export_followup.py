"""Open data about the course of projects, loaded as a database: milestones, actions, what gave way, comparisons."""

import csv
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from engage_cli.cli.app import main

ROOT = Path(__file__).resolve().parents[2]
TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "TEXT", "date": "TEXT", "string": "TEXT"}
Database = Callable[..., sqlite3.Connection]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two projects: one with a year behind it, one without."""
    folder = tmp_path_factory.mktemp("course") / "projects"
    for name in ("fabrique-a-bede", "voute-numerique"):
        shutil.copytree(ROOT / "examples" / name, folder / name)
    project = str(folder / "fabrique-a-bede")
    steps = (
        ("milestone", "Avant l’été", "--as-of", "2026-11-23"),
        ("action", "add", "--do", "secret-words", "--owner", "Ada Lovelace", "--due", "2027-01-15"),
        ("action", "change", "a", "--due", "2027-02-01", "--owner", "Grace Hopper", "--as-of", "2026-12-01"),
        ("action", "done", "a", "--as-of", "2027-01-20"),
        ("action", "reopen", "a", "--as-of", "2027-01-21"),
        ("action", "drop", "a", "--because", "secret-words"),
        ("milestone", "Plus tard", "--as-of", "2027-06-01"),
    )
    for step in steps:
        at = 2 if step[0] == "action" else 1
        id = ["secret-words"] if step[:2] in [("action", w) for w in ("change", "done", "reopen", "drop")] else []
        words = [*step[:at], project, *id, *step[at + bool(id) :]]
        assert main([*words, "-q", *([] if "--as-of" in words else ["--as-of", "2026-11-24"])]) == 0, words
    file = folder / "fabrique-a-bede/project.yaml"
    text = file.read_text(encoding="utf-8")
    waiver = (
        "  waivers: [{rule: gate-unmet, question: contenus.droits, because: secret-words, "
        "approved_by: Ada Lovelace, until: 2027-02-15}]\n"
    )
    text = text.replace("choice: intention", "choice: engage", 1).replace("assessment:\n", f"assessment:\n{waiver}", 1)
    file.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def database(course: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Database]:
    """Runs `engage export`; gives its tables in SQLite, with the types, keys and references declared."""
    monkeypatch.setenv("ENGAGE_LANG", "en")
    monkeypatch.chdir(tmp_path)

    def run(*words: str, code: int = 0, source: Path = course, day: str = "2027-03-01") -> sqlite3.Connection:
        assert main(["export", str(source), "-o", "data", "--as-of", day, "-j", "1", "-q", *words]) == code
        return loaded(Path("data"), opened.enter_context(closing(sqlite3.connect(":memory:"))))

    with ExitStack() as opened:
        yield run


def loaded(folder: Path, base: sqlite3.Connection) -> sqlite3.Connection:
    base.execute("PRAGMA foreign_keys = ON")
    for resource in json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
        schema, name = resource["schema"], resource["name"]
        columns = [f'"{field["name"]}" {TYPES[field["type"]]}' for field in schema["fields"]]
        if "primaryKey" in schema:
            names = ", ".join(f'"{name}"' for name in schema["primaryKey"])
            columns.append(f"PRIMARY KEY ({names})")
        for key in schema.get("foreignKeys", ()):
            other = key["reference"]
            columns.append(f"FOREIGN KEY ({key['fields']}) REFERENCES {other['resource']}({other['fields']})")
        base.execute(f'CREATE TABLE "{name}" ({", ".join(columns)})')
        with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
            heads, *rows = csv.reader(file)
        assert heads == [field["name"] for field in schema["fields"]]
        marks = ", ".join("?" for _ in heads)
        base.executemany(f'INSERT INTO "{name}" VALUES ({marks})', ([cell or None for cell in row] for row in rows))
    return base


def test_milestones_with_their_results(database: Database) -> None:
    base = database()
    assert base.execute(
        "SELECT project, milestone, date, scope, intact, answered, in_force FROM milestones"
    ).fetchall() == [("fabrique-a-bede", 1, "2026-11-23", "full", "true", 44, 44)], (
        "the one of June is not known in March"
    )
    now = database(day="2026-11-23").execute(
        "SELECT s.section, r.attainment_low, s.attainment_low, r.band_low, s.band_low FROM sections s "
        "JOIN milestone_results r ON r.project = s.project AND r.id = s.section AND r.kind = 'section'"
    )
    rows = now.fetchall()
    assert len(rows) > 8
    risen = [row for row in rows if row[1:4:2] != row[2:5:2]]
    assert len(risen) == 1, "one answer was raised since the milestone of the same day"
    states = dict(base.execute("SELECT question, state FROM milestone_gates"))
    assert states["contenus.droits"] == "unmet"
    assert database(day="2027-07-01").execute("SELECT count(*) FROM milestones").fetchone() == (2,)


def test_actions_of_every_status_and_what_gave_way(database: Database) -> None:
    base = database()
    assert base.execute("SELECT action, due, status, done FROM actions").fetchall() == [
        ("secret-words", "2027-02-01", "dropped", None)
    ]
    gone = base.execute("SELECT place, field, date, how, about, id, was, now, text FROM replaced ORDER BY place, field")
    assert gone.fetchall() == [
        (1, "due", "2026-12-01", "replaced", "action", "secret-words", "2027-01-15", "2027-02-01", "false"),
        (1, "owner", "2026-12-01", "replaced", "action", "secret-words", None, None, "true"),
        (2, "done", "2027-01-21", "replaced", "action", "secret-words", "2027-01-20", None, "false"),
        (2, "status", "2027-01-21", "replaced", "action", "secret-words", "done", "open", "false"),
    ]
    assert base.execute("SELECT rule, subject, until, over FROM waivers").fetchall() == [
        ("gate-unmet", "contenus.droits", "2027-02-15", "true")
    ]


def test_names_and_texts_of_former_times_are_left_out_unless_asked_for(database: Database) -> None:
    database("--since", "2026-12-31")
    whole = "".join(file.read_text(encoding="utf-8") for file in Path("data").glob("*.csv"))
    assert not [name for name in ("Lovelace", "Hopper", "Avant l’été") if name in whole]
    said = (
        database("--with-text").execute("SELECT about, id, field, text FROM texts WHERE about = 'replaced'").fetchall()
    )
    assert said == [
        ("replaced", "1", "owner.was", "Ada Lovelace"),
        ("replaced", "1", "owner.now", "Grace Hopper"),
    ]
    assert not list(Path("data").glob("comparison*")), "what was once asked for does not stay behind"


def test_a_comparison_is_that_of_engage_compare(
    database: Database, course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = database("--since", "2026-12-31")
    project = str(course / "fabrique-a-bede")
    capsys.readouterr()
    assert main(["compare", project, "--from", "2026-12-31", "--as-of", "2027-03-01", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert dict(base.execute("SELECT project, coalesce(why, date_then) FROM comparison")) == {
        "fabrique-a-bede": "2026-11-23", "voute-numerique": "no_moment",
    }  # fmt: skip
    found = {
        (kind, id): shares
        for kind, id, *shares in base.execute(
            "SELECT kind, id, evidenced_then, evidenced_now, attainment_then, attainment_now FROM comparison_results"
        )
    }
    for kind, key in (("index", "indices"), ("section", "sections")):
        for one in told[key]:
            ends = [one[when][of]["low"]["value"] for of in ("points", "attainment") for when in ("then", "now")]
            assert found.pop((kind, one["id"])) == ends
    assert not found
    answers = base.execute("SELECT question, turn, choice_then, choice_now FROM comparison_answers").fetchall()
    assert answers == [("collection.retour-collection", "rose", "intention", "engage")]


def test_parts_add_up(database: Database, course: Path) -> None:
    for since, steps in (
        ("2026-12-31", {"questionnaire", "date", "facts", "answers"}),
        ("lot", {"date; facts; answers"}),
    ):
        main(["batch", str(course), "-o", "lot", "--format", "json", "--as-of", "2026-11-24", "-q"])
        base = database("--since", since)
        sums = base.execute(
            "SELECT sum(p.attainment), r.attainment_now - r.attainment_then, sum(p.evidenced), "
            "r.evidenced_now - r.evidenced_then, count(*) FROM comparison_results r "
            "JOIN comparison_parts p USING (project, kind, id) GROUP BY project, kind, id"
        ).fetchall()
        assert len(sums) > 8
        for attainment, change, points, of_points, count in sums:
            assert abs(attainment - change) <= count * 0.0001 + 1e-9
            assert abs(points - of_points) <= count * 0.0001 + 1e-9
        assert {one for (one,) in base.execute("SELECT DISTINCT steps FROM comparison_parts")} == steps
        assert any(round(change, 3) or round(of_points, 3) for _, change, _, of_points, _ in sums)


def test_stored_results_and_projects_read_again_say_the_same(database: Database, course: Path, tmp_path: Path) -> None:
    read = database("--since", "2026-12-31")
    assert main(["batch", str(course), "-o", "lot", "--format", "json", "--as-of", "2027-03-01", "-q"]) == 0
    stored = database("--since", "2026-12-31", source=tmp_path / "lot")
    for (name,) in read.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        columns = "* FROM" if name != "projects" else "id, answered FROM"
        rows = [sorted(map(repr, base.execute(f'SELECT {columns} "{name}"'))) for base in (read, stored)]
        assert rows[0] == rows[1], name


def test_a_damaged_record_is_named_and_the_project_kept(
    database: Database, course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(course, tmp_path / "copy")
    (tmp_path / "copy/fabrique-a-bede/project.history.yaml").write_text("not: ours\n", encoding="utf-8")
    base = database(source=tmp_path / "copy", code=1)
    assert "project.history.yaml: This is not the record that engage keeps." in capsys.readouterr().err
    assert base.execute("SELECT count(*) FROM projects").fetchone() == (2,)
    assert base.execute("SELECT count(*) FROM replaced").fetchone() == (0,)


def test_a_moment_that_nobody_has_is_refused(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "nowhere", "-o", "data", "--since", "2026-12-31", "-q"]) == 2
    capsys.readouterr()
    with pytest.raises(FileNotFoundError):
        database("--since", "2020-01-01", code=2)
    assert "There is no milestone of 2020-01-01 or before." in capsys.readouterr().err
