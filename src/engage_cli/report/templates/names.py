"""Finds names in a template that nothing defines, by static analysis of every branch."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from engage_cli.i18n import DEFAULT
from engage_cli.report.templates.environment import jinja_environment
from engage_cli.report.templates.files import PAGES, SHARED, read_shipped

if TYPE_CHECKING:
    from jinja2.nodes import Template

OF_JINJA = frozenset(("self", "super", "caller", "loop", "varargs", "kwargs"))


def unknown_names(template: "Template") -> Iterator[tuple[str, int]]:
    """The undefined names as (name, line of its first use), in the order of the lines."""
    from jinja2 import meta, nodes

    unknown = meta.find_undeclared_variables(template) - _known()
    lines: dict[str, int] = {}
    for node in template.find_all(nodes.Name):
        if node.name in unknown:
            lines[node.name] = min(node.lineno, lines.get(node.name, node.lineno))
    yield from sorted(lines.items(), key=lambda found: found[1])


@cache
def _known() -> frozenset[str]:
    """The variables that shipped templates receive, and those they set at top level, which their blocks see."""
    from jinja2 import meta, nodes

    reader = jinja_environment(None, DEFAULT, to_markdown=False)
    known = OF_JINJA | reader.globals.keys()
    for shipped in (reader.parse(read_shipped(name)) for name in (*PAGES, *SHARED) if name.endswith(".html")):
        known |= meta.find_undeclared_variables(shipped)
        for node in shipped.body:
            known |= {made.target for made in node.find_all(nodes.Import)}
            known |= {made.name for made in node.find_all(nodes.Name) if made.ctx == "store"}
    return known
