"""`--set` and `--if`: what would be, said to be so everywhere, nothing written, nothing passed silently."""

import json
from pathlib import Path

import jsonschema_rs
import pytest

from .conftest import ROOT, Engage

PROJECT = ROOT / "examples/fabrique-a-bede/project.yaml"


def _schema(name: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(json.loads((ROOT / f"schemas/{name}.schema.json").read_text(encoding="utf-8")))


def _flat(text: str) -> str:
    return " ".join(text.split())


def test_the_next_phase_is_shown_with_what_it_changes_and_nothing_is_written(engage: Engage) -> None:
    before = PROJECT.read_bytes()
    ran = engage("score", str(PROJECT), "--set", "phase=exploitation")
    out = _flat(ran.out)
    assert ran.code == 0
    assert "Supposed, not written anywhere: Phase: Operation." in out
    changed = out[out.index("What would change") : out.index("Blocking requirements")]
    assert (
        "3 more questions are asked: P5.5 Lessons passed on; P7.5 Reporting back; O5.6 Studies and reports released"
        in changed
    )
    assert "More is expected of 46 questions" in changed
    assert "P1.5 Privacy from the outset: met → not met" in changed
    assert "P6.8 Legal deposit: not yet due → not met" in changed
    assert f"engage explain {PROJECT} P6.8 --set phase=exploitation" in out
    assert PROJECT.read_bytes() == before


def test_an_answer_is_supposed_with_its_evidence_by_reference_and_level(engage: Engage) -> None:
    out = _flat(engage("score", str(PROJECT), "--if", "p1.3=3").out)
    assert "Supposed, not written anywhere: P1.3 Accessibility of online content: level 3 (Demonstrated)" in out
    explained = _flat(engage("explain", str(PROJECT), "P1.3", "--if", "P1.3=demontre").out)
    assert "Supposed, not written anywhere" in explained
    assert "Answer supposed level 3 (Demonstrated)" in explained
    assert "3 out of 3 points = 1 = 100%" in explained
    assert "project.yaml:" not in explained


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        (("--if", "soil.tested=laboratory"), "· Growing → Thriving"),
        (("--if", "people.keys=no"), "People: 0% to 50% → 0% · between “Bare” and “Thriving” → Bare"),
        (("--if", "water.lid=yes"), "Lid: not met → met"),
        (("--if", "soil.cover=nothing"), "Soil: 15.7 out of 20 → 11.4 out of 20"),
        (("--if", "soil.feeding=unknown"), "· Growing → between “Bare” and “Growing”"),
        (("--set", "plot=balcony"), "2 questions are no longer asked: Lid; Meetings"),
        (("--set", "shared=no"), "3 questions are no longer asked: Meetings; Keys; Wishes"),
        (("--set", "crops=bees,flowers", "--if", "soil.tested=home"), "Tested: not asked"),
        (("--set", "plot=Yard"), "Nothing: the results stay as they are."),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else "",
)
def test_what_would_change(engage: Engage, words: tuple[str, ...], changed: str) -> None:
    ran = engage("score", "garden", *words)
    assert ran.code == 0
    assert changed in _flat(ran.out)


def test_an_overview_says_that_it_is_supposed(engage: Engage) -> None:
    for words in ((), ("soil",), ("both",)):
        assert "Supposed, not written anywhere: How large is the plot? Balcony." in _flat(
            engage("explain", "garden", *words, "--set", "plot=balcony").out
        )


