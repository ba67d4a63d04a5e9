"""Changes to hand-written YAML: the value is what was meant, and every byte outside it stays."""

import difflib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engage_cli.errors import UsageError
from engage_cli.files.yaml_editing import plain_equal, remove, set_mapping, set_value
from engage_cli.files.yaml_reading import parse
from engage_cli.i18n import translator
from tests.chance import examples
from tests.files.written_documents import KEYS, MAPPINGS, VALUES, documents, places

PROJECT = (Path(__file__).parent / "written_by_hand.yaml").read_bytes().decode()
ANSWERS = ("assessment", "answers")


def difference(before: str, after: str) -> str:
    """The lines taken out, marked "-", and put in, marked "+"."""
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""))[2:]
    return "".join(f"{line}\n" for line in lines if line[0] in "+-")


def cases(name: str) -> list[list[str]]:
    """The cases of a file here: parts, each but the last closed by a line of dashes."""
    text = (Path(__file__).parent / name).read_text("utf-8")
    return [case.split("-----\n") for case in text.split("=====\n")]


@pytest.mark.parametrize(("change", "lines"), cases("differences.txt"))
def test_a_change_takes_and_puts_only_its_lines(change: str, lines: str) -> None:
    place, value = json.loads(change)
    assert difference(PROJECT, set_value(parse(PROJECT, "p.yaml"), tuple(place), value)) == lines


def test_what_is_said_already_changes_no_byte() -> None:
    document = parse(PROJECT, "p.yaml")
    for place in places(document.value)[1:]:
        value = document.value
        for key in place:
            value = value[key]  # type: ignore[index]
        assert set_value(document, place, value) == PROJECT


def test_a_mapping_is_changed_key_by_key() -> None:
    answer = {"choice": "engage", "evidence": [{"title": "Devis"}], "note": "deux\nlignes\n"}
    after = set_mapping(parse(PROJECT, "p.yaml"), (*ANSWERS, "a.b"), answer)
    assert difference(PROJECT, after) == "+      evidence:\n+        - title: Devis\n"
    after = set_mapping(parse(after, "p.yaml"), (*ANSWERS, "a.b"), {"unknown": True})
    assert "    a.b:\n      unknown: true\n\n      # pense-bête\n" in after


def test_items_of_a_list_keep_their_comments() -> None:
    text = "a:\n  - id: x  # premier\n    do: un\n  # deux\n  - id: z  # deuxième\n  - id: t  # troisième\n"
    document = parse(text, "p.yaml")
    assert set_mapping(document, (), {"a": [{"id": "x", "do": "un"}, {"id": "t"}]}) == text.replace(
        "  - id: z  # deuxième\n", ""
    )
    more = [{"id": "x", "do": "deux"}, {"id": "z"}, {"id": "t"}, {"id": "u"}]
    assert set_mapping(document, (), {"a": more}) == text.replace("un\n", "deux\n") + "  - id: u\n"


@pytest.mark.parametrize(("before", "change", "after"), cases("edited_yaml.txt"))
def test_every_style_keeps_its_manners(before: str, change: str, after: str) -> None:
    place, value = json.loads(change)
    assert set_value(parse(before, "p.yaml"), tuple(place), value) == after


@pytest.mark.parametrize(
    ("before", "place", "value", "after"),
    [
        ("a: |\n  sans fin", ("b",), 1, "a: |-\n  sans fin\nb: 1"),
        ("b: 1", ("a",), "u\nv\n", "b: 1\na: |\n  u\n  v\n"),
        ("b: 1", ("a",), {"c": "d"}, "b: 1\na:\n  c: d"),
        ("# rien\na: ~", ("a", "b", "c", 0, "d"), 1, "# rien\na:\n  b:\n    c:\n      - d: 1"),
        ("a: 1\r\nb:\r\n  c: 2\r\n", ("b", "d"), "x\ny\n", "a: 1\r\nb:\r\n  c: 2\r\n  d: |\r\n    x\r\n    y\r\n"),
        ("a: 1\rb: 2\r", ("c",), 3, "a: 1\rb: 2\rc: 3\r"),
        ("\ufeffa: 1 # é😀\n", ("a",), "😀", "\ufeffa: 😀 # é😀\n"),
    ],
)
def test_line_ends_and_byte_order_marks_stay(before: str, place: Any, value: object, after: str) -> None:
    assert set_value(parse(before, "p.yaml"), place, value) == after


PLAIN = [
    "texte simple, avec l’accent « é » (et une suite) ; https://exemple.ca/?a=1#b",
    *("2026-10-02", "1.0.0", "P12M", "sha256:ab12", "😀", "שלום", "<script>", "a|b", "100 %", "$x", "(note)"),
]


@pytest.mark.parametrize("text", PLAIN)
def test_what_nobody_could_mistake_is_not_quoted(text: str) -> None:
    assert set_value(parse("k: 1\n", "p.yaml"), ("k",), text) == f"k: {text}\n"


QUOTED = [
    "no",
    "1.10",
    "12:30",
    "true",
    "null",
    "",
    "1e3",
    "a: b",
    "a #b",
    "- x",
    " x",
    "x:",
    "{{ x }}",
    "| a |",
    "=1+1",
]


