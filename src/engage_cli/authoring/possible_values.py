"""The values that a facet or question can have, as far as the comparisons of a formula distinguish them."""

from collections.abc import Callable, Sequence

from engage_cli.authoring.formulas import Literal
from engage_cli.model.condition import Comparing, Comparison
from engage_cli.model.project import Answer, FacetValue
from engage_cli.model.questionnaire import Question, Questionnaire, QuestionType
from engage_cli.model.scales import Choice, Facet, FacetType
from engage_cli.scoring.conditions import Reading, Truth, truth
from engage_cli.values import Value

MOST = 2000
"""Maximum number of selections distinguished; a facet with more is not searched completely."""

Said = FacetValue | Answer
Bits = int
"""A bit set of literals, by their order."""


class PossibleValue(Value):
    """A value of a facet or question; None: nothing is stated."""

    value: Said
    meets: Bits
    """The bit set of literals that it meets."""
    cost: int
    """The number of things stated."""


class PossibleValues(Value):
    """All distinguishable values of a facet or question."""

    silent: Bits
    """The literals met while nothing is stated, whatever may be filled in later."""
    ways: tuple[PossibleValue, ...]
    """The values worth trying, cheapest first: none meets less than another of the same cost."""
    any_way: Bits
    """The literals that some value meets."""
    whole: bool = True
    """Whether no value was left out for lack of room."""


