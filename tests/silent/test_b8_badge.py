"""B8: a badge names its policy, and is not green while a blocking requirement is open."""

import json
import shutil
from pathlib import Path

from tests.check.conftest import Check
from tests.cli.conftest import ROOT

OPEN = "examples/nanotechnologies/project.yaml"


def badge(check: Check, *words: str) -> dict[str, str]:
    check("project.yaml", "--badge=b.json", "--as-of=2026-11-23", *words)
    found: dict[str, str] = json.loads(Path("b.json").read_text(encoding="utf-8"))
    return found


def test_open_must_haves_are_said(check: Check, place: Path) -> None:
    shutil.copy(ROOT / OPEN, place / "project.yaml")
    shown = badge(check)
    assert shown["message"].startswith("policy charter met until ")
    assert shown["message"].endswith(", 2 blocking requirements open")
    assert shown["color"] == "8a6d00"
    assert badge(check, "--policy=strict")["message"] == "policy strict not met"


def test_what_is_put_off_is_not_open(check: Check, place: Path) -> None:
    text = (ROOT / OPEN).read_text(encoding="utf-8")
    waived = "rule: gate-unmet, question: personne.acces-en-salle, because: B, approved_by: A, until: 2027-01-01"
    assert "\n  waivers:\n" in text
    more = text.replace("\n  waivers:\n", f"\n  waivers:\n    - {{{waived}}}\n")
    (place / "project.yaml").write_text(more, encoding="utf-8")
    assert badge(check)["message"].endswith(", 1 blocking requirement open")
