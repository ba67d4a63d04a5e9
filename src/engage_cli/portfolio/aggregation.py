"""Builds a portfolio from rows, reading each row once and keeping only what is shown of it."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from engage_cli.model.project import FINISHED
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Label
from engage_cli.portfolio.accompaniment import step_views
from engage_cli.portfolio.cell_index import CellIndex, NameOrder, Places, group_by_id
from engage_cli.portfolio.coverage import Coverage, coverage_of, cross_tables
from engage_cli.portfolio.keyed import SharedKeyMapping
from engage_cli.portfolio.portfolio import (
    SCOPES,
    ExpiringWaiver,
    Limits,
    OpenGate,
    OverdueAction,
    Portfolio,
    ProjectChange,
    ProjectLine,
    SectionMove,
    SectionView,
    Shortfall,
    covering_facets,
    grouping_facets,
)
from engage_cli.portfolio.rows import QuestionCell, Row
from engage_cli.portfolio.themes import find_themes
from engage_cli.scoring.evidence import add_period
from engage_cli.scoring.question_scores import Range, State
from engage_cli.slugs import find_namesakes, sort_key

FEWEST = 2
"""Minimum number of projects asked a question for it to count as one where most fall short."""


def build_portfolio(
    questionnaire: Questionnaire, rows: Iterable[Row], limits: Limits, *, by: str | None = None
) -> Portfolio:
    """The portfolio of `rows`, all of which must answer `questionnaire`; `by` is the id of a facet to group projects
    by."""
    gathering = PortfolioAggregator(questionnaire, limits, by=by)
    for row in rows:
        gathering.add(row)
    return gathering.portfolio()


def _is_old(line: ProjectLine, limits: Limits) -> bool:
    return line.answered > 0 and (line.date is None or add_period(line.date, limits.old) < limits.today)


def _views(questionnaire: Questionnaire, lines: Sequence[ProjectLine]) -> Iterable[SectionView]:
    for scope in SCOPES:
        of_scope = [line for line in lines if line.scope == scope]
        for section in questionnaire.sections if of_scope else ():
            cells = [c for line in of_scope if (c := line.sections.get(section.id)) is not None and c.aimed]
            sure = Counter(c.bands[0] for c in cells if c.bands and c.bands[0] == c.bands[1])
            yield SectionView(
                section=section,
                scope=scope,
                aimed=len(cells),
                standing=tuple((band, sure[band.id]) for band in questionnaire.bands),
                between=sum(c.bands is not None and c.bands[0] != c.bands[1] for c in cells),
                without=sum(c.bands is None for c in cells),
            )


class PortfolioAggregator:
    """Builds a portfolio row by row: call `add` for every row, then `portfolio`. All rows must answer
    `questionnaire`."""

    def __init__(self, questionnaire: Questionnaire, limits: Limits, *, by: str | None = None) -> None:
        self._q, self._limits = questionnaire, limits
        self._by = questionnaire.facet(by) if by else None
        self._top = {section.id for section in questionnaire.sections}
        self._index = CellIndex()
        self._waivers: list[ExpiringWaiver] = []
        self._overdue: list[OverdueAction] = []
        self._changes: list[ProjectChange] = []

    def add(self, row: Row) -> None:
        """Adds the results of one project."""
        line = ProjectLine(
            key=row.key, id=row.id, name=row.name, facets=SharedKeyMapping(row.facets),
            scope=row.scope, date=row.date, in_force=row.in_force, answered=row.answered,
            sections=SharedKeyMapping({cell.id: cell for cell in row.sections if cell.id in self._top}),
            given=row.given, unplaced=row.unplaced,
        )  # fmt: skip
        self._index.add(line, row)
        self._deadlines(line, row)
        if row.before is not None:
            moves = tuple(_moves(row, self._top)) if row.before.comparable else ()
            before = row.before
            self._changes.append(
                ProjectChange(
                    line=line, milestone=before.name, date=before.date, comparable=before.comparable, moves=moves
                )
            )

    def portfolio(self) -> Portfolio:
        """The portfolio of the projects added so far."""
        questionnaire = self._q
        index, ordered = self._index, NameOrder(self._index)
        lines, asked = ordered.lines, _asked(index, questionnaire)
        return Portfolio(
            questionnaire=questionnaire,
            limits=self._limits,
            lines=lines,
            by=self._by,
            facets=tuple(
                coverage_of(f, lines) for f in (*covering_facets(questionnaire), *grouping_facets(questionnaire))
            ),
            tags=_tags(asked, questionnaire, of=len(lines)),
            crossings=tuple(cross_tables(covering_facets(questionnaire), grouping_facets(questionnaire), lines)),
            sections=tuple(_views(questionnaire, lines)),
            gates=tuple(_gates(index, ordered, questionnaire)),
            waivers=tuple(sorted(self._waivers, key=lambda w: (w.until, sort_key(w.line.name), w.line.key))),
            overdue=tuple(sorted(self._overdue, key=_by_due)),
            shortfalls=_shortfalls(asked, ordered, questionnaire),
            themes=tuple(find_themes(index, ordered, questionnaire)),
            old=tuple(line for line in lines if _is_old(line, self._limits)),
            changes=tuple(sorted(self._changes, key=lambda c: (sort_key(c.line.name), c.line.key))),
            path=step_views(questionnaire, index, ordered),
            namesakes=find_namesakes((line.key, line.name) for line in lines),
        )

    def _deadlines(self, line: ProjectLine, row: Row) -> None:
        today = self._limits.today
        for waiver in row.waivers:
            if waiver.until <= self._limits.soon_day:
                question = self._q.by_id.get(waiver.question)
                self._waivers.append(
                    ExpiringWaiver(
                        line=line, rule=waiver.rule, question=question, subject=waiver.question,
                        until=waiver.until, over=waiver.until < today,
                    )
                )  # fmt: skip
        for action in row.actions:
            if action.due is not None and action.due < today and action.status not in FINISHED:
                about = self._q.by_id.get(action.question or "")
                self._overdue.append(OverdueAction(line=line, action=action, question=about))


def _asked(index: CellIndex, questionnaire: Questionnaire) -> dict[str, dict[QuestionCell, Places]]:
    """Question cells by question id, in the questionnaire's order; without questions asked only for their gate."""
    found = group_by_id(index.questions, "id")
    return {
        id: {cell: p for cell, p in found[id].items() if not cell.gate_only and cell.state is not State.NOT_APPLICABLE}
        for id in questionnaire.by_id
        if id in found
    }


