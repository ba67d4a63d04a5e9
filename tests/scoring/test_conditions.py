"""When a condition holds, written as in a questionnaire, on one small project."""

from collections.abc import Mapping
from itertools import product

import yaml
from hypothesis import given
from hypothesis import strategies as st

from engage_cli.model.condition import All, Comparing, Comparison, Condition, Not, Some, comparisons
from engage_cli.model.project import Answer, FacetValue
from engage_cli.model.questionnaire import Questionnaire, QuestionType
from engage_cli.model.scales import FacetType
from engage_cli.questionnaire.parsing_conditions import parse_condition
from engage_cli.scoring.conditions import Reading, holds, holds_as_said, may_hold, truth, unknown_facets_in
from engage_cli.values import replace

from .making import MANY, PHASE, PHASES, YES_NO, facet, question, questionnaire, section
from .tables import table

FACETS: dict[str, FacetValue] = {
    "phase": "plan",
    "later": None,
    "kinds": ("a", "c"),
    "empty": (),
    "open": True,
    "shut": False,
    "doubtful": None,
    "likely": None,
}
"""What the charter says: `later`, `doubtful` and `likely` are unknown; `unsaid`, `silent` and `usual` are left out."""

ANSWERS = {
    "q.level": Answer(choice="work"),
    "q.two": Answer(choices=("x", "y")),
    "q.nil": Answer(choices=()),
    "q.yes": Answer(choice="yes"),
    "q.no": Answer(choice="no"),
    "q.words": Answer(text="Some"),
}
"""Answers in force; `q.open` has none."""


def _questionnaire() -> Questionnaire:
    ordered = [facet(id, FacetType.ONE, PHASES, ordered=True) for id in ("later", "unsaid")]
    kinds = [facet(id, FacetType.MANY, ("a", "b", "c"), ordered=True) for id in ("kinds", "empty")]
    yes_no = [facet(id) for id in ("open", "shut", "doubtful", "silent")]
    taken_for_yes = [facet(id, unknown_is=True) for id in ("likely", "usual")]
    questions = (
        question("q.level"),
        question("q.open"),
        question("q.two", **MANY),
        question("q.nil", **MANY),
        question("q.yes", **YES_NO),
        question("q.no", **YES_NO),
        question("q.words", type=QuestionType.TEXT, choices=(), expected=None),
    )
    return questionnaire(section("q", *questions), facets=(PHASE, *ordered, *kinds, *yes_no, *taken_for_yes))


READING = Reading(_questionnaire(), FACETS, ANSWERS.get)
OUTCOMES = {True: "yes", False: "no", None: "open"}


def _condition(written: str) -> Condition:
    made = parse_condition(yaml.safe_load(written))
    assert made is not None
    return made


