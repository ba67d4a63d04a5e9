"""What a questionnaire's results rest on, in words: evidence, expectations, a timeline, where it has them."""

from functools import cached_property

from engage_cli.i18n import Translator
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.values import Value


class Basis(Value, dict=True):
    """Names and sentences about results that mention evidence, expectations and time only where there are such."""

    q: Questionnaire
    tr: Translator

    @cached_property
    def evidence(self) -> bool:
        """Whether some answer needs evidence."""
        return any(c.needs_evidence for question in self.q.by_id.values() for c in question.choices)

    @cached_property
    def levels(self) -> bool:
        """Whether some answer is a numbered level."""
        return any(question.numbered for question in self.q.by_id.values())

    @property
    def result(self) -> str:
        """The heading of results."""
        return self.tr.gettext("With evidence") if self.evidence else self.tr.gettext("Result")

    @property
    def result_short(self) -> str:
        """The heading of results on a screen."""
        return self.tr.gettext("evidence") if self.evidence else self.tr.gettext("result")

    @property
    def result_mark(self) -> str:
        """What the bar of a chart shows."""
        return self.tr.gettext("with evidence") if self.evidence else self.tr.gettext("result")

    @property
    def expected_mark(self) -> str:
        """What the mark on a bar shows; empty where nothing is expected."""
        if not self.q.judged:
            return ""
        return self.tr.gettext("expected at this time") if self.q.timeline else self.tr.gettext("expected")

    @property
    def answer(self) -> str:
        """The heading of answers."""
        _ = self.tr.gettext
        return _("Level, in the questionnaire’s words") if self.levels else _("Answer, in the questionnaire’s words")

    def intro(self, *, ranges: bool) -> str:
        """How to read the results; `ranges`: some have a worst and a best case."""
        _ = self.tr.gettext
        said = [
            _("This questionnaire expects no level.")
            if not self.q.judged
            else _("Results are read against what is expected at this time.")
            if self.q.timeline
            else _("Results are read against what is expected.")
        ]
        said += [_("They stand on the evidence given.")] if self.evidence else []
        said += [_("Where answers are missing, a range goes from the worst case to the best.")] if ranges else []
        return " ".join(said)

    def no_strength(self) -> str:
        """Why no strength is named."""
        _ = self.tr.gettext
        if not self.q.judged:
            return _("This questionnaire expects no level: it names no strengths.")
        if not self.evidence:
            return _("Strengths will appear here with the first answers that reach what is expected.")
        return _(
            "Strengths will appear here with the first answers that reach what is expected and carry a piece of "
            "evidence."
        )

    def nothing_missing(self) -> str:
        """The sentence for when every answer reaches what is expected."""
        _ = self.tr.gettext
        timed = _("Everything expected at this time is reached.")
        return timed if self.q.timeline else _("Everything expected is reached.")

    def choosing(self) -> str:
        """How answers are chosen and read."""
        _ = self.tr.gettext
        if not self.evidence:
            return _("The team chooses, for each question, the description that fits.")
        return _(
            "The team chooses, for each question, the description that fits. A choice that calls for evidence and has "
            "none that is dated, valid and of the right kind is read as the best choice below it that the evidence "
            "bears out: “declared” is what the team says, “with evidence” what the evidence bears out."
        )

    def counting(self) -> str:
        """What counts in the results, and for how much."""
        _ = self.tr.gettext
        said = _(
            "Only what is asked at this time counts. What does not apply is taken out, with its reason. What is "
            "unknown or unanswered counts for nothing at worst and for full points at best."
        )
        if not self.q.timeline:
            said = _(
                "Only what is asked counts. What does not apply is taken out, with its reason. What is unknown or "
                "unanswered counts for the worst answer at worst and for the best one at best."
            )
        return f"{said} {self._comparing()}".rstrip()

    def _comparing(self) -> str:
        _ = self.tr.gettext
        if not self.q.judged:
            return ""
        if not self.q.bands:
            return _("Each question is compared with what is expected, never more than met.")
        if not self.q.timeline:
            return _(
                "Each question is compared with what is expected, never more than met, and a section is in the band of "
                "its share of what is expected."
            )
        return _(
            "Each question is compared with what is expected at this time, never more than met, and a section is in "
            "the band of its share of what is expected."
        )

    def order(self, *, gates: bool) -> str:
        """How actions are ordered; `gates`: there are blocking requirements."""
        _ = self.tr.gettext
        match self.q.judged, gates:
            case True, True:
                return _(
                    "In the order of what matters first: blocking requirements, then the largest gap to what is "
                    "expected, then what brings most for the effort."
                )
            case False, True:
                return _(
                    "In the order of what matters first: blocking requirements, then what brings most for the effort."
                )
            case True, False:
                return _("The largest gap to what is expected first, then what brings most for the effort.")
            case _:
                return _("What brings most for the effort first.")
