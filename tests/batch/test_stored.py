"""Stored results: they come back as they were, and hold exactly as long as nothing changes."""

import datetime as dt
from pathlib import Path

import pytest

from engage_cli.batch.stored import decode_row, encode_row
from engage_cli.model.project import Answer, Evidence, Milestone, Waiver
from engage_cli.model.scales import EvidenceKind
from engage_cli.portfolio.rows import Row, build_row, results_validity
from engage_cli.project.loading import LoadedProject, load_project
from engage_cli.scoring.assessment import assess
from engage_cli.values import replace

from .conftest import EXAMPLES, GARDEN

DAY = dt.date(2026, 11, 23)


def rows(loaded: LoadedProject, day: dt.date) -> Row:
    return build_row(assess(loaded.questionnaire.questionnaire, loaded.project, as_of=day), "key")


@pytest.mark.parametrize(
    "path", [*sorted(file.parent for file in EXAMPLES.glob("*/project.yaml")), GARDEN], ids=lambda path: path.name
)
def test_a_row_comes_back_as_it_was(path: Path) -> None:
    row = rows(load_project(path), DAY)
    assert decode_row(encode_row(row)) == row


def test_results_change_on_the_days_said_and_on_no_other() -> None:
    loaded = load_project(EXAMPLES / "fabrique-a-bede")
    project = replace(
        loaded.project,
        waivers=(
            Waiver(
                rule="gate-unmet",
                question="durable.archives",
                because="x",
                approved_by="y",
                until=dt.date(2026, 11, 28),
            ),
        ),
    )
    loaded = replace(loaded, project=project)
    first = rows(loaded, DAY)
    assert first.until == dt.date(2026, 11, 29)
    for offset in range(-60, 60, 3):
        day = DAY + dt.timedelta(days=offset)
        same = replace(rows(loaded, day), as_of=DAY, since=first.since, until=first.until) == first
        assert same or not (first.since or dt.date.min) <= day < first.until


def test_a_row_with_a_milestone_holds_until_the_next_one() -> None:
    loaded = load_project(GARDEN)
    assessment = assess(loaded.questionnaire.questionnaire, loaded.project, as_of=DAY)
    milestones = [DAY - dt.timedelta(days=40), DAY - dt.timedelta(days=2), DAY + dt.timedelta(days=8)]
    row = build_row(assessment, "key", None, milestones)
    assert (row.since, row.until) == (milestones[1], milestones[2])


def test_a_piece_of_evidence_holds_through_its_last_day() -> None:
    loaded = load_project(GARDEN)
    evidence = Evidence(title="Diary", date=dt.date(2026, 9, 12), kind=EvidenceKind.DOCUMENT)
    answers = {"soil.feeding": Answer(choice="daily", evidence=(evidence,))}
    since, until = results_validity(
        loaded.questionnaire.questionnaire, replace(loaded.project, answers=answers), dt.date(2026, 10, 1)
    )
    assert (since, until) == (dt.date(2026, 9, 12), dt.date(2026, 12, 12))


def test_a_milestone_is_compared_only_with_what_was_asked_the_same_way() -> None:
    loaded = load_project(EXAMPLES / "fabrique-a-bede")
    answers = dict(loaded.project.answers) | {"personne.besoins-publics": Answer(choice="intention")}
    then = Milestone(name="Start", date=dt.date(2026, 3, 1), answers=answers, facets=loaded.project.charter.facets)

    def before(milestone: Milestone) -> tuple[bool, int]:
        row = rows(replace(loaded, project=replace(loaded.project, milestones=(milestone,))), DAY)
        assert row.before
        assert decode_row(encode_row(row)) == row
        return row.before.comparable, len(row.before.sections)

    assert before(then) == (True, 9)
    assert before(replace(then, scope="quick")) == (False, 0)
    assert before(replace(then, answers={"personne.besoins-publics": Answer(choice="gone")})) == (False, 0)
