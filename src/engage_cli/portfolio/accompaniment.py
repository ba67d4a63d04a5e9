"""The path over many projects: how many have reached each step, and who has to act for which of them."""

from collections import defaultdict
from collections.abc import Iterable

from engage_cli.model.path import Step
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Label
from engage_cli.portfolio.cell_index import CellIndex, NameOrder, group_by_id
from engage_cli.portfolio.portfolio import AwaitedStep, Portfolio, ProjectLine, StepView
from engage_cli.portfolio.step_cells import StepCell
from engage_cli.scoring.path import StepState
from engage_cli.values import Value


class AwaitedLead(Value, kw_only=True):
    """Someone who leads steps that projects are waiting for."""

    lead: Label
    steps: int
    """The number of different steps."""
    awaited: int
    """Steps counted once for each project that waits: one awaited by three projects counts three times."""
    projects: int


def step_views(questionnaire: Questionnaire, index: CellIndex, ordered: NameOrder) -> tuple[StepView, ...]:
    """Every step of the path with its state in each project, in the order of the path."""
    found = group_by_id(index.path, "id")
    return tuple(_view(step, ordered.lines_with(found.get(step.id, {}))) for step in questionnaire.path)


def awaited_steps(portfolio: Portfolio) -> tuple[AwaitedStep, ...]:
    """Every step that some project waits for, in the order of the path."""
    return tuple(one for view in portfolio.path for one in view.awaited)


def awaited_leads(portfolio: Portfolio) -> tuple[AwaitedLead, ...]:
    """The leads that projects wait for, in the questionnaire's order."""
    found: dict[str, list[AwaitedStep]] = defaultdict(list)
    for one in awaited_steps(portfolio):
        found[one.step.lead].append(one)
    return tuple(_leader(lead, found[lead.id]) for lead in portfolio.questionnaire.leads if lead.id in found)


def _leader(lead: Label, found: list[AwaitedStep]) -> AwaitedLead:
    steps, projects = {one.step.id for one in found}, {one.line.key for one in found}
    return AwaitedLead(lead=lead, steps=len(steps), awaited=len(found), projects=len(projects))


def _view(step: Step, found: Iterable[tuple[ProjectLine, StepCell]]) -> StepView:
    lines: dict[StepState, list[ProjectLine]] = {state: [] for state in StepState}
    waiting = []
    for line, cell in found:
        lines[cell.state].append(line)
        if cell.waits:
            waiting.append(AwaitedStep(line=line, step=step, cell=cell))
    return StepView(step=step, lines={state: tuple(those) for state, those in lines.items()}, awaited=tuple(waiting))
