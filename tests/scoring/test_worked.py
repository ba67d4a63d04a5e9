"""Scores worked by hand."""

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest

from engage_cli.model.condition import All, Comparing, Comparison, Not, Some
from engage_cli.model.project import Answer, Evidence, FacetValue, Waiver
from engage_cli.model.questionnaire import Method, Question, QuestionType
from engage_cli.model.recommendation import Effort, Recommendation
from engage_cli.model.scales import (
    Band,
    Criterion,
    EvidenceKind,
    Expected,
    Period,
)
from engage_cli.scoring.assessment import assess
from engage_cli.scoring.bands import band
from engage_cli.scoring.evidence import add_period, evidence_support
from engage_cli.scoring.question_scores import Fall, GateState, Range, State
from engage_cli.scoring.results import AdviceKind, Assessment
from engage_cli.scoring.states import question_standings
from engage_cli.values import replace

from .making import (
    ASIDE,
    BANDS,
    MANY,
    PROOF,
    SCALE,
    TODAY,
    UNKNOWN,
    advice,
    aimed,
    gate,
    project,
    question,
    questionnaire,
    section,
    text,
)


def _range(low: str, high: str | None = None) -> Range:
    return Range(Fraction(low), Fraction(high or low))


def _one(
    *questions: Question,
    answers: dict[str, Answer | str],
    phase: str = "plan",
    facets: dict[str, FacetValue] | None = None,
    **more: Any,
) -> Assessment:
    made = questionnaire(section("a", *questions, **more))
    return assess(
        made, project(answers, phase=phase, facets={"fact": False} if facets is None else facets), as_of=TODAY
    )


class TestSections:
    def test_mean_of_what_is_in_force_from_worst_to_best(self) -> None:
        """Levels 2 and 1 of 3, one unknown: (2/3 + 1/3 + 0)/3 to (2/3 + 1/3 + 1)/3; expected 2, 2, 2."""
        qs = [question(f"a.{i}") for i in range(4)]
        a = _one(*qs, answers={"a.0": "work", "a.1": "wish", "a.2": UNKNOWN, "a.3": ASIDE}).sections["a"]
        assert a.declared == a.evidenced == _range("1/3", "2/3")
        assert a.attainment == _range("1/2", "5/6")
        assert (a.tally.answered, a.tally.unknown, a.tally.not_applicable) == (2, 1, 1)
        assert a.tally.coverage == Fraction(2, 3)
        assert a.tally.not_applicable_share == Fraction(1, 4)
        assert a.bands is not None
        assert [b.id for b in a.bands] == ["middle", "middle"]

    def test_weights(self) -> None:
        heavy = question("a.heavy", weight=Fraction(3))
        a = _one(heavy, question("a.light"), answers={"a.heavy": "none", "a.light": "work"}).sections["a"]
        assert a.evidenced == _range("1/6")

    def test_sum_weighs_by_size(self) -> None:
        small = question("a.small", choices=SCALE[:2], expected=None)
        a = _one(
            question("a.big", expected=None), small, answers={"a.big": "work", "a.small": "none"}, method=Method.SUM
        )
        assert a.sections["a"].evidenced == _range("2/4")

    def test_minimum(self) -> None:
        a = _one(question("a.x"), question("a.y"), answers={"a.x": "work", "a.y": "wish"}, method=Method.MIN)
        assert a.sections["a"].evidenced == _range("1/3")

    def test_nothing_in_force_is_no_score_and_drops_out(self) -> None:
        empty = section("a", question("a.x"))
        full = section("b", question("b.x"))
        result = assess(questionnaire(empty, full), project({"a.x": ASIDE, "b.x": "work"}), as_of=TODAY)
        assert result.sections["a"].evidenced is None
        assert result.sections["a"].bands is None
        assert result.indices["floor"].evidenced == _range("2/3")

    def test_a_single_question_is_indicative(self) -> None:
        assert _one(question("a.x"), answers={"a.x": "work"}).sections["a"].indicative

    def test_nothing_is_expected_before_the_first_moment(self) -> None:
        late = question("a.x", expected=Expected(by_time=(("run", "proof"),)))
        a = _one(late, answers={"a.x": "work"}).sections["a"]
        assert a.attainment is None
        assert a.evidenced == _range("2/3")

    def test_without_expectation_all_points_are_expected(self) -> None:
        assert _one(question("a.x", expected=None), answers={"a.x": "work"}).sections["a"].attainment == _range("2/3")

    def test_target_changes_no_score(self) -> None:
        made = questionnaire(section("a", question("a.x")))
        plain = assess(made, project({"a.x": "work"}), as_of=TODAY).sections["a"]
        aiming = assess(made, project({"a.x": "work"}, targets={"a": "wish"}), as_of=TODAY).sections["a"]
        assert aiming.evidenced == plain.evidenced
        assert aiming.target is not None
        assert (aiming.target.id, aiming.target_share) == ("wish", Fraction(1, 3))


