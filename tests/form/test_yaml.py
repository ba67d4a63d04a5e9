"""What the page writes, engage reads as the same texts; what engage writes, the page reads likewise."""

import json
from typing import Any

import pytest
from hypothesis import strategies as st

from engage_cli.files import yaml_reading
from engage_cli.files.yaml_rendering import Layout, block
from tests.form.conftest import Opener
from tests.form.making import GARDEN, ROOT, gathered

pytestmark = pytest.mark.slow

WRITE = "return JSON.stringify(JSON.parse(arguments[0]).map((value) => window.engage.Yaml.write(value)))"
READ = """
  const { Yaml } = window.engage;
  return JSON.stringify(JSON.parse(arguments[0]).map((text) => {
    try {
      return { value: Yaml.read(text) };
    } catch (error) {
      if (!(error instanceof Yaml.Refused)) throw error;
      return { line: error.line };
    }
  }));
"""

awkward = st.sampled_from(
    [
        *("no", "on", "1.10", "12:30", "null", "~", "", " a ", "- a", "a: b", "# x", "a #b", "| x", "%a", "@b", "`c`"),
        *("!t", "&x", "*y", "[", "}", "'", '"', "\\", "{{ a }}", "<script>", "a\nb", "\ta", "é", "😀"),
        *("\u2028", "\ufeff", "\x85", "\u202e"),
    ]
)
words = st.one_of(awkward, st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")))
keys = st.one_of(st.from_regex(r"[a-z][a-z0-9-]{0,8}(\.[a-z0-9-]{1,8})?", fullmatch=True), awkward.filter(bool))
leaves = st.one_of(words, st.booleans(), st.none(), st.integers(-99, 99))
values = st.recursive(
    st.dictionaries(keys, leaves, max_size=4),
    lambda inner: st.dictionaries(
        keys, st.one_of(leaves, inner, st.lists(st.one_of(words, inner), max_size=3)), max_size=4
    ),
    max_leaves=12,
)


def test_engage_reads_what_the_page_writes(open_page: Opener) -> None:
    given = [{"k": value, **value} for value in gathered(values, 250)]
    texts = json.loads(open_page(questionnaire=GARDEN).execute_script(WRITE, json.dumps(given)))
    assert [yaml_reading.parse(text, "page").value for text in texts] == given


def test_the_page_reads_what_it_writes_and_what_engage_writes(open_page: Opener) -> None:
    given = [{"k": value, **value} for value in gathered(values, 250)]
    browser = open_page(questionnaire=GARDEN)
    by_engage = ["\n".join(block(value, Layout(), -2).lines) + "\n" for value in given]
    by_page = json.loads(browser.execute_script(WRITE, json.dumps(given)))
    for texts in (by_engage, by_page):
        read = json.loads(browser.execute_script(READ, json.dumps(texts)))
        assert [one.get("value", one) for one in read] == given


def test_the_page_reads_the_examples(open_page: Opener) -> None:
    files = [*ROOT.glob("examples/*/project.yaml"), *ROOT.glob("tests/examples/valid/answers-*.yaml")]
    texts = [file.read_text(encoding="utf-8") for file in files]
    read = json.loads(open_page(questionnaire=GARDEN).execute_script(READ, json.dumps(texts)))
    assert [one.get("value", one) for one in read] == [yaml_reading.parse(text, "x").value for text in texts]


REFUSED = {
    "an anchor": ("a: 1\nb: &x c\n", 2),
    "an alias": ("a: *x\n", 1),
    "a tag": ("a: !t b\n", 1),
    "a folded text": ("a: >\n  b\n", 1),
    "a colon in a text": ("a: b: c\n", 1),
    "a key twice": ("a: b\na: c\n", 2),
    "a quotation mark left open": ('a: 1\nb: "x\n', 3),
    "a bracket left open": ("a: [b\n", 2),
    "a tab": ("a:\n\tb: c\n", 2),
    "a complex key": ("? a\n: b\n", 1),
    "depth without end": ("a: " + "[" * 5000, 1),
    "text behind a text": ('a: "b" c\n', 1),
}


@pytest.mark.parametrize("case", REFUSED)
def test_the_page_refuses_what_it_does_not_understand(case: str, open_page: Opener) -> None:
    text, line = REFUSED[case]
    read: list[dict[str, Any]] = json.loads(open_page(questionnaire=GARDEN).execute_script(READ, json.dumps([text])))
    assert read == [{"line": line}]
