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
from engage_cli.project.recording import record
from tests.cli.conftest import Engage, engage
from tests.editing import edit
from tests.project.conftest import HERE

__all__ = ["engage"]

COMMANDS = (
    "score project.yaml",
    "explain project.yaml",
    "explain project.yaml water.quality",
    "report project.yaml -o out.md",
    "report project.yaml -o out.html",
    "form project.yaml -o form.html",
    "batch project.yaml -o reports --format md -j 1",
    "portfolio project.yaml -j 1",
    "export project.yaml -o data -j 1",
    "milestone project.yaml Spring",
)
HEAD = (
    "remark: project.yaml:12:40: assessment.questionnaire.version: 14 answers to version 1.0.0 of the questionnaire "
    "have no place in version 2.0.0: phase, crops, fenced, ….\n"
    "  hint: Bring them along: engage migrate project.yaml\n"
)
DAY = dt.date(2026, 11, 23)


@pytest.fixture
def partly(meadow: Path) -> Path:
    """One of whose answers still fits."""
    edit(meadow / "project.yaml", ("water.quality: {choice: some}", "water.quality: {choice: full}"))
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
    assert set(loaded.project.answers) == {"water.quality"}
    assert loaded.project.charter.facets == {"crops": ("hay",)}
    assert loaded.project.targets == {"water": "full"}
    assert Unplaced(Misfit.ANSWER, "soil.worms") in loaded.project.unplaced
    assert Unplaced(Misfit.TARGET, "soil") in loaded.project.unplaced
    said = {(one.line, one.message.text.format(**one.message.values)) for one in loaded.remarks}
    assert (7, "Unknown choice “growing”.") in said
    assert (18, "Unknown question “soil.worms”.") in said
    assert (34, "Unknown choice “daily”.") in said
    ran = engage("score", "project.yaml")
    assert "14 answers to version 1.0.0 of the questionnaire have no place in version 2.0.0; they are kept" in ran.out
    assert "remark: 15 more; all of them with -v." in ran.err
    data = json.loads(engage("score", "project.yaml", "--json").out)
    assert {"kind": "answer", "id": "soil.worms"} in data["unplaced"]
    assert len(data["unplaced"]) == 14
    assert engage("report", "project.yaml", "-o", "out.md").code == 0
    assert "- soil.worms (not in this version of the questionnaire)" in Path("out.md").read_text("utf-8")


def test_check_says_that_there_is_a_way(partly: Path, engage: Engage) -> None:
    ran = engage("check", "project.yaml", "--output-format", "json")
    found = {(one["rule"], one["subject"]): one for one in json.loads(ran.out)["files"][0]["findings"]}
    pending = found["migration-pending", "assessment"]
    assert pending["message"] == (
        "The answers were given to version 1.0.0, this is version 2.0.0: 14 of them have no place in it."
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
        "  soil.worms: {choice: full}\n  water.quality: {choice: full}\n",
        encoding="utf-8",
    )
    held = load_answers(voice, load_project(partly / "project.yaml").questionnaire)
    assert set(held.answers) == {"water.quality"}
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
    assert "| North meadow | 1.0.0 | 14 |" in ran.out


def test_projects_read_against_another_version_are_told_apart(partly: Path, engage: Engage) -> None:
    for name, version in (("old", "1"), ("new", "2"), ("newer", "2")):
        folder = partly / name
        shutil.copytree(HERE / version, folder / "questionnaires/meadow")
        text = (partly / "project.yaml").read_text(encoding="utf-8")
        (folder / "project.yaml").write_text(text, encoding="utf-8")
    ran = engage("portfolio", "old", "new", "newer", "-j", "1")
    assert ran.code == 1
    assert ran.err.startswith(
        "old/project.yaml: It is read against version 1.0.0 of the questionnaire, the others against 2.0.0: it is left "
        "out.\n  hint: Show those of one version apart"
    )
    assert "## Projects of another version" in ran.out
    assert "could not be read" not in ran.out
