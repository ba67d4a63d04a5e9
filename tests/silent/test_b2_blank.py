"""B2: what cannot be seen says nothing, in every text that is asked for; a waiver does not last for ever unsaid."""

import json
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engage_cli.files import schemas, yaml_reading
from engage_cli.shipped import shipped
from engage_cli.text import SEEN, is_blank
from tests.check.conftest import Check, project_text
from tests.cli.conftest import Engage

Write = Callable[..., Path]
BLANKS = {
    "empty": "",
    "spaces": "   ",
    "breaks": "\n\t\n",
    "no-break": "\u00a0\u202f",
    "zero width": "\u200b\u200d\ufeff",
    "soft hyphen": "\u00ad",
    "fillers": "\u3164\u115f\u2800",
    "variation selector": "\ufe0f",
    "tags": "\U000e0041",
    "direction": "\u200f\u2067",
}
FEW = ("spaces", "zero width", "soft hyphen")
QUESTION = "personne.vie-privee"


def waiver(**changed: Any) -> dict[str, Any]:
    whole = {"rule": "gate-unmet", "question": QUESTION, "because": "Devis attendu.", "approved_by": "La direction"}
    return whole | {"until": "2027-03-01"} | changed


REQUIRED: dict[str, Callable[[str], dict[str, Any]]] = {
    "charter.name": lambda text: {"name": text},
    "assessment.waivers[0].because": lambda text: {"waivers": [waiver(because=text)]},
    "assessment.waivers[0].approved_by": lambda text: {"waivers": [waiver(approved_by=text)]},
    "assessment.participants[0]": lambda text: {"participants": [text]},
    "assessment.answers.durable.sobriete.not_applicable.because": lambda text: {
        "answers": {"durable.sobriete": {"not_applicable": {"reason": "hors-portee", "because": text}}}
    },
    "assessment.answers.personne.besoins-publics.evidence[0].title": lambda text: {
        "answers": {"personne.besoins-publics": {"choice": "engage", "evidence": [{"title": text}]}}
    },
    "assessment.actions[0].do": lambda text: {"actions": [{"id": "a", "do": text}]},
}


@pytest.mark.parametrize("kind", ["empty", *FEW])
@pytest.mark.parametrize("key", REQUIRED)
def test_a_required_text_of_a_project_is_refused(check: Check, write: Write, key: str, kind: str) -> None:
    text = BLANKS[kind]
    write(**REQUIRED[key](text))
    ran = check("project.yaml", "--output-format=json")
    assert ran.code == 2
    (found,) = ran.json["files"][0]["findings"]
    assert (found["rule"], found["message"]) == ("file-invalid", f"{key}: This text is empty.")
    assert found["line"] > 1
    assert bool(found["repair"]) == bool(text), "where something stands that is not seen, it is said why"


@pytest.mark.parametrize("kind", FEW)
def test_an_optional_text_is_as_good_as_left_out(engage: Engage, place: Path, kind: str) -> None:
    said, text = [], BLANKS[kind]
    for name, more in (("a", {}), ("b", {"summary": text, "lead": {"name": text, "role": text}})):
        whole = json.loads(project_text(answers={"personne.besoins-publics": {"choice": "engage", "note": text}}))
        whole["charter"] |= more
        (place / f"{name}.yaml").write_text(json.dumps(whole, ensure_ascii=False), "utf-8")
        said.append(engage("report", f"{name}.yaml", "--format=md", "-o", "-").out)
    assert said[0] == said[1]


