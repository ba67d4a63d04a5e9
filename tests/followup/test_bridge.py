"""The parts of a change add up, whatever changed, and a milestone scored again is what was written down."""

import datetime as dt
import random
from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations
from pathlib import Path

import pytest

from engage_cli.files import yaml_reading
from engage_cli.followup.bridge import (
    ORDER_MATTERS,
    STEPS,
    Bridge,
    BridgePart,
    BridgeStep,
    _merged,
    _telescoped,
    bridge_paths,
)
from engage_cli.followup.comparison import Comparison, compare_moments
from engage_cli.followup.differences import AnswerTurn
from engage_cli.followup.moments import moment_of_milestone, moment_of_project, read_moment
from engage_cli.followup.wording import ComparisonWording, round_parts
from engage_cli.project.frozen import entries
from engage_cli.project.frozen import scores as frozen_scores
from engage_cli.project.loading import LoadedProject, load_project, project_from
from engage_cli.project.milestones import add_milestone, load_milestones
from engage_cli.scoring.assessment import assess
from engage_cli.wording.assessments import wording_for

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*/project.yaml"))
LATER = dt.date(2027, 9, 1)


def edited(loaded: LoadedProject, r: random.Random) -> LoadedProject:
    """The project with another phase or a fact turned round, and answers raised, lowered, taken back, unknown."""
    questionnaire, text = loaded.questionnaire.questionnaire, loaded.document.text
    value = yaml_reading.parse(text, "edited").value
    assert isinstance(value, dict)
    facets, answers = value["charter"]["facets"], value["assessment"]["answers"]
    facets["phase"] = r.choice([choice.id for choice in questionnaire.facet_by_id["phase"].choices])
    fact = r.choice([id for id, one in facets.items() if isinstance(one, bool)])
    facets[fact] = not facets[fact]
    for id in r.sample(sorted(answers), 6):
        turn = r.choice(["choose", "drop", "unknown", "bare"])
        if turn == "drop":
            del answers[id]
        elif turn == "unknown":
            answers[id] = {"unknown": True}
        elif turn == "choose":
            answers[id] = {**answers[id], "choice": r.choice(questionnaire.by_id[id].choices).id}
            answers[id].pop("unknown", None)
            answers[id].pop("not_applicable", None)
        else:
            answers[id].pop("evidence", None)
    return project_from(written(value), loaded.path, loaded.questionnaire)


def written(value: dict[str, object]) -> yaml_reading.Document:
    import json

    return yaml_reading.parse(json.dumps(value, ensure_ascii=False), "edited.yaml")


def between(one: LoadedProject, other: LoadedProject, days: tuple[dt.date, dt.date]) -> Comparison:
    return compare_moments(
        moment_of_project(one, days[0]), moment_of_project(other, days[1]), other.project, other.questionnaire
    )


def bridges(comparison: Comparison) -> Iterator[Bridge]:
    for change in comparison.nodes:
        yield from (way for way in (change.points, change.attainment) if way is not None)


SOME = [pytest.param(p, id=p.parent.name, marks=() if n < 4 else pytest.mark.slow) for n, p in enumerate(EXAMPLES)]


@pytest.mark.parametrize("path", SOME)
def test_parts_add_up_exactly_and_as_shown(path: Path) -> None:
    loaded = load_project(path)
    assert loaded.project.date
    for seed in range(3):
        other = edited(loaded, random.Random(f"{path.parent.name} {seed}"))
        found = between(loaded, other, (loaded.project.date, LATER))
        ways = list(bridges(found))
        assert ways
        for way in ways:
            assert sum(part.change for part in way.parts) == way.now - way.then
            shown = round_parts(way)
            assert sum(shown) == round_half_up(way.now) - round_half_up(way.then)
            assert all(abs(tenths - part.change * 1000) < 2 for tenths, part in zip(shown, way.parts, strict=True))


def round_half_up(share: Fraction) -> int:
    return int((share * 1000 + Fraction(1, 2)).__floor__())


@pytest.mark.parametrize("path", EXAMPLES[:4], ids=lambda path: path.parent.name)
def test_the_ends_are_what_score_says(path: Path) -> None:
    loaded = load_project(path)
    assert loaded.project.date
    other = edited(loaded, random.Random(path.parent.name))
    found = between(loaded, other, (loaded.project.date, LATER))
    then = assess(loaded.questionnaire.questionnaire, loaded.project, as_of=loaded.project.date)
    now = assess(loaded.questionnaire.questionnaire, other.project, as_of=LATER)
    for change in (one for one in found.nodes if one.attainment and not one.is_index):
        id = change.node.id
        was, is_now = then.sections[id].attainment, now.sections[id].attainment
        assert change.attainment
        assert was
        assert is_now
        assert (change.attainment.then, change.attainment.now) == (was.low, is_now.low)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_a_milestone_scored_again_is_what_was_written_down(path: Path) -> None:
    loaded = load_project(path)
    assert loaded.project.date
    questionnaire = loaded.questionnaire.questionnaire
    assessment = assess(questionnaire, loaded.project, as_of=loaded.project.date)
    entry = entries.milestone_entry("Then", assessment)
    text = f"engage: 1\nmilestones:\n{entries.format_entry(entry)}"
    again = yaml_reading.parse(text, "m").value
    assert again == {"engage": 1, "milestones": [entry]}
    kept = frozen_scores.read_milestone(entry, questionnaire)
    assert kept.frozen == frozen_scores.freeze_scores(assessment)
    assert entries.entry_digest(entry) == entry["seal"]


