"""Renders documents about many projects, the portfolio and the institutional plan, in every format."""

import gc
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote

from engage_cli.formats import Limited
from engage_cli.i18n import LANGUAGE, translator
from engage_cli.portfolio import workbook
from engage_cli.portfolio.documents import (
    coverage_tables,
    deadline_tables,
    glance,
    lists,
    path_tables,
    plan_tables,
    result_tables,
    several,
    since_tables,
    summary_tables,
    theme_tables,
)
from engage_cli.portfolio.documents.choices import PortfolioKind
from engage_cli.portfolio.documents.page_data import page_data
from engage_cli.portfolio.documents.request import PortfolioRequest
from engage_cli.portfolio.documents.tables import Kind, Table
from engage_cli.portfolio.documents.wording import PortfolioWording
from engage_cli.report.page_frame import ENGINE, Article, epoch_seconds, render_page
from engage_cli.report.templates.escaping import mark_safe
from engage_cli.report.texts.markdown import html_to_markdown
from engage_cli.shipped import shipped
from engage_cli.wording.assessments import Wording
from engage_cli.wording.overlays import overlay_sentence

PAGE = "portfolio/portfolio.html"
WHOLE: Mapping[str, int] = MappingProxyType({"screen": 1000, "print": 100, "text": 1000})
"""Projects of which a document holds every list whole. Of more, the script of a page draws its lists, as they are
looked at; paper and text leave out lists of more rows than that, and the names of projects where they cannot name all.
"""
LONGEST: Mapping[str, int] = MappingProxyType({"print": 400, "text": 1000})
"""Projects of the longest list that a document is about: the heat map of a portfolio, where each is in a campaign."""
MEDIUM: Mapping[str, str] = MappingProxyType({"html": "screen", "pdf": "print", "md": "text"})
"""The medium of each format that people read from beginning to end."""


def render_html(request: PortfolioRequest) -> str:
    """The document as an HTML page for the screen. Raises InputError for a template that fails."""
    return _page(request, "screen")


def render_pdf(request: PortfolioRequest) -> bytes:
    """The document as a PDF. Raises InputError for a template that fails, MissingLibraryError without Pango."""
    from engage_cli.report.pdf import weasyprint

    base = request.templates.folder or shipped("report_templates")
    epoch = epoch_seconds(request.portfolio.limits.today)
    return weasyprint.write(_page(request, "print"), base=base, epoch=epoch)


def render_markdown(request: PortfolioRequest) -> str:
    """The document as Markdown, one language after the other. Raises InputError for a template that fails."""
    texts = (
        html_to_markdown(content, colon=wording_of(request, language).w.colon)
        for language in request.languages
        for content in _contents(request, language, "text")
    )
    return "\n\n---\n\n".join(texts) + "\n"


def render_xlsx(request: PortfolioRequest) -> Limited:
    """The document as a workbook with a sheet for each table."""
    words = wording_of(request, request.languages[0])
    one = (table.sheet() for table in tables(request, words))
    sheets = several.workbook_sheets(request, words.w.language, tables) if request.others else one
    day = request.portfolio.limits.today
    held = request.templates.folder is not None  # it comes from another process
    return workbook.workbook_document(
        sheets, title=_title(request, words.w), day=day, languages=request.languages[:1], held=held
    )


# ── what is in it ─────────────────────────────────────────────────────────────────────────────────────────────────────


def tables(request: PortfolioRequest, words: PortfolioWording) -> Iterator[Table]:
    """Every table of the document; a table without rows is left out unless it has words for that case."""
    failed = summary_tables.unread(words, request.unread_here)
    found = chain(_portfolio_tables(request, words), _plan_tables(request, words), (failed,))
    return (table for table in found if table.rows or table.empty)


def write_lists(request: PortfolioRequest, folder: Path) -> None:
    """Writes the lists of the page as CSV files into `folder`."""
    lists.write_list_files(folder, request, lambda one, language: tables(one, wording_of(one, language)))


def _portfolio_tables(request: PortfolioRequest, words: PortfolioWording) -> Iterator[Table]:
    if request.kind is PortfolioKind.PORTFOLIO:
        yield glance.summary_table(words, request.narrowed)
        yield result_tables.projects(words)
        yield result_tables.heat(words)
        if words.p.questionnaire.judged:
            yield result_tables.attainment(words)
        for group in _groups(request, words).values():
            yield from group
        if words.p.path:
            yield path_tables.waiting(words)


def _groups(request: PortfolioRequest, words: PortfolioWording, *, close: bool = False) -> dict[str, tuple[Table, ...]]:
    """Tables by the part of the document that contains them; `close`: with one row for each project rather than for
    several."""
    if request.kind is PortfolioKind.PLAN:
        return {}
    coverage = tuple(coverage_tables.coverage(words))
    return {
        "requirements": (deadline_tables.requirements(words),),
        "pressing": (
            deadline_tables.gates_by_project(words) if close else deadline_tables.gates(words),
            deadline_tables.waivers(words),
            deadline_tables.overdue(words, names=request.names),
            result_tables.old(words),
            *([result_tables.drifted(words)] if words.p.drifted else []),
        ),
        "path": tuple(path_tables.tables(words)),
        "coverage": coverage,
        "crossed": tuple(coverage_tables.crossed(words)),
        "bands": tuple(coverage_tables.bands(words)),
        "shortfalls": (*theme_tables.tables(words), result_tables.shortfalls(words)),
        "changes": (
            *(since_tables.tables(words, request.since) if request.since else ()),
            result_tables.changes(words),
        ),
    }


