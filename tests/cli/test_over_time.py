"""Documents on a project over time: what each effort brings, the course over milestones, the line since the last."""

import json
import re
from pathlib import Path

import jsonschema_rs
import pytest

from engage_cli.followup.course import load_course
from engage_cli.project.loading import load_project
from engage_cli.project.milestones import load_milestones
from engage_cli.scoring.assessment import assess
from tests.cli.conftest import ROOT, Engage
from tests.cli.test_since import EXAMPLE, LATER

DAYS = ("2026-03-01", "2026-07-01", "2026-10-01")


@pytest.fixture
def project(engage: Engage, tmp_path: Path) -> Path:
    """The example with three milestones, and other answers since."""
    path = tmp_path / "project.yaml"
    path.write_text(EXAMPLE, encoding="utf-8")
    for number, day in enumerate(DAYS, 1):
        assert engage("milestone", str(path), f"Number {number}", "--date", day, "-q").code == 0
    path.write_text(LATER, encoding="utf-8")
    return path


def report(engage: Engage, path: Path, *words: str) -> str:
    ran = engage("report", str(path), "-o", "-", "--format", "md", *words)
    assert ran.code == 0, ran.err
    return ran.out


# ── what each effort brings ───────────────────────────────────────────────────────────────────────────────────────────


def test_the_report_says_of_efforts_what_plan_says(engage: Engage, project: Path) -> None:
    planned = json.loads(engage("plan", str(project), "--json").out)
    part = report(engage, project).partition("## Effort and result")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (\d+) \| (\d+) \| (\d+)% \| ([^|]+) \|", part, re.MULTILINE)
    brings = {point["effort"]: point for point in planned["frontier"]}
    assert rows
    for effort, steps, share, _band in rows:
        point = brings[int(effort)]
        assert (int(steps), abs(int(share) / 100 - point["share"]["value"]) <= 0.005) == (point["steps"], True)
    own = next(row for row in part.splitlines() if "(this plan)" in row)
    assert own.startswith(f"| {planned['result']['effort']} |")
    listed = re.findall(r"^\d+\. ", part, re.MULTILINE)
    assert len(listed) == len(planned["steps"])


def test_steps_that_were_taken_up_are_told_from_the_others(engage: Engage, project: Path) -> None:
    assert "(taken up)" not in report(engage, project)
    engage("plan", str(project), "--effort", "2", "--accept")
    part = report(engage, project).partition("## Effort and result")[2].partition("\n## ")[0]
    assert part.count("taken up") == 2


def test_the_chart_says_in_words_what_it_shows(engage: Engage, project: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert engage("report", str(project), "-o", str(page), "--lang", "both").code == 0
    html = page.read_text(encoding="utf-8")
    for language in ("en", "fr"):
        assert f'aria-describedby="{language}-efforts-desc"' in html
        assert f'aria-describedby="{language}-course-desc"' in html
    described = re.search(r'<desc id="en-efforts-desc">(.*?)</desc>', html)
    assert described
    assert described[1].startswith("effort 0: 76% of what is expected (Under way)")


# ── over the milestones ───────────────────────────────────────────────────────────────────────────────────────────────


def test_three_milestones_make_a_course(engage: Engage, project: Path) -> None:
    ran = engage("compare", str(project), "--json")
    values = json.loads(ran.out)
    schema = json.loads((ROOT / "schemas/comparison.schema.json").read_text(encoding="utf-8"))
    jsonschema_rs.validator_for(schema, validate_formats=True).validate(values)
    course = values["course"]
    assert [stop["date"] for stop in course["stops"]] == [*DAYS, "2026-11-20"]
    loaded = load_project(project)
    kept = load_milestones(loaded).by_date
    now = {one["id"]: one["now"]["attainment"] for one in values["sections"]}
    for line in course["sections"]:
        then = [one.milestone.frozen.sections[line["id"]].attainment for one in kept if one.milestone.frozen]
        assert [share["exact"] for share in line["attainment"][:-1]] == [str(ends[0]) for ends in then if ends]
        assert line["attainment"][-1] == now[line["id"]]["low"]
    out = engage("compare", str(project)).out
    assert re.search(r"Over the milestones +2026-03-01 +2026-07-01 +2026-10-01 +now", out)
    for text in (report(engage, project), engage("compare", str(project), "-o", "-").out):
        assert "| Section | Number 1, March 1, 2026 | Number 2, July 1, 2026 |" in text


def test_two_do_not_and_a_partner_does_not_read_it(engage: Engage, project: Path) -> None:
    assert "Over the milestones" not in report(engage, project, "--audience", "partner")
    early = ("--as-of", "2026-09-01")
    assert "Over the milestones" not in report(engage, project, *early)
    assert json.loads(engage("compare", str(project), "--json", *early).out)["course"] is None
    assert json.loads(engage("compare", str(project), "--json", "--to", "Number 3").out)["course"] is None


def test_another_scope_stands_in_no_course(project: Path) -> None:
    loaded = load_project(project)
    questionnaire = loaded.questionnaire.questionnaire
    day = loaded.project.date
    assert day
    assert load_course(loaded, assess(questionnaire, loaded.project, as_of=day)) is not None
    assert load_course(loaded, assess(questionnaire, loaded.project, as_of=day, scope="quick")) is None


# ── a batch ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_reports_of_a_batch_say_what_one_report_says(engage: Engage, project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert engage("batch", str(project), "-o", str(out), "--format", "md", "-j", "1", "--lang", "en").code == 0
    [written] = out.rglob("*report*.md")
    assert written.read_text(encoding="utf-8").rstrip("\n") == report(engage, project).rstrip("\n")
    assert "Since “Number 3” (October 1, 2026): " in written.read_text(encoding="utf-8")
