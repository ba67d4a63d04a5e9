"""Which state each gate is in, and what it says."""

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from engage_cli.model.condition import Comparing, Comparison
from engage_cli.model.project import Answer, Project, Waiver
from engage_cli.model.questionnaire import Gate, Question, Questionnaire, QuestionType
from engage_cli.scoring.gates import score_gates
from engage_cli.scoring.question_scores import GateScore, GateState
from engage_cli.scoring.question_scoring import score_questions

from .making import ASIDE, PHASE, SCALE, TODAY, UNKNOWN, aimed, gate, project, question, questionnaire, section, text
from .tables import NONE, table

ANSWERS: Mapping[str, Answer | str] = {"claimed": Answer(choice="proof"), "unknown": UNKNOWN, "aside": ASIDE}
BY_TIME = gate({"plan": "work", "run": "proof"})
ALWAYS = Gate(basis="law", rule=text("rule"), certainty="high", needs="work")


def _gates(questionnaire: Questionnaire, project: Project, phase: str) -> tuple[GateScore, ...]:
    now = PHASE.choice(phase)
    known = score_questions(questionnaire, project, as_of=TODAY)
    return score_gates(questionnaire, project, known.questions, now=now, as_of=TODAY)


def _one(gate: Gate, answer: str, phase: str, *, asked: Mapping[str, Any] | None = None, **more: Any) -> GateScore:
    made = questionnaire(section("a", question("a.x", gate=gate, **(asked or {}))))
    given = {} if answer == NONE else {"a.x": ANSWERS.get(answer, answer)}
    return _gates(made, project(given, phase=phase, **more), phase)[0]


@table("""
    chosen     state
    wish       unmet
    work       met
    wish,work  met
    none,wish  unmet
""")
def test_several_choices_count_by_their_points(chosen: str, state: str) -> None:
    asked = question("a.x", gate=ALWAYS, type=QuestionType.MANY, most_points=Fraction(3))
    answer = Answer(choices=tuple(chosen.split(",")))
    assert _gates(questionnaire(section("a", asked)), project({"a.x": answer}), "plan")[0].state == state


def _waiver(**changed: Any) -> Waiver:
    made: dict[str, Any] = {"rule": "gate-unmet", "question": "a.x", "until": TODAY, **changed}
    return Waiver(because="b", approved_by="c", **made)


@table("""
    answer   phase  state        needed  since  next   at

    none     idea   not_yet_due  –       –      work   plan
    proof    idea   not_yet_due  –       –      work   plan
    –        plan   unknown      work    plan   proof  run
    unknown  plan   unknown      work    plan   proof  run
    aside    plan   set_aside    work    plan   proof  run
    none     plan   unmet        work    plan   proof  run
    wish     plan   unmet        work    plan   proof  run
    work     plan   met          work    plan   proof  run
    proof    plan   met          work    plan   proof  run
    claimed  plan   met          work    plan   proof  run
    work     build  met          work    plan   proof  run
    work     run    unmet        proof   run    –      –
    claimed  run    unmet        proof   run    –      –
    proof    run    met          proof   run    –      –
    –        run    unknown      proof   run    –      –
""")
def test_by_time(*, answer: str, phase: str, state: str, needed: str, since: str, next: str, at: str) -> None:
    """`claimed`: the highest level without its evidence, read as `work`."""
    found = _one(BY_TIME, answer, phase)
    assert found.state == state
    assert (found.threshold.id if found.threshold else NONE, found.since or NONE) == (needed, since)
    assert (found.next_threshold.id if found.next_threshold else NONE, found.next_at or NONE) == (next, at)


@table("""
    answer  phase  state
    wish    idea   unmet
    work    idea   met
    –       run    unknown
""")
def test_at_any_time(answer: str, phase: str, state: str) -> None:
    found = _one(ALWAYS, answer, phase)
    assert (found.state, found.threshold, found.since) == (state, SCALE[2], None)
    assert (found.next_threshold, found.next_at) == (None, None)