class TestAim:
    made = questionnaire(
        section("a", question("a.x")),
        section("b", question("b.x"), question("b.gate", gate=gate({"plan": "work"})), role="depth", aim=aimed("x")),
        section("c", question("c.x"), question("c.gate", gate=gate({"plan": "work"})), role="depth", aim=aimed("y")),
    )

    def test_what_is_not_aimed_at_is_in_no_index(self) -> None:
        result = assess(self.made, project({"a.x": "work", "b.x": "work", "b.gate": "work"}), as_of=TODAY)
        assert result.questions["c.x"].state is State.OUTSIDE_AIM
        assert result.indices["depth"].evidenced == _range("2/3")
        assert result.sections["c"].evidenced is None
        assert [s.id for s in result.opportunities()] == ["c"]

    def test_its_gate_is_asked_and_counts_for_itself_alone(self) -> None:
        result = assess(self.made, project({"a.x": "work", "c.gate": "none"}), as_of=TODAY)
        assert result.questions["c.gate"].standing.gate_only
        assert {g.question.id: g.state for g in result.gates}["c.gate"] is GateState.UNMET
        assert result.sections["c"].evidenced is None
        assert result.indices["depth"].under_reserve
        assert not result.indices["floor"].under_reserve

    def test_answers_there_are_an_opportunity_and_no_penalty(self) -> None:
        answers = {"a.x": "work", "b.x": "work", "b.gate": "work", "c.x": "none", "c.gate": "work"}
        result = assess(self.made, project(answers), as_of=TODAY)
        assert result.sections["c"].evidenced == _range("1/3")
        assert result.indices["depth"].evidenced == _range("2/3")
        assert [q.question.id for q in result.uncounted] == ["c.x"]

    def test_all_sections_asks_everything(self) -> None:
        asked = question_standings(self.made, project(), scope="full", all_sections=True)
        assert all(s.is_asked for s in asked.values())


