"""Bridges: why results differ between two moments, in parts that add up exactly.

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
from engage_cli.scoring.assessment import score_nodes
from engage_cli.scoring.question_scores import Range
from engage_cli.scoring.question_scoring import QuestionScoring, score_questions
from engage_cli.scoring.results import IndexScore, NodeScore, SectionScore
from engage_cli.values import Value, replace


class BridgeStep(StrEnum):
    """What is changed on the way from one moment to the other, in the order in which it is changed."""

    QUESTIONNAIRE = "questionnaire"
    DATE = "date"
    """The day: evidence expires, and evidence with a later date begins to count."""
    FACTS = "facts"
    """What the project says about itself, its phase included."""
    ANSWERS = "answers"


STEPS = tuple(BridgeStep)
ORDER_MATTERS = Fraction(1, 100)
"""The difference of a share from which a part is said to depend on the order of the steps: one point of a hundred."""


class BridgePart(Value, kw_only=True):
    """The difference that one step makes, or several that cannot be told apart."""

    steps: tuple[BridgeStep, ...]
    change: Fraction
    """The difference of the share; 1/100 is one point."""
    span: tuple[Fraction, Fraction] | None = None
    """The least and the greatest difference over every order of the steps.

    None where the order matters less than ORDER_MATTERS.
    """


class Bridge(Value, kw_only=True):
    """The difference between two shares, both at worst, in parts."""

    then: Fraction
    now: Fraction
    parts: tuple[BridgePart, ...]
    """They add up to `now - then`."""


class BridgeState(Value, kw_only=True):
    """A project with some of the steps changed: its questions and results."""

    scoring: QuestionScoring
    nodes: Mapping[str, NodeScore]
    """The indices, and the sections aimed at, by `index:id` and `section:id`."""


class BridgePaths(Value, kw_only=True):
    """Two moments under one questionnaire, and the states in between, for every order of the steps."""

    questionnaire: Questionnaire
    then: Project
    now: Project
    days: tuple[dt.date, dt.date]
    scope: str
    differing: tuple[BridgeStep, ...]
    """The steps among date, facts and answers that make any difference."""
    states: dict[frozenset[BridgeStep], BridgeState]
    """The states worked out so far, by the steps changed."""

    def state(self, *steps: BridgeStep) -> BridgeState:
        """The state in which `steps` are those of the later moment and the rest those of the earlier one."""
        wanted = frozenset(steps).intersection(self.differing)
        if wanted not in self.states:
            self.states[wanted] = self._worked_out(wanted)
        return self.states[wanted]

    def _worked_out(self, steps: frozenset[BridgeStep]) -> BridgeState:
        facts = self.now if BridgeStep.FACTS in steps else self.then
        answers = self.now if BridgeStep.ANSWERS in steps else self.then
        project = replace(facts, answers=answers.answers, waivers=answers.waivers)
        day = self.days[BridgeStep.DATE in steps]
        scoring = score_questions(self.questionnaire, project, as_of=day, scope=self.scope)
        return BridgeState(scoring=scoring, nodes=nodes_by_key(*score_nodes(scoring)))


def bridge_paths(
    questionnaire: Questionnaire, then: Project, now: Project, days: tuple[dt.date, dt.date], scope: str
) -> BridgePaths:
    """The paths from `then` to `now`, both read under `questionnaire`, each as of its day."""
    differs = {
        BridgeStep.DATE: days[0] != days[1],
        BridgeStep.FACTS: then.charter.facets != now.charter.facets,
        BridgeStep.ANSWERS: (then.answers, then.waivers) != (now.answers, now.waivers),
    }
    return BridgePaths(
        questionnaire=questionnaire,
        then=then,
        now=now,
        days=days,
        scope=scope,
        differing=tuple(step for step, one in differs.items() if one),
        states={},
    )


def nodes_by_key(sections: Mapping[str, SectionScore], indices: Mapping[str, IndexScore]) -> dict[str, NodeScore]:
    """The indices, then the sections aimed at, by `index:id` and `section:id`."""
    return {
        **{f"index:{id}": one for id, one in indices.items()},
        **{f"section:{id}": one for id, one in sections.items() if one.aimed},
    }


Measure = Callable[[NodeScore], Range | None]
"""Gives the range of a node that is bridged: its points as a share, or its attainment."""


def bridge(
    found: BridgePaths, key: str, measure: Measure, start: Fraction, together: Sequence[BridgeStep] = ()
) -> Bridge | None:
    """The bridge of the node `key`, from `start`, its result under the questionnaire of then.

    None where it has no result at the later moment. Steps in `together` make one part.
    """
    values = [start, *_path(found, key, measure)]
    end = values[-1]
    if end is None:
        return None
    spans = {} if together else _spans(found, key, measure)
    parts = _with_spans(_merged(list(_telescoped(values, STEPS)), together), spans)
    return Bridge(then=start, now=end, parts=tuple(parts))


def _path(found: BridgePaths, key: str, measure: Measure) -> list[Fraction | None]:
    """Its worst case before the date, after it, after the facts, after the answers."""
    return [_low(found.state(*STEPS[1:end]), key, measure) for end in range(1, len(STEPS) + 1)]


def _low(standing: BridgeState, key: str, measure: Measure) -> Fraction | None:
    node = standing.nodes.get(key)
    found = measure(node) if node is not None else None
    return None if found is None else found.low


def _telescoped(values: Sequence[Fraction | None], names: Sequence[BridgeStep]) -> Iterator[BridgePart]:
    """A part between each two values that are known; steps between them that lead through none go together."""
    known = [(at, value) for at, value in enumerate(values) if value is not None]
    for (left, before), (right, after) in pairwise(known):
        yield BridgePart(steps=tuple(names[left:right]), change=after - before)


def _merged(parts: Sequence[BridgePart], together: Sequence[BridgeStep]) -> Iterator[BridgePart]:
    """The parts, with one for all those of which a step is `together` with others, at the place of the first."""
    inside = [part for part in parts if not set(part.steps).isdisjoint(together)]
    whole = BridgePart(
        steps=tuple(step for part in inside for step in part.steps),
        change=sum((part.change for part in inside), Fraction(0)),
    )
    for part in parts:
        if part not in inside:
            yield part
        elif part is inside[0]:
            yield whole


def _with_spans(
    parts: Iterator[BridgePart], spans: Mapping[BridgeStep, tuple[Fraction, Fraction]]
) -> Iterator[BridgePart]:
    for part in parts:
        span = spans.get(part.steps[0]) if len(part.steps) == 1 else None
        apart = span is not None and span[1] - span[0] > ORDER_MATTERS
        yield replace(part, span=span) if apart else part


def _spans(found: BridgePaths, key: str, measure: Measure) -> dict[BridgeStep, tuple[Fraction, Fraction]]:
    """By step, the least and the most that it makes in any order; nothing where the way leads through no result."""
    made: dict[BridgeStep, list[Fraction]] = {step: [] for step in found.differing}
    for order in permutations(found.differing):
        values = [_low(found.state(*order[:end]), key, measure) for end in range(len(order) + 1)]
        for step, (before, after) in zip(order, pairwise(values), strict=True):
            if before is None or after is None:
                return {}
            made[step].append(after - before)
    return {step: (min(changes), max(changes)) for step, changes in made.items()}
