"""The page asks what the engine asks: hundreds of charters and answers through both."""

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import strategies as st

from engage_cli.form.model import PageExtent, base_values, questionnaire_values
from engage_cli.model.project import Project
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.project.parsing import answer_as_yaml, facet_as_yaml
from tests.form import rules_cases
from tests.form.conftest import Opener
from tests.form.making import GARDEN, SHIPPED, Case, cases, cases_of, gathered
from tests.form.rules_cases import by_the_engine

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = pytest.mark.slow

BY_THE_RULES = """
  const { Rules } = window.engage;
  const { models, cases } = JSON.parse(arguments[0]);
  return JSON.stringify(cases.map(({ model, facets, answers, quick }) => {
    const found = Rules.standings(Rules.indexed(models[model]), { facets, answers, quick });
    return [...found].map(([id, one]) => [id, one.state, one.mustOnly, Rules.wanted(one)]);
  }));
"""
BY_THE_SHEET = """
  const { Rules, Sheet } = window.engage;
  return JSON.stringify(JSON.parse(arguments[0]).map(({ page, facets, answers }) => {
    const sheet = new Sheet.Answers(page);
    const report = sheet.take({ facets, answers });
    const asked = page.model.questions.filter((question) => question.asked).map(({ id }) => id);
    return [report.kept, asked.map((id) => [id, sheet.standings().get(id).state])];
  }));
"""


def run(browser: "Chrome", script: str, given: Any) -> list[Any]:
    """One call for all."""
    found: list[Any] = json.loads(browser.execute_script(script, json.dumps(given)))
    return found


def in_json(gathering: list[Case]) -> dict[str, Any]:
    """The cases, and each of their questionnaires once."""
    questionnaires = list({id(questionnaire): questionnaire for questionnaire, _ in gathering}.values())
    places = {id(questionnaire): place for place, questionnaire in enumerate(questionnaires)}
    return {
        "models": [questionnaire_values(questionnaire) for questionnaire in questionnaires],
        "cases": [
            {
                "model": places[id(questionnaire)],
                "facets": {id: list(v) if isinstance(v, tuple) else v for id, v in project.charter.facets.items()},
                "answers": {id: answer_as_yaml(answer) for id, answer in project.answers.items()},
                "quick": project.scope == "quick",
            }
            for questionnaire, project in gathering
        ],
    }


def test_the_page_finds_what_is_written_down(open_page: Opener) -> None:
    """What the engine finds too: see `test_rules_cases.py`."""
    held = rules_cases.held()
    models = [questionnaire_values(rules_cases.loaded(one)) for one in held["questionnaires"]]
    given = {"models": models, "cases": [case | {"model": case["questionnaire"]} for case in held["cases"]]}
    found = run(open_page(questionnaire=GARDEN), BY_THE_RULES, given)
    assert [rules_cases.in_short(one) for one in found] == [case["found"] for case in held["cases"]]


@pytest.mark.parametrize("source", ["garden", "shipped"])
def test_the_page_finds_the_same_questions_in_force(source: str, open_page: Opener) -> None:
    gathering = gathered(cases_of(GARDEN), 150) if source == "garden" else gathered(cases_of(SHIPPED), 60)
    found = run(open_page(questionnaire=GARDEN), BY_THE_RULES, in_json(gathering))
    differing = [case for case, page in zip(gathering, found, strict=True) if page != by_the_engine(*case)]
    assert differing == []


@st.composite
def narrowed(draw: st.DrawFn) -> tuple[Questionnaire, Project, PageExtent]:
    """A page of part of a questionnaire, with the project that it is made for."""
    made, project = draw(st.one_of(cases(), cases_of(GARDEN)))
    sections = draw(st.lists(st.sampled_from([section.id for section in made.walk()]), max_size=2, unique=True))
    unit = draw(st.sampled_from([None, *(unit.id for unit in made.units)]))
    return made, project, PageExtent(quick=project.scope == "quick", sections=tuple(sections), unit=unit)


def test_a_page_of_one_part_asks_what_the_engine_asks_of_that_part(open_page: Opener) -> None:
    gathering = gathered(narrowed(), 120)
    pages = [
        {
            "page": {
                "model": questionnaire_values(q, extent),
                "base": base_values(q, p, extent),
                "quick": extent.quick,
            },
            "facets": {id: facet_as_yaml(v) for id, v in p.charter.facets.items()},
            "answers": {id: answer_as_yaml(a) for id, a in p.answers.items() if extent.includes(q, id)},
        }
        for q, p, extent in gathering
    ]
    found = run(open_page(questionnaire=GARDEN), BY_THE_SHEET, pages)
    for (q, p, extent), (kept, page) in zip(gathering, found, strict=True):
        wanted = [[id, state] for id, state, *_ in by_the_engine(q, p) if extent.includes(q, id)]
        assert kept == []
        assert page == wanted