class TestStates:
    def test_the_first_that_holds(self) -> None:
        not_asked = question("a.when", when=Comparing("fact", Comparison.IS, (True,)), due="run")
        late = question("a.late", due="run")
        a = _one(not_asked, late, question("a.x"), answers={"a.when": "work", "a.late": "work"})
        states = {id: q.state for id, q in a.questions.items()}
        assert states == {"a.when": State.NOT_ASKED, "a.late": State.NOT_YET_DUE, "a.x": State.UNANSWERED}
        assert [q.question.id for q in a.uncounted] == ["a.when", "a.late"]

    def test_quick_reads_only_the_quick(self) -> None:
        made = questionnaire(
            section("a", question("a.quick", quick=True), question("a.slow", gate=gate({"plan": "work"})))
        )
        result = assess(made, project({"a.quick": "work", "a.slow": "none"}, scope="quick"), as_of=TODAY)
        assert result.questions["a.slow"].state is State.OUTSIDE_SCOPE
        assert result.gates[0].state is GateState.TO_CHECK
        assert result.sections["a"].evidenced == _range("2/3")

    @pytest.mark.parametrize(
        ("condition", "asked"),
        [
            (Comparing("a.first", Comparison.IS, ("work",)), True),
            (Comparing("a.first", Comparison.AT_LEAST, ("work",)), True),
            (Comparing("a.first", Comparison.AT_MOST, ("wish",)), False),
            (Comparing("a.first", Comparison.IS_NOT, ("work",)), False),
            (Comparing("a.first", Comparison.ANSWERED, (True,)), True),
            (Comparing("a.silent", Comparison.ANSWERED, (False,)), True),
            (Comparing("a.silent", Comparison.IS_NOT, ("work",)), False),
            (Not(Comparing("a.silent", Comparison.IS, ("work",))), True),
            (
                All((Comparing("fact", Comparison.IS, (False,)), Comparing("phase", Comparison.AT_LEAST, ("plan",)))),
                True,
            ),
            (Some((Comparing("aims", Comparison.IS, ("y",)), Comparing("aims", Comparison.IS_NOT, ("y",)))), True),
        ],
    )
    def test_conditions(self, condition: Comparing, asked: bool) -> None:
        qs = question("a.first"), question("a.silent"), question("a.then", when=condition)
        a = _one(*reversed(qs), answers={"a.first": "work"})
        assert a.questions["a.then"].state.in_force is asked

    def test_a_question_not_in_force_reads_as_not_answered(self) -> None:
        off = question("a.off", when=Comparing("fact", Comparison.IS, (True,)))
        then = question("a.then", when=Comparing("a.off", Comparison.IS, ("work",)))
        assert _one(off, then, answers={"a.off": "work"}).questions["a.then"].state is State.NOT_ASKED

    def test_what_waits_for_a_fact_is_asked_and_counts_once_answered(self) -> None:
        when = Comparing("fact", Comparison.IS, (True,))
        qs = (
            question("a.x"),
            question("a.open", when=when),
            question("a.done", when=when),
            question("a.lost", when=when),
        )
        a = _one(*qs, answers={"a.x": "work", "a.done": "none", "a.lost": UNKNOWN}, facets={"fact": None})
        states = {id: (q.state, q.standing.waits_for) for id, q in a.questions.items()}
        assert states == {
            "a.x": (State.ANSWERED, ()),
            "a.open": (State.UNSETTLED, ("fact",)),
            "a.done": (State.ANSWERED, ("fact",)),
            "a.lost": (State.UNSETTLED, ("fact",)),
        }
        assert a.sections["a"].evidenced == _range("1/3")
        assert [q.question.id for q in a.to_answer()] == ["a.open", "a.lost"]
        assert [q.question.id for q in a.waiting()] == ["a.open", "a.lost"]

    @pytest.mark.parametrize(
        ("fact", "answer", "state"),
        [
            (None, None, GateState.UNKNOWN),
            (None, "none", GateState.UNKNOWN),
            (None, "work", GateState.MET),
            (None, ASIDE, GateState.SET_ASIDE),
            (None, UNKNOWN, GateState.UNKNOWN),
            (True, "none", GateState.UNMET),
            (True, None, GateState.UNKNOWN),
            (False, "none", GateState.NOT_ASKED),
            (False, None, GateState.NOT_ASKED),
        ],
    )
    def test_a_gate_that_waits_for_a_fact_is_not_known(
        self, fact: bool | None, answer: Answer | str | None, state: GateState
    ) -> None:
        law = question("a.law", when=Comparing("fact", Comparison.IS, (True,)), gate=gate({"plan": "work"}))
        a = _one(law, answers={} if answer is None else {"a.law": answer}, facets={"fact": fact})
        assert a.gates[0].state is state
        assert a.sections["a"].under_reserve is state.is_open


class TestEvidence:
    def test_a_choice_without_its_evidence_is_read_as_the_best_below_that_needs_none(self) -> None:
        result = _one(question("a.x"), answers={"a.x": Answer(choice="proof")}, phase="run")
        a = result.questions["a.x"]
        assert (a.declared, a.evidenced, a.fall) == (_range("3"), _range("2"), Fall.NONE_GIVEN)
        assert a.evidenced_choice is not None
        assert a.evidenced_choice.id == "work"
        assert [f.question.id for f in result.fallen()] == ["a.x"]

    @pytest.mark.parametrize(
        ("evidence", "fall"),
        [
            (Evidence(title="t", date=dt.date(2025, 11, 23)), None),
            (Evidence(title="t", date=dt.date(2025, 11, 22)), Fall.EXPIRED),
            (Evidence(title="t", date=TODAY), None),
            (Evidence(title="t", date=TODAY + dt.timedelta(days=1)), Fall.FUTURE),
            (Evidence(title="t"), Fall.UNDATED),
            (Evidence(title="t", date=TODAY, kind=EvidenceKind.STATEMENT), Fall.WRONG_KIND),
        ],
    )
    def test_kind_date_and_validity(self, evidence: Evidence, fall: Fall | None) -> None:
        assert evidence_support(SCALE[3], (evidence,), TODAY).fall is fall

    @pytest.mark.parametrize(
        ("start", "period", "end"),
        [
            (dt.date(2026, 1, 31), Period(months=1), dt.date(2026, 2, 28)),
            (dt.date(2024, 2, 29), Period(years=1), dt.date(2025, 2, 28)),
            (dt.date(2026, 12, 15), Period(months=1, days=20), dt.date(2027, 2, 4)),
            (dt.date(2026, 1, 1), Period(years=9000), dt.date.max),
            (dt.date(9999, 12, 30), Period(days=5), dt.date.max),
        ],
    )
    def test_calendar(self, start: dt.date, period: Period, end: dt.date) -> None:
        assert add_period(start, period) == end