@table("""
    why                   state
    not asked             not_asked
    not yet due           not_yet_due
    outside the scope     to_check
    outside before it is  not_yet_due
    before it is due      not_yet_due
""")
def test_where_the_question_is_not_put(why: str, state: str) -> None:
    """Outside a quick assessment a gate is to be checked, once its threshold binds."""
    found = {
        "not asked": _one(ALWAYS, "work", "plan", asked={"when": aimed("y")}),
        "not yet due": _one(ALWAYS, "work", "plan", asked={"due": "run"}),
        "outside the scope": _one(BY_TIME, "work", "plan", scope="quick"),
        "outside before it is": _one(BY_TIME, "work", "idea", scope="quick"),
        "before it is due": _one(BY_TIME, "work", "idea"),
    }
    assert found[why].state == state


@table("""
    waiver                answer  state
    good through its day  wish    waived
    good through its day  –       waived
    good through its day  work    met
    until yesterday       wish    unmet
    of another rule       wish    unmet
    of another question   wish    unmet
    two, one good         wish    waived
""")
def test_waivers(waiver: str, answer: str, state: str) -> None:
    good, past = _waiver(), _waiver(until=TODAY - dt.timedelta(days=1))
    waivers = {
        "good through its day": (good,),
        "until yesterday": (past,),
        "of another rule": (_waiver(rule="other"),),
        "of another question": (_waiver(question="a.y"),),
        "two, one good": (past, good),
    }[waiver]
    found = _one(BY_TIME, answer, "plan", waivers=waivers)
    assert found.state == state
    assert found.waiver == (good if good in waivers else None)


def test_open_ones_first_then_as_in_the_questionnaire() -> None:
    ids = ("met", "aside", "off", "unmet", "unknown", "waived", "unmet2", "late")
    questions = [question(f"a.{id}", gate=ALWAYS if id != "late" else gate({"run": "work"})) for id in ids]
    questions[2] = question("a.off", gate=ALWAYS, when=aimed("y"))
    made = questionnaire(section("a", question("a.without"), *questions))
    answers: dict[str, Answer | str] = {
        "a.met": "work", "a.aside": ASIDE, "a.unmet": "wish", "a.waived": "none", "a.unmet2": "none", "a.late": "work",
    }  # fmt: skip
    found = _gates(made, project(answers, waivers=(_waiver(question="a.waived"),)), "plan")
    assert [gate.question.id.removeprefix("a.") for gate in found] == [
        "unmet", "unmet2", "unknown", "waived", "aside", "late", "met", "off",
    ]  # fmt: skip


def test_a_gate_says_for_which_fact_it_waits() -> None:
    when = Comparing("fact", Comparison.IS, (True,))
    found = _one(ALWAYS, "wish", "plan", asked={"when": when})
    assert (found.state, found.waits_for) == (GateState.UNKNOWN, ("fact",))
    known = _one(ALWAYS, "work", "plan", asked={"when": when}, facets={"fact": True})
    assert (known.state, known.waits_for) == (GateState.MET, ())


def test_the_whole_gate() -> None:
    """A gate of an inner section, on an answer without its evidence, waived and ticked: every field."""
    asked: Question = question("b.x", gate=BY_TIME)
    outer = section("a", question("a.x"), sections=(section("b", asked),))
    answer, waiver = Answer(choice="proof"), _waiver(question="b.x")
    made = project({"b.x": answer}, phase="run", waivers=(waiver,), to_check=("b.x",))
    assert _gates(questionnaire(outer), made, "run") == (
        GateScore(
            question=asked,
            section=outer,
            state=GateState.WAIVED,
            threshold=SCALE[3],
            since="run",
            next_threshold=None,
            next_at=None,
            declared_choice=SCALE[3],
            evidenced_choice=SCALE[2],
            waiver=waiver,
            answer=answer,
            ticked=True,
        ),
    )
