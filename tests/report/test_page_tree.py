"""The quick way to read a page gives the tree that the slow one gives, or none."""

import io
from xml.etree.ElementTree import Element

import pytest
import tinyhtml5

from engage_cli.report.page_tree import parse_well_formed
from engage_cli.report.pages import render_report_page
from engage_cli.report.request import Kind, Request

from .making import EACH, assessment

WHOLE = '<html lang="en"><head><title>A</title></head><body><main>{}</main></body></html>'


QUICK = {*(("garden", kind) for kind in Kind), ("half", Kind.FULL), ("hostile", Kind.FULL)}
"""The small ones; the many others take up to a second each."""
OURS = [
    pytest.param(name, kind, marks=() if (name, kind) in QUICK else pytest.mark.slow) for name in EACH for kind in Kind
]


@pytest.mark.parametrize(("name", "kind"), OURS)
def test_our_pages_read_alike(name: str, kind: Kind) -> None:
    html = render_report_page(Request(assessment=assessment(name), languages=("fr", "en"), kind=kind), medium="print")
    read = parse_well_formed(html)
    assert read is not None
    assert same(read) == same(slowly(html))


@pytest.mark.parametrize(
    "mended",
    [
        "<p>a<p>b",
        "<p><div>a</div></p>",
        "<table><tr><td>a</td></tr></table>",
        "<ul><li>a<li>b</ul>",
        "<b><i>a</b></i>",
        "<li>a</li>",
        "<div/>",
        "<svg viewBox='0 0 1 1'></svg>",
        "</div>",
    ],
)
def test_what_a_browser_mends_is_left_to_the_slow_way(mended: str) -> None:
    assert parse_well_formed(WHOLE.format(mended)) is None


def slowly(html: str) -> Element:
    found = tinyhtml5.parse(io.BytesIO(html.encode()), namespace_html_elements=False, transport_encoding="utf8")
    assert isinstance(found, Element)
    return found


def same(element: Element) -> list[object]:
    """What layout reads: no comment, no declared name space, no blank between blocks."""
    kept = {name: value for name, value in element.attrib.items() if "xmlns" not in name}
    texts = [(text or "").strip(" \n") for text in (element.text, element.tail)]
    return [element.tag, kept, texts, [same(child) for child in element]]
