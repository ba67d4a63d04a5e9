"""A9: what is expected is declared or absent; where fewer points are better, more are not praised."""

from fractions import Fraction
from typing import Any

import pytest

from engage_cli.model.questionnaire import Gate, Method, QuestionType
from engage_cli.model.scales import Band, Better, Choice, EvidenceKind, EvidenceRule, Expected, Expects
from engage_cli.scoring.assessment import assess
from engage_cli.scoring.question_scores import GateState
from engage_cli.scoring.results import Assessment
from tests.scoring.making import PROOF, TODAY, UNKNOWN, advice, project, question, questionnaire, section, text

RISK = tuple(
    Choice(id=id, label=text(id), points=Fraction(points)) for id, points in (("none", 0), ("some", 1), ("high", 3))
)
LOW: dict[str, Any] = {"choices": RISK, "better": Better.LOW, "expected": None}
LEVELS = (
    Band(id="one", label=text("I"), up_to=Fraction(1, 4)),
    Band(id="two", label=text("II"), up_to=Fraction(1, 2)),
    Band(id="three", label=text("III")),
)


def assessed(*questions: Any, answers: dict[str, Any], **more: Any) -> Assessment:
    section_more = {"method": more.pop("method", Method.MEAN)}
    return assess(questionnaire(section("a", *questions, **section_more), **more), project(answers), as_of=TODAY)


# ── nothing is expected ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("answer", ["none", "some", "high"])
@pytest.mark.parametrize("better", Better)
def test_where_nothing_is_expected_nothing_is_praised_or_missed(answer: str, better: Better) -> None:
    from engage_cli.model.project import Answer

    asked = question("a.x", **{**LOW, "better": better, "expects": Expects.NOTHING})
    found = assessed(asked, answers={"a.x": Answer(choice=answer, evidence=(PROOF,))}, bands=LEVELS)
    score, node = found.questions["a.x"], found.sections["a"]
    assert (score.expected, score.attainment, score.surplus) == (None, None, None)
    assert score.gap == 0
    assert (node.expected, node.expected_share, node.attainment, node.judged) == (None, None, None, False)
    assert not found.strengths()
    assert not found.questionnaire.judged


@pytest.mark.parametrize(("answer", "band"), [("none", "one"), ("some", "two"), ("high", "three")])
def test_bands_are_then_those_of_the_score(answer: str, band: str) -> None:
    found = assessed(question("a.x", **LOW, expects=Expects.NOTHING), answers={"a.x": answer}, bands=LEVELS)
    bands = found.sections["a"].bands
    assert bands is not None
    assert (bands[0].id, bands[1].id) == (band, band)
    index = found.indices["floor"].bands
    assert index is not None
    assert index[0].id == band


def test_an_unknown_answer_goes_from_the_lowest_band_to_the_highest() -> None:
    found = assessed(question("a.x", **LOW, expects=Expects.NOTHING), answers={"a.x": UNKNOWN}, bands=LEVELS)
    assert found.sections["a"].bands == (LEVELS[0], LEVELS[2])


def test_a_section_is_judged_by_the_questions_that_expect_something() -> None:
    judged = question("a.x")
    found = assessed(judged, question("a.y", **LOW, expects=Expects.NOTHING), answers={"a.x": "work", "a.y": "high"})
    assert found.sections["a"].attainment == found.questions["a.x"].attainment
    assert found.sections["a"].judged


# ── fewer points are better ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("expected", "answer", "attained", "gap"),
    [
        (None, "none", "1", "0"),
        (None, "some", "2/3", "1/3"),
        (None, "high", "0", "1"),
        ("some", "none", "1", "0"),
        ("some", "some", "1", "0"),
        ("some", "high", "0", "2/3"),
    ],
)
def test_how_much_of_what_is_expected(expected: str | None, answer: str, attained: str, gap: str) -> None:
    level = Expected(always=expected) if expected else None
    score = assessed(question("a.x", **{**LOW, "expected": level}), answers={"a.x": answer}).questions["a.x"]
    assert score.attainment is not None
    assert (score.attainment.low, score.gap) == (Fraction(attained), Fraction(gap))


def test_at_worst_is_the_most_points() -> None:
    score = assessed(question("a.x", **LOW), answers={"a.x": UNKNOWN}).questions["a.x"]
    assert score.attainment is not None
    assert (int(score.attainment.low), int(score.attainment.high), int(score.gap)) == (0, 1, 1)


def test_the_worst_level_is_no_expectation() -> None:
    score = assessed(question("a.x", **{**LOW, "expected": Expected(always="high")}), answers={"a.x": "high"}).questions
    assert score["a.x"].attainment is None


@pytest.mark.parametrize(
    ("needs", "answer", "state"),
    [("some", "none", "met"), ("some", "some", "met"), ("some", "high", "unmet"), ("none", "some", "unmet")],
)
def test_a_must_have_is_met_by_what_is_as_good_or_better(needs: str, answer: str, state: str) -> None:
    law = Gate(basis="law", rule=text("R"), certainty="high", needs=needs)
    found = assessed(question("a.x", **LOW, gate=law), answers={"a.x": answer})
    assert found.gates[0].state is GateState(state)


def test_without_its_evidence_a_low_risk_is_read_as_a_higher_one() -> None:
    proven = EvidenceRule(kinds=(EvidenceKind.DOCUMENT,))
    choices = tuple(
        Choice(id=c.id, label=c.label, points=c.points, needs_evidence=proven if c.id == "none" else None) for c in RISK
    )
    found = assessed(question("a.x", **{**LOW, "choices": choices}), answers={"a.x": "none"}).questions["a.x"]
    assert found.evidenced_choice is not None
    assert (found.evidenced_choice.id, found.fall is not None) == ("some", True)


def test_of_several_choices_a_risk_told_counts_without_evidence() -> None:
    proven = EvidenceRule(kinds=(EvidenceKind.DOCUMENT,))
    choices = (
        Choice(id="x", label=text("x"), points=Fraction(2), needs_evidence=proven),
        Choice(id="y", label=text("y"), points=Fraction(1)),
    )
    from engage_cli.model.project import Answer

    many = {"type": QuestionType.MANY, "choices": choices, "better": Better.LOW, "expected": None}
    found = assessed(question("a.x", **many), answers={"a.x": Answer(choices=("x", "y"))}).questions["a.x"]
    assert found.evidenced is not None
    assert found.evidenced.low == 3
    assert found.fall is None


@pytest.mark.parametrize(("answer", "gain"), [("high", "2/3"), ("some", "1/3")])
def test_a_gain_is_what_becomes_better(answer: str, gain: str) -> None:
    steps = (advice("r", ("high",), "some"), advice("s", ("some",), "none"))
    found = assessed(question("a.x", **LOW, recommendations=steps), answers={"a.x": answer}).advice
    assert [(a.gain, a.further) for a in found] == [(Fraction(gain), False)]


# ── A6: a sum counts the points earned, however the sections inside it combine theirs ────────────────────────────────


def test_true_points() -> None:
    inner = section("b", question("b.x"), question("b.y", weight=Fraction(5, 3)), method=Method.MEAN)
    outer = section("a", question("a.x"), sections=(inner,), method=Method.SUM)
    made = questionnaire(outer)
    answers = {"a.x": "work", "b.x": "work", "b.y": "none"}
    found = assess(made, project(answers), as_of=TODAY).sections["a"]
    assert found.earned is not None
    assert found.evidenced is not None
    assert found.earned.low == 4
    assert found.possible == 11
    assert found.evidenced.low == Fraction(4, 11)
