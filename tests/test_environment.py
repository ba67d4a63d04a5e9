"""Every variable of the environment that the program reads has its row, and every row is read."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from engage_cli.environment import ENGAGE_VARIABLES, IN_JOBS, SHARED_VARIABLES

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src/engage_cli"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "compiled" not in path.relative_to(PACKAGE).parts)
DECLARED = ("environment.py", "i18n.py")
"""Where a name of ours may be written: the rows, and the one below them."""
OURS_NAMED = re.compile(r"_?ENGAGE_[A-Z_]*")


def written(text: str) -> set[str]:
    """Names of ours in the strings of a module, its docstrings aside."""
    if not OURS_NAMED.search(text):
        return set()
    tree = ast.parse(text)
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docs)
    return {node.value for node in strings if isinstance(node.value, str) and OURS_NAMED.fullmatch(node.value)}


def test_names_of_ours_are_written_in_the_registry_alone() -> None:
    found = {path.name: names for path in MODULES if (names := written(path.read_text(encoding="utf-8")))}
    assert found.keys() == set(DECLARED)
    assert found["environment.py"] | found["i18n.py"] == {one.name for one in ENGAGE_VARIABLES} | {"ENGAGE_", *IN_JOBS}
    assert found["i18n.py"] == {"ENGAGE_LANG"}


def read_by_name(text: str) -> Iterator[str]:
    """Constants by which something called an environment is read: `environment.get("X")`, `os.environ["X"]`."""
    for node in ast.walk(ast.parse(text)) if "environ" in text else ():
        match node:
            case ast.Call(func=ast.Attribute(value=source, attr="get"), args=[ast.Constant(value=str(name)), *_]):
                yield from [name] if _is_environment(source) else []
            case ast.Subscript(value=source, slice=ast.Constant(value=str(name))):
                yield from [name] if _is_environment(source) else []
            case _:
                pass


def _is_environment(source: ast.expr) -> bool:
    return ast.unparse(source).rpartition(".")[2] in ("environment", "environ")


def test_shared_names_that_are_read_have_their_row() -> None:
    found = {name for path in MODULES for name in read_by_name(path.read_text(encoding="utf-8"))}
    listed = {name for one in SHARED_VARIABLES for name in one.name.split(", ")}
    assert found - listed == set()
    assert listed - found <= {"LC_ALL", "LC_MESSAGES", "LANG"}, "read in a loop over their names"


def test_what_the_rows_say_reads_them_does() -> None:
    for one in (*ENGAGE_VARIABLES, *SHARED_VARIABLES):
        path = PACKAGE.parent / (one.read_by.replace(".", "/") + ".py")
        text = path.read_text(encoding="utf-8")
        by_name = any(name in text for name in one.name.split(", "))
        rows = re.findall(r"from engage_cli\.environment import ([\w, ]+)", text)
        assert by_name or rows, one.name


def test_jobs_read_what_is_theirs_and_what_engage_reads() -> None:
    job, action = (ROOT / "ci/gitlab/engage.yml").read_text(), (ROOT / "action.yml").read_text()
    known = {one.name for one in ENGAGE_VARIABLES}
    assert set(re.findall(r"ENGAGE_[A-Z]+", job)) == {*IN_JOBS, "ENGAGE_LANG"}
    for page in ("fr/reglages.md", "en/settings.md"):
        assert set(IN_JOBS) <= set(re.findall(r"`(ENGAGE_[A-Z]+)`", (ROOT / "docs" / page).read_text(encoding="utf-8")))
    assert set(re.findall(r"ENGAGE_[A-Z]+", action)) - known == {"ENGAGE_SOURCE"}, "of the action's own steps"
