"""The fixed wording of letters, whatever they are about."""

import datetime as dt
from collections.abc import Sequence

from engage_cli.portfolio.letters.letter import Letter, LetterRow, fit_names, fit_on_page
from engage_cli.slugs import slug
from engage_cli.values import Value
from engage_cli.wording.assessments import Wording


class LetterWording(Value):
    """The fixed wording of letters in one language."""

    w: Wording

    def letter(
        self, *, unit: str, subject: str, day: dt.date, rows: Sequence[LetterRow], to: tuple[str, ...] = (),
        name: str = "", text: str = "", before: str = "", here: str = "",
        after: Sequence[str] = (), sender: tuple[str, ...] = (),
    ) -> Letter:  # fmt: skip
        """A letter to `unit`, or to a person `name` there.

        `text` and `before` open it, `here` introduces the list, `after` follows it.
        """
        _ = self.w.tr.gettext
        opening = [part for part in (text, before) if part]
        opening.append(here or self._here(rows, self.w.date(day)))
        closing = (*after, self._whom(sender), _("Thank you for your work."))
        shown, rest = fit_on_page(rows, (*opening, *closing), len(to) + len(sender) + 2)
        return Letter(
            id=slug(unit) or "x", unit=unit, to=to, subject=subject, opening=tuple(opening), rows=shown,
            greeting=_("Hello {name},").format(name=name) if name else _("Hello,"),
            more=self._more(rest), closing=closing, sender=sender,
        )  # fmt: skip

    def _here(self, rows: Sequence[LetterRow], day: str) -> str:
        _ = self.w.tr.gettext
        if not rows:
            return _("On {day}, nothing is asked of the projects of your unit.").format(day=day)
        if any(ask.by for row in rows for ask in row.asks):
            return _("Here is where your unit stands on {day}, what is asked and by when.").format(day=day)
        return _("Here is where your unit stands on {day}, and what is asked.").format(day=day)

    def _more(self, rest: Sequence[LetterRow]) -> str:
        if not rest:
            return ""
        names, left = fit_names(rest)
        head = self.w.count(
            "{n} other project is concerned too:",
            "{n} other projects are concerned too:",
            len(rest),
        )
        names = "; ".join([names, *([self.w.count("{n} other", "{n} others", left)] if left else [])])
        return f"{head} {names}."

    def _whom(self, sender: Sequence[str]) -> str:
        if sender:
            return self.w.tr.gettext("For any question: {contact}.").format(contact=", ".join(sender))
        return self.w.tr.gettext("For any question, answer whoever sends you this letter.")
