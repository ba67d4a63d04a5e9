"""`engage preview`: who would pass or fall, why, and that no file is touched."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from engage_cli.cli.app import main
from tests.cli.conftest import Engage, engage

__all__ = ["engage"]

MEADOW = Path(__file__).resolve().parents[1] / "project/meadow"
POLICY = "engage: 1\nid: {id}\ntitle: {{en: A policy, fr: Une politique}}\nrules:\n"


def policy(place: Path, id: str, *rules: str) -> str:
    """Its file, as it is typed."""
    (place / f"{id}.yaml").write_text(POLICY.format(id=id) + "".join(f"  {rule}\n" for rule in rules), encoding="utf-8")
    return f"./{id}.yaml"


def project(place: Path, name: str, *edits: tuple[str, str]) -> Path:
    """North meadow under another name, with each of `edits` made."""
    text = (MEADOW / "project.yaml").read_text(encoding="utf-8").replace("North meadow", name)
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    path = place / name / "project.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def meadows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two projects in `all`, version 1 of their questionnaire in `old`, version 2 in `new`."""
    shutil.copytree(MEADOW / "2", tmp_path / "new/meadow")
    shutil.copytree(MEADOW / "1", tmp_path / "old/meadow")
    project(tmp_path / "all", "North")
    project(tmp_path / "all", "South", ("    water.well: {unknown: true}\n", ""))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ENGAGE_LANG", "en")
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


def everything(place: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()}


def found(engage: Engage, *words: str) -> tuple[int, dict[str, Any]]:
    ran = engage("--as-of", "2026-06-01", "preview", "all", "--questionnaires", "old", *words, "--json")
    return ran.code, json.loads(ran.out)


def by_name(values: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in values["projects"]}


def test_a_policy_says_who_falls_over_which_rule(meadows: Path, engage: Engage) -> None:
    before = everything(meadows)
    new = policy(meadows, "new", "answer-unknown: error")
    code, values = found(engage, "--policy", new, "--against", policy(meadows, "old", "gate-unmet: error"))
    assert code == 1
    assert values["counts"] == {"falls": 1, "rises": 0, "passes": 1, "fails": 0, "unknown": 0, "apart": 0}
    (rule,) = values["falls_for"]
    assert (rule["rule"], rule["projects"], rule["alone"]) == ("answer-unknown", 1, 1)
    assert [one["id"] for one in rule["subjects"]] == ["water.well"]
    (cause,) = by_name(values)["North"]["added"]
    assert cause["policy"] == "Today’s policy does not ask for it."
    assert values["policies"] == [{"today": "old", "then": "new"}]
    assert before.items() <= everything(meadows).items(), "no project is touched"


def test_the_other_way_round_a_project_rises(meadows: Path, engage: Engage) -> None:
    new = policy(meadows, "new", "answer-unknown: error")
    code, values = found(engage, "--policy", policy(meadows, "old", "gate-unmet: error"), "--against", new)
    assert code == 0
    assert values["counts"]["rises"] == 1
    (cause,) = by_name(values)["North"]["lifted"]
    assert (cause["rule"], cause["policy"]) == ("answer-unknown", "The new policy does not ask for it.")
    assert [one["rule"] for one in values["rises_for"]] == ["answer-unknown"]


def test_a_rule_that_weighs_more_is_told_as_that(meadows: Path, engage: Engage) -> None:
    old = policy(meadows, "old", "answer-unknown: note")
    code, values = found(engage, "--against", old, "--severity", "answer-unknown=error")
    assert code == 1
    assert values["options"] == ["--severity answer-unknown=error"]
    (cause,) = by_name(values)["North"]["added"]
    assert cause["policy"] == "Today’s policy gives it less severity: note."


