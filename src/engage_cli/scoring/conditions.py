"""Evaluates conditions for a project: true, false, or unknown.

Three-valued logic after Kleene: `all` is false as soon as one term is, `any` true as soon as one is; `not` turns true
and false around; what is left is unknown.
"""

from collections.abc import Callable, Iterable, Mapping

from engage_cli.model.condition import NO, YES, All, Comparing, Comparison, Condition, Not, Operand, Some, comparisons
from engage_cli.model.project import Answer, FacetValue
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Facet
from engage_cli.values import Value

Truth = bool | None
"""True, false, or None for unknown: a facet that would settle it is not known."""


def _nothing(_: str) -> tuple[str, ...]:
    return ()


class Reading(Value):
    """What conditions read: the facets of a project, and its answers in force."""

    questionnaire: Questionnaire
    facets: Mapping[str, FacetValue]
    answer: Callable[[str], Answer | None]
    """Gives the answer to a question id where it is in force and answered, else None."""
    waits_for: Callable[[str], tuple[str, ...]] = _nothing
    """Gives the ids of the facets that nobody knows and that decide whether a question id is in force."""


def holds(condition: Condition | None, reading: Reading) -> bool:
    """Whether the condition is met for sure; true for None."""
    return truth(condition, reading) is True


def may_hold(condition: Condition | None, reading: Reading) -> bool:
    """Whether the condition does not fail for sure. Gates go by it, since what cannot be judged must not pass."""
    return truth(condition, reading) is not False


def truth(condition: Condition | None, reading: Reading, *, as_said: bool = False) -> Truth:
    """Whether the condition holds; true for None.

    A comparison with a facet that is unknown or left out is unknown, unless the facet says what that counts as
    (`unknown_is`). A comparison with a question that is not in force or not answered is false. With `as_said`, only
    what the project says settles anything: `unknown_is` is not read, and a comparison with a question without an answer
    in force is unknown too.
    """
    match condition:
        case None:
            return True
        case All(terms):
            return _every(truth(term, reading, as_said=as_said) for term in terms)
        case Some(terms):
            return _turned(_every(_turned(truth(term, reading, as_said=as_said)) for term in terms))
        case Not(term):
            return _turned(truth(term, reading, as_said=as_said))
        case Comparing():
            facet = reading.questionnaire.facet(condition.key)
            if facet is not None:
                return _facet_truth(facet, condition, reading, as_said=as_said)
            return _question_truth(condition, reading, as_said=as_said)


def holds_as_said(condition: Condition, reading: Reading) -> bool:
    """Whether the condition holds by what the project says alone, without `unknown_is`."""
    return truth(condition, reading, as_said=True) is True


def unknown_facets_in(condition: Condition | None, reading: Reading) -> tuple[str, ...]:
    """The ids of the facets that leave a comparison in `condition` unknown, in reading order, each once."""
    found: dict[str, None] = {}
    for test in comparisons(condition):
        if truth(test, reading) is None:
            facet = reading.questionnaire.facet(test.key)
            found |= dict.fromkeys(reading.waits_for(test.key) if facet is None else (test.key,))
    return tuple(found)


def _every(terms: Iterable[Truth]) -> Truth:
    found: Truth = True
    for term in terms:
        if term is False:
            return False
        found = found and term
    return found


def _turned(value: Truth) -> Truth:
    return None if value is None else not value


def _facet_truth(facet: Facet, test: Comparing, reading: Reading, *, as_said: bool) -> Truth:
    value = reading.facets.get(facet.id)
    if test.comparison is Comparison.ANSWERED:
        return (value is not None) is test.values[0]
    if value is None and not as_said:
        value = facet.unknown_is
    if value is None:
        return None
    held: tuple[Operand, ...] = value if isinstance(value, tuple) else (value,)
    return _compare(test, held, facet.rank)


def _question_truth(test: Comparing, reading: Reading, *, as_said: bool) -> Truth:
    """What the answer makes of it; where a fact decides whether the question is in force, only if both ways agree."""
    answer = reading.answer(test.key)
    in_force = _answer_truth(answer, test, reading, as_said=as_said)
    if answer is None or not reading.waits_for(test.key):
        return in_force
    return in_force if in_force is _answer_truth(None, test, reading, as_said=as_said) else None


def _answer_truth(answer: Answer | None, test: Comparing, reading: Reading, *, as_said: bool) -> Truth:
    if test.comparison is Comparison.ANSWERED:
        return (answer is not None) is test.values[0]
    if answer is None:
        return None if as_said else False
    question = reading.questionnaire.by_id[test.key]
    held = answer.choices if answer.choices is not None else (answer.choice,) if answer.choice else ()
    return _compare(test, held, question.rank)


def _compare(test: Comparing, held: tuple[Operand, ...], rank: Callable[[str], int]) -> bool:
    said, values = [_word(value) for value in held], [_word(value) for value in test.values]
    match test.comparison:
        case Comparison.IS:
            return any(value in values for value in said)
        case Comparison.IS_NOT:
            return bool(said) and not any(value in values for value in said)
        case Comparison.AT_LEAST:
            return any(rank(value) >= rank(values[0]) for value in said)
        case Comparison.AT_MOST:
            return any(rank(value) <= rank(values[0]) for value in said)
        case Comparison.ANSWERED:
            raise AssertionError("compared before")


def _word(value: Operand) -> str:
    """`true` and `false` as the choices of a yes_no question, so that facets and questions take both."""
    if isinstance(value, bool):
        return YES if value else NO
    return value
