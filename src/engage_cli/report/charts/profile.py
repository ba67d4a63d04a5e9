"""Chooses the axes, marks and words of the charts in one report."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property

from markupsafe import Markup

from engage_cli.model.theme import PLAIN, Theme
from engage_cli.report.charts import charts
from engage_cli.report.charts.painting import apply_theme
from engage_cli.report.selection import Selection
from engage_cli.scoring.results import SectionScore
from engage_cli.values import Value
from engage_cli.wording.assessments import Wording
from engage_cli.wording.basis import Basis

MOST_AXES = 16
"""Maximum number of axes of a radar chart; with more it cannot be read."""
_MOST_RINGS = 5
"""Maximum number of points labelled one by one below the bars."""

NOTHING = Markup()


class Charts:
    """The charts of a report as SVG that is safe in a page; empty where there is nothing to draw.

    Each is drawn when a template first asks for it; the shipped templates show only the short bars of the first page.
    """

    def __init__(self, drawing: "Drawing | None" = None) -> None:
        self._drawing = drawing

    @cached_property
    def radar(self) -> Markup:
        """All sections in one radar chart, where there are at least three and not too many."""
        return self._drawing.radar() if self._drawing else NOTHING

    @cached_property
    def bars(self) -> Markup:
        """A bar for each section."""
        return self._drawing.tall_bars() if self._drawing else NOTHING

    @cached_property
    def glance(self) -> tuple[Markup, ...]:
        """Short bars for the first page, in one or two columns."""
        return self._drawing.short_bars() if self._drawing else ()

    @cached_property
    def legend(self) -> Markup:
        """The legend of the radar and the bars."""
        return self._drawing.legend("legend") if self._drawing else NOTHING

    @cached_property
    def glance_legend(self) -> Markup:
        """The legend of the short bars."""
        return self._drawing.legend("glance-legend") if self._drawing else NOTHING


class Drawing(Value):
    """The data that all charts of one report are drawn from."""

    parts: Selection
    w: Wording
    prefix: str
    """A prefix for element ids, unique to this report within the page."""
    wordy: bool
    """Whether an image's accessible name lists all its values: a PDF has no description besides."""
    theme: Theme = PLAIN

    def radar(self) -> Markup:
        """The radar chart; empty where too few or too many sections have a result."""
        axes = self._drawn()
        return self._radar(axes) if 3 <= len(axes) <= MOST_AXES else NOTHING

    def tall_bars(self) -> Markup:
        """The bar chart with names above the bars."""
        return self._bars("bars", self._groups(), charts.TALL) if self._drawn() else NOTHING

    def short_bars(self) -> tuple[Markup, ...]:
        """The bar charts of the first page, one for each column."""
        groups = self._groups()
        halves = enumerate(_halves(groups)) if self._drawn() else ()
        return tuple(self._bars(f"glance-{i}", half, charts.short_bar_layout(groups)) for i, half in halves)

    def legend(self, name: str) -> Markup:
        """The legend of the marks in use; `name` makes its ids unique in the page."""
        axes = self._drawn()
        return self._legend(name, axes) if axes else NOTHING

    def _drawn(self) -> list[charts.Axis]:
        """The axes that have a result."""
        return [axis for group in self._groups() for axis in group.axes if axis.evidenced is not None]

    def _groups(self) -> list[charts.AxisGroup]:
        named = len(self.parts.groups()) > 1
        return [
            charts.AxisGroup(
                title=self.w.text(g.role.plural or g.role.label) if named and g.role else "",
                axes=tuple(self._axis(s) for s in g.sections),
            )
            for g in self.parts.groups()
        ]

    def _axis(self, section: SectionScore) -> charts.Axis:
        return charts.Axis(
            label=self.w.text(section.section.title),
            figure=self._figure(section),
            words=self.w.node(section),
            evidenced=section.evidenced,
            declared=section.declared,
            expected=section.expected_share,
            target=section.target_share,
        )

    def _figure(self, section: SectionScore) -> str:
        """A section's result, with its full points where other sections have different ones."""
        if section.evidenced is None or len(self._tops()) < 2:
            return self.w.span(section.evidenced, section)
        return self.w.full_span(section.evidenced, section)

    def _tops(self) -> set[Fraction]:
        """The full points that sections are shown out of, each number once."""
        return {self.w.out_of(section) for group in self.parts.groups() for section in group.sections}

    def _rings(self) -> list[charts.Ring]:
        """Grid lines: the levels of the questions where sections share that scale, else whole points or halves."""
        questions = self.parts.a.questionnaire.by_id.values()
        scored = next((q for q in questions if q.is_scored), None)
        tops = self._tops()
        top = max(tops, default=Fraction(1))
        if len(tops) > 1 or top == 1:
            return [charts.Ring(Fraction(n, 2), self.w.percent(Fraction(n, 2))) for n in (0, 1, 2)]
        if scored and top == self.w.points:
            return [charts.Ring(c.points / top, self.w.figure(c.points)) for c in scored.choices]
        parts = int(top) if top.denominator == 1 and top <= _MOST_RINGS else 2
        return [charts.Ring(Fraction(n, parts), self.w.figure(top * n / parts)) for n in range(parts + 1)]

    def _radar(self, axes: Sequence[charts.Axis]) -> Markup:
        title = self.w.tr.gettext("Radar of the results")
        body = charts.draw_radar(self._id("radar"), axes, [r for r in self._rings() if r.share])
        return self._image("radar", title, axes, charts.RADAR_HEIGHT, body)

    def _bars(self, name: str, groups: Sequence[charts.AxisGroup], rows: charts.BarLayout) -> Markup:
        title = self.w.tr.gettext("Bars of the results")
        axes = [axis for group in groups for axis in group.axes]
        body = charts.draw_bars(self._id(name), groups, self._rings(), rows)
        return self._image(name, title, axes, charts.bars_height(groups, rows), body)

    def _image(self, name: str, title: str, axes: Sequence[charts.Axis], height: float, body: charts.Body) -> Markup:
        values = "; ".join(f"{a.label}{self.w.colon} {a.words}" for a in axes)
        called = f"{title}{self.w.colon} {values}" if self.wordy else title
        return self._painted(charts.svg_image(self._id(name), called, values, body, height=height))

    def _legend(self, name: str, axes: Sequence[charts.Axis]) -> Markup:
        """The legend, with only the marks that occur in `axes`."""
        _, basis = self.w.tr.gettext, Basis(self.parts.a.questionnaire, self.w.tr)
        fallen = any(a.declared != a.evidenced for a in axes)
        missing = any(a.evidenced is not None and not a.evidenced.exact for a in axes)
        words = charts.Legend(
            evidenced=basis.result_mark,
            missing=_("up to the best case") if missing else "",
            declared=_("declared") if fallen else "",
            expected=basis.expected_mark if any(a.expected is not None for a in axes) else "",
            target=_("the team’s target") if any(a.target is not None for a in axes) else "",
        )
        values = ", ".join(
            v for v in (words.evidenced, words.missing, words.declared, words.expected, words.target) if v
        )
        title = _("What the marks mean")
        called = f"{title}{self.w.colon} {values}" if self.wordy else title
        body = charts.draw_legend(self._id(name), words)
        return self._painted(charts.svg_image(self._id(name), called, values, body, height=charts.legend_height(words)))

    def _painted(self, drawn: str) -> Markup:
        return apply_theme(drawn, self.theme)

    def _id(self, name: str) -> str:
        return f"{self.prefix}-{name}"


def _halves(groups: Sequence[charts.AxisGroup]) -> list[list[charts.AxisGroup]]:
    """`groups` split into two columns of about the same height; a group is split only where it is the only one."""
    if len(groups) > 1:
        return [[groups[0]], list(groups[1:])]
    axes = groups[0].axes
    middle = (len(axes) + 1) // 2 if len(axes) > 4 else len(axes)
    return [[charts.AxisGroup(title=groups[0].title, axes=half)] for half in (axes[:middle], axes[middle:]) if half]
