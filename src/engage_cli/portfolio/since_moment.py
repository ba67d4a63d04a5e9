"""What changed in many projects since a moment, and why: the parts of each project's change summed in exact
fractions."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum
from fractions import Fraction

from engage_cli.followup.bridge import BridgeStep
from engage_cli.followup.comparison import Comparison, NodeChange
from engage_cli.portfolio.rows import NodeCell, Row
from engage_cli.values import Value

Steps = tuple[BridgeStep, ...]
TOGETHER: Steps = (BridgeStep.DATE, BridgeStep.FACTS, BridgeStep.ANSWERS)
"""The steps that cannot be separated where only results are known, not answers."""


class NotComparedReason(StrEnum):
    """Why a project is not compared."""

    NO_MOMENT = "no_moment"
    """It was not there then, or nothing of it was kept."""
    SCOPE = "scope"
    """One reads all questions, the other the quick ones."""
    QUESTIONNAIRE = "questionnaire"
    """Another questionnaire, or results of another version without the answers."""
    UNREADABLE = "unreadable"
    """What was kept of it cannot be read."""


Found = Comparison | Row | NotComparedReason
"""What is known of a project: a comparison of both moments, only its results then, or why it is not compared."""


def check_comparable(found: Found, now: Row) -> Found:
    """`found`, or the reason why it cannot be compared with `now`."""
    match found:
        case Comparison():
            return found if found.same_scope else NotComparedReason.SCOPE
        case Row():
            if (found.questionnaire, found.digest) != (now.questionnaire, now.digest):
                return NotComparedReason.QUESTIONNAIRE
            return found if found.scope == now.scope else NotComparedReason.SCOPE
        case NotComparedReason():
            return found


def pair_nodes(then: Row, now: Row) -> Iterator[tuple[str, NodeCell, NodeCell]]:
    """(kind, cell then, cell now) of the indices and sections that both rows have and aim at."""
    for kind, before, after in (("index", then.indices, now.indices), ("section", then.sections, now.sections)):
        was = {cell.id: cell for cell in before if cell.aimed}
        yield from ((kind, was[cell.id], cell) for cell in after if cell.aimed and cell.id in was)


class NodeSince(Value, kw_only=True):
    """The mean change of a section or index over the projects with a result at both moments.

    Values are shares of what is expected, on evidence, in the worst case.
    """

    id: str
    is_index: bool
    projects: int
    then: Fraction
    now: Fraction
    parts: tuple[tuple[Steps, Fraction], ...]
    """The mean change by steps that cannot be separated; the parts add up to `now - then`."""


class NotCompared(Value, kw_only=True):
    """A project that is not compared, with the reason."""

    key: str
    why: NotComparedReason


class SinceMoment(Value, kw_only=True):
    """What changed in the projects of a portfolio since a moment."""

    moment: str
    """As it was typed: a day, a milestone, a revision, a folder."""
    compared: int = 0
    nodes: tuple[NodeSince, ...] = ()
    """Indices, then sections, in the questionnaire's order."""
    opened: int = 0
    """The number of blocking requirements that are open now and were not then."""
    closed: int = 0
    apart: tuple[NotCompared, ...] = ()

    @property
    def steps(self) -> tuple[Steps, ...]:
        """The steps that change some result, in order."""
        made = {steps for node in self.nodes for steps, change in node.parts if change}
        return tuple(sorted(made, key=lambda steps: [list(BridgeStep).index(step) for step in steps]))


class _Sum:
    """Sums the changes of one section or index."""

    def __init__(self) -> None:
        self.projects = 0
        self.then = self.now = Fraction(0)
        self.parts: dict[Steps, Fraction] = defaultdict(Fraction)

    def add(self, then: Fraction, now: Fraction, parts: Sequence[tuple[Steps, Fraction]]) -> None:
        self.projects += 1
        self.then, self.now = self.then + then, self.now + now
        for steps, change in parts:
            self.parts[steps] += change

    def node(self, key: str) -> NodeSince:
        kind, _, id = key.partition(":")
        n = self.projects
        parts = tuple((steps, change / n) for steps, change in self.parts.items())
        return NodeSince(id=id, is_index=kind == "index", projects=n, then=self.then / n, now=self.now / n, parts=parts)


class SinceAggregator:
    """Sums changes project by project: call `add` for each, then `sums`."""

    def __init__(self, moment: str) -> None:
        self._moment = moment
        self._sums: dict[str, _Sum] = {}
        self._apart: list[NotCompared] = []
        self._compared = self._opened = self._closed = 0

    def leave_out(self, key: str, why: NotComparedReason) -> None:
        """Records a project that is not compared."""
        self._apart.append(NotCompared(key=key, why=why))

    def add(self, found: Found, now: Row) -> None:
        """Adds the change of a project to its row `now`, or records why it is not compared."""
        match check_comparable(found, now):
            case Comparison() as comparison:
                self._add_comparison(comparison)
            case Row() as then:
                self._add_results(then, now)
            case NotComparedReason() as why:
                self.leave_out(now.key, why)

    def _add_comparison(self, found: Comparison) -> None:
        self._compared += 1
        self._opened += len(found.opened)
        self._closed += len(found.closed)
        for change in found.nodes:
            way, kind = change.attainment, "index" if change.is_index else "section"
            if way is not None and _with_share(change):
                self._sum(f"{kind}:{change.node.id}").add(
                    way.then, way.now, [(part.steps, part.change) for part in way.parts]
                )

    def _add_results(self, then: Row, now: Row) -> None:
        self._compared += 1
        was = {gate.question for gate in then.gates if gate.state.is_open}
        is_now = {gate.question for gate in now.gates if gate.state.is_open}
        self._opened += len(is_now - was)
        self._closed += len(was - is_now)
        for kind, was_cell, cell in pair_nodes(then, now):
            if was_cell.attainment is not None and cell.attainment is not None:
                low, high = was_cell.attainment.low, cell.attainment.low
                self._sum(f"{kind}:{cell.id}").add(low, high, [(TOGETHER, high - low)])

    def sums(self, order: Sequence[str]) -> SinceMoment:
        """The sums, with nodes in the order of the keys in `order` ("index:…", "section:…")."""
        return SinceMoment(
            moment=self._moment,
            compared=self._compared,
            nodes=tuple(self._sums[key].node(key) for key in order if key in self._sums),
            opened=self._opened,
            closed=self._closed,
            apart=tuple(self._apart),
        )

    def _sum(self, key: str) -> _Sum:
        return self._sums.setdefault(key, _Sum())


def _with_share(change: NodeChange) -> bool:
    """Whether a change has an attainment share both before and after."""
    return change.then is not None and change.then.attainment is not None and change.now.attainment is not None
