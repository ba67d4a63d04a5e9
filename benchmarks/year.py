"""A year of coordination played through: two batches, milestones, a migration, plans, answers raised, a campaign.

    python benchmarks/year.py [PROJECTS]

PROJECTS (400 unless said otherwise) begin under version 1.0.0 of the shipped questionnaire, each with other answers, in
a temporary folder. A line of the table is what one step of the year takes: seconds of CPU and the most memory that one
process took where a command is about all projects, else milliseconds of CPU each time. Counts have to add up: the same
figures come from what was done, from the portfolio, from the export and from the campaign.
"""

import contextlib
import csv
import io
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from measuring import python

from batch import generated
from engage_cli.cli.app import main as engage

SPRING, SUMMER, LATER = "2026-11-30", "2027-06-15", "2027-11-30"
OLD = "tests/projects/1.0.0/*/project.yaml"
RAISED = 3
"""Answers that a team raises in the year, at most."""
CAMPAIGN = f"""engage: 1
id: exigences
title: Exigences
projects: {{paths: [reports]}}
group: unite
steps:
  - {{id: gates, title: Exigences, by: {SUMMER}, reach: {{gates: settled}}}}
"""
Command = tuple[str, ...]


def play(folder: Path, count: int) -> Iterator[str]:
    """The year over `count` projects in `folder`; gives the lines of the table. Raises AssertionError."""
    generated(folder / "projects", count, OLD)
    projects = sorted(folder.glob("projects/**/*.yaml"))
    done: list[Command] = []
    raised: dict[str, set[str]] = {}
    with contextlib.chdir(folder):
        yield from spring(projects)
        yield from summer(projects)
        yield each("engage action done, drop", acted(projects, done))
        yield each("engage assess --answers", reached(projects[::3], raised))
        yield from autumn()
        added_up(count, done, raised)
        yield from campaign(count)


# ── the year ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def spring(projects: list[Path]) -> Iterator[str]:
    """Reports and a portfolio of projects that answered the older version; each is then kept as a milestone."""
    yield whole("batch", "projects", "-o", "reports", "--format", "md", "--as-of", SPRING)
    yield whole("portfolio", "reports", "-o", "spring.json", "--as-of", SPRING)
    found = tables("spring.json")
    assert len(found["projects"]) == len(projects)
    assert len(found["versions"]) == len(projects), "all of them answered the older version"
    commands = (("milestone", str(path), "Départ", "--as-of", SPRING) for path in projects)
    yield each("engage milestone", commands)


def summer(projects: list[Path]) -> Iterator[str]:
    """Projects are brought to the newer version, and every other one adopts a plan."""
    yield whole("migrate", "projects", "--write", "--no-milestone", "--as-of", SUMMER)
    versions = {assessment(path)["questionnaire"]["version"] for path in projects}
    assert len(versions) == 1
    assert "1.0.0" not in versions
    commands = (("plan", str(path), "--effort", "4", "--accept", "--as-of", SUMMER) for path in projects[::2])
    yield each("engage plan --accept", commands)


def acted(projects: list[Path], done: list[Command]) -> Iterator[Command]:
    """Of the actions under way a third is done and a third dropped; `done` keeps what was."""
    draw = random.Random(2)
    for path in projects:
        for action in assessment(path).get("actions") or ():
            what = draw.choice(("done", "drop", ""))
            if what and action.get("status", "open") in ("open", "started"):
                done.append((what, action["id"]))
                why = ("--because", "Plus besoin") if what == "drop" else ()
                yield "action", what, str(path), action["id"], *why, "--as-of", SUMMER


def reached(projects: list[Path], raised: dict[str, set[str]]) -> Iterator[Command]:
    """Teams raise some of their answers; `raised` keeps which, by project."""
    for path in projects:
        low = [id for id, one in assessment(path)["answers"].items() if one.get("choice") == "intention"][:RAISED]
        if low:
            raised[path.stem] = set(low)
            answers = {id: {"choice": "engage"} for id in low}
            Path("raised.yaml").write_text(json.dumps({"engage": 1, "answers": answers}), encoding="utf-8")
            yield "assess", str(path), "--answers", "raised.yaml", "--as-of", LATER


def autumn() -> Iterator[str]:
    """The second batch, and what changed since the first: as a page, a workbook, data."""
    yield whole("batch", "projects", "-o", "reports", "--format", "md", "--as-of", LATER)
    for suffix in ("json", "html", "xlsx"):
        yield whole("portfolio", "reports", "-o", f"autumn.{suffix}", "--since", SPRING, "--as-of", LATER)
    yield whole("export", "reports", "-o", "data", "--as-of", LATER)
    yield whole("export", "reports", "-o", "data", "--since", SPRING, "--as-of", LATER)


