"""Reads the keys at the top of a YAML text, without building the values below them."""

from collections.abc import Iterator
from pathlib import Path

import yaml
from yaml._yaml import CParser

from engage_cli.errors import InputError
from engage_cli.files.reading import read_bytes

_BEGIN = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_END = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


class NotYamlError(Exception):
    """The text cannot be read as YAML as far as it was needed."""


def top_keys(text: str) -> Iterator[str]:
    """The keys of the mapping that the first document is, however they are written; none where it is no mapping.

    A key that is an alias is the text that it repeats. Raises NotYamlError where reading ends early.
    """
    depth = nodes = 0  # nodes: complete ones directly in the mapping, keys and values in turn
    anchors: dict[str, str] = {}
    for event in _events(text):
        if isinstance(event, _BEGIN):
            if depth == 0 and isinstance(event, yaml.SequenceStartEvent):
                return
            depth += 1
        elif isinstance(event, _END):
            depth -= 1
            nodes += depth == 1
            if depth == 0:
                return
        elif isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
            if depth == 0:
                return
            if isinstance(event, yaml.ScalarEvent) and event.anchor is not None:
                anchors[event.anchor] = event.value
            if depth == 1 and nodes % 2 == 0:
                yield event.value if isinstance(event, yaml.ScalarEvent) else anchors.get(event.anchor or "", "")
            nodes += depth == 1


def keys_of(path: Path) -> frozenset[str] | None:
    """The keys at the top of the file at `path`; None where it cannot be read."""
    try:
        return frozenset(top_keys(read_bytes(path).decode()))
    except (InputError, UnicodeDecodeError, NotYamlError):
        return None


def _events(text: str) -> Iterator[yaml.Event]:
    try:
        parser = CParser(text)
        while (event := parser.get_event()) is not None:
            yield event
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise NotYamlError from error
