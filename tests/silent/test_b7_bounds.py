"""B7: a baseline, and settings in TOML, have the bounds and the messages that YAML has."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.conftest import Check

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
