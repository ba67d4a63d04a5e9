"""Texts, numbers, dates and lists in words, in one language."""

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction

from engage_cli import i18n
from engage_cli.i18n import LANGUAGE, Translator
from engage_cli.model.text import Text
from engage_cli.values import Value


class PlainWording(Value, kw_only=True):
    """Plain values in `language`."""

    language: str
    tr: Translator

    @property
    def colon(self) -> str:
        """What stands after a heading or a name."""
        return LANGUAGE[self.language].colon

    def text(self, text: Text | str | None) -> str:
        """A text of the questionnaire in the language; empty where there is none."""
        return text.to(self.language) if isinstance(text, Text) else text or ""

    def date(self, day: dt.date) -> str:
        """A day as in running text."""
        return i18n.long_date(day, self.language)

    def number(self, value: Fraction | int, digits: int = 0) -> str:
        """A number rounded half up to `digits` decimals."""
        return i18n.number(value, self.language, digits)

    def figure(self, value: Fraction) -> str:
        """A few digits: none for a whole number, one for the others."""
        return self.number(value, 0 if value.denominator == 1 else 1)

    def percent(self, share: Fraction | None) -> str:
        """A share (0 to 1) in whole per cents; a dash for None."""
        return "–" if share is None else i18n.percent(share, self.language)

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """`one` or `many` with `{n}` and `values` filled in; both are msgids."""
        return self.tr.ngettext(one, many, number).format(n=self.number(number), **values)

    def listed(self, words: Iterable[str]) -> str:
        """ "a, b and c"."""
        *most, last = [w for w in words if w] or [""]
        return self.tr.gettext("{several} and {last}").format(several=", ".join(most), last=last) if most else last
