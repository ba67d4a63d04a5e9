"""B1: a folder gives every project that its reader would take; what is passed over is counted, and named with -v."""

from pathlib import Path

import pytest

from engage_cli.files.yaml_keys import NotYamlError, top_keys
from tests.check.conftest import Check, project_text
from tests.cli.conftest import Engage


@pytest.mark.parametrize(
    "text",
    [
        '"ch\\u0061rter": {name: A}\n',
        "&here charter: {name: A}\n",
        "!!str charter: {name: A}\n",
        "{engage: 1,\n charter: {name: A}}\n",
        "x-word: &key charter\n*key : {name: A}\n",
        "? charter\n: {name: A}\n",
        "# long\n" * 40_000 + "charter: {name: A}\n",
        "x-first: " + "y" * 300_000 + "\ncharter: {name: A}\n",
    ],
    ids=["escape", "anchor", "tag", "flow", "alias", "explicit", "comments", "late"],
)
def test_a_charter_is_found_however_it_is_written(check: Check, place: Path, text: str) -> None:
    (place / "hidden.yaml").write_text(text)
    assert [file["path"] for file in check(".", "--output-format=json").json["files"]] == ["hidden.yaml"]


def test_a_linked_folder_is_followed_once(check: Check, place: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "a.yaml").write_text(project_text())
    (elsewhere / "back").symlink_to(elsewhere)
    (place / "one").symlink_to(elsewhere)
    (place / "two").symlink_to(elsewhere)
    (place / "up").symlink_to(place)
    ran = check(".", "-v", "--output-format=json")
    assert [Path(file["path"]).name for file in ran.json["files"]] == ["a.yaml"]
    assert [line for line in ran.err.splitlines() if "looked at already" in line] == [
        "Passed over: one/back (a link to a folder that is looked at already)",
        "Passed over: two (a link to a folder that is looked at already)",
        "Passed over: up (a link to a folder that is looked at already)",
    ]


def test_what_is_no_yaml_and_speaks_of_a_charter_is_said(check: Check, place: Path) -> None:
    (place / "a.yaml").write_text(project_text())
    (place / "chart.yaml").write_text("boats: {{ .Values.charter }}\n- x\n")
    assert "1 file or folder passed over; -v names it." in check(".").err
    said = "Passed over: chart.yaml (no valid YAML, though it speaks of a charter or an assessment)"
    assert said in check(".", "-v").err


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "nothing is written in it"),
        (b"\n  \n---\n# later\n", "nothing is written in it"),
        (b"\0" * 200, "no text in UTF-8"),
        (project_text().encode("utf-16-le"), "no text in UTF-8"),
    ],
    ids=["empty", "comments", "zeros", "utf-16 without a mark"],
)
def test_yaml_in_which_a_project_may_have_been_lost_is_said(
    check: Check, place: Path, content: bytes, why: str
) -> None:
    (place / "a.yaml").write_text(project_text())
    (place / "other.yaml").write_text("name: é\n")
    (place / "lost.yaml").write_bytes(content)
    ran = check(".")
    assert (ran.code, ran.err) == (0, "1 file or folder passed over; -v names it.\n")
    assert check(".", "-v").err == f"Passed over: lost.yaml ({why})\n"


@pytest.mark.parametrize(
    "words",
    [
        ("batch", "-o", "out", "--format", "json", "-j1"),
        ("portfolio", "-o", "-", "-j1"),
        ("export", "-o", "data", "-j1"),
    ],
    ids=lambda words: words[0],
)
def test_commands_about_many_projects_say_what_they_passed_over(
    engage: Engage, place: Path, words: tuple[str, ...]
) -> None:
    (place / "a.yaml").write_text(project_text())
    (place / "other").mkdir()
    (place / "other/project.yaml").write_text("name: x\nversion: 2\n")
    (place / "chart.yaml").write_text("boats: {{ .Values.charter }}\n- x\n")
    command, *more = words
    ran = engage(command, ".", *more)
    assert ran.code == 0, ran.err
    assert "2 files or folders passed over; -v names them." in ran.err
    named = engage(command, ".", *more, "-v", *(["--force"] if command == "export" else [])).err
    assert "Passed over: chart.yaml (no valid YAML, though it speaks of a charter or an assessment)" in named
    assert "Passed over: other/project.yaml (a project.yaml without “engage”, “charter” or “assessment”)" in named
    assert "passed over; -v" not in engage(command, ".", *more, "-q", *(["--force"] if command == "export" else [])).err


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("a: 1\nb: [x, {q: 1}]\nc: {z: 1}\nd:\n", ["a", "b", "c", "d"]),
        ("? {m: 1}\n: v\nz: 3\n", ["z"]),
        ("- a: 1\n", []),
        ("a\n", []),
        ("--- \na: 1\n---\nb: 2\n", ["a"]),
    ],
)
def test_keys_at_the_top(text: str, keys: list[str]) -> None:
    assert list(top_keys(text)) == keys


def test_what_is_no_yaml_has_no_keys() -> None:
    with pytest.raises(NotYamlError):
        list(top_keys("a: [\n"))