def _plan_tables(request: PortfolioRequest, words: PortfolioWording) -> Iterator[Table]:
    plan = request.plan
    yield plan_tables.first_steps(words, plan)
    yield from plan_tables.by_unit(words, plan)
    yield plan_tables.leads(words, plan)
    yield plan_tables.single(words, plan)
    yield from plan_tables.action_status(words, plan, names=request.names)
    yield plan_tables.actions(words, plan, names=request.names)


# ── pages ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _page(request: PortfolioRequest, medium: str) -> str:
    articles = [
        Article(
            language=language,
            title=several.title(request, language)
            if request.others
            else _title(request, wording_of(request, language).w),
            content="\n".join(_contents(request, language, medium)),
        )
        for language in request.languages
    ]
    script = "portfolio/portfolio.js" if request.kind is PortfolioKind.PORTFOLIO else None
    day = request.portfolio.limits.today
    return render_page(
        articles, medium=medium, as_of=day, templates=request.templates, script=script, paper=request.paper
    )


def _contents(request: PortfolioRequest, language: str, medium: str) -> Iterator[str]:
    """The rendered part of each questionnaire; where there are several, after an overview."""
    if request.others:
        yield several.render_overview(request, language, medium)
    yield from (_rendered(one, language, PAGE, medium) for one in request.every)


def _rendered(request: PortfolioRequest, language: str, template: str, medium: str) -> str:
    words, p = wording_of(request, language), request.portfolio
    many = len(p.lines) > WHOLE[medium]
    groups = _groups(request, words, close=medium == "print" and not many)
    w, plan_parts = words.w, _plan_parts(request, words)
    led = medium == "screen" and request.kind is PortfolioKind.PORTFOLIO  # by a script
    context: dict[str, Any] = {
        "medium": medium,
        "engine": ENGINE,
        "as_of": p.limits.today,
        "title": _title(request, w),
        "kind": request.kind,
        "apart": _told_apart(request, language),
        "p": p,
        "q": p.questionnaire,
        "after": overlay_sentence(p.questionnaire.base, w.tr) if p.questionnaire.base else "",
        "plan": request.plan,
        "words": words,
        "w": w,
        "count": w.count,
        "colon": w.colon,
        "id": lambda name: f"{language}-{request.place}-{name}" if request.place else f"{language}-{name}",
        "since": request.since,
        "groups": groups,
        "drawn": led and many,
        **_left_out(request, language, medium, cut=medium != "screen" and many),
        "plan_parts": plan_parts,
        "where": _where(request, w),
        "glance": list(glance.summary_facts(words, request.narrowed)),
        "unread": [row.values for row in summary_tables.unread(words, request.unread_here).rows],
    }
    if led:
        listed = [table for part in (*groups.values(), *plan_parts.values()) for table in part if table.listing]
        context["data"] = mark_safe(page_data(words, listed, drawn=many))  # escaped for a script element
    made = request.templates.render(template, language, context)
    if led and many:
        gc.collect()  # a context of Jinja refers to itself, and holds the data of the page
    return made


def _left_out(request: PortfolioRequest, language: str, medium: str, *, cut: bool) -> dict[str, Any]:
    """Template variables about lists that are in files of their own; `cut`: long lists are left out of the page."""
    return {
        "csv": lambda name: lists.list_location(request, name, language, linked=medium == "screen"),
        "beside": request.lists,
        "folder": unquote(request.lists),
        "longest": WHOLE[medium] if cut else None,
        "aside": (Kind.ID, Kind.NAMES) if cut else (Kind.ID,),
        "mapped": medium not in LONGEST or len(request.portfolio.lines) <= LONGEST[medium],
    }


def _told_apart(request: PortfolioRequest, language: str) -> str:
    """What distinguishes parts of the page that would have the same title, in brackets."""
    names = [LANGUAGE[language].name] if len(request.languages) > 1 else []
    names += [_title(request, wording_of(request, language).w)] if request.place else []
    return f" ({', '.join(names)})" if names else ""


def _plan_parts(request: PortfolioRequest, words: PortfolioWording) -> dict[str, tuple[Table, ...]]:
    plan = request.plan
    return {
        "first": (plan_tables.first_steps(words, plan),),
        "units": tuple(plan_tables.by_unit(words, plan)),
        "leads": (plan_tables.leads(words, plan),),
        "actions": (
            *plan_tables.action_status(words, plan, names=request.names),
            plan_tables.actions(words, plan, names=request.names),
        ),
    }


def _where(request: PortfolioRequest, w: Wording) -> list[tuple[str, str]]:
    found = []
    for id, wanted in request.where:
        facet = request.portfolio.questionnaire.facet(id)
        if facet is not None:
            named = [w.text(c.label) for c in facet.choices if c.id in wanted] or list(wanted)
            found.append((w.text(facet.ask), ", ".join(named)))
    return found


def wording_of(request: PortfolioRequest, language: str) -> PortfolioWording:
    """The portfolio's wording in a language."""
    return PortfolioWording(request.portfolio, Wording(language=language, tr=translator(language)))


def _title(request: PortfolioRequest, w: Wording) -> str:
    _, q = w.tr.gettext, request.portfolio.questionnaire
    name = f"{w.text(q.title)} {request.version}" if request.place else w.text(q.title)
    words = (
        _("{name}: institutional action plan")
        if request.kind is PortfolioKind.PLAN
        else _("{name}: portfolio of projects")
    )
    return words.format(name=name)