def _gates(index: CellIndex, ordered: NameOrder, questionnaire: Questionnaire) -> Iterator[OpenGate]:
    """Open gates, by question in the questionnaire's order, then by project."""
    found = group_by_id({cell: places for cell, places in index.gates.items() if cell.state.is_open}, "question")
    for id, question in questionnaire.by_id.items():
        for line, cell in ordered.lines_with(found.get(id, {})):
            threshold = question.choice(cell.threshold) if cell.threshold else None
            yield OpenGate(line=line, question=question, state=cell.state, threshold=threshold)


def _shortfalls(
    asked: Mapping[str, Mapping[QuestionCell, Places]], ordered: NameOrder, questionnaire: Questionnaire
) -> tuple[Shortfall, ...]:
    """Questions where most projects fall short, the most widespread first; ties in the questionnaire's order."""
    found = []
    for id, cells in asked.items():
        count = sum(len(places) for cell, places in cells.items() if cell.attained is not None)
        short = [place for cell, places in cells.items() if cell.attained is False for place in places]
        solved = [place for cell, places in cells.items() if cell.attained and cell.shown for place in places]
        if count >= FEWEST and 2 * len(short) > count:
            section = questionnaire.sections_of[id][0]
            found.append(
                Shortfall(
                    question=questionnaire.by_id[id], section=section, asked=count,
                    short=ordered.lines_at(short), solved=ordered.lines_at(solved),
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda s: -s.share))


def _tags(
    asked: Mapping[str, Mapping[QuestionCell, Places]], questionnaire: Questionnaire, *, of: int
) -> tuple[Coverage, ...]:
    groups: dict[str, list[Label]] = defaultdict(list)
    for tag in questionnaire.tags:
        groups[tag.group or ""].append(tag)
    served: dict[str, set[int]] = defaultdict(set)
    touched: dict[str, set[int]] = defaultdict(set)
    for id, cells in asked.items():
        for tag_id in questionnaire.by_id[id].tags:
            touched[tag_id].update(*cells.values())
            served[tag_id].update(*(places for cell, places in cells.items() if cell.attained))
    return tuple(
        Coverage(
            id=group,
            title=None,
            label=tags[0].heading,
            of=of,
            counts=tuple((t.id, t.label, len(served[t.id]), len(touched[t.id])) for t in tags),
        )
        for group, tags in groups.items()
    )


def _by_due(late: OverdueAction) -> tuple[dt.date, tuple[str, str], str]:
    return late.action.due or dt.date.max, sort_key(late.line.name), late.line.key


def _moves(row: Row, top: set[str]) -> Iterable[tuple[str, Range | None, Range | None, SectionMove]]:
    assert row.before is not None
    then = dict(row.before.sections)
    for cell in row.sections:
        if cell.id in top and (cell.aimed or cell.id in then):
            before, now = then.get(cell.id), cell.attainment if cell.aimed else None
            yield cell.id, before, now, _move(before, now)


def _move(then: Range | None, now: Range | None) -> SectionMove:
    if then is None or now is None:
        return SectionMove.NEW
    if then == now:
        return SectionMove.SAME
    if now.low >= then.high:
        return SectionMove.UP
    return SectionMove.DOWN if now.high <= then.low else SectionMove.UNCLEAR