@table("""
    written                                                   held  settled

    {phase: plan}                                             yes   yes
    {phase: idea}                                             no    no
    {phase: [idea, plan]}                                     yes   yes
    {phase: [idea, build]}                                    no    no
    {phase: {not: plan}}                                      no    no
    {phase: {not: idea}}                                      yes   yes
    {phase: {not: [idea, plan]}}                              no    no
    {phase: {not: [idea, build]}}                             yes   yes
    {phase: {at_least: idea}}                                 yes   yes
    {phase: {at_least: plan}}                                 yes   yes
    {phase: {at_least: build}}                                no    no
    {phase: {at_most: idea}}                                  no    no
    {phase: {at_most: plan}}                                  yes   yes
    {phase: {at_most: build}}                                 yes   yes
    {phase: {answered: true}}                                 yes   yes
    {phase: {answered: false}}                                no    no
    {phase: {at_least: idea, at_most: build}}                 yes   yes
    {phase: {at_least: idea, not: plan}}                      no    no

    {later: plan}                                             open  open
    {later: {not: plan}}                                      open  open
    {later: {at_least: idea}}                                 open  open
    {later: {at_most: run}}                                   open  open
    {later: {answered: true}}                                 no    no
    {later: {answered: false}}                                yes   yes
    {unsaid: plan}                                            open  open
    {unsaid: {not: plan}}                                     open  open
    {unsaid: {at_least: idea}}                                open  open
    {unsaid: {at_most: run}}                                  open  open
    {unsaid: {answered: true}}                                no    no
    {unsaid: {answered: false}}                               yes   yes

    {kinds: a}                                                yes   yes
    {kinds: b}                                                no    no
    {kinds: [b, c]}                                           yes   yes
    {kinds: {not: b}}                                         yes   yes
    {kinds: {not: [b, c]}}                                    no    no
    {kinds: {at_least: b}}                                    yes   yes
    {kinds: {at_most: b}}                                     yes   yes
    {empty: a}                                                no    no
    {empty: {not: a}}                                         no    no
    {empty: {at_least: a}}                                    no    no
    {empty: {answered: true}}                                 yes   yes

    {open: true}                                              yes   yes
    {open: false}                                             no    no
    {open: {not: true}}                                       no    no
    {open: {not: false}}                                      yes   yes
    {shut: true}                                              no    no
    {shut: false}                                             yes   yes
    {shut: {answered: true}}                                  yes   yes
    {doubtful: true}                                          open  open
    {doubtful: false}                                         open  open
    {doubtful: {not: true}}                                   open  open
    {doubtful: {answered: true}}                              no    no
    {silent: true}                                            open  open
    {silent: false}                                           open  open
    {likely: true}                                            yes   open
    {likely: false}                                           no    open
    {likely: {not: true}}                                     no    open
    {likely: {answered: true}}                                no    no
    {usual: true}                                             yes   open
    {usual: false}                                            no    open
    {usual: {answered: false}}                                yes   yes

    {q.level: work}                                           yes   yes
    {q.level: wish}                                           no    no
    {q.level: {not: work}}                                    no    no
    {q.level: {not: wish}}                                    yes   yes
    {q.level: {at_least: wish}}                               yes   yes
    {q.level: {at_least: work}}                               yes   yes
    {q.level: {at_least: proof}}                              no    no
    {q.level: {at_most: wish}}                                no    no
    {q.level: {at_most: work}}                                yes   yes
    {q.level: {answered: true}}                               yes   yes
    {q.level: {answered: false}}                              no    no
    {q.open: work}                                            no    open
    {q.open: {not: work}}                                     no    open
    {q.open: {at_least: none}}                                no    open
    {q.open: {answered: true}}                                no    no
    {q.open: {answered: false}}                               yes   yes
    {q.two: x}                                                yes   yes
    {q.two: [y, nil]}                                         yes   yes
    {q.two: nil}                                              no    no
    {q.two: {not: x}}                                         no    no
    {q.two: {not: nil}}                                       yes   yes
    {q.two: {at_least: y}}                                    yes   yes
    {q.two: {at_most: nil}}                                   no    no
    {q.nil: x}                                                no    no
    {q.nil: {not: x}}                                         no    no
    {q.yes: true}                                             yes   yes
    {q.yes: false}                                            no    no
    {q.yes: 'yes'}                                            yes   yes
    {q.yes: {not: false}}                                     yes   yes
    {q.yes: {at_least: true}}                                 yes   yes
    {q.no: true}                                              no    no
    {q.no: false}                                             yes   yes
    {q.no: 'no'}                                              yes   yes
    {q.no: {at_least: true}}                                  no    no
    {q.words: work}                                           no    no
    {q.words: {not: work}}                                    no    no
    {q.words: {answered: true}}                               yes   yes

    {open: true, phase: plan}                                 yes   yes
    {open: true, phase: idea}                                 no    no
    {open: true, doubtful: false}                             open  open
    {shut: true, doubtful: true}                              no    no
    {open: true, later: plan}                                 open  open
    {all: [{open: true}, {shut: false}]}                      yes   yes
    {all: [{open: true}, {shut: true}]}                       no    no
    {all: [{shut: true}, {later: plan}]}                      no    no
    {all: [{open: true}, {later: plan}]}                      open  open
    {any: [{open: true}, {shut: true}]}                       yes   yes
    {any: [{open: false}, {shut: true}]}                      no    no
    {any: [{open: true}, {later: plan}]}                      yes   yes
    {any: [{shut: true}, {later: plan}]}                      open  open
    {any: [{shut: true}, {likely: true}]}                     yes   open
    {not: {open: true}}                                       no    no
    {not: {shut: true}}                                       yes   yes
    {not: {later: plan}}                                      open  open
    {not: {likely: true}}                                     no    open
    {not: {q.open: work}}                                     yes   open
    {not: {not: {open: true}}}                                yes   yes
    {not: {not: {open: false}}}                               no    no
    {not: {all: [{open: true}, {phase: idea}]}}               yes   yes
    {not: {all: [{open: true}, {shut: false}]}}               no    no
    {not: {all: [{open: true}, {later: plan}]}}               open  open
    {not: {any: [{shut: true}, {open: true}]}}                no    no
    {not: {any: [{shut: true}, {open: false}]}}               yes   yes
    {not: {any: [{shut: true}, {later: plan}]}}               open  open
    {any: [{all: [{open: true}, {shut: true}]}, {kinds: c}]}  yes   yes
""")
def test_what_holds(written: str, held: str, settled: str) -> None:
    """`held`: whether it holds; `settled`: what the project says alone makes of it. `open`: nobody knows."""
    made = _condition(written)
    assert OUTCOMES[truth(made, READING)] == held
    assert OUTCOMES[truth(made, READING, as_said=True)] == settled
    assert holds(made, READING) is (held == "yes")
    assert may_hold(made, READING) is (held != "no")
    assert holds_as_said(made, READING) is (settled == "yes")