def test_a_version_brings_projects_along_in_memory(meadows: Path, engage: Engage) -> None:
    """What migrate would keep beside waits; what the version asks anew, and why, is named."""
    before = everything(meadows)
    gate = policy(meadows, "gate", "question-unanswered: error")
    code, values = found(engage, "--questionnaire", "new/meadow", "--policy", gate, "--against", gate)
    assert code == 1
    assert values["questionnaires"][0]["today"]["version"] == "1.0.0"
    assert values["questionnaires"][0]["then"]["version"] == "2.0.0"
    north = by_name(values)["North"]
    assert set(north["waiting"]) == {
        "crops", "fenced", "soil.mixed", "water.law", "water.quality", "water.rain", "water.well",
    }  # fmt: skip
    assert {one["id"]: one["projects"] for one in values["waiting"]}["water.law"] == 2
    assert everything(meadows).items() >= before.items()
    assert north["becomes"] == "falls"
    why = {one["subject"]: one["why"] for one in north["added"]}
    assert why["ground.sand"][0] == "The answer given is kept beside, and would wait for a fresh look."
    assert why["ground.sand"][1] == "Sand (ground.sand) is new, and asks what these asked: soil.mixed."
    assert why["water.ducks"] == ["Ducks (water.ducks) is new."]
    assert "ground.tested" not in why, "a question that was renamed has its answer"


def test_a_fact_that_the_version_asks_anew_is_a_finding_of_its_own(meadows: Path, engage: Engage) -> None:
    code, values = found(engage, "--questionnaire", "new/meadow")
    assert code == 1
    (cause,) = by_name(values)["North"]["added"]
    assert (cause["rule"], cause["subject"], cause["title"]) == ("facet-missing", "sheep", "Are there sheep?")


def test_projects_of_another_questionnaire_stay_as_they_are(meadows: Path, engage: Engage) -> None:
    garden = Path(__file__).resolve().parents[1] / "questionnaires/garden"
    shutil.copytree(garden, meadows / "other/garden")
    code, values = found(engage, "--questionnaire", "other/garden")
    assert code == 0
    assert values["counts"]["apart"] == 2
    assert {one["then"] for one in values["projects"]} == {None}


def test_what_cannot_be_judged_is_named_and_fails(meadows: Path, engage: Engage) -> None:
    (meadows / "all/South/project.yaml").write_text("engage: 1\ncharter: {name: [}\n", encoding="utf-8")
    gate = policy(meadows, "gate", "gate-unmet: warning")
    ran = engage("--as-of", "2026-06-01", "preview", "all", "--questionnaires", "old", "--policy", gate)
    assert ran.code == 1
    assert "1 could not be judged" in ran.out
    assert "all/South/project.yaml:2:" in ran.out


def test_a_folder_without_a_project_is_no_project(meadows: Path, engage: Engage) -> None:
    (meadows / "void").mkdir()
    told = "void: No project is found here.\n  hint: A project is a YAML file with a key “charter”.\n"
    new = policy(meadows, "new", "gate-unmet: note")
    words = ("--questionnaires", "old", "--policy", new, "--against", new)
    alone = engage("preview", "void", *words)
    assert (alone.code, alone.out, alone.err) == (2, "", told)
    alone, both = engage("preview", "all", *words), engage("preview", "void", "all", *words)
    assert (alone.code, alone.err) == (0, "")
    assert (both.code, both.out, both.err) == (1, alone.out, told)


def test_a_policy_that_does_not_fit_says_so_and_judges_nobody(meadows: Path, engage: Engage) -> None:
    wrong = policy(meadows, "wrong", "section-low: {severity: error, of: {sections: [soli]}, at_least: 0.5}")
    ran = engage("--as-of", "2026-06-01", "preview", "all", "--questionnaires", "old", "--policy", wrong)
    assert ran.code == 2
    assert "Unknown section “soli”" in ran.out
    assert "The policy does not fit its questionnaire, as is said before." in ran.out


def test_a_pin_on_todays_questionnaire_is_said_not_heeded(meadows: Path, engage: Engage) -> None:
    (meadows / "engage.yaml").write_text("check:\n  questionnaire: {id: meadow, version: 1.0.0}\n", encoding="utf-8")
    _, values = found(engage, "--questionnaire", "new/meadow")
    assert [Path(one).name for one in values["pinned"]] == ["engage.yaml"]
    assert values["counts"]["unknown"] == 0


