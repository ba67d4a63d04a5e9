"""Formats of a report: a name, a suffix, and how an assessment becomes its bytes."""

import calendar
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from engage_cli import __version__
from engage_cli.report.selection import Selection
from engage_cli.report.templates import Templates
from engage_cli.report.wording import wording
from engage_cli.scoring.results import Assessment
from engage_cli.shipped import shipped

ENGINE = f"engage {__version__}"

LANGUAGE_NAMES = {"fr": "Français", "en": "English"}
"""Each in itself."""


@dataclass(frozen=True, slots=True)
class Document:
    """Something to write to a file or to send."""

    content: bytes
    media_type: str
    suffix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is to be reported, and how."""

    assessment: Assessment
    languages: Sequence[str]
    """One or more of "fr" and "en"; the first is the document's own."""
    templates: Templates = field(default_factory=Templates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    name: str
    suffix: str
    media_type: str
    content: Callable[[Request], bytes]


def render(request: Request, format: str) -> Document:
    """The report as one of `FORMATS`.

    Raises InputError for a template that fails, MissingLibraryError for a PDF without Pango.
    """
    found = FORMATS[format]
    return Document(found.content(request), found.media_type, found.suffix)


def _markdown(request: Request) -> bytes:
    reports = [_report("report.md", request, language, medium="text") for language in request.languages]
    return (_tidy("\n\n---\n\n".join(reports)) + "\n").encode()


def _html(request: Request) -> bytes:
    return _page(request, medium="screen").encode()


def _pdf(request: Request) -> bytes:
    from engage_cli.report import pdf

    base = request.templates.folder or shipped("report_templates")
    epoch = calendar.timegm(request.assessment.as_of.timetuple())
    return pdf.write(_page(request, medium="print"), base=base, epoch=epoch)


def _json(request: Request) -> bytes:
    from engage_cli.report.results import results

    return (json.dumps(results(request.assessment), ensure_ascii=False, indent=2) + "\n").encode()


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        f.name: f
        for f in (
            Format(name="pdf", suffix=".pdf", media_type="application/pdf", content=_pdf),
            Format(name="html", suffix=".html", media_type="text/html; charset=utf-8", content=_html),
            Format(name="md", suffix=".md", media_type="text/markdown; charset=utf-8", content=_markdown),
            Format(name="json", suffix=".json", media_type="application/json", content=_json),
        )
    }
)


# ── pages ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _page(request: Request, *, medium: str) -> str:
    """One page of HTML with a report in each language; `medium` is "screen" or "print"."""
    from markupsafe import Markup

    reports = [
        {
            "language": language,
            "name": LANGUAGE_NAMES[language],
            "title": _title(request.assessment, language),
            "page": _page_words(request.assessment, language),
            "content": Markup(_report("report.html", request, language, medium=medium)),  # noqa: S704  # escaped by its template
        }
        for language in request.languages
    ]
    context = {**_base(request.assessment, medium), "reports": reports, "font": _font() if medium == "screen" else ""}
    return request.templates.render("page.html", request.languages[0], context)


def _report(name: str, request: Request, language: str, *, medium: str) -> str:
    """The report in one language, of the template `name`."""
    a = request.assessment
    w, parts = wording(language, a), Selection(a)
    context: dict[str, Any] = {
        **_base(a, medium),
        "a": a,
        "q": a.questionnaire,
        "project": a.project,
        "charter": a.project.charter,
        "w": w,
        "parts": parts,
        "count": w.count,
        "colon": w.colon,
        "id": lambda name: f"{language}-{name}",
    }
    if medium != "text":
        from engage_cli.report.profile import Drawing

        context["charts"] = Drawing(parts, w, language, wordy=medium == "print").draw()
    return request.templates.render(name, language, context)


def _base(a: Assessment, medium: str) -> dict[str, object]:
    return {"medium": medium, "as_of": a.as_of, "engine": ENGINE}


def _title(a: Assessment, language: str) -> str:
    gettext = wording(language, a).tr.gettext
    return gettext("{name}: self-assessment report").format(name=a.project.charter.name)


def _page_words(a: Assessment, language: str) -> tuple[str, str]:
    """What stands before the number of a page and between it and how many there are."""
    words = wording(language, a).tr.gettext("Page {page} of {pages}")
    before, _, after = words.partition("{page}")
    return before, after.partition("{pages}")[0]


@cache
def _font() -> str:
    """The font as a data URI."""
    from base64 import b64encode

    path: Path = shipped("report_templates") / "fonts" / "Inter.woff2"
    return f"data:font/woff2;base64,{b64encode(path.read_bytes()).decode()}"


def _tidy(text: str) -> str:
    """No space at a line's end, one empty line at most."""
    return "\n".join(_lines(text)).strip()


def _lines(text: str) -> Iterator[str]:
    empty = True
    for line in text.split("\n"):
        bare = line.rstrip(" ")
        if bare or not empty:
            yield bare
        empty = not bare
