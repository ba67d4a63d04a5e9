"""What a preview shows an author beside each question: why it is asked or not, and what follows from each level.

The page itself evaluates conditions; their words are those of `engage explain`.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from engage_cli.form.model import condition_values
from engage_cli.i18n import LANGUAGES, translator
from engage_cli.model.condition import All, Comparing, Comparison, Condition
from engage_cli.model.questionnaire import Question, Questionnaire, named
from engage_cli.model.recommendation import Recommendation
from engage_cli.model.text import Text
from engage_cli.scoring.question_scores import State
from engage_cli.wording.assessments import Wording
from engage_cli.wording.conditions import condition_text

Values = dict[str, Any]
Moments = Sequence[tuple[str, str]]
"""(choice of the timeline, level) pairs: the level applies from that time on."""


def preview_values(questionnaire: Questionnaire) -> Values:
    """By question id: the conditions that decide whether it is asked, and its levels with their consequences."""
    made = _Preview(questionnaire)
    return {
        "states": {str(state): made.state(state) for state in State},
        "questions": {
            id: {"reasons": list(made.reasons(question)), "levels": list(made.levels(question))}
            for id, question in questionnaire.by_id.items()
        },
    }


class _Preview:
    def __init__(self, questionnaire: Questionnaire) -> None:
        self._q = questionnaire
        self._say = {code: Wording(language=code, tr=translator(code)) for code in LANGUAGES}
        self._timeline = questionnaire.facet(questionnaire.timeline or "")

    def said(self, words: Callable[[Wording], str]) -> dict[str, str]:
        """The words in each language."""
        return {code: words(say) for code, say in self._say.items()}

    def state(self, state: State) -> dict[str, str]:
        """The name of a question's state in each language."""
        return self.said(lambda say: say.state(state))

    # ── why it is asked ───────────────────────────────────────────────────────────────────────────────────────────

    def reasons(self, question: Question) -> Iterator[Values]:
        """Each condition with its words and what the page needs to evaluate it."""
        yield from (self._reason("when", term) for term in _terms(question.when))
        if question.due is not None and self._timeline is not None:
            yield self._reason("due", Comparing(self._timeline.id, Comparison.AT_LEAST, (question.due,)))
        for section in self._q.sections_of[question.id]:
            yield from (self._reason("aim", term) for term in _terms(section.aim))

    def _reason(self, kind: str, test: Condition) -> Values:
        return {"kind": kind, "test": condition_values(test), "words": self._condition(test)}

    def _condition(self, test: Condition) -> dict[str, str]:
        return self.said(lambda say: condition_text(test, self._q, say))

    # ── what is said of each level ────────────────────────────────────────────────────────────────────────────────

    def levels(self, question: Question) -> Iterator[Values]:
        """The levels from best to worst, with what is expected, required and advised there."""
        expected = question.expected
        enough = self._moments(expected.by_time, expected.always) if expected and question.judged else {}
        gate = question.gate
        least = self._moments(gate.by_time, gate.needs) if gate else {}
        for choice in reversed(question.ladder):
            yield {
                "id": choice.id,
                "label": self._text(choice.label),
                "points": self._figure(choice.points),
                "expected": enough.get(choice.id),
                "must": least.get(choice.id),
                "advice": [self._advice(question, one) for one in question.recommendations if choice.id in one.at],
            }

    def _moments(self, by_time: Moments, always: str | None) -> dict[str, list[str]]:
        """By choice id: the steps of the timeline at which it applies; empty: always."""
        if always is not None or self._timeline is None:
            return {always: []} if always is not None else {}
        found: dict[str, list[str]] = {}
        for moment in self._timeline.choices:
            begun = [level for id, level in by_time if self._timeline.rank(id) <= self._timeline.rank(moment.id)]
            if begun:
                found.setdefault(begun[-1], []).append(moment.id)
        return found

    def _advice(self, question: Question, one: Recommendation) -> Values:
        lead, to = named(self._q.leads, one.lead), question.choice(one.to)
        return {
            "do": self._text(one.do),
            "to": self._text(to.label) if to else None,
            "effort": self.said(lambda say: say.effort(one.effort)),
            "lead": self._text(lead.label) if lead else None,
            "when": self._condition(one.when) if one.when else None,
            "test": condition_values(one.when),
        }

    def _figure(self, points: Fraction) -> dict[str, str]:
        return self.said(lambda say: say.figure(points))

    def _text(self, text: Text) -> dict[str, str]:
        return dict(text.versions)


def _terms(test: Condition | None) -> tuple[Condition, ...]:
    match test:
        case None:
            return ()
        case All(terms):
            return terms
        case _:
            return (test,)
