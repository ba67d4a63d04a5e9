"""Searches all cases of a plan: the best for each effort, the cheapest that reaches the goal, the best within an
effort.
"""

from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property

from engage_cli.planning.cases import Case
from engage_cli.planning.goal import Goal, Point, gates_of_goal, is_reached, point_of
from engage_cli.planning.search import Reached, counted_ids, search
from engage_cli.planning.situation import Situation
from engage_cli.values import Value

FULL = Fraction(1)


class PlanResult(Value):
    """A result and the steps to it."""

    point: Point
    reached: Reached
    after: Situation | None = None
    """The situation that the steps lead to; None where that was not scored."""


class PlanSearch(Value, dict=True):
    """A goal, and the cases in which it is searched."""

    here: Situation
    goal: Goal
    cases: tuple[Case, ...]
    tangled: bool
    """Whether a question counts in two places: what is added up is then nearly right, and scored anew."""

    @cached_property
    def concerned(self) -> frozenset[str]:
        """The ids of the questions that the goal is about, in any of the cases."""
        inside = {id for case in self.cases for id in counted_ids(case.here, self.goal)}
        return gates_of_goal(self.here, self.goal) | inside

    def frontier(self) -> tuple[PlanResult, ...]:
        """The best result for each effort, each better than those for less."""
        all_ = (one for case in self.cases for one in search(case, self.goal, tangled=self.tangled))
        best = self._best(self._found(one) for one in all_)
        exact = [self._scored(one.reached) if one.point.share == FULL else one for one in best]
        return tuple(self._best((*exact, *self._beyond())))

    def cheapest(self, frontier: tuple[PlanResult, ...]) -> PlanResult | None:
        """The result with the least effort that reaches the goal with as few gates open as can be; else the best one.

        None where there is none.
        """
        least = min((one.point.open for one in frontier), default=0)
        found = (one for one in frontier if one.point.open == least and is_reached(one.point, self.goal))
        return next(found, frontier[-1] if frontier else None)

    def within(self, budget: int) -> PlanResult | None:
        """The best result for at most `budget`: by gates, then sections at the goal, then the share, then less
        effort.
        """
        all_ = (one for case in self.cases for one in search(case, self.goal, budget=budget, tangled=self.tangled))
        best = max(all_, key=_within, default=None)
        return None if best is None else self._scored(best)

    def _beyond(self) -> list[PlanResult]:
        """What reaches a band for more than what is expected, at the least effort for as many gates open."""
        shares = {band.beyond for band in self.here.questionnaire.bands if band.beyond is not None}
        cases = [case for case in self.cases if shares and self._can_be_beyond(case)]
        all_ = [one for case in cases for one in search(case, self.goal, tangled=self.tangled, beyond=True)]
        first: dict[tuple[Fraction, int], Reached] = {}
        for one in sorted(all_, key=lambda reached: reached.effort):
            for wanted in shares:
                if (one.share or 0) >= wanted:
                    first.setdefault((wanted, one.open), one)
        return [self._scored(one) for one in first.values()]

    def _can_be_beyond(self, case: Case) -> bool:
        node = case.here.node(self.goal.node, section=self.goal.section)
        return node.bands is not None and node.judged

    def _found(self, reached: Reached) -> PlanResult:
        if self.tangled:
            return self._scored(reached)
        one = reached
        point = Point(effort=one.effort, steps=one.steps, open=one.open, share=one.share, band=one.band)
        return PlanResult(point, reached)

    def _scored(self, reached: Reached) -> PlanResult:
        """With the result as scoring what it leads to has it."""
        options = reached.options
        after = self.here.with_answers({id: one.answer for id, one in options.items() if one.answer is not None})
        effort, steps = sum(one.cost for one in options.values()), sum(len(one.steps) for one in options.values())
        return PlanResult(point_of(after, self.goal, effort=effort, steps=steps), reached, after)

    def _best(self, found: Iterable[PlanResult]) -> list[PlanResult]:
        kept: list[PlanResult] = []
        for one in sorted(found, key=self._order):
            if not kept or self._key(one.point) > self._key(kept[-1].point):
                kept.append(one)
        return kept

    def _order(self, found: PlanResult) -> tuple[Fraction | int, ...]:
        return found.point.effort, *(-part for part in self._key(found.point)), found.point.steps

    def _key(self, point: Point) -> tuple[int, Fraction | int, Fraction | int]:
        """Orders results: blocking requirements, then what the goal is in, then the other."""
        band, share = point.band or 0, point.share or Fraction(0)
        return (-point.open, share, band) if self.goal.share is not None else (-point.open, band, share)


def _within(reached: Reached) -> tuple[int, int, Fraction, int, int]:
    return -reached.open, reached.at_goal, reached.share or Fraction(0), -reached.effort, -reached.steps
