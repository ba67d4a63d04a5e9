"""What is shipped passes its own tests, and they hold what they should."""

from pathlib import Path

import pytest

from engage_cli.authoring.cases.reading import read_cases
from engage_cli.questionnaire.library import shipped_questionnaires
from engage_cli.questionnaire.loading import load_questionnaire
from tests.authoring.test_rules import DAY
from tests.cli.conftest import Engage

SHIPPED = [folder for _, folder in shipped_questionnaires()]


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_its_own_tests_pass(engage: Engage, folder: Path) -> None:
    ran = engage("questionnaire", "test", str(folder))
    assert (ran.code, ran.err) == (0, ""), ran.out


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_each_must_have_tension_contradiction_and_phase_has_a_test(folder: Path) -> None:
    loaded = load_questionnaire(folder)
    q = loaded.questionnaire
    cases = [case for _, found in read_cases(loaded, DAY) for case in found]

    def named(key: str) -> set[str]:
        return {id for case in cases for id in case.expect.value.get(key, ())}

    met = {id for case in cases for id, state in case.expect.value.get("gates", {}).items() if state == "met"}
    unmet = {id for case in cases for id, state in case.expect.value.get("gates", {}).items() if state == "unmet"}
    assert met == unmet == {one.id for one in q.by_id.values() if one.gate is not None}
    assert named("tensions") == {one.id for one in q.tensions}
    assert named("contradictions") == {one.id for one in q.contradictions}
    phases = {case.project.charter.facets.get(q.timeline or "") for case in cases}
    assert phases == {one.id for one in q.facet_by_id[q.timeline or ""].choices}
