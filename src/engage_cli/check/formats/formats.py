"""The formats of a check and of its badges.

A new one is a module here with a function from Outcome to text, and a row. One whose reader takes only so much returns
the result of `limits.limit_entries`.
"""

from collections.abc import Container, Mapping
from typing import TYPE_CHECKING, Any

from engage_cli.formats import JSON, MARKED_JSON, Format, JsonMark, LazyFunction, PatternMark, registry
from engage_cli.i18n import N_

if TYPE_CHECKING:
    from engage_cli.check.formats.badge import Badge
    from engage_cli.check.formats.outcome import Outcome


_HERE = "engage_cli.check.formats"


def _scanned(value: Any) -> bool:
    return bool(value["runs"]) and all(run["tool"]["driver"]["name"] == "engage" for run in value["runs"])


def is_code_quality(value: Any, rules: Container[str]) -> bool:
    """Whether `value` is a GitLab Code Quality report whose rules are all in `rules`."""
    return isinstance(value, list) and all(issue["check_name"] in rules and issue["fingerprint"] for issue in value)


def _quality(value: Any) -> bool:
    from engage_cli.check.rules.registry import BY_ID

    return is_code_quality(value, BY_ID)


def _endpoint(value: Any) -> bool:
    return set(value) == {"schemaVersion", "label", "message", "color"} and str(value["label"]) == "engage"


FORMATS: "Mapping[str, Format[Outcome]]" = registry(
    Format(
        name="text",
        words=N_("people"),
        write=LazyFunction(f"{_HERE}.as_text:write"),
        shows_unreadable=True,
        says_supposed=True,
    ),
    Format(
        name="statistics",
        words=N_("people: findings counted by rule; the same as --statistics"),
        write=LazyFunction(f"{_HERE}.as_statistics:write"),
        shows_unreadable=True,
        says_supposed=True,
    ),
    Format(
        name="json",
        words=N_("programs; see `engage schema check-results`"),
        write=LazyFunction(f"{_HERE}.as_json:write"),
        says_supposed=True,
        ours=MARKED_JSON,
    ),
    Format(
        name="sarif",
        words=N_("code scanning (SARIF 2.1.0)"),
        write=LazyFunction(f"{_HERE}.as_sarif:write"),
        ours=JsonMark(_scanned),
    ),
    Format(
        name="junit",
        words=N_("test reports"),
        write=LazyFunction(f"{_HERE}.as_junit:write"),
        ours=PatternMark(rb'\A<\?xml [^>]*>\s*<testsuites name="engage [a-z ]+"'),
    ),
    Format(
        name="github",
        words=N_("annotations; by default where `GITHUB_ACTIONS` is `true`"),
        write=LazyFunction(f"{_HERE}.as_github:write"),
        shows_unreadable=True,
    ),
    Format(
        name="gitlab", words=N_("Code Quality"), write=LazyFunction(f"{_HERE}.as_gitlab:write"), ours=JsonMark(_quality)
    ),
    Format(
        name="markdown",
        words=N_("a job summary: `--also markdown` adds to `$GITHUB_STEP_SUMMARY`"),
        write=LazyFunction(f"{_HERE}.as_markdown:write"),
        says_supposed=True,
        ours=PatternMark(rb"\A## (engage [a-z ]+)\n<!-- \1 -->\n"),
    ),
)

BADGES: "Mapping[str, Format[Badge]]" = registry(
    Format(
        name="svg",
        suffix=".svg",
        media_type="image/svg+xml",
        write=LazyFunction(f"{_HERE}.badge:render_svg"),
        ours=PatternMark(rb"\A<svg [^>]*>\s*<title>engage: "),
    ),
    JSON(write=LazyFunction(f"{_HERE}.badge:render_endpoint"), ours=JsonMark(_endpoint)),
)
"""The second is what shields.io draws one from."""
