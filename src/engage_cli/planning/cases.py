"""Cases of a plan: where a condition reads an answer, a step may change what is asked, and each case is searched by
itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice

from engage_cli.model.condition import Comparing, comparisons
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.planning.options import Option, Wishes, options_of
from engage_cli.planning.situation import Situation
from engage_cli.scoring.conditions import Reading, truth
from engage_cli.scoring.question_scores import State
from engage_cli.values import Value

MOST = 128
"""The most cases that are searched; with more, the best found is not proven to be the best."""


class Case(Value):
    """What is asked under certain answers, and the options for each question that lead to it."""

    here: Situation
    options: Mapping[str, tuple[Option, ...]]
    settled: frozenset[str]
    """The ids of the questions whose answers define the case: what is done about them costs, wherever they stand."""


def cases_of(here: Situation, wishes: Wishes) -> tuple[tuple[Case, ...], bool]:
    """The cases, that of today first, and whether these are all."""
    tests = comparisons_by_question(here.questionnaire)
    found = tuple(islice(_cases(here, wishes, tests, {}), MOST + 1))
    return found[:MOST], len(found) <= MOST


def comparisons_by_question(questionnaire: Questionnaire) -> dict[str, tuple[Comparing, ...]]:
    """The comparisons that read each question, by its id; a question comes after those that it depends on."""
    tests: dict[str, list[Comparing]] = {}
    for question in questionnaire.by_id.values():
        for test in comparisons(question.when):
            if test.key in questionnaire.by_id:
                tests.setdefault(test.key, []).append(test)
    return {id: tuple(tests[id]) for id in questionnaire.ids_by_dependence if id in tests}


def _cases(
    here: Situation,
    wishes: Wishes,
    tests: Mapping[str, tuple[Comparing, ...]],
    settled: Mapping[str, tuple[Option, ...]],
) -> Iterator[Case]:
    """Settles the first question on which something still hangs, one way after another."""
    for id, read in tests.items():
        if id in settled or not here.questions[id].state.in_force:
            continue
        options = options_of(here, id, wishes)
        for alike in _alike(here, id, options, read):
            answer = alike[0].answer
            after = here if answer is None else here.with_answers({id: answer})
            yield from _cases(after, wishes, tests, {**settled, id: alike})
        return
    ways = {id: settled.get(id) or options_of(here, id, wishes) for id in here.questions}
    yield Case(here, ways, frozenset(settled))


def _alike(here: Situation, id: str, options: Sequence[Option], tests: Sequence[Comparing]) -> list[tuple[Option, ...]]:
    """The options in groups that no comparison tells apart, that of today first."""

    def told(option: Option) -> tuple[bool | None, ...]:
        answer = option.answer or here.questions[id].answer
        in_force = option.answer is not None or here.questions[id].state is State.ANSWERED
        reading = Reading(here.questionnaire, here.project.charter.facets, lambda _: answer if in_force else None)
        return tuple(truth(test, reading) for test in tests)

    keyed = sorted(((str(told(one)), number) for number, one in enumerate(options)))
    groups = [[number for _, number in same] for _, same in groupby(keyed, key=lambda one: one[0])]
    return [tuple(options[number] for number in group) for group in sorted(groups)]
