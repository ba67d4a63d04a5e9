"""Names that a template uses and that nothing gives it, found without running it: every branch is looked at."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from engage_cli.report.template_files import PAGES, SHARED, source

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.nodes import Template

OF_JINJA = frozenset(("self", "super", "caller", "loop", "varargs", "kwargs"))


def unknown_names(template: "Template", environment: "Environment") -> Iterator[tuple[str, int]]:
    """(name, line of its first use) in the order of the lines."""
    from jinja2 import meta, nodes

    known = _given(environment) | _made(environment) | environment.globals.keys() | OF_JINJA
    unknown = meta.find_undeclared_variables(template) - known
    lines: dict[str, int] = {}
    for node in template.find_all(nodes.Name):
        if node.name in unknown:
            lines[node.name] = min(node.lineno, lines.get(node.name, node.lineno))
    yield from sorted(lines.items(), key=lambda found: found[1])


@cache
def _given(environment: "Environment") -> frozenset[str]:
    """What the shipped templates are given."""
    from jinja2 import meta

    return frozenset().union(*map(meta.find_undeclared_variables, _shipped(environment))) - environment.globals.keys()


@cache
def _made(environment: "Environment") -> frozenset[str]:
    """What the shipped templates make at their outermost level, which their blocks see."""
    from jinja2 import nodes

    return frozenset(
        name
        for template in _shipped(environment)
        for node in template.body
        for name in (
            *(node.target for node in node.find_all(nodes.Import)),
            *(made.name for made in node.find_all(nodes.Name) if made.ctx == "store"),
        )
    )


@cache
def _shipped(environment: "Environment") -> "tuple[Template, ...]":
    return tuple(environment.parse(source(name)) for name in (*PAGES, *SHARED) if name.endswith((".html", ".md")))
