"""Whether a condition holds for a project."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from engage_cli.model.condition import All, Comparing, Comparison, Condition, Not, Operand, Some
from engage_cli.model.project import Answer, FacetValue
from engage_cli.model.questionnaire import Question, Questionnaire
from engage_cli.model.scales import Facet, FacetType
from engage_cli.values import Value

YES, NO = "yes", "no"
"""Choice ids of every `yes_no` question."""


class Reading(Value):
    """What conditions may read: the charter's facets, and the answers in force."""

    questionnaire: Questionnaire
    facets: Mapping[str, FacetValue]
    answer: Callable[[str], Answer | None]
    """Of a question id: its answer where it is in force and answered, else None."""


def holds(condition: Condition | None, reading: Reading) -> bool:
    """True where the condition is met, or where there is none.

    A comparison with something unknown or not in force is false, `not` included; a yes_no facet that nobody knows
    reads as its `unknown_is`.
    """
    match condition:
        case None:
            return True
        case All(terms):
            return all(holds(term, reading) for term in terms)
        case Some(terms):
            return any(holds(term, reading) for term in terms)
        case Not(term):
            return not holds(term, reading)
        case Comparing():
            facet = reading.questionnaire.facet(condition.key)
            return _facet_holds(facet, condition, reading) if facet else _question_holds(condition, reading)


def said(condition: Condition, reading: Reading, *, holding: bool = True) -> bool:
    """True where the condition holds by what the project says alone, or with `holding` false where it fails by it.

    What is left out, unknown or not in force settles nothing, and no `unknown_is` stands in for it; `answered` itself
    asks whether something is said.
    """
    match condition:
        case All(terms):
            return (all if holding else any)(said(term, reading, holding=holding) for term in terms)
        case Some(terms):
            return (any if holding else all)(said(term, reading, holding=holding) for term in terms)
        case Not(term):
            return said(term, reading, holding=not holding)
        case Comparing():
            return _settled(condition, reading) and holds(condition, reading) is holding


def _settled(test: Comparing, reading: Reading) -> bool:
    if test.comparison is Comparison.ANSWERED or reading.facets.get(test.key) is not None:
        return True
    return reading.answer(test.key) is not None


def _facet_holds(facet: Facet, test: Comparing, reading: Reading) -> bool:
    value = reading.facets.get(facet.id)
    if test.comparison is Comparison.ANSWERED:
        return (value is not None) is test.values[0]
    if value is None and facet.type is FacetType.YES_NO:
        value = facet.unknown_is
    if value is None:
        return False
    held: tuple[Operand, ...] = value if isinstance(value, tuple) else (value,)
    return _compare(test, held, lambda choice: facet.rank(str(choice)))


def _question_holds(test: Comparing, reading: Reading) -> bool:
    answer = reading.answer(test.key)
    if test.comparison is Comparison.ANSWERED:
        return (answer is not None) is test.values[0]
    if answer is None:
        return False
    question = reading.questionnaire.by_id[test.key]
    held = answer.choices if answer.choices is not None else (answer.choice,) if answer.choice else ()
    return _compare(_in_words(test), held, lambda choice: _points(question, choice))


def _compare(test: Comparing, held: tuple[Operand, ...], rank: Callable[[Operand], Fraction | int]) -> bool:
    match test.comparison:
        case Comparison.IS:
            return any(value in test.values for value in held)
        case Comparison.IS_NOT:
            return bool(held) and not any(value in test.values for value in held)
        case Comparison.AT_LEAST:
            return any(rank(value) >= rank(test.values[0]) for value in held)
        case Comparison.AT_MOST:
            return any(rank(value) <= rank(test.values[0]) for value in held)
        case Comparison.ANSWERED:
            raise AssertionError("compared before")


def _in_words(test: Comparing) -> Comparing:
    """`true` and `false` as the choices of a yes_no question."""
    words = tuple((YES if value else NO) if isinstance(value, bool) else value for value in test.values)
    return Comparing(test.key, test.comparison, words)


def _points(question: Question, choice: Operand) -> Fraction:
    found = question.choice(str(choice))
    assert found is not None, "checked when the questionnaire and the project were loaded"
    return found.points
