"""The goal of a plan, and where a project stands towards it."""

from fractions import Fraction

from engage_cli.planning.situation import Situation
from engage_cli.scoring.indices import all_sections
from engage_cli.values import Value


class Goal(Value, kw_only=True):
    """What is to be reached, after all blocking requirements; with neither band nor share, only these."""

    node: str
    """The id of a section or index."""
    section: bool
    """Whether `node` is a section; if not, an index."""
    band: int | None = None
    """The position of the band to reach, from 0; None for none."""
    share: Fraction | None = None
    """The share to reach, 0 to 1; None for none."""
    everywhere: bool = True
    """Whether the blocking requirements of the whole project are meant, not only those below the node."""


class Point(Value, kw_only=True):
    """What an effort brings."""

    effort: int
    steps: int
    open: int
    """The number of blocking requirements that stay open."""
    share: Fraction | None
    """The share of what is expected, at worst, 0 to 1; of the full points where nothing is expected.

    None without a score.
    """
    band: int | None
    """The position of the band, from 0; None without bands."""


def point_of(here: Situation, goal: Goal, *, effort: int = 0, steps: int = 0) -> Point:
    """The point at which `here` stands towards `goal`."""
    node = here.result(goal.node, section=goal.section)
    found = node.attainment if node.attainment is not None else node.evidenced
    concerned = gates_of_goal(here, goal)
    return Point(
        effort=effort,
        steps=steps,
        open=sum(gate.state.is_open for id, gate in here.gates.items() if id in concerned),
        share=found.low if found else None,
        band=here.questionnaire.bands.index(node.bands[0]) if node.bands else None,
    )


def is_reached(point: Point, goal: Goal) -> bool:
    """Whether `point` is at the band or share of `goal`, whatever its blocking requirements."""
    if goal.share is not None:
        return point.share is not None and point.share >= goal.share
    return goal.band is None or (point.band is not None and point.band >= goal.band)


def gates_of_goal(here: Situation, goal: Goal) -> frozenset[str]:
    """The ids of the questions whose blocking requirements the goal includes."""
    if goal.everywhere:
        return frozenset(here.gates)
    within, home = sections_below(here, goal), here.questionnaire.sections_of
    return frozenset(id for id in here.gates if any(section.id in within for section in home[id]))


def sections_below(here: Situation, goal: Goal) -> frozenset[str]:
    """The ids of the sections that the node of a goal is made of, inner ones included."""
    if goal.section:
        return frozenset(s.id for s in here.sections[goal.node].section.walk())
    tops = all_sections(here.indices[goal.node].index, here.questionnaire)
    return frozenset(s.id for id in tops for s in here.sections[id].section.walk())
