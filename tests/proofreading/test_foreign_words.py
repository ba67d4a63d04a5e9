"""What the system, the parser of YAML, SQLite and Jinja say in English never reaches who works in French."""

import errno
import os
import re
import sqlite3
from pathlib import Path

import pytest

from engage_cli.batch.record_file import damaged_record, translating_errors
from engage_cli.errors import EngageError, InputError, Message, system_error_message, system_reason
from engage_cli.files.yaml_errors import _GENERIC
from engage_cli.files.yaml_reading import parse
from engage_cli.i18n import translator
from engage_cli.report.templates.faults import _KNOWN, explain_fault
from engage_cli.report.templates.linting import lint_templates

FRENCH = translator("fr")
ENGLISH = re.compile(
    r"\b(?:the|not|is|are|of|expected|with|cannot|found|file|directory|disk|it|and|from)\b", re.IGNORECASE
)


def in_french(message: Message) -> str:
    """The sentence in French, held to have no English outside of quotations."""
    said = message.say(FRENCH)
    unquoted = re.sub(r"«[^»]*»", "", said)
    assert not ENGLISH.search(unquoted), said
    assert said != message.text, said
    return said


@pytest.mark.parametrize("code", sorted(errno.errorcode))
def test_what_the_system_refuses(code: int) -> None:
    """Each of its reasons, and a file's name besides; where we have no words for one, its code stands for it."""
    error = OSError(code, os.strerror(code), "budget.yaml")
    assert os.strerror(code) not in in_french(system_reason(error))
    assert "« budget.yaml »" in in_french(system_error_message(error)).replace("\u00a0", " ")


USUAL = (
    "EACCES EPERM EROFS ENOENT EEXIST ENOTDIR EISDIR ELOOP ENAMETOOLONG ENOSPC EDQUOT EFBIG EIO EMFILE EBUSY EINVAL "
    "ENOTEMPTY EXDEV EPIPE ENOMEM ECONNREFUSED ETIMEDOUT"
)


@pytest.mark.parametrize("name", USUAL.split())
def test_what_people_meet_has_a_sentence(name: str) -> None:
    assert name not in system_reason(OSError(getattr(errno, name), "")).say(FRENCH)


BAD_YAML = {
    "colon": "a: b: c",
    "character": "a: @b",
    "tab": "a:\n\t- b",
    "quote": 'a: "b',
    "single quote": "a: 'b",
    "bracket": "a: [b, c",
    "brace": "a: {b: c",
    "key": "a: 'b' c\nd: e",
    "item": "a:\n  - b\n  c: d",
    "value": "a: [b, ]]",
    "no colon": "a: b\nc\nd: e",
    "escape": 'a: "\\q"',
    "number of an escape": 'a: "\\xzz"',
    "alias": "a: *",
    "anchor": "a: & b",
    "block text": "a: | b\n  c",
    "indentation": "a: |0\n  b",
    "dash": "a: - b",
    "after the end": "a: b\n... c",
    "version": "%YAML 9.9\n---\na: b",
    "directive": "%YAML one\n---\na: b",
    "tag": "a: !<b c",
    "unknown alias": "a: *b",
    "twice": "a: b\na: c",
    "tagged": "a: !!int 3",
    "merge": "a: &a {b: c}\nd: {<<: *a}",
    "two documents": "a: b\n---\nc: d",
    "no mapping": "- a",
    "nothing": "",
    "control": "a: \x07",
    "half": 'a: "\\ud800"',
    "not a text key": "{a: b}: c",
    "date": "a: 2026-13-45",
    "complex key": "? a\n: b\nc",
}


@pytest.mark.parametrize("text", BAD_YAML.values(), ids=BAD_YAML)
def test_bad_yaml(text: str) -> None:
    try:
        parse(text, "project.yaml")
    except InputError as error:
        for problem in error.problems:
            assert problem.message != _GENERIC[0], "no sentence of ours fits"
            in_french(problem.message)
            if problem.hint:
                in_french(problem.hint)


