"""What sections come to: sums worked by hand, a line a case.

All at the moment `plan`: of three points, two are expected. Answers are levels of the scale: `none wish work proof`;
`claimed` is a proof without its evidence, read as `work`; `?` is unknown, `–` unanswered, `aside` not applicable.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from engage_cli.model.project import Answer
from engage_cli.model.questionnaire import Method, QuestionType
from engage_cli.model.scales import Band, Expected, Expects
from engage_cli.scoring.aggregation import Part
from engage_cli.scoring.nodes import (
    SectionInput,
    combine,
    count_states,
    node_part,
    node_term,
    question_part,
    question_term,
    score_section,
    score_sections,
)
from engage_cli.scoring.points import score_question
from engage_cli.scoring.question_scores import QuestionScore, Standing, State
from engage_cli.scoring.results import SectionScore, Sum, Tally, Term
from engage_cli.values import replace

from .making import ASIDE, BANDS, PHASE, PROOF, SCALE, TODAY, UNKNOWN, YES_NO, question, questionnaire, section
from .tables import NONE, number, range_, table

ANSWERS = {
    NONE: None, "?": UNKNOWN, "aside": ASIDE,
    "claimed": Answer(choice="proof"), "proof": Answer(choice="proof", evidence=(PROOF,)),
}  # fmt: skip
STATES = {NONE: State.UNANSWERED, "?": State.UNKNOWN, "aside": State.NOT_APPLICABLE}
OUTSIDE = {"not asked": State.NOT_ASKED, "not yet due": State.NOT_YET_DUE, "outside scope": State.OUTSIDE_SCOPE}


def _leaf(id: str, answer: str, *, where: str = "", **more: Any) -> QuestionScore:
    """`where`: `gate` asked for its gate alone, `unaimed` in a section not aimed at, or why it is not asked."""
    if_aimed = OUTSIDE.get(where) or STATES.get(answer, State.ANSWERED)
    state = State.OUTSIDE_AIM if where == "unaimed" else if_aimed
    return score_question(
        question(id, **more),
        Standing(state=state, if_aimed=if_aimed, gate_only=where == "gate"),
        ANSWERS[answer] if answer in ANSWERS else Answer(choice=answer),
        questionnaire=questionnaire(), now=PHASE.choice("plan"), as_of=TODAY,
    )  # fmt: skip


def _leaves(written: str) -> list[QuestionScore]:
    """`work*3, ?` with weights; `work@unaimed` with where it stands."""
    found = []
    for i, cell in enumerate(written.split(", ")):
        answered, _, where = cell.partition("@")
        answer, _, weight = answered.partition("*")
        found.append(_leaf(f"a.{i}", answer, where=where, weight=Fraction(weight or 1)))
    return found


def _answered(leaves: Sequence[QuestionScore], aims: Mapping[str, bool], **more: Any) -> SectionInput:
    made: dict[str, Any] = {"bands": BANDS, "targets": {}, **more}
    return SectionInput(questions={leaf.question.id: leaf for leaf in leaves}, aims=aims, **made)


def _section(leaves: Sequence[QuestionScore], *, aimed: bool = True, **more: Any) -> SectionScore:
    made = section("a", *(leaf.question for leaf in leaves), **more)
    return score_section(made, [], _answered(leaves, {"a": aimed}))


def _bands(bands: tuple[Band, Band] | None) -> str:
    return "..".join(dict.fromkeys(band.id for band in bands)) if bands else NONE


@table("""
    method  answers          declared   evidenced  attainment  if_declared  beyond   bands          possible  expected

    mean    work, wish       1/2        1/2        3/4         3/4          0        middle         6         4
    mean    work*3, wish     7/12       7/12       7/8         7/8          0        there          12        8
    mean    work, none       1/3        1/3        1/2         1/2          0        middle         6         4
    mean    none             0          0          0           0            0        low            3         2
    mean    proof, work      5/6        5/6        1           1            1/2      past           6         4
    mean    proof, work*4    11/15      11/15      1           1            1/5      there          15        10
    mean    claimed, work    5/6        2/3        1           1            0        there          6         4
    mean    claimed, none    1/2        1/3        1/2         1/2          0        middle         6         4
    mean    work, ?          1/3..5/6   1/3..5/6   1/2..1      1/2..1       0..1/2   middle..past   6         4
    mean    work*9, none     3/5        3/5        9/10        9/10         0        middle         30        20
    mean    work*9, ?        3/5..7/10  3/5..7/10  9/10..1     9/10..1      0..1/10  middle..there  30        20
    mean    proof*2, –       2/3..1     2/3..1     2/3..1      2/3..1       2/3..1   middle..past   9         6
    mean    ?, –             0..1       0..1       0..1        0..1         0..1     low..past      6         4
    mean    work, aside      2/3        2/3        1           1            0        there          3         2
    mean    aside            –          –          –           –            –        –              0         –
    sum     work, wish*3     5/12       5/12       5/8         5/8          0        middle         12        8
    sum     proof, work      5/6        5/6        1           1            1/2      past           6         4
    min     work, wish       1/3        1/3        1/2         1/2          0        middle         6         4
    min     proof, ?         0..1       0..1       0..1        0..1         1/2..1   low..past      6         4
    min     claimed, work*3  2/3        2/3        1           1            0        there          12        8
