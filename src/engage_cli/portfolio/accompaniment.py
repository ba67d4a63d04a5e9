"""The path over many projects: how many are where in each step, who waits for what, and for whom."""

from collections import defaultdict
from collections.abc import Iterable

from engage_cli.model.path import Step
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Label
from engage_cli.portfolio.cell_index import CellIndex, Ordered, by_id
from engage_cli.portfolio.portfolio import Awaited, Line, Portfolio, StepView
from engage_cli.portfolio.step_cells import StepCell
from engage_cli.scoring.path import StepState
from engage_cli.values import Value


class Leader(Value, kw_only=True):
    """Somebody who leads steps that projects wait for."""

    lead: Label
    steps: int
    """How many different ones."""
    awaited: int
    """Steps in all: one that three projects wait for counts three times."""
    projects: int


def step_views(questionnaire: Questionnaire, index: CellIndex, ordered: Ordered) -> tuple[StepView, ...]:
    """Every step over the projects, in their order."""
    found = by_id(index.path, "id")
    return tuple(_view(step, ordered.having(found.get(step.id, {}))) for step in questionnaire.path)


def awaited(portfolio: Portfolio) -> tuple[Awaited, ...]:
    """Everything that some project waits for, step by step."""
    return tuple(one for view in portfolio.path for one in view.awaited)


def leaders(portfolio: Portfolio) -> tuple[Leader, ...]:
    """Who is waited for, in the questionnaire's order."""
    found: dict[str, list[Awaited]] = defaultdict(list)
    for one in awaited(portfolio):
        found[one.step.lead].append(one)
    return tuple(_leader(lead, found[lead.id]) for lead in portfolio.questionnaire.leads if lead.id in found)


def _leader(lead: Label, found: list[Awaited]) -> Leader:
    steps, projects = {one.step.id for one in found}, {one.line.key for one in found}
    return Leader(lead=lead, steps=len(steps), awaited=len(found), projects=len(projects))


def _view(step: Step, found: Iterable[tuple[Line, StepCell]]) -> StepView:
    lines: dict[StepState, list[Line]] = {state: [] for state in StepState}
    waiting = []
    for line, cell in found:
        lines[cell.state].append(line)
        if cell.waits:
            waiting.append(Awaited(line=line, step=step, cell=cell))
    return StepView(step=step, lines={state: tuple(those) for state, those in lines.items()}, awaited=tuple(waiting))
