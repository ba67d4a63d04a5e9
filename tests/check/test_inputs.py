"""What is checked: files, folders, patterns, standard input; and where settings come from."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from engage_cli.cli.app import main
from tests.check.conftest import Check, project_text

Write = Callable[..., Path]


def paths(check: Check, *asked: str) -> list[str]:
    return [file["path"] for file in check(*asked, "--output-format", "json").json["files"]]


def test_folders_give_their_projects_at_any_depth(check: Check, write: Write, place: Path) -> None:
    write("a/project.yaml")
    write("a/more/charter.yml")
    write("b/one.yaml")
    write(".hidden/project.yaml")
    (place / "b/questionnaire.yaml").write_text("engage: 1\nid: q\n")
    (place / "b/notes.txt").write_text("charter: no\n")
    assert paths(check, ".") == ["a/more/charter.yml", "a/project.yaml", "b/one.yaml"]
    assert paths(check, "a") == ["a/more/charter.yml", "a/project.yaml"]


def test_a_project_at_the_top_of_a_folder_hides_no_other(check: Check, write: Write) -> None:
    write("project.yaml")
    write("charters/one.yaml", facets={"suivi": None})
    assert paths(check, ".") == ["charters/one.yaml", "project.yaml"]
    assert check(".").code == 1


def test_a_project_in_json_is_found_and_no_other_json_is(check: Check, write: Write, place: Path) -> None:
    project = yaml.safe_load(write("project.yaml").read_text(encoding="utf-8"))
    whole = json.dumps(project, default=str, indent=1)
    (place / "projet.json").write_text(whole, encoding="utf-8")
    (place / "wide.JSON").write_text(json.dumps({"$schema": "x", "assessment": {}}), encoding="utf-16")
    (place / "cut.json").write_text(whole[: len(whole) // 2], encoding="utf-8")
    (place / "results.json").write_text(json.dumps({"format_version": 1, "charter": {}}), encoding="utf-8")
    (place / "plan.json").write_text(json.dumps({"engage": "1.0", "plan": {"charter": 1}}), encoding="utf-8")
    assert paths(check, ".") == ["project.yaml", "projet.json", "wide.JSON"]
    ran = check(".", "-v")
    assert [line for line in ran.err.splitlines() if "Passed over" in line] == [
        "Passed over: cut.json (no valid YAML, though it speaks of a charter or an assessment)"
    ]


@pytest.mark.parametrize("text", ["engage: 1\n", "assessment:\n", "", "charter\n", "a: [\n"])
def test_a_project_that_lost_its_charter_is_still_looked_at(check: Check, place: Path, text: str) -> None:
    (place / "x").mkdir()
    (place / "x/project.yaml").write_text(text)
    assert check(".").code == 2
    assert paths(check, ".") == ["x/project.yaml"]


def test_what_cannot_be_read_in_a_folder_is_said(check: Check, place: Path) -> None:
    (place / "wide.yaml").write_text("engage: 1\ncharter: {name: A}\n", encoding="utf-16")
    (place / "gone.yaml").symlink_to("nowhere.yaml")
    (place / "slip.yaml").write_text("engage: 1\ncharter\n  name: A\n", encoding="utf-8")
    (place / "other.yaml").write_text("jobs: 1\n", encoding="utf-16")
    ran = check(".")
    assert ran.code == 2
    assert [name for name in ("gone", "other", "slip", "wide") if f"{name}.yaml:" in ran.out] == [
        "gone",
        "slip",
        "wide",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "assessment: {}\n",
        "# ours\n\n---\n'charter' : {}\n",
        "  charter:\n    name: A\n",
        "\ufeffcharter: {}\n",
        "engage: 1\r\ncharter: {}\r\n",
        "--- {engage: 1, charter: {}}\n",
        '# ours\n{\n  # it\'s\n  "engage": [{}, "}"],\n  "charter":\n{}}\n',
    ],
)
def test_a_charter_at_the_top_makes_a_project(check: Check, place: Path, text: str) -> None:
    (place / "a.yaml").write_bytes(text.encode())
    assert paths(check, ".") == ["a.yaml"]


@pytest.mark.parametrize(
    "text",
    [
        "boats:\n  charter:\n    price: 3\n",
        "steps:\n  - assessment: x\n",
        "script: |\n  cat <<END\n  charter: none\n  END\n",
        "# charter: none\nengage: 1\n",
        '{"boats": {"charter": 1}}\n',
        '{\n"boats": [\n{\n"charter": 1}], "x": "{", "y": "a charter: b"}\n',
        "{boats: charter}\n",
    ],
)
def test_a_charter_within_something_else_makes_none(check: Check, write: Write, place: Path, text: str) -> None:
    write("project.yaml")
    (place / "other.yaml").write_bytes(text.encode())
    assert paths(check, ".") == ["project.yaml"]


def test_patterns_are_expanded_here_too(check: Check, write: Write) -> None:
    write("charters/a.yaml")
    write("charters/b.yaml")
    assert paths(check, "charters/*.yaml") == ["charters/a.yaml", "charters/b.yaml"]
    assert paths(check, "**/a.yaml") == ["charters/a.yaml"]


def test_a_file_asked_for_twice_is_checked_once(check: Check, write: Write) -> None:
    write("a.yaml")
    assert paths(check, "a.yaml", "./a.yaml", "*.yaml") == ["a.yaml"]


def test_order_changes_nothing(check: Check, write: Write) -> None:
    for name in "cab":
        write(f"{name}.yaml", facets={"suivi": None}, name=name)
    assert check("a.yaml", "b.yaml", "c.yaml").out == check("c.yaml", "a.yaml", "b.yaml").out


def test_standard_input(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    def typed(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    typed(project_text(facets={"suivi": None}))
    ran = check("-", "--stdin-filename", "charters/x.yaml")
    assert ran.code == 1
    assert ran.out.startswith("charters/x.yaml:5:3: ")
    typed("charter: [")
    assert check("-").code == 2


def test_settings_are_found_upward_and_shown(check: Check, write: Write, place: Path) -> None:
    write("charters/deep/a.yaml")
    (place / "charters/engage.yaml").write_text("check: {policy: mine.yaml, fail_on: warning}\n")
    (place / "charters/mine.yaml").write_text("engage: 1\nid: mine\ntitle: Mine\nrules: {gate-unknown: warning}\n")
    assert check("charters/deep/a.yaml").code == 1
    assert check("charters/deep/a.yaml", "--fail-on=error").code == 0, "what is typed wins"
    shown = check("charters/deep/a.yaml", "--show-config").out
    assert f"# {place}/charters/engage.yaml" in shown
    assert f"policy: {place}/charters/mine.yaml" in shown
    assert "fail_on: warning" in shown


def test_settings_in_pyproject(check: Check, write: Write, place: Path) -> None:
    write("a.yaml", facets={"suivi": None})
    (place / "pyproject.toml").write_text('[tool.engage.check]\npolicy = "charter"\nfail_on = "note"\n')
    assert "pyproject.toml" in check("a.yaml", "--show-config").out
    (place / "pyproject.toml").write_text('[tool.engage.check]\nfail_on = "nope"\n')
    ran = check("a.yaml")
    assert ran.code == 2
    assert "pyproject.toml:2:1: check.fail_on" in ran.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[project]\nname = "x"\n\n[tool.engage]\n  policy = "strict"\n', "pyproject.toml:5:3: "),
        ("[tool]\nengage.check.timezone = 3\n", "pyproject.toml:2:1: check.timezone: "),
        ('[tool.engage]\ncheck = {fail_on = "nope"}\n', "pyproject.toml:2:1: check.fail_on: "),
        ('[tool.engage.check]\nquestionnaires = [\n  "a",\n  3,\n]\n', "pyproject.toml:2:1: check.questionnaires[1]: "),
        ('["tool".\'engage\'.check]\n"policy" = 3\n', "pyproject.toml:2:1: check.policy: "),
        ("[tool.engage\n", "pyproject.toml:1:13: "),
        ("[tool.engage]\ncheck = é\n", "pyproject.toml:2:9: "),
    ],
)
def test_what_is_wrong_in_pyproject_is_pointed_at(
    check: Check, write: Write, place: Path, text: str, said: str
) -> None:
    write("a.yaml")
    (place / "pyproject.toml").write_text(text)
    ran = check("a.yaml")
    assert ran.code == 2
    assert said in ran.err


def test_a_setting_one_level_too_high_is_shown_its_place(check: Check, write: Write, place: Path) -> None:
    write("a.yaml")
    (place / "pyproject.toml").write_text('[tool.engage]\npolicy = "strict"\n')
    assert "hint: Write it under [tool.engage.check]." in check("a.yaml").err
    (place / "engage.yaml").write_text("policy: strict\n")
    assert "engage.yaml:1:1: policy: Unknown key “policy”.\n  hint: Write it under check:." in check("a.yaml").err


NOWHERE = {"policy": "There is no policy “nope”.", "timezone": "There is no time zone “nope”."}


@pytest.mark.parametrize("key", NOWHERE)
def test_a_setting_that_names_nothing_is_pointed_at(
    write: Write, place: Path, capsys: pytest.CaptureFixture[str], key: str
) -> None:
    write("a.yaml")
    (place / "pyproject.toml").write_text(f'[tool.engage.check]\n{key} = "nope"\n')
    assert main(["check", "a.yaml"]) == 2
    assert f"pyproject.toml:2:1: check.{key}: {NOWHERE[key]}" in capsys.readouterr().err
    (place / "engage.yaml").write_text(f"check:\n  {key}: nope\n")
    assert main(["check", "a.yaml"]) == 2
    assert f"engage.yaml:2:{len(key) + 5}: check.{key}: {NOWHERE[key]}" in capsys.readouterr().err
    assert main(["check", "a.yaml", f"--{key}=nope"]) == 2
    assert f"engage: {NOWHERE[key]}" in capsys.readouterr().err, "what is typed is not in the file"


def test_settings_above_a_repository_are_not_its_own(check: Check, write: Write, place: Path) -> None:
    (place / "engage.yaml").write_text("check: {policy: strict}\n")
    (place / "repository/.git").mkdir(parents=True)
    write("repository/a.yaml")
    assert check("repository/a.yaml").code == 0
