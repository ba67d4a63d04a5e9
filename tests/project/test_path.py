"""What a project notes of its path, from one version of the questionnaire to the next: kept in its place, or beside."""

from pathlib import Path
from typing import Any

import pytest

from engage_cli.files import yaml_reading
from engage_cli.project.loading import load_project
from engage_cli.project.migration.migrating import plan_project, write_migration
from engage_cli.project.recording import record_step
from engage_cli.questionnaire.history.differences import compare_releases
from engage_cli.questionnaire.history.releases import format_release, read_release, release_of
from engage_cli.questionnaire.loading import load_questionnaire
from tests.authoring.making import minimal, step
from tests.authoring.making import write as write_questionnaire

PROJECT = """\
engage: 1
charter:
  name: P
  facets: {time: t0}
assessment:
  questionnaire: {id: small, version: 1.0.0}
  path:
    # the first
    meet: {status: done, date: 2026-11-01}   # in the hall
    gone: {status: skipped, note: Too early}
"""


def version(number: str, *steps: dict[str, Any]) -> dict[str, Any]:
    migrations = [] if number == "1.0.0" else [{"from": 1}]
    return minimal(version=number, path=list(steps), **({"migrations": migrations} if migrations else {}))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of version 1.0.0, with version 2.0.0 of its questionnaire beside it."""
    write_questionnaire(tmp_path / "questionnaires/small", version("2.0.0", step("meet"), step("new")))
    path = tmp_path / "project.yaml"
    path.write_text(PROJECT, encoding="utf-8")
    return path


def test_a_step_that_is_gone_is_kept_beside_and_the_others_in_their_place(project: Path) -> None:
    migration = plan_project(project)
    write_migration(migration)
    text = project.read_text(encoding="utf-8")
    assert "    # the first\n    meet: {status: done, date: 2026-11-01}   # in the hall\n" in text
    value: Any = yaml_reading.read(project).value
    assert list(value["assessment"]["path"]) == ["meet"]
    assert value["assessment"]["x-unplaced"] == {
        "1.0.0": {"path": {"gone": {"status": "skipped", "note": "Too early"}}}
    }
    assert list(load_project(project).project.path) == ["meet"]
    assert not plan_project(project).has_changes


def test_before_that_it_stays_where_it_is_whatever_is_noted(project: Path) -> None:
    loaded = load_project(project)
    record_step(loaded, "new", {"status": "done"})
    assert project.read_text(encoding="utf-8").startswith(PROJECT)
    assert any("Unknown step" in remark.message.text for remark in loaded.remarks)


def test_a_release_lists_the_steps_and_a_difference_in_them_changes_no_score(tmp_path: Path) -> None:
    one = step("a", due="t0"), step("b", when={"open": True}), step("c"), step("d")
    other = step("a", due="t1"), step("b", when={"open": False}), step("c") | {"do": "Otherwise."}, step("e")
    sides = []
    for number, steps in (("1.0.0", one), ("1.1.0", other)):
        loaded = load_questionnaire(write_questionnaire(tmp_path / number, minimal(version=number, path=list(steps))))
        file = tmp_path / f"{number}.yaml"
        file.write_text(format_release(release_of(loaded)), encoding="utf-8")
        assert read_release(file) == release_of(loaded)
        sides.append(release_of(loaded))
    found = compare_releases(sides[0], sides[1], None)
    assert found.scoring_changes == ()
    assert {(x.part, x.kind.value, x.id, *x.keys) for x in found.other_changes} == {
        ("path", "changed", "a", "begins"),
        ("path", "changed", "b", "concerns"),
        ("path", "wording", "c"),
        ("path", "removed", "d"),
        ("path", "added", "e"),
    }