def test_no_condition_holds() -> None:
    assert parse_condition(None) is None
    assert truth(None, READING) is True


@table("""
    written                                        facets

    {open: true}                                   –
    {later: plan}                                  later
    {later: {answered: true}}                      –
    {likely: true}                                 –
    {any: [{later: plan}, {silent: true}]}         later silent
    {all: [{silent: true}, {not: {later: plan}}]}  silent later
    {any: [{later: plan}, {later: run}]}           later
    {q.open: work}                                 –
""")
def test_what_leaves_it_open(written: str, facets: str) -> None:
    assert unknown_facets_in(_condition(written), READING) == (() if facets == "–" else tuple(facets.split()))


@table("""
    written                                       found  said

    {q.level: work}                               open   open
    {q.level: {not: wish}}                        open   open
    {q.level: wish}                               no     open
    {q.level: {answered: true}}                   open   open
    {q.yes: true}                                 yes    yes
    {q.open: work}                                no     open
    {not: {all: [{q.open: work}, {q.yes: true}]}}  yes    open
""")
def test_an_answer_whose_question_waits_for_a_fact(written: str, found: str, said: str) -> None:
    """`q.level` is answered, and nobody knows `doubtful`, which decides whether it is in force at all."""
    reading = replace(READING, waits_for=lambda key: ("doubtful",) if key == "q.level" else ())
    made = _condition(written)
    assert OUTCOMES[truth(made, reading)] == found
    assert OUTCOMES[truth(made, reading, as_said=True)] == said
    assert unknown_facets_in(made, reading) == (("doubtful",) if found == "open" else ())


FACTS = ("a", "b", "c")
PLAIN = st.recursive(
    st.sampled_from(FACTS).flatmap(
        lambda key: st.sampled_from((True, False)).map(lambda value: Comparing(key, Comparison.IS, (value,)))
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda terms: All(tuple(terms))),
        st.lists(inner, min_size=1, max_size=3).map(lambda terms: Some(tuple(terms))),
        inner.map(Not),
    ),
    max_leaves=6,
)
WITH_FACTS = questionnaire(section("s", question("s.q")), facets=(PHASE, *(facet(id) for id in FACTS)))


@given(condition=PLAIN, known=st.dictionaries(st.sampled_from(FACTS), st.booleans()))
def test_what_is_true_or_false_stays_so_whatever_becomes_known(condition: Condition, known: dict[str, bool]) -> None:
    """Against brute force: every way to learn the facts that are open."""
    open_facts = [id for id in FACTS if id not in known]
    ways = product((True, False), repeat=len(open_facts))
    outcomes = {_truth(condition, known | dict(zip(open_facts, way, strict=True))) for way in ways}
    found = _truth(condition, known)
    assert None not in outcomes
    assert found is None or outcomes == {found}
    once = len({test.key for test in comparisons(condition)}) == len(comparisons(condition))
    assert not once or (found is None) is (len(outcomes) == 2), "exact where each fact is read once"


def _truth(condition: Condition, facets: Mapping[str, FacetValue]) -> bool | None:
    return truth(condition, Reading(WITH_FACTS, facets, lambda _: None))
