"""C11: what no report could show is refused when it is read, with its line; nobody waits for a PDF of it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engage_cli.files import schemas
from engage_cli.text import LONGEST_NAME, LONGEST_PROSE
from engage_cli.wizard import writing
from tests.check.conftest import Check, project_text
from tests.cli.conftest import Engage
from tests.wizard.making import ENGLISH, Scripted

Write = Callable[..., Path]
ID = "personne.besoins-publics"


def answer(**more: Any) -> dict[str, Any]:
    return {"answers": {ID: {"choice": "engage", **more}}}


LONG: dict[str, tuple[int, Callable[[str], dict[str, Any]]]] = {
    f"assessment.answers.{ID}.note": (LONGEST_PROSE, lambda text: answer(note=text)),
    f"assessment.answers.{ID}.by": (LONGEST_NAME, lambda text: answer(by=text)),
    f"assessment.answers.{ID}.evidence[0].title": (LONGEST_NAME, lambda text: answer(evidence=[{"title": text}])),
    f"assessment.answers.{ID}.evidence[0].where": (
        LONGEST_PROSE,
        lambda text: answer(evidence=[{"title": "t", "where": text}]),
    ),
    "assessment.participants[0]": (LONGEST_NAME, lambda text: {"participants": [text]}),
    "assessment.actions[0].do": (LONGEST_PROSE, lambda text: {"actions": [{"id": "a", "do": text}]}),
    "charter.name": (LONGEST_NAME, lambda text: {"name": text}),
}


@pytest.mark.parametrize("key", LONG)
def test_a_text_has_a_bound(check: Check, write: Write, key: str) -> None:
    most, made = LONG[key]
    write(**made("é" * most))
    assert check("project.yaml", "--policy=charter").code in (0, 1)
    write(**made("é" * (most + 1)))
    ran = check("project.yaml", "--output-format=json")
    (found,) = ran.json["files"][0]["findings"]
    assert (ran.code, found["message"]) == (2, f"{key}: At most {most:,} characters.")
    assert found["line"] > 1


@pytest.mark.parametrize(
    ("language", "said"), [("en", "At most 20,000 characters."), ("fr", "Au plus 20\u00a0000 caractères.")]
)
@pytest.mark.parametrize("command", ["report", "form", "batch"])
def test_a_note_of_a_megabyte_ends_at_its_line(
    engage: Engage, place: Path, command: str, language: str, said: str
) -> None:
    (place / "p.yaml").write_text(project_text(**answer(note="word " * 200_000)), encoding="utf-8")
    more = ["-o", "out.md" if command == "report" else "out"] if command in ("report", "batch") else []
    ran = engage(command, "p.yaml", *more, "--lang", language, *(["-j1"] if command in ("batch", "portfolio") else []))
    assert ran.code == 2
    assert said in ran.err
    assert len(ran.err) < 2_000
    assert "p.yaml:39:" in ran.err


def test_ids_of_any_length_are_refused_and_not_repeated(engage: Engage, place: Path) -> None:
    whole = json.loads(project_text(**answer()))
    whole["assessment"]["answers"]["q" * 1_000_000] = {"choice": "c" * 1_000_000}
    whole["charter"]["facets"]["f" * 1_000_000] = "x" * 1_000_000
    (place / "p.yaml").write_text(json.dumps(whole))
    ran = engage("score", "p.yaml")
    assert ran.code == 2
    assert len(ran.err) < 10_000


def test_a_questionnaire_has_bounds_too(engage: Engage, place: Path) -> None:
    whole = {
        "engage": 1, "id": "q", "version": "1.0.0", "title": "Q" * 20_001, "languages": ["fr"],
        "sections": [{"id": "s", "title": "S"}],
    }  # fmt: skip
    (place / "questionnaire.yaml").write_text(json.dumps(whole, indent=1))
    ran = engage("questionnaire", "show", "questionnaire.yaml")
    assert (ran.code, "questionnaire.yaml:5:11: title: At most 20,000 characters." in ran.err) == (2, True)


def test_the_bounds_are_those_of_the_schemas() -> None:
    project, filled = schemas.load_schema("project")["$defs"], schemas.load_schema("questionnaire")["$defs"]["filled"]
    assert filled["maxLength"] == project["lineOrNothing"]["maxLength"] == LONGEST_PROSE
    assert project["name"]["maxLength"] == project["nameOrNothing"]["maxLength"] == LONGEST_NAME


def test_the_wizard_keeps_what_is_too_long_to_be_shortened() -> None:
    asker = Offered(["x" * 20_001, "y" * 20_000])
    assert writing.ask_prose(asker, ENGLISH, "Your note") == "y" * 20_000
    assert asker.values == ["", "x" * 20_001]
    assert "There are 20001 characters; at most 20000 are allowed." in asker.shown
    assert writing.ask_name(Offered(["x" * 501, "z"]), ENGLISH, "Title") == "z"


class Offered(Scripted):
    """Keeps what there was to edit."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(lines)
        self.values: list[str] = []

    def lines(self, ask: str, *, value: str = "") -> str:
        self.values.append(value)
        return self.line(ask)
