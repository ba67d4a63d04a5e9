"""Small questionnaires and projects, by hand and by chance."""

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from engage_cli.model.condition import Comparing, Comparison
from engage_cli.model.project import Answer, Charter, Evidence, Project
from engage_cli.model.questionnaire import Gate, Index, Method, Question, Questionnaire, QuestionType, Section
from engage_cli.model.recommendation import Effort, Recommendation
from engage_cli.model.scales import (
    Band,
    Choice,
    EvidenceKind,
    EvidenceRule,
    Expected,
    Facet,
    FacetType,
    Period,
)
from engage_cli.model.text import Text
from tests.chance import examples

TODAY = dt.date(2026, 11, 23)
PHASES = ("idea", "plan", "build", "run")
LEVELS = ("none", "wish", "work", "proof")
YEAR = Period(months=12)


def text(words: str) -> Text:
    return Text.of({"en": words})


def facet(id: str, type: FacetType = FacetType.YES_NO, choices: tuple[str, ...] = (), **more: Any) -> Facet:
    made = tuple(Choice(id=c, label=text(c)) for c in choices)
    return Facet(id=id, type=type, ask=text(id), choices=made, **more)


PHASE = facet("phase", FacetType.ONE, PHASES, ordered=True, required=True)
AIMS = facet("aims", FacetType.MANY, ("x", "y"))

SCALE = (
    Choice(id="none", label=text("None"), points=Fraction(0)),
    Choice(id="wish", label=text("Wish"), points=Fraction(1)),
    Choice(id="work", label=text("Work"), points=Fraction(2)),
    Choice(
        id="proof",
        label=text("Proof"),
        points=Fraction(3),
        needs_evidence=EvidenceRule(kinds=(EvidenceKind.DOCUMENT, EvidenceKind.TEST), valid=YEAR),
    ),
)
EXPECTED = Expected(by_time=(("idea", "wish"), ("plan", "work"), ("run", "proof")))
BANDS = (
    Band(id="low", label=text("Low"), below=Fraction(2, 5)),
    Band(id="middle", label=text("Middle"), below=Fraction(17, 20)),
    Band(id="there", label=text("There"), each_at_least="middle"),
    Band(id="past", label=text("Past"), beyond=Fraction(1, 4)),
)
PROOF = Evidence(title="Report", where="a.pdf", date=dt.date(2026, 10, 1), kind=EvidenceKind.DOCUMENT)


MANY: dict[str, Any] = {
    "type": QuestionType.MANY,
    "choices": (
        Choice(id="x", label=text("x"), points=Fraction(1)),
        Choice(id="y", label=text("y"), points=Fraction(2)),
        Choice(id="nil", label=text("nil"), exclusive=True),
    ),
    "expected": None,
}
"""Several choices may be given; all count, but for the last one, which stands alone."""
YES_NO: dict[str, Any] = {
    "type": QuestionType.ONE,
    "choices": (
        Choice(id="no", label=text("No")),
        Choice(id="yes", label=text("Yes"), points=Fraction(1)),
    ),
    "expected": None,
}


def question(id: str, **more: Any) -> Question:
    made: dict[str, Any] = {"choices": SCALE, "expected": EXPECTED, "reasons": ("law",), **more}
    return Question(id=id, title=text(id), ask=text(id), **made)


def advice(id: str, at: tuple[str, ...], to: str, effort: Effort = Effort.S) -> Recommendation:
    return Recommendation(id=id, at=at, to=to, do=text(id), effort=effort, lead="lead")


def section(id: str, *questions: Question, **more: Any) -> Section:
    return Section(id=id, title=text(id), questions=questions, **{"role": "floor", **more})


def aimed(choice: str) -> Comparing:
    return Comparing("aims", Comparison.IS, (choice,))


def gate(at: Mapping[str, str]) -> Gate:
    return Gate(basis="law", rule=text("rule"), certainty="high", by_time=tuple(at.items()))


def questionnaire(*sections: Section, **more: Any) -> Questionnaire:
    made: dict[str, Any] = {
        "facets": (PHASE, AIMS, facet("fact")),
        "timeline": "phase",
        "bands": BANDS,
        "indices": (
            Index(id="floor", label=text("Floor"), method=Method.MEAN, role="floor"),
            Index(id="depth", label=text("Depth"), method=Method.MEAN, role="depth"),
            Index(id="all", label=text("All"), method=Method.MIN, indices=("floor", "depth"), show_band=True),
        ),
        **more,
    }
    return Questionnaire(
        id="q", version="1.0.0", digest="sha256:0", title=text("Q"), languages=("en",), sections=sections, **made
    )


