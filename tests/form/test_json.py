"""What the page writes, engage reads as the same values, and so does the page."""

import json
import re
from typing import Any

import pytest
from hypothesis import strategies as st

from engage_cli.files import yaml_reading
from engage_cli.files.yaml_rendering import Layout, render_block
from engage_cli.project.collecting import read_collected
from engage_cli.project.loading import load_project
from engage_cli.project.merging import Part
from tests.form.conftest import Opener
from tests.form.making import GARDEN, ROOT, gathered

WRITE = "return JSON.stringify(JSON.parse(arguments[0]).map((value) => window.engage.Sheet.written(value)))"
READ = "return JSON.stringify(JSON.parse(arguments[0]).map((text) => window.engage.Sheet.parsed(text)))"

awkward = st.sampled_from(
    [
        *("no", "on", "1.10", "12:30", "null", "~", "", " a ", "- a", "a: b", "# x", "a #b", "| x", "%a", "@b", "`c`"),
        *("!t", "&x", "*y", "[", "}", "'", '"', "\\", "\\\\u0041", "a\\/b", "{{ a }}", "<script>", "a\nb", "\ta", "é"),
        *("😀", "\u2028", "\u2029", "\ufeff", "\x85", "\u202e", "\ud7ff", "\ue000"),
    ]
)
words = st.one_of(awkward, st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")))
keys = st.one_of(st.from_regex(r"[a-z][a-z0-9-]{0,8}(\.[a-z0-9-]{1,8})?", fullmatch=True), awkward)
leaves = st.one_of(words, st.booleans(), st.none(), st.integers(-99, 99), st.sampled_from([0.5, -1.25, 1e21, 2**40]))
values = st.recursive(
    st.dictionaries(keys, leaves, max_size=4),
    lambda inner: st.dictionaries(
        keys, st.one_of(leaves, inner, st.lists(st.one_of(words, inner), max_size=3)), max_size=4
    ),
    max_leaves=12,
)


@pytest.mark.slow
def test_engage_and_the_page_read_what_the_page_writes(open_page: Opener) -> None:
    given = [{"k": value, **value} for value in gathered(values, 250)] + [{"k": "long \n" * 200_000}]
    browser = open_page(questionnaire=GARDEN)
    texts = json.loads(browser.execute_script(WRITE, json.dumps(given)))
    assert [yaml_reading.parse(text, "page").value for text in texts] == given
    assert json.loads(browser.execute_script(READ, json.dumps(texts))) == given
    assert not re.search("[\x7f-\x9f\u2028\u2029\ufeff\u202e]", "".join(texts))


@pytest.mark.parametrize("writing", ["by the page", "by an earlier page"])
def test_engage_collects_what_pages_of_every_age_write(writing: str) -> None:
    """Earlier pages wrote YAML with every text between double quotes, as `render_block` does for awkward ones."""
    loaded = load_project(ROOT / "tests/questionnaires/garden")
    values: dict[str, Any] = {
        "engage": 1,
        "questionnaire": {"id": "garden", "version": "2.1.0", "digest": GARDEN.digest},
        "respondent": "Zoé: « no »",
        "date": "2026-10-05",
        "facets": {"crops": ["bees", "fruit"], "shared": "unknown"},
        "answers": {"people.keys": {"choice": "no", "note": "a: b #c\n\t\u2028\U0001f642"}, "people.wishes": None},
        "seals": {"answers": {"people.keys": "sha256:" + "0" * 64}},
        "x-waiting": {"water.lid": {"note": "12:30"}},
    }
    text = json.dumps(values, indent=2, ensure_ascii=False)
    if writing == "by an earlier page":
        text = "# Plot: self-assessment\n" + "\n".join(render_block(values, Layout(), -2).lines) + "\n"
    found = read_collected(yaml_reading.parse(text, "x"), GARDEN, loaded.project.charter)
    assert found.respondent == values["respondent"]
    assert found.values[Part.ANSWERS] == values["answers"]
    assert found.values[Part.FACETS] == values["facets"]
    assert found.seals[Part.ANSWERS] == values["seals"]["answers"]
    assert found.waiting == ("water.lid",)
