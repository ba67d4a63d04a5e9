"""Formats of a check, and of its badges. A new one is a module here with a function from Outcome to text, and a row."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from engage_cli.formats import Format, registry
from engage_cli.i18n import N_

if TYPE_CHECKING:
    from engage_cli.check.formats.badge import Badge
    from engage_cli.check.formats.outcome import Outcome


def _writer(module: str, function: str = "write") -> Callable[[Any], str]:
    """A function of a module beside this one, imported when it is called: a check needs one of them."""

    def write(asked: Any) -> str:
        found: str = getattr(import_module(f"engage_cli.check.formats.{module}"), function)(asked)
        return found

    return write


FORMATS: "Mapping[str, Format[Outcome]]" = registry(
    Format(name="text", words=N_("people"), write=_writer("as_text"), shows_unreadable=True),
    Format(name="json", words=N_("programs; see `engage schema check-results`"), write=_writer("as_json")),
    Format(name="sarif", words=N_("code scanning (SARIF 2.1.0)"), write=_writer("as_sarif")),
    Format(name="junit", words=N_("test reports"), write=_writer("as_junit")),
    Format(
        name="github",
        words=N_("annotations; by default where `GITHUB_ACTIONS` is `true`"),
        write=_writer("as_github"),
        shows_unreadable=True,
    ),
    Format(name="gitlab", words=N_("Code Quality"), write=_writer("as_gitlab")),
    Format(
        name="markdown",
        words=N_("a job summary: `--also markdown` adds to `$GITHUB_STEP_SUMMARY`"),
        write=_writer("as_markdown"),
    ),
)

BADGES: "Mapping[str, Format[Badge]]" = registry(
    Format(name="svg", suffix=".svg", media_type="image/svg+xml", write=_writer("badge", "svg")),
    Format(name="json", suffix=".json", media_type="application/json", write=_writer("badge", "endpoint")),
)
"""The second is what shields.io draws one from."""
