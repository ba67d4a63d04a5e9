"""`engage score` and `engage explain`: pages held against golden files, sums that add up, JSON as its schema says."""

import json
import os
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given

from engage_cli.report.results import fraction_values, result_values, round_to_float
from engage_cli.scoring.assessment import assess
from engage_cli.scoring.question_scores import Range
from engage_cli.scoring.results import Assessment, NodeScore, Term
from engage_cli.wording.arithmetic import Read, format_sums

from ..scoring import making
from .conftest import ROOT, Engage

GOLDEN = Path(__file__).parent / "golden"
SCHEMA = jsonschema_rs.validator_for(
    json.loads((ROOT / "schemas/results.schema.json").read_text(encoding="utf-8")), validate_formats=True
)
EXAMPLES = sorted((ROOT / "examples").glob("*/project.yaml"))
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


def golden(name: str, text: str) -> None:
    """Holds `text` against the file; ENGAGE_GOLDEN=1 writes it anew, to be read before it is committed."""
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("ENGAGE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "words",
    [
        ("score",),
        ("score", "--quick"),
        ("explain",),
        ("explain", "soil"),
        ("explain", "people"),
        ("explain", "both"),
        ("explain", "soil.feeding"),
        ("explain", "soil.tested"),
        ("explain", "water.lid"),
        ("explain", "people.keys"),
    ],
    ids=lambda words: "-".join(words).replace("--", ""),
)
def test_pages(engage: Engage, words: tuple[str, ...], language: str) -> None:
    command, *rest = words
    ran = engage(command, "garden", *rest, "--lang", language)
    assert ran.code == 0
    golden(f"{'-'.join(words).replace('--', '')}.{language}", ran.out)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_narrow_screen_takes_nothing_away(engage: Engage, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    ran = engage("score", "garden", "--lang", language)
    golden(f"narrow.{language}", ran.out)
    assert max(len(line) for line in ran.out.splitlines() if "engage " not in line) <= 40


def test_an_open_must_have_outside_the_aims_is_named_where_it_holds_results_under_reserve(engage: Engage) -> None:
    out = " ".join(engage("score", str(ROOT / "examples/fabrique-a-bede"), "--lang", "fr").out.split())
    assert "Hors de ses visées, il reste à régler : O1.3 Droits libérés." in out


def test_bars_come_before_what_is_declared_where_evidence_lowers_nothing(
    engage: Engage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = engage("score", str(ROOT / "examples/fabrique-a-bede")).out
    assert re.search(r"P1 Person +█+\|", out)
    assert "declared" not in out


def test_conditions_are_told_by_the_labels_of_facts(engage: Engage) -> None:
    out = " ".join(engage("explain", str(ROOT / "examples/fabrique-a-bede"), "P1", "--lang", "fr").out.split())
    assert "Volet en salle ou sur place : oui" in out


def test_colour_adds_nothing_but_colour(engage: Engage) -> None:
    coloured = engage("score", "garden", "--color", "always").out
    plain = engage("score", "garden").out
    assert "\x1b[" in coloured
    assert ESCAPES.sub("", coloured) == plain


def test_no_color_is_heeded(engage: Engage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in engage("score", "garden").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in engage("score", "garden").out


def test_no_break_spaces_are_kept(engage: Engage) -> None:
    out = engage("score", "garden", "--lang", "fr").out
    assert re.search(r"\d\u00a0%", out)
    assert not re.search(r"(?m)^ *[:%»]", out)


def test_the_place_of_an_answer_is_its_line(engage: Engage) -> None:
    lines = Path("garden/project.yaml").read_text(encoding="utf-8").splitlines()
    out = " ".join(engage("explain", "garden", "soil").out.split())
    found = dict(re.findall(r"(Feeding|Cover|Tested)\b.*?garden/project\.yaml:(\d+)", out))
    assert {name: lines[int(line) - 1].split(":")[0].strip() for name, line in found.items()} == {
        "Feeding": "soil.feeding",
        "Cover": "soil.cover",
        "Tested": "soil.tested",
    }


def test_ids_and_refs_are_found_in_any_case(engage: Engage) -> None:
    example = str(EXAMPLES[0])
    by_ref, by_id = (engage("explain", example, name).out for name in ("p1.3", "Personne.ACCESSIBILITE-web"))
    assert by_ref == by_id != ""


# ── Sums ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def added(text: str) -> Fraction:
    """What a sum written out comes to, worked out anew from its signs."""
    if text.startswith("min("):
        return min(Fraction(part) for part in text[4:-1].split("; "))
    inside, _, weight = text.removeprefix("(").partition(") ÷ ")
    products = [[Fraction(factor) for factor in term.split(" × ")] for term in inside.split(" + ")]
    return sum((p[0] * (p[1] if len(p) > 1 else 1) for p in products), Fraction(0)) / Fraction(weight)


def readings(node: NodeScore) -> Iterator[tuple[Range | None, Read, Any]]:
    yield node.evidenced, lambda t: t.evidenced, lambda t: t.possible
    yield node.declared, lambda t: t.declared, lambda t: t.possible
    yield node.attainment, lambda t: t.attainment, _expected


def _expected(term: Term) -> Fraction:
    return term.expected or Fraction(0)


def nodes(a: Assessment) -> list[NodeScore]:
    return [*a.sections.values(), *a.indices.values()]


@making.FEW
@given(making.cases())
def test_sums_add_up(case: tuple[Any, Any]) -> None:
    assessment = assess(*case, as_of=making.TODAY)
    for node in nodes(assessment):
        for found, read, size in readings(node):
            shown = format_sums(node.method, node.terms, read, size)
            assert (shown is None) == (found is None), node.id
            if shown is not None and found is not None:
                assert [added(s.text) for s in shown] == [s.result for s in shown] == [found.low, found.high]


# ── JSON ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


@making.FEW
@given(making.cases())
def test_results_follow_their_schema(case: tuple[Any, Any]) -> None:
    values = result_values(assess(*case, as_of=making.TODAY))
    SCHEMA.validate(json.loads(json.dumps(values)))


@pytest.mark.parametrize("path", [Path("garden"), *EXAMPLES], ids=lambda p: p.parent.name or "garden")
def test_json_of_real_projects_follows_the_schema(engage: Engage, path: Path) -> None:
    ran = engage("score", str(path), "--json")
    values = json.loads(ran.out)
    SCHEMA.validate(values)
    assert values["scope"] == "full"
    assert set(values["provenance"]["questionnaire"]) == {"id", "version", "digest", "title"}


def test_json_is_the_same_in_both_languages(engage: Engage) -> None:
    assert engage("score", "garden", "--json").out == engage("score", "garden", "--json", "--lang", "fr").out


def test_json_names_nobody(engage: Engage) -> None:
    out = engage("score", "garden", "--json").out
    assert "diary.txt" not in out
    assert "Leaves come from the park" not in out


def test_shares_are_rounded_half_up_beside_their_fraction() -> None:
    assert fraction_values(Fraction(5, 12)) == {"value": 0.4167, "exact": "5/12"}
    assert round_to_float(Fraction(1, 20_000)) == 0.0001
    assert fraction_values(Fraction(3)) == {"value": 3.0, "exact": "3"}


def test_quick_reads_the_quick_questions_only(engage: Engage) -> None:
    values = json.loads(engage("score", "garden", "--json", "--quick").out)
    assert values["scope"] == "quick"
    assert {q["id"] for q in values["questions"] if q["state"] == "outside_scope"} >= {"soil.cover", "people.keys"}