def test_the_same_project_twice_has_nothing_to_tell(tmp_path: Path) -> None:
    path = tmp_path / "project.yaml"
    path.write_text(EXAMPLES[0].read_text(encoding="utf-8"), encoding="utf-8")
    loaded = load_project(path)
    assert loaded.project.date
    assessment = assess(loaded.questionnaire.questionnaire, loaded.project, as_of=loaded.project.date)
    add_milestone(loaded, assessment, "Then")
    then = moment_of_milestone(load_milestones(loaded).kept[0], loaded)
    found = compare_moments(then, moment_of_project(loaded, loaded.project.date), loaded.project, loaded.questionnaire)
    assert (found.differing_steps, found.answers, found.facts, found.opened, found.closed) == ((), (), (), (), ())
    assert not any(change.changed for change in found.nodes)
    assert found.frozen
    assert not found.method_changed
    words = ComparisonWording(found, wording_for("en", found.assessment))
    assert [*words.parts(), *words.remarks(), *words.dependent()] == []


def test_every_order_of_the_steps_ends_at_the_same_place() -> None:
    loaded = load_project(EXAMPLES[2])
    assert loaded.project.date
    other = edited(loaded, random.Random(3))
    questionnaire = loaded.questionnaire.questionnaire
    then = read_moment(moment_of_project(loaded, loaded.project.date), questionnaire, loaded.project).project
    now = read_moment(moment_of_project(other, LATER), questionnaire, loaded.project).project
    found = bridge_paths(questionnaire, then, now, (loaded.project.date, LATER), "full")
    assert found.differing == (BridgeStep.DATE, BridgeStep.FACTS, BridgeStep.ANSWERS)
    ends = {id(found.state(*order)) for order in permutations(found.differing)}
    assert len(ends) == 1
    spans = [part.span for way in bridges(between(loaded, other, found.days)) for part in way.parts if part.span]
    assert spans
    assert all(high - low > ORDER_MATTERS for low, high in spans)


F = Fraction


@pytest.mark.parametrize(
    ("values", "parts"),
    [
        ([F(1, 2), F(1, 2), F(1, 3), F(1, 3), F(1)], ["0", "-1/6", "0", "2/3"]),
        ([F(1, 2), None, F(1, 3), F(1, 3), F(1)], ["questionnaire+date -1/6", "0", "2/3"]),
        ([F(1, 2), None, None, None, F(1)], ["questionnaire+date+facts+answers 1/2"]),
    ],
)
def test_steps_that_lead_through_no_result_go_together(values: list[Fraction | None], parts: list[str]) -> None:
    found = _telescoped(values, STEPS)
    said = [f"{'+'.join(part.steps)} {part.change}" if len(part.steps) > 1 else str(part.change) for part in found]
    assert said == parts


def test_parts_that_cannot_be_told_apart_are_one() -> None:
    parts = [BridgePart(steps=(step,), change=F(at)) for at, step in enumerate(STEPS, 1)]
    merged = list(_merged(parts, (BridgeStep.QUESTIONNAIRE, BridgeStep.ANSWERS)))
    assert [(part.steps, part.change) for part in merged] == [
        ((BridgeStep.QUESTIONNAIRE, BridgeStep.ANSWERS), F(5)),
        ((BridgeStep.DATE,), F(2)),
        ((BridgeStep.FACTS,), F(3)),
    ]


def test_answers_are_told_by_what_became_of_them() -> None:
    loaded = load_project(EXAMPLES[2])
    value = yaml_reading.parse(loaded.document.text, "edited").value
    assert isinstance(value, dict)
    answers = value["assessment"]["answers"]
    answers["personne.vie-privee"] = {"choice": "intention"}
    answers["durable.entretien"] = {"choice": "engage"}
    answers["mesure.objectifs"] = {"unknown": True}
    del answers["mesure.decider"]
    other = project_from(written(value), loaded.path, loaded.questionnaire)
    assert loaded.project.date
    found = between(loaded, other, (loaded.project.date, loaded.project.date))
    assert {change.now.question.id: change.turn for change in found.answers} == {
        "personne.vie-privee": AnswerTurn.FELL,
        "durable.entretien": AnswerTurn.ROSE,
        "mesure.objectifs": AnswerTurn.CHANGED,
        "mesure.decider": AnswerTurn.TAKEN_BACK,
    }
    assert [gate.question.id for gate in found.opened] == ["personne.vie-privee"]
    back = between(other, loaded, (loaded.project.date, loaded.project.date))
    assert [gate.question.id for gate in back.closed] == ["personne.vie-privee"]
    assert {change.now.question.id: change.turn for change in back.answers}["mesure.decider"] is AnswerTurn.GIVEN