def project(answers: Mapping[str, Answer | str] | None = None, phase: str = "plan", **more: Any) -> Project:
    facets = {"phase": phase, "aims": ("x",), **more.pop("facets", {})}
    given = {id: _answer(a) for id, a in (answers or {}).items()}
    return Project(charter=Charter(name="P", facets=facets), answers=given, **more)


def _answer(given: Answer | str) -> Answer:
    return given if isinstance(given, Answer) else Answer(choice=given, evidence=(PROOF,) if given == "proof" else ())


UNKNOWN = Answer(unknown=True)
ASIDE = Answer(reason="law", because="Closed by law.")

# ---------------------------------------------------------------- by chance

FEW = settings(max_examples=examples(40), deadline=None)
"""Whole questionnaires are large: some dozens of them try what hundreds would."""
weights = st.sampled_from([Fraction(1, 2), Fraction(1), Fraction(2), Fraction(3)])
methods = st.sampled_from(list(Method))
conditions = st.one_of(
    st.none(),
    st.booleans().map(lambda yes: Comparing("fact", Comparison.IS, (yes,))),
    st.sampled_from(PHASES).map(lambda p: Comparing("phase", Comparison.AT_LEAST, (p,))),
)


@st.composite
def scales(draw: st.DrawFn) -> tuple[Choice, ...]:
    steps = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    points = [sum(steps[:i]) for i in range(len(steps) + 1)]
    needs = [False, *draw(st.lists(st.booleans(), min_size=len(steps), max_size=len(steps)))]
    rule = EvidenceRule(kinds=(EvidenceKind.DOCUMENT,), valid=YEAR)
    return tuple(
        Choice(id=f"c{i}", label=text(f"c{i}"), points=Fraction(p), needs_evidence=rule if needs[i] else None)
        for i, p in enumerate(points)
    )


@st.composite
def questions(draw: st.DrawFn, id: str) -> Question:
    choices = draw(scales())
    last = len(choices) - 1
    by_time = tuple((p, f"c{draw(st.integers(0, last))}") for p in PHASES)
    return question(
        id,
        choices=choices,
        weight=draw(weights),
        quick=draw(st.booleans()),
        when=draw(conditions),
        due=draw(st.one_of(st.none(), st.sampled_from(PHASES))),
        expected=draw(st.one_of(st.none(), st.just(Expected(by_time=by_time)))),
        gate=draw(st.one_of(st.none(), st.just(gate({"plan": f"c{last}"})))),
        recommendations=tuple(advice(f"{id}.{i}", (f"c{i}",), f"c{i + 1}") for i in range(last)),
    )


@st.composite
def sections(draw: st.DrawFn, id: str, depth: int = 0) -> Section:
    number = draw(st.integers(0, 3))
    inner = draw(st.integers(0, 2)) if depth < 2 else 0
    return section(
        id,
        *(draw(questions(f"{id}.q{i}")) for i in range(number)),
        role=draw(st.sampled_from(["floor", "depth"])) if depth == 0 else None,
        aim=draw(st.one_of(st.none(), st.sampled_from(["x", "y"]).map(aimed))),
        method=draw(methods),
        weight=draw(weights),
        sections=tuple(draw(sections(f"{id}-s{i}", depth + 1)) for i in range(inner)),
    )


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    return questionnaire(*(draw(sections(f"s{i}")) for i in range(draw(st.integers(1, 3)))))


def answers(question: Question) -> st.SearchStrategy[Answer | None]:
    old = Evidence(title="Old", date=dt.date(2020, 1, 1))
    return st.one_of(
        st.none(),
        st.just(UNKNOWN),
        st.just(ASIDE),
        st.builds(
            lambda c, e: Answer(choice=c.id, evidence=e),
            st.sampled_from(question.choices),
            st.sampled_from([(), (PROOF,), (old,), (PROOF, old)]),
        ),
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[Questionnaire, Project]:
    """A questionnaire and a project answered against it in part."""
    made = draw(questionnaires())
    given = {id: a for id, q in made.by_id.items() if (a := draw(answers(q))) is not None}
    facts = {"fact": draw(st.sampled_from([True, False, None])), "aims": draw(st.sampled_from([("x",), ("x", "y")]))}
    scope = draw(st.sampled_from(["full", "quick"]))
    return made, project(given, phase=draw(st.sampled_from(PHASES)), facets=facts, scope=scope)
