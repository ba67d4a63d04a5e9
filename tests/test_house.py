"""The rules of the house that no other tool enforces."""

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from pathlib import Path

import pytest

from engage_cli.cli.app import COMMANDS
from engage_cli.terminal.commands import Entry

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "engage_cli"
TOO_LONG = 300
LONG_FUNCTION = 40
FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "process", "data"}
MOST_MODULES = 20
MOST_SUPPRESSIONS = 15
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if not path.is_relative_to(PACKAGE / "compiled"))


def name_of(module: Path) -> str:
    """`engage_cli.report.pages`."""
    parts = module.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


BY_NAME = {name_of(path): path for path in MODULES}


def test_imports_point_down() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    lint = subprocess.run([program, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert lint.returncode == 0, lint.stdout


@cache
def trees() -> dict[str, ast.Module]:
    """Each module as Python reads it."""
    return {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in BY_NAME.items()}


def statements(tree: ast.Module) -> Iterator[ast.AST]:
    """All statements of a module, at any depth; `ast.walk` goes through every expression too."""
    left: list[ast.AST] = [tree]
    while left:
        yield (node := left.pop())
        for within in ("body", "orelse", "finalbody", "handlers", "cases"):
            left += getattr(node, within, ())


def test_modules_are_short_and_well_named() -> None:
    assert [str(path) for path in MODULES if len(path.read_text(encoding="utf-8").splitlines()) >= TOO_LONG] == []
    assert [name for name in BY_NAME if FORBIDDEN_NAMES & set(name.split("."))] == []


def test_functions_are_short() -> None:
    functions = [
        (module, node)
        for module, tree in trees().items()
        for node in statements(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert [(module, f.name) for module, f in functions if (f.end_lineno or 0) - f.lineno >= LONG_FUNCTION] == []


def test_public_definitions_say_what_they_give() -> None:
    named = [
        (f"{module}.{name}", node)
        for module, tree in trees().items()
        for name, node in (("", tree), *((node.name, node) for node in public(tree)))
    ]
    assert [name for name, node in named if not ast.get_docstring(node)] == []


Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def public(within: ast.Module | ast.ClassDef) -> Iterator[Definition]:
    """Classes, functions and methods whose name begins with no underscore; what stands inside a function is private."""
    for node in within.body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)


def test_suppressions_are_few_and_give_their_reasons() -> None:
    lines = [line for path in MODULES for line in path.read_text(encoding="utf-8").splitlines()]
    suppressions = [line for line in lines if re.search(r"#\s*(noqa|type:\s*ignore|ruff:|mypy:)", line)]
    reasoned = r".*# (noqa: [A-Z]+\d+|type: ignore\[[a-z-]+\])  # \w.*"
    assert [line for line in suppressions if not re.fullmatch(reasoned, line)] == []
    assert len(suppressions) <= MOST_SUPPRESSIONS


def test_no_import_leads_back_to_where_it_started() -> None:
    """Imports inside functions count too: they would only hide a circle."""
    imports = {name: set(imported_by(tree)) - {name} for name, tree in trees().items()}
    sorter = TopologicalSorter(imports)
    try:
        sorter.prepare()
    except CycleError as circle:
        pytest.fail(" → ".join(circle.args[1]))


def imported_by(tree: ast.Module) -> Iterator[str]:
    """Our modules that a module imports, anywhere in it."""
    for node in statements(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("engage_cli"):
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in BY_NAME else str(node.module)


def test_folders_can_be_taken_in_at_a_glance() -> None:
    """`cli` is nothing but a module a command."""
    held = Counter(path.parent for path in MODULES if path.name != "__init__.py")
    del held[PACKAGE / "cli"]
    assert {folder: count for folder, count in held.items() if count > MOST_MODULES} == {}


def test_cli_holds_commands_only() -> None:
    """Each module there is named by a command, but for the parser and the menu, which are `engage` itself."""
    called = {entry.function.partition(":")[0] for entry in every(COMMANDS)}
    modules = {name for name in BY_NAME if name.startswith("engage_cli.cli.")}
    assert modules - called == {"engage_cli.cli.app", "engage_cli.cli.menu"}


def every(commands: Mapping[str, Entry]) -> Iterator[Entry]:
    """Commands with those of their groups."""
    for entry in commands.values():
        yield entry
        within = getattr(import_module(entry.function.partition(":")[0]), "COMMANDS", commands)
        if entry not in within.values():
            yield from every(within)


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
