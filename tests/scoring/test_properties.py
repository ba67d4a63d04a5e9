"""What holds of every score, on questionnaires made by chance where no condition reads an answer."""

from collections.abc import Iterator
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from engage_cli.model.project import Answer, Project
from engage_cli.model.questionnaire import Method, Questionnaire, Section
from engage_cli.model.scales import Better, Expects
from engage_cli.scoring.assessment import assess
from engage_cli.scoring.question_scores import GateState, Range, State
from engage_cli.scoring.results import Assessment, NodeScore
from engage_cli.values import replace

from .making import ASIDE, FEW, PROOF, TODAY, cases

Case = tuple[Questionnaire, Project]


def _assess(questionnaire: Questionnaire, project: Project) -> Assessment:
    return assess(questionnaire, project, as_of=TODAY)


def _nodes(assessment: Assessment) -> Iterator[NodeScore]:
    yield from assessment.sections.values()
    yield from assessment.indices.values()


def _ranges(node: NodeScore) -> list[Range]:
    found = (node.declared, node.evidenced, node.attainment, node.declared_attainment, node.beyond)
    return [r for r in found if r is not None]


@FEW
@given(cases())
def test_every_number_is_within_bounds(case: Case) -> None:
    for node in _nodes(_assess(*case)):
        assert all(0 <= r.low <= r.high <= 1 for r in _ranges(node))
        assert node.tally.coverage is None or 0 <= node.tally.coverage <= 1
        if node.evidenced is not None and node.declared is not None:
            assert node.evidenced.low <= node.declared.low
            assert node.evidenced.high <= node.declared.high


@FEW
@given(cases())
def test_a_complete_assessment_has_one_number(case: Case) -> None:
    questionnaire, project = case
    complete = {id: project.answers.get(id, Answer(choice="c0")) for id in questionnaire.by_id}
    complete = {id: Answer(choice="c0") if a.unknown else a for id, a in complete.items()}
    for node in _nodes(_assess(questionnaire, replace(project, answers=complete))):
        assert all(r.exact for r in _ranges(node))


@FEW
@given(cases(), st.data())
def test_a_better_choice_with_its_evidence_never_lowers_a_score(case: Case, data: st.DataObject) -> None:
    questionnaire, project = case
    answered = [id for id, a in project.answers.items() if a.choice]
    if not answered:
        return
    id = data.draw(st.sampled_from(answered))
    choices = questionnaire.by_id[id].choices
    at = next(i for i, c in enumerate(choices) if c.id == project.answers[id].choice)
    better = data.draw(st.sampled_from(choices[at:]))
    raised = {**project.answers, id: Answer(choice=better.id, evidence=(PROOF,))}
    before, after = _assess(questionnaire, project), _assess(questionnaire, replace(project, answers=raised))
    for old, new in zip(_nodes(before), _nodes(after), strict=True):
        for was, is_ in zip(_ranges(old), _ranges(new), strict=True):
            assert is_.low >= was.low
            assert is_.high >= was.high
        if old.bands and new.bands:
            order = [b.id for b in questionnaire.bands]
            assert order.index(new.bands[0].id) >= order.index(old.bands[0].id)


def _judged(section: Section, better: Better, expects: Expects) -> Section:
    """The same with every question of that sense and expectation."""
    questions = tuple(
        replace(q, better=better, expects=expects, expected=None if expects is Expects.NOTHING else q.expected)
        for q in section.questions
    )
    return replace(section, questions=questions, sections=tuple(_judged(s, better, expects) for s in section.sections))


@FEW
@given(cases(), st.data(), st.sampled_from(Better), st.sampled_from(Expects))
def test_a_choice_up_the_ladder_is_never_read_as_worse(
    case: Case, data: st.DataObject, better: Better, expects: Expects
) -> None:
    """Where fewer points are better, points fall and what is expected is reached all the same."""
    questionnaire = replace(case[0], sections=tuple(_judged(s, better, expects) for s in case[0].sections))
    answered = [id for id, a in case[1].answers.items() if a.choice]
    if not answered:
        return
    id = data.draw(st.sampled_from(answered))
    question, held = questionnaire.by_id[id], case[1].answers[id].choice or ""
    above = data.draw(st.sampled_from(question.ladder[question.step(held) :]))
    raised = replace(case[1], answers={**case[1].answers, id: Answer(choice=above.id, evidence=(PROOF,))})
    before, after = _assess(questionnaire, case[1]), _assess(questionnaire, raised)
    for old, new in zip(_nodes(before), _nodes(after), strict=True):
        assert old.judged is new.judged is (expects is Expects.FULL and old.evidenced is not None)
        assert (old.attainment is None) or old.judged
        for was, is_ in zip(
            (old.attainment, old.declared_attainment), (new.attainment, new.declared_attainment), strict=True
        ):
            if was is not None and is_ is not None:
                assert is_.low >= was.low
                assert is_.high >= was.high
        if old.evidenced and new.evidenced and better is Better.LOW:
            assert new.evidenced.high <= old.evidenced.high
            assert new.evidenced.low <= old.evidenced.low
    gates = {g.question.id: g.state for g in before.gates}
    assert not any(gates[g.question.id] is GateState.MET and g.state is GateState.UNMET for g in after.gates)