""")
def test_a_section_of_questions(
    *,
    method: str,
    answers: str,
    declared: str,
    evidenced: str,
    attainment: str,
    if_declared: str,
    beyond: str,
    bands: str,
    possible: str,
    expected: str,
) -> None:
    score = _section(_leaves(answers), method=Method(method))
    assert (score.declared, score.evidenced) == (range_(declared), range_(evidenced))
    assert (score.attainment, score.declared_attainment) == (range_(attainment), range_(if_declared))
    assert (score.beyond, _bands(score.bands)) == (range_(beyond), bands)
    assert (score.possible, score.expected) == (number(possible), number(expected))
    counted = [(t.weight, t.earned) for t in score.terms if t.counted and t.earned]
    at_worst, at_best = sum(w * e.low for w, e in counted), sum(w * e.high for w, e in counted)
    assert (score.earned and (score.earned.low, score.earned.high)) == ((at_worst, at_best) if counted else None)
    assert score.expected_share == (Fraction(2, 3) if score.evidenced else None)


@table("""
    expected    method  attainment  beyond  points  share
    work, work  mean    3/4         0       4       2/3
    work, none  mean    1           0       2       2/3
    work, wish  mean    1           0       3       1/2
    work, wish  sum     1           0       3       1/2
    work, wish  min     1           0       3       1/3
    wish, wish  mean    1           1/2     2       1/3
    none, none  mean    –           –       –       –
""")
def test_what_is_expected_of_a_section(
    *, expected: str, method: str, attainment: str, beyond: str, points: str, share: str
) -> None:
    """Answered `work` and `wish`; a question of which nothing is expected has no part in it."""
    levels = [Expected(always=level) for level in expected.split(", ")]
    leaves = [_leaf("a.0", "work", expected=levels[0]), _leaf("a.1", "wish", expected=levels[1])]
    score = _section(leaves, method=Method(method))
    assert (score.attainment, score.beyond) == (range_(attainment), range_(beyond))
    assert (score.expected, score.expected_share) == (number(points), number(share))


@table("""
    answers                    aimed  counted  answered  unknown  unanswered  aside  coverage  share_aside

    work, ?, –, aside          yes    0 1 2    1         1        1           1      1/3       1/4
    work*3, ?*2, –, aside*2    yes    0 1 2    1         1        1           1      1/2       1/4
    work*3, wish, –*4          yes    0 1 2    2         0        1           0      1/2       0
    aside                      yes    –        0         0        0           1      –         1
    work@not asked, work       yes    1        1         0        0           0      1         0
    –@not yet due, work        yes    1        1         0        0           0      1         0
    –@outside scope, work      yes    1        1         0        0           0      1         0
    work@gate, ?               yes    1        0         1        0           0      0         0
    –@unaimed, –@unaimed       no     –        0         0        0           0      –         –
    work@unaimed, –@unaimed    no     0 1      1         0        1           0      1/2       0
    ?@unaimed, –@unaimed       no     –        0         0        0           0      –         –
    aside@unaimed, ?@unaimed   no     –        0         0        0           0      –         –
    work@gate, –@unaimed       no     –        0         0        0           0      –         –
    work@gate, work@unaimed    no     0 1      2         0        0           0      1         0
    work@gate, work@not asked  no     0        1         0        0           0      1         0
    work@gate                  no     0        1         0        0           0      1         0
    –@gate                     no     –        0         0        0           0      –         –
