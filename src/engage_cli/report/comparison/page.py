"""A comparison as a document: for the screen, as PDF, as Markdown."""

from typing import Any

from engage_cli.followup.course_wording import CourseWording
from engage_cli.followup.wording import ComparisonWording
from engage_cli.report.charts.course_chart import draw_course
from engage_cli.report.comparison.formats import ComparisonRequest
from engage_cli.report.page_frame import ENGINE, Article, epoch_seconds, render_page
from engage_cli.report.templates.environment import Templates
from engage_cli.report.texts.markdown import html_to_markdown
from engage_cli.shipped import shipped
from engage_cli.wording.assessments import wording_for
from engage_cli.wording.overlays import overlay_sentence

PAGE = "comparison/comparison.html"


def render_html(request: ComparisonRequest) -> str:
    """The comparison as an HTML page for the screen."""
    return _page(request, "screen")


def render_pdf(request: ComparisonRequest) -> bytes:
    """The comparison as a PDF. Raises MissingLibraryError without Pango."""
    from engage_cli.report.pdf import weasyprint

    epoch = epoch_seconds(request.comparison.now.date)
    return weasyprint.write(_page(request, "print"), base=shipped("report_templates"), epoch=epoch)


def render_markdown(request: ComparisonRequest) -> str:
    """The comparison as Markdown, one language after the other."""
    texts = (_markdown(request, language) for language in request.languages)
    return "\n\n---\n\n".join(texts) + "\n"


def _markdown(request: ComparisonRequest, language: str) -> str:
    words = _words(request, language)
    return html_to_markdown(_rendered(words, request, "text"), colon=words.w.colon)


def _page(request: ComparisonRequest, medium: str) -> str:
    articles = [
        Article(language=words.w.language, title=words.title, content=_rendered(words, request, medium))
        for words in (_words(request, language) for language in request.languages)
    ]
    day = request.comparison.now.date
    return render_page(articles, medium=medium, as_of=day, templates=Templates(), paper=request.paper)


def _words(request: ComparisonRequest, language: str) -> ComparisonWording:
    return ComparisonWording(request.comparison, wording_for(language, request.comparison.assessment))


def _rendered(words: ComparisonWording, request: ComparisonRequest, medium: str) -> str:
    w, language, course = words.w, words.w.language, request.comparison.course
    drawn = medium != "text"
    q = request.comparison.assessment.questionnaire
    context: dict[str, Any] = {
        "medium": medium,
        "engine": ENGINE,
        "words": words,
        "c": request.comparison,
        "q": q,
        "after": overlay_sentence(q.base, w.tr) if q.base else "",
        "w": w,
        "colon": w.colon,
        "course": CourseWording(course, w) if course else None,
        "course_chart": draw_course(CourseWording(course, w), wordy=medium == "print") if drawn and course else "",
        "id": lambda name: f"{language}-{name}",
    }
    return Templates().render(PAGE, language, context)
