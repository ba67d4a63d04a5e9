"""Renders documents about a campaign in every format."""

from typing import Any

from engage_cli import __version__
from engage_cli.campaign.documents.formats import CampaignRequest
from engage_cli.campaign.documents.tables import campaign_tables
from engage_cli.campaign.standing import ParticipantState
from engage_cli.campaign.wording import CampaignWording
from engage_cli.formats import Limited
from engage_cli.i18n import LANGUAGE, translator
from engage_cli.portfolio import workbook
from engage_cli.portfolio.documents.contents import LONGEST
from engage_cli.report.json_text import encode_json, json_text
from engage_cli.report.page_frame import ENGINE, Article, epoch_seconds, render_page
from engage_cli.report.results import questionnaire_values
from engage_cli.report.texts.markdown import html_to_markdown
from engage_cli.shipped import shipped
from engage_cli.wording.assessments import Wording

PAGE = "campaign/campaign.html"
FORMAT_VERSION = 1
"""Version of the JSON, raised when a key is removed or changes its meaning."""


def render_html(request: CampaignRequest) -> str:
    """The campaign as an HTML page for the screen. Raises InputError for a template that fails."""
    return _page(request, "screen")


def render_pdf(request: CampaignRequest) -> bytes:
    """The campaign as a PDF. Raises InputError for a template that fails, MissingLibraryError without Pango."""
    from engage_cli.report.pdf import weasyprint

    base = request.templates.folder or shipped("report_templates")
    epoch = epoch_seconds(request.standing.day)
    return weasyprint.write(_page(request, "print"), base=base, epoch=epoch)


def render_markdown(request: CampaignRequest) -> str:
    """The campaign as Markdown, one language after the other. Raises InputError for a template that fails."""
    texts = (
        html_to_markdown(_rendered(request, language, "text"), colon=_wording(request, language).w.colon)
        for language in request.languages
    )
    return "\n\n---\n\n".join(texts) + "\n"


def render_json(request: CampaignRequest) -> str:
    """The campaign as JSON text."""
    s, words = request.standing, _wording(request, request.languages[0])
    c = s.campaign
    values = {
        "format_version": FORMAT_VERSION,
        "kind": "campaign",
        "provenance": {
            "questionnaire": questionnaire_values(s.questionnaire) if s.questionnaire else None,
            "as_of": s.day.isoformat(),
            "engage": __version__,
            "language": request.languages[0],
        },
        "campaign": {"id": c.id, "title": words.title, "group": s.by.id if s.by else None},
        "met": s.met,
        "projects": len(s.participants),
        "counts": {state.value: len(s.those(state)) for state in ParticipantState},
        "idle_excuses": [one.project for one in s.idle],
        "unread": list(dict.fromkeys(problem.path for problem in request.problems)),
        "tables": {
            table.id: encode_json(list(table.records())) for table in campaign_tables(words, names=request.names)
        },
    }
    return json_text(values)


def render_xlsx(request: CampaignRequest) -> Limited:
    """The campaign as a workbook with a sheet for each table."""
    words = _wording(request, request.languages[0])
    sheets = (table.sheet() for table in campaign_tables(words, names=request.names))
    return workbook.workbook_document(
        sheets, title=words.title, day=request.standing.day, languages=request.languages[:1]
    )


def _page(request: CampaignRequest, medium: str) -> str:
    articles = [
        Article(
            language=language,
            title=_wording(request, language).title,
            content=_rendered(request, language, medium),
        )
        for language in request.languages
    ]
    return render_page(
        articles, medium=medium, as_of=request.standing.day, templates=request.templates, paper=request.paper
    )


def _rendered(request: CampaignRequest, language: str, medium: str) -> str:
    words, s = _wording(request, language), request.standing
    found = {table.id: table for table in campaign_tables(words, names=request.names)}
    context: dict[str, Any] = {
        "medium": medium,
        "engine": ENGINE,
        "words": words,
        "w": words.w,
        "s": s,
        "c": s.campaign,
        "q": s.questionnaire,
        "tables": found,
        "longest": LONGEST.get(medium),
        "overview": [found[id] for id in ("steps", "groups") if id in found],
        "lists": [table for id, table in found.items() if table.people and id not in ("steps", "groups")],
        "idle": [one.project for one in s.idle],
        "apart": f" ({LANGUAGE[language].name})" if len(request.languages) > 1 else "",
        "colon": words.w.colon,
        "id": lambda name: f"{language}-{name}",
    }
    return request.templates.render(PAGE, language, context)


def _wording(request: CampaignRequest, language: str) -> CampaignWording:
    return CampaignWording(request.standing, Wording(language=language, tr=translator(language)))
