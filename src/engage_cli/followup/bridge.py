"""Why results differ between two moments: the way from one to the other in steps whose parts add up exactly.

First the old answers are read under the questionnaire of today, then as of today, then with today's facts, then with
today's answers. Each part is the difference that its step makes; together they are the whole difference.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise, permutations

from engage_cli.model.project import Project
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.scoring.assessment import added_up
from engage_cli.scoring.question_scores import Range
from engage_cli.scoring.question_scoring import QuestionScoring, score_questions
from engage_cli.scoring.results import IndexScore, NodeScore, SectionScore
from engage_cli.values import Value, replace


class Step(StrEnum):
    """What is changed from one moment to the other, in the order in which it is changed."""

    QUESTIONNAIRE = "questionnaire"
    DATE = "date"
    """Evidence expires with it, and what had not been dated yet begins to count."""
    FACTS = "facts"
    """What the project says about itself, its phase included."""
    ANSWERS = "answers"


STEPS = tuple(Step)
ORDER_MATTERS = Fraction(1, 100)
"""From this difference on it is said that a part depends on the order of the steps."""


class Part(Value, kw_only=True):
    """What one step makes, or several that cannot be told apart."""

    steps: tuple[Step, ...]
    change: Fraction
    """Of a share: 1/100 is one point."""
    span: tuple[Fraction, Fraction] | None = None
    """The least and the most that it would be in any order of the steps, where the order matters."""


class Bridge(Value, kw_only=True):
    """The way from one share to another, at the worst case of both."""

    then: Fraction
    now: Fraction
    parts: tuple[Part, ...]
    """They add up to `now - then`."""


class Standing(Value, kw_only=True):
    """A project with some steps done: its questions and what they come to."""

    scoring: QuestionScoring
    nodes: Mapping[str, NodeScore]
    """Sections that are aimed at, and indices, by kind and id: `section:x`, `index:y`."""


class Ways(Value, kw_only=True):
    """Two moments under one questionnaire, and every way from one to the other."""

    questionnaire: Questionnaire
    then: Project
    now: Project
    days: tuple[dt.date, dt.date]
    scope: str
    differing: tuple[Step, ...]
    """Of date, facts and answers, those that differ."""
    done: dict[frozenset[Step], Standing]
    """What was worked out already."""

    def standing(self, *steps: Step) -> Standing:
        """The project of then with these steps done."""
        wanted = frozenset(steps).intersection(self.differing)
        if wanted not in self.done:
            self.done[wanted] = self._worked_out(wanted)
        return self.done[wanted]

    def _worked_out(self, steps: frozenset[Step]) -> Standing:
        facts = self.now if Step.FACTS in steps else self.then
        answers = self.now if Step.ANSWERS in steps else self.then
        project = replace(facts, answers=answers.answers, waivers=answers.waivers)
        day = self.days[Step.DATE in steps]
        scoring = score_questions(self.questionnaire, project, as_of=day, scope=self.scope)
        return Standing(scoring=scoring, nodes=by_key(*added_up(scoring)))


def ways(questionnaire: Questionnaire, then: Project, now: Project, days: tuple[dt.date, dt.date], scope: str) -> Ways:
    """The ways from `then` to `now`, both under `questionnaire`, each read as of its day."""
    differs = {
        Step.DATE: days[0] != days[1],
        Step.FACTS: then.charter.facets != now.charter.facets,
        Step.ANSWERS: (then.answers, then.waivers) != (now.answers, now.waivers),
    }
    return Ways(
        questionnaire=questionnaire,
        then=then,
        now=now,
        days=days,
        scope=scope,
        differing=tuple(step for step, one in differs.items() if one),
        done={},
    )


def by_key(sections: Mapping[str, SectionScore], indices: Mapping[str, IndexScore]) -> dict[str, NodeScore]:
    """Indices, then sections that are aimed at, by `index:id` and `section:id`."""
    return {
        **{f"index:{id}": one for id, one in indices.items()},
        **{f"section:{id}": one for id, one in sections.items() if one.aimed},
    }


Measure = Callable[[NodeScore], Range | None]
"""Points as a share, or attainment."""


def bridge(found: Ways, key: str, measure: Measure, start: Fraction, together: Sequence[Step] = ()) -> Bridge | None:
    """The way of the node `key` from `start`, what it came to under the questionnaire of then.

    None where it has no result at the end. Steps that are `together` cannot be told apart.
    """
    values = [start, *_path(found, key, measure)]
    end = values[-1]
    if end is None:
        return None
    spans = {} if together else _spans(found, key, measure)
    parts = _with_spans(_merged(list(_telescoped(values, STEPS)), together), spans)
    return Bridge(then=start, now=end, parts=tuple(parts))


def _path(found: Ways, key: str, measure: Measure) -> list[Fraction | None]:
    """Its worst case before the date, after it, after the facts, after the answers."""
    return [_low(found.standing(*STEPS[1:end]), key, measure) for end in range(1, len(STEPS) + 1)]


def _low(standing: Standing, key: str, measure: Measure) -> Fraction | None:
    node = standing.nodes.get(key)
    found = measure(node) if node is not None else None
    return None if found is None else found.low


def _telescoped(values: Sequence[Fraction | None], names: Sequence[Step]) -> Iterator[Part]:
    """A part between each two values that are known; steps between them that lead through none go together."""
    known = [(at, value) for at, value in enumerate(values) if value is not None]
    for (left, before), (right, after) in pairwise(known):
        yield Part(steps=tuple(names[left:right]), change=after - before)


def _merged(parts: Sequence[Part], together: Sequence[Step]) -> Iterator[Part]:
    """The parts, with one for all those of which a step is `together` with others, at the place of the first."""
    inside = [part for part in parts if not set(part.steps).isdisjoint(together)]
    whole = Part(
        steps=tuple(step for part in inside for step in part.steps),
        change=sum((part.change for part in inside), Fraction(0)),
    )
    for part in parts:
        if part not in inside:
            yield part
        elif part is inside[0]:
            yield whole


def _with_spans(parts: Iterator[Part], spans: Mapping[Step, tuple[Fraction, Fraction]]) -> Iterator[Part]:
    for part in parts:
        span = spans.get(part.steps[0]) if len(part.steps) == 1 else None
        apart = span is not None and span[1] - span[0] > ORDER_MATTERS
        yield replace(part, span=span) if apart else part


def _spans(found: Ways, key: str, measure: Measure) -> dict[Step, tuple[Fraction, Fraction]]:
    """By step, the least and the most that it makes in any order; nothing where the way leads through no result."""
    made: dict[Step, list[Fraction]] = {step: [] for step in found.differing}
    for order in permutations(found.differing):
        values = [_low(found.standing(*order[:end]), key, measure) for end in range(len(order) + 1)]
        for step, (before, after) in zip(order, pairwise(values), strict=True):
            if before is None or after is None:
                return {}
            made[step].append(after - before)
    return {step: (min(changes), max(changes)) for step, changes in made.items()}
