"""What one question earns: a table for each type, and what is expected of it."""

import datetime as dt
from fractions import Fraction

import pytest

from engage_cli.model.project import Answer, Evidence
from engage_cli.model.questionnaire import Question, QuestionType
from engage_cli.model.scales import Better, Choice, Criterion, EvidenceKind, EvidenceRule, Expected
from engage_cli.scoring.points import binding_position, declared_points, score_question
from engage_cli.scoring.question_scores import Fall, QuestionScore, Range, Standing, State

from .making import MANY, PHASE, PROOF, SCALE, TODAY, UNKNOWN, YES_NO, question, questionnaire, section, text
from .tables import NONE, number, range_, table

PIECES = {
    NONE: (),
    "good": (PROOF,),
    "old": (Evidence(title="Old", date=dt.date(2020, 1, 1)),),
    "future": (Evidence(title="Future", date=TODAY + dt.timedelta(days=1)),),
    "undated": (Evidence(title="Undated"),),
    "statement": (Evidence(title="Said", date=TODAY, kind=EvidenceKind.STATEMENT),),
}
"""Evidence by what is right or wrong with it."""
NEEDS = EvidenceRule(kinds=(EvidenceKind.DOCUMENT,))
CRITERIA = (Criterion(id="c1", label=text("1")), Criterion(id="c2", label=text("2")))


def _score(
    question: Question, answer: Answer | None, *, state: State = State.ANSWERED, phase: str | None = "plan"
) -> QuestionScore:
    made = questionnaire(section("a", question))
    standing = Standing(state=state, if_aimed=state)
    now = PHASE.choice(phase) if phase else None
    return score_question(question, standing, answer, questionnaire=made, now=now, as_of=TODAY)


def _id(choice: Choice | None) -> str:
    return choice.id if choice else NONE


@table("""
    answer  evidence   declared  evidenced  read_as  fall        valid

    none    –          0         0          none     –           0
    wish    –          1         1          wish     –           0
    work    good       2         2          work     –           1
    work    future     2         2          work     –           0
    work    undated    2         2          work     –           1
    proof   good       3         3          proof    –           1
    proof   –          3         2          work     none_given  0
    proof   old        3         2          work     expired     1
    proof   future     3         2          work     future      0
    proof   undated    3         2          work     undated     1
    proof   statement  3         2          work     wrong_kind  1
""")
def test_one_choice(
    *, answer: str, evidence: str, declared: str, evidenced: str, read_as: str, fall: str, valid: str
) -> None:
    """`valid`: how many pieces count for the choice that the answer is read as."""
    score = _score(question("a.x"), Answer(choice=answer, evidence=PIECES[evidence]))
    assert (score.declared, score.evidenced) == (range_(declared), range_(evidenced))
    assert (_id(score.declared_choice), _id(score.evidenced_choice)) == (answer, read_as)
    assert (score.fall or NONE, len(score.valid_evidence)) == (fall, int(valid))


@table("""
    needing         answer  read_as
    proof           proof   work
    work proof      proof   wish
    wish work       work    none
    none wish work  work    none
    none wish work  none    none
    none work       proof   proof
""")
def test_a_fallen_choice_is_read_as_the_best_below_it_that_needs_no_evidence(
    needing: str, answer: str, read_as: str
) -> None:
    """The lowest of all where each one below needs some."""
    choices = tuple(
        Choice(id=c.id, label=c.label, points=c.points, needs_evidence=NEEDS if c.id in needing.split() else None)
        for c in SCALE
    )
    assert _id(_score(question("a.x", choices=choices), Answer(choice=answer)).evidenced_choice) == read_as


