"""Where the check runs: the hook, the action and the job, against their vendors' schemas and for real."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

from engage_cli.files import yaml_reading
from tests.authoring.making import advice, minimal, question
from tests.authoring.making import write as write_questionnaire
from tests.check.conftest import ROOT, project_text

Write = Callable[..., Path]
BIN = Path(sys.executable).parent


def read(name: str) -> Any:
    return yaml_reading.read(ROOT / name).value


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "ENGAGE_", "GITHUB_"))}
    return subprocess.run(
        command, cwd=cwd, env=clean | environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


def step(name: str) -> dict[str, Any]:
    return next(one for one in read("action.yml")["runs"]["steps"] if one["name"] == name)


def action(place: Path, name: str = "Check", **inputs: str) -> subprocess.CompletedProcess[str]:
    """A step of the action, as a runner would start it, with the `engage` of this environment."""
    programs = place / "runner/engage/bin"
    programs.mkdir(parents=True, exist_ok=True)
    (programs / "engage").unlink(missing_ok=True)
    (programs / "engage").symlink_to(BIN / "engage")
    declared = {name: value["default"] for name, value in read("action.yml")["inputs"].items()}
    given = declared | {name.replace("_", "-"): value for name, value in inputs.items()}
    environment = {
        key: given[str(value).removeprefix("${{ inputs.").removesuffix(" }}")]
        for key, value in step(name)["env"].items()
        if str(value).startswith("${{ inputs.")
    }
    (place / "summary.md").touch()
    environment |= {"RUNNER_TEMP": str(place / "runner"), "GITHUB_STEP_SUMMARY": str(place / "summary.md")}
    shell = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step(name)["run"])
    return run(*shell, cwd=place, GITHUB_ACTIONS="true", **environment)


def test_the_action_checks_annotates_and_sums_up(place: Path, write: Write) -> None:
    write("charters/a b.yaml", facets={"suivi": None})
    write("charters/c.yaml")
    done = action(place, paths="charters/a b.yaml\ncharters/c.yaml\n", language="en", sarif_file="out.sarif")
    assert done.returncode == 1, done.stderr
    assert "::error file=charters/a b.yaml,line=5," in done.stdout
    assert (place / "summary.md").read_text().startswith("## engage check")
    assert json.loads((place / "out.sarif").read_text())["runs"]
    assert action(place, paths="charters/c.yaml").returncode == 0
    assert action(place, paths="charters/c.yaml", policy="strict").returncode == 1
    assert action(place, paths="charters/c.yaml", fail_on="note").returncode == 1
    assert action(place, paths="missing.yaml").returncode == 2


LINT = "Lint questionnaires"


def questionnaires(place: Path) -> None:
    """One that is fine, and one with a recommendation that is never given."""
    shadowed = [advice("first", ["none", "some"]), advice("second", ["none"])]
    for id, given in (("fine", shadowed[:1]), ("dead", shadowed)):
        sections = [{"id": "s", "title": "S", "questions": [question("s.a", recommendations=given)]}]
        write_questionnaire(place / "questionnaires" / id, minimal(id=id, sections=sections))


@pytest.mark.slow
def test_the_action_lints_questionnaires(place: Path) -> None:
    questionnaires(place)
    assert step(LINT)["if"] == "inputs.questionnaires != ''"
    fine = action(place, LINT, questionnaires="questionnaires/fine\n", language="en")
    assert fine.returncode == 0, fine.stderr
    done = action(place, LINT, questionnaires="questionnaires/fine\nquestionnaires/dead\n", language="en")
    assert done.returncode == 1, done.stderr
    assert "::error file=questionnaires/dead/questionnaire.yaml,line=" in done.stdout
    assert action(place, LINT, questionnaires="$(touch pwned)").returncode == 2
    assert not (place / "pwned").exists()


@pytest.mark.slow
def test_the_job_of_gitlab_lints_questionnaires(place: Path) -> None:
    questionnaires(place)
    job = "engage-questionnaire-lint"
    assert read("ci/gitlab/engage.yml")[job]["rules"] == [{"if": "$ENGAGE_LINT"}]
    assert read("ci/gitlab/engage.yml")[job]["script"][0] == read("ci/gitlab/engage.yml")["engage-check"]["script"][0]
    assert gitlab(place, -1, job, ENGAGE_LINT="questionnaires/fine").returncode == 0
    done = gitlab(place, -1, job, ENGAGE_LINT="questionnaires/fine questionnaires/dead")
    assert done.returncode == 1, done.stderr
    issues = json.loads((place / "gl-code-quality-report.json").read_text())
    dead = {one["location"]["path"] for one in issues if one["check_name"] == "recommendation-dead"}
    assert dead == {"questionnaires/dead/questionnaire.yaml"}
    assert (place / "engage-junit.xml").is_file()


@pytest.mark.slow
def test_inputs_of_the_action_are_never_code(place: Path, write: Write) -> None:
    write("a.yaml")
    words = ("$(touch pwned)", "`touch pwned`", "a.yaml; touch pwned", '"; touch pwned; "', "-h")
    assert action(place, paths="\n".join(words)).returncode == 2
    for hostile in words:
        assert action(place, paths="a.yaml", policy=hostile).returncode == 2
    assert not (place / "pwned").exists()
    assert all("${{" not in one.get("run", "") for one in read("action.yml")["runs"]["steps"])


def test_the_action_keeps_what_it_installed_until_that_changes(place: Path) -> None:
    def key() -> str:
        shell = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step("Find what to install")["run"])
        (place / "output").write_text("")
        done = run(*shell, cwd=place, ENGAGE_SOURCE=str(place / "source"), GITHUB_OUTPUT=str(place / "output"))
        assert done.returncode == 0, done.stderr
        return (place / "output").read_text()

    (place / "source/.git").mkdir(parents=True)
    (place / "source/a.py").write_text("1")
    first = key()
    assert re.fullmatch(r"key=engage-check-[0-9a-f]{40}\n", first)
    (place / "source/.git/index").write_text("2")
    assert key() == first
    (place / "source/a.py").write_text("2")
    assert key() != first


def test_the_lock_of_the_check_has_what_it_imports_and_no_more() -> None:
    """What is read here is what the action installs, with no dependency looked for besides."""
    program = "import sys; from engage_cli.__main__ import main; main(); print(*sys.modules, file=sys.stderr)"
    words = (
        "check",
        "examples/fabrique-a-bede",
        "--policy=strict",
        "--exclude=x",
        "--output-format=sarif",
        f"--also=markdown={os.devnull}",
    )
    done = run(BIN / "python", "-c", program, *words, "-o", os.devnull, cwd=ROOT)
    owners = packages_distributions()
    used = {owner for name in done.stderr.split() for owner in owners.get(name.partition(".")[0], ())}
    locked = set(re.findall(r"^(\S+)==", (ROOT / "requirements/check.txt").read_text(), re.MULTILINE))
    lean = {re.sub("[-_.]+", "-", owner).lower() for owner in used} - {"setuptools", "typing-extensions", "engage-cli"}
    assert lean <= locked
    run_lock = (ROOT / "requirements/run.txt").read_text()
    assert all(
        block in run_lock
        for block in re.findall(
            r"^\S+==.*?(?=^\S+==|\Z)", (ROOT / "requirements/check.txt").read_text(), re.MULTILINE | re.DOTALL
        )
    )


def test_the_job_of_gitlab_installs_again_only_what_changed(place: Path) -> None:
    programs = place / "bin"
    programs.mkdir()
    (programs / "python").write_text(
        '#!/bin/sh\nif [ "$1" = -V ]; then echo Python 3.13.0; exit; fi\n'
        "mkdir -p .engage-ci/bin; printf '#!/bin/sh\\necho installed >>../log\\n' >.engage-ci/bin/pip\n"
        "chmod +x .engage-ci/bin/pip\n"
    )
    (programs / "python").chmod(0o755)
    (place / "job").mkdir()
    script = read("ci/gitlab/engage.yml")["engage-check"]["script"][0]
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"

    def install(package: str) -> int:
        done = run("sh", "-euc", script, cwd=place / "job", PATH=path, ENGAGE_PACKAGE=package)
        assert done.returncode == 0, done.stderr
        return len((place / "log").read_text().splitlines())

    assert [install("a.whl"), install("a.whl"), install("b.whl")] == [1, 1, 2]


def gitlab(place: Path, line: int, name: str = "engage-check", **variables: str) -> subprocess.CompletedProcess[str]:
    """One line of a job's script, as a runner would start it, with the `engage` of this environment."""
    job = read("ci/gitlab/engage.yml")
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    script = job[name]["script"][line]
    return run("sh", "-euc", script, cwd=place, PATH=path, **(job["variables"] | variables))


