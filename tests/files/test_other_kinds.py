"""A file of one kind given where another is expected: one sentence, not a fault for each key."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from engage_cli.errors import InputError
from engage_cli.files import schemas, yaml_reading
from engage_cli.files.reading import FOREIGN
from engage_cli.files.schemas import COMMON, HELD

ROOT = Path(__file__).parents[2]
SCHEMAS = {path.name.split(".")[0]: json.loads(path.read_text()) for path in (ROOT / "schemas").glob("*.schema.json")}
TOLD = sorted(kind for kind, schema in SCHEMAS.items() if set(schema.get("required", ())) - COMMON)
READ = [kind for kind in schemas.KINDS if kind in HELD]


def least(schema: Mapping[str, Any]) -> dict[str, None]:
    """What has the keys of a kind, and none of its values."""
    return dict.fromkeys(schema.get("required", ()))


def said(value: object, wanted: str) -> list[str]:
    document = yaml_reading.parse(json.dumps(value), "given.yaml")
    return [str(problem.message) for problem in schemas.find_problems(document, wanted)]


@pytest.mark.parametrize("wanted", READ)
def test_every_kind_is_told_from_the_one_that_is_expected(wanted: str) -> None:
    for kind in TOLD:
        if kind != wanted:
            found = HELD.get(kind, HELD["results"])
            sentence = f"This file holds {found}. What is expected: {HELD[wanted]}."
            assert said(least(SCHEMAS[kind]), wanted) == [sentence], kind


def test_a_faulty_file_of_the_kind_itself_is_read_to_its_end() -> None:
    for wanted in READ:
        own = [] if wanted in TOLD else list(SCHEMAS[wanted]["properties"])
        for value in (least(SCHEMAS[wanted]), {"engage": 1, "unheard": 1}, *({key: 1} for key in own)):
            assert not any(one.startswith("This file holds") for one in said(value, wanted)), wanted
    slipped = said({"engage": 1, "assessment": {}, "answers": {}}, "project")
    assert "The key “charter” is missing." in slipped


def test_what_was_replaced_is_no_project() -> None:
    assert said([{"replaced": "2026-01-01", "id": "a"}], "project")[0].startswith("This file holds what was replaced")
    assert said([], "project") == said([1], "project") != said([{"saved": "2026-01-01"}], "project")


BEGINNINGS = (
    b"%PDF-1.7\n", b"PK\x03\x04\0", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff\xe0", b"GIF89a",
    b"\xef\xbb\xbf <!DOCTYPE html>", b"<HTML lang=fr>", b"BEGIN:VCALENDAR\r",
)  # fmt: skip


@pytest.mark.parametrize("begins", BEGINNINGS)
def test_what_another_program_reads_is_called_by_its_name(begins: bytes) -> None:
    with pytest.raises(InputError) as error:
        yaml_reading.decode_text(begins + b" more\0", "given")
    [problem] = error.value.problems
    assert str(problem.message).startswith("This file is a ")


def test_each_beginning_is_tried_and_no_text_is_taken_for_one() -> None:
    assert all(any(mark.match(one) for one in BEGINNINGS) for mark, _ in FOREIGN)
    for text in ("PK: 1", "<b>", "a: <!doctype html>", "%YAML 1.2\n---\na: 1", "BEGIN: 1"):
        assert yaml_reading.decode_text(text.encode(), "given") == text
