"""A released version scores as the questionnaire did that it lists."""

import datetime as dt
from pathlib import Path

from engage_cli.files import yaml_reading
from engage_cli.files.nodes import Node
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.project import parsing
from engage_cli.project.loading import load_project
from engage_cli.questionnaire.history.releases import release_of
from engage_cli.questionnaire.history.restored import restore_questionnaire
from engage_cli.questionnaire.loading import load_questionnaire
from engage_cli.scoring.assessment import assess

ROOT = Path(__file__).resolve().parents[2]
PROJECTS = [*sorted(ROOT.glob("examples/*/project.yaml")), ROOT / "tests/questionnaires/garden/project.yaml"]
DAY = dt.date(2026, 11, 23)


def results(questionnaire: Questionnaire, path: Path) -> object:
    value = Node(document := yaml_reading.read(path), (), document.value).value
    a = assess(questionnaire, parsing.parse_project(value, questionnaire), as_of=DAY)
    nodes = [*a.sections.values(), *a.indices.values()]
    bands = [one.bands and tuple(band.id for band in one.bands) for one in nodes]
    sums = [(one.id, one.declared, one.evidenced, one.attainment, one.aimed, one.target_share) for one in nodes]
    gates = [(one.question.id, one.state, one.threshold and one.threshold.id) for one in a.gates]
    states = [(id, one.state, one.evidenced, one.expected) for id, one in a.questions.items()]
    return sums, bands, gates, states, a.tally


def test_it_scores_as_it_did() -> None:
    by_questionnaire: dict[Path, list[Path]] = {}
    for project in PROJECTS:
        by_questionnaire.setdefault(load_project(project).questionnaire.path, []).append(project)
    for path, projects in by_questionnaire.items():
        loaded = load_questionnaire(path)
        again = restore_questionnaire(release_of(loaded))
        assert again.digest == loaded.questionnaire.digest
        for project in projects:
            assert results(again, project) == results(loaded.questionnaire, project), project
