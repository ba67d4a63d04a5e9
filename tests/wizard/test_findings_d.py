"""What a first hour with the wizard showed, finding by finding, where no other file holds it."""

from collections.abc import Iterator
from typing import Any

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.output import DummyOutput

from engage_cli.i18n import translator
from engage_cli.model.scales import FacetType
from engage_cli.questionnaire.compiled import load
from engage_cli.questionnaire.library import questionnaire_path
from engage_cli.values import replace
from engage_cli.wizard.asker import BLANK, Menu, Option, Paragraph, Speech, Tone
from engage_cli.wizard.charter.facets import FacetPages
from engage_cli.wizard.plain import PlainAsker
from engage_cli.wizard.prompts.asker import PromptAsker
from engage_cli.wizard.prompts.picker import ABOVE, Picker

from .making import ENGLISH, text
from .test_facets import FACETS, GARDEN, TEXTS, describe

ROWS = 24
REVERSED = (*TEXTS[:6], "2026-10-15", "2026-06-01", "2027-03-01")
FACTS = ("large", ("a", "b"), "yes", "no")


class Screen(DummyOutput):
    def get_size(self) -> Size:
        return Size(rows=ROWS, columns=80)


@pytest.fixture
def screen() -> Iterator[None]:
    with create_app_session(output=Screen()):
        yield


def drawn(menu: Menu) -> list[str]:
    """The lines of a menu, its foot not among them."""
    shown: Any = Picker(menu, ENGLISH, ticking=False)._options()
    return "".join(words for _style, words in shown).split("\n")


@pytest.mark.usefixtures("screen")
@pytest.mark.parametrize(("count", "lines"), [(5, 10), (10, 10)])
def test_options_that_would_push_the_question_off_the_screen_are_closer_together(count: int, lines: int) -> None:
    labels = [f"{number} is what this long label says" for number in range(count)]
    assert len(drawn(Menu(options=tuple(Option(id=one, label=one, help="in a word") for one in labels)))) == lines


@pytest.mark.usefixtures("screen")
def test_every_fact_of_the_shipped_questionnaire_leaves_its_question_in_sight() -> None:
    french = Speech("fr", translator("fr"))
    questionnaire = load(questionnaire_path("engagement-numerique")).questionnaire
    for facet in questionnaire.facets:
        if facet.type is not FacetType.YES_NO:
            options = tuple(
                Option(id=c.id, label=french.words(c.label), help=french.words(c.help)) for c in facet.choices
            )
            assert len(drawn(Menu(options=options))) <= ROWS - ABOVE, facet.id


def test_what_is_to_be_known_of_a_fact_stands_below_its_question(capsys: pytest.CaptureFixture[str]) -> None:
    asker = PlainAsker(ENGLISH, 79, lambda _: "y")
    fenced = replace(FACETS[3], help=text("A hedge is none."))
    FacetPages(asker, ENGLISH, GARDEN).ask(fenced, given(), alone=True)
    shown = capsys.readouterr().out
    assert shown.index("fenced?") < shown.index("A hedge is none.") < shown.index("y\u00a0Yes")


def given() -> Any:
    return describe(*TEXTS, *FACTS, "write")[0]


def test_the_recap_shows_every_date_whole() -> None:
    _charter, asker = describe(*TEXTS[:-1], "2027-03-01", *FACTS, "write")
    (row,) = [option.label for option in asker.menus[-1].options if option.label.startswith("Dates")]
    assert row == "Dates: begins on March 1, 2026, opens on May 1, 2026, ends on March 1, 2027"


def test_dates_in_disorder_are_told_at_once_and_corrected() -> None:
    charter, asker = describe(*REVERSED, "again", "2026-05-15", "2026-06-01", "2027-03-01", *FACTS, "write")
    assert "These dates do not follow each other: begins on October 15, 2026, opens on June 1, 2026." in asker.shown
    assert charter.dates.out_of_order() is None
    assert asker.menus[-1].warning == ""


def test_dates_in_disorder_may_stay_and_the_recap_repeats_it() -> None:
    charter, asker = describe(*REVERSED, "keep", *FACTS, "write")
    assert charter.dates.out_of_order() == ("start", "opening")
    assert asker.menus[-1].warning.startswith("These dates do not follow each other")


def shown_on(rows: int, *said: Paragraph) -> tuple[str, ...]:
    """What of a page is left once a menu of eight lines is to stand below it."""

    class Small(DummyOutput):
        def get_size(self) -> Size:
            return Size(rows=rows, columns=80)

    menu = Menu(options=tuple(Option(id=str(n), label="An option") for n in range(6)))
    with create_app_session(output=Small()):
        asker = PromptAsker(ENGLISH, color=False)
        asker.page(*said)
        asker._make_room(Picker(menu, ENGLISH, ticking=False))
        assert asker._page is not None
        return tuple(paragraph.text for paragraph in asker._page)


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        (20, ("Saved", "", "Where", "", "Ask")),
        (12, ("Saved", "Where", "", "Ask")),
        (11, ("Saved", "Where", "Ask")),
        (10, ("Saved", "", "Where", "", "Ask")),  # nothing would help: it scrolls
    ],
)
def test_what_was_saved_stays_in_sight_above_a_tall_menu(rows: int, left: tuple[str, ...]) -> None:
    said = (Paragraph("Saved", Tone.GOOD), BLANK, Paragraph("Where"), BLANK, Paragraph("Ask"))
    assert shown_on(rows, *said) == left
