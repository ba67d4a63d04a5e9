"""What a plan is for, and where a project stands towards it."""

from fractions import Fraction

from engage_cli.planning.situation import Situation
from engage_cli.scoring.indices import all_sections
from engage_cli.values import Value


class Goal(Value, kw_only=True):
    """What is to be reached, blocking requirements first; with neither band nor share, these alone."""

    node: str
    """Id of a section or index."""
    section: bool
    band: int | None = None
    """Position."""
    share: Fraction | None = None
    everywhere: bool = True
    """The blocking requirements of the whole project, not only those below the node."""


class Point(Value, kw_only=True):
    """What an effort brings."""

    effort: int
    steps: int
    open: int
    """Blocking requirements that stay open."""
    share: Fraction | None
    """Of what is expected, at worst; of full points where nothing is."""
    band: int | None
    """Position; None without bands."""


def point_of(here: Situation, goal: Goal, *, effort: int = 0, steps: int = 0) -> Point:
    """Where `here` stands towards `goal`."""
    node = here.result(goal.node, section=goal.section)
    found = node.attainment if node.attainment is not None else node.evidenced
    concerned = gates_concerned(here, goal)
    return Point(
        effort=effort,
        steps=steps,
        open=sum(gate.state.is_open for id, gate in here.gates.items() if id in concerned),
        share=found.low if found else None,
        band=here.questionnaire.bands.index(node.bands[0]) if node.bands else None,
    )


def is_reached(point: Point, goal: Goal) -> bool:
    """Whether `point` is at the band or share of `goal`, blocking requirements apart."""
    if goal.share is not None:
        return point.share is not None and point.share >= goal.share
    return goal.band is None or (point.band is not None and point.band >= goal.band)


def gates_concerned(here: Situation, goal: Goal) -> frozenset[str]:
    """Ids of the questions whose blocking requirement the goal is about."""
    if goal.everywhere:
        return frozenset(here.gates)
    within, home = sections_below(here, goal), here.questionnaire.sections_of
    return frozenset(id for id in here.gates if any(section.id in within for section in home[id]))


def sections_below(here: Situation, goal: Goal) -> frozenset[str]:
    """Ids of the sections that a goal's node is made of, inner ones included."""
    if goal.section:
        return frozenset(s.id for s in here.sections[goal.node].section.walk())
    tops = all_sections(here.indices[goal.node].index, here.questionnaire)
    return frozenset(s.id for id in tops for s in here.sections[id].section.walk())
