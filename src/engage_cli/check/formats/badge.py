"""A badge for a README: an SVG, or the JSON from which shields.io draws one."""

import datetime as dt
import json
from xml.sax.saxutils import escape

from engage_cli.check.formats.outcome import Outcome
from engage_cli.values import Value

RENEW, MET, UNMET, BROKEN = "#8a6d00", "#2e7d32", "#b71c1c", "#5f5f5f"
"""Colours against which white has a contrast of at least 4.5."""
LABEL = "#444"
_WIDTH = 7
"""Pixels that a character takes at most, on average."""


class Badge(Value):
    """The content of a badge."""

    label: str
    message: str
    color: str


def make_badge(outcome: Outcome, *, today: dt.date, until: dt.date) -> Badge:
    """The badge of `outcome`: whether which policy is met, the number of open gates, and the day `until` after which
    to look again.
    """
    _, policy = outcome.tr.gettext, ", ".join(dict.fromkeys(file.policy for file in outcome.files))
    if not outcome.readable:
        return Badge("engage", _("cannot be read"), BROKEN)
    if today > until:
        return Badge("engage", _("to renew"), RENEW)
    if not outcome.met:
        return Badge("engage", _("policy {policy} not met").format(policy=policy), UNMET)
    met = _("policy {policy} met until {date}").format(policy=policy, date=until.isoformat())
    count = sum(file.open_gates for file in outcome.files)
    if not count:
        return Badge("engage", met, MET)
    still = outcome.tr.ngettext(
        "{count} blocking requirement open", "{count} blocking requirements open", count
    ).format(count=count)
    return Badge("engage", f"{met}, {still}", RENEW)


def render_svg(shown: Badge) -> str:
    """The badge as SVG: two boxes, with a name for screen readers; text is stretched to its box, whatever the font."""
    left, right = (_WIDTH * len(text) + 12 for text in (shown.label, shown.message))
    label, message = escape(shown.label), escape(shown.message)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img">
<title>{label}: {message}</title>
<rect width="{left}" height="20" fill="{LABEL}"/>
<rect x="{left}" width="{right}" height="20" fill="{shown.color}"/>
<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" aria-hidden="true">
<text x="6" y="14" textLength="{left - 12}">{label}</text>
<text x="{left + 6}" y="14" textLength="{right - 12}">{message}</text>
</g>
</svg>
"""


def render_endpoint(shown: Badge) -> str:
    """The badge as JSON, by https://shields.io/badges/endpoint-badge."""
    values = {"schemaVersion": 1, "label": shown.label, "message": shown.message, "color": shown.color.lstrip("#")}
    return json.dumps(values, ensure_ascii=False) + "\n"