""")
def test_what_counts_in_a_section(
    *,
    answers: str,
    aimed: str,
    counted: str,
    answered: str,
    unknown: str,
    unanswered: str,
    aside: str,
    coverage: str,
    share_aside: str,
) -> None:
    """A section not aimed at opens with an answer; one to a gate alone does not do, unless it asks nothing else."""
    score = _section(_leaves(answers), aimed=aimed == "yes")
    assert score.tally == Tally(
        answered=int(answered),
        unknown=int(unknown),
        unanswered=int(unanswered),
        not_applicable=int(aside),
        coverage=number(coverage),
        not_applicable_share=number(share_aside),
    )
    assert [term.id.removeprefix("a.") for term in score.terms if term.counted] == counted.replace(NONE, "").split()
    assert (score.evidenced is not None) is (counted != NONE)


def test_a_text_is_tallied_nowhere() -> None:
    words = _leaf("a.words", "?", type=QuestionType.TEXT, choices=())
    score = _section([words, _leaf("a.x", "work")])
    assert [(term.id, term.counted, term.excluded) for term in score.terms] == [
        ("a.words", False, State.UNKNOWN),
        ("a.x", True, None),
    ]
    assert score.tally == count_states([words, _leaf("a.x", "work")]) == Tally(
        answered=1, coverage=Fraction(1), not_applicable_share=Fraction(0)
    )  # fmt: skip


@table("""
    aimed  opened  answered
    yes    yes     1
    yes    no      1
    no     yes     1
    no     no      0
""")
def test_a_tally_of_a_section_not_aimed_at_waits_until_it_is_opened(aimed: str, opened: str, answered: str) -> None:
    leaves = _leaves("work") if aimed == "yes" else _leaves("work@unaimed")
    assert count_states(leaves, aimed=aimed == "yes", opened=opened == "yes").answered == int(answered)


def test_a_tally_is_of_what_is_aimed_at_unless_said_otherwise() -> None:
    assert count_states(_leaves("work, work@unaimed, work@gate")).answered == 1
    assert count_states(_leaves("work@unaimed"), aimed=False).answered == 1


@table("""
    outer      inner         aims     evidenced  counted

    work       wish, none    yes yes  1/3        a.0 b
    work       wish          yes yes  4/9        a.0 b
    aside      wish, none    yes yes  1/6        b
    work       aside         yes yes  2/3        a.0
    work       wish@unaimed  yes no   2/3        a.0
    –@unaimed  wish@unaimed  no no    2/9..5/9   a.0 b
    –@unaimed  –@unaimed     no no    –          –
""")
def test_a_section_inside_a_section(outer: str, inner: str, aims: str, evidenced: str, counted: str) -> None:
    """The inner one, of weight 2, is one term where it has a score and is aimed at as the outer one is."""
    within = [replace(leaf, question=replace(leaf.question, id=f"b.{i}")) for i, leaf in enumerate(_leaves(inner))]
    leaves = [*_leaves(outer), *within]
    b = section("b", *(leaf.question for leaf in within), weight=Fraction(2))
    a = section("a", leaves[0].question, sections=(b,))
    aimed = dict(zip("ab", (aim == "yes" for aim in aims.split()), strict=True))
    scores = score_sections([a], _answered(leaves, aimed))
    assert list(scores) == ["a", "b"]
    assert scores["a"].evidenced == range_(evidenced)
    assert [term.id for term in scores["a"].terms if term.counted] == counted.replace(NONE, "").split()


def test_a_section_inside_is_seen_by_its_band() -> None:
    """Nine tenths of what is expected, and an inner section that is still low: held back like by a low question."""
    low, high = _leaf("b.x", "none"), _leaf("a.x", "work", weight=Fraction(9))
    made = section("a", high.question, sections=(section("b", low.question),))
    scores = score_sections([made], _answered([low, high], {"a": True, "b": True}))
    assert scores["a"].attainment == range_("9/10")
    assert (_bands(scores["b"].bands), _bands(scores["a"].bands)) == ("low", "middle")


@table("""
    answer  where        excluded
    work    gate         outside_aim
    work    unaimed      outside_aim
    work    not asked    not_asked
    aside   –            not_applicable
    –       not yet due  not_yet_due