class TestOtherQuestions:
    many = question("a.many", most_points=Fraction(2), **MANY)

    def test_points_of_many_add_up_to_their_bound(self) -> None:
        assert _one(self.many, answers={"a.many": Answer(choices=("x", "y"))}).sections["a"].evidenced == _range("1")
        assert _one(self.many, answers={"a.many": Answer(choices=("x",))}).sections["a"].evidenced == _range("1/2")
        assert _one(self.many, answers={"a.many": Answer(choices=("nil",))}).sections["a"].evidenced == _range("0")

    def test_unmet_criteria_hold_the_lowest_choice(self) -> None:
        q = question("a.x", criteria=(Criterion(id="one", label=text("1")), Criterion(id="two", label=text("2"))))
        held = _one(q, answers={"a.x": Answer(choice="work", criteria=("one",))})
        assert held.questions["a.x"].unmet_criteria == ("two",)
        assert held.sections["a"].declared == _range("0")
        met = _one(q, answers={"a.x": Answer(choice="work", criteria=("one", "two"))})
        assert met.sections["a"].declared == _range("2/3")

    def test_a_text_is_not_scored(self) -> None:
        words = question("a.words", type=QuestionType.TEXT, choices=(), expected=None)
        a = _one(words, question("a.x"), answers={"a.words": Answer(text="Yes"), "a.x": "work"}).sections["a"]
        assert a.evidenced == _range("2/3")
        assert a.tally.in_force == 1


class TestBands:
    @pytest.mark.parametrize(
        ("attainment", "children", "beyond", "expected"),
        [
            ("0", (), "0", "low"),
            ("2/5", (), "0", "middle"),
            ("17/20", (1,), "0", "there"),
            ("1", (0, 3), "1", "middle"),
            ("1", (2,), "1/4", "past"),
            ("1", (2,), "1/5", "there"),
            ("99/100", (2,), "1", "there"),
        ],
    )
    def test_bounds_children_and_beyond(
        self, attainment: str, children: tuple[int, ...], beyond: str, expected: str
    ) -> None:
        assert BANDS[band(BANDS, Fraction(attainment), children, Fraction(beyond))].id == expected

    def test_up_to_includes_its_bound(self) -> None:
        bands = (Band(id="a", label=text("a"), up_to=Fraction(1, 2)), Band(id="b", label=text("b")))
        assert band(bands, Fraction(1, 2), (), Fraction(0)) == 0

    def test_a_band_for_more_than_is_expected_is_never_reached_by_its_bound(self) -> None:
        bands = (Band(id="a", label=text("a"), below=Fraction(1, 2)), Band(id="b", label=text("b"), beyond=Fraction(1)))
        assert [band(bands, Fraction(3, 4), (), beyond) for beyond in (Fraction(0), Fraction(1))] == [0, 0]
        assert [band(bands, Fraction(1), (), beyond) for beyond in (Fraction(0), Fraction(1))] == [0, 1]

    def test_one_low_question_keeps_its_section_from_the_upper_bands(self) -> None:
        qs = [question(f"a.{i}") for i in range(8)]
        answers: dict[str, Answer | str] = {f"a.{i}": "work" for i in range(7)}
        a = _one(*qs, answers={**answers, "a.7": "none"}).sections["a"]
        assert a.attainment == _range("7/8")
        assert a.bands is not None
        assert a.bands[0].id == "middle"


