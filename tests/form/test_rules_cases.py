"""The engine finds what is written down in `rules_cases.json`; the page has to find it too: see `test_rules.py`."""

from collections import Counter

import pytest

from tests.form import rules_cases
from tests.form.rules_cases import PROJECTS, QUESTIONNAIRES, by_the_engine, in_short, loaded, project

HELD = rules_cases.held()


@pytest.mark.parametrize("place", range(QUESTIONNAIRES))
def test_the_engine_finds_what_is_written_down(place: int) -> None:
    questionnaire = loaded(HELD["questionnaires"][place])
    cases = [case for case in HELD["cases"] if case["questionnaire"] == place]
    assert len(cases) == PROJECTS
    assert [in_short(by_the_engine(questionnaire, project(case))) for case in cases] == [c["found"] for c in cases]


def test_the_file_is_the_one_that_its_script_makes() -> None:
    """Nobody has changed a case by hand: python -m tests.form.rules_cases."""
    made = rules_cases.made()
    assert HELD["questionnaires"] == made["questionnaires"]
    assert [{key: value for key, value in case.items() if key != "found"} for case in HELD["cases"]] == made["cases"]


def test_the_cases_are_worth_it() -> None:
    """Each state, and each kind of condition, comes up often enough for the comparison to mean something."""
    states = Counter(state for case in HELD["cases"] for state in case["found"].values())
    assert set(states) == {
        *("answered", "unanswered", "unknown", "not_applicable", "not_asked", "not_yet_due", "outside_scope"),
        *("outside_aim", "unsettled", "answered!", "unanswered!", "unknown!", "unsettled!"),
    }
    assert min(states.values()) >= 10
    written = repr(HELD["questionnaires"])
    kinds = [*("all", "any", "not", "at_least", "at_most", "answered", "when", "due", "aim"), *rules_cases.FACETS]
    assert all(written.count(f"'{kind}'") >= 8 for kind in kinds), {k: written.count(f"'{k}'") for k in kinds}
