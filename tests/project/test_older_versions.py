"""A project of an older version opens everywhere: what fits counts, what does not is kept, named and counted."""

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest

from engage_cli.errors import InputError
from engage_cli.model.project import Answer, Misfit, Unplaced
from engage_cli.project.answers_file import load_answers
from engage_cli.project.loading import load_project
from engage_cli.project.migration.migrating import plan_project
from engage_cli.project.recording import record, record_charter
from tests.cli.conftest import Engage, engage
from tests.editing import edit
from tests.project.conftest import HERE

__all__ = ["engage"]

COMMANDS = (
    "score project.yaml",
    "explain project.yaml",
    "explain project.yaml water.ducks",
    "report project.yaml -o out.md",
    "report project.yaml -o out.html",
    "form project.yaml -o form.html",
    "batch project.yaml -o reports --format md -j 1",
    "portfolio project.yaml -j 1",
    "export project.yaml -o data -j 1",
    "milestone project.yaml Spring",
)
HEAD = (
    "remark: project.yaml:12:40: assessment.questionnaire.version: 15 answers to version 1.0.0 of the questionnaire "
    "have no place in version 2.0.0: phase, crops, fenced, ….\n"
    "  hint: Bring them along: engage migrate project.yaml\n"
)
DAY = dt.date(2026, 11, 23)


@pytest.fixture
def partly(meadow: Path) -> Path:
    """One of whose answers still fits."""
    ducks = "    water.days: {choice: daily}\n    water.ducks: {choice: full}\n"
    edit(
        meadow / "project.yaml",
        ("water.quality: {choice: some}", "water.quality: {choice: full}"),
        ("    water.days: {choice: daily}\n", ducks),
    )
    return meadow


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_opens_it(partly: Path, engage: Engage, words: str) -> None:
    before = (partly / "project.yaml").read_bytes()
    ran = engage(*words.split())
    assert ran.code == 0, ran.err
    assert (partly / "project.yaml").read_bytes() == before
    if words.split(maxsplit=1)[0] in ("score", "explain", "report", "form", "milestone"):
        assert ran.err.startswith(HEAD)


def test_what_fits_counts_and_the_rest_is_named(partly: Path, engage: Engage) -> None:
    loaded = load_project(partly / "project.yaml")
    assert set(loaded.project.answers) == {"water.ducks"}
    assert Unplaced(Misfit.ANSWER, "water.quality") in loaded.project.unplaced
    assert loaded.project.charter.facets == {"crops": ("hay",)}
    assert loaded.project.targets == {"water": "full"}
    assert Unplaced(Misfit.ANSWER, "soil.worms") in loaded.project.unplaced
    assert Unplaced(Misfit.TARGET, "soil") in loaded.project.unplaced
    said = {(one.line, one.message.text.format(**one.message.values)) for one in loaded.remarks}
    assert (7, "“growing” of version 1.0.0 is called “summer” now.") in said
    assert (18, "“soil.worms” of version 1.0.0 is called “ground.worms” now.") in said
    assert (32, "“water.law” is not asked any more; this was said to version 1.0.0.") in said
    assert (33, "“water.quality” asks something else now; this was said to version 1.0.0.") in said
    assert (34, "“daily” of version 1.0.0 is called “weekly” now.") in said
    ran = engage("score", "project.yaml")
    assert "15 answers to version 1.0.0 of the questionnaire have no place in version 2.0.0; they are kept" in ran.out
    assert "remark: 16 more; all of them with -v." in ran.err
    data = json.loads(engage("score", "project.yaml", "--json").out)
    assert {"kind": "answer", "id": "soil.worms"} in data["unplaced"]
    assert len(data["unplaced"]) == 15
    assert engage("report", "project.yaml", "-o", "out.md").code == 0
    assert "- soil.worms (not in this version of the questionnaire)" in Path("out.md").read_text("utf-8")


def test_check_says_that_there_is_a_way(partly: Path, engage: Engage) -> None:
    ran = engage("check", "project.yaml", "--output-format", "json")
    found = {(one["rule"], one["subject"]): one for one in json.loads(ran.out)["files"][0]["findings"]}
    pending = found["migration-pending", "assessment"]
    assert pending["message"] == (
        "The answers were given to version 1.0.0, this is version 2.0.0: 15 of them have no place in it."
    )
    assert pending["repair"] == "Bring them along: engage migrate"
    assert pending["line"] == 12
    assert found["answer-orphaned", "water.days"]["repair"] == "Bring them along: engage migrate"


