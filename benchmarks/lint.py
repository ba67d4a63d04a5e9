"""`engage questionnaire lint` of what is shipped, and of a large questionnaire: CPU seconds.

    python benchmarks/lint.py [RUNS]

Aims: what is shipped under a second; 300 questions with 200 conditions, most of which read answers, under two.
"""

import json
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import Any

from measuring import Command, medians, python, table

from engage_cli.questionnaire.library import shipped_questionnaires

NOTHING = "python -c pass"
SECTIONS, EACH, CONDITIONS = 12, 25, 200


def main(runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder, "large")
        large.mkdir()
        # JSON is YAML.
        (large / "questionnaire.yaml").write_text(json.dumps(questionnaire(), ensure_ascii=False), encoding="utf-8")
        commands = {NOTHING: python("-c", "pass"), "engage --version": python("-m", "engage_cli", "--version")}
        for id, path in (*shipped_questionnaires(), (f"{SECTIONS * EACH} questions, {CONDITIONS} conditions", large)):
            commands[f"lint, {id}"] = lint(path)
        print(table(medians(commands, runs), NOTHING))


def lint(path: Path) -> Command:
    """A lint of the questionnaire in a folder."""
    return python("-m", "engage_cli", "questionnaire", "lint", str(path))


def questionnaire() -> dict[str, Any]:
    """Facts of three types; questions of a risk assessment, two in three of which hang on facts or earlier answers."""
    random = Random(1)
    labels = {f"c{n}": f"Choice {n}" for n in range(8)}
    facets: dict[str, Any] = {
        "stage": {"type": "one", "ordered": True, "required": True, "ask": "Stage?", "choices": labels},
        "kind": {"type": "many", "required": True, "ask": "Kind?", "choices": labels},
    }
    facets |= {f"f{n}": {"type": "yes_no", "unknown_is": True, "ask": f"Fact {n}?"} for n in range(16)}
    ids = [f"s{n // EACH}.q{n}" for n in range(SECTIONS * EACH)]
    conditional = set(random.sample(ids[10:], CONDITIONS))
    questions = [_question(random, id, ids[:n], conditional=id in conditional) for n, id in enumerate(ids)]
    sections = [
        {"id": f"s{n}", "title": f"Section {n}", "questions": questions[n * EACH : (n + 1) * EACH]}
        for n in range(SECTIONS)
    ]
    return {
        "engage": 1, "id": "large", "version": "1.0.0", "title": "Large", "languages": ["en"],
        "facets": facets, "timeline": "stage", "leads": {"one": "One"}, "basis": {"law": "Law"},
        "scales": {"risk": {"choices": {f"l{n}": {"points": n, "label": f"Level {n}"} for n in range(4)}}},
        "sections": sections,
    }  # fmt: skip


def _question(random: Random, id: str, before: list[str], *, conditional: bool) -> dict[str, Any]:
    found: dict[str, Any] = {"id": id, "title": id, "ask": f"{id}?", "scale": "risk"}
    slug = id.replace(".", "-")
    found["recommendations"] = [
        {"id": f"{slug}-{n}", "at": at, "to": "l3", "do": "Do", "effort": "S", "lead": "one"}
        for n, at in enumerate((["l0", "l1"], ["l2"]))
    ]
    if random.random() < 0.2:
        found["gate"] = {"basis": "law", "rule": "Rule", "certainty": "high", "at": {"c2": "l1", "c5": "l2"}}
    if conditional:
        found["when"] = _condition(random, before)
    return found


def _condition(random: Random, before: list[str]) -> dict[str, Any]:
    terms: list[dict[str, Any]] = [{random.choice(before[-30:]): {"at_least": random.choice(["l1", "l2"])}}]
    if random.random() < 0.5:
        terms.append({"kind": [f"c{n}" for n in random.sample(range(8), 3)]})
    if random.random() < 0.5:
        terms.append({f"f{random.randrange(16)}": True})
    if random.random() < 0.2:
        terms.append({random.choice(before[-30:]): ["l0", "l3"]})
    return {random.choice(["all", "all", "any"]): terms}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
