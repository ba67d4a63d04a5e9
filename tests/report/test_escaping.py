"""Whatever the text, a Markdown reader shows exactly its characters."""

import html
import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from engage_cli.report.templates.escaping import (
    escape_link_target,
    escape_markdown,
    quote_css,
    shorten,
    shorten_to_sentence,
)
from engage_cli.text import without_controls

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
WRITING = st.text(alphabet=st.characters(codec="utf-8"), max_size=60)
MARKS = st.text(alphabet="\\`*_{}[]()#+-.!|<>~&;:$=^ \n1a\u00a0é", max_size=40)


def shown(source: str) -> str:
    """What a reader sees of one paragraph."""
    page = READER.render(source)
    inside = re.fullmatch(r"<p>(.*)</p>\n", page, re.DOTALL)
    assert inside or not page, page
    return html.unescape(inside[1]) if inside and "<" not in inside[1] else (inside[1] if inside else "")


def expected(text: str) -> str:
    return re.sub("[ \t\n\u2028\u2029]+", " ", without_controls(text)).strip(" ")


@given(WRITING | MARKS)
@example("# heading")
@example("1. item")
@example("- - -")
@example("===")
@example("<script>alert(1)</script>")
@example("| a | b |\n| - | - |")
@example("&lt;b&gt; &#42;")
@example("[x](javascript:alert(1)) ![y](z) <https://example.org>")
@example("snake_case_name _under_ *star*")
@example("\\*")
def test_markdown_shows_the_text(text: str) -> None:
    seen = shown(escape_markdown(text)).replace("\u2068", "").replace("\u2069", "")
    assert seen.strip() == expected(text).strip()


@given(WRITING | MARKS)
def test_markdown_stays_in_its_cell(text: str) -> None:
    page = READER.render(f"| a | b |\n| - | - |\n| {escape_markdown(text)} | end |\n")
    assert page.count("<td>") == 2
    assert "<td>end</td>" in page


@given(WRITING)
def test_plain_has_nothing_that_steers_or_controls(text: str) -> None:
    left = without_controls(text)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", left)
    assert {c for c in left if unicodedata.category(c) == "Cc"} <= {"\n", "\t"}


def test_right_to_left_is_isolated() -> None:
    assert escape_markdown("שלום") == "\u2068שלום\u2069"
    assert escape_markdown("\u202egnp.exe") == "gnp.exe"


def test_no_break_spaces_are_part_of_a_text() -> None:
    assert escape_markdown("«\u00a0oui\u00a0» :\u00a0non") == "«\u00a0oui\u00a0» :\u00a0non"


@given(WRITING)
def test_css_strings_cannot_be_left(text: str) -> None:
    quoted = quote_css(text)
    assert quoted[0] == quoted[-1] == '"'
    assert not re.search(r'["\\<\n](?![0-9a-f]+ )', quoted[1:-1])


def test_links_cannot_be_left() -> None:
    assert escape_link_target("https://example.org/a(b)?c=d e<f>") == "https://example.org/a%28b%29?c=d%20e%3Cf%3E"


@pytest.mark.parametrize(
    ("text", "most", "left"),
    [
        ("One two. Three four five six.", 14, "One two."),
        ("One. Two three four five six.", 20, "One. Two three four…"),
        ("Tout est dit «\u00a0ici.\u00a0» Et puis la suite.", 28, "Tout est dit «\u00a0ici.\u00a0»"),
        ("Un exposé de M. Tremblay sur le sujet", 24, "Un exposé de M…"),
        ("One two. Three.", 15, "One two. Three."),
    ],
)
def test_sentences_stay_whole_where_one_ends_in_the_second_half(text: str, most: int, left: str) -> None:
    assert shorten_to_sentence(text, most) == left


def test_short_cuts_at_a_space() -> None:
    assert shorten("one two three", 9) == "one two…"
    assert shorten("one two", 9) == "one two"
