"""YAML from a file or from stdin."""

import sys
from pathlib import Path

from engage_cli.errors import InputError, Message, Problem
from engage_cli.storage import strict_yaml

STDIN = "-"


def document_of(name: str) -> strict_yaml.Document:
    """The document in the file `name`, or in stdin where it is "-". Raises InputError."""
    if name != STDIN:
        return strict_yaml.read(Path(name))
    content = sys.stdin.buffer.read(strict_yaml.MAX_BYTES + 1)
    if len(content) > strict_yaml.MAX_BYTES:
        limit = strict_yaml.MAX_BYTES // 1_000_000
        raise InputError(Problem(path=STDIN, message=Message.of("The file is larger than {limit} MB.", limit=limit)))
    try:
        return strict_yaml.parse(content.decode("utf-8"), STDIN)
    except UnicodeDecodeError:
        raise InputError(Problem(path=STDIN, message=Message.of("The file is not encoded in UTF-8."))) from None
