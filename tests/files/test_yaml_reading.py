"""The one door to YAML: what is written is what is meant, and whatever is wrong is said, all of it, where it is."""

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings

from engage_cli.errors import InputError, Problem
from engage_cli.files import yaml_reading
from engage_cli.files.yaml_editing import plain_equal, set_value
from engage_cli.files.yaml_reading import Document, parse, read
from engage_cli.i18n import translator
from tests.chance import examples
from tests.files.written_documents import documents, places


def said(problem: Problem) -> str:
    """The problem as people meet it: place of the file, sentence, hint."""
    english = translator("en")
    where = "" if problem.line is None else f":{problem.line}:{problem.column}"
    place = ".".join(map(str, problem.place))
    sentence = problem.message.say(english) + (f" {problem.hint.say(english)}" if problem.hint else "")
    return f"{problem.path}{where}: " + (f"{place}: " if place else "") + sentence


def refusal(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        parse(text, "p.yaml")
    return [said(problem) for problem in caught.value.problems]


def file_refusal(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(path)
    return [said(problem).removeprefix(str(path)) for problem in caught.value.problems]


EMPTY = "The file is empty. Was it saved? What each kind of file holds: engage schema"
NOT_UTF_8 = "The file is not encoded in UTF-8. Is this the right file? If it is, save it as UTF-8 in a text editor."
UNREADABLE = ": This file cannot be read. Check the name and, where it is a link, where it leads."
QUOTED = "Put a text that begins with “[”, “{” or “*” between quotation marks."

STAYS = "no No on off yes y n 1.10 12:30 12_000 0o17 0x1F 007 1e3 +1 -0 .5 5. .inf nan 2026-10-02 Null NULL 1.0.0 ٣ 5²"
LONG = "9" * 17, "9" * 5000, "-" + "9" * 5000, "1." + "1" * 5000


@pytest.mark.parametrize("text", [*STAYS.split(), *LONG])
def test_unquoted_text_stays_what_was_written(text: str) -> None:
    assert parse(f"a: {text}", "p.yaml").value == {"a": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("", None), ("~", None), ("null", None), ("true", True), ("TRUE", True), ("False", False), ("0", 0)),
        *(("-12", -12), ("999999999999999", 999999999999999), ("0.4", 0.4), ("1.5", 1.5), ("-1.0", -1.0)),
    ],
)
def test_null_truth_and_numbers_as_we_write_them_are_values(text: str, value: object) -> None:
    assert plain_equal(parse(f"a: {text}\nb: 1", "p.yaml").value, {"a": value, "b": 1})


@pytest.mark.parametrize("text", ['"1"', "'1'", "|-\n  1", ">-\n  1"])
def test_quoted_and_block_scalars_are_texts(text: str) -> None:
    assert parse(f"a: {text}\n", "p.yaml").value == {"a": "1"}


def test_keys_are_texts() -> None:
    document = parse("no: 1\n1: 2\ntrue: 3\n1.10: 4\n~: 5\n'<<': 6\n", "p.yaml")
    assert list(document.value) == ["no", "1", "true", "1.10", "~", "<<"]  # type: ignore[call-overload]


def test_aliases_repeat_what_they_name() -> None:
    document = parse("a: &x {b: [1]}\nc: *x\nd: &y 1.10\ne: *y\n", "p.yaml")
    assert document.value == {"a": {"b": [1]}, "c": {"b": [1]}, "d": "1.10", "e": "1.10"}
    assert document.mark(("c",)).line == 2
    assert document.mark(("c", "b", 0)).line == 1


@pytest.mark.parametrize("case", (Path(__file__).parent / "bad_yaml.txt").read_text("utf-8").split("=====\n"))
def test_problems_are_all_said(case: str) -> None:
    """Cases of the file are a text, a line of dashes, and what is said of it."""
    text, said = case.split("-----\n")
    assert refusal(text) == said.splitlines()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: \x07b\n", "p.yaml:1:4: A control character (U+0007) is not allowed. Delete it."),
        ("a: '\udc80'\n", "p.yaml:1:5: A control character (U+DC80) is not allowed. Delete it."),
        ("", f"p.yaml: {EMPTY}"),
        ("%TAG ! x\n" * 100_000 + "--- 1\n", "p.yaml:1:1: Tags such as “%TAG” are not allowed."),
        ("[" * 50_000, "p.yaml:1:101: Values are nested more than 100 levels deep."),
        ("{a: " * 50_000, "p.yaml:1:401: Values are nested more than 100 levels deep."),
        ("- " * 50_000 + "x", "p.yaml:1:201: Values are nested more than 100 levels deep."),
        ("- x\n" * 100_001, "p.yaml:100000:3: 99999: The file holds more than 100,000 values."),
    ],
    ids=lambda value: value[:20],
)
def test_problems_of_texts_by_program(text: str, problem: str) -> None:
    assert refusal(text) == [problem]


