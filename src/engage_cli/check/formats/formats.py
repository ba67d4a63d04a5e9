"""Formats of a check, and of its badges. A new one is a module here with a function from Outcome to text, and a row.

One whose reader takes only so much gives what `limits.fitting` makes.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from engage_cli.formats import JSON, Format, lazily, registry
from engage_cli.i18n import N_

if TYPE_CHECKING:
    from engage_cli.check.formats.badge import Badge
    from engage_cli.check.formats.outcome import Outcome


_HERE = "engage_cli.check.formats"

FORMATS: "Mapping[str, Format[Outcome]]" = registry(
    Format(name="text", words=N_("people"), write=lazily(f"{_HERE}.as_text:write"), shows_unreadable=True),
    Format(
        name="json", words=N_("programs; see `engage schema check-results`"), write=lazily(f"{_HERE}.as_json:write")
    ),
    Format(name="sarif", words=N_("code scanning (SARIF 2.1.0)"), write=lazily(f"{_HERE}.as_sarif:write")),
    Format(name="junit", words=N_("test reports"), write=lazily(f"{_HERE}.as_junit:write")),
    Format(
        name="github",
        words=N_("annotations; by default where `GITHUB_ACTIONS` is `true`"),
        write=lazily(f"{_HERE}.as_github:write"),
        shows_unreadable=True,
    ),
    Format(name="gitlab", words=N_("Code Quality"), write=lazily(f"{_HERE}.as_gitlab:write")),
    Format(
        name="markdown",
        words=N_("a job summary: `--also markdown` adds to `$GITHUB_STEP_SUMMARY`"),
        write=lazily(f"{_HERE}.as_markdown:write"),
    ),
)

BADGES: "Mapping[str, Format[Badge]]" = registry(
    Format(name="svg", suffix=".svg", media_type="image/svg+xml", write=lazily(f"{_HERE}.badge:svg")),
    JSON(write=lazily(f"{_HERE}.badge:endpoint")),
)
"""The second is what shields.io draws one from."""
