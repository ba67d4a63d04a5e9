"""Texts that would be something else than text come out as text, in every format."""

import html
import json
import re
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from engage_cli.report.request import Audience

from .making import assessment, text

NAME = "<script>alert(1)</script> {{ 7*7 }} | `code` *star* # “x” العربية 🎉"
PIECES = (
    NAME,
    "<u>",
    "file:///etc/passwd",
    "{{ self }}",
    "</td></tr></table><script>document.title='x'</script>",
    "{{ config }}",
    "$x^2$ :tada:",
    "&lt;b&gt; &amp; ~~struck~~",
    "gnp.exe",
    "<i>do</i> | it",
    "<s>because</s>",
    "[link](javascript:alert(3)) ![image](http://example.org/x.png) <https://example.org>",
    "</style><style>body{display:none}</style>",
)


class Page(HTMLParser):
    """Tags and texts of a page."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("piece", PIECES)
def test_html(piece: str) -> None:
    assert piece in "".join(Page(text("hostile", "html", "fr", "en", audience=Audience.TEAM)).words)


def test_html_has_no_tag_of_theirs() -> None:
    page = Page(text("hostile", "html", "fr", "en", audience=Audience.TEAM))
    names = {tag for tag, _ in page.tags}
    assert not names & {"img", "u", "i", "s", "q", "iframe"}
    assert [tag for tag, _ in page.tags if tag in ("style", "script")] == ["style", "script"]
    links = {attributes.get("href") or "" for tag, attributes in page.tags if tag == "a"}
    assert all(link.startswith(("#", "https://", "http://")) for link in links)
    assert not [link for link in links if "example.org" in link]
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]


@pytest.mark.parametrize("piece", PIECES)
def test_markdown(piece: str) -> None:
    page = (
        MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .render(text("hostile", "md", "fr", audience=Audience.TEAM))
    )
    seen = html.unescape(
        re.sub("</?(?:h[1-6]|p|ul|ol|li|table|thead|tbody|tr|t[dh]|strong|em|a|hr)( [^>]*)?/?>", "", page)
    )
    assert piece in seen
    assert not re.search("<(script|img|u|i|s|del|code|q)>", page)


def test_json() -> None:
    assert json.loads(text("hostile", "json", "fr"))["project"]["name"] == NAME


def test_the_project_is_as_hostile_as_it_looks() -> None:
    assert assessment("hostile").project.charter.name == NAME
