"""B7: a baseline, and settings in TOML, have the bounds and the messages that YAML has."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.conftest import Check, project_text
from tests.cli.conftest import Engage

Write = Callable[..., Path]


@pytest.mark.parametrize(
    "score",
    ["1e999999999", "1e400", "Infinity", "NaN", "-1", "2", "1/0", "0x1", " 1/2", "9" * 61, "1/" + "9" * 4000],
)
def test_a_score_that_is_none_is_refused_at_once(check: Check, write: Write, place: Path, score: str) -> None:
    write()
    record = {"findings": [], "scores": {"p": score}, "scope": "full", "questionnaire_version": "1.0.0"}
    (place / "known.json").write_text(json.dumps({"format_version": 1, "projects": {"project.yaml": record}}))
    ran = check("project.yaml", "--baseline=known.json")
    assert ran.code == 2
    assert "known.json: This is not a baseline that this engage reads." in ran.err


@pytest.mark.parametrize("number", ["1e400", "Infinity", "NaN", "0.5", "true", "null", "[]"])
def test_a_score_that_is_no_text_is_refused(check: Check, write: Write, place: Path, number: str) -> None:
    write()
    record = f'{{"findings": [], "scores": {{"p": {number}}}, "scope": "full", "questionnaire_version": "1"}}'
    (place / "known.json").write_text(f'{{"format_version": 1, "projects": {{"project.yaml": {record}}}}}')
    assert check("project.yaml", "--baseline=known.json").code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="devices of Unix")
@pytest.mark.parametrize("name", ["/dev/zero", "pipe", "folder", "large.json", "nowhere.json"])
def test_what_is_no_file_of_a_bounded_size_is_not_read(check: Check, write: Write, place: Path, name: str) -> None:
    write()
    os.mkfifo(place / "pipe")
    (place / "folder").mkdir()
    (place / "large.json").write_bytes(b" " * 5_000_001)
    ran = check("project.yaml", f"--baseline={name}")
    assert ran.code == 2
    assert f"{name}: " in ran.err
    assert "conseil" in ran.err or "hint: " in ran.err


def test_settings_in_toml_are_bounded(check: Check, write: Write, place: Path) -> None:
    write()
    (place / "pyproject.toml").write_text("[tool.engage]\n" + "#" * 5_000_000)
    ran = check("project.yaml")
    assert ran.code == 2
    assert "pyproject.toml: The file is larger than 5 MB." in ran.err


# ── every input, of every command ──

UNREADABLE = ("zero", "pipe", "folder", "large", "nowhere")


@pytest.fixture
def odd(place: Path) -> Callable[[str, Path], None]:
    """Puts something that is no file of a bounded size where an input is expected."""

    def put(kind: str, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        match kind:
            case "zero":
                path.symlink_to("/dev/zero")
            case "pipe":
                os.mkfifo(path)
            case "folder":
                path.mkdir()
            case "large":
                with path.open("wb") as file:
                    file.truncate(20_000_000_000)  # of which the disk holds nothing
            case _:
                path.symlink_to("nowhere at all")

    return put


INPUTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "project": ("p.yaml", ("score", "p.yaml")),
    "project in a folder": ("p/project.yaml", ("score", "p")),
    "answers": ("a.yaml", ("assess", "project.yaml", "--answers=a.yaml")),
    "page": ("page.html", ("collect", "project.yaml", "page.html")),
    "facts": ("facts.yaml", ("new", "n.yaml", "--answers=facts.yaml")),
    "policy": ("policy.yaml", ("check", "project.yaml", "--policy=policy.yaml")),
    "baseline": ("known.json", ("check", "project.yaml", "--baseline=known.json")),
    "settings": ("engage.yaml", ("check", "project.yaml")),
    "settings in TOML": ("pyproject.toml", ("check", "project.yaml")),
    "theme": ("theme.yaml", ("report", "project.yaml", "--format=html", "-o", "-", "--theme=theme.yaml")),
    "logo": ("logo.svg", ("report", "project.yaml", "--format=html", "-o", "-", "--theme=with-logo.yaml")),
    "theme beside templates": ("t/theme.yaml", ("report", "project.yaml", "--format=html", "-o", "-", "--template=t")),
    "template": ("t/report.html", ("report", "project.yaml", "--format=html", "-o", "-", "--template=t")),
    "template, tried": ("t/report.html", ("template", "lint", "t")),
    "template of Markdown": ("t/report.md", ("report", "project.yaml", "--format=md", "-o", "-", "--template=t")),
    "questionnaire": ("q/questionnaire.yaml", ("questionnaire", "show", "q")),
    "questionnaire beside": ("questionnaire.yaml", ("score", "of-q.yaml")),
    "section": ("q/part.yaml", ("questionnaire", "show", "q")),
    "record of a batch": ("out/engage-batch.sqlite", ("batch", "project.yaml", "-o", "out", "--format=json", "-j1")),
}
CASES = [(input, kind) for input in INPUTS for kind in UNREADABLE if (input, kind) != ("record of a batch", "nowhere")]
"""A record where a link leads is begun there."""
QUESTIONNAIRE = "engage: 1\nid: q\nversion: 1.0.0\ntitle: Q\nlanguages: [fr]\nsections: [part.yaml]\n"


@pytest.mark.skipif(sys.platform == "win32", reason="devices of Unix")
@pytest.mark.parametrize(("input", "kind"), CASES)
def test_no_input_is_read_without_end(
    engage: Engage, place: Path, odd: Callable[[str, Path], None], input: str, kind: str
) -> None:
    (place / "project.yaml").write_text(project_text())
    (place / "of-q.yaml").write_text(project_text(questionnaire={"id": "q"}))
    (place / "with-logo.yaml").write_text("engage: 1\nlogo: {file: logo.svg, says: Ours}\n")
    name, words = INPUTS[input]
    if input == "section":
        (place / "q").mkdir()
        (place / "q/questionnaire.yaml").write_text(QUESTIONNAIRE)
    odd(kind, place / name)
    ran = engage(*words)
    assert ran.code == 2, ran.err
    said = ran.err if words[0] != "check" else ran.err + ran.out
    assert Path(name).name in said or (input == "logo" and "logo.file: " in said) or (input, kind) in EXCUSED, said
    assert len(said) < 2_000


EXCUSED = {
    ("project in a folder", "nowhere"),
    ("questionnaire", "nowhere"),
    ("questionnaire beside", "nowhere"),
}
"""A link that leads nowhere stands for no file, and there is none of that name to speak of."""


@pytest.mark.skipif(sys.platform == "win32", reason="devices of Unix")
def test_a_pipe_among_projects_is_passed_over_and_counted(check: Check, write: Write, place: Path) -> None:
    write("a.yaml")
    os.mkfifo(place / "project.yaml")
    ran = check(".", "-v", "--output-format=json")
    assert [file["path"] for file in ran.json["files"]] == ["a.yaml"]
    assert "Passed over: project.yaml (no regular file)" in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="devices of Unix")
def test_a_pipe_is_no_record_of_what_was_replaced(engage: Engage, write: Write, place: Path) -> None:
    write(answers={"personne.besoins-publics": {"choice": "intention"}})
    os.mkfifo(place / "project.history.yaml")
    (place / "a.yaml").write_text(
        "engage: 1\nquestionnaire: {id: engagement-numerique}\nanswers: {personne.besoins-publics: {choice: engage}}\n"
    )
    before = (place / "project.yaml").read_bytes()
    ran = engage("collect", "project.yaml", "a.yaml", "--theirs")
    assert (ran.code, "project.history.yaml" in ran.err) == (2, True)
    assert (place / "project.yaml").read_bytes() == before
