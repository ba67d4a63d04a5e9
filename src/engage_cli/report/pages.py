"""Renders the report of a request through its templates: as an HTML page, or as Markdown."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from engage_cli.followup.course_wording import CourseWording
from engage_cli.i18n import Translator
from engage_cli.model.theme import Theme
from engage_cli.report.arrangement import Arrangement
from engage_cli.report.audience import redact_for
from engage_cli.report.charts.course_chart import draw_course
from engage_cli.report.meeting import Meeting
from engage_cli.report.page_frame import ENGINE, Article, data_uri, render_page
from engage_cli.report.plan.part import plan_part
from engage_cli.report.request import Attach, Audience, Kind, Request
from engage_cli.report.selection import Selection
from engage_cli.report.templates.escaping import escape_html
from engage_cli.report.templates.files import OWN_MARKDOWN
from engage_cli.report.texts.markdown import html_to_markdown
from engage_cli.scoring.path import step_standings
from engage_cli.scoring.results import Assessment
from engage_cli.values import replace
from engage_cli.wording.assessments import Wording, wording_for
from engage_cli.wording.basis import Basis
from engage_cli.wording.overlays import overlay_sentence
from engage_cli.wording.path import PathWording
from engage_cli.wording.voices import VoiceWording


def render_report_page(request: Request, *, medium: str) -> str:
    """One HTML page with the report in each language; `medium` is "screen" or "print".

    Raises InputError for a template that fails.
    """
    request = _ready(request)
    attachments = [{"name": f.name, "url": data_uri(f.content, f.media_type)} for f in request.attachments]
    return render_page(
        [_article(request, language, medium) for language in request.languages],
        medium=medium,
        as_of=request.assessment.as_of,
        templates=request.templates,
        script="report.js",
        paper=request.paper,
        context={**_base(request, medium), "attachments": attachments},
    )


def render_articles(request: Request, *, medium: str) -> list[Article]:
    """The report in each language, without the page around it. Raises InputError for a template that fails."""
    request = _ready(request)
    return [_article(request, language, medium) for language in request.languages]


def render_markdown(request: Request) -> str:
    """The report as Markdown, one language after the other; a custom `report.md` template takes precedence.

    Raises InputError for a template that fails.
    """
    request = _ready(request)
    return "\n\n---\n\n".join(_markdown(request, language) for language in request.languages) + "\n"


def _markdown(request: Request, language: str) -> str:
    if request.templates.has(OWN_MARKDOWN):
        return _tidy(_report(OWN_MARKDOWN, request, language, medium="text"))
    html = _report(request.kind.template, request, language, medium="text")
    return html_to_markdown(html, colon=wording_for(language, request.assessment).colon)


def _ready(request: Request) -> Request:
    """The request with its assessment redacted for the audience, and with the plan, which is made from all of it."""
    return replace(request, assessment=_ours(request), plan=request.cheapest)


def _ours(request: Request) -> Assessment:
    """The assessment redacted for the audience, with the theme's names of roles."""
    seen = redact_for(request.audience, request.assessment)
    names = request.theme.roles
    roles = tuple(
        replace(role, label=names[role.id][0], plural=names[role.id][1]) if role.id in names else role
        for role in seen.questionnaire.roles
    )
    return replace(seen, questionnaire=replace(seen.questionnaire, roles=roles)) if names else seen


# ── a report ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _report(name: str, request: Request, language: str, *, medium: str) -> str:
    """The report in one language, rendered from the template `name`."""
    a = request.assessment
    w, parts = wording_for(language, a), Selection(a)
    context: dict[str, Any] = {
        **_base(request, medium),
        "a": a,
        "q": a.questionnaire,
        "after": overlay_sentence(a.questionnaire.base, w.tr) if a.questionnaire.base else "",
        "project": a.project,
        "charter": a.project.charter,
        "w": w,
        "parts": parts,
        "arranged": Arrangement(a),
        "basis_words": Basis(a.questionnaire, w.tr),
        "meeting": Meeting(parts),
        "path": step_standings(a),
        "path_words": PathWording(a.questionnaire, w),
        "contents_here": _CONTENTS,
        "since": request.since.get(language, ""),
        "count": w.count,
        "colon": w.colon,
        "voiced": VoiceWording(w),
        "inside": _inside(request, w.tr),
        "id": lambda name: f"{language}-{name}",
    }
    if request.kind in (Kind.FULL, Kind.SUMMARY):
        from engage_cli.report.charts.profile import Charts, Drawing

        drawing = Drawing(parts, w, language, wordy=medium == "print", theme=request.theme)
        context["charts"] = Charts(None if medium == "text" else drawing)
    context |= _over_time(request, w, medium)
    context["planned"] = plan_part(request.plan, w, medium=medium, theme=request.theme) if request.plan else None
    return request.templates.render(name, language, context)


