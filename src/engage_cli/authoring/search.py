"""Searches the cheapest example that makes a formula true, or proves that there is none.

Depth-first over the values of facets and questions. Before each step the formula is evaluated twice at once: with all
undecided variables silent (true: an example is found) and with all of them free (false: none exists on this branch).
Costs bound the rest, and a budget the whole; when it runs out, nothing is concluded.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from engage_cli.authoring.formulas import AllOf, AnyOf, Formula, Literal, literals
from engage_cli.authoring.possible_values import Bits, Judge, PossibleValues, Said
from engage_cli.values import Value

BUDGET = 200_000
"""Maximum number of steps for one formula."""

FALSE, OPEN, TRUE = 0, 1, 2
"""Truth of a partly decided formula: impossible, undecided, or true even if nothing more is stated."""


class SearchResult(Value):
    """The result of a search."""

    said: Mapping[str, Said] | None
    """The cheapest example by facet and question, without unanswered questions; None where there is none."""
    decided: bool = True
    """False where the budget ran out: there may be a cheaper example, or one at all."""
    steps: int = 0


class _OutOfBudget(Exception):
    """The budget is used up."""


class _Tree(Value):
    """A formula whose literals are given by the index of their variable and their bit."""

    terms: tuple["_Tree", ...] | None = None
    """None: it is a literal."""
    either: bool = False
    variable: int = 0
    bit: Bits = 0


class Search:
    """One search; `obligations` gives what an answer implies: that its question is in force."""

    def __init__(
        self,
        judge: Judge,
        goal: Sequence[Formula],
        obligations: Callable[[str], Formula | None],
        *,
        budget: int = BUDGET,
    ) -> None:
        self._budget, self._steps = budget, 0
        brought = _brought(goal, obligations)
        by_key: dict[str, list[Literal]] = {}
        for literal in literals(*goal, *brought.values()):
            by_key.setdefault(literal.test.key, []).append(literal)
        self._keys = list(by_key)
        self._ways: list[PossibleValues] = [judge.ways(key, some) for key, some in by_key.items()]
        place = {literal: (i, 1 << n) for i, some in enumerate(by_key.values()) for n, literal in enumerate(some)}
        self._goal = [_tree(one, place) for one in goal]
        self._brought = {self._keys.index(key): _tree(one, place) for key, one in brought.items() if key in by_key}
        self._true: list[Bits] = [ways.silent for ways in self._ways]
        """Of each variable: what is met as things stand..."""
        self._possible: list[Bits] = [ways.silent | ways.any_way for ways in self._ways]
        """...and what may still be met."""
        self._said: dict[int, Said] = {}
        self._best: tuple[int, Mapping[str, Said]] | None = None

    def found(self) -> SearchResult:
        """The cheapest example, or that there is none."""
        decided = all(ways.whole for ways in self._ways)
        try:
            self._visit(0)
        except _OutOfBudget:
            decided = False
        said = self._best[1] if self._best else None
        return SearchResult(said, decided or said is not None, self._steps)

    def _visit(self, cost: int) -> None:
        self._steps += 1
        if self._steps > self._budget:
            raise _OutOfBudget
        pending = None
        for tree in self._wanted():
            value = self._value(tree)
            if value == FALSE:
                return
            if value == OPEN and pending is None:
                pending = tree
        if pending is None:
            self._best = cost, {self._keys[i]: value for i, value in self._said.items()}
        else:
            self._branch(self._open(pending), cost)

    def _wanted(self) -> Iterator[_Tree]:
        yield from self._goal
        for position in self._said:
            if position in self._brought:
                yield self._brought[position]

    def _branch(self, variable: int, cost: int) -> None:
        ways = self._ways[variable]
        for way in ways.ways:
            if self._too_much(cost + way.cost):
                break
            self._true[variable] = self._possible[variable] = way.meets
            self._said[variable] = way.value
            self._visit(cost + way.cost)
            del self._said[variable]
        self._true[variable] = self._possible[variable] = ways.silent
        if not self._too_much(cost):
            self._visit(cost)
        self._possible[variable] = ways.silent | ways.any_way

    def _too_much(self, cost: int) -> bool:
        return self._best is not None and cost >= self._best[0]

    def _value(self, tree: _Tree) -> int:
        if tree.terms is None:
            return self._literal(tree)
        enough = TRUE if tree.either else FALSE
        found = FALSE if tree.either else TRUE
        for term in tree.terms:
            value = self._literal(term) if term.terms is None else self._value(term)
            if value == enough:
                return enough
            if value == OPEN:
                found = OPEN
        return found

    def _literal(self, tree: _Tree) -> int:
        if self._true[tree.variable] & tree.bit:
            return TRUE
        return OPEN if self._possible[tree.variable] & tree.bit else FALSE

    def _open(self, tree: _Tree) -> int:
        """The index of a variable on which the undecided formula depends."""
        while tree.terms is not None:
            tree = next(term for term in tree.terms if self._value(term) == OPEN)
        return tree.variable


def _tree(formula: Formula, place: Mapping[Literal, tuple[int, Bits]]) -> _Tree:
    match formula:
        case Literal():
            variable, bit = place[formula]
            return _Tree(variable=variable, bit=bit)
        case AllOf(terms):
            return _Tree(tuple(_tree(term, place) for term in terms))
        case AnyOf(terms):
            return _Tree(tuple(_tree(term, place) for term in terms), either=True)


def _brought(goal: Iterable[Formula], obligations: Callable[[str], Formula | None]) -> dict[str, Formula]:
    """The obligations of every question that the goal reads, and in turn of those that these read."""
    found: dict[str, Formula] = {}
    waiting = list(goal)
    while waiting:
        for literal in literals(waiting.pop()):
            key = literal.test.key
            if key not in found and (brought := obligations(key)) is not None:
                found[key] = brought
                waiting.append(brought)
    return found
