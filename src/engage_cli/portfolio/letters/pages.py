"""Letters as documents; each letter begins a new page."""

from engage_cli.i18n import LANGUAGE, long_date
from engage_cli.model.theme import PLAIN
from engage_cli.portfolio.letters.formats import Letters
from engage_cli.report.choices import Kind
from engage_cli.report.page_frame import ENGINE, Article, epoch_seconds, render_page
from engage_cli.report.texts.markdown import html_to_markdown
from engage_cli.shipped import shipped

PAGE = "letters/letter.html"
CONTEXT = {"kind": "letter", "theme": PLAIN, "attachments": ()}


def render_html(request: Letters) -> str:
    """The letters as an HTML page for the screen. Raises InputError for a template that fails."""
    return _page(request, "screen")


def render_pdf(request: Letters) -> bytes:
    """The letters as a PDF. Raises InputError for a template that fails, MissingLibraryError without Pango."""
    from engage_cli.report.pdf import weasyprint

    base = request.templates.folder or shipped("report_templates")
    return weasyprint.write(_page(request, "print"), base=base, epoch=epoch_seconds(request.day))


def render_word(request: Letters) -> bytes:
    """The letters as an editable Word document. Raises MissingLibraryError without its libraries."""
    from engage_cli.report.word.library import require_libraries

    require_libraries()
    from engage_cli.report.word.writing import DocumentLook, write_word

    base = request.templates.folder or shipped("report_templates")
    look = DocumentLook(day=request.day, kind=Kind.FACILITATOR, paper=request.paper, numbered=False)
    return write_word(_articles(request, "print"), look, base=base)


def render_markdown(request: Letters) -> str:
    """The letters as Markdown. Raises InputError for a template that fails."""
    found = _articles(request, "text")
    texts = (html_to_markdown(article.content, colon=LANGUAGE[article.language].colon) for article in found)
    return "\n\n---\n\n".join(texts) + "\n"


def _page(request: Letters, medium: str) -> str:
    return render_page(
        _articles(request, medium), medium=medium, as_of=request.day, templates=request.templates,
        paper=request.paper, context=CONTEXT,
    )  # fmt: skip


def _articles(request: Letters, medium: str) -> list[Article]:
    first: set[str] = set()
    found = []
    for number, (language, letter) in enumerate(request.letters):
        id = f"{language}-{number}" if language in first else f"{language}-report"
        first.add(language)
        context = {
            "medium": medium, "engine": ENGINE, "letter": letter, "day": long_date(request.day, language), "id": id,
            "source": request.source, "language": language,
        }  # fmt: skip
        content = request.templates.render(PAGE, language, context)
        found.append(Article(language=language, title=f"{letter.subject} – {letter.unit}", content=content))
    return found
