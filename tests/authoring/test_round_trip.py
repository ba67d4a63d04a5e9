"""Each example that a lint prints, written as a file and opened as any project, shows what the lint says of it."""

from pathlib import Path
from typing import Any

import pytest

from engage_cli.authoring.findings import Finding
from engage_cli.authoring.linting import Lint, ProvedGoal, lint
from engage_cli.authoring.projects import project_text
from engage_cli.project.loading import load_project
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.questionnaire.loading import load_questionnaire
from engage_cli.scoring.assessment import assess
from engage_cli.scoring.results import Assessment
from tests.authoring.making import random_questionnaires, write
from tests.authoring.test_proofs import DAY, contradictions, shows
from tests.cli.conftest import Engage

CONTRADICTION = {"contributions": True, "renseignements-personnels": False}
"""What the shipped questionnaire calls a contradiction."""


def added(section: str, id: str, **more: Any) -> dict[str, Any]:
    text = {"fr": f"{id}?", "en": f"{id}??"}
    return {"in": section, "question": {"id": id, "title": text, "ask": text, "scale": "maturite"} | more}


FAULTS: dict[str, tuple[str, dict[str, Any]]] = {
    "a better answer opens a question": (
        "not-monotone communs.suite/communs.licence",
        added("communs", "communs.suite", when={"communs.licence": "demontre"}),
    ),
    "a weak answer spares a question": (
        "not-monotone communs.suite/communs.formats-ouverts",
        added("communs", "communs.suite", when={"communs.formats-ouverts": {"at_least": "engage"}}),
    ),
    "a question for projects that contradict themselves": (
        "only-contradictory personne.suite",
        added("personne", "personne.suite", when=CONTRADICTION),
    ),
    "the same, at the end of a chain": (
        "only-contradictory communs.suite",
        added("communs", "communs.suite", when={"all": [CONTRADICTION, {"communs.licence": "engage"}]}),
    ),
}
"""By what is wrong: what is found, and the question by which the shipped questionnaire comes to be so."""


def opened(path: Path, questionnaire: LoadedQuestionnaire | None = None) -> Assessment:
    """The file as every command opens it, assessed on its own day; nothing in it is odd."""
    found = load_project(path, questionnaire)
    assert found.remarks == ()
    assert found.project.date == DAY
    return assess(found.questionnaire.questionnaire, found.project, as_of=DAY)


def check_finding(finding: Finding, goal: ProvedGoal | None, results: list[Assessment]) -> None:
    """The projects of a finding show what it says."""
    assert len(results) == len(finding.examples)
    if finding.rule == "only-contradictory":
        (result,) = results
        assert goal is not None
        assert contradictions(result.questionnaire, result.project)
        assert shows(result, goal.goal.subject, goal.goal.rule)
        return
    assert finding.rule == "not-monotone", f"no word here on what {finding.rule} shows"
    reader, source = finding.subject.split("/")
    before, after = results
    q = before.questionnaire
    assert before.project.charter.facets == after.project.charter.facets
    assert {id for id, one in before.project.answers.items() if after.project.answers[id] != one} == {source}
    steps = [q.by_id[source].step(one.project.answers[source].choice or "") for one in results]
    assert steps[0] < steps[1], "the answer is better"
    scores = [one.sections[q.sections_of[reader][-1].id].evidenced for one in results]
    lows = [one.low for one in scores if one]
    assert lows == [finding.message.values["high"], finding.message.values["low"]]
    assert lows[0] > lows[1], "the section falls"


def goal_of(found: Lint, finding: Finding) -> ProvedGoal | None:
    return next((one for one in found.shown if one.goal.subject == finding.subject), None)


def check_all_things(found: Lint, folder: Path, *, every: int = 1) -> int:
    """Each thing's example is one when it is read from a file; how many there were."""
    count = 0
    for one in [one for one in found.shown if one.example][::every]:
        assert one.example is not None
        path = folder / "thing.yaml"
        text = project_text(found.desk.prover, one.example, DAY, name="P", comment="C")
        path.write_text(text, encoding="utf-8")
        result = opened(path, found.desk.loaded)
        assert shows(result, one.goal.subject, one.goal.rule), (one.goal.subject, text)
        count += 1
    return count


def check_what_is_written(engage: Engage, found: Lint, folder: Path) -> int:
    """Each finding with examples, written by the command and opened; how many there were."""
    told = [one for one in found.findings if one.examples]
    for one in told:
        name = f"{one.rule}:{one.subject}"
        words = ("--example", name, "--write", "case.yaml", "--as-of", DAY.isoformat(), "--force")
        ran = engage("questionnaire", "lint", str(folder), *words)
        assert ran.code == 0, ran.err
        paths = [Path("case.yaml"), *(Path(f"case-{n}.yaml") for n in range(2, len(one.examples) + 1))]
        assert [line.rsplit(" ", 1)[-1] for line in ran.err.splitlines()] == [str(path) for path in paths]
        check_finding(one, goal_of(found, one), [opened(path, found.desk.loaded) for path in paths])
    return len(told)


@pytest.mark.slow
@pytest.mark.parametrize("name", FAULTS)
def test_faults_sown_in_the_shipped_questionnaire(engage: Engage, place: Path, name: str) -> None:
    """By the command, from the id of an overlay to projects that name it, and that any command opens."""
    expected, question = FAULTS[name]
    value = {
        "engage": 1, "id": "fautes", "version": "1.0.0", "title": {"fr": "Fautes", "en": "Faults"},
        "extends": {"id": "engagement-numerique", "version": "2.0.0"}, "add": {"questions": [question]},
    }  # fmt: skip
    write(place / "questionnaires/fautes", value)
    found = lint(load_questionnaire(place / "questionnaires/fautes"), as_of=DAY)
    (finding,) = (one for one in found.findings if one.examples)
    assert f"{finding.rule} {finding.subject}" == expected
    rule, subject = expected.split()
    ran = engage("questionnaire", "lint", "fautes", "--example", f"{rule}:{subject}", "--write", "case.yaml",
                 "--as-of", DAY.isoformat())  # fmt: skip
    assert (ran.code, ran.err.splitlines()[0]) == (0, "Project written: case.yaml")
    results = [opened(path) for path in sorted(place.glob("case*.yaml"), key=lambda path: len(path.name))]
    assert {one.questionnaire.id for one in results} == {"fautes"}
    check_finding(finding, goal_of(found, finding), results)


def test_what_a_few_questionnaires_print(engage: Engage, place: Path) -> None:
    told = things = 0
    for loaded in random_questionnaires(place, 8):
        found = lint(loaded, as_of=DAY)
        told += check_what_is_written(engage, found, loaded.path.parent)
        things += check_all_things(found, place, every=5)
    assert (told > 3, things > 30) == (True, True)


@pytest.mark.slow
def test_what_60_questionnaires_print(engage: Engage, place: Path) -> None:
    told = things = 0
    for loaded in random_questionnaires(place, 60):
        found = lint(loaded, as_of=DAY)
        told += check_what_is_written(engage, found, loaded.path.parent)
        things += check_all_things(found, place)
    assert (told > 50, things > 1500) == (True, True)


@pytest.mark.slow
def test_every_thing_of_the_shipped_questionnaire(place: Path) -> None:
    from tests.authoring.test_shipped import SHIPPED

    for folder in SHIPPED:
        found = lint(load_questionnaire(folder), as_of=DAY)
        assert check_all_things(found, place) == len(found.shown)
