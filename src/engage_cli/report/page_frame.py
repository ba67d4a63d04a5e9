"""Pages about many projects: one file, in one or more languages, for the screen or for paper."""

import datetime as dt
import hashlib
from base64 import b64encode
from collections.abc import Sequence
from functools import cache

from engage_cli import __version__
from engage_cli.i18n import LANGUAGE, translator
from engage_cli.report.templates.environment import Templates
from engage_cli.report.templates.escaping import ready
from engage_cli.shipped import shipped
from engage_cli.values import Value

ENGINE = f"engage {__version__}"


class Article(Value, kw_only=True):
    """What the page says, in one language."""

    language: str
    title: str
    content: str
    """HTML, escaped by its template."""


def frame(
    articles: Sequence[Article], *, medium: str, as_of: dt.date, templates: Templates, script: str | None = None
) -> str:
    """The page of HTML; `medium` is "screen" or "print". `script` is the name of one of ours, and runs on screens."""
    source = _script(script) if script and medium == "screen" else ""
    context = {
        "medium": medium,
        "as_of": as_of,
        "engine": ENGINE,
        "articles": [_article(article) for article in articles],
        "font": _font() if medium == "screen" else "",
        "script": ready(source),  # our own
        "script_hash": f"sha256-{b64encode(hashlib.sha256(source.encode()).digest()).decode()}",
    }
    return templates.render("portfolio/page.html", articles[0].language, context)


def _article(article: Article) -> dict[str, object]:
    before, _, after = translator(article.language).gettext("Page {page} of {pages}").partition("{page}")
    return {
        "language": article.language,
        "name": LANGUAGE[article.language].name,
        "title": article.title,
        "page": (before, after.partition("{pages}")[0]),
        "content": ready(article.content),  # escaped by its template
    }


@cache
def _script(name: str) -> str:
    return (shipped("report_templates") / "portfolio" / name).read_text(encoding="utf-8").strip()


@cache
def _font() -> str:
    """The font as a data URI."""
    content = (shipped("report_templates") / "fonts" / "Inter.woff2").read_bytes()
    return f"data:font/woff2;base64,{b64encode(content).decode()}"
