"""Recolours charts for a theme."""

from markupsafe import Markup

from engage_cli.model.theme import COLOURS, Theme
from engage_cli.report.templates.escaping import mark_safe


def apply_theme(drawn: str, theme: Theme) -> Markup:
    """The SVG `drawn` with our colours replaced by those of `theme`; marked safe, as its texts are escaped already."""
    for name, colour in theme.colours.items():
        drawn = drawn.replace(f'"{COLOURS[name][0]}"', f'"{colour}"')
    return mark_safe(drawn)
