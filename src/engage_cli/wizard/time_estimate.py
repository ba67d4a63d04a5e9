"""Estimates how long questions take: from the number of words and, later, from the pace of the team."""

from collections.abc import Iterable

from engage_cli.model.questionnaire import Question, Questionnaire
from engage_cli.wizard.asker import Speech

WORDS_A_MINUTE = 200
"""Assumed reading speed."""
SECONDS_TO_SETTLE = 15.0
"""Assumed seconds to decide on an answer, besides reading."""

_TRUST = 600.0
"""Seconds of questions after which the measured pace weighs as much as the assumed one."""
_PAUSE = 600.0
"""Seconds at which the time for one question is capped: longer is a break."""
_STEPS_OF_FIVE = 15
"""Number of minutes from which estimates are rounded to fives."""


def seconds_to_answer(texts: Iterable[str], *, questions: int = 1) -> float:
    """The seconds to read `texts` and answer that many questions."""
    words = sum(len(text.split()) for text in texts)
    return words * 60 / WORDS_A_MINUTE + questions * SECONDS_TO_SETTLE


def seconds_to_go_through(_: Speech, questionnaire: Questionnaire, ids: Iterable[str]) -> float:
    """The seconds for these questions, including the introductions of their sections."""
    asked = list(ids)
    homes = dict.fromkeys(questionnaire.sections_of[id][-1] for id in asked)
    return sum(seconds_to_ask(_, questionnaire.by_id[id]) for id in asked) + seconds_to_answer(
        (_.words(section.intent) for section in homes), questions=0
    )


def seconds_to_ask(_: Speech, question: Question) -> float:
    """The seconds for one question as its screen shows it."""
    about = (question.title, question.ask, question.why, question.evidence_examples)
    choices = (text for choice in question.choices for text in (choice.label, choice.help))
    return seconds_to_answer(_.words(text) for text in (*about, *choices))


def whole_minutes(seconds: float) -> int:
    """Minutes, at least 1, rounded to fives above fifteen; 0 only for no time at all."""
    minutes = seconds / 60
    if minutes == 0:
        return 0
    return max(1, round(minutes)) if minutes < _STEPS_OF_FIVE else 5 * round(minutes / 5)


class TimeEstimate:
    """Adjusts estimates gradually to the pace of one run."""

    def __init__(self) -> None:
        self._expected = self._taken = _TRUST

    def record(self, seconds: float, expected: float) -> None:
        """Takes in that a question expected to take `expected` seconds took `seconds`; pauses are capped."""
        self._expected += expected
        self._taken += min(max(seconds, 1.0), _PAUSE)

    def minutes(self, expected: float) -> int:
        """The whole minutes for questions expected to take that many seconds."""
        return whole_minutes(expected * self._taken / self._expected)