def test_in_its_own_version_it_stays_an_error(partly: Path) -> None:
    edit(partly / "project.yaml", ("version: 1.0.0", "version: 2.0.0"))
    with pytest.raises(InputError, match="Unknown choice “growing”"):
        load_project(partly / "project.yaml")


def test_a_fact_that_the_new_version_needs_is_no_error(partly: Path, engage: Engage) -> None:
    edit(partly / "project.yaml", ("    phase: growing        # since May\n", ""))
    ran = engage("score", "project.yaml", "-v")
    assert ran.code == 0
    assert "charter.facets: The facet “phase” is missing." in ran.err


def test_a_newer_project_is_told_so(partly: Path, engage: Engage) -> None:
    edit(partly / "project.yaml", ("version: 1.0.0", "version: 3.1.0"))
    ran = engage("score", "project.yaml")
    assert ran.code == 0
    assert "hint: The project is newer than the questionnaire here: update engage, or the questionnaire." in ran.err


def test_an_answer_given_anew_keeps_the_old_one_beside(partly: Path) -> None:
    path = partly / "project.yaml"
    record(load_project(path), "water.days", Answer(choice="weekly"), today=DAY)
    text = path.read_text("utf-8")
    assert "    water.days: {choice: weekly}\n" in text
    loaded = load_project(path)
    assert loaded.project.answers["water.days"] == Answer(choice="weekly")
    value = loaded.document.value
    assert isinstance(value, dict)
    assert value["assessment"]["x-unplaced"] == {"1.0.0": {"answers": {"water.days": {"choice": "daily"}}}}
    assert value["assessment"]["questionnaire"] == {"id": "meadow", "version": "1.0.0"}


def test_a_voice_of_an_older_version_opens_too(partly: Path) -> None:
    voice = partly / "project.ann.answers.yaml"
    voice.write_text(
        "engage: 1\nquestionnaire: {id: meadow, version: 1.0.0}\nanswers:\n"
        "  soil.worms: {choice: full}\n  water.ducks: {choice: full}\n",
        encoding="utf-8",
    )
    held = load_answers(voice, load_project(partly / "project.yaml").questionnaire)
    assert set(held.answers) == {"water.ducks"}
    assert held.unplaced == (Unplaced(Misfit.ANSWER, "soil.worms"),)
    assert [one.line for one in held.remarks] == [2, 4]


def test_thousands_of_strange_answers_are_refused_quickly(partly: Path) -> None:
    many = "".join(f"    s{number}.q: {{choice: a}}\n" for number in range(5000))
    edit(partly / "project.yaml", ("  answers:\n", "  answers:\n" + many))
    with pytest.raises(InputError, match="more than 100 problems"):
        load_project(partly / "project.yaml")


def test_a_portfolio_counts_and_names_them_by_version(partly: Path, engage: Engage) -> None:
    ran = engage("portfolio", "project.yaml", "-j", "1")
    assert ran.code == 0, ran.err
    assert "- 1 project answered version 1.0.0 of the questionnaire." in ran.out
    assert "| North meadow | 1.0.0 | 15 |" in ran.out
    assert "| North meadow (version 1.0.0) |" in ran.out


def test_a_batch_counts_by_the_version_that_was_answered(partly: Path, engage: Engage) -> None:
    for name in ("one", "two", "new"):
        shutil.copy(partly / "project.yaml", partly / f"{name}.yaml")
    assert engage("migrate", "new.yaml", "--write", "--no-milestone").code == 0
    counted = (
        "By version of the questionnaire:\n  1.0.0, read in 2.0.0: 2 projects, 30 answers without a place\n"
        "  2.0.0: 1 project\nBring them along: engage migrate\n"
    )
    for done in ("3 projects done, 0 unchanged", "0 projects done, 3 unchanged"):
        ran = engage("batch", "one.yaml", "two.yaml", "new.yaml", "-o", "reports", "--format", "md", "-j", "1")
        assert ran.code == 0
        assert ran.err.startswith(counted + done)
    page = (partly / "reports/index.html").read_text("utf-8")
    assert page.count("Answered in version 1.0.0. 15 answers have no place in the version here.") == 2
    assert "By version" not in engage("batch", "new.yaml", "-o", "reports", "--format", "md", "-j", "1").err


def test_projects_read_against_another_version_are_told_apart(meadow: Path, engage: Engage) -> None:
    for name, version in (("old", "1"), ("new", "2"), ("newer", "2")):
        folder = meadow / name
        shutil.copytree(HERE / version, folder / "questionnaires/meadow")
        text = (meadow / "project.yaml").read_text(encoding="utf-8")
        (folder / "project.yaml").write_text(text, encoding="utf-8")
    ran = engage("portfolio", "old", "new", "newer", "-j", "1")
    assert ran.code == 0
    titles = [line for line in ran.out.splitlines() if line.startswith("# ")]
    assert titles[1:] == ["# A meadow 2.0.0: portfolio of projects", "# A meadow 1.0.0: portfolio of projects"]
    assert "| A meadow | 2.0.0 | 2 |" in ran.out
    assert "| A meadow | 1.0.0 | 1 |" in ran.out
    assert "could not be read" not in ran.out


