"""Writes requirements/check.txt: of what is locked to run engage, what `engage check` imports. See `./dev lock`."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NEEDED = ("annotated-doc", "jsonschema-rs", "msgspec", "pathspec", "pyyaml", "shellingham", "typer", "tzdata")
"""No PDF, no terminal, no workbook: a tenth of the size, for an installation in continuous integration."""


def lean(lock: str) -> str:
    """The pins of `lock` that are needed. Raises ValueError where one is not there."""
    found = re.findall(r"^\S+==.*?(?=^\S+==|\Z)", lock, re.MULTILINE | re.DOTALL)
    blocks = {block.partition("==")[0]: block for block in found}
    if missing := [name for name in NEEDED if name not in blocks]:
        raise ValueError(missing)
    return "".join(blocks[name] for name in NEEDED)


if __name__ == "__main__":
    (ROOT / "requirements/check.txt").write_text(lean((ROOT / "requirements/run.txt").read_text(encoding="utf-8")))