def test_an_overlay_is_tried_over_projects_of_its_base(meadows: Path, engage: Engage) -> None:
    overlay = meadows / "over/hill/questionnaire.yaml"
    overlay.parent.mkdir(parents=True)
    stream = "{id: water.stream, title: Stream, ask: Is there a stream?, scale: care}"
    overlay.write_text(
        "engage: 1\nid: hill\nversion: 3.0.0\ntitle: A hill\nextends: {id: meadow, version: 1.0.0}\n"
        f"add:\n  questions:\n    - in: water\n      question: {stream}\n",
        encoding="utf-8",
    )
    gate = policy(meadows, "gate", "question-unanswered: error")
    code, values = found(engage, "--questionnaire", "over/hill", "--policy", gate, "--against", gate)
    assert code in (0, 1)
    assert values["counts"]["unknown"] == values["counts"]["apart"] == 0
    added = {one["subject"] for one in values["projects"][0]["added"]}
    assert added == {"water.stream"}


def test_what_there_is_not_to_try_is_wrong_usage(meadows: Path, engage: Engage) -> None:
    assert engage("preview", "all").code == 2
    assert engage("preview", "-", "--policy", "strict").code == 2
    assert engage("preview", "all", "--policy", "strcit").code == 2
    assert engage("preview", "nowhere", "--policy", "charter").code == 2


@pytest.mark.parametrize("suffix", ["md", "html", "json"])
def test_documents_say_the_same_and_replace_only_their_own(meadows: Path, engage: Engage, suffix: str) -> None:
    new = policy(meadows, "new", "answer-unknown: error")
    words = ("--as-of", "2026-06-01", "preview", "all", "--questionnaires", "old", "--policy", new, "-o", f"p.{suffix}")
    assert engage(*words).code == 1
    text = (meadows / f"p.{suffix}").read_text(encoding="utf-8")
    assert "North" in text
    assert "answer-unknown" in text
    assert engage(*words).code == 1, "written again over its own"
    assert engage(*words[:-1], "all/North/project.yaml", "--format", suffix).code == 2


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Exception ignored in.*sRGB:pytest.PytestUnraisableExceptionWarning")
def test_the_pdf_is_accessible_and_archival(meadows: Path, engage: Engage) -> None:
    page = pytest.importorskip("page", reason="page-validation has no wheel for this machine")
    gate = policy(meadows, "gate", "question-unanswered: error")
    assert engage("preview", "all", "--questionnaires", "old", "--questionnaire", "new/meadow", "--policy", gate,
                  "--against", gate, "-o", "p.pdf").code == 1  # fmt: skip
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
        found = page.validate_pdf_bytes((meadows / "p.pdf").read_bytes(), profile=profile).failures
        assert [(f.rule_id, f.message) for f in found if not f.rule_id.endswith("-STREAM-LENGTH-001")] == []


@pytest.mark.usefixtures("meadows")
def test_the_screen_in_french_counts_first(meadows: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = policy(meadows, "new", "answer-unknown: error")
    main(["--lang", "fr", "--as-of", "2026-06-01", "preview", "all", "--questionnaires", "old", "--policy", new])
    out = capsys.readouterr().out
    assert out.splitlines()[3] == "2 projets passent aujourd’hui; 1 passerait."
    assert "  1 ne passerait plus" in out
    assert "Aucun fichier n’a été changé." in out


def test_what_is_left_out_of_a_list_stands_where_it_is_said_to(
    meadows: Path, engage: Engage, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = policy(meadows, "new", "question-unanswered: error", "answer-unknown: error")
    words = ("--as-of", "2026-06-01", "preview", "all", "--questionnaires", "old", "--policy", new, "--format", "md")
    falls = engage(*words).out.count("question-unanswered (error)") + engage(*words).out.count("answer-unknown (error)")
    assert falls >= 2
    for module in ("page", "wording"):
        monkeypatch.setattr(f"engage_cli.check.preview.{module}.MOST", 1)
    cut = engage(*words).out
    assert "And 1 more; --json has all." in cut
    assert "-o preview.html" not in cut, "the page does not hold more than Markdown"