def test_a_key_within_a_key_is_said_once() -> None:
    said = refusal("? " * 50_000 + "x")
    assert said[0] == "p.yaml:1:3: A key must be a text on one line. " + QUOTED
    assert [line.partition(" ")[2] for line in said[1:]] == ["Values are nested more than 100 levels deep."]


def test_problems_are_bounded_and_say_so() -> None:
    assert len(refusal("a: 1\n" * 101)) == 100
    said = refusal("a: 1\n" * 1000)
    assert len(said) == 101
    assert said[0] == "p.yaml: This file has more than 100 problems; 100 of them follow."
    assert refusal("\x01" * 1000)[0] == "p.yaml: This file has more than 10 problems; 10 of them follow."


@pytest.mark.parametrize(
    "program",
    [
        "'[' * 4_000_000",
        "'{a: ' * 1_000_000",
        "'- &a [x]\\n' + ''.join(f'- &{c} [' + f'*{p},' * 9 + ']\\n' for p, c in zip('abcdefgh', 'bcdefghi'))",
        "''.join(f'k{i}: &k{i} ' + '[' * 90 + (f'*k{i - 1}' if i else '1') + ']' * 90 + '\\n' for i in range(50))",
        pytest.param("'[' * 99 + 'a,' * 2_000_000", marks=pytest.mark.slow),
        pytest.param("''.join(f'k{i}: 1\\n' for i in range(300_000))", marks=pytest.mark.slow),
        pytest.param("''.join(f'k{i}: &a{i} {{b: 1}}\\n' for i in range(150_000))", marks=pytest.mark.slow),
        "'&a ' * 1_000_000",
        "'? ' * 1_000_000",
        "'\"' + '\\\\' * 1_000_000",
        "'\\r' * 4_000_000 + ':'",
    ],
)
def test_no_file_ends_or_hangs_the_program(program: str) -> None:
    """Of the processor's time a file may take no more than half a minute, whatever else the machine does."""
    script = (
        "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (30, 30))\n"
        "from engage_cli.errors import InputError\nfrom engage_cli.files.yaml_reading import parse\n"
        f"try:\n    parse({program}, 'p.yaml')\nexcept InputError:\n    print('refused')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "refused\n", "")


MARKED = (
    '\ufeffa: 😀é # c\r\nb: {"x y": [1,\t2]}\r\nc:\r\n  - x\r\n  - |\r\n    deux\r\n    lignes\r\n\r\n# fin\r\nd:\r\n'
)


@pytest.mark.parametrize(
    ("place", "line", "column", "written"),
    [
        (("a",), 1, 4, "😀é"),
        (("b",), 2, 4, '{"x y": [1,\t2]}'),
        (("b", "x y"), 2, 12, "[1,\t2]"),
        (("b", "x y", 1), 2, 16, "2"),
        (("c",), 4, 3, "- x\r\n  - |\r\n    deux\r\n    lignes\r\n\r\n"),
        (("c", 1), 5, 5, "|\r\n    deux\r\n    lignes\r\n\r\n"),
        (("c", 7), 4, 3, "- x\r\n  - |\r\n    deux\r\n    lignes\r\n\r\n"),
        (("d",), 10, 3, ""),
        (("b", "z", "t"), 2, 4, '{"x y": [1,\t2]}'),
        (("a", "z"), 1, 4, "😀é"),
    ],
)
def test_values_know_where_they_are_written(place: tuple[str | int, ...], line: int, column: int, written: str) -> None:
    document = parse(MARKED, "p.yaml")
    mark = document.mark(place)
    assert (mark.line, mark.column, document.text[mark.start : mark.end]) == (line, column, written)


def test_keys_know_where_they_are_written() -> None:
    document = parse(MARKED, "p.yaml")
    mark = document.key_mark(("b", "x y"))
    assert (mark.line, mark.column, document.text[mark.start : mark.end]) == (2, 5, '"x y"')
    assert document.key_mark(("c", 0)) == document.mark(("c", 0))
    assert document.key_mark(("b", "z")) == document.key_mark(("b",))
    assert document.key_mark(("z",)) == document.mark(())


def test_what_is_there_is_told_from_what_is_not() -> None:
    document = parse("a: {b: [1]}\nc:\n", "p.yaml")
    there = [(), ("a",), ("a", "b"), ("a", "b", 0), ("c",)]
    absent = [("x",), ("a", 0), ("a", "b", 1), ("a", "b", -1), ("a", "b", "0"), ("c", "d")]
    assert [document.has(place) for place in there + absent] == [True] * 5 + [False] * 6


def test_line_separators_are_text_and_count_no_line() -> None:
    document = parse('a: x\u2028y\u0085z\nb: "q\u2029r"\n', "p.yaml")
    assert document.value == {"a": "x\u2028y\u0085z", "b": "q\u2029r"}
    assert document.mark(("b",)).line == 2


@settings(max_examples=examples(60), deadline=None)
@given(documents())
def test_whatever_the_style_the_value_and_its_lines_are_right(written: tuple[str, dict[str, object]]) -> None:
    text, value = written
    document = parse(text, "p.yaml")
    assert plain_equal(document.value, value)
    for place in places(value):
        mark = document.mark(place)
        before = text[: mark.start].replace("\r\n", "\n").rpartition("\n")
        column = len(before[2].removeprefix("\ufeff") if mark.line == 1 else before[2]) + 1
        assert (mark.line, mark.column) == (before[0].count("\n") + bool(before[1]) + 1, column)


# Files


def test_a_file_is_read_whatever_its_line_ends_and_mark(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_bytes("\ufeffa: é\r\n".encode())
    document = read(path)
    assert (document.path, document.text, document.value) == (str(path), "\ufeffa: é\r\n", {"a": "é"})


def test_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read(path).digest == f"sha256:{sha256(path.read_bytes()).hexdigest()}"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", f": {EMPTY}"),
        (b"\xef\xbb\xbf", f": {EMPTY}"),
        ("a: 1\nb: été\n".encode("latin-1"), f":2:4: {NOT_UTF_8}"),
        ("a: 1\n".encode("utf-16"), f":1:1: {NOT_UTF_8}"),
        ("a: 1\n".encode("utf-16-le"), f":1:2: {NOT_UTF_8}"),
        ("a: 1\n".encode("utf-32-be"), f":1:1: {NOT_UTF_8}"),
        (
            b"%PDF-1.7\n\x00",
            ": This file is a PDF document. What is expected: a text in YAML or JSON. Is this the right file?",
        ),
        (b"a: 1\nb: 2, 3, 4, 5\n\x00", ":3:1: A control character (U+0000) is not allowed. Delete it."),
    ],
)
def test_files_that_are_no_text(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "p.yaml"
    path.write_bytes(content)
    assert file_refusal(path)[0] == problem


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert file_refusal(path) == [": The file is larger than 5 MB. Is this the right file?"]


def test_what_is_no_file(tmp_path: Path) -> None:
    assert file_refusal(tmp_path) == [": This is a folder; a file is expected."]
    absent = ": There is no such file. Check the name, and the folder that the command was started in."
    assert file_refusal(tmp_path / "p.yaml") == [absent]
    (tmp_path / "f").write_text("")
    assert file_refusal(tmp_path / "f" / "p.yaml") == [absent]
    (tmp_path / "circle").symlink_to("circle")
    assert file_refusal(tmp_path / "circle") == [UNREADABLE]
    assert file_refusal(tmp_path / "a\0b") == [UNREADABLE]
    assert file_refusal(tmp_path / ("a" * 300)) == [UNREADABLE]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.yaml")
    said = ": This is not a regular file. Save what it gives into a file, and name that one."
    assert file_refusal(tmp_path / "p.yaml") == [said]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("a: 1")
    (tmp_path / "p.yaml").chmod(0)
    assert file_refusal(tmp_path / "p.yaml") == [": There is no permission to read this file."]


def test_documents_are_values_of_plain_types() -> None:
    assert isinstance(yaml_reading.parse("- [a, {b: 1}]", "p.yaml"), Document)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("broken: [\n", 1, 10), ("charter: {name: x\n\n\n", 1, 18), ("a:\n  - 'b\n", 2, 5), ("a: [\n  # c\n", 2, 6)],
)
def test_a_fault_at_the_end_is_placed_where_something_is_written(text: str, line: int, column: int) -> None:
    with pytest.raises(InputError) as refused:
        parse(text, "p.yaml")
    (problem,) = refused.value.problems
    assert (problem.line, problem.column) == (line, column)


