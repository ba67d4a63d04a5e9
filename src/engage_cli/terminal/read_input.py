"""YAML from a file or from stdin."""

import sys
from pathlib import Path

from engage_cli.errors import InputError, Message, UsageError
from engage_cli.files import yaml_reading
from engage_cli.files.reading import MAX_BYTES

STDIN = "-"
PAGE = b"<!doctype html"


def document_of(name: str) -> yaml_reading.Document:
    """The document in the file `name`, or in stdin where it is "-". Raises InputError, UsageError for a page."""
    if name != STDIN:
        return _read(Path(name))
    content = sys.stdin.buffer.read(MAX_BYTES + 1)
    return yaml_reading.parse(yaml_reading.decoded(content, STDIN), STDIN)


def _read(path: Path) -> yaml_reading.Document:
    try:
        return yaml_reading.read(path)
    except InputError:
        if not path.is_file() or not path.read_bytes().lstrip()[: len(PAGE)].lower() == PAGE:
            raise
    raise UsageError(
        Message.of("“{path}” is a page to answer in a browser, not the answers.", path=path),
        Message.of("Open it, answer, then press “Download the answers”: that file is meant. It ends in .answers.yaml."),
    )