@table("""
    met    answer  declared  read_as  unmet
    –      work    0         none     c1 c2
    c1     work    0         none     c2
    c2     proof   0         none     c1
    c1 c2  work    2         work     –
    c1 c2  none    0         none     –
""")
def test_a_criterion_not_met_holds_the_lowest_choice(
    met: str, answer: str, declared: str, read_as: str, unmet: str
) -> None:
    score = _score(question("a.x", criteria=CRITERIA), Answer(choice=answer, criteria=tuple(met.split())))
    assert (score.declared, score.evidenced) == (range_(declared), range_(declared))
    assert (_id(score.declared_choice), " ".join(score.unmet_criteria) or NONE) == (read_as, unmet)


@pytest.mark.parametrize(("answer", "state"), [(None, State.UNANSWERED), (UNKNOWN, State.UNKNOWN)])
def test_criteria_wait_for_an_answer(answer: Answer | None, state: State) -> None:
    score = _score(question("a.x", criteria=CRITERIA), answer, state=state)
    assert (score.unmet_criteria, score.declared) == ((), range_("0..3"))


@table("""
    choices  most  met    evidence   declared  evidenced  fall        valid

    x        –     c1 c2  –          1         1          –           0
    y        –     c1 c2  good       2         2          –           1
    x y      –     c1 c2  –          3         3          –           0
    x y      2     c1 c2  –          2         2          –           0
    x y      3     c1 c2  –          3         3          –           0
    nil      –     c1 c2  –          0         0          –           0
    –        –     c1 c2  –          0         0          –           0
    x y      –     c1     good       0         0          –           0
    z        –     c1 c2  –          4         0          none_given  0
    z        –     c1 c2  good       4         4          –           1
    x z      –     c1 c2  –          5         1          none_given  0
    x z      –     c1 c2  good       5         5          –           1
    z x      2     c1 c2  –          2         1          none_given  0
    x z      –     c1 c2  undated    5         5          –           1
    x z      –     c1 c2  statement  5         1          wrong_kind  1
""")
def test_several_choices(
    *, choices: str, most: str, met: str, evidence: str, declared: str, evidenced: str, fall: str, valid: str
) -> None:
    """`z` alone needs evidence, of four points; a piece counts once, whatever number of choices it bears out."""
    z = Choice(id="z", label=text("z"), points=Fraction(4), needs_evidence=NEEDS)
    more = {**MANY, "choices": (*MANY["choices"], z), "most_points": number(most), "criteria": CRITERIA}
    chosen = tuple(choice for choice in choices.split() if choice != NONE)
    answer = Answer(choices=chosen, evidence=PIECES[evidence], criteria=tuple(met.split()))
    score = _score(question("a.x", **more), answer)
    assert (score.declared, score.evidenced) == (range_(declared), range_(evidenced))
    assert (score.fall or NONE, len(score.valid_evidence)) == (fall, int(valid))
    assert (score.declared_choice, score.evidenced_choice) == (None, None)


@table("""
    choice  points
    yes     1
    no      0
""")
def test_yes_or_no(choice: str, points: str) -> None:
    score = _score(question("a.x", **YES_NO), Answer(choice=choice))
    assert (score.declared, score.evidenced, _id(score.declared_choice)) == (range_(points), range_(points), choice)


@table("""
    state           answered  points

    answered        work      2
    unanswered      –         0..3
    unknown         –         0..3
    unanswered      work      0..3
    not_asked       work      –
    not_yet_due     work      –
    outside_scope   work      –
    not_applicable  –         –
""")
def test_what_is_in_force_counts_from_nothing_to_all(state: str, answered: str, points: str) -> None:
    answer = None if answered == NONE else Answer(choice=answered, evidence=(PROOF,))
    score = _score(question("a.x"), answer, state=State(state))
    assert (score.declared, score.evidenced) == (range_(points), range_(points))
    assert _id(score.declared_choice) == (answered if state == "answered" else NONE)
    assert bool(score.valid_evidence) is (state == "answered")


def test_an_answer_outside_the_aim_has_the_points_it_would_have() -> None:
    standing = Standing(state=State.OUTSIDE_AIM, if_aimed=State.ANSWERED)
    made = question("a.x")
    score = score_question(
        made, standing, Answer(choice="work"),
        questionnaire=questionnaire(section("a", made)), now=None, as_of=TODAY,
    )  # fmt: skip
    assert score.evidenced == range_("2")


