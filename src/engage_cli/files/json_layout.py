"""JSON in files that people edit: recognised, and written again in the layout that it had."""

import re
from collections.abc import Iterator

_FIRST_INDENT = r"\n([ \t]*)\S"


def is_json(text: str) -> bool:
    """Whether `text` is JSON, which is YAML too, with a mapping at its top."""
    if not text.lstrip().startswith("{"):
        return False
    import json

    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def rewrite_json(text: str, old: object, new: object) -> str | None:
    """`new` as JSON in the layout in which `text` holds `old`; None where no known program writes that layout."""
    for layout in _layouts(text):
        if layout.written(old) == text.strip():
            head, _, tail = text.partition(text.strip())
            return head + layout.written(new) + tail
    return None


def json_value(value: object) -> str:
    """`value` on one line, as it may stand within JSON."""
    import json

    return json.dumps(value, ensure_ascii=False)


class _Layout:
    """One way in which programs write JSON."""

    def __init__(self, indent: str | None, separators: tuple[str, str] | None, *, escapes: bool) -> None:
        self._indent, self._separators, self._escapes = indent, separators, escapes

    def written(self, value: object) -> str:
        import json

        return json.dumps(value, ensure_ascii=self._escapes, indent=self._indent, separators=self._separators)


def _layouts(text: str) -> Iterator[_Layout]:
    found = re.search(_FIRST_INDENT, text.strip())
    for escapes in (False, True) if text.isascii() else (False,):
        if found:
            yield _Layout(found[1], None, escapes=escapes)
        else:
            yield _Layout(None, None, escapes=escapes)
            yield _Layout(None, (",", ":"), escapes=escapes)
