"""Reports on questionnaires of other shapes: a maturity model that expects nothing, points of risk with thresholds,
300 questions with long titles. Nothing is said of what a questionnaire does not have.
"""

import re
from collections.abc import Iterator
from functools import cache
from shutil import which

import pytest

from engage_cli.report.arrangement import Arrangement
from engage_cli.report.charts.svg import wrap_label
from engage_cli.report.meeting import Meeting
from engage_cli.report.request import Engine, Kind, Paper
from engage_cli.report.selection import Selection
from tests.questionnaires.models import MODELS, written

from . import making
from .making import assessment
from .test_layout import FOOT, MARGIN, sheets


@pytest.fixture(scope="module", autouse=True)
def _projects(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("models")
    making.PROJECTS |= {name: written(folder / name, name) for name in MODELS}
    yield
    for name in MODELS:
        del making.PROJECTS[name]


@cache
def text(name: str, kind: Kind = Kind.FULL, language: str = "en") -> str:
    return making.text(name, "md", language, kind=kind)


def part(page: str, title: str) -> str:
    """What stands below a heading of the second level."""
    return page.partition(f"## {title}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("kind", [Kind.FULL, Kind.SUMMARY, Kind.ACTIONS, Kind.FACILITATOR])
@pytest.mark.parametrize("name", MODELS)
def test_nothing_is_said_of_what_is_not_there(name: str, kind: Kind) -> None:
    """No stage without a timeline, no evidence where none is asked for, no blocking requirement where there is none."""
    page = re.sub(r".*names and\s+places of evidence.*", "", text(name, kind))
    for absent in ("at this time", "evidence", "blocking requirement", "What the project says of itself"):
        assert absent not in page, absent


def test_where_nothing_is_expected_nothing_speaks_of_it() -> None:
    page = text("samm")
    assert "expects no level" in page
    assert not re.search(r"\bexpected\b", page)
    assert "level 0" not in page


def test_answers_are_not_said_twice() -> None:
    assert "Yes: Yes" not in text("aia") + text("aia", Kind.FACILITATOR)
    for row in (
        line for line in text("samm").splitlines() if line.startswith("| ") and "Yes, for at least half" in line
    ):
        assert row.count("Yes, for at least half") == 1


def test_sections_out_of_other_points_say_so() -> None:
    assert "4 to 7 out of 10" in part(text("aia"), "Profile")
    assert "out of 3" not in part(text("samm"), "Profile")


def test_the_axis_of_bars_is_that_of_the_results() -> None:
    """SAMM answers in quarters and shows results out of 3; points of risk are out of as many as there are."""
    for name, axis in (("samm", ["0", "1", "2", "3"]), ("aia", ["0%", "50%", "100%"]), ("large", ["0", "1", "2", "3"])):
        page = making.text(name, "html", "en", kind=Kind.SUMMARY)
        assert re.findall(r'font-size="7.5"[^>]*>([^<]*)<', page)[: len(axis)] == axis


def test_the_best_of_a_risk_is_little_of_it() -> None:
    found = Arrangement(assessment("aia")).strengths()
    assert [score.question.id.partition(".")[0] for score in found] == ["donnees", "projet", "consultation"]


def test_a_meeting_talks_about_the_weakest_where_nothing_is_expected() -> None:
    (weakest,) = (topic for topic in Meeting(Selection(assessment("samm"))).topics() if topic.about == "weakest")
    assert {score.declared_choice.id for score in weakest.questions if score.declared_choice} == {"non"}


def test_what_is_unknown_is_named_once_in_the_body() -> None:
    body = text("large").partition("Annex")[0]
    unknown = [q for q in assessment("large").questions.values() if q.state.value == "unknown"]
    assert len(unknown) == 18
    assert body.count("Find out about 18 questions") == 1
    for score in unknown[3:]:
        assert body.count(f"{score.question.title.to('en')}\n") == 1


def test_names_of_bars_stay_before_them() -> None:
    assert wrap_label("Budget : Accompagnement des publics", 130, 9) == ["Budget : Accompagnement", "des publics"]
    assert wrap_label("Rayonnement et attractivité", 130, 9) == ["Rayonnement et attractivité"]
    assert "".join(wrap_label("M" * 60, 130, 9)) == "M" * 60
    assert max(map(len, wrap_label("M" * 60, 130, 9))) < 18


PAPER = [
    *((name, kind, Engine.WEASYPRINT) for name in ("samm", "aia") for kind in (Kind.FULL, Kind.FACILITATOR)),
    *((name, kind, Engine.TYPST) for name in MODELS for kind in (Kind.FULL, Kind.SUMMARY)),
    ("large", Kind.SUMMARY, Engine.WEASYPRINT),
    ("samm", Kind.ACTIONS, Engine.WEASYPRINT),
]


@pytest.mark.slow
@pytest.mark.skipif(which("pdftotext") is None, reason="needs poppler-utils")
@pytest.mark.filterwarnings("ignore:Exception ignored in.*sRGB:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(("name", "kind", "engine"), PAPER)
def test_pages(name: str, kind: Kind, engine: Engine) -> None:
    """Nothing past the margins, no page but the last under a third full, a body of six pages."""
    pages = sheets(name, "fr", kind, Paper.LETTER, engine)
    for number, sheet in enumerate(pages, 1):
        assert not [w for w in sheet.words if w.left < MARGIN - 1 or w.right > sheet.width - MARGIN + 1], number
        lowest = max(word.bottom for word in sheet.words if word.bottom < sheet.height - FOOT)
        assert lowest > sheet.height / 3 or number == len(pages), number
    if kind is Kind.FULL:
        assert next(n for n, sheet in enumerate(pages, 1) if n > 2 and "Annexe" in sheet.lines()) <= 7
    if kind is Kind.SUMMARY:
        assert len(pages) == 1
