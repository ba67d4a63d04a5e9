"""From rows to a portfolio: each row is looked at once, and only what is shown is kept of it."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from engage_cli.model.project import FINISHED
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Label
from engage_cli.portfolio.accompaniment import step_views
from engage_cli.portfolio.coverage import Coverage, coverage_of, crossings
from engage_cli.portfolio.portfolio import (
    SCOPES,
    Change,
    Expiring,
    Limits,
    Line,
    Move,
    OpenGate,
    Overdue,
    Portfolio,
    SectionView,
    Shortfall,
    covering,
    grouping,
)
from engage_cli.portfolio.rows import Row
from engage_cli.portfolio.step_cells import StepCell
from engage_cli.portfolio.themes import Themes
from engage_cli.scoring.evidence import after
from engage_cli.scoring.question_scores import Range, State
from engage_cli.slugs import neutral

FEWEST = 2
"""Projects that must be asked a question before it is said where most fall short."""


def portfolio(questionnaire: Questionnaire, rows: Iterable[Row], limits: Limits, *, by: str | None = None) -> Portfolio:
    """The portfolio of `rows`, all of which answer `questionnaire`."""
    gathering = PortfolioAggregator(questionnaire, limits, by=by)
    for row in rows:
        gathering.add(row)
    return gathering.portfolio()


def _ordered(gates: Sequence[OpenGate], questionnaire: Questionnaire) -> tuple[OpenGate, ...]:
    """By question in the questionnaire's order, then by project."""
    place = {id: at for at, id in enumerate(questionnaire.by_id)}
    return tuple(sorted(gates, key=lambda g: (place[g.question.id], neutral(g.line.name), g.line.key)))


def _is_old(line: Line, limits: Limits) -> bool:
    return line.answered > 0 and (line.date is None or after(line.date, limits.old) < limits.today)


