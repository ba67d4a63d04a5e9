"""Markdown reports: their shape, and what must come out of every answer; `test_golden.py` holds them whole."""

from itertools import pairwise

import pytest
from markdown_it import MarkdownIt

from engage_cli.model.sources import Source
from engage_cli.model.text import Text

from .making import text


@pytest.mark.parametrize("name", ["fabrique", "half", "hostile", "nothing", "garden"])
def test_shape(name: str) -> None:
    source = text(name, "md", "fr", "en")
    assert "\n\n\n" not in source
    assert not [line for line in source.split("\n") if line != line.rstrip(" ")]
    tokens = MarkdownIt("commonmark").enable("table").parse(source)
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert not [token for token in tokens if token.type in ("html_block", "code_block", "fence", "blockquote_open")]


def test_both_is_french_then_english() -> None:
    assert text("half", "md", "fr", "en") == f"{text('half', 'md', 'fr')}\n---\n\n{text('half', 'md', 'en')}"


@pytest.mark.parametrize(
    ("spdx", "said"),
    [
        ("CC-BY-NC-SA-4.0", "CC BY-NC-SA 4.0"),
        ("CC-BY-4.0", "CC BY 4.0"),
        ("CC0-1.0", "CC0 1.0"),
        ("ODbL-1.0", "ODbL-1.0"),
        (None, None),
    ],
)
def test_people_read_a_licence_as_its_authors_spell_it(spdx: str | None, said: str | None) -> None:
    assert Source(title=Text.of({"fr": "Source"}), licence=spdx).licence_name == said


def test_programs_read_the_identifier_of_a_licence_and_people_its_name() -> None:
    assert '"CC-BY-NC-SA-4.0"' in text("fabrique", "json", "fr")
    for format in ("md", "html"):
        shown = text("fabrique", format, "fr")
        assert "CC BY-NC-SA 4.0" in shown
        assert "CC-BY-NC-SA-4.0" not in shown