# ── what can be read, and means something else ────────────────────────────────────────────────────────────────────────

CHANGED = {
    "a question that asks something else": (
        "water.quality: {choice: full}",
        "{at}: “water.quality” asks something else now; this was said to version 1.0.0.",
    ),
    "a question that took over the id of another": (
        "ground.worms: {choice: full}",
        "{at}: “ground.worms” of version 1.0.0 is called “water.ducks” now.",
    ),
    "a choice that says something else": (
        "water.days: {choice: never}",
        "{at}.choice: “never” says something else now; this was said to version 1.0.0.",
    ),
    "a choice that took over the id of another": (
        "water.days: {choice: weekly}",
        "{at}.choice: “weekly” of version 1.0.0 is called “never” now.",
    ),
    "one of several": (
        "ground.seeds: {choices: [clover, oats]}",
        "{at}.choices.0: “clover” says something else now; this was said to version 1.0.0.",
    ),
}
NEW_MAP = (
    ("    rename: {soil.tested:", "    rename: {ground.worms: water.ducks, soil.tested:"),
    ("      water.days: {daily: weekly}\n", "      water.days: {never: null, weekly: never, daily: weekly}\n"),
    ("      soil.seeds: {rye: oats, moss: null}\n", "      ground.seeds: {clover: null}\n"),
)


