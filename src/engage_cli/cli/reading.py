"""YAML from a file or from stdin."""

import sys
from pathlib import Path

from engage_cli.storage import strict_yaml

STDIN = "-"


def document_of(name: str) -> strict_yaml.Document:
    """The document in the file `name`, or in stdin where it is "-". Raises InputError."""
    if name != STDIN:
        return strict_yaml.read(Path(name))
    content = sys.stdin.buffer.read(strict_yaml.MAX_BYTES + 1)
    return strict_yaml.parse(strict_yaml.decoded(content, STDIN), STDIN)
