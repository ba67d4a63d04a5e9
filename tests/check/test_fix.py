"""What --fix mends: nothing that anybody said changes, every comment stays, and nothing is written unasked."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.conftest import FACETS, Check

Write = Callable[..., Path]
HEAD = """# A charter written by hand.
engage: 1
charter:
  name: Essai  # a name
  dates: {start: DATE}
  facets:
"""
TAIL = """assessment:
  date: 2026-11-01
  answers:
    # Said in June.
    personne.vie-privee:
      choice: engage
      note: |
        Two lines,
        kept.
    mesure.objectifs: {choice: engage}  # measured

    # The first of the questionnaire.
    permeabilite.veille: {choice: intention}
  waivers:
    # Not needed any more.
    - {rule: gate-unmet, question: personne.vie-privee, because: B, approved_by: A, until: 2027-06-01}
    - {rule: gate-umnet, question: personne.vie-privee, because: B, approved_by: A, until: 2027-06-01}
"""


def text(date: str = "2026-01-15") -> str:
    facets = "".join(
        f"    {id}: {str(value).lower() if value in (True, False) else value}\n" for id, value in FACETS.items()
    )
    return HEAD.replace("DATE", date) + facets.replace("'", "") + TAIL


@pytest.fixture
def file(place: Path) -> Path:
    path = place / "project.yaml"
    path.write_text(text(), encoding="utf-8")
    return path


def test_the_difference_is_shown_and_nothing_is_written(check: Check, file: Path) -> None:
    before = file.read_bytes()
    ran = check("project.yaml", "--fix")
    assert file.read_bytes() == before
    assert ran.out.startswith("--- a/project.yaml\n+++ b/project.yaml\n@@ ")
    assert "-    - {rule: gate-unmet, question: personne.vie-privee," in ran.out
    assert "waiver-unused" in ran.out
    assert (
        "The waiver of gate-unmet for “personne.vie-privee” had no effect: there was nothing to put off.\n" in ran.err
    )
    assert "1 file can be corrected; --fix --write writes it." in ran.err


def test_it_is_written_where_that_is_asked_for_and_checked_again(check: Check, file: Path) -> None:
    ran = check("project.yaml", "--fix", "--write", "--output-format=json")
    mended = file.read_text(encoding="utf-8")
    lines = mended.splitlines()
    assert "    - {rule: gate-unmet" not in mended
    assert "    - {rule: gate-umnet" in mended
    assert lines.index("    # The first of the questionnaire.") + 1 == lines.index(
        "    permeabilite.veille: {choice: intention}"
    )
    assert lines.index("    # Said in June.") + 1 == lines.index("    personne.vie-privee:")
    assert "    mesure.objectifs: {choice: engage}  # measured" in lines
    lost = {line for line in text().splitlines() if line not in lines and "gate-unmet" not in line}
    assert lost <= {"    # Not needed any more."}
    unused = [one["message"] for (rule, _), one in ran.found().items() if rule == "waiver-unused"]
    assert unused == ["The waiver names a rule that does not exist: “gate-umnet”."]
    assert "There is nothing that --fix could correct safely." in check("project.yaml", "--fix").err


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("15 janvier 2026", "2026-01-15"),
        ('"January 15, 2026"', "2026-01-15"),
        ("15/01/2026", "2026-01-15"),
        ("2026/1/15", "2026-01-15"),
        ("2026-1-15", "2026-01-15"),
        ("03/04/2026", None),
        ("2026-01", None),
        ("janvier 2026", None),
        ("hier", None),
        ("31/02/2026", None),
    ],
)
def test_a_date_that_can_mean_one_day_is_written_as_the_format_wants(
    check: Check, place: Path, written: str, read: str | None
) -> None:
    file = place / "project.yaml"
    file.write_text(text(written), encoding="utf-8")
    assert check("project.yaml").code == 2
    ran = check("project.yaml", "--fix", "--write")
    expected = text(written).replace(written, read) if read else text(written)
    assert file.read_text(encoding="utf-8") == expected
    assert ran.code == (0 if read else 2)


def test_the_digest_of_the_same_version_is_renewed(check: Check, write: Write) -> None:
    stale = {"id": "engagement-numerique", "version": "0.0.1", "digest": f"sha256:{'0' * 64}"}
    file = write(questionnaire=stale, answers={"mesure.objectifs": {"choice": "engage"}})
    check("project.yaml", "--fix", "--write")
    assert "0" * 64 in file.read_text()
    version = check("project.yaml", "--output-format=json").json["files"][0]["questionnaire"]
    file = write(
        questionnaire=stale | {"version": version["version"]}, answers={"mesure.objectifs": {"choice": "engage"}}
    )
    ran = check("project.yaml", "--fix", "--write")
    assert version["digest"] in file.read_text()
    assert "The digest is that of the questionnaire as it is now." in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("project.yaml", "--write"), "--write writes what --fix corrects."),
        (("-", "--fix"), "--fix corrects files, not standard input."),
        (("project.yaml", "--fix", "--output-format=json"), "--fix shows a difference before the findings, as text."),
    ],
)
def test_what_cannot_be_asked_is_said(check: Check, file: Path, words: tuple[str, ...], said: str) -> None:
    before = file.read_bytes()
    ran = check(*words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert file.read_bytes() == before
