"""The theme of a report: what an institution sets for it, as colours, a logo, a footer, names of roles."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from engage_cli.model.text import Text
from engage_cli.values import Value, field

LEAST_CONTRAST = Fraction(9, 2)
"""Between a text and what it stands on: WCAG 2.2, success criterion 1.4.3, level AA."""

COLOURS = {
    "ink": ("#1b2733", "#e6ebf0"),
    "muted": ("#566270", "#a3b0bd"),
    "line": ("#d3dae0", "#3a4652"),
    "soft": ("#f2f5f7", "#1d262f"),
    "page": ("#ffffff", "#12181e"),
    "accent": ("#1f6b87", "#6cbdda"),
    "pale": ("#cfe3ea", "#1d3b47"),
    "warm": ("#9a3f12", "#f2a27c"),
    "warm-soft": ("#fcf3ed", "#2b1d16"),
    "good": ("#2c6e49", "#7cc79b"),
}
"""The colours of a report by name: on paper and a light screen, then on a dark screen."""

TEXTS = ("ink", "muted", "accent", "warm", "good")
"""The names of the colours that text is written in."""
GROUNDS = ("page", "soft", "warm-soft")
"""The names of the colours that text stands on."""


class Logo(Value, kw_only=True):
    """The picture at the head of the cover."""

    content: bytes
    media_type: str
    says: Text
    """The description for those who do not see it."""


class Theme(Value, kw_only=True):
    """The look of a report; where it says nothing, engage's own look holds."""

    colours: Mapping[str, str] = field(default_factory=dict)
    """The colours replaced, as #rrggbb by their names in COLOURS."""
    dark: Mapping[str, str] = field(default_factory=dict)
    logo: Logo | None = None
    footer: Text | None = None
    roles: Mapping[str, tuple[Text, Text]] = field(default_factory=dict)
    """The name of each role, and that of several, by role id."""

    def colour(self, name: str, *, dark: bool = False) -> str:
        """The colour `name` of COLOURS as #rrggbb."""
        return (self.dark if dark else self.colours).get(name, COLOURS[name][dark])

    def low_contrasts(self, *, dark: bool = False) -> Iterator[tuple[str, str, Fraction]]:
        """(text, ground, contrast) for each text colour that is hard to read, on the ground where it is hardest."""
        for text in TEXTS:
            found, ground = min((self._contrast(text, ground, dark=dark), ground) for ground in GROUNDS)
            if found < LEAST_CONTRAST:
                yield text, ground, found

    def readable_colour(self, text: str, *, dark: bool = False) -> str:
        """The colour nearest to that of `text`, darker or lighter, that can be read on every ground."""
        grounds = [self.colour(ground, dark=dark) for ground in GROUNDS]
        towards = "#000000" if contrast("#000000", grounds[0]) > contrast("#ffffff", grounds[0]) else "#ffffff"
        mixed = (_mix(self.colour(text, dark=dark), towards, step) for step in range(101))
        fit = (c for c in mixed if all(contrast(c, ground) >= LEAST_CONTRAST for ground in grounds))
        return next(fit, towards)

    def _contrast(self, text: str, ground: str, *, dark: bool) -> Fraction:
        return contrast(self.colour(text, dark=dark), self.colour(ground, dark=dark))


PLAIN = Theme()


def contrast(one: str, other: str) -> Fraction:
    """The contrast ratio of two colours (#rrggbb), from 1 to 21, by WCAG 2.2."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return Fraction((high + 0.05) / (low + 0.05)).limit_denominator(1000)


def _mix(one: str, other: str, percent: int) -> str:
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{(a * (100 - percent) + b * percent) // 100:02x}" for a, b in pairs)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