ESCAPED: dict[str, object] = {"a": "x 🙂🙃 \u2028", "🙂": ["\\ud83d\\ude42", "\\\\🙂"], "last": "a\tb"}


@pytest.mark.parametrize("indent", [None, 2])
def test_json_may_write_a_character_as_two_halves(indent: int | None) -> None:
    text = json.dumps(ESCAPED, indent=indent)
    assert "\\ud83d\\ude42" in text
    document = parse(text, "p.json")
    assert document.value == ESCAPED
    mark = document.mark(("last",))
    assert text[mark.start : mark.end] == '"a\\tb"'
    assert set_value(document, ("last",), "🙃") == json.dumps(ESCAPED | {"last": "🙃"}, indent=indent)


@pytest.mark.parametrize(
    ("text", "column", "half"),
    [
        ('{"a": "\\ud83d"}', 10, "\\ud83d"),
        ('{"a": "\\ude42\\ud83d"}', 10, "\\ude42"),
        ('{"a": "\\ud83d\\ude42", b: 1}', 10, "\\ud83d"),
        ('a: "x \\uD83D\\uDE42"', 9, "\\uD83D"),
    ],
)
def test_half_a_character_is_said_to_be_one(text: str, column: int, half: str) -> None:
    with pytest.raises(InputError) as raised:
        parse(text, "p.yaml")
    (problem,) = raised.value.problems
    assert (problem.line, problem.column) == (1, column)
    assert (
        problem.message.say(translator("en")) == f"“{half}” is half of a character, a notation that YAML does not have."
    )
