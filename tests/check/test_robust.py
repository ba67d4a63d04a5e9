"""Whatever stands in the files, a check ends with 0, 1 or 2 and in words; and it imports no more than it needs."""

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engage_cli.check import compiled as compiled_policies
from engage_cli.cli.app import main
from engage_cli.questionnaire import compiled
from engage_cli.terminal.edge import FINE, UNMET, WRONG
from tests.chance import examples
from tests.check.conftest import ROOT, project_text

Write = Callable[..., Path]
PROJECTS = [file.read_text(encoding="utf-8") for file in sorted(ROOT.glob("examples/*/project.yaml"))]
POLICIES = [file.read_text(encoding="utf-8") for file in sorted(ROOT.glob("policies/*.yaml"))]
ODDITIES = [
    *"-:'\"|?\té\x00\u2028", *"null ~ {} [] &a *a << true 1e400 0x1F P999Y [[[[[[ x-y -1".split(),
    "", "!!int x", "2026-02-30", "9999-12-31", "unknown", "a: b: c", "expected", "99999999999999999999",
]  # fmt: skip
EVERYDAY = settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def spoilt(draw: st.DrawFn, texts: list[str]) -> str:
    """A valid file with some of its words replaced, lines dropped, doubled, moved or indented otherwise."""
    lines = draw(st.sampled_from(texts)).splitlines()
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        match draw(st.sampled_from(["word", "value", "drop", "double", "move", "indent", "cut"])):
            case "word":
                words = line.split(" ")
                words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(ODDITIES))
                lines[at] = " ".join(words)
            case "value":
                lines[at] = f"{line.partition(':')[0]}: {draw(st.sampled_from(ODDITIES))}"
            case "drop" if len(lines) > 1:
                del lines[at]
            case "double":
                lines.insert(at, line)
            case "move":
                lines.insert(draw(st.integers(0, len(lines) - 1)), line)
            case "indent":
                lines[at] = " " * draw(st.integers(0, 12)) + line.lstrip()
            case _:
                lines[at] = line[: draw(st.integers(0, len(line)))]
    return "\n".join(lines) + "\n"


def checked(*words: str) -> tuple[int, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["check", "--as-of=2026-11-23", *words])
    return code, out.getvalue() + err.getvalue()


@EVERYDAY
@given(text=spoilt(PROJECTS), policy=st.sampled_from(["charter", "progress", "strict"]))
def test_a_spoilt_project(place: Path, text: str, policy: str) -> None:
    (place / "project.yaml").write_text(text, encoding="utf-8", errors="surrogatepass")
    code, said = checked("project.yaml", f"--policy={policy}", "--no-waivers")
    assert code in (FINE, UNMET, WRONG), said
    assert "Traceback" not in said


@EVERYDAY
@given(text=spoilt(POLICIES))
def test_a_spoilt_policy(place: Path, text: str) -> None:
    (place / "project.yaml").write_text(project_text(answers={"mesure.objectifs": {"choice": "engage"}}))
    (place / "policy.yaml").write_text(text, encoding="utf-8", errors="surrogatepass")
    code, said = checked("project.yaml", "--policy=policy.yaml")
    assert code in (FINE, UNMET, WRONG), said
    assert "Traceback" not in said


FORBIDDEN = """
    jinja2 weasyprint questionary prompt_toolkit rich pydantic click hashlib secrets tomllib json
    engage_cli.wizard engage_cli.batch engage_cli.questionnaire.parsing_parts
    engage_cli.questionnaire.history engage_cli.project.migration engage_cli.check.evidence.files
    engage_cli.questionnaire.loading engage_cli.questionnaire.parsing_questions engage_cli.questionnaire.references
    engage_cli.files.yaml_errors engage_cli.files.atomic_writing engage_cli.check.baselines
    engage_cli.scoring.results engage_cli.scoring.advice engage_cli.scoring.nodes engage_cli.scoring.assessment
    engage_cli.report.templates.environment engage_cli.report.charts engage_cli.report.formats
    engage_cli.report.templates.escaping
""".split()
"""What checking a charter must not import."""


def watched(*words: str) -> subprocess.CompletedProcess[str]:
    """A run in a fresh interpreter, which lists on stderr what it imported."""
    program = """
import sys
from engage_cli.__main__ import main
code = main()
print(*sorted(sys.modules), file=sys.stderr)
sys.exit(code)
"""
    command = [sys.executable, "-c", program, *words]
    environment = os.environ | {"ENGAGE_LANG": "fr"}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def test_a_check_imports_no_more_than_it_needs(write: Write) -> None:
    write()
    compiled.compile_shipped()
    compiled_policies.compile_shipped()
    done = watched("check", "project.yaml")
    assert done.returncode == 0, done.stderr
    imported = set(done.stderr.split())
    found = [name for name in FORBIDDEN if any(one == name or one.startswith(f"{name}.") for one in imported)]
    assert found == []


def test_what_must_not_be_imported_exists() -> None:
    assert [name for name in FORBIDDEN if name.startswith("engage_cli") and find_spec(name) is None] == []


@pytest.mark.parametrize("words", [["check", "-h"], ["rule"]])
def test_help_and_rules_are_quick_too(words: list[str]) -> None:
    done = watched(*words)
    assert not {"yaml", "jsonschema_rs", "rich", "jinja2"} & set(done.stderr.split())
