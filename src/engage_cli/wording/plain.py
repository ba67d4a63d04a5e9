"""Texts, numbers, dates and lists in the words of one language."""

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction

from engage_cli import i18n
from engage_cli.i18n import LANGUAGE, Translator
from engage_cli.model.text import Text
from engage_cli.values import Value


class PlainWording(Value, kw_only=True):
    """Formats plain values in `language`."""

    language: str
    tr: Translator

    @property
    def colon(self) -> str:
        """The colon after a heading or name, as the language spaces it."""
        return LANGUAGE[self.language].colon

    def text(self, text: Text | str | None) -> str:
        """A text of the questionnaire in the language; empty for None."""
        return text.to(self.language) if isinstance(text, Text) else text or ""

    def date(self, day: dt.date) -> str:
        """A day as written in running text."""
        return i18n.long_date(day, self.language)

    def number(self, value: Fraction | int, digits: int = 0) -> str:
        """A number rounded half up to `digits` decimals."""
        return i18n.number(value, self.language, digits)

    def figure(self, value: Fraction) -> str:
        """A short number: no decimals for a whole number, one for others."""
        return self.number(value, 0 if value.denominator == 1 else 1)

    def percent(self, share: Fraction | None) -> str:
        """A share (0 to 1) in whole per cent; a dash for None."""
        return "–" if share is None else i18n.percent(share, self.language)

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """The msgid `one` or `many`, by `number`, translated, with `{n}` and `values` filled in."""
        return self.tr.ngettext(one, many, number).format(n=self.number(number), **values)

    def listed(self, words: Iterable[str]) -> str:
        """Words joined as a list: "a, b and c"."""
        *most, last = [w for w in words if w] or [""]
        return self.tr.gettext("{several} and {last}").format(several=", ".join(most), last=last) if most else last
