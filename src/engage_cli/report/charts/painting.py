"""Charts in the colours of a theme."""

from markupsafe import Markup

from engage_cli.model.theme import COLOURS, Theme
from engage_cli.report.templates.escaping import mark_safe


def apply_theme(drawn: str, theme: Theme) -> Markup:
    """The chart `drawn` in our own colours, in those of `theme`, safe to put in a page: every text in it is escaped."""
    for name, colour in theme.colours.items():
        drawn = drawn.replace(f'"{COLOURS[name][0]}"', f'"{colour}"')
    return mark_safe(drawn)
