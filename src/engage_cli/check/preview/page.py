"""A preview as a page: on screen, on paper, as Markdown."""

from engage_cli.check.preview.formats import PreviewRequest
from engage_cli.check.preview.wording import MOST, PreviewWording
from engage_cli.report.page_frame import ENGINE, Article, epoch_seconds, render_page
from engage_cli.report.templates.environment import Templates
from engage_cli.report.texts.markdown import html_to_markdown
from engage_cli.shipped import shipped

PAGE = "preview/preview.html"
_ON_PAPER, _DETAILS = 100, 12
"""Entries of one list of a PDF, and what is told of each."""


def html(request: PreviewRequest) -> str:
    """The page to read on screen."""
    return _page(request, "screen")


def pdf(request: PreviewRequest) -> bytes:
    """The page on paper. Raises MissingLibraryError without Pango."""
    from engage_cli.report.pdf import weasyprint

    epoch = epoch_seconds(request.preview.as_of)
    return weasyprint.write(_page(request, "print"), base=shipped("report_templates"), epoch=epoch)


def markdown(request: PreviewRequest) -> str:
    """What the page says, as Markdown."""
    return html_to_markdown(_rendered(request, "text"), colon=request.w.colon) + "\n"


def _page(request: PreviewRequest, medium: str) -> str:
    words = PreviewWording(request.preview, request.w, details=_DETAILS)
    article = Article(language=request.w.language, title=words.title, content=_rendered(request, medium))
    day = request.preview.as_of
    return render_page([article], medium=medium, as_of=day, templates=Templates(), paper=request.paper)


def _rendered(request: PreviewRequest, medium: str) -> str:
    p, w, words = request.preview, request.w, PreviewWording(request.preview, request.w, details=_DETAILS)
    read = {one.questionnaire.digest: one.questionnaire for one in p.projects if one.questionnaire}
    questionnaires = {**read, **({p.new.digest: p.new} if p.new else {})}
    context = {
        "medium": medium,
        "engine": ENGINE,
        "words": words,
        "parts": list(words.parts(_ON_PAPER if medium == "print" else MOST)),
        "questionnaires": list(questionnaires.values()),
        "w": w,
        "colon": w.colon,
        "id": lambda name: f"{w.language}-{name}",
    }
    return Templates().render(PAGE, w.language, context)