FILES: dict[str, tuple[dict[str, Any], str]] = {
    "questionnaire": (
        {"id": "q", "version": "1.0.0", "languages": ["fr"], "sections": [{"id": "s", "title": "S"}]},
        "title",
    ),
    "policy": ({"id": "p", "rules": {}}, "title"),
    "theme": ({}, "footer"),
    "answers": ({"answers": {}, "project": {}}, "project.name"),
    "configuration": ({"check": {}}, "check.policy"),
}  # fmt: skip


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("text", BLANKS.values(), ids=BLANKS)
def test_texts_of_every_kind_of_file_are_refused(kind: str, text: str) -> None:
    value, place = FILES[kind]
    whole = json.loads(json.dumps({"engage": 1, **value}))
    *above, key = place.split(".")
    holder = whole
    for step in above:
        holder = holder[step]
    holder[key] = text
    document = yaml_reading.parse(json.dumps(whole, ensure_ascii=False), f"{kind}.yaml")
    (problem,) = schemas.find_problems(document, kind)
    assert (problem.place, problem.message.text) == (tuple(place.split(".")), "This text is empty.")


def test_one_pattern_says_what_is_blank() -> None:
    assert schemas.load_schema("questionnaire")["$defs"]["filled"]["pattern"] == SEEN
    for path in shipped("schemas").glob("*.json"):
        assert '"minLength"' not in path.read_text(encoding="utf-8"), f"{path.name}: refer to “filled”"


def test_no_space_and_nothing_invisible_is_a_text() -> None:
    unseen = [c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c) in ("Zs", "Zl", "Zp", "Cc")]
    assert [c for c in unseen if not is_blank(c)] == []
    assert all(map(is_blank, BLANKS.values()))
    seen = [c for c in map(chr, range(0x21, 0x3000)) if unicodedata.category(c)[0] in "LNPS" and is_blank(c)]
    assert set(seen) == set("\u115f\u1160\u2800"), "letters and signs in name only"


def test_a_blank_name_is_no_name_for_a_new_project(engage: Engage, place: Path) -> None:
    ran = engage("new", "n.yaml", "--set", "name=\u200b", "--set", "phase=idee")
    assert ran.code == 2
    assert "“name” takes a text." in ran.err
    assert not (place / "n.yaml").exists()


# ── the farthest day of a waiver ──


def far(check: Check, *words: str) -> list[tuple[str, str]]:
    found = check("project.yaml", "--output-format=json", *words).found()
    return [(one["severity"], one["message"]) for (rule, _), one in found.items() if rule == "waiver-far"]


@pytest.mark.parametrize(
    ("until", "policy", "found"),
    [
        ("9999-12-31", "charter", ("note", "2027-11-23")),
        ("2027-11-24", "charter", ("note", "2027-11-23")),
        ("2027-11-23", "charter", None),
        ("9999-12-31", "strict", ("warning", "2027-11-23")),
        ("2027-06-01", "p.yaml", ("error", "2027-05-23")),
        ("2027-05-23", "p.yaml", ("note", "2027-02-23")),
        ("2027-02-23", "p.yaml", None),
        ("9999-12-31", "off.yaml", None),
    ],
)
def test_a_waiver_may_end_within_a_year_unless_the_policy_says_otherwise(
    check: Check, place: Path, until: str, policy: str, found: tuple[str, str] | None
) -> None:
    (place / "project.yaml").write_text(project_text(waivers=[waiver(until=until)]))
    rules = "rules: {waiver-far: [{severity: error, within: P6M}, {severity: note, within: P3M}]}"
    (place / "p.yaml").write_text(f"engage: 1\nid: p\ntitle: P\n{rules}\n")
    (place / "off.yaml").write_text("engage: 1\nid: p\ntitle: P\nrules: {waiver-far: off}\n")
    said = "The waiver of gate-unmet for “{}” ends on {}; the farthest day allowed is {}."
    wanted = [] if found is None else [(found[0], said.format(QUESTION, until, found[1]))]
    assert far(check, f"--policy={policy}") == wanted


def test_it_puts_off_all_the_same(check: Check, write: Write) -> None:
    write(waivers=[waiver(until="9999-12-31")])
    ran = check("project.yaml", "--output-format=json")
    assert [one for _, one in ran.found("waived")] == [QUESTION]
