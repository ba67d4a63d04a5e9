"""One case searched: what each effort brings there, and which steps bring it."""

from fractions import Fraction

from engage_cli.model.scales import Band
from engage_cli.planning.cases import Case
from engage_cli.planning.combining import Entry, Rules, Solved, chosen, solve
from engage_cli.planning.goal import Goal, gates_concerned
from engage_cli.planning.nodes import Branch, Leaf, Measure, Weighed, gate_alone, inner_node, leaves, tree
from engage_cli.planning.options import Option
from engage_cli.planning.situation import Situation
from engage_cli.scoring.results import NodeScore
from engage_cli.values import Value, replace


class Reached(Value, kw_only=True):
    """What can be reached with an effort, the steps being known by the case and the entry."""

    effort: int
    steps: int
    open: int
    """Blocking requirements that stay open."""
    at_goal: int
    """Sections at the goal."""
    share: Fraction | None
    band: int | None
    case: Case
    solved: Solved
    entry: Entry

    @property
    def options(self) -> dict[str, Option]:
        """What is done about each question, where anything is."""
        ways = {leaf.id: leaf.options for leaf in leaves(self.solved.node)}
        taken = ((id, ways[id][position]) for id, position in chosen(self.solved, self.entry))
        return {id: option for id, option in taken if option.steps}


def measure_of(here: Situation, goal: Goal) -> Measure:
    """What stands for the share of the goal's node."""
    node = here.result(goal.node, section=goal.section)
    return Measure.EVIDENCED if node.attainment is None else Measure.ATTAINMENT


def search(
    case: Case, goal: Goal, *, budget: int | None = None, tangled: bool = False, beyond: bool = False
) -> list[Reached]:
    """Everything worth reaching in `case`; with a `budget`, sections at the goal count before the share.

    `beyond`: of what reaches all that is expected, by the share that is above it.
    """
    here, node = case.here, case.here.node(goal.node, section=goal.section)
    measure = Measure.BEYOND if beyond else measure_of(here, goal)
    root = tree(here, node, case.options, measure)
    root = _untangled(root) if tangled else root
    extra = _beside(case, goal, root)
    everything = tuple(leaves(root))
    if not all(_any_within(leaf, budget) for leaf in (*everything, *(one.node for one in extra))):
        return []
    bands = here.questionnaire.bands if node.bands is not None and measure is not Measure.BEYOND else ()
    rules = Rules(bands=bands, cap=cap(bands), budget=budget)
    if budget is not None:
        rules = replace(rules, goal=goal.band, sections=len(here.sections) + 1)
    whole = Branch(id=root.id, method=root.method, section=root.section, children=(*root.children, *extra))
    solved = solve(whole, rules)
    count = len(everything) + len(extra)
    return [_reached(case, solved, entry, rules.sections, count) for entry in solved.entries]


def cap(bands: tuple[Band, ...]) -> int:
    """Position of the highest band that some band asks of each child."""
    asked = {band.each_at_least for band in bands}
    return max((position for position, band in enumerate(bands) if band.id in asked), default=0)


def _any_within(node: Leaf | Branch, budget: int | None) -> bool:
    """Whether some way to go about the question is left: a step may be asked for that costs too much."""
    return isinstance(node, Branch) or any(budget is None or one.cost <= budget for one in node.options)


def _reached(case: Case, solved: Solved, entry: Entry, sections: int, count: int) -> Reached:
    closed, at_goal = divmod(entry.major, sections)
    return Reached(
        effort=entry.effort, steps=entry.steps, open=count - closed, at_goal=at_goal, share=solved.share(entry),
        band=entry.band, case=case, solved=solved, entry=entry,
    )  # fmt: skip


def _beside(case: Case, goal: Goal, root: Branch) -> tuple[Weighed, ...]:
    """Questions outside the tree: those of gates that the goal is about, and those that make the case."""
    inside, concerned = {leaf.id for leaf in leaves(root)}, gates_concerned(case.here, goal)
    gates = {id: case.options[id] for id in case.here.gates if id in concerned}
    others = {id: _without_gate(case.options[id]) for id in case.settled if id not in gates}
    found = {id: options for id, options in (gates | others).items() if id not in inside}
    return tuple(Weighed(Fraction(0), gate_alone(id, options)) for id, options in found.items())


def _without_gate(options: tuple[Option, ...]) -> tuple[Option, ...]:
    return tuple(replace(one, open=False) for one in options)


def shared(here: Situation, goal: Goal) -> bool:
    """Whether a question counts in two places below the goal's node: then what it brings is not a sum of parts."""
    ids = counted(here, goal)
    return len(ids) > len(set(ids))


def counted(here: Situation, goal: Goal) -> list[str]:
    """Ids of the questions that count below the goal's node, one in two places twice."""
    return _counted(here, here.node(goal.node, section=goal.section))


def _counted(here: Situation, node: NodeScore) -> list[str]:
    found = []
    for term in node.terms:
        if not term.counted:
            continue
        inner = inner_node(here, node, term)
        found += [term.id] if inner is None else _counted(here, inner)
    return found


def _untangled(root: Branch) -> Branch:
    """Sections right below the root, each once, with the sum of its weights by all ways: nearly the same."""
    weights: dict[str, Fraction] = {}
    nodes: dict[str, Leaf | Branch] = {}
    _spread(root, Fraction(1), weights, nodes)
    children = tuple(Weighed(weight, nodes[id]) for id, weight in weights.items())
    return Branch(id=root.id, method=root.method, section=root.section, children=children)


def _spread(branch: Branch, share: Fraction, weights: dict[str, Fraction], nodes: dict[str, Leaf | Branch]) -> None:
    total = sum((child.weight for child in branch.children), Fraction(0)) or Fraction(1)
    for child in branch.children:
        part = share * child.weight / total
        if isinstance(child.node, Branch) and not child.node.section:
            _spread(child.node, part, weights, nodes)
        else:
            weights[child.node.id] = weights.get(child.node.id, Fraction(0)) + part
            nodes[child.node.id] = child.node
