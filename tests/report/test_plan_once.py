"""The plan takes longer to make than the rest of a page: once for all formats of a request."""

import pytest

from engage_cli.report.formats import render
from engage_cli.report.plan.planned import CheapestPlan, cheapest_plan
from engage_cli.report.request import Request
from engage_cli.scoring.results import Assessment

from .making import assessment


def test_a_plan_is_made_once_for_all_formats(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[CheapestPlan | None] = []

    def counted(a: Assessment) -> CheapestPlan | None:
        made.append(cheapest_plan(a))
        return made[-1]

    monkeypatch.setattr("engage_cli.report.plan.planned.cheapest_plan", counted)
    request = Request(assessment=assessment("garden"), languages=("en",))
    for format in ("md", "html"):
        render(request, format)
    assert len(made) == 1
