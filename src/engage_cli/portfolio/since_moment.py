"""What changed in many projects since a moment, and why: the parts of each project added up, in exact fractions."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum
from fractions import Fraction

from engage_cli.followup.bridge import Step
from engage_cli.followup.comparison import Comparison, NodeChange
from engage_cli.portfolio.rows import NodeCell, Row
from engage_cli.values import Value

Steps = tuple[Step, ...]
TOGETHER: Steps = (Step.DATE, Step.FACTS, Step.ANSWERS)
"""Where results alone are at hand: what changed them cannot be told apart."""


class Why(StrEnum):
    """Why a project is not compared."""

    NO_MOMENT = "no_moment"
    """It was not there then, or nothing of it was kept."""
    SCOPE = "scope"
    """One reads all questions, the other the quick ones."""
    QUESTIONNAIRE = "questionnaire"
    """Another questionnaire, or results of another version without the answers."""
    UNREADABLE = "unreadable"
    """What was kept of it cannot be read."""


Found = Comparison | Row | Why
"""What is known of a project: both moments, or its results then alone, or why it is not compared."""


def found_or_why(found: Found, now: Row) -> Found:
    """`found`, or why it says nothing about the project as it stands `now`."""
    match found:
        case Comparison():
            return found if found.same_scope else Why.SCOPE
        case Row():
            if (found.questionnaire, found.digest) != (now.questionnaire, now.digest):
                return Why.QUESTIONNAIRE
            return found if found.scope == now.scope else Why.SCOPE
        case Why():
            return found


def paired(then: Row, now: Row) -> Iterator[tuple[str, NodeCell, NodeCell]]:
    """Indices and sections that both have and aim at: their kind, and how they stood and stand."""
    for kind, before, after in (("index", then.indices, now.indices), ("section", then.sections, now.sections)):
        was = {cell.id: cell for cell in before if cell.aimed}
        yield from ((kind, was[cell.id], cell) for cell in after if cell.aimed and cell.id in was)


class NodeSince(Value, kw_only=True):
    """A section or an index over the projects that have a result for it at both moments; shares of what is expected,
    on evidence, at worst, on average."""

    id: str
    is_index: bool
    projects: int
    then: Fraction
    now: Fraction
    parts: tuple[tuple[Steps, Fraction], ...]
    """By the steps that cannot be told apart; they add up to `now - then`."""


class ApartSince(Value, kw_only=True):
    """A project that is not compared."""

    key: str
    why: Why


class SinceMoment(Value, kw_only=True):
    """What changed in the projects of a portfolio."""

    moment: str
    """As it was typed: a day, a milestone, a revision, a folder."""
    compared: int = 0
    nodes: tuple[NodeSince, ...] = ()
    """Indices, then sections, in the questionnaire's order."""
    opened: int = 0
    """Blocking requirements that are open now and were not."""
    closed: int = 0
    apart: tuple[ApartSince, ...] = ()

    @property
    def steps(self) -> tuple[Steps, ...]:
        """Those that change a result anywhere, in order."""
        made = {steps for node in self.nodes for steps, change in node.parts if change}
        return tuple(sorted(made, key=lambda steps: [list(Step).index(step) for step in steps]))


class _Sum:
    """The projects of one section or index."""

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
    """`add` what changed in each project, then take the sums."""

    def __init__(self, moment: str) -> None:
        self._moment = moment
        self._sums: dict[str, _Sum] = {}
        self._apart: list[ApartSince] = []
        self._compared = self._opened = self._closed = 0

    def leave_out(self, key: str, why: Why) -> None:
        """Names a project that is not compared."""
        self._apart.append(ApartSince(key=key, why=why))

    def add(self, found: Found, now: Row) -> None:
        """Adds a project that stands `now`, or names it as one that is not compared."""
        match found_or_why(found, now):
            case Comparison() as comparison:
                self._add_comparison(comparison)
            case Row() as then:
                self._add_results(then, now)
            case Why() as why:
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
        was = {gate.question for gate in then.gates if gate.state.open}
        is_now = {gate.question for gate in now.gates if gate.state.open}
        self._opened += len(is_now - was)
        self._closed += len(was - is_now)
        for kind, was_cell, cell in paired(then, now):
            if was_cell.attainment is not None and cell.attainment is not None:
                low, high = was_cell.attainment.low, cell.attainment.low
                self._sum(f"{kind}:{cell.id}").add(low, high, [(TOGETHER, high - low)])

    def sums(self, order: Sequence[str]) -> SinceMoment:
        """The sums, indices and sections in `order`, which has their keys ("index:…", "section:…")."""
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
    """Whether both ends have a share."""
    return change.then is not None and change.then.attainment is not None and change.now.attainment is not None