def _views(questionnaire: Questionnaire, lines: Sequence[Line]) -> Iterable[SectionView]:
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
    """`add` every row of `questionnaire`, then take the portfolio; of a row only what is shown is kept."""

    def __init__(self, questionnaire: Questionnaire, limits: Limits, *, by: str | None = None) -> None:
        self._q, self._limits = questionnaire, limits
        self._by = questionnaire.facet(by) if by else None
        self._top = {section.id for section in questionnaire.sections}
        self._lines: list[Line] = []
        self._gates: list[OpenGate] = []
        self._waivers: list[Expiring] = []
        self._overdue: list[Overdue] = []
        self._changes: list[Change] = []
        self._short: dict[str, list[Line]] = defaultdict(list)
        self._solved: dict[str, list[Line]] = defaultdict(list)
        self._path: dict[str, tuple[StepCell, ...]] = {}
        self._themes = Themes(questionnaire)
        self._asked: Counter[str] = Counter()
        self._served: dict[str, set[str]] = defaultdict(set)
        self._touched: dict[str, set[str]] = defaultdict(set)

    def add(self, row: Row) -> None:
        """Adds the results of one project."""
        line = Line(
            key=row.key, id=row.id, name=row.name, facets=row.facets,
            scope=row.scope, date=row.date, in_force=row.in_force, answered=row.answered,
            sections={cell.id: cell for cell in row.sections if cell.id in self._top},
            given=row.given, unplaced=row.unplaced,
        )  # fmt: skip
        self._lines.append(line)
        self._path[row.key] = row.path
        self._questions(line, row)
        self._themes.add(line, row)
        self._deadlines(line, row)
        if row.before is not None:
            moves = tuple(_moves(row, self._top)) if row.before.comparable else ()
            before = row.before
            self._changes.append(
                Change(line=line, milestone=before.name, date=before.date, comparable=before.comparable, moves=moves)
            )

    def portfolio(self) -> Portfolio:
        """The portfolio of the projects added so far."""
        questionnaire = self._q
        lines = _by_name(self._lines)
        return Portfolio(
            questionnaire=questionnaire,
            limits=self._limits,
            lines=lines,
            by=self._by,
            facets=tuple(coverage_of(f, lines) for f in (*covering(questionnaire), *grouping(questionnaire))),
            tags=self._tags(),
            crossings=tuple(crossings(covering(questionnaire), grouping(questionnaire), lines)),
            sections=tuple(_views(questionnaire, lines)),
            gates=_ordered(self._gates, questionnaire),
            waivers=tuple(sorted(self._waivers, key=lambda w: (w.until, neutral(w.line.name), w.line.key))),
            overdue=tuple(sorted(self._overdue, key=_by_due)),
            shortfalls=self._shortfalls(),
            themes=tuple(self._themes.themes(_by_name)),
            old=tuple(line for line in lines if _is_old(line, self._limits)),
            changes=tuple(sorted(self._changes, key=lambda c: (neutral(c.line.name), c.line.key))),
            path=step_views(questionnaire, lines, self._path),
            namesakes=_namesakes(lines),
        )

    def _questions(self, line: Line, row: Row) -> None:
        for cell in row.questions:
            question = self._q.by_id.get(cell.id)
            if question is None or cell.gate_only or cell.state is State.NOT_APPLICABLE:
                continue
            for tag in question.tags:
                self._touched[tag].add(line.key)
                if cell.attained:
                    self._served[tag].add(line.key)
            if cell.attained is not None:
                self._asked[cell.id] += 1
                if not cell.attained:
                    self._short[cell.id].append(line)
                elif cell.shown:
                    self._solved[cell.id].append(line)

    def _deadlines(self, line: Line, row: Row) -> None:
        for gate in row.gates:
            question = self._q.by_id.get(gate.question)
            if gate.state.open and question is not None:
                threshold = question.choice(gate.threshold) if gate.threshold else None
                self._gates.append(OpenGate(line=line, question=question, state=gate.state, threshold=threshold))
        today = self._limits.today
        for waiver in row.waivers:
            if waiver.until <= self._limits.soon_day:
                question = self._q.by_id.get(waiver.question)
                self._waivers.append(
                    Expiring(
                        line=line, rule=waiver.rule, question=question, subject=waiver.question,
                        until=waiver.until, over=waiver.until < today,
                    )
                )  # fmt: skip
        for action in row.actions:
            if action.due is not None and action.due < today and action.status not in FINISHED:
                about = self._q.by_id.get(action.question or "")
                self._overdue.append(Overdue(line=line, action=action, question=about))

    def _shortfalls(self) -> tuple[Shortfall, ...]:
        """Most widespread first; between equals the questionnaire's order."""
        found = [
            Shortfall(
                question=question,
                section=self._q.home[id][0],
                asked=self._asked[id],
                short=_by_name(self._short[id]),
                solved=_by_name(self._solved[id]),
            )
            for id, question in self._q.by_id.items()
            if self._asked[id] >= FEWEST and 2 * len(self._short[id]) > self._asked[id]
        ]
        return tuple(sorted(found, key=lambda s: -s.share))

    def _tags(self) -> tuple[Coverage, ...]:
        groups: dict[str, list[Label]] = defaultdict(list)
        for tag in self._q.tags:
            groups[tag.group or ""].append(tag)
        return tuple(
            Coverage(
                id=group,
                title=None,
                of=len(self._lines),
                counts=tuple((t.id, t.label, len(self._served[t.id]), len(self._touched[t.id])) for t in tags),
            )
            for group, tags in groups.items()
        )


def _by_due(late: Overdue) -> tuple[dt.date, tuple[str, str], str]:
    return late.action.due or dt.date.max, neutral(late.line.name), late.line.key


def _namesakes(lines: Iterable[Line]) -> frozenset[str]:
    """Those whose names a reader takes for the same: accents, capitals and blanks apart."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        found[neutral(" ".join(line.name.split()))[0]].append(line.key)
    return frozenset(key for keys in found.values() if len(keys) > 1 for key in keys)


def _by_name(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: (neutral(line.name), line.key)))


def _moves(row: Row, top: set[str]) -> Iterable[tuple[str, Range | None, Range | None, Move]]:
    assert row.before is not None
    then = dict(row.before.sections)
    for cell in row.sections:
        if cell.id in top and (cell.aimed or cell.id in then):
            before, now = then.get(cell.id), cell.attainment if cell.aimed else None
            yield cell.id, before, now, _move(before, now)


def _move(then: Range | None, now: Range | None) -> Move:
    if then is None or now is None:
        return Move.NEW
    if then == now:
        return Move.SAME
    if now.low >= then.high:
        return Move.UP
    return Move.DOWN if now.high <= then.low else Move.UNCLEAR
