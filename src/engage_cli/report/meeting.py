"""The agenda of a meeting: what to discuss, in which order, for how long, and whom to invite."""

from collections.abc import Iterator
from fractions import Fraction

from engage_cli.model.answering import answerers
from engage_cli.model.scales import Label
from engage_cli.report.selection import Selection, Topic
from engage_cli.scoring.question_scores import QuestionScore, State
from engage_cli.scoring.results import SectionScore
from engage_cli.values import Value

MINUTES = {"gates": 5, "apart": 5, "weakest": 5, "unknown": 3, "unanswered": 2, "fallen": 2, "tensions": 10, "facts": 1}
"""Approximate minutes for each item of a topic, by topic."""
OPENING = 5
CLOSING = 10
"""Minutes at the end to decide who does what."""
SITTING = 90
"""Maximum length of one meeting in minutes: as long as people stay attentive."""
MOST_WEAKEST = 5


class Slot(Value, kw_only=True):
    """An entry of the timetable."""

    about: str
    """A key of `MINUTES`, "opening" or "decisions"."""
    count: int
    begins: int
    """When it begins, in minutes after the start of the meeting."""
    minutes: int

    @property
    def ends(self) -> int:
        """When it ends, in minutes after the start of the meeting."""
        return self.begins + self.minutes


class Guest(Value, kw_only=True):
    """People to invite, and what they can contribute."""

    who: tuple[Label, ...]
    """Units and functions, any of which can answer; empty: the whole team."""
    sections: tuple[SectionScore, ...]
    count: int
    """The number of questions that they can answer."""


class Meeting(Value):
    """Plans the meeting about one assessment; templates read it as `meeting`."""

    parts: Selection

    def topics(self) -> tuple[Topic, ...]:
        """The questions to discuss, each under the first reason that applies; weak answers follow the blocking
        requirements."""
        found = list(self.parts.topics())
        talked = {score.question.id for topic in found if topic.about != "notes" for score in topic.questions}
        weakest = tuple(score for score in self._weakest() if score.question.id not in talked)[:MOST_WEAKEST]
        at = sum(topic.about in ("gates", "apart") for topic in found)
        found[at:at] = [Topic(about="weakest", questions=weakest)] if weakest else []
        return tuple(found)

    def _weakest(self) -> list[QuestionScore]:
        """Answers below what is expected (or below the best choice where nothing is), the furthest below first."""
        scores = (score for score in self.parts.a.questions.values() if score.state is State.ANSWERED)
        below = [(share, score) for score in scores if (share := self._share(score)) is not None and share < 1]
        return [score for _, score in sorted(below, key=lambda found: found[0])]

    def _share(self, score: QuestionScore) -> Fraction | None:
        """The worst-case share of what is enough, 0 to 1; None where it cannot be determined."""
        if self.parts.a.questionnaire.judged:
            return None if score.attainment is None else score.attainment.low
        return score.merit.low / score.possible if score.merit is not None and score.possible else None

    def timetable(self) -> tuple[Slot, ...]:
        """The slots of the meeting in order, without gaps."""
        slots: list[Slot] = []
        for about, count, minutes in self._lengths():
            begins = slots[-1].ends if slots else 0
            slots.append(Slot(about=about, count=count, begins=begins, minutes=minutes))
        return tuple(slots)

    def _lengths(self) -> Iterator[tuple[str, int, int]]:
        yield "opening", 0, OPENING
        counts = {topic.about: len(topic.questions) for topic in self.topics()}
        counts |= {"tensions": len(self.parts.a.tensions), "facts": len(self.parts.a.unknown_facets)}
        for about, each in MINUTES.items():
            if counts.get(about):
                yield about, counts[about], each * counts[about]
        yield "decisions", 0, CLOSING

    def minutes(self) -> int:
        """The length of the whole meeting in minutes."""
        return self.timetable()[-1].ends

    def sittings(self) -> int:
        """Over how many meetings of `SITTING` minutes the topics have to be spread."""
        return -(-self.minutes() // SITTING)

    def guests(self) -> tuple[Guest, ...]:
        """Whom to invite, those who can answer most questions first."""
        q = self.parts.a.questionnaire
        asked: dict[tuple[Label, ...], list[QuestionScore]] = {}
        for topic in self.topics():
            for score in topic.questions if topic.about != "notes" else ():
                asked.setdefault(answerers(score.question, q), []).append(score)
        ordered = sorted(asked.items(), key=lambda found: -len(found[1]))
        return tuple(self._guest(who, scores) for who, scores in ordered)

    def _guest(self, who: tuple[Label, ...], scores: list[QuestionScore]) -> Guest:
        a = self.parts.a
        tops = dict.fromkeys(a.questionnaire.sections_of[score.question.id][0].id for score in scores)
        order = [section.id for section in a.questionnaire.sections if section.id in tops]
        return Guest(who=who, sections=tuple(a.sections[id] for id in order), count=len(scores))