class TestGates:
    q = question("a.x", gate=gate({"plan": "work", "run": "proof"}))

    @pytest.mark.parametrize(
        ("answer", "phase", "state"),
        [
            ("none", "idea", GateState.NOT_YET_DUE),
            ("wish", "plan", GateState.UNMET),
            ("work", "plan", GateState.MET),
            ("work", "build", GateState.MET),
            ("work", "run", GateState.UNMET),
            ("proof", "run", GateState.MET),
            (Answer(choice="proof"), "run", GateState.UNMET),
            (UNKNOWN, "plan", GateState.UNKNOWN),
            (None, "plan", GateState.UNKNOWN),
            (ASIDE, "plan", GateState.SET_ASIDE),
        ],
    )
    def test_states(self, answer: Answer | str | None, phase: str, state: GateState) -> None:
        result = _one(self.q, answers={"a.x": answer} if answer else {}, phase=phase)
        assert result.gates[0].state is state
        assert result.indices["all"].under_reserve is (state in (GateState.UNMET, GateState.UNKNOWN))

    @pytest.mark.parametrize(("day", "state"), [(23, GateState.WAIVED), (22, GateState.UNMET)])
    def test_a_waiver_is_good_through_its_whole_day(self, day: int, state: GateState) -> None:
        waiver = Waiver(rule="gate-unmet", question="a.x", because="b", approved_by="c", until=dt.date(2026, 11, day))
        made = questionnaire(section("a", self.q))
        assert assess(made, project({"a.x": "wish"}, waivers=(waiver,)), as_of=TODAY).gates[0].state is state

    def test_the_next_threshold_is_announced(self) -> None:
        coming = _one(self.q, answers={"a.x": "work"}).gates[0]
        assert coming.threshold is not None
        assert coming.next_threshold is not None
        assert (coming.threshold.id, coming.since) == ("work", "plan")
        assert (coming.next_threshold.id, coming.next_at) == ("proof", "run")


class TestAdvice:
    def _qs(self) -> list[Question]:
        steps = (advice("up", ("none", "wish"), "work"), advice("prove", ("wish", "work"), "proof", Effort.M))
        return [
            question(f"a.{i}", recommendations=tuple(_renamed(s, f"{i}.{s.id}") for s in steps), gate=g)
            for i, g in enumerate([None, None, gate({"plan": "work"}), gate({"plan": "work"}), None, None])
        ]

    def test_order_gates_then_gap_then_gain(self) -> None:
        answers: dict[str, Answer | str] = {
            "a.0": "wish", "a.1": "none", "a.2": UNKNOWN, "a.3": "wish", "a.4": "work", "a.5": Answer(choice="proof"),
        }  # fmt: skip
        found = _one(*self._qs(), answers=answers).advice
        assert [(a.question.id, a.kind) for a in found] == [
            ("a.3", AdviceKind.DO),
            ("a.2", AdviceKind.FIND_OUT),
            ("a.1", AdviceKind.DO),
            ("a.0", AdviceKind.DO),
            ("a.5", AdviceKind.ATTACH_EVIDENCE),
            ("a.4", AdviceKind.DO),
        ]
        by_id = {a.question.id: a for a in found}
        assert by_id["a.3"].recommendation is not None
        assert by_id["a.3"].recommendation.id == "3.up"
        assert by_id["a.3"].gain == Fraction(1, 18)
        assert by_id["a.1"].gain == Fraction(2, 18)
        assert by_id["a.1"].attainment_gain == Fraction(1, 6)
        assert by_id["a.4"].further
        assert by_id["a.5"].further
        assert by_id["a.4"].gain == Fraction(1, 18)

    def test_a_summary_has_a_small_effort_where_one_exists(self) -> None:
        large = [question(f"a.{i}", recommendations=(advice(f"l{i}", ("none",), "work", Effort.L),)) for i in range(6)]
        small = question("a.s", recommendations=(advice("s", ("wish",), "work"),))
        answers: dict[str, Answer | str] = {**{f"a.{i}": "none" for i in range(6)}, "a.s": "wish"}
        summary = _one(*large, small, answers=answers).summary()
        assert len(summary) == 5
        assert summary[-1].question.id == "a.s"

    def test_every_recommendation_can_fire(self) -> None:
        steps = (advice("up", ("none",), "work"), advice("prove", ("wish", "work"), "proof"))
        fired = {
            a.recommendation.id
            for level in ("none", "wish", "work", "proof")
            for a in _one(question("a.x", recommendations=steps), answers={"a.x": level}).advice
            if a.recommendation
        }
        assert fired == {"up", "prove"}


def _renamed(step: Recommendation, id: str) -> Recommendation:
    return replace(step, id=id)


def test_strengths_rest_on_evidence() -> None:
    result = _one(
        question("a.proved"), question("a.said"), question("a.low"),
        answers={"a.proved": "proof", "a.said": "work", "a.low": Answer(choice="wish", evidence=(PROOF,))},
    )  # fmt: skip
    assert [q.question.id for q in result.strengths()] == ["a.proved"]