def test_a_text_earns_nothing_and_is_not_scored() -> None:
    words = question("a.x", type=QuestionType.TEXT, choices=())
    score = _score(words, Answer(text="Some", evidence=(PROOF,)))
    assert (score.declared, score.evidenced, score.expected, score.expected_choice) == (None, None, None, None)


EXPECTATIONS = {
    "nothing said": None,
    "always work": Expected(always="work"),
    "always none": Expected(always="none"),
    "from plan on": Expected(by_time=(("plan", "wish"), ("run", "proof"))),
    "none at plan": Expected(by_time=(("plan", "none"), ("run", "proof"))),
}


@table("""
    expectation   phase  points  choice

    nothing said  plan   3       –
    nothing said  –      3       –
    always work   plan   2       work
    always work   –      2       work
    always none   plan   –       none
    from plan on  idea   –       –
    from plan on  plan   1       wish
    from plan on  build  1       wish
    from plan on  run    3       proof
    from plan on  –      –       –
    none at plan  plan   –       none
""")
def test_what_is_expected(expectation: str, phase: str, points: str, choice: str) -> None:
    """A level without points expects nothing; so does any time before the first, or one that nobody knows."""
    made = question("a.x", expected=EXPECTATIONS[expectation])
    score = _score(made, Answer(choice="work"), phase=None if phase == NONE else phase)
    assert (score.expected, _id(score.expected_choice)) == (number(points), choice)


@table("""
    times      now    at
    plan run   –      –
    plan run   idea   –
    plan run   plan   0
    plan run   build  0
    plan run   run    1
    idea plan  run    1
    idea       idea   0
    –          run    –
""")
def test_the_latest_entry_not_after_now_binds(times: str, now: str, at: str) -> None:
    by_time = tuple((time, "work") for time in times.split() if time != NONE)
    found = binding_position(by_time, questionnaire(), PHASE.choice(now))
    assert found == (None if at == NONE else int(at))


@pytest.mark.parametrize("timeline", [None, "other"])
def test_without_a_timeline_nothing_binds(timeline: str | None) -> None:
    assert binding_position((("plan", "work"),), questionnaire(timeline=timeline), PHASE.choice("run")) is None


def test_where_less_is_better_nothing_is_enough() -> None:
    asked = question("a.x", expected=None, better=Better.LOW)
    assert _score(asked, None).expected == Fraction(0)
    assert _score(question("a.x", expected=None), None).expected == Fraction(3)


@pytest.mark.parametrize(
    ("asked", "answer", "points"),
    [
        (question("a.x"), Answer(choice="proof", evidence=PIECES["old"]), 3),
        (question("a.x"), Answer(choice="wish"), 1),
        (question("a.x", **MANY), Answer(choices=("x", "y")), 3),
    ],
)
def test_what_is_declared_needs_no_evidence(asked: Question, answer: Answer, points: int) -> None:
    assert declared_points(asked, answer) == points


def test_the_whole_score() -> None:
    """A proof that is out of date, one criterion of none: every field."""
    made = question("a.x")
    answer = Answer(choice="proof", evidence=PIECES["old"])
    standing = Standing(state=State.ANSWERED, if_aimed=State.ANSWERED)
    assert _score(made, answer) == QuestionScore(
        question=made,
        standing=standing,
        answer=answer,
        place=("assessment", "answers", "a.x"),
        declared=Range(Fraction(3), Fraction(3)),
        evidenced=Range(Fraction(2), Fraction(2)),
        declared_choice=SCALE[3],
        evidenced_choice=SCALE[2],
        fall=Fall.EXPIRED,
        unmet_criteria=(),
        valid_evidence=PIECES["old"],
        expected=Fraction(2),
        expected_choice=SCALE[2],
    )
