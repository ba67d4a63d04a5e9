"""The formats of a check by name. A new one is a module with a function from Outcome to text, and a row here.

One whose reader takes only so much gives a Report, made with `limits`.
"""

from collections.abc import Callable
from importlib import import_module

from engage_cli.check.formats.outcome import Outcome, Report

Reporter = Callable[[Outcome], Report]

FORMATS = {
    "text": "as_text",
    "json": "as_json",
    "sarif": "as_sarif",
    "junit": "as_junit",
    "github": "as_github",
    "gitlab": "as_gitlab",
    "markdown": "as_markdown",
}
"""Name → module of this package with a function `write`; the names are the choices on the command line."""


def reporter(name: str) -> Reporter:
    """The function that writes an outcome in the format `name`; only its own module is imported."""
    write = import_module(f"engage_cli.check.formats.{FORMATS[name]}").write

    def report(outcome: Outcome) -> Report:
        found = write(outcome)
        return found if isinstance(found, Report) else Report(found)

    return report
