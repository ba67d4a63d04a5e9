"""A comparison in sentences and table rows, in one language: the screen and every document use the same."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from engage_cli import i18n
from engage_cli.followup.bridge import Bridge, BridgePart, BridgeStep
from engage_cli.followup.comparison import Comparison, NodeChange
from engage_cli.followup.moments import Moment
from engage_cli.followup.wording_changes import ChangesWording, Lines
from engage_cli.i18n import LANGUAGE, N_
from engage_cli.model.project import Ends, FrozenNode
from engage_cli.scoring.results import IndexScore, SectionScore
from engage_cli.values import Value
from engage_cli.wording.assessments import Wording
from engage_cli.wording.enumerations import capitalized
from engage_cli.wording.names import titled

Cells = tuple[str, ...]
"""The cells of a table row, the name first."""

STEP = {
    BridgeStep.QUESTIONNAIRE: N_("questionnaire"),
    BridgeStep.DATE: N_("date"),
    BridgeStep.FACTS: N_("facts and phase"),
    BridgeStep.ANSWERS: N_("answers"),
}
COLUMN = {BridgeStep.FACTS: N_("facts")}
"""Where a column has little room."""
_TENTHS = 1000
"""Of a point, in a share of 1."""


class ComparisonWording(Value):
    """The sentences and table rows about the comparison `c`."""

    c: Comparison
    w: Wording

    @property
    def title(self) -> str:
        """The title of a page about it."""
        return self.w.tr.gettext("{name}: what changed").format(name=self.c.assessment.project.charter.name)

    def moment(self, moment: Moment) -> str:
        """The name and day of a moment: "Launch" (March 1, 2026); the project as it stands has no name."""
        pattern = self.w.tr.gettext("“{name}” ({date})") if moment.name else self.w.tr.gettext("now ({date})")
        return pattern.format(name=moment.name, date=self.w.date(moment.date))

    def span(self) -> str:
        """The two moments, from … to …."""
        _ = self.w.tr.gettext
        return _("From {then} to {now}.").format(then=self.moment(self.c.then), now=self.moment(self.c.now))

    # ── results ───────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def columns(self) -> tuple[tuple[BridgeStep, ...], ...]:
        """The steps that change some result; those that cannot be told apart share a column."""
        made = [
            part.steps for change in self.c.nodes if (way := self._way(change)) for part in way.parts if part.change
        ]
        return tuple(sorted(set(made), key=lambda steps: [list(BridgeStep).index(step) for step in steps]))

    def head(self) -> Cells:
        """The headings of the table of results, without its first column."""
        _ = self.w.tr.gettext
        return (_("Then"), *map(self._column, self.columns), _("Now"), _("Band"))

    def steps(self, steps: Sequence[BridgeStep]) -> str:
        """The heading of the column of `steps`."""
        return self.w.listed(self.w.tr.gettext(STEP[step]) for step in steps)

    def _column(self, steps: Sequence[BridgeStep]) -> str:
        return steps_text(steps, self.w)

    def rows(self, *, indices: bool, all_of_them: bool = True) -> tuple[Cells, ...]:
        """The rows of indices, or of sections: of all, or of those that changed."""
        kept = [one for one in self.c.nodes if one.is_index is indices and (all_of_them or one.changed)]
        return tuple(self._row(change) for change in kept)

    @property
    def unchanged(self) -> int:
        """The number of sections whose result did not change."""
        return sum(not change.is_index and not change.changed for change in self.c.nodes)

    def _row(self, change: NodeChange) -> Cells:
        name, band = self._name(change), self._band(change)
        if _by_band(change):
            return (name, "", *("" for _ in self.columns), "", band)
        way = self._way(change)
        parts = dict(zip((part.steps for part in way.parts), round_parts(way), strict=True)) if way else {}
        made = (self._points(parts[steps]) if steps in parts else "" for steps in self.columns)
        return (name, self._share(change.then), *made, self._share(change.now), band)

    def _way(self, change: NodeChange) -> Bridge | None:
        return change.attainment if self.c.expected else change.points

    def _name(self, change: NodeChange) -> str:
        if isinstance(change.node, SectionScore):
            return titled(change.node.section.ref, self.w.text(change.node.title))
        assert isinstance(change.node, IndexScore)
        return self.w.text(change.node.title)

    def _share(self, node: FrozenNode | None) -> str:
        """ "73.2%", or "73.2 to 80.1%" where answers are missing; a dash where there is no result."""
        ends: Ends | None = None if node is None else node.attainment if self.c.expected else node.points
        if ends is None:
            return "–"
        low, high = (self.w.number(end * 100, 1) for end in ends)
        said = low if ends[0] == ends[1] else self.w.tr.gettext("{low} to {high}").format(low=low, high=high)
        return LANGUAGE[self.w.language].percent.format(n=said)

    def _points(self, tenths: int) -> str:
        return points_text(tenths, self.w)

    def _band(self, change: NodeChange) -> str:
        then, now = self._band_of(change.then), self._band_of(change.now)
        return now if then in ("", now) else f"{then} → {now}"

    def _band_of(self, node: FrozenNode | None) -> str:
        if node is None or node.bands is None:
            return ""
        labels = {band.id: self.w.text(band.label) for band in self.c.assessment.questionnaire.bands}
        low, high = (labels.get(id, id) for id in node.bands)
        return self.w.between(low, high)

    # ── how to read them ──────────────────────────────────────────────────────────────────────────────────────────

    def measure(self) -> str:
        """A sentence on what the figures are."""
        _ = self.w.tr.gettext
        if self.c.expected:
            return _("Share of what is expected, on evidence, at worst; the parts are points of it and add up.")
        return _("Share of the full points, on evidence, at worst; the parts are points of it and add up.")

    def order(self) -> str:
        """A sentence on the order in which the parts are worked out; empty where there is one part."""
        if len(self.c.differing_steps) < 2:
            return ""
        steps = " → ".join(self.w.tr.gettext(STEP[step]) for step in BridgeStep)
        return self.w.tr.gettext(
            "Parts computed in this order: {steps}. They show what changed together; they do not say what caused it."
        ).format(steps=steps)

    def dependent(self, *, sections: bool = True) -> Iterator[str]:
        """A sentence for each index, and section unless left out, whose parts depend on the order."""
        said = self.w.tr.gettext("{name} depends on the order: {parts}")
        for change in self.c.nodes:
            way = self._way(change) if (sections or change.is_index) and not _by_band(change) else None
            if spans := [self._span(part) for part in way.parts if part.span] if way else []:
                yield said.format(name=self._name(change), parts="; ".join(spans))

    def _span(self, part: BridgePart) -> str:
        """ "date −2.1 to 0"."""
        assert part.span is not None
        low, high = (self._points(_tenths(end)) for end in part.span)
        pattern = self.w.tr.gettext("{step} {low} to {high}")
        return pattern.format(step=self.steps(part.steps), low=low, high=high)

    def remarks(self) -> Iterator[str]:
        """The remarks on what could not be compared, or not as one would think."""
        _, c = self.w.tr.gettext, self.c
        if not c.same_scope:
            yield _("One reads all questions, the other the quick ones: their results are not compared.")
        if not c.frozen:
            yield _(
                "The questionnaire of then is not here and the results were not kept: they are read under that of now."
            )
        if c.method_changed:
            yield _("The same questionnaire gave other results then: this version of engage works them out otherwise.")
        if c.unplaced:
            said = _(
                "The questionnaire of now has no place for: {ids}. What comes with the questionnaire and what comes "
                "with the answers cannot be told apart."
            )
            yield said.format(ids=", ".join(c.unplaced))
        if c.lost_sections:
            yield _("No longer among the results: {ids}.").format(
                ids=self.w.listed(map(self._section, c.lost_sections))
            )

    def _section(self, id: str) -> str:
        found = next((one for one in self.c.assessment.questionnaire.walk() if one.id == id), None)
        return titled(found.ref, self.w.text(found.title)) if found else id

    def unlooked(self) -> str:
        """A sentence on how many answers nobody has looked at since; empty where there are none."""
        found = self.c.unreviewed if self.c.then.date < self.c.now.date else ()
        said = self.w.count(
            "{n} answer is as it was, and nobody has looked at it again since.",
            "{n} answers are as they were, and nobody has looked at them again since.",
            len(found),
        )
        return said if found else ""

    def parts(self) -> Iterator[Lines]:
        """The blocking requirements, answers, evidence, facts and questions that changed, each under a title."""
        return ChangesWording(self.c, self.w).parts()


def _by_band(change: NodeChange) -> bool:
    """Whether it is an index that shows its band alone."""
    return isinstance(change.node, IndexScore) and change.node.index.show_band


def _tenths(share: Fraction) -> int:
    return i18n.half_up(share * _TENTHS)


def steps_text(steps: Sequence[BridgeStep], w: Wording) -> str:
    """The heading of a column of steps."""
    return capitalized(w.listed(w.tr.gettext(COLUMN.get(step, STEP[step])) for step in steps))


def points_text(tenths: int, w: Wording) -> str:
    """A difference as "+12.1" points, from tenths of a point."""
    sign = "+" if tenths > 0 else "−" if tenths < 0 else ""
    return f"{sign}{w.number(Fraction(abs(tenths), 10), 1 if tenths else 0)}"


def round_parts(way: Bridge) -> list[int]:
    """The parts in tenths of a point, rounded such that they add up to the difference of both ends as shown."""
    whole = _tenths(way.now) - _tenths(way.then)
    exact = [part.change * _TENTHS for part in way.parts]
    rounded = [one.__floor__() for one in exact]
    by_rest = sorted(range(len(exact)), key=lambda at: (rounded[at] - exact[at], at))
    moved = [at for at in by_rest if exact[at] != rounded[at]] or by_rest
    for step in range(whole - sum(rounded)):
        rounded[moved[step % len(moved)]] += 1
    return rounded
