"""Every option that takes a day reads it as people write it, and guesses none."""

import datetime as dt
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from engage_cli.i18n import LANGUAGE
from tests.cli.conftest import ROOT, Engage, Ran
from tests.programs import programs

WORDS = {
    ("engage", "--as-of"): ("score", "{project}", "--lang", "fr"),
    ("engage action add", "--due"): ("action", "add", "{project}", "--do", "Écrire le plan"),
    ("engage action change", "--due"): ("action", "change", "{project}", "relire"),
    ("engage action done", "--on"): ("action", "done", "{project}", "relire"),
    ("engage milestone", "--date"): ("milestone", "{project}", "Lancement"),
    ("engage path done", "--on"): ("path", "done", "{project}", "1"),
}
"""What to type before each option that takes a day."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "project.yaml"
    text = (ROOT / "examples/fabrique-a-bede/project.yaml").read_text(encoding="utf-8")
    action = "  actions:\n    - {id: relire, do: Relire la charte}\n"
    path.write_text(re.sub(r"^assessment:\n", "assessment:\n" + action, text, flags=re.MULTILINE), encoding="utf-8")
    return path


def test_no_option_that_takes_a_day_is_left_out_here() -> None:
    taken = {
        (name, option)
        for name, context in programs().items()
        for parameter in context.command.params
        for option in parameter.opts
        if getattr(parameter, "metavar", None) == "DATE"
    }
    assert taken == WORDS.keys()


def run_anew(engage: Engage, project: Path, before: bytes, option: tuple[str, str], written: str) -> tuple[Ran, str]:
    """What the command of an option says of a day `written` so, from the project as it was `before`; and the files."""
    project.write_bytes(before)
    for beside in project.parent.glob("project.*.yaml"):
        beside.unlink()
    ran = engage(*(word.format(project=project) for word in WORDS[option]), option[1], written)
    assert ran.code == 0, ran.err
    return ran, "".join(path.read_text(encoding="utf-8") for path in sorted(project.parent.iterdir()))


@pytest.mark.parametrize("option", WORDS, ids=" ".join)
def test_a_day_is_taken_as_it_is_written_in_both_languages(
    engage: Engage, project: Path, option: tuple[str, str]
) -> None:
    before, said = project.read_bytes(), []
    for written in ("2026-11-05", "le 5 nov. 2026", "November 5, 2026"):
        ran, files = run_anew(engage, project, before, option, written)
        said.append((ran.out, re.sub(r" at \d.*", "", ran.err), files))
    assert all(one == said[0] for one in said[1:])
    assert "2026-11-05" in "".join(said[0]) or "5\u00a0novembre\u00a02026" in said[0][0]


@pytest.mark.parametrize("option", WORDS, ids=" ".join)
@pytest.mark.parametrize(("words", "ago"), [(("today", "aujourd’hui"), 0), (("Yesterday", "hier"), 1)])
def test_today_is_that_of_the_time_zone_of_the_project(
    engage: Engage, project: Path, option: tuple[str, str], words: tuple[str, ...], ago: int
) -> None:
    before, days = project.read_bytes(), set()
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):  # never on the same day
        (project.parent / "engage.yaml").write_text(f"engage: 1\ntimezone: {zone}\n", encoding="utf-8")
        day = dt.datetime.now(ZoneInfo(zone)).date() - dt.timedelta(days=ago)
        for written in words:
            ran, files = run_anew(engage, project, before, option, written)
            of_day = f"{day.day}{'er' if day.day == 1 else ''} {LANGUAGE['fr'].months[day.month - 1]}"
            assert day.isoformat() in files or of_day in " ".join(ran.out.split())
            days.add(day)
    assert len(days) == 2


@pytest.mark.parametrize("option", WORDS, ids=" ".join)
@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("bientôt", "« bientôt » n’est pas une date."),
        ("03/04/2027", "« 3/4/2027 » peut être 2027-04-03 ou 2027-03-04 : écrire le jour voulu de cette façon."),
        ("avril 2027", "« avril 2027 » est un mois : écrire aussi le jour."),
        ("31 janvier", "« 31 janvier » : écrire aussi l’année, en quatre chiffres."),
        ("31/01/27", "« 31/01/27 » : écrire aussi l’année, en quatre chiffres."),
        ("40 mai 2027", "« 40 mai 2027 » n’est pas une date."),
    ],
)
def test_no_day_is_guessed(engage: Engage, project: Path, option: tuple[str, str], written: str, told: str) -> None:
    before = project.read_bytes()
    words = (word.format(project=project) for word in WORDS[option])
    ran = engage(*words, option[1], written, "--lang", "fr")
    assert (ran.code, ran.out) == (2, "")
    hint = "Une date se lit sous la forme 2027-01-15, 15 janvier 2027 ou 15/01/2027."
    assert ran.err.replace("\u00a0", " ") == f"engage: {told}\n  conseil : {hint}\n"
    assert project.read_bytes() == before


def test_a_moment_may_be_a_day_in_words_and_a_month_is_asked_again(engage: Engage, project: Path) -> None:
    assert engage("milestone", str(project), "Début", "--date", "1er novembre 2026").code == 0
    assert "Début" in engage("compare", str(project), "--from", "2 novembre 2026").out
    ran = engage("compare", str(project), "--from", "novembre 2026")
    assert ran.code == 2
    assert "“novembre 2026” is a month: write the day too.\n  hint: There are: Début." in ran.err
