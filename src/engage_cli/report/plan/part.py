"""The part of a report about a plan: a chart and a table of what each effort achieves, and the steps of the cheapest
plan."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from markupsafe import Markup

from engage_cli.followup.plan_wording import PlanWording
from engage_cli.model.scales import Band
from engage_cli.model.theme import PLAIN, Theme
from engage_cli.planning.goal import Point
from engage_cli.report.charts import efforts
from engage_cli.report.charts.painting import apply_theme
from engage_cli.report.plan.planned import CheapestPlan
from engage_cli.values import Value
from engage_cli.wording.assessments import Wording
from engage_cli.wording.names import titled

Cells = tuple[str, ...]


class PlanPart(Value, kw_only=True):
    """What a template shows of a plan, in one language."""

    words: PlanWording
    prefix: str
    """A prefix for element ids, unique to this report within the page."""
    drawn: bool
    """Whether there is a chart: not in text."""
    wordy: bool
    """Whether the chart's accessible name lists all its values: a PDF has no description besides."""
    theme: Theme = PLAIN

    @property
    def head(self) -> Cells:
        """The column headings of the table of efforts."""
        _ = self.words.w.tr.gettext
        names = (_("Effort"), _("Steps"), _("Share of what is expected"), _("Band"), _("Blocking requirements open"))
        return self._kept(names)

    @property
    def rows(self) -> tuple[tuple[Cells, bool], ...]:
        """The rows of the table of efforts, each with whether it is the plan itself."""
        return tuple((self._kept(self._cells(point)), self.words.is_own(point)) for point in self.words.some)

    @property
    def gates_first(self) -> bool:
        """Whether more effort sometimes achieves a smaller share, because blocking requirements come first."""
        shares = [point.share or Fraction(0) for point in self.words.plan.frontier]
        return any(after < before for before, after in pairwise(shares))

    @property
    def left(self) -> int:
        """The number of efforts left out of the table."""
        return len(self.words.plan.frontier) - len(self.words.some)

    @property
    def steps(self) -> Iterator[tuple[str, str, str, str, str]]:
        """The steps of the plan as (question, what to do, levels from and to, effort, note that an action covers
        it)."""
        words, w = self.words, self.words.w
        for step in words.plan.steps:
            name = titled(step.question.ref, w.text(step.question.title))
            yield name, words.step(step), words.levels(step), w.effort(step.effort), words.taken(step)

    @property
    def chart(self) -> Markup:
        """The step chart: effort across, share of what is expected upwards; empty in text."""
        if not self.drawn:
            return Markup()
        _, w = self.words.w.tr.gettext, self.words.w
        marks = tuple(
            efforts.Mark(at=Fraction(point.effort), share=point.share, own=self.words.is_own(point))
            for point in self.words.plan.frontier
            if point.share is not None
        )
        title, values = _("What each effort brings"), "; ".join(self._said(point) for point in self.words.some)
        called = f"{title}{w.colon} {values}" if self.wordy else title
        ticks = tuple(efforts.Level(share, w.percent(share)) for share in (Fraction(0), Fraction(1, 2), Fraction(1)))
        stairs = efforts.Stairs(marks=marks, levels=self._levels(), ticks=ticks, axis=_("effort"))
        drawn = efforts.draw_efforts(f"{self.prefix}-efforts", called, values, stairs)
        return apply_theme(drawn, self.theme)

    def _kept(self, cells: Cells) -> Cells:
        """`cells` without the columns that have nothing to say in this table."""
        points = self.words.plan.frontier
        used = (True, True, True, any(p.band is not None for p in points), any(p.open for p in points))
        return tuple(cell for cell, shown in zip(cells, used, strict=True) if shown)

    def _cells(self, point: Point) -> Cells:
        w = self.words.w
        share = "–" if point.share is None else w.percent(point.share)
        return (w.number(point.effort), w.number(point.steps), share, self.words.band(point), w.number(point.open))

    def _said(self, point: Point) -> str:
        pattern = self.words.w.tr.gettext("effort {n}: {result}")
        return pattern.format(n=self.words.w.number(point.effort), result=self.words.reached(point))

    def _levels(self) -> tuple[efforts.Level, ...]:
        """The horizontal line at which the goal begins; none where there is no such line."""
        goal, bands = self.words.plan.goal, self.words.here.questionnaire.bands
        if goal.share is not None:
            return (efforts.Level(goal.share, self.words.w.percent(goal.share)),)
        if not goal.band:
            return ()
        below: Band = bands[goal.band - 1]
        share = below.below if below.below is not None else below.up_to
        return () if share is None else (efforts.Level(share, self.words.w.text(bands[goal.band].label)),)


def plan_part(found: CheapestPlan, w: Wording, *, medium: str, theme: Theme) -> PlanPart:
    """The part of a report in the language of `w`; `medium` is "screen", "print" or "text"."""
    words = PlanWording(found.plan, found.here, w)
    return PlanPart(words=words, prefix=w.language, drawn=medium != "text", wordy=medium == "print", theme=theme)