""")
def test_why_a_question_is_not_counted(answer: str, where: str, excluded: str) -> None:
    assert question_term(_leaf("a.x", answer, where=where), counted=False).excluded == excluded


def test_the_whole_term_of_a_question() -> None:
    """A proof without its evidence, where a proof is expected."""
    leaf = _leaf("a.x", "claimed", weight=Fraction(2), expected=Expected(always="proof"))
    term = Term(
        id="a.x",
        weight=Fraction(2),
        counted=True,
        excluded=None,
        declared=range_("1"),
        evidenced=range_("2/3"),
        attainment=range_("2/3"),
        earned=range_("2"),
        declared_earned=range_("3"),
        possible=Fraction(3),
        expected=Fraction(3),
        demand=Fraction(3),
    )
    assert question_term(leaf, counted=True) == term
    assert question_part(leaf, term, BANDS) == Part(
        term=term, declared_attainment=range_("1"), beyond=range_("0"), band=(1, 1), judged=True
    )  # fmt: skip


@table("""
    answer  expected  beyond  band
    proof   work      1       2 2
    work    work      0       2 2
    wish    work      0       1 1
    ?       work      0..1    0 2
    ?       proof     0       0 2
    wish    none      –       –
""")
def test_a_question_as_its_section_sees_it(answer: str, expected: str, beyond: str, band: str) -> None:
    """Whether it earns more than expected, and the positions of its band at worst and at best."""
    leaf = _leaf("a.x", answer, expected=Expected(always=expected))
    part = question_part(leaf, question_term(leaf, counted=True), BANDS)
    assert part.beyond == range_(beyond)
    assert part.band == (None if band == NONE else tuple(int(position) for position in band.split()))


def test_without_bands_there_are_none() -> None:
    leaf = _leaf("a.x", "work")
    term = question_term(leaf, counted=True)
    assert question_part(leaf, term, []).band is None
    made = section("a", leaf.question)
    score = score_section(made, [], _answered([leaf], {"a": True}, bands=()))
    assert (score.bands, score.attainment) == (None, range_("1"))
    assert node_part(score, term, []).band is None


def test_what_is_not_in_force_has_no_share() -> None:
    leaf = _leaf("a.x", "work", where="not asked")
    term = question_term(leaf, counted=False)
    assert (term.declared, term.evidenced, term.attainment, term.earned) == (None, None, None, None)
    assert question_part(leaf, term, BANDS) == Part(
        term=term, declared_attainment=None, beyond=None, band=None, judged=True
    )


def test_the_whole_section_and_its_term() -> None:
    """A proof without its evidence and an unknown answer, three expected of each; a target; one weighs twice."""
    proof = Expected(always="proof")
    leaves = [_leaf("a.0", "claimed", weight=Fraction(2), expected=proof), _leaf("a.1", "?", expected=proof)]
    made = section("a", *(leaf.question for leaf in leaves), out_of=Fraction(4), weight=Fraction(5))
    score = score_section(made, [], _answered(leaves, {"a": True}, targets={"a": "work", "b": "wish"}))
    total = Sum(
        declared=range_("2/3..1"),
        evidenced=range_("4/9..7/9"),
        attainment=range_("4/9..7/9"),
        declared_attainment=range_("2/3..1"),
        bands=(BANDS[1], BANDS[1]),
        beyond=range_("0"),
        earned=range_("4..7"),
        declared_earned=range_("6..9"),
        possible=Fraction(9),
        expected=Fraction(9),
        demand=Fraction(9),
        judged=True,
        expected_share=Fraction(1),
    )
    assert score == SectionScore(
        **{name: getattr(total, name) for name in Sum.__struct_fields__},
        id="a",
        section=made,
        method=Method.MEAN,
        out_of=Fraction(4),
        aimed=True,
        tally=Tally(answered=1, unknown=1, coverage=Fraction(2, 3), not_applicable_share=Fraction(0)),
        terms=tuple(question_term(leaf, counted=True) for leaf in leaves),
        under_reserve=False,
        target=SCALE[2],
        target_share=Fraction(2, 3),
    )
    term = Term(
        id="a",
        weight=Fraction(5),
        counted=True,
        excluded=None,
        declared=score.declared,
        evidenced=score.evidenced,
        attainment=score.attainment,
        earned=score.earned,
        declared_earned=score.declared_earned,
        possible=Fraction(9),
        expected=Fraction(9),
        demand=Fraction(9),
    )
    assert node_term(score, Fraction(5), Method.MEAN, counted=True) == term
    assert node_part(score, term, BANDS) == Part(
        term=term, declared_attainment=range_("2/3..1"), beyond=range_("0"), band=(1, 1), judged=True
    )  # fmt: skip


@table("""
    aimed  excluded
    yes    –
    no     outside_aim
