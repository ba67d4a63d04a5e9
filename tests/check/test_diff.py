"""--diff: only the projects that changed since a revision of git, and why it cannot be told where it cannot."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.check.conftest import Check

Write = Callable[..., Path]
BAD = {"suivi": None}


def git(*words: str, cwd: Path) -> str:
    who = ("-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(("git", *who, *words), cwd=cwd, env=clean, capture_output=True, text=True, check=True)
    return done.stdout


def commit(folder: Path, message: str = "More") -> None:
    git("add", "-A", cwd=folder)
    git("commit", "-q", "-m", message, cwd=folder)


@pytest.fixture
def repository(place: Path, write: Write) -> Path:
    """Two charters with a finding each on `main`."""
    git("init", "-q", "-b", "main", cwd=place)
    for name in "ab":
        write(f"{name}/project.yaml", facets=BAD)
    commit(place)
    return place


def add_module(name: str, repository: Path, module: Path) -> None:
    """Another repository, at `module`, with the first charter, as a module of git."""
    git("init", "-q", "-b", "main", cwd=module)
    (module / "project.yaml").write_bytes((repository / "a/project.yaml").read_bytes())
    commit(module)
    git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(module), name, cwd=repository)
    commit(repository)


def looked_at(check: Check, *words: str) -> list[str]:
    return [file["path"] for file in check(".", "--output-format=json", *words).json["files"]]


def test_nothing_changed(check: Check, repository: Path) -> None:
    ran = check(".", "--diff=main")
    assert ran.code == 0
    assert "No project changed since main: none was looked at." in ran.out
    assert looked_at(check, "--diff=main") == []


def test_only_what_changed_is_looked_at(check: Check, write: Write, repository: Path) -> None:
    write("a/project.yaml", facets=BAD, name="Other")
    write("c/project.yaml", facets=BAD)
    assert looked_at(check, "--diff=main") == ["a/project.yaml", "c/project.yaml"]
    ran = check(".", "--diff=main")
    assert ran.code == 1
    assert "1 project did not change since main, and was not looked at." in ran.out
    commit(repository)
    assert looked_at(check, "--diff=HEAD~1") == ["a/project.yaml", "c/project.yaml"]
    assert looked_at(check, "--diff=main") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The file is empty."),
        ("# to be done\n", "The file is empty."),
        ("engage: 1\nassessement: {}\n", "The key “charter” is missing."),
    ],
    ids=["empty", "comment", "no key"],
)
def test_a_charter_that_lost_what_makes_it_one_does_not_pass(
    check: Check, write: Write, repository: Path, text: str, said: str
) -> None:
    write("a/visits.yaml")
    write("a/other.yaml")
    commit(repository)
    assert check(".", "--diff=HEAD", "--write-baseline=baseline.json").code == 0
    check(".", "--exit-zero", "--write-baseline=baseline.json")
    (repository / "a/visits.yaml").write_text(text)
    for words in (("--diff=HEAD",), ("--baseline=baseline.json", "--ratchet")):
        ran = check(".", *words, "--output-format=json")
        assert ran.code == 2
        (found,) = [file for file in ran.json["files"] if file["path"] == "a/visits.yaml"]
        assert found["findings"][0]["message"] == said
    assert check(".", "--baseline=baseline.json", "--exclude=visits.yaml").code == 0


def test_a_project_that_was_deleted_is_named(check: Check, write: Write, repository: Path) -> None:
    write("a/visits.yaml")
    commit(repository)
    (repository / "a/visits.yaml").unlink()
    assert "Removed since main: a/visits.yaml\n" not in check("b", "--diff=HEAD").err
    ran = check(".", "--diff=HEAD")
    assert (ran.code, ran.err) == (0, "Removed since HEAD: a/visits.yaml\n")


def test_many_that_were_deleted_are_read_by_git_together(
    check: Check, write: Write, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        write(f"c/{number}.yaml")
    write("c/été\nautre.yaml")
    (repository / "c/twelve.json").write_text('{"engage": 1, "charter": {"name": "A"}}', encoding="utf-8")
    (repository / "c/link.yaml").symlink_to("0.yaml")
    commit(repository)
    for path in (repository / "c").iterdir():
        path.unlink()
    calls: list[object] = []
    run = subprocess.run

    def counted(*words: Any, **named: Any) -> Any:
        calls.append(words)
        return run(*words, **named)

    monkeypatch.setattr(subprocess, "run", counted)
    monkeypatch.setattr("engage_cli.check.changes._AT_ONCE", 5)
    ran = check(".", "--diff=main~0")
    removed = next(line for line in ran.err.splitlines() if "twelve.json" in line)
    assert all(f"c/{number}.yaml" in removed for number in range(12))
    assert "autre.yaml" in removed
    assert "link.yaml" not in removed
    assert len(calls) < 17, "git was asked once for each file"


def test_what_changed_elsewhere_since_is_not_meant(check: Check, write: Write, repository: Path) -> None:
    git("checkout", "-q", "-b", "ours", cwd=repository)
    write("a/project.yaml", facets=BAD, name="Ours")
    commit(repository)
    git("checkout", "-q", "main", cwd=repository)
    write("b/project.yaml", facets=BAD, name="Theirs")
    commit(repository)
    git("checkout", "-q", "ours", cwd=repository)
    assert looked_at(check, "--diff=main") == ["a/project.yaml"]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("engage.yaml", "check: {policy: ours.yaml}\n"),
        ("ours.yaml", "engage: 1\nid: ours\ntitle: Ours\nrules: {facet-missing: warning}\n"),
    ],
)
def test_what_projects_are_judged_by_concerns_them_all(check: Check, repository: Path, file: str, text: str) -> None:
    (repository / "engage.yaml").write_text("check: {policy: ours.yaml, fail_on: error}\n")
    (repository / "ours.yaml").write_text("engage: 1\nid: ours\ntitle: Ours\nrules: {facet-missing: error}\n")
    commit(repository)
    (repository / file).write_text(text)
    assert looked_at(check, "--diff=HEAD") == ["a/project.yaml", "b/project.yaml"]


def test_a_questionnaire_that_changed_concerns_its_projects(check: Check, repository: Path) -> None:
    garden = Path(__file__).resolve().parents[1] / "questionnaires/garden"
    folder = repository / "g/questionnaires/garden"
    folder.mkdir(parents=True)
    for file in (one for one in garden.rglob("*.yaml") if one.name != "project.yaml"):
        (folder / file.relative_to(garden)).parent.mkdir(parents=True, exist_ok=True)
        (folder / file.relative_to(garden)).write_bytes(file.read_bytes())
    (repository / "g/project.yaml").write_text(
        "engage: 1\ncharter: {name: G, facets: {}}\nassessment: {questionnaire: {id: garden}}\n"
    )
    commit(repository)
    questionnaire = folder / "questionnaire.yaml"
    questionnaire.write_text(questionnaire.read_text() + "# changed\n")
    assert looked_at(check, "--diff=HEAD") == ["g/project.yaml"]


def test_a_clone_that_does_not_reach_back_says_so(
    check: Check,
    write: Write,
    repository: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write("a/project.yaml", facets=BAD, name="Other")
    commit(repository)
    clone = tmp_path_factory.mktemp("clone")
    git("clone", "-q", "--depth=1", repository.as_uri(), str(clone), cwd=repository)
    monkeypatch.chdir(clone)
    ran = check(".", "--diff=HEAD~1")
    assert ran.code == 2
    assert "There is no revision “HEAD~1” here.\n  hint: This clone has only the last revisions." in ran.err
    assert "fetch-depth: 0" in ran.err


def test_where_there_is_no_git_it_says_so(
    check: Check,
    write: Write,
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    assert "There is no revision “nowhere” here." in check(".", "--diff=nowhere").err
    assert check(".", "--diff=--output=x").code == 2
    assert not (repository / "x").exists()
    outside = tmp_path_factory.mktemp("outside")
    (outside / "project.yaml").write_text((repository / "a/project.yaml").read_text())
    ran = check(str(outside), "--diff=main")
    assert ran.code == 2
    assert "is in no repository of git.\n  hint: Leave out --diff to check everything." in ran.err
    monkeypatch.setenv("PATH", str(outside))
    ran = check(".", "--diff=main")
    assert ran.code == 2
    assert "git is not installed.\n  hint: Leave out --diff to check everything." in ran.err


def test_a_badge_speaks_of_all(check: Check, repository: Path) -> None:
    ran = check(".", "--diff=main", "--badge=badge.svg")
    assert ran.code == 2
    assert "--badge speaks of all projects" in ran.err


# ── what a path alone does not tell ───────────────────────────────────────────────────────────────────────────────────


def test_a_link_that_leads_to_another_project_changed(check: Check, write: Write, repository: Path) -> None:
    link, folder = repository / "links/project.yaml", repository / "way"
    link.parent.mkdir()
    link.symlink_to("../a/project.yaml")
    folder.symlink_to("a", target_is_directory=True)
    commit(repository)
    assert check("links", "way", "--diff=HEAD").code == 0
    for one, to in ((link, "../b/project.yaml"), (folder, "b")):
        one.unlink()
        one.symlink_to(to)
    for path in ("links", "way/project.yaml"):
        ran = check(path, "--diff=HEAD", "--output-format=json")
        assert (ran.code, len(ran.json["files"])) == (1, 1)


def test_what_git_ignores_and_was_named_is_looked_at(check: Check, write: Write, repository: Path) -> None:
    (repository / ".gitignore").write_text("made.yaml\n")
    commit(repository)
    write("made.yaml", facets=BAD)
    assert check("made.yaml", "--diff=HEAD").code == 1


def test_a_module_that_moved_on_brings_its_projects(
    check: Check, repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    add_module("module", repository, tmp_path_factory.mktemp("of others"))
    assert check(".", "--diff=HEAD").code == 0
    git("checkout", "-q", "-b", "newer", cwd=repository / "module")
    (repository / "module/other.yaml").write_bytes((repository / "a/project.yaml").read_bytes())
    commit(repository / "module")
    commit(repository)
    assert looked_at(check, "--diff=HEAD~1") == ["module/other.yaml"]
    assert looked_at(check, "--diff=HEAD~2") == ["module/other.yaml", "module/project.yaml"]
    assert looked_at(check, "--diff=HEAD") == []


@pytest.mark.parametrize("name", ["engage.yaml", "pyproject.toml"])
def test_settings_that_are_gone_concern_the_projects_below(check: Check, repository: Path, name: str) -> None:
    text = {"engage.yaml": "check: {policy: strict}\n", "pyproject.toml": "[tool.engage.check]\npolicy = 'strict'\n"}
    (repository / "a" / name).write_text(text[name])
    commit(repository)
    (repository / "a" / name).unlink()
    assert looked_at(check, "--diff=HEAD") == ["a/project.yaml"]


def test_a_questionnaire_that_is_gone_concerns_all(check: Check, repository: Path) -> None:
    mine = repository / "questionnaires/mine/questionnaire.yaml"
    mine.parent.mkdir(parents=True)
    mine.write_text("engage: 1\n")
    commit(repository)
    mine.unlink()
    assert looked_at(check, "--diff=HEAD") == ["a/project.yaml", "b/project.yaml"]


def test_evidence_that_is_gone_concerns_its_project(check: Check, write: Write, repository: Path) -> None:
    piece = {"title": "Devis", "where": "docs/devis.pdf", "date": "2026-10-02", "kind": "document"}
    write("a/project.yaml", answers={"personne.vie-privee": {"choice": "engage", "evidence": [piece]}})
    (repository / "a/docs").mkdir()
    (repository / "a/docs/devis.pdf").write_bytes(b"%PDF")
    commit(repository)
    (repository / "a/docs/devis.pdf").unlink()
    assert looked_at(check, "--diff=HEAD") == []
    assert looked_at(check, "--diff=HEAD", "--policy=progress") == ["a/project.yaml"]


def test_a_voice_that_changed_concerns_its_project(check: Check, repository: Path) -> None:
    voice = repository / "a/project.ana.answers.yaml"
    voice.write_text("engage: 1\nquestionnaire: {id: engagement-numerique}\nrespondent: Ana\nanswers: {}\n")
    assert looked_at(check, "--diff=HEAD") == ["a/project.yaml"]


def test_where_git_cannot_compare_nothing_passes(check: Check, repository: Path) -> None:
    tree = git("rev-parse", "HEAD:a", cwd=repository).strip()
    for name in "ab":
        (repository / name / "project.yaml").write_text("engage: 1\ncharter: {name: A}\n")
    commit(repository)
    (repository / ".git/objects" / tree[:2] / tree[2:]).unlink()
    ran = check(".", "--diff=HEAD~1")
    assert (ran.code, ran.out) == (2, "")
    assert "git cannot say what changed since “HEAD~1”: " in ran.err


def test_a_hook_of_another_repository_does_not_lead_astray(
    check: Check, write: Write, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git("init", "-q", "-b", "main", cwd=other)
    (other / "a").write_text("a")
    commit(other)
    write("a/project.yaml", facets=BAD, name="Other")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git/index"))
    assert looked_at(check, "--diff=HEAD") == ["a/project.yaml"]


def test_a_module_that_was_not_fetched_is_said(
    check: Check, repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    add_module("the module", repository, tmp_path_factory.mktemp("of others"))
    assert "not fetched" not in check(".", "-v").err
    git("submodule", "deinit", "-q", "--all", "-f", cwd=repository)
    assert "Passed over: the module (a module of git that is not fetched: git submodule update --init)" in (
        check(".", "-v").err
    )