@pytest.mark.parametrize("text", QUOTED)
def test_what_might_be_mistaken_is_quoted(text: str) -> None:
    assert set_value(parse("k: 1\n", "p.yaml"), ("k",), text) == f'k: "{text}"\n'


@pytest.mark.parametrize(
    ("value", "written"),
    [
        *(('"x"', '"\\"x\\""'), ("\u202ex", '"\\u202Ex"'), ("a\tb", '"a\\tb"'), ("x\u2028y", '"x\\u2028y"')),
        *(("  a\nb", '"  a\\nb"'), ("a\n\n", '"a\\n\\n"'), ("a\r\nb", '"a\\r\\nb"')),
        *((None, "null"), (True, "true"), (1, "1"), (0.4, "0.4"), (1e-7, "1e-07"), ([], "[]"), ({}, "{}")),
    ],
)
def test_values_are_written_so_that_they_are_read_back(value: object, written: str) -> None:
    assert set_value(parse("k: 1\n", "p.yaml"), ("k",), value) == f"k: {written}\n"


@pytest.mark.parametrize(("before", "place", "after"), cases("removed_yaml.txt"))
def test_what_is_removed_leaves_the_rest(before: str, place: str, after: str) -> None:
    assert remove(parse(before, "p.yaml"), tuple(json.loads(place))) == after


def test_what_cannot_be_changed_alone_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        set_value(parse("a: &x {k: 1}\nb: *x\n", "p.yaml"), ("a", "k"), 2)
    assert caught.value.message.say(translator("en")) == (
        "“a.k” cannot be changed in “p.yaml” without touching what is around it."
    )


@pytest.mark.parametrize("text", ["\x07", "a\x1b[2J", "\ud800"])
def test_control_characters_are_never_written(text: str) -> None:
    for value in (text, {text: 1}, [text]):
        with pytest.raises(UsageError, match="control character"):
            set_value(parse("a: 1\n", "p.yaml"), ("a",), value)


@pytest.mark.parametrize("value", [object(), {1: 2}, float("nan"), {1, 2}])
def test_what_is_no_value_of_yaml_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        set_value(parse("a: 1\n", "p.yaml"), ("a",), value)


def at(value: Any, place: tuple[str | int, ...]) -> Any:
    for key in place:
        value = value[key]
    return value


def kept(before: str, after: str) -> int:
    """How many characters both begin and end with."""
    begin = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    rest = min(len(before), len(after)) - begin
    return begin + next((i for i in range(rest) if before[-1 - i] != after[-1 - i]), rest)


@settings(max_examples=examples(80), deadline=None)
@given(documents(), VALUES, st.data())
def test_a_value_is_replaced_and_nothing_else(written: tuple[str, Any], new: object, data: st.DataObject) -> None:
    text, value = written
    place = data.draw(st.sampled_from(places(value)[1:]))
    document = parse(text, "p.yaml")
    after = set_value(document, place, new)
    assert plain_equal(at(parse(after, "p.yaml").value, place), new)
    before = text[: document.key_mark(place).start]
    if isinstance(place[-1], int):
        before = re.sub(r"-\s*(#.*\s*)+$", "", before)  # a scalar stands beside its dash, comments on it below
    assert after.startswith(before.rstrip("- \r\n"))
    if plain_equal(at(value, place), new):
        assert after == text


@settings(max_examples=examples(80), deadline=None)
@given(documents(), KEYS, VALUES, st.data())
def test_what_is_new_is_inserted_and_takes_nothing(
    written: tuple[str, Any], key: str, new: object, data: st.DataObject
) -> None:
    text, value = written
    grown = [place for place in places(value) if isinstance(at(value, place), dict | list) and at(value, place)]
    place = data.draw(st.sampled_from(grown))
    below: str | int = len(at(value, place)) if isinstance(at(value, place), list) else f"{key} new"
    after = set_value(parse(text, "p.yaml"), (*place, below), new)
    assert plain_equal(at(parse(after, "p.yaml").value, (*place, below)), new)
    assert kept(text, after) == len(text) or not text.endswith("\n")  # else a text below | may need its break kept out


@settings(max_examples=examples(60), deadline=None)
@given(documents(), st.data())
def test_what_is_removed_is_one_stretch(written: tuple[str, Any], data: st.DataObject) -> None:
    text, value = written
    place = data.draw(st.sampled_from(places(value)[1:]))
    after = remove(parse(text, "p.yaml"), place)
    siblings = at(value, place[:-1])
    assert kept(text, after) == len(after) or len(siblings) == 1
    assert len(at(parse(after, "p.yaml").value, place[:-1])) == len(siblings) - 1


@settings(max_examples=examples(60), deadline=None)
@given(documents(), MAPPINGS)
def test_any_mapping_becomes_any_other(written: tuple[str, Any], wanted: dict[str, object]) -> None:
    after = set_mapping(parse(written[0], "p.yaml"), (), wanted)
    assert plain_equal(parse(after, "p.yaml").value, wanted)
