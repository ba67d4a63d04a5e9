"""A13: advice that no longer makes sense at this time is not given."""

import pytest

from engage_cli.model.condition import Comparing, Comparison
from engage_cli.scoring.assessment import assess
from engage_cli.values import replace
from tests.scoring.making import TODAY, advice, facet, project, question, questionnaire, section

BEFORE = Comparing("phase", Comparison.AT_MOST, ("build",))
OUTSIDE = Comparing("outside", Comparison.IS, (True,))


@pytest.mark.parametrize(
    ("phase", "facts", "given"),
    [
        ("build", {}, "first"),
        ("run", {"outside": True}, "second"),
        ("run", {"outside": None}, "second"),
        ("run", {}, "second"),
        ("run", {"outside": False}, "last"),
    ],
)
def test_the_first_that_fits_and_may_hold(phase: str, facts: dict[str, bool | None], given: str) -> None:
    steps = (
        replace(advice("first", ("none",), "wish"), when=BEFORE),
        replace(advice("second", ("none",), "work"), when=OUTSIDE),
        advice("last", ("none",), "proof"),
    )
    made = questionnaire(section("a", question("a.x", recommendations=steps)), facets=(*_FACETS, facet("outside")))
    found = assess(made, project({"a.x": "none"}, phase=phase, facets=facts), as_of=TODAY).advice
    assert [a.recommendation.id for a in found if a.recommendation] == [given]


def test_none_is_given_where_none_may() -> None:
    made = questionnaire(
        section("a", question("a.x", recommendations=(replace(advice("r", ("none",), "wish"), when=BEFORE),)))
    )
    assert not assess(made, project({"a.x": "none"}, phase="run"), as_of=TODAY).advice


_FACETS = questionnaire().facets
