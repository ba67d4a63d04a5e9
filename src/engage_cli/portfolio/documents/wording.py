"""The wording of a portfolio in one language: heat map, names of projects, steps of the plan."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from engage_cli.model.questionnaire import Question, Section
from engage_cli.model.recommendation import Effort
from engage_cli.model.scales import Choice, Facet, FacetType
from engage_cli.model.text import Text
from engage_cli.portfolio.action_plan import PlanStep
from engage_cli.portfolio.portfolio import Portfolio, ProjectLine, SectionMove, filter_facets
from engage_cli.portfolio.rows import NodeCell
from engage_cli.scoring.question_scores import Range, State
from engage_cli.values import Value
from engage_cli.wording.assessments import Wording

SHADES = 4
"""Number of shades of the heat map, whatever the number of bands."""
ASIDE, UNKNOWN, RESERVE = "–", "?", "†"
"""Signs of the heat map: not aimed at, unknown, under reserve."""


class ProjectName(Value, gc=False):
    """The name of a project, which another project may have too."""

    name: str
    shown: str
    """The name, with what distinguishes it from equal names."""


class CellWords(Value):
    """A cell of the heat map, in words."""

    text: str
    """Never empty, and complete without colour."""
    shade: str
    """The CSS class: s0 to s3, "between", "none" or "apart"."""


class PortfolioWording(Value, dict=True):
    """The wording of a portfolio in one language; templates and tables read it as `words`."""

    p: Portfolio
    w: Wording

    # ── sections and questions ────────────────────────────────────────────────────────────────────────────────────

    def head(self, section: Section) -> str:
        """The column heading of a section: its reference, else its title."""
        return section.ref or self.w.text(section.title)

    def section(self, section: Section) -> str:
        """The title of a section, preceded by its reference where it has one."""
        return f"{section.ref} {self.w.text(section.title)}" if section.ref else self.w.text(section.title)

    def question(self, question: Question | None) -> str:
        """The title of a question, preceded by its reference where it has one; a dash for None."""
        if question is None:
            return "–"
        return f"{question.ref} {self.w.text(question.title)}" if question.ref else self.w.text(question.title)

    def cell(self, cell: NodeCell | None) -> CellWords:
        """The heat map's cell for a section of a project; None: the section was not assessed."""
        found = self._cells.get(cell)
        if found is None:
            found = self._cells[cell] = self._cell(cell)
        return found

    @cached_property
    def _cells(self) -> dict[NodeCell | None, CellWords]:
        """A cache of cells in words: many projects share them."""
        return {}

    def _cell(self, cell: NodeCell | None) -> CellWords:
        if cell is None or not cell.aimed:
            return CellWords(ASIDE, "apart")
        share = cell.attainment if self.p.questionnaire.judged else cell.evidenced
        if share is None or cell.bands is None:
            return CellWords(UNKNOWN, "none")
        mark = f"\u00a0{RESERVE}" if cell.under_reserve else ""
        return CellWords(self.range(share) + mark, self._shade(cell.bands))

    def older(self, line: ProjectLine) -> str:
        """A remark such as "(version 1.0.0)" for a project that answered another version; else empty."""
        if line.given in (None, self.p.questionnaire.version):
            return ""
        return self.w.tr.gettext("(version {version})").format(version=line.given)

    def sections(self) -> str:
        """The column headings, each with the title that it stands for."""
        return " · ".join(self.section(section) for section in self.p.columns() if section.ref)

    def signs(self) -> tuple[tuple[str, str], ...]:
        """The (sign, meaning) pairs of the signs that occur in cells."""
        _ = self.w.tr.gettext
        return (
            (ASIDE, self.w.state(State.OUTSIDE_AIM)),
            (UNKNOWN, _("no result")),
            (RESERVE, _("under reserve: a blocking requirement is open")),
        )

    def key_of_signs(self) -> str:
        """The legend of the signs on one line."""
        return "; ".join(f"{sign} {meaning}" for sign, meaning in self.signs())

    def _shade(self, bands: tuple[str, str]) -> str:
        return self.shade(bands[0]) if bands[0] == bands[1] else "between"

    def shade(self, band: str) -> str:
        """The CSS class of a band: the lowest has the first shade, the highest the last."""
        ids = [known.id for known in self.p.questionnaire.bands]
        return f"s{ids.index(band) * (SHADES - 1) // max(1, len(ids) - 1)}"

    def range(self, found: Range | None) -> str:
        """A range in per cent: "67%", or "50% to 80%"."""
        if found is None:
            return "–"
        low, high = self.w.percent(found.low), self.w.percent(found.high)
        return low if low == high else self.w.tr.gettext("{low} to {high}").format(low=low, high=high)

    def band(self, cell: NodeCell) -> str:
        """The name of the band, or of the two that the result lies between."""
        if cell.bands is None:
            return self.w.tr.gettext("no result")
        low, high = self._bands[cell.bands[0]], self._bands[cell.bands[1]]
        return low if low == high else self.w.tr.gettext("between “{low}” and “{high}”").format(low=low, high=high)

    @cached_property
    def _bands(self) -> dict[str, str]:
        return {band.id: self.w.text(band.label) for band in self.p.questionnaire.bands}

    def by_band(self, line: ProjectLine) -> list[tuple[str, str]]:
        """The heat map's row of a project in words: (band, its sections)."""
        found: dict[str, list[str]] = {}
        for section in self.p.columns():
            cell = line.sections.get(section.id)
            if cell is not None and cell.aimed:
                found.setdefault(self.band(cell), []).append(f"{self.w.text(section.title)} ({self.cell(cell).text})")
        order = [self.w.text(band.label) for band in self.p.questionnaire.bands]
        ranked = sorted(found, key=lambda b: order.index(b) if b in order else len(order))
        return [(band, "; ".join(found[band])) for band in ranked]

    # ── projects ──────────────────────────────────────────────────────────────────────────────────────────────────

    def scope(self, scope: str) -> str:
        """The name of a scope ("full" or "quick")."""
        return self.w.scope(scope)

    def facet(self, facet: Facet, line: ProjectLine) -> str:
        """A project's value of a facet in words."""
        return self.w.facet(facet, line.facets[facet.id]) if facet.id in line.facets else "–"

    def tokens(self, line: ProjectLine) -> list[str]:
        """A project's facts as `facet=choice`, for the filters of the page."""
        found: list[str] = []
        for facet in filter_facets(self.p.questionnaire):
            value = line.facets.get(facet.id)
            if isinstance(value, bool):
                found.append(f"{facet.id}={'yes' if value else 'no'}")
            elif value is not None:
                found += [f"{facet.id}={id}" for id in (value if isinstance(value, tuple) else (value,))]
        return found

    def who(self, line: ProjectLine) -> str:
        """The project's own facts in a few words."""
        return " · ".join(words for facet in self.p.grouping if (words := self.facet(facet, line)) != "–")

    def orders(self) -> tuple[Facet, ...]:
        """Facets by which the heat map can be sorted: what a project is, never its results."""
        offered = {facet.id for facet, _options in self.filters()}
        return tuple(facet for facet in self.p.grouping if facet.id in offered)

    def facts(self) -> list[tuple[Facet, list[tuple[str, str]]]]:
        """Yes/no facets to filter by, each with its (value, label) choices."""
        return [found for found in self.filters() if not found[0].choices]

    def filters(self) -> list[tuple[Facet, list[tuple[str, str]]]]:
        """Facets to filter by that have at least two choices in use, each with those (value, label) choices."""
        return self._filters

    @cached_property
    def _filters(self) -> list[tuple[Facet, list[tuple[str, str]]]]:
        found = []
        for facet in filter_facets(self.p.questionnaire):
            options = self._options(facet)
            if len(options) > 1:
                found.append((facet, options))
        return found

    def _options(self, facet: Facet) -> list[tuple[str, str]]:
        if facet.type is not FacetType.YES_NO:
            held = {choice for line in self.p.lines for choice in line.choices(facet.id)}
            return [(c.id, self.w.text(c.label)) for c in facet.choices if c.id in held]
        values = {line.facets.get(facet.id) for line in self.p.lines if facet.id in line.facets}
        return [(id, self.w.yes_no(yes=held)) for id, held in (("yes", True), ("no", False)) if held in values]

    def names(self, lines: Sequence[ProjectLine], most: int = 6) -> str:
        """The names of the first `most` projects and the number of the others: "A; B; and 3 others"."""
        return self.listed([self.name(line) for line in lines], most)

    def project(self, line: ProjectLine) -> tuple[str, str | None, ProjectName]:
        """What identifies a project in a table: its key, its id, its name."""
        found = self._projects.get(line.key)
        if found is None:
            found = self._projects[line.key] = line.key, line.id, ProjectName(line.name, self.name(line))
        return found

    @cached_property
    def _projects(self) -> dict[str, tuple[str, str | None, ProjectName]]:
        """A cache of identifying values, so that all tables share one object for each project."""
        return {}

    def name(self, line: ProjectLine) -> str:
        """The name of a project, with its key where another project has the same name."""
        return self.named(line.key, line.name)

    def named(self, key: str, name: str) -> str:
        """`name`, followed by `key` (made from the file's path) where another project has the same name."""
        return f"{name} ({key})" if key in self.p.namesakes else name

    def listed(self, names: Sequence[str], most: int = 6) -> str:
        """The first `most` names, separated by semicolons, and the number of the others; a dash for none."""
        if len(names) <= most:
            return "; ".join(names) or "–"
        rest = self.w.count("{n} other", "{n} others", len(names) - most)
        return "; ".join([*names[:most], rest])

    def group(self, choice: Choice | None) -> str:
        """The label of a group's choice; None: projects that state none."""
        if choice is None:
            return "" if self.p.by is None else self.w.tr.gettext("Not said")
        return self.w.text(choice.label)

    # ── steps ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def step(self, step: PlanStep) -> str:
        """What to do in a step: the text of its recommendation, else our own."""
        return self.w.step_on(step.kind, step.recommendation, (step.question,))

    def effort(self, effort: Effort) -> str:
        """The name of an effort."""
        return self.w.effort(effort)

    def needing(self, step: PlanStep) -> str:
        """The names of the projects that need a step."""
        return self.listed([self.named(needing.key, needing.name) for needing in step.needing])

    def move(self, move: SectionMove) -> str:
        """What a change since a milestone means, in words."""
        _ = self.w.tr.gettext
        return {
            SectionMove.UP: _("closer to what is expected"),
            SectionMove.SAME: _("the same"),
            SectionMove.DOWN: _("further from what is expected"),
            SectionMove.UNCLEAR: _("cannot be told: answers are missing"),
            SectionMove.NEW: _("on one side only"),
        }[move]

    def text_of(self, labels: Iterable[Text]) -> str:
        """Several texts of the questionnaire, joined as the language joins lists."""
        return self.w.listed(self.w.text(label) for label in labels)
