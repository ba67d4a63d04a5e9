"""What is shipped passes its own tests, and they hold what they should."""

from pathlib import Path

import pytest

from engage_cli.authoring.cases.reading import read_cases
from engage_cli.model.project import Answer, Project
from engage_cli.project.loading import load_project
from engage_cli.questionnaire.library import shipped_questionnaires
from engage_cli.questionnaire.loading import load_questionnaire
from engage_cli.shipped import shipped
from engage_cli.values import replace
from tests.authoring.test_rules import DAY
from tests.cli.conftest import Engage

SHIPPED = [folder for _, folder in shipped_questionnaires()]


@pytest.mark.slow
@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_its_own_tests_pass(engage: Engage, folder: Path) -> None:
    ran = engage("questionnaire", "test", str(folder))
    assert (ran.code, ran.err) == (0, ""), ran.out


EXAMPLES = sorted(shipped("examples").glob("*/project.yaml"))


def test_each_of_the_twelve_examples_is_a_test() -> None:
    """Its facts, its answers and their evidence, on its day; what it hangs on beside is not a matter of a test."""
    loaded = load_questionnaire(shipped("questionnaires") / "engagement-numerique")
    cases = {case.name: case for _, found in read_cases(loaded, DAY) for case in found}
    assert len(EXAMPLES) == 12
    for path in EXAMPLES:
        example = load_project(path).project
        case = cases[f"Exemple {example.charter.id}"]
        assert case.project.charter.facets == example.charter.facets
        assert told(case.project) == told(example)
        assert (case.as_of, case.project.scope) == (example.date, example.scope)
        assert {"indices", "tensions", "contradictions"} <= case.expect.value.keys()


def told(project: Project) -> dict[str, Answer]:
    """The answers without what no score hangs on."""
    return {
        id: replace(
            answer, note=None, by=None, reviewed=None, agreed=None,
            evidence=tuple(replace(one, where=None, holder=None) for one in answer.evidence),
        )
        for id, answer in project.answers.items()
    }  # fmt: skip


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
