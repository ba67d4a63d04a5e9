"""Whatever type of question the registry has is answered, scored, explained and documented, at every answer."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from engage_cli.cli.app import main
from engage_cli.editor.projects import schema_for
from engage_cli.files import yaml_reading
from engage_cli.model.questionnaire import Question, QuestionType
from engage_cli.project.loading import load_project
from engage_cli.questionnaire.loading import load_questionnaire
from engage_cli.questionnaire.parsing_questions import QUESTION_TYPES
from engage_cli.scoring.assessment import assess
from tests.authoring.making import minimal, write
from tests.form.conftest import values_of

OWN = {"a": {"label": "A", "points": 1}, "b": {"label": "B", "points": 2}, "c": {"label": "C", "points": 3}}
ID = "s.asked"
DAY = dt.date(2026, 11, 23)

Run = Callable[..., str]


@pytest.fixture(params=QUESTION_TYPES)
def asked(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Question:
    """The one question, of that type, of a questionnaire beside which we stand."""
    own = {"choices": OWN} if QUESTION_TYPES[request.param].own else {}
    question = {"id": ID, "title": "Asked", "ask": "How?", "type": request.param, **own}
    folder = tmp_path / "questionnaires/small"
    write(folder, minimal(sections=[{"id": "s", "title": "S", "questions": [question]}]))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ENGAGE_LANG", "en")
    return load_questionnaire(folder).questionnaire.by_id[ID]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """What `engage` says; it ends well."""

    def run(*words: str) -> str:
        code = main([*words, "--as-of", DAY.isoformat()])
        said = capsys.readouterr()
        assert code == 0, said.err
        return said.out

    return run


def answers(question: Question) -> list[tuple[Any, str]]:
    """What a file says and what is shown of it, from the worst to the best."""
    match question.type:
        case QuestionType.ONE:
            return [(choice.id, choice.label.to("en")) for choice in question.ladder]
        case QuestionType.MANY:
            ids = [choice.id for choice in question.ladder]
            return [(ids[:count], question.ladder[0].label.to("en")) for count in range(1, len(ids) + 1)]
        case QuestionType.TEXT:
            return [("In words", "In words")]


def answered(question: Question, answer: Any) -> Path:
    """A project that answers so."""
    value = f"[{', '.join(answer)}]" if isinstance(answer, list) else f'"{answer}"'
    file = Path("project.yaml")
    file.write_text(
        "engage: 1\ncharter: {name: P, facets: {time: t1}}\n"
        "assessment:\n  questionnaire: {id: small, version: 1.0.0}\n  date: 2026-11-01\n"
        f"  answers:\n    {ID}: {{{question.type.key}: {value}}}\n",
        encoding="utf-8",
    )
    return file


def test_a_better_answer_earns_more_and_the_best_all_there_is(asked: Question) -> None:
    earned = []
    for answer, _ in answers(asked):
        found = load_project(answered(asked, answer))
        score = assess(found.questionnaire.questionnaire, found.project, as_of=DAY).questions[ID]
        earned.append(score.declared.low if score.declared else 0)
    assert earned == sorted(set(earned))
    assert earned[-1] == asked.full_points


def test_every_answer_is_shown_on_screen_and_in_documents(asked: Question, run: Run) -> None:
    for answer, shown in answers(asked):
        answered(asked, answer)
        assert "Asked" in run("explain", ID)
        assert shown in run("explain", ID)
        assert run("score")
        for format in ("md", "html"):
            assert shown in run("report", "--format", format, "-o", "-", "--audience", "team")
        run("portfolio", "project.yaml", "-j", "1", "-o", "many.html")


def test_it_is_asked_on_the_offline_page(asked: Question, run: Run) -> None:
    answered(asked, answers(asked)[0][0])
    run("form", "project.yaml", "-o", "page.html")
    (on_page,) = values_of(Path("page.html").read_bytes())["model"]["questions"]
    assert (on_page["id"], on_page["type"]) == (ID, asked.type)
    assert [one["id"] for one in on_page.get("choices", ())] == [one.id for one in asked.choices]


def test_an_editor_is_told_what_can_be_answered(asked: Question) -> None:
    found = load_project(answered(asked, answers(asked)[0][0]))
    schema = jsonschema_rs.validator_for(schema_for("project", found.questionnaire.questionnaire, "en"))
    for answer, _ in answers(asked):
        assert schema.is_valid(yaml_reading.read(answered(asked, answer)).value)
    if asked.type is not QuestionType.TEXT:
        wrong = ["nothing-of-the-kind"] if asked.type is QuestionType.MANY else "nothing-of-the-kind"
        assert not schema.is_valid(yaml_reading.read(answered(asked, wrong)).value)


def test_another_answer_can_be_supposed(asked: Question, run: Run) -> None:
    (worst, _), *_, (best, _) = (*answers(asked), *answers(asked))
    answered(asked, worst)
    if asked.is_scored:
        said = run("score", "--if", f"{ID}={','.join(best) if isinstance(best, list) else best}")
        assert said != run("score")
