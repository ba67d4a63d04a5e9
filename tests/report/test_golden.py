"""Reports against golden files, to be read whole; ENGAGE_GOLDEN=1 writes them anew.

A file is called by the project, the scope where it is not all, the language, and the suffix of its format:
`half-quick.fr.md`. A new one is tested as soon as it is there.
"""

import os
import re
from pathlib import Path

import pytest

from engage_cli.report.formats import FORMATS

from .making import HERE, text

FILES = sorted((HERE / "golden").iterdir())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_golden(path: Path) -> None:
    stem, language, _ = path.name.split(".")
    name, _, scope = stem.partition("-")
    format = next(one.name for one in FORMATS.values() if one.suffix == path.suffix)
    found = re.sub("sha256:[0-9a-f]{64}", "sha256:…", text(name, format, language, scope=scope or None))
    if os.environ.get("ENGAGE_GOLDEN"):
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


def test_there_are_golden_files() -> None:
    assert {path.suffix for path in FILES} >= {".md"}
