"""The interview about a new project, and what may be given before it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pytest

from engage_cli.errors import InputError
from engage_cli.model.condition import All, Comparing, Comparison
from engage_cli.model.project import Charter, Dates, FacetValue, Person
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Choice, Facet, FacetType
from engage_cli.model.statements import Contradiction
from engage_cli.values import replace
from engage_cli.wizard.asker import Action
from engage_cli.wizard.charter.facets import LeftEarly
from engage_cli.wizard.charter.interview import CharterInterview
from engage_cli.wizard.charter.settings import Setting, apply_settings, missing_keys, parse_settings

from .making import ENGLISH, QUESTIONNAIRE, TODAY, Line, Scripted, text


def facet(id: str, type: FacetType, choices: Iterable[str] = (), **more: Any) -> Facet:
    return Facet(
        id=id, type=type, ask=text(f"{id}?"), choices=tuple(Choice(id=c, label=text(c)) for c in choices), **more
    )


FACETS = (
    facet("size", FacetType.ONE, ("small", "large"), required=True),
    facet("crops", FacetType.MANY, ("a", "b", "c", "d"), required=True, least=1, most=3, advise=(2, 3)),
    facet("shared", FacetType.YES_NO, group="facts", unknown_is=True),
    facet("fenced", FacetType.YES_NO, group="facts"),
)
COMMON = Contradiction(
    id="fenced-and-shared", say=text("A shared plot has no fence."), repair=text("Take it down."),
    when=All((Comparing("shared", Comparison.IS, (True,)), Comparing("fenced", Comparison.IS, (True,)))),
)  # fmt: skip
GARDEN: Questionnaire = replace(QUESTIONNAIRE, facets=FACETS, contradictions=(COMMON,))
TEXTS = ("Garden", "A plot", "Us", "A shed", "Head gardener", "", "2026-03", "1 May 2026", "")
WRITE = "write"


def describe(*lines: Line, known: Charter | None = None) -> tuple[Charter, Scripted]:
    asker = Scripted(lines)
    return CharterInterview(asker, ENGLISH, GARDEN, today=TODAY).run(known or Charter(name="")), asker


def given(*pairs: str) -> Charter:
    return apply_settings(Charter(name=""), parse_settings(pairs, "--set"), GARDEN, language="en", today=TODAY)


def test_everything_is_asked_in_order() -> None:
    charter, asker = describe(*TEXTS, "large", ("a", "b"), "yes", Action.UNKNOWN, WRITE)
    assert charter == Charter(
        name="Garden", summary="A plot", audience="Us", decision_requested="A shed", lead=Person(role="Head gardener"),
        dates=Dates(start=dt.date(2026, 3, 1), opening=dt.date(2026, 5, 1)),
        facets={"size": "large", "crops": ("a", "b"), "shared": True, "fenced": None},
    )  # fmt: skip
    assert "Counts as a yes" not in asker.shown


def test_a_fact_that_counts_as_yes_says_so() -> None:
    _, asker = describe(*TEXTS, "large", ("a", "b"), Action.UNKNOWN, "no", WRITE)
    assert "Counts as a yes until it is known." in asker.shown


def test_dont_know_is_not_offered_where_it_is_required() -> None:
    _, asker = describe(*TEXTS, "large", ("a", "b"), "yes", "no", WRITE)
    offered = [[command.action for command in menu.commands] for menu in asker.menus[:-1]]
    assert [Action.UNKNOWN in commands for commands in offered] == [False, False, True, True]


def test_back_shows_what_was_answered() -> None:
    charter, asker = describe(*TEXTS, "large", Action.BACK, "small", ("a", "b"), "no", Action.BACK, "yes", "no", WRITE)
    assert asker.menus[2].current == ("large",)
    assert asker.menus[-3].current == ("no",)
    assert charter.facets["size"] == "small"


def test_back_from_the_first_facet_reaches_the_texts() -> None:
    charter, _ = describe(*TEXTS, Action.BACK, "2026-04-01", "", "", "large", ("a", "b"), "no", "no", WRITE)
    assert charter.dates == Dates(start=dt.date(2026, 4, 1))


def test_what_is_needed_is_asked_again_with_the_reason() -> None:
    charter, asker = describe("", *TEXTS, "large", ("a", "b"), "no", "no", WRITE)
    assert charter.name == TEXTS[0]
    assert asker.seen[asker.seen.index("Name of the project") + 1] == "This has to be said before going on."
    again, _ = describe(*TEXTS, "large", ("a", "b"), "no", "no", WRITE)
    assert again == charter


def test_the_number_of_choices_is_held() -> None:
    charter, asker = describe(*TEXTS, "large", ("a",), "again", ("b",), "keep", "no", "no", WRITE)
    assert [asker.menus[1].refuse(ticked) for ticked in ((), ("a", "b", "c", "d"), ("a",))] == [
        "Choose at least 1.",
        "Choose at most 3.",
        "",
    ]
    assert asker.menus[2].ask == "You chose 1. From 2 to 3 are advised."
    assert charter.facets["crops"] == ("b",)


def test_the_recap_shows_everything_and_corrects_it() -> None:
    charter, asker = describe(
        *TEXTS, "large", ("a", "b"), "yes", Action.UNKNOWN,
        "summary", "A large plot", "size", "small", "group facts", "fenced", "no", "dates.start", "", "", "", WRITE,
    )  # fmt: skip
    first = [option.label for option in next(menu for menu in asker.menus if menu.current == (WRITE,)).options]
    assert first == [
        "Name: Garden",
        "In short: A plot",
        "Audience: Us",
        "Decision: A shed",
        "Project lead: Head gardener",
        "Dates: begins on March 1, 2026, opens on May 1, 2026",
        "size?: large",
        "crops?: a, b",
        "Facts: yes: shared?; not known: fenced?",
        "Write the file",
    ]
    assert (charter.summary, charter.dates) == ("A large plot", Dates())
    assert charter.facets == {"size": "small", "crops": ("a", "b"), "shared": True, "fenced": False}


def test_leaving_at_the_recap_gives_nothing() -> None:
    with pytest.raises(LeftEarly):
        describe(*TEXTS, "large", ("a", "b"), "yes", "no", Action.QUIT)


def test_a_contradiction_is_told_at_once_and_may_be_corrected() -> None:
    charter, asker = describe(*TEXTS, "large", ("a", "b"), "yes", "yes", "shared", "no", WRITE)
    assert "These do not go together. A shared plot has no fence." in asker.shown
    assert [option.label for option in asker.menus[4].options] == [
        "Correct “shared?”: yes",
        "Correct “fenced?”: yes",
        "Leave it so: engage check will point at it",
    ]
    assert (charter.facets["shared"], charter.facets["fenced"]) == (False, True)
    assert asker.menus[-1].warning == ""


def test_a_contradiction_may_stay_and_the_recap_repeats_it() -> None:
    charter, asker = describe(*TEXTS, "large", ("a", "b"), "yes", "yes", "keep", WRITE)
    assert charter.facets["fenced"] is True
    assert asker.menus[-1].warning == "These do not go together. A shared plot has no fence."


def test_leaving_gives_nothing() -> None:
    with pytest.raises(LeftEarly):
        describe(*TEXTS, Action.QUIT)


def test_what_is_known_is_not_asked() -> None:
    known = replace(given("name=Garden", "summary=S", "audience=A", "decision_requested=D", "lead.name=N"),
        dates=Dates(end=TODAY), facets={"size": "small", "shared": None})  # fmt: skip
    charter, asker = describe(("a", "b"), "no", WRITE, known=known)
    assert len(asker.menus) == 3
    assert charter.facets == {"size": "small", "shared": None, "crops": ("a", "b"), "fenced": False}


@pytest.mark.parametrize(
    ("pair", "id", "value"),
    [
        ("size=small", "size", "small"),
        ("crops=a, c,", "crops", ("a", "c")),
        ("shared=oui", "shared", True),
        ("shared=No", "shared", False),
        ("shared=?", "shared", None),
        ("fenced=unknown", "fenced", None),
        ("fenced=Inconnu", "fenced", None),
    ],
)
def test_pairs_are_read_by_the_facet(pair: str, id: str, value: FacetValue) -> None:
    assert given(pair).facets == {id: value}


def test_texts_may_be_given() -> None:
    charter = given("name=Garden = home", "summary=S", "lead.role=R", "lead.name=N", "dates.opening=May 2026")
    dates = Dates(opening=dt.date(2026, 5, 1))
    assert charter == Charter(name="Garden = home", summary="S", lead=Person(name="N", role="R"), dates=dates)


def test_all_problems_are_said_at_once() -> None:
    pairs = [
        "siez=small",
        "size=medium",
        "size=?",
        "crops=",
        "crops=a,b,c,d",
        "shared=perhaps",
        "name=",
        "dates.end=soon",
    ]
    with pytest.raises(InputError) as refused:
        given(*pairs)
    assert [problem.path for problem in refused.value.problems] == [f"--set {pair}" for pair in pairs]
    assert "size" in str(refused.value.problems[0].hint)


def test_values_of_a_file_are_read_too() -> None:
    read = [Setting("crops", ["a", "b"], "f.yaml", 3), Setting(key="shared", value=True, origin="f.yaml", line=4)]
    assert apply_settings(Charter(name=""), read, GARDEN, language="en", today=TODAY).facets == {
        "crops": ("a", "b"),
        "shared": True,
    }


def test_what_lacks_is_named() -> None:
    assert missing_keys(Charter(name="", facets={"size": "small"}), GARDEN) == ("name", "crops")
