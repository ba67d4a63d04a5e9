"""The path in reports: what is noted, what is due, and what each audience may read of it."""

import json

import pytest

from engage_cli.model.path import StepNote, StepStatus
from engage_cli.report.formats import render
from engage_cli.report.request import Audience, Kind, Request
from engage_cli.scoring.assessment import assess
from engage_cli.scoring.results import Assessment
from engage_cli.values import replace

from .making import assessment


def noted() -> Assessment:
    a = assessment("fabrique")
    charter = replace(a.project.charter, facets={**a.project.charter.facets, "fournisseurs": None})
    path = {
        "premiere-rencontre": StepNote(status=StepStatus.DONE, date=a.as_of, note="*Minutes* with Ada"),
        "charte-relue": StepNote(status=StepStatus.SKIPPED, note="Signed before."),
    }
    return assess(a.questionnaire, replace(a.project, charter=charter, path=path), as_of=a.as_of)


def said(a: Assessment, audience: Audience = Audience.TEAM, kind: Kind = Kind.FULL, format: str = "md") -> str:
    request = Request(assessment=a, languages=("en",), audience=audience, kind=kind)
    return render(request, format).content.decode()


def part(text: str) -> str:
    return text.partition("\n## Accompaniment\n")[2].partition("\n## ")[0]


def test_the_annex_lists_the_steps_with_what_is_noted() -> None:
    text = said(noted())
    assert text.index("\n## Every answer") < text.index("\n## Accompaniment\n")
    rows = [line for line in part(text).splitlines() if line.startswith("| ")]
    assert rows[2].startswith("| First meeting | Digital engagement coordination | done, November 12, 2026: ")
    assert "\\*Minutes\\* with Ada" in rows[2]
    assert "| Charter reviewed together | Project lead | skipped: Signed before. |" in rows
    assert any("not known whether it applies** (it depends on: Suppliers" in row for row in rows)
    assert "3 steps do not concern the project" in part(text)


def test_where_nothing_is_noted_it_says_so_in_short() -> None:
    text = part(said(assessment("fabrique")))
    assert "Nothing is noted yet of the steps that accompany the project." in text
    assert "**Due now**: First meeting; " in text
    assert "|" not in text


def test_a_questionnaire_without_a_path_says_nothing_of_it() -> None:
    assert "Accompaniment" not in said(assessment("garden"))


def test_the_sheet_of_the_meeting_says_what_is_due() -> None:
    html = said(noted(), kind=Kind.FACILITATOR, format="html")
    due = html.partition("Accompaniment: what is to be done now</h2>")[2].partition("</section>")[0]
    assert "Brief reviewed" in due
    assert "it depends on: Suppliers" in due
    assert "First meeting" not in due


@pytest.mark.parametrize(
    ("audience", "reads"), [(Audience.TEAM, True), (Audience.DIRECTION, True), (Audience.PARTNER, False)]
)
def test_a_partner_reads_no_note(audience: Audience, reads: bool) -> None:
    text = said(noted(), audience)
    assert ("with Ada" in text) is reads
    assert ("Signed before." in text) is reads
    assert "done, November 12, 2026" in text


def test_results_have_states_and_no_notes() -> None:
    text = said(noted(), format="json")
    steps = {one["id"]: one for one in json.loads(text)["path"]}
    assert steps["premiere-rencontre"] == {"id": "premiere-rencontre", "state": "done", "waits": False, "late": False}
    assert steps["devis-relu"]["state"] == "unknown"
    assert "Ada" not in text