def written(meadow: Path, *answers: str, facets: str = "phase: sowing", more: str = "") -> Path:
    """A project of version 1.0.0 with these answers."""
    edit(meadow / "questionnaires/meadow/questionnaire.yaml", *NEW_MAP)
    path = meadow / "project.yaml"
    listed = "".join(f"    {one}\n" for one in answers)
    path.write_text(
        f"engage: 1\ncharter:\n  name: North\n  facets: {{{facets}}}\nassessment:\n"
        f"  questionnaire: {{id: meadow, version: 1.0.0}}\n{more}  answers:\n{listed}",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize("case", CHANGED)
def test_what_means_something_else_is_kept_and_does_not_count(meadow: Path, case: str) -> None:
    answer, wanted = CHANGED[case]
    loaded = load_project(written(meadow, answer, "water.sources: {choice: full}"))
    id = answer.partition(":")[0]
    assert set(loaded.project.answers) == {"water.sources"}
    assert loaded.project.unplaced == (Unplaced(Misfit.ANSWER, id),)
    (told,) = loaded.remarks[1:]
    at = ".".join(map(str, told.place))
    assert f"{at}: {told.message.text.format(**told.message.values)}" == wanted.format(at=f"assessment.answers.{id}")
    assert told.line == 8


def test_facts_and_targets_that_mean_something_else_do_not_count(meadow: Path) -> None:
    facets = (
        ("choices: {phase: {growing: summer}", "choices: {phase: {growing: summer, summer: null}"),
        ("      removed: {fenced:", "      changed: {sheep: They are counted.}\n      removed: {fenced:"),
        ("      care: {some: partly}", "      care: {some: partly, full: null}"),
    )
    edit(meadow / "questionnaires/meadow/questionnaire.yaml", *facets)
    loaded = load_project(written(meadow, facets="phase: summer, sheep: true", more="  targets: {water: full}\n"))
    assert loaded.project.charter.facets == {}
    assert loaded.project.targets == {}
    assert [(one.kind, one.id) for one in loaded.project.unplaced] == [
        (Misfit.FACET, "phase"), (Misfit.FACET, "sheep"), (Misfit.TARGET, "water"),
    ]  # fmt: skip


def test_an_answer_to_this_version_counts_in_a_file_of_an_older_one(meadow: Path) -> None:
    path = written(meadow, "water.quality: {choice: full, note: Old.}")
    for id in ("water.quality", "water.days", "water.sources"):
        choice = "weekly" if id == "water.days" else "full"
        record(load_project(path), id, Answer(choice=choice), today=DAY)
    loaded = load_project(path)
    assert set(loaded.project.answers) == {"water.quality", "water.days", "water.sources"}
    assert loaded.project.unplaced == ()
    value = loaded.document.value
    assert isinstance(value, dict)
    assert value["assessment"]["x-answered"] == {"2.0.0": {"answers": ["water.quality", "water.days"]}}
    migration = plan_project(path)
    after = migration.after
    assert after is not None
    assert {id: one.choice for id, one in after.project.answers.items()} == {
        "water.quality": "full", "water.days": "weekly", "water.sources": "full",
    }  # fmt: skip
    assert "x-answered" not in migration.text
    assert "x-unplaced:\n    1.0.0:\n      answers:\n        water.quality:" in migration.text
    record(load_project(path), "water.days", None, today=DAY)
    assert "water.days" not in path.read_text("utf-8")


def test_a_fact_said_to_this_version_counts_in_a_file_of_an_older_one(meadow: Path) -> None:
    edit(
        meadow / "questionnaires/meadow/questionnaire.yaml",
        ("      removed: {fenced:", "      changed: {sheep: They are counted.}\n      removed: {fenced:"),
    )
    path = written(meadow, "water.sources: {choice: full}", facets="phase: sowing, sheep: true")
    record_charter(load_project(path), {("facets", "sheep"): False})
    loaded = load_project(path)
    assert loaded.project.charter.facets == {"phase": "sowing", "sheep": False}
    assert "x-unplaced:\n    1.0.0:\n      facets:\n        sheep: true\n" in path.read_text("utf-8")
    after = plan_project(path).after
    assert after is not None
    assert after.project.charter.facets == {"phase": "sowing", "sheep": False}


def test_answers_collected_into_an_older_file_count(meadow: Path, engage: Engage) -> None:
    path = written(meadow, "water.quality: {choice: full, note: Old.}")
    (meadow / "ann.yaml").write_text(
        "engage: 1\nquestionnaire: {id: meadow, version: 2.0.0}\nrespondent: Ann\nanswers:\n"
        "  water.quality: {choice: none}\n  water.days: {choice: weekly}\n",
        encoding="utf-8",
    )
    (meadow / "old.yaml").write_text(
        "engage: 1\nquestionnaire: {id: meadow, version: 1.0.0}\nrespondent: Old\nanswers:\n"
        "  water.days: {choice: never}\n",
        encoding="utf-8",
    )
    assert engage("collect", "project.yaml", "ann.yaml", "--yes").code == 0
    loaded = load_project(path)
    assert {id: one.choice for id, one in loaded.project.answers.items()} == {
        "water.quality": "none", "water.days": "weekly",
    }  # fmt: skip
    assert (
        "1.0.0:\n      answers:\n        water.quality:\n          choice: full\n          note: Old.\n"
        in path.read_text("utf-8")
    )
    ran = engage("collect", "project.yaml", "old.yaml", "--yes")
    assert "“never” says something else now" in ran.out
    assert load_project(path).project.answers["water.days"].choice == "weekly"


def test_marks_that_engage_did_not_write_are_nobodys_business(meadow: Path) -> None:
    more = "  x-answered: {soon: {answers: [water.quality]}, 2.0.0: [water.quality], 1.5.0: {answers: 3}}\n"
    loaded = load_project(written(meadow, "water.quality: {choice: full}", more=more))
    assert loaded.project.answers == {}


@pytest.mark.parametrize(("said", "counts"), [("false", True), ("non", True), ("true", False), ("unknown", False)])
def test_a_fact_that_changed_counts_where_its_choice_still_says_the_same(meadow: Path, said: str, counts: bool) -> None:
    edit(
        meadow / "questionnaires/meadow/questionnaire.yaml",
        ("      removed: {fenced:", "      changed: {sheep: They are counted.}\n      removed: {fenced:"),
        ("      choices: {phase:", "      choices: {sheep: {no: no}, phase:"),
    )
    path = written(meadow, facets=f"phase: sowing, sheep: {said}")
    assert ("sheep" in load_project(path).project.charter.facets) is counts
    migration = plan_project(path)
    assert migration.after is not None
    assert ("sheep" in migration.after.project.charter.facets) is counts


def test_nobody_is_sent_to_migrate_from_a_newer_version(partly: Path, engage: Engage) -> None:
    text = (partly / "project.yaml").read_text("utf-8")
    assert text.count("version: 1.0.0") == 1
    (partly / "project.yaml").write_text(text.replace("version: 1.0.0", "version: 9.0.0"), "utf-8")
    hint = "For those that answer a newer version: update engage, or the questionnaire.\n"
    batch = engage("batch", "project.yaml", "-o", "reports", "--format", "md", "-j", "1").err
    page = engage("portfolio", "project.yaml", "-j", "1").out
    assert (hint in batch, "engage migrate" in batch) == (True, False)
    assert (hint in page, "engage migrate" in page) == (True, False)