class Judge:
    """Evaluates comparisons with the function that scores projects, each only once."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self._known: dict[tuple[Comparing, bool, object], Truth] = {}
        self._met: dict[Literal, dict[object, bool]] = {}
        self._ways: dict[tuple[str, tuple[Literal, ...]], PossibleValues] = {}

    def truth(self, test: Comparing, value: Said, *, as_said: bool) -> Truth:
        """The truth of a comparison where the facet or question it reads has `value`."""
        key = (test, as_said, _mark(value))
        if key not in self._known:
            answer = value if isinstance(value, Answer) else None
            facets: dict[str, FacetValue] = {} if isinstance(value, Answer) or value is None else {test.key: value}
            reading = Reading(self.questionnaire, facets, lambda _: answer)
            self._known[key] = truth(test, reading, as_said=as_said)
        return self._known[key]

    def meets(self, literals: Sequence[Literal], value: Said) -> Bits:
        """The bit set of those literals, all on one facet or question, that `value` meets."""
        found, mark = 0, _mark(value)
        for position, literal in enumerate(literals):
            met = self._met.setdefault(literal, {})
            if mark not in met:
                met[mark] = literal.met(self.truth(literal.test, value, as_said=literal.mode.as_said))
            if met[mark]:
                found |= 1 << position
        return found

    def ways(self, key: str, literals: Sequence[Literal]) -> PossibleValues:
        """The values that the facet or question `key` can have."""
        asked = key, tuple(literals)
        if asked not in self._ways:
            facet = self.questionnaire.facet(key)
            self._ways[asked] = (
                _question_ways(self.questionnaire.by_id[key], literals, self)
                if facet is None
                else _facet_ways(facet, literals, self)
            )
        return self._ways[asked]


def _mark(value: Said) -> object:
    """A cache key: what comparisons can distinguish of a value."""
    return (value.choice, value.choices, value.text) if isinstance(value, Answer) else value


def _facet_ways(facet: Facet, literals: Sequence[Literal], judge: Judge) -> PossibleValues:
    def meets(value: FacetValue) -> Bits:
        return judge.meets(literals, value)

    values, whole = _facet_values(facet, literals, meets)
    ways = [PossibleValue(value, meets(value), len(value) if isinstance(value, tuple) else 1) for value in values]
    if facet.unknown_is is not None and not facet.required:
        ways.append(PossibleValue(None, meets(None), 1))  # it is not answered, and counts as something all the same
    silent = _in_every(ways) if facet.required else meets(None) & ~_assumed(facet, literals)
    return _worth_trying(silent, ways, whole=whole)


def _assumed(facet: Facet, literals: Sequence[Literal]) -> Bits:
    """The literals met by what an unknown facet counts as; an example states that value rather than rely on it."""
    if facet.unknown_is is None:
        return 0
    assuming = (not one.mode.may and one.test.comparison is not Comparison.ANSWERED for one in literals)
    return sum(1 << position for position, one in enumerate(assuming) if one)


def _facet_values(
    facet: Facet, literals: Sequence[Literal], meets: Callable[[FacetValue], Bits]
) -> tuple[list[FacetValue], bool]:
    match facet.type:
        case FacetType.YES_NO:
            return [True, False], True
        case FacetType.ONE:
            return [choice.id for choice in facet.choices], True
        case FacetType.MANY:
            least = max(facet.least, 1)
            several = _several(facet.choices, literals, meets, least=least, most=facet.most)
            return list(several), len(several) < MOST


def _question_ways(question: Question, literals: Sequence[Literal], judge: Judge) -> PossibleValues:
    answers, whole = _answers(question, literals, judge)
    ways = [PossibleValue(one, judge.meets(literals, one), len(one.choices or ("",))) for one in answers]
    return _worth_trying(judge.meets(literals, None), ways, whole=whole)


def _answers(question: Question, literals: Sequence[Literal], judge: Judge) -> tuple[list[Answer], bool]:
    match question.type:
        case QuestionType.TEXT:
            return [Answer(text="…")], True
        case QuestionType.ONE:
            return [Answer(choice=choice.id) for choice in question.choices], True
        case QuestionType.MANY:
            several = _several(question.choices, literals, lambda some: judge.meets(literals, Answer(choices=some)))
            return [Answer(choices=some) for some in several], len(several) < MOST


def _several(
    choices: Sequence[Choice],
    literals: Sequence[Literal],
    meets: Callable[[tuple[str, ...]], Bits],
    *,
    least: int = 1,
    most: int | None = None,
) -> list[tuple[str, ...]]:
    """The smallest selections of `least` to `most` choices, one for each set of literals that some selection meets.

    What a selection meets follows from its parts: a literal that asks for a choice is met if one part meets it, one
    that excludes a choice only if all parts do. Each set is therefore extended only once, and once more for each size
    below `least`.
    """
    single = {choice.id: meets((choice.id,)) for choice in choices}
    asking = sum(
        1 << i for i, one in enumerate(literals) if one.wanted is (one.test.comparison is not Comparison.IS_NOT)
    )
    order = [id for group in _alike(choices, literals) for id in group[: max(1, least)]]
    alone = {choice.id for choice in choices if choice.exclusive}
    found: dict[tuple[Bits, int], tuple[str, ...]] = {}
    frontier: list[tuple[Bits, tuple[str, ...]]] = [(~asking, ())]
    for size in range(1, min(len(order), most or len(order)) + 1):
        grown = [
            ((bits | single[id]) & asking | bits & single[id] & ~asking, (*some, id))
            for bits, some in frontier
            for id in order
            if _goes_with(id, some, alone)
        ]
        frontier = []
        for bits, some in grown:
            mark = bits, min(size, least)
            if mark not in found and len(found) < MOST:
                found[mark] = some
                frontier.append((bits, some))
    return [some for some in found.values() if len(some) >= least]


def _goes_with(id: str, some: tuple[str, ...], alone: set[str]) -> bool:
    return not some or (id not in some and id not in alone and some[0] not in alone)


def _alike(choices: Sequence[Choice], literals: Sequence[Literal]) -> list[list[str]]:
    """Choices grouped by what comparisons can distinguish."""
    groups: dict[tuple[bool, ...], list[str]] = {}
    for choice in choices:
        mark = (choice.exclusive, *(choice.id in literal.test.values for literal in literals))
        groups.setdefault(mark, []).append(choice.id)
    return list(groups.values())


def _in_every(ways: Sequence[PossibleValue]) -> Bits:
    found = -1
    for way in ways:
        found &= way.meets
    return found


def _worth_trying(silent: Bits, ways: Sequence[PossibleValue], *, whole: bool) -> PossibleValues:
    kept: list[PossibleValue] = []
    any_way = silent
    for way in sorted(ways, key=lambda one: one.cost):
        any_way |= way.meets
        if way.meets & ~silent and not any(way.meets & ~other.meets == 0 for other in kept):
            kept.append(way)
    return PossibleValues(silent, tuple(kept), any_way, whole)
