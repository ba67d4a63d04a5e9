"""Every row of the table of exit codes, and what may never be taken for a pass."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.conftest import Check

Write = Callable[..., Path]


def test_0_the_policy_is_met(check: Check, write: Write) -> None:
    write()
    ran = check("project.yaml")
    assert ran.code == 0
    assert ran.out.splitlines()[-1].startswith("1 file checked, it passes")


def test_1_a_finding_at_or_above_fail_on(check: Check, write: Write) -> None:
    write(facets={"suivi": None})
    assert check("project.yaml").code == 1
    write()
    assert check("project.yaml", "--fail-on", "note").code == 1
    assert check("project.yaml", "--fail-on", "warning").code == 0
    assert check("project.yaml", "--policy", "strict").code == 1


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("broken.yaml", "charter: [\n"),
        ("not-utf-8.yaml", b"charter: \xe9\n"),
        ("empty.yaml", ""),
        ("another.yaml", "engage: 1\nrules: {}\n"),
        ("schema.yaml", "engage: 1\ncharter: {name: 3}\n"),
        ("facet.yaml", "engage: 1\ncharter: {name: A, facets: {phase: nowhere}}\n"),
    ],
)
def test_2_a_file_that_is_not_a_project(check: Check, place: Path, path: str, content: str | bytes) -> None:
    (place / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    ran = check(path)
    assert ran.code == 2
    assert "file-invalid" in ran.out


@pytest.mark.parametrize("asked", ["missing.yaml", "nothing/*.yaml", "empty"])
def test_2_nothing_there(check: Check, place: Path, asked: str) -> None:
    (place / "empty").mkdir()
    ran = check(asked)
    assert ran.code == 2
    assert asked in ran.out


def test_2_one_bad_file_hides_no_other_and_outweighs_findings(check: Check, write: Write, place: Path) -> None:
    write("a/project.yaml", facets={"suivi": None})
    (place / "b.yaml").write_text("charter: [\n")
    ran = check("a", "b.yaml", "missing.yaml", "--output-format", "json")
    assert ran.code == 2
    assert [(file["path"], file["readable"]) for file in ran.json["files"]] == [
        ("a/project.yaml", True),
        ("b.yaml", False),
        ("missing.yaml", False),
    ]
    assert ("facet-missing", "suivi") in ran.found()
    assert "b.yaml" in ran.err


@pytest.mark.parametrize(
    "words",
    [
        ("project.yaml", "--policy", "nope"),
        ("project.yaml", "--policy", "missing/policy.yaml"),
        ("project.yaml", "--fail-on", "nope"),
        ("project.yaml", "--output-format", "nope"),
        ("project.yaml", "--also", "sarif"),
        ("project.yaml", "--also", "nope=a.txt"),
        ("project.yaml", "--badge", "a.png"),
        ("project.yaml", "--badge", "a.svg", "--badge-valid", "6 months"),
        ("project.yaml", "--ratchet"),
        ("project.yaml", "--baseline", "missing.json"),
        ("project.yaml", "--as-of=someday"),
        ("project.yaml", "--output-file", "missing/folder/a.json"),
    ],
)
def test_2_wrong_usage(check: Check, write: Write, words: tuple[str, ...]) -> None:
    write()
    ran = check(*words)
    assert ran.code == 2
    assert ran.err


@pytest.mark.parametrize(
    "words",
    [
        ("--output-file=a.yaml",),
        ("-o", "charters/../a.yaml"),
        ("-o", "link.yaml"),
        ("--also=sarif=a.yaml",),
        ("--write-baseline=a.yaml",),
        ("--badge=badge.json", "--write-baseline=badge.json"),
        ("-o", "p.yaml", "--policy=p.yaml"),
        ("-o", "engage.yaml"),
        ("-o", "known.json", "--baseline=known.json"),
        ("-o", "out.txt", "--also=json=./out.txt"),
        ("--also=json=out", "--also=sarif=out"),
    ],
)
def test_2_nothing_that_is_read_is_overwritten_and_nothing_written_twice(
    check: Check, write: Write, place: Path, words: tuple[str, ...]
) -> None:
    write("a.yaml")
    (place / "charters").mkdir()
    (place / "link.yaml").symlink_to("a.yaml")
    (place / "engage.yaml").write_text("check: {fail_on: error}\n")
    (place / "p.yaml").write_text("engage: 1\nid: p\ntitle: P\nrules: {}\n")
    check("a.yaml", "--write-baseline=known.json")
    before = {path: path.read_bytes() for path in place.iterdir() if path.is_file()}
    ran = check("a.yaml", *words)
    assert (ran.code, ran.out) == (2, "")
    assert "is what this command reads" in ran.err or "name the same file" in ran.err
    assert {path: path.read_bytes() for path in place.iterdir() if path.is_file()} == before


def test_a_baseline_takes_the_place_of_the_one_before_and_devices_take_everything(check: Check, write: Write) -> None:
    write("a.yaml")
    check("a.yaml", "--write-baseline=known.json")
    assert check("a.yaml", "--baseline=known.json", "--write-baseline=known.json").code == 0
    assert check("a.yaml", "-o", "/dev/null", "--also=json=/dev/null").code == 0


def test_3_is_our_own_error(check: Check, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    write()
    monkeypatch.setattr("engage_cli.check.examining.apply_policy", broken)
    ran = check("project.yaml")
    assert ran.code == 3
    assert "Traceback" not in ran.err


def test_exit_zero_forgives_findings_and_never_an_unreadable_file(check: Check, write: Write, place: Path) -> None:
    write(facets={"suivi": None})
    assert check("project.yaml", "--exit-zero").code == 0
    (place / "b.yaml").write_text("charter: [\n")
    assert check("project.yaml", "b.yaml", "--exit-zero").code == 2


def test_a_policy_that_does_not_fit_the_questionnaire_never_passes(check: Check, write: Write, place: Path) -> None:
    write()
    clause = "{severity: error, of: {roles: [nobody]}, at_least: expected}"
    policy = f"engage: 1\nid: p\ntitle: P\nrules:\n  section-low: {clause}\n"
    (place / "p.yaml").write_text(policy)
    ran = check("project.yaml", "--policy", "p.yaml")
    assert ran.code == 2
    assert "p.yaml:5" in ran.out
    assert "Unknown role “nobody”." in ran.out


def test_a_policy_that_does_not_fit_is_said_once_for_all_projects(check: Check, write: Write, place: Path) -> None:
    for name in "abc":
        write(f"{name}.yaml")
    clause = "{severity: error, of: {roles: [nobody]}, at_least: expected}"
    (place / "policy.yml").write_text(f"engage: 1\nid: p\ntitle: P\nrules:\n  section-low: {clause}\n")
    ran = check(".", "--policy=policy.yml")
    assert ran.code == 2
    assert ran.out.count("Unknown role “nobody”.") == 1
    assert "3 files checked, 3 do not pass, 1 error." in ran.out
    files = check(".", "--policy=policy.yml", "--output-format=json").json["files"]
    assert [(file["readable"], file["met"]) for file in files] == [(False, False)] * 3
    junit = check(".", "--policy=policy.yml", "--output-format=junit").out
    assert junit.count("<error") == 1
    assert junit.count("<skipped") == 2
    assert "policy met" not in junit
