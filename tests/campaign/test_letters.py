"""Letters: a page to each unit, with its projects, what is asked of them and by when; people only where asked for."""

from pathlib import Path

import pytest

from tests.campaign.conftest import SETTLED, Engage, campaign, garden, write
from tests.voices.test_privacy import texts_in

DAY = ("--as-of", "2026-11-29", "-j", "1")
MORE = """\
text: Nobody falls into a barrel.
group: plot
contacts:
  yard: {name: Ada Quetzal, role: Head gardener, address: ada@example.org}
sender: {name: Cy Sender, role: The town’s gardens, address: gardens@example.org}
excused:
  - {project: excused, because: The pump is broken}
"""


@pytest.fixture
def asked(place: Path) -> str:
    write(place, "excused", garden("excused"))
    return campaign(place, MORE)


def test_a_letter_says_what_is_asked_by_when_and_whom_to_ask(asked: str, engage: Engage) -> None:
    ran = engage("campaign", asked, *DAY, "--letters")
    said = ran.out.replace("\u00a0", " ")
    yard, field = said.split("\n---\n")
    for text in (
        "# Safe by spring", "Hello,", "Nobody falls into a barrel.", "Head gardener\n\nYard",
        "The step: Safe water (November 15, 2026).",
        "| Plot open | 14 days late · steps reached: 0 of 1 | **November 15, 2026** Safe water: 1 blocking requirement",
        "Everything is reached: Plot lid.", "Excused: Plot excused (The pump is broken).",
        "For any question: Cy Sender, The town’s gardens, gardens@example.org.",
    ):  # fmt: skip
        assert text in yard
    assert "Plot asking" in field
    assert "Plot open" not in field
    assert "Quetzal" not in said
    assert "ada@example.org" not in said


def test_with_names(asked: str, engage: Engage) -> None:
    ran = engage("campaign", asked, *DAY, "--letters", "--with-names")
    assert "Ada Quetzal\n\nHead gardener\n\nada@example.org\n\nYard" in ran.out
    assert "Hello Ada Quetzal," in ran.out


@pytest.mark.parametrize("format", ["docx", "md", "html"])
def test_a_folder_takes_a_file_for_each_unit(asked: str, engage: Engage, place: Path, format: str) -> None:
    words = () if format == "docx" else ("--format", format)
    for _again in range(2):  # a second run replaces its own files
        ran = engage("campaign", asked, *DAY, "--letters", "-o", "letters/", *words)
        assert ran.code == 1
    files = {path.name: "\n".join(texts_in(path.read_bytes())) for path in (place / "letters").iterdir()}
    assert set(files) == {f"yard.{format}", f"field.{format}"}
    assert "Plot open" in files[f"yard.{format}"]
    assert "Plot asking" not in files[f"yard.{format}"]


def test_who_says_no_unit_is_told(asked: str, engage: Engage, place: Path) -> None:
    write(place, "broken", "charter: [\n")
    ran = engage("campaign", asked, *DAY, "--letters")
    assert "1 project says no unit, or could not be read: no letter speaks of it." in ran.err


def test_letters_need_units_and_something_to_ask(place: Path, engage: Engage) -> None:
    ran = engage("campaign", campaign(place), *DAY, "--letters")
    assert ran.code == 2
    assert "Name it in the campaign, under “group”, or with --by." in ran.err
    ran = engage("campaign", campaign(place, "group: plot\n", reach="{complete: true}"), *DAY, "--letters")
    assert ran.code == 2
    assert "Nothing is asked of anybody" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("campaign", "campaign.yaml", "--format", "docx"), "Only letters are written as “docx”: --letters."),
        (("campaign", "campaign.yaml", "--letters", "--format", "xlsx"), "Letters are not written as “xlsx”."),
        (("portfolio", "projects", "--format", "docx"), "Only letters are written as “docx”: --kind letters."),
        (("portfolio", "projects", "--kind", "letters", "--format", "json"), "Letters are not written as “json”."),
    ],
)
def test_what_is_no_letter(asked: str, engage: Engage, words: tuple[str, ...], said: str) -> None:
    ran = engage(*words, *DAY)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_letters_of_a_portfolio(place: Path, engage: Engage) -> None:
    done = engage("action", "add", "projects/open.yaml", "fit-a-lid", "--owner", "Bo Okapi", "--due", "2026-11-01")
    assert done.code == 0
    for words, named in (((), False), (("--with-names",), True)):
        ran = engage("portfolio", "projects", "--kind", "letters", "--by", "plot", *DAY, *words)
        assert ran.code == 0
        said = ran.out.replace("\u00a0", " ")
        yard, field = said.split("\n---\n")
        assert "# A garden that lasts: where your projects stand" in yard
        assert "Settle what is not met: Lid" in yard
        assert "**November 1, 2026** Fit a lid with a lock" in yard
        assert "Find out and answer: Lid" in field
        assert ("Okapi" in said) == named


def test_a_folder_of_templates_may_replace_the_letter(asked: str, engage: Engage, place: Path) -> None:
    (place / "ours/letters").mkdir(parents=True)
    (place / "ours/letters/letter.html").write_text(
        '<article class="report letter" id="{{ id }}"><p>To {{ letter.unit }}</p></article>', encoding="utf-8"
    )
    ran = engage("campaign", asked, *DAY, "--letters", "--template", "ours")
    assert "To Yard\n\n---\n\nTo Field" in ran.out


def test_the_page_lists_no_languages_for_letters_in_one(asked: str, engage: Engage) -> None:
    ran = engage("campaign", asked, *DAY, "--letters", "--format", "html")
    assert "<nav" not in ran.out
    assert ran.out.count("<article") == 2


def test_letters_go_to_leads_where_projects_are_not_grouped(place: Path, engage: Engage) -> None:
    ran = engage("portfolio", "projects", "--kind", "letters", *DAY)
    assert ran.code == 0
    said = ran.out.replace("\u00a0", " ")
    gardener = next(letter for letter in said.split("\n---\n") if "\n\nThe gardener\n" in letter)
    assert "These projects need, on November 29, 2026, steps that fall to you:" in gardener
    assert "| Plot open |" in gardener
    assert "Fit a lid with a lock" in gardener
    assert "Plot lid" not in gardener


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Exception ignored in.*sRGB:pytest.PytestUnraisableExceptionWarning")
def test_each_letter_is_a_page_however_many_projects(place: Path, engage: Engage) -> None:
    """Forty projects with long names in a unit: a page, with every one of them named or counted."""
    from subprocess import run

    for number in range(40):
        id = f"many-{number}"
        text = garden(id).replace(f"Plot {id}", f"Plot {number} of the long lane behind the old mill and its pond")
        write(place, id, text)
    for id in ("settled-1", "settled-2"):
        write(place, id, garden(id, SETTLED))
    file = campaign(place, MORE.replace("project: excused", "project: many-0"))
    for words in (("campaign", file, "--letters"), ("portfolio", "projects", "--kind", "letters", "--by", "plot")):
        assert engage(*words, *DAY, "-o", "letters.pdf", "--force").code in (0, 1)
        told = run(["pdfinfo", "letters.pdf"], capture_output=True, text=True, check=True).stdout
        assert "Pages:           2\n" in told
        pages = run(["pdftotext", "-layout", "letters.pdf", "-"], capture_output=True, text=True, check=True).stdout
        yard, field = pages.split("\f")[:2]
        assert "neither an audit" in yard
        assert "other projects are concerned too" in yard
        assert "Plot asking" in field
