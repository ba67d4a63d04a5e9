"""The interview about a new project, and what may be given before it."""

from collections.abc import Iterable
from typing import Any

import pytest

from engage_cli.errors import InputError
from engage_cli.model.project import Charter, FacetValue, Person
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Choice, Facet, FacetType
from engage_cli.values import replace
from engage_cli.wizard.asker import Action
from engage_cli.wizard.facets import CharterInterview, Left
from engage_cli.wizard.settings import Setting, lacking, settings_of, settled

from .making import ENGLISH, QUESTIONNAIRE, Line, Scripted, text


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
GARDEN: Questionnaire = replace(QUESTIONNAIRE, facets=FACETS)
TEXTS = ("Garden", "A plot", "Us", "Head gardener")


def describe(*lines: Line, known: Charter | None = None) -> tuple[Charter, Scripted]:
    asker = Scripted(lines)
    return CharterInterview(asker, ENGLISH, GARDEN).run(known or Charter(name="")), asker


def test_everything_is_asked_in_order() -> None:
    charter, asker = describe(*TEXTS, "large", ("a", "b"), "yes", Action.UNKNOWN)
    assert charter == Charter(
        name="Garden", summary="A plot", audience="Us", lead=Person(role="Head gardener"),
        facets={"size": "large", "crops": ("a", "b"), "shared": True, "fenced": None},
    )  # fmt: skip
    assert "Counts as a yes" not in asker.shown


def test_a_fact_that_counts_as_yes_says_so() -> None:
    _, asker = describe(*TEXTS, "large", ("a", "b"), Action.UNKNOWN, "no")
    assert "Counts as a yes until it is known." in asker.shown


def test_dont_know_is_not_offered_where_it_is_required() -> None:
    _, asker = describe(*TEXTS, "large", ("a", "b"), "yes", "no")
    offered = [[command.action for command in menu.commands] for menu in asker.menus]
    assert [Action.UNKNOWN in commands for commands in offered] == [False, False, True, True]


def test_back_shows_what_was_answered() -> None:
    charter, asker = describe(*TEXTS, "large", Action.BACK, "small", ("a", "b"), "no", Action.BACK, "yes", "no")
    assert asker.menus[2].current == ("large",)
    assert asker.menus[-2].current == ("no",)
    assert charter.facets["size"] == "small"


def test_back_from_the_first_facet_reaches_the_texts() -> None:
    charter, _ = describe(*TEXTS, Action.BACK, "Gardener", "large", ("a", "b"), "no", "no")
    assert charter.lead == Person(role="Gardener")


def test_the_number_of_choices_is_held() -> None:
    charter, asker = describe(*TEXTS, "large", (), ("a", "b", "c", "d"), ("a",), "again", ("b",), "keep", "no", "no")
    assert "Choose at least 1." in asker.shown
    assert "Choose at most 3." in asker.shown
    assert asker.menus[4].ask == "You chose 1. From 2 to 3 are advised."
    assert charter.facets["crops"] == ("b",)


def test_leaving_gives_nothing() -> None:
    with pytest.raises(Left):
        describe(*TEXTS, Action.QUIT)


def test_what_is_known_is_not_asked() -> None:
    known = Charter(name="Garden", summary="S", audience="A", lead=Person(), facets={"size": "small", "shared": None})
    charter, asker = describe(("a", "b"), "no", known=known)
    assert len(asker.menus) == 2
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
    ],
)
def test_pairs_are_read_by_the_facet(pair: str, id: str, value: FacetValue) -> None:
    assert settled(Charter(name=""), settings_of([pair], "--set"), GARDEN).facets == {id: value}


def test_texts_may_be_given() -> None:
    pairs = ["name=Garden = home", "summary=S", "lead.role=R", "lead.name=N"]
    charter = settled(Charter(name=""), settings_of(pairs, "--set"), GARDEN)
    assert charter == Charter(name="Garden = home", summary="S", lead=Person(name="N", role="R"))


def test_all_problems_are_said_at_once() -> None:
    pairs = ["siez=small", "size=medium", "size=?", "crops=", "crops=a,b,c,d", "shared=perhaps", "name="]
    with pytest.raises(InputError) as refused:
        settled(Charter(name=""), settings_of(pairs, "--set"), GARDEN)
    assert [problem.path for problem in refused.value.problems] == [f"--set {pair}" for pair in pairs]
    assert "size" in str(refused.value.problems[0].hint)


def test_values_of_a_file_are_read_too() -> None:
    given = [Setting("crops", ["a", "b"], "f.yaml", 3), Setting(key="shared", value=True, origin="f.yaml", line=4)]
    assert settled(Charter(name=""), given, GARDEN).facets == {"crops": ("a", "b"), "shared": True}


def test_what_lacks_is_named() -> None:
    assert lacking(Charter(name="", facets={"size": "small"}), GARDEN) == ("name", "crops")
