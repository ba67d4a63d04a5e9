"""B4: one clock and one time zone for every command; an answer saved now is never in the future."""

import datetime as dt
import json
import re
import zoneinfo
from pathlib import Path

import pytest

from engage_cli.terminal import clock
from tests.check.conftest import ROOT, project_text
from tests.cli.conftest import Engage

NIGHT = dt.datetime(2026, 11, 24, 4, 23, tzinfo=dt.UTC)
"""The evening of the 23rd in Québec."""
ID = "personne.besoins-publics"


@pytest.fixture(autouse=True)
def at_night(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    """The clock stands still, on a machine whose own zone is another; a project stands there."""
    monkeypatch.setattr("engage_cli.cli.app.current_time", lambda: NIGHT)
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.delenv("ENGAGE_TIMEZONE", raising=False)
    (place / "project.yaml").write_text(project_text(), encoding="utf-8")
    (place / "answers.yaml").write_text(f"engage: 1\nanswers: {{{ID}: {{choice: engage}}}}\n")


def saved(engage: Engage, *words: str) -> str:
    """The day that an answer is saved with."""
    ran = engage("assess", "project.yaml", "--answers=answers.yaml", *words)
    assert ran.code == 0, ran.err
    (day,) = re.findall('"?date"?: "?([0-9-]+)', Path("project.yaml").read_text(encoding="utf-8"))
    return str(day)


def test_an_answer_saved_now_is_not_in_the_future(engage: Engage) -> None:
    assert saved(engage) == "2026-11-23"
    ran = engage("check", "project.yaml", "--policy=strict", "--output-format=json")
    (file,) = json.loads(ran.out)["files"]
    assert file["as_of"] == "2026-11-23"
    assert [one["message"] for one in file["findings"] if one["rule"] == "assessment-old"] == []


@pytest.mark.parametrize(
    ("typed", "variable", "settings", "day"),
    [
        ("", "", "", "2026-11-23"),
        ("", "", "timezone: Europe/Paris", "2026-11-24"),
        ("", "", "check: {timezone: Europe/Paris}", "2026-11-24"),
        ("", "America/Vancouver", "timezone: Europe/Paris", "2026-11-23"),
        ("Asia/Tokyo", "America/Vancouver", "", "2026-11-24"),
    ],
)
def test_whose_day_it_is(  # noqa: PLR0917  # a row of the table
    engage: Engage, monkeypatch: pytest.MonkeyPatch, typed: str, variable: str, settings: str, day: str
) -> None:
    """What is typed, then the environment, then the settings, then our own: the same for every command."""
    words = [f"--timezone={typed}"] if typed else []
    if variable:
        monkeypatch.setenv("ENGAGE_TIMEZONE", variable)
    if settings:
        Path("engage.yaml").write_text(settings)
    assert json.loads(engage("check", "project.yaml", "--output-format=json", *words).out)["files"][0]["as_of"] == day
    assert f"{day} (" in engage("doctor", *words).out
    assert json.loads(engage("score", "project.yaml", "--json", *words).out)["provenance"]["as_of"] == day
    engage("form", "project.yaml", "-o", "form.html", *words)
    assert json.loads(_of_page(Path("form.html").read_text(encoding="utf-8")))["made"] == day
    many = engage("portfolio", "project.yaml", "-j1", "--format=json", *words)
    assert json.loads(many.out)["provenance"]["as_of"] == day
    engage("batch", "project.yaml", "-o", "out", "--format=json", "-j1", *words)
    (made,) = (file for file in Path("out").glob("*.json"))
    assert json.loads(made.read_text(encoding="utf-8"))["provenance"]["as_of"] == day
    assert saved(engage, *words) == day


def _of_page(page: str) -> str:
    found = re.search(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found
    return found[1]


@pytest.mark.parametrize("command", ["check", "score", "assess"])
def test_a_zone_that_there_is_not_is_refused(engage: Engage, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    more = ("--answers=answers.yaml",) if command == "assess" else ()
    ran = engage(command, "project.yaml", "--timezone=Mars/Olympus", *more)
    assert (ran.code, "There is no time zone “Mars/Olympus”." in ran.err) == (2, True)
    monkeypatch.setenv("ENGAGE_TIMEZONE", "../../etc/passwd")
    ran = engage(command, "project.yaml", *more)
    assert (ran.code, "There is no time zone “../../etc/passwd”." in ran.err) == (2, True)
    monkeypatch.delenv("ENGAGE_TIMEZONE")
    Path("engage.yaml").write_text("timezone: nowhere\n")
    ran = engage(command, "project.yaml", *more)
    assert ran.code == 2
    assert "engage.yaml:1:11: timezone: There is no time zone “nowhere”." in ran.err


def test_two_zones_in_one_file_are_refused(engage: Engage) -> None:
    Path("engage.yaml").write_text("timezone: Europe/Paris\ncheck: {timezone: America/Toronto}\n")
    ran = engage("score", "project.yaml")
    assert ran.code == 2
    assert "engage.yaml:2:19: check.timezone: Another time zone stands at the top of these settings." in ran.err


def test_a_machine_without_time_zones_says_so(engage: Engage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zoneinfo, "available_timezones", set)

    def none(key: str) -> None:
        raise zoneinfo.ZoneInfoNotFoundError(key)

    monkeypatch.setattr(zoneinfo, "ZoneInfo", none)
    ran = engage("score", "project.yaml")
    assert ran.code == 2
    assert "This machine knows no time zones" in ran.err
    assert "pip install tzdata" in ran.err


def test_nothing_else_reads_the_clock() -> None:
    asked = re.compile(r"\.(today|now|utcnow|localtime|gmtime)\(\)|datetime\.now\(|time\.(time|ctime|strftime)\(")
    found = {
        str(path.relative_to(ROOT / "src/engage_cli")): asked.findall(path.read_text(encoding="utf-8"))
        for path in (ROOT / "src/engage_cli").rglob("*.py")
    }
    kept = {"terminal/clock.py", "files/atomic_writing.py"}  # the latter asks how old a file is that was left behind
    assert {name for name, calls in found.items() if calls} == kept
    assert clock.current_time().tzinfo is dt.UTC
