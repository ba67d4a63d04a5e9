"""What the elements of a page become in Markdown, and that a text stays a text wherever it stands."""

import re
from html import escape, unescape
from xml.etree.ElementTree import tostring

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from engage_cli.report import page_tree
from engage_cli.report.pages import render_report_page
from engage_cli.report.request import Kind, Request
from engage_cli.report.texts.markdown import html_to_markdown
from engage_cli.text import without_controls

from .making import assessment

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKS = st.text(alphabet="\\`*_{}[]()#+-.!|<>~&;:$=^ \n1a\u00a0é", max_size=30)


def markdown(html: str) -> str:
    return html_to_markdown(html, colon=":")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h1>A</h1>\n<p>b\n c</p>", "# A\n\nb c"),
        ("<header><p>k</p><h1>A</h1></header>", "# A\n\nk"),
        ("a <b>b</b><i> c </i>d<p>e</p>f", "a **b** *c* d\n\ne\n\nf"),
        ("<ul><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ul>", "- a\n  - b\n- c\n\n  d"),
        ("<ol><li>a</li><li>b<ul><li>c</li></ul></li></ol>", "1. a\n2. b\n   - c"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n- b"),
        ('<p><span class="label">A</span> b</p><p class="details">c</p><p>d</p>', "- A: b\n- c\n\nd"),
        ('<p class="label">What?</p><p class="label">So</p>', "What?\n\nSo:"),
        ('a <span class="chip">b</span> <span class="muted">c</span>', "a (b) (c)"),
        ('a: <span class="muted">b</span> <span class="muted">(c)</span>', "a: b (c)"),
        ('<h3><span class="number">1</span> A</h3>', "### 1. A"),
        ('<a href="#x">a</a> <a href="https://e.org/(b)">c</a>', "a [c](https://e.org/%28b%29)"),
        ('<a href="javascript:d">e</a>', "e"),
        ('<p>a<br>b</p><p></p><p hidden>c</p><p>d<span aria-hidden="true">e</span></p>', "a, b\n\nd"),
        ("<figure><svg><title>Chart: 2</title><text>no</text></svg></figure>", "Chart: 2"),
        ('<img src="x" alt="A|b">', "A\\|b"),
        ("<nav>a</nav><form>b</form><script>c</script><style>d</style><p>e</p>", "e"),
        ("<footer><p>Small.</p></footer>", "*Small.*"),
        ("<details open><summary><h3>A</h3></summary><p>b</p></details>", "### A\n\nb"),
        (
            """<h2>T</h2><table><caption>C</caption><tr><th>a</th><th class="n">b</th></tr>
            <tr><th scope="rowgroup" colspan="2">g</th></tr><tr><td>c|d</td><td></td></tr></table>""",
            "## T\n\n### C\n\n| a | b |\n| --- | ---: |\n| **g** |  |\n| c\\|d |  |",
        ),
        (
            """<table><tr><th>q</th><th>l</th><th>s</th></tr><tr><td><p><span class=title>A</span></p><p>ask</p></td>
            <td><b>1</b><br>2</td><td><p>b</p><ul><li>c</li></ul></td></tr></table>""",
            "- **A**: **1**, 2\n  - ask\n  - b\n  - c",
        ),
        ("<p><span>1</span>. a</p>", "1\\. a"),
        ("<P>a &eacute; &lt;b&gt;<div>c", "a é \\<b\\>\n\nc"),
    ],
)  # fmt: skip
def test_elements(html: str, text: str) -> None:
    assert markdown(html) == text


@given(MARKS | st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
@example("# a")
@example("1. a")
@example("![x](javascript:y)")
def test_a_text_stays_a_text(text: str) -> None:
    words = escape(without_controls(text))
    for around in (
        "<p>{}</p>",
        "<p>1<span>{}</span></p>",
        "<ul><li><bdi>{}</bdi></li></ul>",
        "<p><strong>a {} z</strong></p>",
    ):
        seen = unescape(READER.render(markdown(around.format(words))))
        for tag in ("p", "ul", "li", "strong"):
            seen = seen.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
        bare = around.format(without_controls(text))
        for tag in ("p", "ul", "li", "strong", "bdi", "span"):
            bare = bare.replace(f"<{tag}>", "", 1)[::-1].replace(f"</{tag}>"[::-1], "", 1)[::-1]
        assert squeezed(seen) == squeezed(bare)
    row = f"<table><tr><th>a</th><th>b</th></tr><tr><td>{words}</td><td>end</td></tr></table>"
    assert READER.render(markdown(row)).count("<td>") == 2


def squeezed(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and c not in "\u2068\u2069")


@pytest.mark.parametrize("name", ["half", "hostile", "garden"])
def test_both_readers_of_a_page_give_the_same_tree(name: str) -> None:
    html = render_report_page(Request(assessment=assessment(name), languages=("fr",), kind=Kind.FULL), medium="print")
    body = html[html.index("<main>") : html.index("</main>")] + "</main>"
    quick, patient = page_tree.parse_html(body), page_tree.parse_html(f"<I></i>{body}")
    patient.remove(patient[0])
    assert tostring(quick) == tostring(patient)


def test_a_whole_page_is_read_quickly_too(monkeypatch: pytest.MonkeyPatch) -> None:
    html = render_report_page(Request(assessment=assessment("half"), languages=("fr",), kind=Kind.FULL), medium="print")
    assert html.startswith("<!doctype html>")
    patient = page_tree._Builder.of(re.sub("<svg.*?</svg>", "", html, flags=re.DOTALL)).root
    monkeypatch.delattr(page_tree, "_Builder")
    quick = page_tree.parse_html(re.sub("<svg.*?</svg>", "", html, flags=re.DOTALL))
    assert tostring(quick) == tostring(patient)
