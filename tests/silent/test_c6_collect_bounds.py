"""C6: whatever stands in a file of answers, `collect` says what is so, and no more than can be read."""

from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Engage

HEAD = "engage: 1\nquestionnaire: {id: garden, version: 1.0.0}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "questionnaires").symlink_to(ROOT / "tests/questionnaires")
    path = tmp_path / "project.yaml"
    path.write_bytes((ROOT / "tests/questionnaires/garden/project.yaml").read_bytes())
    return path


@pytest.mark.parametrize("waiting", ["5", "true", "[5, {a: b}]", "text", "{a: 1}", "null"])
def test_what_waits_may_be_anything(engage: Engage, project: Path, waiting: str) -> None:
    file = project.with_name("a.answers.yaml")
    file.write_text(f"{HEAD}answers: {{}}\nx-waiting: {waiting}\n", encoding="utf-8")
    assert engage("collect", str(project), str(file)).code == 0


def test_a_thousand_answers_that_do_not_fit_are_counted(engage: Engage, project: Path) -> None:
    file = project.with_name("a.answers.yaml")
    answers = "".join(f"  gone.q{i}: {{choice: a}}\n" for i in range(1_000))
    file.write_text(f"{HEAD}answers:\n{answers}", encoding="utf-8")
    ran = engage("collect", str(project), str(file), "--yes")
    assert "1000 answers do not fit any more." in ran.out
    assert "The first 20 are named." in ran.out
    assert len(ran.out) + len(ran.err) < 20_000


def test_a_file_of_which_nothing_fits_is_not_said_to_be_held(engage: Engage, project: Path) -> None:
    file = project.with_name("a.answers.yaml")
    file.write_text(f"{HEAD}answers: {{gone.q: {{choice: a}}}}\n", encoding="utf-8")
    ran = engage("collect", str(project), str(file), "--yes")
    assert "The project holds all of this already." not in ran.out
    assert "Nothing in this file can be recorded." in ran.out