def test_json_says_what_is_supposed(engage: Engage) -> None:
    found = json.loads(engage("score", "garden", "--json", "--set", "plot=balcony", "--if", "water.barrel=no").out)
    _schema("results").validate(found)
    assert found["supposed"] == {"facets": {"plot": "balcony"}, "answers": {"water.barrel": ["no"]}}
    assert "supposed" not in json.loads(engage("score", "garden", "--json").out)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--set", "plott=yard"),
            "There is no fact “plott”.\n  hint: Did you mean “plot”? Possible here: plot, crops, shared.",
        ),
        (
            ("--set", "plot=yrd"),
            "Unknown choice “yrd”.\n  hint: Did you mean “yard”? Possible here: balcony, yard, field.",
        ),
        (("--set", "plot=unknown"), "The facet “plot” must be known."),
        (("--set", "plot=inconnue"), "The facet “plot” must be known."),
        (("--set", "shared=perhaps"), "“shared” is yes, no or unknown."),
        (("--set", "crops=,"), "At least 1 choice is needed."),
        (("--set", "crops=bees,fruit,flowers,vegetables"), "At most 3 choices are allowed."),
        (("--set", "plot"), "“plot” does not say what it supposes.\n  hint: Write it as --set FACT=VALUE."),
        (("--set", "water.lid=yes"), "There is no fact “water.lid”.\n  hint: For an answer: --if QUESTION=LEVEL"),
        (("--if", "plot=yard"), "There is no question “plot”.\n  hint: For a fact: --set FACT=VALUE"),
        (("--if", "soil.feding=daily"), "There is no question “soil.feding”.\n  hint: Did you mean “soil.feeding”?"),
        (
            ("--if", "x=y"),
            "There is no question “x”.\n  hint: They are listed by: engage questionnaire show garden",
        ),
        (
            ("--if", "soil.feeding=weakly"),
            "Unknown choice “weakly”.\n  hint: Did you mean “weekly”? Possible here: never, rarely, weekly, daily.",
        ),
        (("--if", "people.wishes=none"), "“people.wishes” is answered with a text; nothing can be supposed of it."),
        (("--if", "soil.cover=mulch,nothing"), "“nothing” cannot go with another choice."),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else "",
)
def test_what_the_questionnaire_does_not_have(engage: Engage, words: tuple[str, ...], said: str) -> None:
    ran = engage("score", "garden", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"engage: {said}\n"


def test_french_says_it_too(engage: Engage) -> None:
    ran = engage("score", str(PROJECT), "--lang", "fr", "--set", "phase=xploitation")
    assert "Vouliez-vous dire «\N{NO-BREAK SPACE}exploitation\N{NO-BREAK SPACE}»?" in ran.err
    out = _flat(engage("score", str(PROJECT), "--lang", "fr", "--set", "phase=exploitation").out)
    assert "Supposé, écrit nulle part : Phase : Exploitation." in out
    assert "P1.5 Vie privée dès la conception : atteinte → non atteinte" in out


def test_a_check_says_in_text_that_it_is_supposed(engage: Engage) -> None:
    ran = engage("check", str(PROJECT), "--set", "phase=exploitation", "--policy", "strict")
    first, *_, last = ran.out.splitlines()
    assert ran.code == 1
    assert first == "Supposed: phase=exploitation. Nothing is written, and the files are not judged as they are."
    assert last.startswith("If it were so: 1 file checked, 1 does not pass")
    assert "“Privacy from the outset” must be at “Demonstrated”" in ran.out


def test_a_check_that_would_pass_never_passes_silently(engage: Engage, tmp_path: Path) -> None:
    words = ("check", "garden/project.yaml", "--as-of", "2026-10-02", "--if", "water.lid=yes")
    strictly = ("--fail-on", "warning")
    assert engage(*words[:-2], *strictly).code == 1
    ran = engage(*words, "--if", "people.keys=yes", *strictly, "--output-format", "json", "--quiet")
    assert ran.code == 0
    found = json.loads(ran.out)
    _schema("check-results").validate(found)
    assert found["supposed"] == ["water.lid=yes", "people.keys=yes"]
    assert found["files"][0]["supposed"] == {"facets": {}, "answers": {"water.lid": ["yes"], "people.keys": ["yes"]}}
    assert ran.err.startswith("Supposed: water.lid=yes; people.keys=yes. Nothing is written,")
    summary = engage(*words, "--output-format", "markdown").out
    assert "**Supposed: water.lid=yes." in summary
    written = tmp_path / "found.json"
    assert engage(*words, "--output-format", "json", "-o", str(written), "--quiet").err.startswith("Supposed: ")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("--output-format", "sarif"), "sarif"),
        (("--output-format", "github"), "github"),
        (("--also", "junit=found.xml"), "junit"),
        (("--badge", "badge.svg"), "--badge"),
        (("--write-baseline", "known.yaml"), "--write-baseline"),
    ],
    ids=lambda value: value[-1] if isinstance(value, tuple) else value,
)
def test_what_is_supposed_goes_nowhere_where_it_would_be_taken_for_what_is(
    engage: Engage, words: tuple[str, ...], name: str
) -> None:
    ran = engage("check", "garden/project.yaml", "--if", "water.lid=yes", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"engage: The format “{name}” would present a supposition as a fact.\n"
        "  hint: With --set or --if, the output is one of: text, statistics, json, markdown.\n"
    )


def test_in_a_job_of_github_the_default_is_text(engage: Engage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert engage("check", "garden/project.yaml", "--if", "water.lid=yes").out.startswith("Supposed: ")
