"""Searches one case: what each effort can reach there, and by which steps."""

from fractions import Fraction

from engage_cli.model.scales import Band
from engage_cli.planning.cases import Case
from engage_cli.planning.combining import ReachableResult, SearchRules, Solved, chosen_options, solve
from engage_cli.planning.goal import Goal, gates_of_goal
from engage_cli.planning.nodes import Branch, Leaf, Measure, Weighed, build_tree, gate_leaf, inner_node, leaves
from engage_cli.planning.options import Option
from engage_cli.planning.situation import Situation
from engage_cli.scoring.results import NodeScore
from engage_cli.values import Value, replace


class Reached(Value, kw_only=True):
    """What can be reached with an effort, by the steps of one result in one case."""

    effort: int
    steps: int
    open: int
    """The number of blocking requirements that stay open."""
    at_goal: int
    """The number of sections at the goal."""
    share: Fraction | None
    band: int | None
    case: Case
    solved: Solved
    entry: ReachableResult

    @property
    def options(self) -> dict[str, Option]:
        """The option chosen for each question about which anything is done, by id."""
        ways = {leaf.id: leaf.options for leaf in leaves(self.solved.node)}
        taken = ((id, ways[id][position]) for id, position in chosen_options(self.solved, self.entry))
        return {id: option for id, option in taken if option.steps}


def measure_of(here: Situation, goal: Goal) -> Measure:
    """What is measured at the node of the goal: attainment, or the share of the full points where nothing is
    expected.
    """
    node = here.result(goal.node, section=goal.section)
    return Measure.EVIDENCED if node.attainment is None else Measure.ATTAINMENT


def search(
    case: Case, goal: Goal, *, budget: int | None = None, tangled: bool = False, beyond: bool = False
) -> list[Reached]:
    """All results worth reaching in `case`.

    With a `budget`, sections at the goal count before the share. With `beyond`, results that reach all that is
    expected, by the share above it.
    """
    here, node = case.here, case.here.node(goal.node, section=goal.section)
    measure = Measure.BEYOND if beyond else measure_of(here, goal)
    root = build_tree(here, node, case.options, measure)
    root = _untangled(root) if tangled else root
    extra = _beside(case, goal, root)
    everything = tuple(leaves(root))
    if not all(_any_within(leaf, budget) for leaf in (*everything, *(one.node for one in extra))):
        return []
    bands = here.questionnaire.bands if node.bands is not None and measure is not Measure.BEYOND else ()
    rules = SearchRules(bands=bands, cap=highest_demanded_band(bands), budget=budget)
    if budget is not None:
        rules = replace(rules, goal=goal.band, sections=len(here.sections) + 1)
    whole = Branch(id=root.id, method=root.method, section=root.section, children=(*root.children, *extra))
    solved = solve(whole, rules)
    count = len(everything) + len(extra)
    return [_reached(case, solved, entry, rules.sections, count) for entry in solved.entries]


def highest_demanded_band(bands: tuple[Band, ...]) -> int:
    """The position of the highest band that some band demands of each child."""
    asked = {band.each_at_least for band in bands}
    return max((position for position, band in enumerate(bands) if band.id in asked), default=0)


def _any_within(node: Leaf | Branch, budget: int | None) -> bool:
    """Whether some way to go about the question is left: a step may be asked for that costs too much."""
    return isinstance(node, Branch) or any(budget is None or one.cost <= budget for one in node.options)


def _reached(case: Case, solved: Solved, entry: ReachableResult, sections: int, count: int) -> Reached:
    closed, at_goal = divmod(entry.major, sections)
    return Reached(
        effort=entry.effort, steps=entry.steps, open=count - closed, at_goal=at_goal, share=solved.share(entry),
        band=entry.band, case=case, solved=solved, entry=entry,
    )  # fmt: skip


def _beside(case: Case, goal: Goal, root: Branch) -> tuple[Weighed, ...]:
    """Questions outside the tree: those of gates that the goal is about, and those that make the case."""
    inside, concerned = {leaf.id for leaf in leaves(root)}, gates_of_goal(case.here, goal)
    gates = {id: case.options[id] for id in case.here.gates if id in concerned}
    others = {id: _without_gate(case.options[id]) for id in case.settled if id not in gates}
    found = {id: options for id, options in (gates | others).items() if id not in inside}
    return tuple(Weighed(Fraction(0), gate_leaf(id, options)) for id, options in found.items())


def _without_gate(options: tuple[Option, ...]) -> tuple[Option, ...]:
    return tuple(replace(one, open=False) for one in options)


def has_shared_questions(here: Situation, goal: Goal) -> bool:
    """Whether a question counts in two places below the goal's node, so that the whole is no sum of parts."""
    ids = counted_ids(here, goal)
    return len(ids) > len(set(ids))


def counted_ids(here: Situation, goal: Goal) -> list[str]:
    """The ids of the questions that count below the goal's node, one in two places twice."""
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
