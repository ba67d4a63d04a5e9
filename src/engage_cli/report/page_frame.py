"""The HTML page around one or more articles: self-contained, in one or several languages, for screen or paper."""

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
"""Further template variables for pages about many projects."""

POLICY = "engage-content-security-policy"
"""A placeholder for the Content-Security-Policy, filled in once the page's styles are known."""

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def epoch_seconds(day: dt.date) -> int:
    """The beginning of `day` in UTC, in seconds since 1970: the date that documents carry."""
    return calendar.timegm(day.timetuple())


class Article(Value, kw_only=True):
    """The content of a page in one language."""

    language: str
    title: str
    content: str
    """HTML, escaped by its template."""
    contents: tuple[Mapping[str, str], ...] = ()
    """The table of contents: `id` and `title` of each part."""


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
    """The complete HTML page; `medium` is "screen" or "print", `script` names a shipped script that runs on screens.

    Its Content-Security-Policy allows only its own styles, fonts and pictures, and that script. Raises InputError for a
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
    """`content` as a `data:` URI in base 64."""
    return f"data:{media_type};base64,{b64encode(content).decode()}"


def page_number_words(language: str) -> tuple[str, str]:
    """The words before the page number, and between it and the number of pages."""
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
    """The hash by which a Content-Security-Policy allows a style or script."""
    return f"sha256-{b64encode(sha256(source.encode()).digest()).decode()}"


def _quoted(source: str) -> str:
    return f"'{csp_hash(source)}'"


@cache
def _script(name: str) -> str:
    return (shipped("report_templates") / name).read_text(encoding="utf-8").strip()


@cache
def font_uri() -> str:
    """The font of our pages as a `data:` URI."""
    return data_uri((shipped("report_templates") / "fonts" / "Inter.woff2").read_bytes(), "font/woff2")