def _over_time(request: Request, w: Wording, medium: str) -> dict[str, Any]:
    """The variables that templates read of the course over milestones; empty where there are too few milestones."""
    if request.course is None or request.kind is not Kind.FULL:
        return {"course": None}
    words = CourseWording(request.course, w)
    chart = "" if medium == "text" else draw_course(words, wordy=medium == "print", theme=request.theme)
    return {"course": words, "course_chart": chart}


def _base(request: Request, medium: str) -> dict[str, object]:
    return {
        "medium": medium,
        "kind": request.kind.value,
        "audience": request.audience.value,
        "theme": request.theme,
        "logo": _logo(request.theme),
        "as_of": request.assessment.as_of,
        "engine": ENGINE,
    }


def _inside(request: Request, tr: Translator) -> str:
    """A line for the cover: for whom the report is and what it contains."""
    _ = tr.gettext
    if request.kind is Kind.FACILITATOR:
        return _for_the_meeting(request.audience, tr)
    words = {
        Audience.TEAM: _("the team, with names, notes and places of evidence"),
        Audience.DIRECTION: _("the direction, with names and places of evidence, without the notes of one person"),
        Audience.PARTNER: _("a partner, without names, notes or places of evidence"),
    }
    attached = {
        Attach.RESULTS: _("attached: scores and ids, no text"),
        Attach.PROJECT: _("attached: the project file"),
    }
    return "; ".join([words[request.audience], *(attached[f.what] for f in request.attachments)])


def _for_the_meeting(audience: Audience, tr: Translator) -> str:
    _ = tr.gettext
    words = {
        Audience.TEAM: _("whoever runs the meeting, with names, notes and places of evidence"),
        Audience.DIRECTION: _("whoever runs the meeting, without the notes of one person"),
        Audience.PARTNER: _("whoever runs the meeting, without names, notes or places of evidence"),
    }
    return words[audience]


# ── the page around it ────────────────────────────────────────────────────────────────────────────────────────────────


def _article(request: Request, language: str, medium: str) -> Article:
    content = _report(request.kind.template, request, language, medium=medium)
    tr = wording_for(language, request.assessment).tr
    contents = tuple(_contents(content))
    shown = content.replace(_CONTENTS, _contents_list(content, contents, tr), 1)
    return Article(language=language, title=_title(request, tr), content=shown, contents=contents)


def _title(request: Request, tr: Translator) -> str:
    _ = tr.gettext
    titles = {
        Kind.FULL: _("{name}: self-assessment report"),
        Kind.SUMMARY: _("{name}: summary of the self-assessment"),
        Kind.ACTIONS: _("{name}: actions"),
        Kind.FACILITATOR: _("{name}: for the meeting"),
        Kind.BLANK: _("{name}: questions to answer"),
    }
    return titles[request.kind].format(name=request.assessment.project.charter.name)


_HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)


def _contents(content: str) -> Iterator[dict[str, str]]:
    """The `id` and `title` of each part of a report, read from its headings."""
    for id, title in _HEADING.findall(content):
        yield {"id": unescape(id), "title": unescape(re.sub(r"<[^>]*>", "", title))}


_CONTENTS = "engage-contents"
"""A placeholder for the table of contents, filled in once the parts are known."""
_ANNEX = '<p class="annex">'


def _contents_list(content: str, contents: Sequence[Mapping[str, str]], tr: Translator) -> str:
    """The table of contents in HTML, with the parts of the annex apart."""
    at, annex = content.find(_CONTENTS), content.find(_ANNEX)
    body = [part for part in contents if content.find(f'<h2 id="{part["id"]}"') > at]
    apart = [part for part in body if -1 < annex < content.find(f'<h2 id="{part["id"]}"')]
    body = body[: len(body) - len(apart)]
    annexed = escape_html(tr.gettext("Annex"))
    halves = [_list(body), f'<p class="label">{annexed}</p>{_list(apart)}' if apart else ""]
    return f'<div class="pair">{"".join(f"""<div class="half">{half}</div>""" for half in halves if half)}</div>'


def _list(parts: Iterable[Mapping[str, str]]) -> str:
    items = (f'<li><a href="#{escape_html(part["id"])}">{escape_html(part["title"])}</a></li>' for part in parts)
    return f'<ul class="toc">{"".join(items)}</ul>'


def _logo(theme: Theme) -> str:
    return data_uri(theme.logo.content, theme.logo.media_type) if theme.logo else ""


# ── text ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _tidy(text: str) -> str:
    """`text` without spaces at line ends and with at most one empty line in a row."""
    return "\n".join(_lines(text)).strip()


def _lines(text: str) -> Iterator[str]:
    empty = True
    for line in text.split("\n"):
        bare = line.rstrip(" ")
        if bare or not empty:
            yield bare
        empty = not bare
