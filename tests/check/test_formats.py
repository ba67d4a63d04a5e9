"""Every format holds to its schema or to its reader's rules, with hostile words in it."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from lxml import etree
from sarif_pydantic import Sarif

from engage_cli.check.formats.formats import FORMATS
from engage_cli.cli.app import main
from tests.check.conftest import ROOT, Check

Write = Callable[..., Path]
GATE = "personne.vie-privee"
HOSTILE = [
    "Ligne\n::error file=x::faux%0Aencore, a:b",
    "\u202eà l’envers\u2066 [lien](http://example.org) {0} | cellule | <script>alert(1)</script>",
    "]]> & <!-- \x85 \u2028 ` ``` # titre",
    "=1+1 %25 %0D%0A ##vso[task.complete]",
]


def hostile(write: Write, place: Path) -> tuple[str, ...]:
    """Projects whose names, reasons and dates try to get out; one that cannot be read; one with a strange path."""
    for number, words in enumerate(HOSTILE):
        waiver = {
            "rule": "gate-unmet",
            "question": GATE,
            "because": words,
            "approved_by": words,
            "until": "2027-01-01",
        }
        action = {"id": "a", "do": words, "due": "2026-01-01", "owner": words}
        write(
            f"p{number}.yaml",
            name=words,
            facets={"suivi": None},
            answers={GATE: {"choice": "non-aborde", "note": words}},
            waivers=[waiver],
            actions=[action],
        )
    write("a,b:c %41 é/::error ::x.yaml", facets={"suivi": None})
    (place / "broken.yaml").write_text('charter: {name: "x", "<b>]]>": 1, facets: [}\n', encoding="utf-8")
    return (".", "broken.yaml", "--policy=progress", "--fail-on=warning")


def in_format(check: Check, name: str, words: tuple[str, ...]) -> str:
    ran = check(*words, f"--output-format={name}")
    assert ran.code == 2
    return ran.out


def test_json_follows_its_schema(check: Check, write: Write, place: Path) -> None:
    schema = json.loads((ROOT / "schemas/check-results.schema.json").read_text())
    values = json.loads(in_format(check, "json", hostile(write, place)))
    jsonschema_rs.Draft202012Validator(schema, validate_formats=True).validate(values)
    prints = [one["fingerprint"] for file in values["files"] for one in file["findings"]]
    assert len(prints) == len(set(prints))


def test_sarif(check: Check, write: Write, place: Path) -> None:
    text = in_format(check, "sarif", hostile(write, place))
    Sarif.model_validate_json(text)
    (run,) = json.loads(text)["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert not run["invocations"][0]["executionSuccessful"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        location = result["locations"][0]["physicalLocation"]
        assert re.fullmatch(r"[\w./%~-]+", location["artifactLocation"]["uri"])
        assert location["artifactLocation"]["uriBaseId"] == "SRCROOT"
        assert location["region"]["startLine"] >= 1
        assert location["region"]["startColumn"] >= 1
        assert not re.search(r"(?<!\\)\[|(?<!\{)\{(?!\{)", result["message"]["text"]), "no link, no place to fill"
    assert len({r["partialFingerprints"]["engageFinding/v1"] for r in run["results"]}) == len(run["results"])
    suppressed = [result for result in run["results"] if "suppressions" in result]
    assert len(suppressed) == len(HOSTILE)


def test_junit(check: Check, write: Write, place: Path) -> None:
    text = in_format(check, "junit", hostile(write, place)).encode()
    schema = etree.XMLSchema(etree.parse(ROOT / "tests/check/schemas/junit-10.xsd"))
    root = etree.fromstring(text)
    schema.assertValid(root)
    for suite in root:
        assert int(suite.get("tests")) == len(suite)
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("errors")) == len(suite.findall("testcase/error"))
        assert int(suite.get("skipped")) == len(suite.findall("testcase/skipped"))


def unescaped(text: str) -> str:
    return text.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")


def test_github_annotations(check: Check, write: Write, place: Path) -> None:
    lines = in_format(check, "github", hostile(write, place)).splitlines()
    paths = set()
    assert lines[-3].startswith("GitHub shows 10 findings of each severity beside the lines; ")
    for line in lines[:-3]:
        found = re.fullmatch(r"::(error|warning|notice) file=([^,:]+),line=(\d+),col=(\d+),title=([^,:]+)::(.+)", line)
        assert found, line
        paths.add(unescaped(found[2].replace("%2C", ",").replace("%3A", ":")))
    assert not [line for line in lines[-2:] if line.startswith("::")]
    assert "a,b:c %41 é/::error ::x.yaml" in paths


def test_gitlab(check: Check, write: Write, place: Path) -> None:
    issues = json.loads(in_format(check, "gitlab", hostile(write, place)))
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert not issue["location"]["path"].startswith(("./", "/"))
        assert issue["location"]["lines"]["begin"] >= 1
        assert issue["description"]
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_markdown(check: Check, write: Write, place: Path) -> None:
    text = in_format(check, "markdown", hostile(write, place))
    assert "<script>" not in text
    assert "[lien](" not in text
    for row in (line for line in text.splitlines() if line.startswith("|")):
        assert len(re.findall(r"(?<!\\)\|", row)) == 6, row


def test_text_stays_on_its_lines(check: Check, write: Write, place: Path) -> None:
    lines = in_format(check, "text", hostile(write, place)).splitlines()
    for line in lines[:-3]:
        assert re.match(r"  question: |  hint: |.+\.yaml:\d+:\d+: ", line), line
    assert not re.search("[\x00-\x08\x0b-\x1f\x85\u2028\u202e\u2066]", "".join(lines))


@pytest.mark.parametrize("name", [n for n in FORMATS if n != "statistics"])
def test_every_format_carries_what_is_asked_and_the_repair(check: Check, write: Write, name: str) -> None:
    write(answers={GATE: {"choice": "non-aborde"}})
    found = check("project.yaml", "--output-format=json").found()["gate-unmet", GATE]
    text = " ".join(check("project.yaml", f"--output-format={name}").out.split())
    for words in (found["question"], found["repair"]):
        assert words in text.replace("&amp;", "&").replace("\\", "")


def test_the_question_stands_on_its_own_line_before_the_hint(check: Check, write: Write) -> None:
    write(answers={GATE: {"choice": "non-aborde"}})
    lines = check("project.yaml").out.splitlines()
    line = next(number for number, one in enumerate(lines) if " gate-unmet: " in one)
    assert lines[line + 1].startswith("  question: ")
    assert lines[line + 2].startswith("  hint: ")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_format_in_both_languages_twice_the_same(check: Check, write: Write, name: str, language: str) -> None:
    write(facets={"suivi": None})
    first = check("project.yaml", f"--output-format={name}", f"--lang={language}")
    assert first.code == 1
    assert first == check("project.yaml", f"--output-format={name}", f"--lang={language}")


def test_nothing_found_is_well_formed_too(check: Check, write: Write, place: Path) -> None:
    (place / "none.yaml").write_text("engage: 1\nid: none\ntitle: None\nrules: {facet-missing: error}\n")
    write()
    written = {name: check("project.yaml", "--policy=none.yaml", f"--output-format={name}").out for name in FORMATS}
    assert json.loads(written["gitlab"]) == []
    assert json.loads(written["sarif"])["runs"][0]["results"] == []
    assert etree.fromstring(written["junit"].encode()).find("testsuite/testcase").get("name") == "policy met"
    assert written["text"].splitlines()[-1] == "1 file checked, it passes."


def test_several_formats_at_once(check: Check, write: Write, place: Path) -> None:
    write(facets={"suivi": None})
    ran = check(
        "project.yaml", "--output-file=a.json", "--output-format=json", "--also=sarif=a.sarif", "--also=junit=a.xml"
    )
    assert ran.code == 1
    assert ran.out == ""
    assert ran.err.splitlines()[-1] == "1 file checked, 1 does not pass, 1 error, 8 notes."
    assert json.loads((place / "a.json").read_text())["met"] is False
    assert json.loads((place / "a.sarif").read_text())["version"] == "2.1.0"
    assert (place / "a.xml").read_text().startswith("<?xml")


def test_the_job_summary_is_added_to_when_asked(
    check: Check, write: Write, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(facets={"suivi": None})
    (place / "summary.md").write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(place / "summary.md"))
    check("project.yaml")
    assert (place / "summary.md").read_text() == "before\n"
    check("project.yaml", "--also=markdown")
    assert (place / "summary.md").read_text().startswith("before\n## engage check\n")


def test_on_github_annotations_are_the_default(check: Check, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write(facets={"suivi": None})
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert check("project.yaml").out.startswith("::error file=project.yaml,line=5,")
    assert check("project.yaml", "--output-format=text").out.startswith("project.yaml:5:")
    monkeypatch.setenv("ENGAGE_OUTPUT_FORMAT", "gitlab")
    assert json.loads(check("project.yaml").out)


def test_colours_are_for_terminals(capsys: pytest.CaptureFixture[str], write: Write) -> None:
    write(facets={"suivi": None})
    main(["check", "project.yaml", "--color=always"])
    assert "\x1b[1;31merror\x1b[0m" in capsys.readouterr().out
    main(["check", "project.yaml"])
    assert "\x1b" not in capsys.readouterr().out


ANSWERED = {"date": "2026-10-01", "answers": {"mesure.objectifs": {"choice": "engage"}}}


@pytest.mark.parametrize(
    ("project", "day", "message"),
    [
        (ANSWERED, "2026-11-23", "policy charter met until 2027-04-01, 7 blocking requirements open"),
        (ANSWERED, "2027-04-01", "policy charter met until 2027-04-01, 7 blocking requirements open"),
        (ANSWERED, "2027-04-02", "to renew"),
        (
            ANSWERED | {"date": "2062-10-01"},
            "2026-11-23",
            "policy charter met until 2027-05-23, 7 blocking requirements open",
        ),
        ({"facets": {"suivi": None}}, "2026-11-23", "policy charter not met"),
    ],
)
def test_badges(check: Check, write: Write, project: dict[str, Any], day: str, message: str) -> None:
    write(**project)
    check("project.yaml", "--badge=b.svg", "--badge=b.json", f"--as-of={day}")
    values = json.loads(Path("b.json").read_text())
    assert values["schemaVersion"] == 1
    assert values["message"] == message
    assert re.fullmatch("[0-9a-f]{6}", values["color"])
    drawn = etree.parse("b.svg").getroot()
    assert drawn.findtext("{*}title") == f"engage: {message}"
    assert drawn.get("role") == "img"


def test_a_badge_of_what_cannot_be_read(check: Check, place: Path) -> None:
    (place / "project.yaml").write_text("charter: [")
    assert check("project.yaml", "--badge=b.json").code == 2
    assert json.loads((place / "b.json").read_text())["message"] == "cannot be read"
