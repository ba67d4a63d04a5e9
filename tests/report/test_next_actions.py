"""What is said where no action is proposed."""

import datetime as dt

import lxml.html
import pytest

from engage_cli.model.project import Action, Project
from engage_cli.report.formats import render
from engage_cli.report.request import Kind, Request
from engage_cli.report.templates.environment import Templates
from engage_cli.scoring.assessment import assess
from engage_cli.values import replace

from .making import assessment, text

NOTHING_MISSING = "Tout ce qui est attendu"
EVERYWHERE = [("html", Kind.FULL), ("html", Kind.SUMMARY), ("html", Kind.ACTIONS), ("md", Kind.FULL)]


def page(name: str, project: Project, format: str, kind: Kind) -> str:
    a = assess(assessment(name).questionnaire, project, as_of=assessment(name).as_of)
    return render(Request(assessment=a, languages=("fr",), templates=Templates(), kind=kind), format).content.decode()


def without_answers(name: str) -> Project:
    return replace(assessment(name).project, answers={}, actions=())


@pytest.mark.parametrize(("format", "kind"), EVERYWHERE)
def test_without_answers_none_can_be_proposed(format: str, kind: Kind) -> None:
    said = page("idea", without_answers("idea"), format, kind)
    assert NOTHING_MISSING not in said
    assert "pour les 14 questions encore sans réponse\u00a0: y répondre d’abord." in said.replace("&nbsp;", "\u00a0")


def test_where_everything_proposed_is_taken_up() -> None:
    a = assessment("idea")
    taken = tuple(Action(id=f"a{n}", do="Le faire", question=x.question.id) for n, x in enumerate(a.advice))
    answered = replace(a.project, actions=taken)
    assert not any(q.state == "unanswered" for q in a.questions.values())
    said = page("idea", answered, "html", Kind.ACTIONS)
    assert NOTHING_MISSING not in said
    assert "déjà retenues" in said


@pytest.mark.parametrize("reached", [True, False])
def test_where_everything_is_answered_and_nothing_advised(reached: bool) -> None:
    a = replace(assessment("idea"), advice=())
    if reached:
        a = replace(a, questions={id: replace(q, expected=None) for id, q in a.questions.items()})
    request = Request(assessment=a, languages=("fr",), templates=Templates(), kind=Kind.SUMMARY)
    said = render(request, "html").content.decode()
    assert (NOTHING_MISSING in said) is reached
    assert ("Le questionnaire ne propose aucune action pour ces réponses." in said) is not reached


def test_the_date_of_an_action_stays_on_one_line() -> None:
    seen = lxml.html.fromstring(text("hostile", "html", "fr", kind=Kind.ACTIONS))
    assert seen.xpath("//table[contains(@class, 'action-table')]//td/span[@class='keep']/text()") == [
        "15\u00a0janvier\u00a02027"
    ]


def followed(kind: Kind, format: str = "html") -> str:
    """A report on a project with an action that is late, and one that is done and its answer to be looked at again."""
    a = assessment("idea")
    advice = [x for x in a.advice if x.recommendation is not None]
    late, done = (x.recommendation.id for x in advice[:2] if x.recommendation)
    actions = (
        Action(id="a", do="Appeler l’école", question=advice[0].question.id, recommendation=late, owner="Ada",
               due=a.as_of - dt.timedelta(days=1)),
        Action(id="b", do="Écrire la liste", question=advice[1].question.id, recommendation=done, status="done",
               done=a.as_of),
    )  # fmt: skip
    return page("idea", replace(a.project, actions=actions), format, kind).replace("&nbsp;", "\u00a0")


@pytest.mark.parametrize("kind", [Kind.FULL, Kind.SUMMARY, Kind.ACTIONS, Kind.FACILITATOR])
def test_what_is_late_stands_in_every_report(kind: Kind) -> None:
    said = " ".join(lxml.html.fromstring(followed(kind)).text_content().split())
    assert "Appeler l’école" in said
    assert "retard" in said
    assert ("Ada" in said) is (kind is not Kind.SUMMARY)


@pytest.mark.parametrize(("count", "parts"), [(8, [8]), (9, [6, 3]), (20, [6, 14])])
def test_many_actions_go_over_to_the_annex_and_all_are_named_once(count: int, parts: list[int]) -> None:
    a = assessment("idea")
    open_ones = [
        Action(id=f"a{n}", do=f"Étape {n}.", due=a.as_of + dt.timedelta(days=count - n)) for n in range(1, count)
    ]
    done = Action(id="done", do="Étape 0.", status="done", done=a.as_of)
    said = page("idea", replace(a.project, actions=(done, *open_ones)), "html", Kind.FULL)
    lists = lxml.html.fromstring(said).xpath("//ul[li[contains(., 'Étape')]]")
    named = [[li.text_content().split(".")[0] for li in one.xpath("li")] for one in lists]
    assert [len(one) for one in named] == parts
    order = [f"Étape {n}" for n in range(count - 1, -1, -1)]
    assert [name for one in named for name in one] == order, "what is due first, then what is done"


def test_the_meeting_comes_back_to_what_is_done_and_not_looked_at_since() -> None:
    said = lxml.html.fromstring(followed(Kind.FACILITATOR))
    [part] = said.xpath("//section[.//h2[contains(., 'Actions sur lesquelles revenir')]]")
    assert [" ".join(one.text_content().split())[:15] for one in part.xpath(".//li")] == [
        "Appeler l’école", "Écrire la liste",
    ]  # fmt: skip
    assert "réponse à revoir" in part.text_content()


@pytest.mark.parametrize("kind", [Kind.FULL, Kind.SUMMARY])
def test_steps_that_are_taken_up_are_told_from_proposals(kind: Kind) -> None:
    said = lxml.html.fromstring(followed(kind)).text_content()
    assert "retenue" in said
    assert "faite, réponse à revoir" in said
    assert "retenue" not in lxml.html.fromstring(page("idea", assessment("idea").project, "html", kind)).text_content()
