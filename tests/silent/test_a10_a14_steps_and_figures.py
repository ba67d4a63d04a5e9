"""A10, A11, A12, A14: figures that add up with what is shown, and steps that argue for what is weakest."""

from fractions import Fraction
from typing import Any

import pytest

from engage_cli.i18n import translator
from engage_cli.model.project import Answer
from engage_cli.model.questionnaire import QuestionType
from engage_cli.model.recommendation import Effort
from engage_cli.model.scales import Choice
from engage_cli.scoring.assessment import assess
from engage_cli.scoring.results import AdviceKind, Assessment
from engage_cli.wizard.asker import Speech
from engage_cli.wizard.summary_screen import summary_paragraphs
from engage_cli.wording.assessments import wording_for
from tests.scoring.making import PROOF, TODAY, UNKNOWN, advice, gate, project, question, questionnaire, section, text


def assessed(*sections: Any, answers: dict[str, Any], **more: Any) -> Assessment:
    return assess(questionnaire(*sections, **more), project(answers), as_of=TODAY)


def steps(found: Assessment, most: int = 5) -> list[str]:
    return [a.question.id + "".join(f"+{q.id}" for q in a.others) for a in found.summary(most)]


# ── A10 ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("points", "said"), [(("0", "1/4"), "Some"), (("0", "1"), "level 1")])
def test_a_level_of_no_whole_number_is_called_by_its_name(points: tuple[str, str], said: str) -> None:
    choices = tuple(
        Choice(id=name, label=text(name.title()), points=Fraction(n))
        for name, n in zip(("none", "some"), points, strict=True)
    )
    found = assessed(section("a", question("a.x", scale="s", choices=choices, expected=None)), answers={"a.x": "some"})
    assert wording_for("en", found).result(found.questions["a.x"]) == said


def test_what_is_answered_is_counted_once_and_the_same_everywhere() -> None:
    """A text and what does not apply are answered, and count for nothing."""
    words = question("a.words", type=QuestionType.TEXT, choices=(), expected=None)
    aside = Answer(reason="law", because="no law")
    found = assessed(
        section("a", question("a.x"), question("a.y"), question("a.z"), words),
        answers={"a.x": "work", "a.y": aside, "a.words": Answer(text="Yes"), "a.z": UNKNOWN},
    )
    assert wording_for("en", found).answered(found) == "3 of 4 questions answered; 2 count in the results"
    plain = assessed(section("a", question("a.x")), answers={"a.x": "work"})
    assert wording_for("en", plain).answered(plain) == "1 of 1 question answered"


# ── A11 ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"a.0": "wish", "a.1": "work"}, "from 1.5 to 2 out of 3 for “a”"),
        ({"a.0": "wish", "a.1": UNKNOWN}, "from 0.5 to 1 out of 3 for “a”, at worst"),
    ],
)
def test_a_gain_says_from_where_to_where(answers: dict[str, Any], said: str) -> None:
    ask = [question(f"a.{i}", scale="s", recommendations=(advice(f"r{i}", ("wish",), "work"),)) for i in range(2)]
    found = assessed(section("a", *ask), answers=answers)
    step = next(a for a in found.advice if a.question.id == "a.0")
    assert wording_for("en", found).gain(step, found.sections["a"]) == said


def test_a_gain_too_small_for_one_decimal_has_two() -> None:
    ask = [question(f"a.{i}", scale="s", recommendations=(advice(f"r{i}", ("wish",), "work"),)) for i in range(40)]
    found = assessed(section("a", *ask), answers={q.id: "wish" for q in ask})
    assert wording_for("en", found).gain(found.advice[0], found.sections["a"]) == "from 1.00 to 1.03 out of 3 for “a”"


# ── A12 ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_end_of_the_wizard_says_points_as_everywhere() -> None:
    found = assessed(section("a", question("a.x"), question("a.y")), answers={"a.x": "work", "a.y": "wish"}, bands=())
    said = [p.text for p in summary_paragraphs(Speech("fr", translator("fr")), found, (), 24)]
    points = wording_for("fr", found).span(found.sections["a"].evidenced, found.sections["a"])
    assert f"{points}\N{NO-BREAK SPACE}: a" in said


# ── A14 ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_to_be_found_out_is_one_step() -> None:
    ask = [question(f"a.{i}", gate=gate({"plan": "work"}) if i == 2 else None) for i in range(4)]
    found = assessed(section("a", *ask), answers={q.id: UNKNOWN for q in ask})
    assert steps(found) == ["a.2+a.0+a.1+a.3"]
    assert (
        wording_for("en", found).step(found.summary()[0]) == "Find out about “a.2”, “a.0”, “a.1” and 1 other question"
    )
    assert len(found.advice) == 4


def test_one_of_the_steps_is_on_the_weakest_section() -> None:
    """Its gap is smaller than those of single questions elsewhere, so that it would come after them."""
    low = [question(f"a.{i}", recommendations=(advice(f"r{i}", ("none",), "work"),)) for i in range(5)]
    fine = [question(f"a.f{i}") for i in range(9)]
    weak = question("b.x", recommendations=(advice("b", ("wish",), "work"),), weight=Fraction(1))
    held = {q.id: "work" for q in fine}
    found = assessed(
        section("a", *low, *fine), section("b", weak), answers={**{q.id: "none" for q in low}, **held, "b.x": "wish"}
    )
    assert found.weakest() is not None
    assert found.weakest() is found.sections["b"]
    assert steps(found) == ["a.0", "a.1", "a.2", "a.3", "b.x"]
    assert steps(found, 1) == ["a.0"]


def test_a_small_step_and_one_on_the_weakest_section_both_stand() -> None:
    low = [question(f"a.{i}", recommendations=(advice(f"r{i}", ("none",), "work", Effort.L),)) for i in range(5)]
    fine = [question(f"a.f{i}", recommendations=(advice(f"s{i}", ("work",), "proof"),)) for i in range(9)]
    weak = question("b.x", recommendations=(advice("b", ("wish",), "work", Effort.L),))
    answers = {**{q.id: "none" for q in low}, **{q.id: "work" for q in fine}, "b.x": "wish"}
    found = assessed(section("a", *low, *fine), section("b", weak), answers=answers)
    chosen = found.summary()
    assert {"b.x"} < {a.question.id for a in chosen}
    assert any(a.effort is Effort.S for a in chosen)
    assert len(chosen) == 5


def test_where_all_is_reached_no_section_is_the_weakest() -> None:
    found = assessed(section("a", question("a.x")), answers={"a.x": Answer(choice="proof", evidence=(PROOF,))})
    assert found.weakest() is None
    assert not [a for a in found.advice if a.kind is AdviceKind.DO]