def test_the_job_of_gitlab(place: Path, write: Write) -> None:
    write("charters/a.yaml", facets={"suivi": None})
    done = gitlab(place, -1, ENGAGE_PATHS="charters/")
    assert done.returncode == 1, done.stderr
    (issue,) = [
        one
        for one in json.loads((place / "gl-code-quality-report.json").read_text())
        if one["check_name"] == "facet-missing"
    ]
    assert issue["location"]["path"] == "charters/a.yaml"
    for report in read("ci/gitlab/engage.yml")["engage-check"]["artifacts"]["reports"].values():
        assert (place / report).is_file()


@pytest.mark.slow
def test_the_policy_of_a_repository_holds_until_another_is_asked_for(place: Path, write: Write) -> None:
    write("charters/a.yaml")
    assert action(place, paths="charters").returncode == gitlab(place, -1).returncode == 0
    (place / "engage.yaml").write_text("check: {policy: strict}\n")
    assert action(place, paths="charters").returncode == gitlab(place, -1).returncode == 1
    assert action(place, paths="charters", policy="charter").returncode == 0
    assert gitlab(place, -1, ENGAGE_POLICY="charter").returncode == 0
    (place / "our own.yaml").write_text("engage: 1\nid: own\ntitle: Own\nrules: {}\n")
    assert gitlab(place, -1, ENGAGE_POLICY="our own.yaml").returncode == 0


