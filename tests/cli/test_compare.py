"""`engage compare`: what it shows, in every format; which moments can be named; what it refuses."""

import datetime as dt
import json
import re
import shutil
import subprocess
from pathlib import Path

import jsonschema_rs
import pytest

from tests.cli.conftest import ROOT, Engage

GARDEN = ROOT / "tests/questionnaires/garden"
PROJECT = (GARDEN / "project.yaml").read_text(encoding="utf-8")
SCHEMA = json.loads((ROOT / "schemas/comparison.schema.json").read_text(encoding="utf-8"))
LATER = (
    PROJECT.replace("date: 2026-10-01", "date: 2027-02-01")
    .replace("plot: yard", "plot: field")
    .replace('water.lid: {choice: "no"}', 'water.lid: {choice: "yes"}')
    .replace("people.meetings: {choice: weekly}", "people.meetings: {choice: never}")
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "questionnaires/garden").mkdir(parents=True)
    shutil.copy(GARDEN / "questionnaire.yaml", tmp_path / "questionnaires/garden")
    path = tmp_path / "project.yaml"
    path.write_text(PROJECT, encoding="utf-8")
    return path


@pytest.fixture
def changed(engage: Engage, project: Path) -> Path:
    """The project with a milestone, and other answers since."""
    assert engage("milestone", str(project), "Autumn").code == 0
    project.write_text(LATER, encoding="utf-8")
    return project


