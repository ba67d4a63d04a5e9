"""The rules of the house that no other tool enforces."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "engage_cli"
TOO_LONG = 300
LONG_FUNCTION = 40
FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "process", "data"}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if not path.is_relative_to(PACKAGE / "compiled"))


def test_imports_point_down() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    lint = subprocess.run([program, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert lint.returncode == 0, lint.stdout


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_are_short_and_well_named(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) < TOO_LONG
    assert not FORBIDDEN_NAMES & set(module.relative_to(PACKAGE).with_suffix("").parts)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_functions_are_short(module: Path) -> None:
    tree = ast.walk(ast.parse(module.read_text(encoding="utf-8")))
    functions = [node for node in tree if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert [f.name for f in functions if (f.end_lineno or 0) - f.lineno >= LONG_FUNCTION] == []


@pytest.mark.parametrize("lock", sorted(ROOT.glob("requirements/*.txt")), ids=lambda path: path.name)
def test_locks_are_hashed_and_name_no_package_index(lock: Path) -> None:
    lines = lock.read_text(encoding="utf-8").splitlines()
    pinned = r"[\w.-]+==[\w.]+ (; .+ )?\\"
    hashed = r"    --hash=sha256:[0-9a-f]{64}( \\)?"
    assert [line for line in lines if not re.fullmatch(f"{pinned}|{hashed}", line)] == []


def test_the_lock_to_run_is_part_of_the_lock_to_develop() -> None:
    assert pins("run.txt") <= pins("dev.txt")


def pins(lock: str) -> set[str]:
    return set(re.findall(r"^\S+==\S+", (ROOT / "requirements" / lock).read_text(encoding="utf-8"), re.MULTILINE))


def test_no_file_names_a_package_index() -> None:
    """Which index serves the packages is the business of each machine's settings."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    index = re.compile(
        r"pythonhosted[.]|/simple[/]|registry[.]npm|(index|find-links|registry)[-_a-z]* *= *[\"']?(http|file)"
    )
    files = [ROOT / name for name in listing.split("\0") if name]
    assert [str(file) for file in files if file.is_file() and index.search(file.read_text("utf-8", "replace"))] == []
