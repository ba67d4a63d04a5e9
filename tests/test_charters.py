"""The twelve shipped charters: what a fair panel should find in each, and what each puts to the test."""

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from engage_cli.files.yaml_reading import read
from engage_cli.project.loading import load_project
from engage_cli.project.milestones import load_milestones
from engage_cli.scoring.assessment import assess
from engage_cli.scoring.question_scores import GateState, State
from engage_cli.scoring.results import AdviceKind, Assessment

HERE = Path(__file__).parent
EXPECTED: Any = read(HERE / "charters.yaml").value
CHARTERS = sorted(EXPECTED)


@cache
def _assessment(name: str) -> Assessment:
    loaded = load_project(HERE.parent / "examples" / name / "project.yaml")
    assert loaded.project.date is not None
    assert not loaded.remarks
    return assess(loaded.questionnaire.questionnaire, loaded.project, as_of=loaded.project.date)


def _in_force(assessment: Assessment) -> list[str]:
    """Ids of the questions asked and due, all sections aimed at or not."""
    away = (State.NOT_ASKED, State.NOT_YET_DUE, State.OUTSIDE_SCOPE)
    return [id for id, q in assessment.questions.items() if q.standing.if_aimed not in away]


def _gates(assessment: Assessment, *states: GateState) -> set[str]:
    return {g.question.id for g in assessment.gates if g.state in states}


def test_every_example_is_expected() -> None:
    assert sorted(p.parent.name for p in HERE.parent.glob("examples/*/project.yaml")) == CHARTERS
    assert len(CHARTERS) == 12


@pytest.mark.parametrize("name", CHARTERS)
def test_declared_levels_are_those_of_a_fair_panel(name: str) -> None:
    """Each section's declared score × 3 lies within one level; no score exactly where nothing applies."""
    assessment = _assessment(name)
    expected = EXPECTED[name]["expected"]
    assert list(expected) == [s.id for s in assessment.questionnaire.sections]
    for id, level in expected.items():
        declared = assessment.sections[id].declared
        if level is None:
            assert declared is None, id
        else:
            assert declared is not None, id
            assert abs(declared.low * 3 - level) <= 1, (id, declared.low * 3, level)


@pytest.mark.parametrize("name", CHARTERS)
def test_questions_and_gates_open_by_the_facts(name: str) -> None:
    assessment, expected = _assessment(name), EXPECTED[name]
    asked = _in_force(assessment)
    by_id = assessment.questionnaire.by_id
    assert len(asked) == expected["questions"]
    assert sum(by_id[id].quick for id in asked) == expected["quick"]
    assert [id for id in asked if by_id[id].gate] == expected["gates"]


@pytest.mark.parametrize("name", CHARTERS)
def test_answers_are_complete(name: str) -> None:
    assessment = _assessment(name)
    assert set(_in_force(assessment)) == set(assessment.project.answers)
    assert all(s.evidenced is None or s.declared is not None for s in assessment.sections.values())


@pytest.mark.parametrize("name", CHARTERS)
def test_the_day_of_the_charter_comes_after_what_it_tells(name: str) -> None:
    """Evidence, actions that are done and the start are behind; the opening is where the phase says."""
    assessment = _assessment(name)
    project, day = assessment.project, assessment.as_of
    dates = project.charter.dates
    assert dates.start is not None
    past = [evidence.date for answer in project.answers.values() for evidence in answer.evidence]
    past += [dates.start, *(action.done for action in project.actions)]
    assert all(one is None or one <= day for one in past)
    if dates.opening:
        opened = project.charter.facets["phase"] in ("exploitation", "cloture")
        assert (dates.opening <= day) is opened
    assert dates.end is None or dates.end > day


def test_one_charter_is_followed_over_its_year() -> None:
    """Two milestones as they were kept, actions in every state with one late, a waiver that holds, targets."""
    loaded = load_project(HERE.parent / "examples/nanotechnologies/project.yaml")
    assessment = _assessment("nanotechnologies")
    milestones = load_milestones(loaded)
    assert not milestones.remarks
    assert [one.milestone.name for one in milestones.by_date] == ["Avant l’ouverture", "Bilan de six mois"]
    digest = assessment.questionnaire.digest
    for one in milestones.kept:
        assert one.intact
        assert one.milestone.date < assessment.as_of
        assert one.milestone.questionnaire is not None
        assert one.milestone.questionnaire.digest == digest, "./dev docs writes the milestones of the examples again"
    actions = assessment.project.actions
    assert {action.status for action in actions} == {"open", "started", "done", "dropped"}
    assert [action.id for action in actions if action.overdue(assessment.as_of)] == ["faire-essai-de-securite"]
    advice = {one.id: q.id for q in assessment.questionnaire.by_id.values() for one in q.recommendations}
    assert all(a.recommendation is None or advice[a.recommendation] == a.question for a in actions)
    assert _gates(assessment, GateState.WAIVED) == {"personne.accessibilite-web"}
    assert assessment.project.targets


