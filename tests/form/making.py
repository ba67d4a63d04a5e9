"""Questionnaires, charters and answers by chance, richer in conditions than those of `tests.scoring.making`."""

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from engage_cli.model.condition import All, Comparing, Comparison, Condition, Not, Some
from engage_cli.model.project import Answer, Charter, FacetValue, Project
from engage_cli.model.questionnaire import Gate, Question, Questionnaire, QuestionType, Section
from engage_cli.model.scales import Choice, Facet, FacetType
from engage_cli.questionnaire.compiled import load
from tests.scoring.making import PHASES, facet, text

ROOT = Path(__file__).resolve().parents[2]
MADE = dt.date(2026, 11, 23)
SHIPPED = load(ROOT / "questionnaires/engagement-numerique").questionnaire
GARDEN = load(ROOT / "tests/questionnaires/garden").questionnaire

Case = tuple[Questionnaire, Project]

FACETS = (
    facet("phase", FacetType.ONE, PHASES, ordered=True),
    facet("size", FacetType.ONE, ("small", "large"), ordered=True),
    facet("aims", FacetType.MANY, ("x", "y", "z"), ordered=True),
    facet("fact", FacetType.YES_NO),
    facet("constructor", FacetType.YES_NO, unknown_is=True),  # a name that objects of JavaScript have too
)


def gathered(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    """So many values of a strategy, always the same ones."""
    found: list[Any] = []

    @settings(max_examples=count, phases=[Phase.generate], derandomize=True, database=None, deadline=None)
    @given(strategy)
    def gather(value: Any) -> None:
        found.append(value)

    gather()
    return found


def facet_values(one: Facet) -> st.SearchStrategy[FacetValue]:
    known = known_values(one)
    return known if one.required else st.one_of(known, st.none())


def known_values(one: Facet) -> st.SearchStrategy[FacetValue]:
    ids = [choice.id for choice in one.choices]
    match one.type:
        case FacetType.YES_NO:
            return st.booleans()
        case FacetType.ONE:
            return st.sampled_from(ids)
        case FacetType.MANY:
            most = len(ids) if one.most is None else one.most
            return st.lists(st.sampled_from(ids), min_size=one.least, max_size=most, unique=True).map(tuple)


@st.composite
def charters(draw: st.DrawFn, questionnaire: Questionnaire) -> Charter:
    given = {f.id: draw(facet_values(f)) for f in questionnaire.facets if f.required or draw(st.integers(0, 5))}
    return Charter(name="By chance", facets=given)


def answers(question: Question) -> st.SearchStrategy[Answer]:
    others = [st.just(Answer(unknown=True))]
    if question.reasons:
        others.append(st.just(Answer(reason=question.reasons[0], because="It is so.")))
    main = chosen(question)
    return st.one_of(main, main, main, *others)


def chosen(question: Question) -> st.SearchStrategy[Answer]:
    ids = [choice.id for choice in question.choices]
    match question.type:
        case QuestionType.TEXT:
            return st.just(Answer(text="Words."))
        case QuestionType.MANY:
            alone = {c.id for c in question.choices if c.exclusive}
            several = st.lists(st.sampled_from(ids), unique=True).filter(lambda c: len(c) < 2 or not alone & set(c))
            return several.map(lambda ticked: Answer(choices=tuple(ticked)))
        case QuestionType.ONE:
            return st.sampled_from(ids).map(lambda choice: Answer(choice=choice))


@st.composite
def projects(draw: st.DrawFn, questionnaire: Questionnaire) -> Project:
    """A charter with answers to some questions, whether they are asked or not."""
    given = {id: draw(answers(q)) for id, q in questionnaire.by_id.items() if draw(st.integers(0, 3))}
    return Project(charter=draw(charters(questionnaire)), answers=given, scope=draw(st.sampled_from(["full", "quick"])))


@st.composite
def comparings(draw: st.DrawFn, questions: list[Question]) -> Comparing:
    possible: list[Facet | Question] = [*FACETS, *questions]
    about = draw(st.sampled_from(possible))
    known: list[str | bool] = [choice.id for choice in about.choices]
    if about.type is FacetType.YES_NO or known == ["no", "yes"]:
        known = [True, False]
    comparison = draw(st.sampled_from(list(Comparison) if known else [Comparison.ANSWERED]))
    if comparison is Comparison.ANSWERED:
        return Comparing(about.id, comparison, (draw(st.booleans()),))
    one = comparison in (Comparison.AT_LEAST, Comparison.AT_MOST)
    if one and about.type is FacetType.YES_NO:
        return Comparing(about.id, Comparison.IS, (True,))
    return Comparing(
        about.id, comparison, tuple(draw(st.lists(st.sampled_from(known), min_size=1, max_size=1 if one else 3)))
    )


def conditions(questions: list[Question]) -> st.SearchStrategy[Condition]:
    groups: tuple[Callable[[Any], Condition], ...] = (All, Some)
    return st.recursive(
        comparings(questions),
        lambda inner: st.one_of(
            st.builds(lambda make, terms: make(tuple(terms)), st.sampled_from(groups), st.lists(inner, max_size=3)),
            inner.map(Not),
        ),
        max_leaves=5,
    )


@st.composite
def a_question(draw: st.DrawFn, id: str, before: list[Question]) -> Question:
    """A question whose condition reads only those before it."""
    type = draw(st.sampled_from(list(QuestionType)))
    ids = () if type is QuestionType.TEXT else draw(st.sampled_from([("a", "b", "c"), ("no", "yes")]))
    points = sorted(draw(st.lists(st.integers(0, 3), min_size=len(ids), max_size=len(ids))))
    gated = type is QuestionType.ONE and draw(st.booleans())
    return Question(
        id=id,
        title=text(id),
        ask=text(id),
        type=type,
        choices=tuple(
            Choice(id=c, label=text(c), points=Fraction(p), exclusive=type is QuestionType.MANY and c == "c")
            for c, p in zip(ids, points, strict=True)
        ),
        quick=draw(st.booleans()),
        when=draw(st.one_of(st.none(), conditions(before))),
        due=draw(st.one_of(st.none(), st.sampled_from(PHASES))),
        gate=Gate(basis="law", rule=text("rule"), certainty="high", needs=ids[-1]) if gated else None,
        reasons=("law",),
    )


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """Sections two deep, aims on both, conditions that read facets and answers."""
    asked: list[Question] = []

    def section(id: str, depth: int) -> Section:
        own = []
        for number in range(draw(st.integers(0, 3))):
            own.append(draw(a_question(f"{id}.q{number}", asked)))
            asked.append(own[-1])
        inner = tuple(section(f"{id}-s{n}", depth + 1) for n in range(draw(st.integers(0, 2)) if depth == 0 else 0))
        aim = draw(st.one_of(st.none(), st.none(), conditions([])))
        return Section(id=id, title=text(id), aim=aim, questions=tuple(own), sections=inner)

    return Questionnaire(
        id="q",
        version="1.0.0",
        digest="sha256:" + "0" * 64,
        title=text("Q"),
        languages=("en",),
        facets=FACETS,
        timeline="phase",
        sections=tuple(section(f"s{number}", 0) for number in range(draw(st.integers(1, 3)))),
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    made = draw(questionnaires())
    return made, draw(projects(made))


def cases_of(questionnaire: Questionnaire) -> st.SearchStrategy[Case]:
    return projects(questionnaire).map(lambda project: (questionnaire, project))
