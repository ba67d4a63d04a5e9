"""The page around what a report, a portfolio or a list says: one file, in one or more languages, on screen or paper."""

import calendar
import datetime as dt
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from types import MappingProxyType

from engage_cli import __version__
from engage_cli.i18n import LANGUAGE, translator
from engage_cli.model.theme import PLAIN
from engage_cli.report.choices import Paper
from engage_cli.report.templates.environment import Templates
from engage_cli.report.templates.escaping import mark_safe
from engage_cli.shipped import shipped
from engage_cli.values import Value

ENGINE = f"engage {__version__}"

MANY: Mapping[str, object] = MappingProxyType({"kind": "many", "theme": PLAIN, "attachments": ()})
"""What the template reads besides, of a page about many projects."""

POLICY = "engage-content-security-policy"
"""Stands in the page where the policy goes once its styles are known."""

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def epoch_seconds(day: dt.date) -> int:
    """Of what a document is dated: the beginning of `day` in UTC, in seconds since 1970."""
    return calendar.timegm(day.timetuple())


class Article(Value, kw_only=True):
    """What the page says, in one language."""

    language: str
    title: str
    content: str
    """HTML, escaped by its template."""
    contents: tuple[Mapping[str, str], ...] = ()
    """Ids and titles of its parts."""


def render_page(
    articles: Sequence[Article],
    *,
    medium: str,
    as_of: dt.date,
    templates: Templates,
    script: str | None = None,
    paper: Paper = Paper.LETTER,
    context: Mapping[str, object] = MANY,
) -> str:
    """The page of HTML; `medium` is "screen" or "print". `script` is the name of one of ours, and runs on screens.

    Its policy lets in its own styles, that script, fonts and pictures in it, and nothing else. Raises InputError for a
    template that fails.
    """
    source = _script(script) if script and medium == "screen" else ""
    html = templates.render(
        "page.html",
        articles[0].language,
        {
            **context,
            "medium": medium,
            "paper": paper.value,
            "as_of": as_of,
            "engine": ENGINE,
            "reports": [_report(article) for article in articles],
            "font": font_uri() if medium == "screen" else "",
            "script": mark_safe(source),  # our own
            "content_security_policy": POLICY,
        },
    )
    styles = " ".join(dict.fromkeys(_quoted(style) for style in _STYLE.findall(html))) or "'none'"
    scripts = _quoted(source) if source else "'none'"
    policy = (
        f"default-src 'none'; style-src {styles}; script-src {scripts}; "
        "font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )
    return html.replace(POLICY, policy, 1)


def data_uri(content: bytes, media_type: str) -> str:
    """`content` as a `data:` address, in base 64."""
    return f"data:{media_type};base64,{b64encode(content).decode()}"


def page_number_words(language: str) -> tuple[str, str]:
    """What stands before the number of a page, and between it and that of the last."""
    before, _, after = translator(language).gettext("Page {page} of {pages}").partition("{page}")
    return before, after.partition("{pages}")[0]


def _report(article: Article) -> dict[str, object]:
    tr = translator(article.language)
    return {
        "language": article.language,
        "name": LANGUAGE[article.language].name,
        "title": article.title,
        "page": page_number_words(article.language),
        "contents": article.contents,
        "words": {"contents": tr.gettext("Contents"), "attached": tr.gettext("Attached:")},
        "content": mark_safe(article.content),  # escaped by its template
    }


def csp_hash(source: str) -> str:
    """Of a style or a script, as a Content-Security-Policy names what may run."""
    return f"sha256-{b64encode(sha256(source.encode()).digest()).decode()}"


def _quoted(source: str) -> str:
    return f"'{csp_hash(source)}'"


@cache
def _script(name: str) -> str:
    return (shipped("report_templates") / name).read_text(encoding="utf-8").strip()


@cache
def font_uri() -> str:
    """The font of our pages, as an address that holds it."""
    return data_uri((shipped("report_templates") / "fonts" / "Inter.woff2").read_bytes(), "font/woff2")