def test_the_object_that_records_a_choice_opens_the_gate_on_measuring() -> None:
    assessment = _assessment("nanotechnologies")
    assert assessment.questions["mesure.mesure-respectueuse"].state.in_force
    weakest = min(assessment.aimed("principe"), key=lambda s: s.evidenced.low if s.evidenced else Fraction(1))
    assert weakest.id == "durable"


def test_strong_participation_does_not_hide_that_nothing_will_last() -> None:
    assessment = _assessment("fabrique-a-bede")
    durable = assessment.sections["durable"].declared
    participation = assessment.sections["participation"].declared
    assert durable is not None
    assert participation is not None
    assert participation.low > Fraction(2, 3) > Fraction(1, 3) > durable.low
    overall, orientations = assessment.indices["ensemble"], assessment.indices["orientations"]
    assert overall.attainment is not None
    assert orientations.attainment is not None
    assert overall.attainment.low < orientations.attainment.low
    asked = _in_force(assessment)
    assert {"personne.jeunes-publics", "contenus.droits", "personne.accessibilite-web"} <= set(asked)


def test_what_is_not_aimed_at_is_shown_without_penalty() -> None:
    assessment = _assessment("collections-en-ligne")
    unaimed = {s.id for s in assessment.opportunities()}
    assert {"participation", "fidelisation"} <= unaimed
    counted = {t.id for t in assessment.indices["orientations"].terms if t.counted}
    assert counted.isdisjoint(unaimed)
    assert assessment.questions["collection.communautes-source"].state.in_force


def test_a_job_posting_has_nothing_to_do_with_the_collection() -> None:
    assessment = _assessment("offre-d-emploi")
    assert assessment.sections["collection"].evidenced is None
    asked = set(_in_force(assessment))
    assert {"quebec.francais-dabord", "competences.affichage-poste", "personne.vie-privee"} <= asked
    assert "infrastructures.hors-quebec" in asked


def test_a_talking_kiosk_opens_almost_every_gate() -> None:
    wanted = {
        "contenus.ia", "mesure.mesure-respectueuse", "personne.vie-privee",
        "infrastructures.hors-quebec", "personne.acces-en-salle",
    }  # fmt: skip
    assert wanted <= set(_in_force(_assessment("demandez-a-l-archiviste")))


def test_a_level_without_its_evidence_is_capped_and_said() -> None:
    assessment = _assessment("refonte-du-site")
    fallen = [q for q in assessment.fallen() if q.declared_choice and q.declared_choice.points == 3]
    assert len(fallen) >= 3
    assert all(q.evidenced is not None and q.evidenced.low == 2 for q in fallen)
    kinds = {a.question.id: a.kind for a in assessment.advice}
    assert all(kinds[q.question.id] is AdviceKind.ATTACH_EVIDENCE for q in fallen)


def test_at_the_idea_level_one_is_enough_and_five_small_steps_are_given() -> None:
    assessment = _assessment("vlogue-ados")
    steps = assessment.summary()
    assert len(steps) == 5
    assert all(a.recommendation is not None and a.effort != "L" for a in steps)
    assert sum(a.effort == "S" for a in steps) >= 3
    assert {q.expected_choice.id for q in assessment.questions.values() if q.expected_choice} == {"intention"}


def test_a_closure_with_its_reason_is_as_good_as_an_opening() -> None:
    assessment = _assessment("recits-de-rivieres")
    for id in ("communs.licence", "communs.formats-ouverts"):
        score = assessment.questions[id]
        assert score.declared is not None
        assert score.declared.low >= 2
        assert score.answer is not None
        assert score.answer.note


def test_an_internal_project_has_its_staff_for_an_audience() -> None:
    assessment = _assessment("voute-numerique")
    empty = {id for id, s in assessment.sections.items() if s.evidenced is None}
    assert {"contenus", "participation", "fidelisation"} <= empty
    assert assessment.notes


def test_closing_puts_end_of_life_handover_and_records_first() -> None:
    first = [a.question.id for a in _assessment("guide-mobile").summary()]
    assert set(first[:3]) == {"durable.fin-de-vie", "durable.remise", "durable.archives"}


def test_the_same_phase_with_checked_needs_exceeds_what_is_expected() -> None:
    ahead, level = (
        _assessment("reserve-chez-vous").sections["personne"],
        _assessment("vlogue-ados").sections["personne"],
    )
    assert ahead.beyond is not None
    assert level.beyond is not None
    assert ahead.beyond.low > level.beyond.low
    assert ahead.bands is not None
    assert ahead.bands[0] is _assessment("reserve-chez-vous").questionnaire.bands[-1]