@pytest.fixture(autouse=True)
def _later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day is after the answers: they would be told of otherwise."""
    monkeypatch.setattr("engage_cli.cli.app.current_time", lambda: dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC))


def flat(text: str) -> str:
    return " ".join(text.split())


def test_shows_results_with_their_parts_then_what_changed(engage: Engage, changed: Path) -> None:
    ran = engage("compare", str(changed))
    assert (ran.code, ran.err) == (0, "")
    out = flat(ran.out)
    assert "From “Autumn” (October 1, 2026) to now (February 1, 2027)." in out
    assert "Parts computed in this order: questionnaire → date → facts and phase → answers." in out
    assert "Blocking requirements no longer open Lid: not met → met" in out
    assert "Rose Lid: No → Yes" in out
    assert "Fell Meetings: Weekly → Never" in out
    assert "Evidence that expired Feeding: Read as Weekly: the evidence given is too old." in out
    assert "Facts How large is the plot?: Yard → Field" in out


def test_json_follows_its_schema_and_its_parts_add_up(engage: Engage, changed: Path) -> None:
    from fractions import Fraction

    values = json.loads(engage("compare", str(changed), "--json").out)
    jsonschema_rs.validator_for(SCHEMA, validate_formats=True).validate(values)
    assert values["apart"] == ["date", "facts", "answers"]
    told = 0
    for node in [*values["indices"], *values["sections"]]:
        for measure, parts in node["parts"].items():
            ends = [Fraction(node[when][measure]["low"]["exact"]) for when in ("then", "now")] if parts else [0, 0]
            assert sum(Fraction(part["change"]["exact"]) for part in parts or ()) == ends[1] - ends[0]
            told += bool(parts)
    assert told
    assert values["gates"]["closed"] == [{"question": "water.lid", "then": "unmet", "now": "met"}]


@pytest.mark.parametrize("suffix", ["md", "html", "json"])
def test_documents_are_the_same_twice_and_never_replace_what_is_not_ours(
    engage: Engage, changed: Path, suffix: str
) -> None:
    file = changed.with_name(f"out.{suffix}")
    assert engage("compare", str(changed), "-o", str(file)).code == 0
    first = file.read_bytes()
    assert engage("compare", str(changed), "-o", str(file)).code == 0
    assert file.read_bytes() == first
    file.write_text("mine", encoding="utf-8")
    assert engage("compare", str(changed), "-o", str(file)).code == 2
    assert file.read_text(encoding="utf-8") == "mine"


def test_markdown_says_what_the_screen_says_in_both_languages(engage: Engage, changed: Path) -> None:
    ran = engage("compare", str(changed), "-o", "-", "--lang", "both")
    assert ran.code == 0
    assert "# The corner plot\u00a0: ce qui a changé" in ran.out
    assert "# The corner plot: what changed" in ran.out
    assert "- Lid: No → Yes" in ran.out


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Exception ignored in.*sRGB:pytest.PytestUnraisableExceptionWarning")
def test_pdf_is_the_same_twice(engage: Engage, changed: Path) -> None:
    file = changed.with_name("out.pdf")
    assert engage("compare", str(changed), "-o", str(file)).code == 0
    first = file.read_bytes()
    assert engage("compare", str(changed), "-o", str(file)).code == 0
    assert file.read_bytes() == first
    assert first.startswith(b"%PDF-")


def test_nothing_changed(engage: Engage, project: Path) -> None:
    engage("milestone", str(project), "Autumn")
    assert engage("compare", str(project)).out.endswith("\nNothing changed.\n")


def test_moments_by_name_day_and_file(engage: Engage, changed: Path, tmp_path: Path) -> None:
    engage("milestone", str(changed), "Winter")
    old = tmp_path / "old.yaml"
    old.write_text(PROJECT, encoding="utf-8")
    told = {
        ("--from", "autumn", "--to", "WINTER"): "From “Autumn” (October 1, 2026) to “Winter” (February 1, 2027).",
        ("--to", "Winter"): "From “Autumn” (October 1, 2026) to “Winter” (February 1, 2027).",
        ("--from", "2027-01-01"): "From “Autumn” (October 1, 2026) to now (February 1, 2027).",
        ("--from", str(old)): f"From “{old}” (October 1, 2026) to now (February 1, 2027).",
    }
    for words, said in told.items():
        ran = engage("compare", str(changed), *words)
        assert ran.code == 0, ran.err
        assert flat(said) in flat(ran.out)


@pytest.mark.parametrize(
    ("words", "said", "hint"),
    [
        (("--from", "Autum"), "There is no milestone or file “Autum”.", "Did you mean “Autumn”?"),
        (("--from", "2020-01-01"), "There is no milestone of 2020-01-01 or before.", "There are: Autumn."),
        (("--from", "rev:HEAD"), "is in no repository of git.", "Name a milestone, a day or a file instead."),
        (("--json", "-o", "x.json"), "--json writes on the screen; in a file: -o FILE.json", ""),
        (("-o", "x.docx"), "does not say which format to write", "End it with .pdf, .html, .md, .json"),
    ],
    ids=["name", "day", "no-repository", "json-twice", "format"],
)
def test_what_is_not_there_is_said_with_what_to_do(
    engage: Engage, changed: Path, words: tuple[str, ...], said: str, hint: str
) -> None:
    ran = engage("compare", str(changed), *words)
    assert ran.code == 2
    assert said in ran.err
    assert hint in ran.err


def test_without_a_milestone(engage: Engage, project: Path) -> None:
    ran = engage("compare", str(project))
    assert ran.code == 2
    assert "There is no milestone to compare with." in ran.err
    assert f"Keep one: engage milestone {project} NAME" in ran.err
    spaced = project.rename(project.with_name("our project.yaml"))
    said = engage("compare", str(spaced), "--lang", "fr").err
    assert f"engage milestone '{spaced}' NOM. Ou nommer" in said


def test_another_scope_gives_two_columns_and_no_difference(engage: Engage, project: Path) -> None:
    engage("milestone", str(project), "Autumn")
    project.write_text(LATER.replace("date: 2027-02-01", "date: 2027-02-01\n  scope: quick"), encoding="utf-8")
    ran = engage("compare", str(project))
    assert ran.code == 0
    assert "their results are not compared" in flat(ran.out)
    assert "Parts computed in this order" not in ran.out
    assert "Rose" not in ran.out
    values = json.loads(engage("compare", str(project), "--json").out)
    assert (values["comparable"], values["indices"][0]["parts"]["attainment"]) == (False, None)


def test_another_questionnaire_is_refused(engage: Engage, changed: Path) -> None:
    other = ROOT / "examples/fabrique-a-bede/project.yaml"
    ran = engage("compare", str(changed), "--from", str(other))
    assert ran.code == 2
    assert "They answer different questionnaires: “engagement-numerique” and “garden”." in ran.err


def test_an_edited_milestone_is_remarked_and_read_again(engage: Engage, changed: Path) -> None:
    beside = changed.with_name("project.milestones.yaml")
    text = beside.read_text(encoding="utf-8")
    beside.write_text(text.replace('water.barrel: {choice: "yes"}', 'water.barrel: {choice: "no"}'), encoding="utf-8")
    ran = engage("compare", str(changed))
    assert ran.code == 0
    assert "The milestone “Autumn” was edited since it was made." in ran.err
    assert "Rain barrel: No → Yes" in ran.out


# ── another version of the questionnaire ──────────────────────────────────────────────────────────────────────────────


def newer(project: Path, *changes: tuple[str, str]) -> None:
    file = project.parent / "questionnaires/garden/questionnaire.yaml"
    text = file.read_text(encoding="utf-8").replace("version: 2.1.0", "version: 3.0.0", 1)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    project.write_text(
        project.read_text(encoding="utf-8").replace("version: 2.1.0", "version: 3.0.0"), encoding="utf-8"
    )


def test_a_change_of_the_questionnaire_is_a_part_of_its_own(engage: Engage, changed: Path) -> None:
    newer(changed, ("            weight: 2\n", "            weight: 5\n"))
    values = json.loads(engage("compare", str(changed), "--json").out)
    assert values["apart"] == ["questionnaire", "date", "facts", "answers"]
    soil = next(node for node in values["sections"] if node["id"] == "soil")
    first = soil["parts"]["points"][0]
    assert (first["steps"], first["change"]["exact"] != "0") == (["questionnaire"], True)
    assert (values["results_as_they_were"], values["method_changed"]) == (True, False)


def test_answers_that_lost_their_place_are_named_and_nothing_is_told_apart(engage: Engage, changed: Path) -> None:
    project = changed.read_text(encoding="utf-8").replace("people.keys:", "people.doors:")
    changed.write_text(project, encoding="utf-8")
    newer(changed, ("people.keys", "people.doors"))
    ran = engage("compare", str(changed))
    assert ran.code == 0
    assert "The questionnaire of now has no place for: people.keys." in flat(ran.out)
    values = json.loads(engage("compare", str(changed), "--json").out)
    assert values["together"] == ["questionnaire", "answers"]
    people = next(node for node in values["sections"] if node["id"] == "people")
    assert [part["steps"] for part in people["parts"]["points"]] == [["questionnaire", "answers"], ["date"], ["facts"]]


def test_a_question_renamed_with_a_migration_has_no_part(engage: Engage, project: Path) -> None:
    engage("milestone", str(project), "Autumn")
    project.write_text(PROJECT.replace("people.keys:", "people.doors:"), encoding="utf-8")
    way = "migrations: [{from: 2, rename: {people.keys: people.doors}}]\n\nsections:\n  - id: ground"
    newer(project, ("people.keys", "people.doors"), ("sections:\n  - id: ground", way))
    values = json.loads(engage("compare", str(project), "--json").out)
    assert (values["apart"], values["together"], values["unplaced"], values["answers"]) == ([], [], [], [])
    changes = [
        part["change"]["exact"]
        for node in (*values["indices"], *values["sections"])
        for parts in node["parts"].values()
        for part in parts or ()
    ]
    assert changes
    assert set(changes) == {"0"}


def test_results_of_another_engage_do_not_pass_for_movement(engage: Engage, changed: Path) -> None:
    """As if the engage of then had worked out the same answers otherwise: sealed so, by its own hand."""
    from engage_cli.files import yaml_reading
    from engage_cli.project.frozen import entries

    beside = changed.with_name("project.milestones.yaml")
    value = yaml_reading.read(beside).value
    assert isinstance(value, dict)
    entry = value["milestones"][0]
    entry["scores"]["sections"]["water"]["attainment"] = ["1/7", "1/7"]
    beside.write_text("engage: 1\nmilestones:\n" + entries.format_entry(entries.seal_entry(entry)), encoding="utf-8")
    ran = engage("compare", str(changed))
    assert ran.err == ""
    assert "this version of engage works them out otherwise" in flat(ran.out)


def test_an_old_milestone_without_results_or_questionnaire_is_read_under_ours(engage: Engage, changed: Path) -> None:
    beside = changed.with_name("project.milestones.yaml")
    beside.unlink()
    within = (
        "milestones:\n  - {name: Old, date: 2026-09-01, questionnaire: {id: garden, version: 1.0.0},"
        ' answers: {water.lid: {choice: "no"}, soil.tested: {choice: gone}}}\n'
    )
    changed.write_text(LATER + within, encoding="utf-8")
    ran = engage("compare", str(changed))
    assert ran.code == 0
    out = flat(ran.out)
    assert "they are read under that of now" in out
    assert "has no place for: soil.tested." in out


# ── git ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def repository(project: Path) -> Path:
    """The project in a repository: its first revision, then another questionnaire and other answers."""

    def git(*words: str) -> None:
        named = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", "-C", str(project.parent), *named, *words], check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "First")
    project.write_text(LATER, encoding="utf-8")
    return project


def test_a_revision_is_compared_with_the_project_as_it_stands(engage: Engage, repository: Path) -> None:
    ran = engage("compare", str(repository), "--from", "rev:HEAD")
    assert (ran.code, ran.err) == (0, "")
    assert "From “rev:HEAD” (October 1, 2026) to now (February 1, 2027)." in flat(ran.out)
    assert "Lid: No → Yes" in ran.out


def test_a_revision_is_read_under_its_own_questionnaire(engage: Engage, repository: Path) -> None:
    digest = re.search(r"digest\": \"(sha256:[0-9a-f]{64})", engage("score", str(repository), "--json").out)
    assert digest
    text = PROJECT.replace("version: 2.1.0}", f'version: 2.1.0, digest: "{digest[1]}"}}')
    repository.write_text(text, encoding="utf-8")
    folder = str(repository.parent)
    named = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", folder, *named, "commit", "-qam", "Second"], check=True, capture_output=True)
    repository.write_text(LATER, encoding="utf-8")
    newer(repository, ("            weight: 2\n", "            weight: 5\n"))
    values = json.loads(engage("compare", str(repository), "--from", "rev:HEAD", "--json").out)
    assert values["apart"][0] == "questionnaire"
    assert values["from"]["digest"] == digest[1]


@pytest.mark.parametrize("revision", ["nowhere", "--help", "HEAD~9", ""])
def test_an_unknown_revision(engage: Engage, repository: Path, revision: str) -> None:
    ran = engage("compare", str(repository), "--from", f"rev:{revision}")
    assert ran.code == 2
    assert f"There is no revision “{revision}” here." in ran.err
    assert "git log --oneline -- " in ran.err


def test_a_revision_without_the_file(engage: Engage, repository: Path) -> None:
    other = repository.with_name("other.yaml")
    other.write_text(PROJECT, encoding="utf-8")
    ran = engage("compare", str(other), "--from", "rev:HEAD")
    assert ran.code == 2
    assert f"Revision “HEAD” has no file “{other}”." in ran.err


def test_without_git(engage: Engage, repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = engage("compare", str(repository), "--from", "rev:HEAD")
    assert ran.code == 2
    assert "git is not installed." in ran.err


# ── looked at since ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_answers_that_nobody_looked_at_since_are_counted(engage: Engage, changed: Path) -> None:
    told = flat(engage("compare", str(changed)).out)
    found = json.loads(engage("compare", str(changed), "--json").out)["not_looked_at_since"]
    assert found
    assert f"{len(found)} answers are as they were, and nobody has looked at them again since." in told
    text = changed.read_text(encoding="utf-8")
    line = next(one for one in text.splitlines() if one.strip().startswith(f"{found[0]}: {{"))
    changed.write_text(text.replace(line, line[:-1] + ", reviewed: 2027-01-15}"), encoding="utf-8")
    assert json.loads(engage("compare", str(changed), "--json").out)["not_looked_at_since"] == found[1:]