""")
def test_why_a_section_is_not_counted(aimed: str, excluded: str) -> None:
    score = _section(_leaves("aside"), aimed=aimed == "yes")
    assert (node_term(score, Fraction(1), Method.MEAN, counted=False).excluded or NONE) == excluded


@table("""
    target  found
    wish    wish 1/3
    yes     yes 1
    other   –
    –       –
""")
def test_a_target_is_a_level_of_the_first_question_that_has_it(target: str, found: str) -> None:
    leaves = [_leaf("a.words", NONE, type=QuestionType.TEXT, choices=()), _leaf("a.x", NONE)]
    inner = _leaf("b.x", NONE, **YES_NO)
    made = section("a", *(leaf.question for leaf in leaves), sections=(section("b", inner.question),))
    targets = {} if target == NONE else {"a": target}
    score = score_sections([made], _answered([*leaves, inner], {"a": True, "b": True}, targets=targets))["a"]
    assert (f"{score.target.id} {score.target_share}" if score.target else NONE) == found


@table("""
    outer  declared  evidenced
    mean   1/3       1/3
    min    1/3       1/3
    sum    1/2       5/12
""")
def test_a_sum_counts_the_points_of_a_section_inside_it(outer: str, declared: str, evidenced: str) -> None:
    """Whatever method the section has for itself: of its questions, the lowest counts here."""
    leaves = _leaves("claimed, wish*3")
    inner = section("b", *(leaf.question for leaf in leaves), method=Method.MIN)
    made = section("a", sections=(inner,), method=Method(outer))
    (term,) = score_sections([made], _answered(leaves, {"a": True, "b": True}))["a"].terms
    assert (term.declared, term.evidenced) == (range_(declared), range_(evidenced))


def test_without_points_a_sum_counts_none() -> None:
    term = node_term(_section(_leaves("aside")), Fraction(1), Method.SUM, counted=False)
    assert (term.declared, term.evidenced) == (None, None)


def test_a_question_that_is_not_judged_has_the_band_of_its_points() -> None:
    leaf = _leaf("a.x", "wish", expected=None, expects=Expects.NOTHING)
    part = question_part(leaf, question_term(leaf, counted=True), BANDS)
    assert (part.band, part.judged) == ((0, 0), False)
    score = _section([leaf])
    assert (score.attainment, _bands(score.bands)) == (None, "low")


def test_a_section_as_its_node_sees_it_at_worst_and_at_best() -> None:
    score = _section(_leaves("work, ?"))
    assert node_part(score, node_term(score, Fraction(1), Method.MEAN, counted=True), BANDS).band == (1, 3)


def test_bands_of_a_node_whose_children_have_none() -> None:
    """Children without a band hold nothing back; what is not known to be beyond is not."""
    leaf = _leaf("a.x", "work")
    part = replace(question_part(leaf, question_term(leaf, counted=True), BANDS), band=None, beyond=None)
    assert _bands(combine(Method.MEAN, [part], BANDS).bands) == "there"
