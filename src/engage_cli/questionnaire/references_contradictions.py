"""Conditions that no project can meet, whatever it says: `{all: [{a: x}, {a: y}]}`, `{all: [x, {not: x}]}`."""

from collections.abc import Iterable, Iterator
from itertools import chain, combinations, islice, product
from math import prod

from engage_cli.errors import Message, Problem
from engage_cli.model.condition import Condition, comparisons
from engage_cli.model.project import Answer, FacetValue
from engage_cli.model.questionnaire import Questionnaire, QuestionType
from engage_cli.model.scales import FacetType
from engage_cli.questionnaire.parsing_conditions import parse_condition
from engage_cli.questionnaire.walking import CONDITION, SchemaPart
from engage_cli.scoring.conditions import Reading, holds

MOST = 2000
"""How many ways of answering are tried; a condition that needs more is taken as it is."""

_Said = FacetValue | Answer | None


def problems(found: Iterable[SchemaPart], questionnaire: Questionnaire) -> Iterator[Problem]:
    """One problem for each outermost condition among `found` that no project can meet; ids and values must exist."""
    said: list[SchemaPart] = []
    for part in found:
        if part.schema.get("$ref") != CONDITION or any(_within(part, outer) for outer in said):
            continue
        test = parse_condition(part.node.value)
        if test is not None and not _possible(test, questionnaire):
            said.append(part)
            hint = Message.of("Its terms exclude each other.")
            yield part.node.problem(Message.of("This condition can never hold."), hint, key=True)


def _within(part: SchemaPart, outer: SchemaPart) -> bool:
    place = outer.node.place
    return part.node.document is outer.node.document and part.node.place[: len(place)] == place


def _possible(test: Condition, questionnaire: Questionnaire) -> bool:
    """Whether some way of answering meets `test`; true where there are too many to try."""
    named: dict[str, set[object]] = {}
    for one in comparisons(test):
        named.setdefault(one.key, set()).update(one.values)
    ways = [_promising_first(_ways(key, values, questionnaire), values) for key, values in named.items()]
    if prod(len(way) for way in ways) > MOST:
        return True
    return any(_meets(test, dict(zip(named, said, strict=True)), questionnaire) for said in product(*ways))


def _meets(test: Condition, said: dict[str, _Said], questionnaire: Questionnaire) -> bool:
    facets = {key: value for key, value in said.items() if not isinstance(value, Answer)}
    answers = {key: value for key, value in said.items() if isinstance(value, Answer)}
    return holds(test, Reading(questionnaire, facets, answers.get))


def _promising_first(ways: list[_Said], values: set[object]) -> list[_Said]:
    """Those that say what is compared with come first: one of them meets most conditions."""
    return sorted(ways, key=lambda said: _word(said) not in values)


def _word(said: _Said) -> object:
    return said.choice if isinstance(said, Answer) else said[0] if isinstance(said, tuple) else said


def _ways(key: str, values: set[object], questionnaire: Questionnaire) -> list[_Said]:
    """What a project may say to a facet or question, as far as it matters to comparisons with `values`."""
    facet, question = questionnaire.facet(key), questionnaire.by_id.get(key)
    if facet is not None:
        match facet.type:
            case FacetType.YES_NO:
                return [None, True, False]
            case FacetType.ONE:
                return [None, *(choice.id for choice in facet.choices)]
            case FacetType.MANY:
                return [None, *_several([choice.id for choice in facet.choices], values)]
    assert question is not None
    ids = [choice.id for choice in question.choices]
    match question.type:
        case QuestionType.TEXT:
            return [None, Answer(text="…")]
        case QuestionType.ONE:
            return [None, *(Answer(choice=id) for id in ids)]
        case QuestionType.MANY:
            return [None, *(Answer(choices=several) for several in _several(ids, values))]


def _several(ids: list[str], values: set[object]) -> list[tuple[str, ...]]:
    """Every selection of the choices named, with and without another one; more than MOST: there are too many."""
    named = [id for id in ids if id in values]
    other = [id for id in ids if id not in values][:1]
    selections = chain.from_iterable(combinations(named, n) for n in range(len(named) + 1))
    return [(*some, *more) for some in islice(selections, MOST + 1) for more in ({(), tuple(other)}) if some or more]
