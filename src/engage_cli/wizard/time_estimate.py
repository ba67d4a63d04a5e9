"""How long it still takes, from the pace so far."""

import statistics

GUESS = {"quick": 28.0, "full": 70.0}
"""Seconds a question before anything is measured: ten minutes for some twenty questions, an hour and more for sixty."""

_GUESSES_COUNTED = 2
_PAUSE = 600.0
"""Longer than this is a coffee, not a question."""


class TimeEstimate:
    """Measures seconds a question in one run."""

    def __init__(self, scope: str) -> None:
        self._seconds = [GUESS[scope]] * _GUESSES_COUNTED

    def took(self, seconds: float) -> None:
        """Takes in how long one question took; short and long times are bounded."""
        self._seconds.append(min(max(seconds, 1.0), _PAUSE))

    def minutes(self, questions: int) -> int:
        """Whole minutes for so many questions, 0 for less than half a one; past fifteen in steps of five."""
        minutes = statistics.median(self._seconds) * questions / 60
        return round(minutes) if minutes < 15 else 5 * round(minutes / 5)