@FEW
@given(cases(), st.data())
def test_finding_out_stays_within_the_range(case: Case, data: st.DataObject) -> None:
    """Low and high are bounds: whatever the unanswered turn out to be, the score lies between them."""
    questionnaire, project = case
    before = _assess(questionnaire, project)
    open_ = {id for id, q in before.questions.items() if q.state in (State.UNKNOWN, State.UNANSWERED)}
    found = {
        id: Answer(choice=data.draw(st.sampled_from(questionnaire.by_id[id].choices)).id, evidence=(PROOF,))
        for id in open_
    }
    after = _assess(questionnaire, replace(project, answers={**project.answers, **found}))
    for old, new in zip(_nodes(before), _nodes(after), strict=True):
        if old.aimed and old.evidenced is not None and new.evidenced is not None:
            assert old.evidenced.low <= new.evidenced.low <= new.evidenced.high <= old.evidenced.high


@FEW
@given(cases(), st.data())
def test_not_applicable_leaves_the_other_terms_as_they_were(case: Case, data: st.DataObject) -> None:
    questionnaire, project = case
    if not questionnaire.by_id:
        return
    id = data.draw(st.sampled_from(sorted(questionnaire.by_id)))
    aside = replace(project, answers={**project.answers, id: ASIDE})
    section = questionnaire.sections_of[id][-1]
    before = _assess(questionnaire, project).sections[section.id]
    after = _assess(questionnaire, aside).sections[section.id]
    if not before.aimed:
        return
    own = {q.id for q in section.questions} - {id}
    assert [t for t in after.terms if t.id in own] == [t for t in before.terms if t.id in own]


def _turned(section: Section) -> Section:
    inner = tuple(_turned(s) for s in reversed(section.sections))
    return replace(section, questions=section.questions[::-1], sections=inner)


@FEW
@given(cases())
def test_order_changes_no_score(case: Case) -> None:
    questionnaire, project = case
    turned = replace(questionnaire, sections=tuple(_turned(s) for s in reversed(questionnaire.sections)))
    answers = dict(reversed(list(project.answers.items())))
    before, after = _assess(questionnaire, project), _assess(turned, replace(project, answers=answers))
    for id, index in before.indices.items():
        assert _ranges(after.indices[id]) == _ranges(index)
    for id, section in before.sections.items():
        assert _ranges(after.sections[id]) == _ranges(section)
        assert after.sections[id].tally == section.tally


@FEW
@given(cases())
def test_all_best_is_full_and_all_worst_is_nothing(case: Case) -> None:
    questionnaire, project = case
    best = {id: Answer(choice=q.choices[-1].id, evidence=(PROOF,)) for id, q in questionnaire.by_id.items()}
    worst = {id: Answer(choice=q.choices[0].id) for id, q in questionnaire.by_id.items()}
    for node in _nodes(_assess(questionnaire, replace(project, answers=best))):
        assert node.evidenced is None or node.evidenced == node.declared == Range(Fraction(1), Fraction(1))
        assert node.attainment is None or node.attainment.low == 1
    for node in _nodes(_assess(questionnaire, replace(project, answers=worst))):
        assert node.evidenced is None or node.evidenced == Range(Fraction(0), Fraction(0))


@FEW
@given(cases())
def test_the_explanation_adds_up_exactly(case: Case) -> None:
    """The terms of a node, combined by hand by its method, give its score."""
    for node in _nodes(_assess(*case)):
        terms = [t for t in node.terms if t.counted and t.evidenced is not None]
        if node.evidenced is None:
            assert not terms
            continue
        shares = [t.evidenced.low for t in terms if t.evidenced]
        weights = [t.weight * (t.possible if node.method is Method.SUM else 1) for t in terms]
        mean = sum((w * s for w, s in zip(weights, shares, strict=True)), Fraction(0)) / sum(weights, Fraction(0))
        expected = min(shares) if node.method is Method.MIN else mean
        assert node.evidenced.low == expected


@FEW
@given(cases())
def test_advice_brings_what_it_says(case: Case) -> None:
    """Following one piece of advice, with its evidence, raises the section by exactly its gain."""
    questionnaire, project = case
    before = _assess(questionnaire, project)
    for advice in before.advice:
        if advice.to is None or before.questions[advice.question.id].standing.gate_only:
            continue
        followed = {**project.answers, advice.question.id: Answer(choice=advice.to.id, evidence=(PROOF,))}
        after = _assess(questionnaire, replace(project, answers=followed))
        was, is_ = before.sections[advice.section.id].evidenced, after.sections[advice.section.id].evidenced
        if was is not None and is_ is not None:
            assert is_.low - was.low == advice.gain


@FEW
@given(cases())
def test_same_input_same_result(case: Case) -> None:
    assert _assess(*case) == _assess(*case)