def test_the_job_of_gitlab_installs_only_what_it_is_told_to(place: Path) -> None:
    """No name is ours in the public index: whatever stood there under it would be run."""
    done = gitlab(place, 0)
    assert done.returncode != 0
    assert "ENGAGE_PACKAGE: is not set" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("schema", "file"), [("vendor.github-actions", "action.yml"), ("vendor.gitlab-ci", "ci/gitlab/engage.yml")]
)
def test_files_follow_the_schemas_of_their_vendors(schema: str, file: str) -> None:
    done = run(BIN / "check-jsonschema", "--builtin-schema", schema, file, cwd=ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_our_schemas_are_schemas_and_our_policies_follow_them() -> None:
    done = run(BIN / "check-jsonschema", "--check-metaschema", *sorted(ROOT.glob("schemas/*.json")), cwd=ROOT)
    assert done.returncode == 0, done.stdout
    policies = sorted(ROOT.glob("policies/*.yaml"))
    done = run(BIN / "check-jsonschema", "--schemafile", "schemas/policy.schema.json", *policies, cwd=ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_an_auditor_of_actions_finds_nothing() -> None:
    done = run(BIN / "zizmor", "--offline", "--no-progress", "action.yml", cwd=ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("project.yaml", True),
        ("a/b/project.yml", True),
        ("charters/fabrique.yaml", True),
        ("museum/charters/engage-numerique.yml", True),
        ("charters/answers.yaml", True),
        ("charters/engage.yaml", False),
        ("museum/charters/engage.yml", False),
        ("charters/fabrique.Marie.answers.yaml", False),
        ("charters/fabrique.marie.answers.yml", False),
        ("charters/deep/other.yaml", False),
        ("my-project.yaml", False),
        ("policies/ours.yaml", False),
    ],
)
def test_the_hook_takes_projects_and_nothing_beside_them(name: str, *, taken: bool) -> None:
    hook, _ = read(".pre-commit-hooks.yaml")
    assert bool(re.search(hook["files"], name) and not re.search(hook.get("exclude", "^$"), name)) is taken


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("questionnaires/ours/questionnaire.yaml", True),
        ("museum/questionnaires/ours/sections/welcome.yml", True),
        ("questionnaires/ours/resources.yaml", True),
        ("questionnaires/ours/history/1.0.0.yaml", False),
        ("questionnaires/ours/tests/first.yaml", False),
        ("project.yaml", False),
    ],
)
def test_the_hook_of_the_lint_takes_the_files_of_questionnaires(name: str, *, taken: bool) -> None:
    _, hook = read(".pre-commit-hooks.yaml")
    assert bool(re.search(hook["files"], name)) is taken


@pytest.mark.slow
def test_pre_commit_runs_the_hook_on_a_repository_of_charters(
    place: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The hook is taken from a commit of what stands here, as pre-commit takes it from a tag."""
    source = tmp_path_factory.mktemp("source") / "engage"
    listing = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT).stdout
    for name in filter(None, listing.split("\0")):
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, source / name)
    commit(source)
    rev = run("git", "rev-parse", "HEAD", cwd=source).stdout.strip()
    repository = place / "charters-of-a-museum"
    shutil.copytree(ROOT / "examples", repository / "examples")
    hook = {"repo": str(source), "rev": rev, "hooks": [{"id": "engage-check"}]}
    (repository / ".pre-commit-config.yaml").write_text(json.dumps({"repos": [hook]}))
    commit(repository)
    cache = tmp_path_factory.mktemp("cache")
    command = (BIN / "pre-commit", "run", "--all-files", "--color=never")
    done = run(*command, cwd=repository, PRE_COMMIT_HOME=str(cache), ENGAGE_LANG="en")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "engage check" in done.stdout
    assert "Passed" in done.stdout

    (repository / "charters").mkdir()
    (repository / "charters/new.yaml").write_text(project_text(facets={"suivi": None}))
    run("git", "add", ".", cwd=repository)
    done = run(*command, cwd=repository, PRE_COMMIT_HOME=str(cache), ENGAGE_LANG="en")
    assert done.returncode == 1
    assert "charters/new.yaml:5:3: error facet-missing" in done.stdout


def commit(folder: Path) -> None:
    """A repository with everything in `folder` in one commit."""
    who = ("-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    for words in (("init", "-q"), ("add", "-A"), (*who, "commit", "-q", "-m", "All")):
        done = run("git", *words, cwd=folder)
        assert done.returncode == 0, done.stderr
