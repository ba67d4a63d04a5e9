"""Schemas beside the files of an author's own questionnaire, which name them."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from engage_cli.editor.beside import FOLDER, schema_text
from engage_cli.editor.bundles import bundle_schema

_LINE = re.compile(r"^# yaml-language-server: \$schema=(?![a-z]+:)(?:[^\n]*/)?([a-z-]+)\.schema\.json\n", re.MULTILINE)
"""The comment that names the schema of a file by its path."""


def schema_line(kind: str) -> str:
    """The first line of a file of that kind, before `add_schemas` fills in where its schema is."""
    return f"# yaml-language-server: $schema={kind}.schema.json"


def add_schemas(texts: Mapping[Path, str], language: str) -> dict[Path, str]:
    """`texts`, by path in one folder, each naming its schema there, together with these schemas in `language`."""
    kinds = sorted(set(_kinds(texts)))
    named = {path: _named(path, text) for path, text in texts.items()}
    return named | {_schema(kind): schema_text(bundle_schema(kind, language)) for kind in kinds}


def _schema(kind: str) -> Path:
    return Path(FOLDER, f"{kind}.schema.json")


def _named(path: Path, text: str) -> str:
    up = "../" * (len(path.parts) - 1)
    return _LINE.sub(lambda line: f"# yaml-language-server: $schema={up}{_schema(line[1]).as_posix()}\n", text)


def _kinds(texts: Mapping[Path, str]) -> Iterator[str]:
    for text in texts.values():
        yield from _LINE.findall(text)
