"""A plan in sentences, in one language: the screen and every document use the same."""

from functools import cached_property
from itertools import pairwise

from engage_cli.followup.accepting import existing_action
from engage_cli.model.recommendation import Effort
from engage_cli.planning.goal import Point
from engage_cli.planning.nodes import Measure
from engage_cli.planning.options import PlanStep
from engage_cli.planning.plan import Doubt, Plan
from engage_cli.planning.situation import Situation
from engage_cli.values import Value
from engage_cli.wording.actions import taken_text
from engage_cli.wording.assessments import Wording
from engage_cli.wording.names import titled

ROWS = 9
"""The most rows of the table of efforts."""


class PlanWording(Value, dict=True):
    """The sentences about `plan`, made for `here`."""

    plan: Plan
    here: Situation
    w: Wording

    def what(self) -> str:
        """A sentence on what the plan takes, how far it leads, or that nothing is to be done."""
        _, plan = self.w.tr.gettext, self.plan
        if plan.budget is not None:
            said = _("The best for “{node}” with effort {most} at most: effort {effort}, {steps}.")
        elif plan.reached and not plan.steps:
            said = _("“{node}” is there already. Nothing has to be done for {goal}.")
        elif plan.reached:
            said = _("Cheapest way to {goal} for “{node}”: effort {effort}, {steps}.")
        elif plan.steps:
            said = _("No choice of steps leads to {goal} for “{node}”. The most there is: effort {effort}, {steps}.")
        else:
            said = _("No step leads “{node}” further than it is.")
        return said.format(
            goal=self.goal(),
            node=self.node(),
            effort=self.w.number(plan.result.effort),
            steps=self.w.count("{n} step", "{n} steps", len(plan.steps)),
            most=self.w.number(plan.budget or 0),
        )

    def from_to(self) -> str:
        """A sentence on where the project stands and where the steps lead."""
        _, plan = self.w.tr.gettext, self.plan
        after = self.reached(plan.result)
        if not plan.steps:
            return _("It stands at {after}.").format(after=after)
        return _("From {before} to {after}.").format(before=self.reached(plan.start), after=after)

    def goal(self) -> str:
        """The goal: "“As expected”", "85%", or that blocking requirements are met."""
        _, goal = self.w.tr.gettext, self.plan.goal
        if goal.share is not None:
            return self.w.percent(goal.share)
        if goal.band is not None:
            return _("“{band}”").format(band=self.w.text(self.here.questionnaire.bands[goal.band].label))
        return _("blocking requirements that are met")

    def node(self) -> str:
        """The name of the index or section that the goal is about."""
        goal, here = self.plan.goal, self.here
        if not goal.section:
            return self.w.text(here.indices[goal.node].title)
        section = here.sections[goal.node].section
        return titled(section.ref, self.w.text(section.title))

    def reached(self, point: Point) -> str:
        """The result at `point`: "64% of what is expected (Under way, 3 blocking requirements open)"."""
        _, w = self.w.tr.gettext, self.w
        if point.share is None:
            share = _("no result")
        elif self.plan.measure is Measure.ATTAINMENT:
            share = _("{share} of what is expected").format(share=w.percent(point.share))
        else:
            share = _("{share} of the points").format(share=w.percent(point.share))
        open_ = (
            w.count("{n} blocking requirement open", "{n} blocking requirements open", point.open) if point.open else ""
        )
        within = ", ".join(fact for fact in (self.band(point), open_) if fact)
        return f"{share} ({within})" if within else share

    def band(self, point: Point) -> str:
        """The name of the band at `point`; empty where it has none."""
        return "" if point.band is None else self.w.text(self.here.questionnaire.bands[point.band].label)

    def proof(self) -> str:
        """A sentence on whether less effort would do, and why that is not proven where it is not."""
        _, plan = self.w.tr.gettext, self.plan
        doubts = {
            Doubt.CASES: _("Not proven best: too many questions depend on the answers that steps change."),
            Doubt.SHARED: _("Not proven best: some questions count in two places of this index."),
            Doubt.BANDS: _("Not proven best: a band asks each part to be above what is expected."),
        }
        if plan.doubt is not None:
            return doubts[plan.doubt]
        if plan.reached and plan.result.effort > 1 and plan.budget is None:
            said = _(
                "Proven best: every combination of steps is counted, and none with effort {less} or less gets there."
            )
            return said.format(less=self.w.number(plan.result.effort - 1))
        return _("Proven best: every combination of steps is counted.")

    def efforts_meant(self) -> str:
        """A sentence on what efforts of 1, 3 and 8 stand for."""
        _, named = self.w.tr.gettext, self.w.tr.gettext("{name}: {text}")
        each = (named.format(name=self.w.effort(one), text=self.w.number(one.cost)) for one in Effort)
        return _("Effort of a step ({efforts}).").format(efforts="; ".join(each))

    def step(self, step: PlanStep) -> str:
        """What to do in a step."""
        if step.recommendation is not None:
            return self.w.text(step.recommendation.do)
        return self.w.tr.gettext("Attach or renew the evidence.")

    def taken(self, step: PlanStep) -> str:
        """A remark where an action takes up the step already; else empty."""
        action = existing_action(step, self.here)
        return taken_text(action, self.w) if action else ""

    def levels(self, step: PlanStep) -> str:
        """The levels of a step: "Intention → Committed"; empty where several choices stay as they are."""
        if step.at is None or step.to is None:
            return ""
        both = self.w.tr.gettext("{before} → {after}")
        return both.format(before=self.w.text(step.at.label), after=self.w.text(step.to.label))

    def is_own(self, point: Point) -> bool:
        """Whether `point` is the result of the plan itself."""
        result = self.plan.result
        return bool(self.plan.steps) and (point.effort, point.open) == (result.effort, result.open)

    @cached_property
    def some(self) -> tuple[Point, ...]:
        """At most ROWS of the efforts: first and last, that of the plan, those that change a band or a requirement."""
        points = self.plan.frontier
        if len(points) <= ROWS:
            return points
        kept = {0, len(points) - 1}
        kept |= {at for at, point in enumerate(points) if point.effort == self.plan.result.effort}
        kept |= {at for at, (old, new) in enumerate(pairwise(points), 1) if old.band != new.band or old.open > new.open}
        for part in range(1, ROWS):
            wanted = part * points[-1].effort
            if len(kept) < ROWS:
                kept.add(min(range(len(points)), key=lambda at: abs(points[at].effort * ROWS - wanted)))
        return tuple(points[at] for at in sorted(kept))