BAD_TEMPLATES = {
    "token": "{% if a b %}{% endif %}",
    "end": "{% if a %}",
    "tag": "{% fi %}",
    "no tag": "{% %}",
    "character": "{{ a ? b }}",
    "bracket": "{{ a) }}",
    "comment": "{# a",
    "raw": "{% raw %} a",
    "twice": "{% block a %}{% endblock %}{% block a %}{% endblock %}",
    "hyphen": "{% block a-b %}{% endblock %}",
    "filter": "{{ a | nothing }}",
    "test": "{{ a is nothing }}",
    "assign": "{% set 1 = 2 %}",
    "loop": "{% for loop in a %}{% endfor %}",
    "default": "{% macro a(b=1, c) %}{% endmacro %}",
    "call": "{% call 1 %}{% endcall %}",
    "name": "{{ a. }}",
    "chained": "{{ a is defined is none }}",
    "expression": "{{ }}",
    "required": "{% block a required %}b{% endblock %}",
    "extends": "{% for a in b %}{% extends 'c' %}{% endfor %}",
    "caller": "{% macro a(caller) %}{{ caller() }}{% endmacro %}",
    "arguments": "{{ a(*b, *c, **d, **e) }}",
    "string": "{{ 'a }}",
    "in": "{% for a of b %}{% endfor %}",
    "import": "{% from a import %}",
    "include": "{% include %}",
}


@pytest.mark.parametrize("text", BAD_TEMPLATES.values(), ids=BAD_TEMPLATES)
def test_bad_templates(text: str, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text(text, encoding="utf-8")
    found = [problem.message for problem in lint_templates(tmp_path, ())]
    assert found
    for message in found:
        said = in_french(message)
        assert "échoue" not in said, f"words that we do not know: {said}"


RAISED = [
    "UndefinedError: 'a' is undefined",
    "UndefinedError: 'Assessment object' has no attribute 'a'",
    "SecurityError: access to attribute '__class__' of 'str' object is unsafe.",
    "SecurityError: <function f> is not safely callable",
    "ZeroDivisionError: division by zero",
    'TypeError: can only concatenate str (not "int") to str',
    "TypeError: 'NoneType' object is not iterable",
    "TypeError: 'str' object is not callable",
    "TypeError: macro 'a' takes no keyword argument 'b'",
    "ValueError: invalid literal for int() with base 10: 'a'",
    "OverflowError: cannot convert float infinity to integer",
    "KeyError: 'a'",
    "IndexError: list index out of range",
    "AttributeError: 'str' object has no attribute 'a'",
    "FilterArgumentError: map requires a filter argument",
    "TemplateRuntimeError: No filter named 'a' found.",
    "RecursionError: maximum recursion depth exceeded",
]


@pytest.mark.parametrize("said", RAISED)
def test_what_a_template_does(said: str) -> None:
    found = in_french(explain_fault(said))
    assert "échoue" not in found


def test_every_sentence_about_templates_is_translated() -> None:
    for _pattern, ours in _KNOWN:
        assert FRENCH.gettext(ours) != ours


@pytest.mark.parametrize(
    "name", ["FULL", "CANTOPEN", "READONLY", "PERM", "IOERR", "NOMEM", "TOOBIG", "CORRUPT", "MISUSE"]
)
def test_what_sqlite_says(name: str, tmp_path: Path) -> None:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = getattr(sqlite3, f"SQLITE_{name}")
    with pytest.raises(EngageError) as caught, translating_errors(tmp_path / "x.sqlite"):
        raise error
    assert isinstance(caught.value, InputError)
    (problem,) = caught.value.problems
    assert "database" not in in_french(problem.message)


def test_a_row_that_is_not_ours() -> None:
    (problem,) = damaged_record(Path("x.sqlite"), ValueError("Expected `int`, got `str`")).problems
    assert "Expected" not in in_french(problem.message)
