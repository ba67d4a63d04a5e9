"""What the page of stability calls frozen, as the program has it.

`python -m tests.frozen` adds what is new to frozen.json and takes nothing out: whoever withdraws something does as
docs/en/stability.md says, then takes it out by hand.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from engage_cli.authoring.rules import RULES as LINT_RULES
from engage_cli.check.formats.formats import FORMATS as CHECK_FORMATS
from engage_cli.check.rules.registry import RULES
from engage_cli.environment import ENGAGE_VARIABLES
from engage_cli.files import yaml_reading
from engage_cli.portfolio.documents.formats import FORMATS as PORTFOLIO_FORMATS
from engage_cli.report.choices import Audience, Kind
from engage_cli.report.formats import FORMATS
from engage_cli.terminal import edge
from tests.programs import programs

ROOT = Path(__file__).resolve().parents[1]
FILE = Path(__file__).with_name("frozen.json")

Frozen = dict[str, list[str]]


@cache
def now() -> Frozen:
    """Everything that is frozen, by kind, sorted."""
    found = {
        "commands and options": _options(),
        "exit codes": map(str, (edge.FINE, edge.UNMET, edge.WRONG, edge.OURS, edge.INTERRUPTED)),
        "keys of files and of JSON": _keys(),
        "rules of the check": (rule.id for rule in RULES),
        "rules of the lint": (rule.id for rule in LINT_RULES),
        "formats, kinds and audiences": (
            *(f"report {name}" for name in (*FORMATS, *Kind, *Audience)),
            *(f"check {name}" for name in CHECK_FORMATS),
            *(f"portfolio {name}" for name in PORTFOLIO_FORMATS),
        ),
        "variables": (one.name for one in ENGAGE_VARIABLES),
        "continuous integration": _integration(),
    }
    return {kind: sorted(set(names)) for kind, names in found.items()}


def _options() -> Iterator[str]:
    for name, context in programs().items():
        yield name
        for parameter in context.command.get_params(context):
            yield from (f"{name} {option}" for option in parameter.opts if option.startswith("-"))


def _keys() -> Iterator[str]:
    for file in sorted((ROOT / "schemas").glob("*.schema.json")):
        kind = file.name.removesuffix(".schema.json")
        yield kind
        yield from (f"{kind} {key}" for key in _named(json.loads(file.read_text(encoding="utf-8"))))


def _named(node: Any, path: str = "") -> Iterator[str]:
    """Each key of a mapping, with the definition and the keys that it stands below."""
    if isinstance(node, list):
        for item in node:
            yield from _named(item, path)
    if not isinstance(node, dict):
        return
    for word, inner in node.items():
        if word == "properties":
            for key, value in inner.items():
                yield f"{path}{key}"
                yield from _named(value, f"{path}{key}.")
        elif word == "$defs":
            for name, value in inner.items():
                yield from _named(value, f"{name}: ")
        elif word not in ("enum", "const", "required", "examples"):
            yield from _named(inner, path)


def _integration() -> Iterator[str]:
    def read(name: str) -> Any:
        return yaml_reading.read(ROOT / name).value

    yield from (f"action {name}" for name in read("action.yml")["inputs"])
    yield from (f"hook {hook['id']}" for hook in read(".pre-commit-hooks.yaml"))
    yield from (f"job {name}" for name in read("ci/gitlab/engage.yml")["variables"])


def frozen() -> Frozen:
    """What was frozen before, by kind."""
    found: Frozen = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return found


if __name__ == "__main__":
    before = frozen()
    together = {kind: sorted({*names, *before.get(kind, ())}) for kind, names in now().items()}
    FILE.write_text(json.dumps(together, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
