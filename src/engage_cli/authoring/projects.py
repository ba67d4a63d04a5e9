"""Example projects of a lint: as projects to score, as files, and in words."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from engage_cli.authoring.prover import Example, Prover
from engage_cli.files import yaml_rendering
from engage_cli.i18n import Translator
from engage_cli.model.project import Answer, Charter, FacetValue, Project
from engage_cli.model.questionnaire import Question, Questionnaire
from engage_cli.project.parsing import answer_as_yaml, facet_as_yaml
from engage_cli.values import replace
from engage_cli.wording.assessments import Wording
from engage_cli.wording.names import titled


def as_project(prover: Prover, example: Example, as_of: dt.date, name: str = "…") -> Project:
    """A project with what the example states and every required fact, and nothing else; its evidence is of that day."""
    answers = {id: date_evidence(answer, as_of) for id, answer in example.answers.items()}
    return Project(charter=Charter(name=name, facets=prover.completed(example)), date=as_of, answers=answers)


def date_evidence(answer: Answer, day: dt.date) -> Answer:
    """`answer` with undated evidence dated `day`."""
    return replace(answer, evidence=tuple(replace(one, date=one.date or day) for one in answer.evidence))


def project_text(prover: Prover, example: Example, as_of: dt.date, *, name: str, comment: str) -> str:
    """The text of a project file for the example, with a comment above."""
    project = as_project(prover, example, as_of, name)
    q = prover.questionnaire
    assessment: dict[str, Any] = {
        "questionnaire": {"id": q.id, "version": q.version, "digest": q.digest},
        "date": as_of.isoformat(),
    }
    if project.answers:
        assessment["answers"] = {id: answer_as_yaml(answer) for id, answer in project.answers.items()}
    facets = {id: facet_as_yaml(value) for id, value in project.charter.facets.items()}
    charter = {"name": name} | ({"facets": facets} if facets else {})
    value = {"engage": 1, "charter": charter, "assessment": assessment}
    lines = (f"# {line}".rstrip() for line in comment.splitlines())
    return "\n".join([*lines, *yaml_rendering.render_entries(value, yaml_rendering.Layout(), 0).lines]) + "\n"


def describe_example(example: Example, questionnaire: Questionnaire, language: str, tr: Translator) -> str:
    """An example in words: `Phase: Idea; Works: yes`, and its answers; "every project" where it states nothing."""
    say = Wording(language=language, tr=tr)
    named = tr.gettext("{name}: {text}")
    said = [named.format(name=name, text=text) for name, text in _said(example, questionnaire, say)]
    return "; ".join(said) or tr.gettext("every project")


def _said(example: Example, q: Questionnaire, say: Wording) -> Iterator[tuple[str, str]]:
    for id, value in example.facets.items():
        facet = q.facet_by_id[id]
        yield say.text(facet.label) or id, say.facet(facet, value)
    for id, answer in example.answers.items():
        question = q.by_id[id]
        yield titled(question.ref, say.text(question.title)), _answer(question, answer, say)


def _answer(question: Question, answer: Answer, say: Wording) -> str:
    chosen = answer.choices if answer.choices is not None else (answer.choice,)
    labels = [say.text(one.label) for id in chosen if id and (one := question.choice(id))]
    return ", ".join(labels) or say.tr.gettext("any answer")


def example_values(facets: Mapping[str, FacetValue], answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Facts and answers as in a project file, for programs."""
    return {
        "facets": {id: facet_as_yaml(value) for id, value in facets.items()},
        "answers": {id: answer_as_yaml(answer) for id, answer in answers.items()},
    }