def campaign(count: int) -> Iterator[str]:
    """Who has settled what was asked for: the same projects that the export says so of."""
    Path("campaign.yaml").write_text(CAMPAIGN, encoding="utf-8")
    yield whole("campaign", "campaign.yaml", "-o", "campaign.json", "--exit-zero", "--as-of", LATER)
    open_ = {row["project"] for row in table("gates") if row["state"] in ("unmet", "unknown")}
    found = tables("campaign.json")
    assert {row["key"] for row in found["late"]} == open_
    assert len(found["late"]) + len(found["reached"]) == count
    yield whole("campaign", "campaign.yaml", "--letters", "-o", "letters/", "--exit-zero", "--as-of", LATER)
    units = {row["choice"] for row in table("facets") if row["facet"] == "unite"}
    assert len(list(Path("letters").iterdir())) == len(units)


# ── what has to add up ────────────────────────────────────────────────────────────────────────────────────────────────


def added_up(count: int, done: list[Command], raised: dict[str, set[str]]) -> None:
    """The portfolio and the export tell what was done, and tell the same. Raises AssertionError."""
    found = tables("autumn.json")
    assert len(found["projects"]) == len(table("projects")) == len(table("milestones")) == count
    assert not found.get("versions"), "all were brought along"
    for what, status in (("done", "done"), ("drop", "dropped")):
        times = sum(one == what for one, _ in done)
        assert sum(row["status"] == status for row in table("actions")) >= times
        assert sum(row[status] for row in found["actions-by-unit"]) == sum(
            r["status"] == status for r in table("actions")
        )
    compared = [row for row in table("comparison") if row["compared"] == "true"]
    assert len(compared) + len(found.get("since_moment_apart", ())) == count
    rose = {(row["project"], row["question"]) for row in table("comparison_answers") if row["turn"] == "rose"}
    answered = {(row["project"], row["question"]) for row in table("questions") if row["state"] == "answered"}
    wanted = {(key, id) for key, _ in answered for id in raised.get(key.rpartition("/")[2], ())} & answered
    assert wanted <= rose, sorted(wanted - rose)[:3]
    parts_add_up(found["since_moment"])


def parts_add_up(rows: list[dict[str, Any]]) -> None:
    """Of each section and index: its parts to its change, in every project; the mean of these to the portfolio's."""
    parts: dict[tuple[str, ...], float] = {}
    for row in table("comparison_parts"):
        key = (row["project"], row["kind"], row["id"])
        parts[key] = parts.get(key, 0) + float(row["attainment"] or 0)
    means: dict[str, list[float]] = {}
    for row in table("comparison_results"):
        if row["attainment_then"] and row["attainment_now"]:
            change = float(row["attainment_now"]) - float(row["attainment_then"])
            assert abs(parts[row["project"], row["kind"], row["id"]] - change) < 0.0005, row
            means.setdefault(row["id"], []).append(change)
    for row in rows:
        changes = means[row["id"]]
        assert row["projects"] == len(changes)
        assert abs(sum(changes) / len(changes) - (row["now"] - row["then"])) < 0.0005, row


# ── running and reading ───────────────────────────────────────────────────────────────────────────────────────────────


def whole(*words: str) -> str:
    """Runs a command about all projects in a process of its own; its line."""
    alone = () if words[0] == "migrate" else ("-j", "1")  # a pool's time is not told to who waits for its leader
    process = subprocess.Popen(python("-m", "engage_cli", *words, *alone, "-q"), stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{words}: {process.returncode}")
    output = words[words.index("-o") + 1] if "-o" in words else ""
    name = " ".join(("engage", words[0], Path(output).suffix or output, "--since" if "--since" in words else ""))
    return f"{' '.join(name.split()):34} {used.ru_utime + used.ru_stime:8.1f} s   {used.ru_maxrss // 1024:5} MB"


def each(name: str, commands: Iterable[Command]) -> str:
    """Runs commands about one project in this process; the line of what they take on average."""
    times, taken = 0, 0.0
    for words in commands:
        before = sum(os.times()[:2])
        said = io.StringIO()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
            code = engage([*words, "-q"])
        taken += sum(os.times()[:2]) - before
        times += 1
        if code != 0:
            raise RuntimeError(f"{words}: {code}\n{said.getvalue()}")
    return f"{name:34} {taken / max(times, 1) * 1000:7.0f} ms   {times:5} times"


def tables(name: str) -> dict[str, list[dict[str, Any]]]:
    """The tables of a portfolio, or of a campaign."""
    found: dict[str, list[dict[str, Any]]] = json.loads(Path(name).read_text(encoding="utf-8"))["tables"]
    return found


def table(name: str) -> list[dict[str, str]]:
    """A table of the export."""
    with Path("data", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def assessment(path: Path) -> dict[str, Any]:
    """What a project has under that key."""
    found: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)["assessment"]
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        asked = int(sys.argv[1]) if len(sys.argv) > 1 else 400
        print(f"{asked} projects, {os.cpu_count()} processors, Python {sys.version.split()[0]}")
        for line in play(Path(place), asked):
            print(line, flush=True)
