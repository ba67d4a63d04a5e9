"""The sheet of a meeting: what to discuss, how far the voices differ, and room to write down what is agreed."""

from typing import Any

from engage_cli.report.choices import Kind
from engage_cli.report.consensus.formats import ConsensusRequest
from engage_cli.report.page_frame import ENGINE, Article, epoch_seconds, render_page
from engage_cli.report.templates.environment import Templates
from engage_cli.report.texts.markdown import html_to_markdown
from engage_cli.shipped import shipped
from engage_cli.voices.divergence import Group
from engage_cli.voices.wording import BoardWording, Counts
from engage_cli.wording.assessments import wording_for
from engage_cli.wording.overlays import overlay_sentence

PAGE = "consensus/sheet.html"


def render_pdf(request: ConsensusRequest) -> bytes:
    """The sheet as a PDF. Raises MissingLibraryError without Pango."""
    from engage_cli.report.pdf import weasyprint

    as_of = request.assessment.as_of
    html = render_page(
        render_articles(request, "print"), medium="print", as_of=as_of, templates=Templates(), paper=request.paper
    )
    return weasyprint.write(html, base=shipped("report_templates"), epoch=epoch_seconds(as_of))


def render_word(request: ConsensusRequest) -> bytes:
    """The sheet as an editable Word document. Raises MissingLibraryError without its libraries."""
    from engage_cli.report.word.library import require_libraries

    require_libraries()
    from engage_cli.report.word.writing import DocumentLook, write_word

    look = DocumentLook(day=request.assessment.as_of, kind=Kind.FACILITATOR, paper=request.paper)
    return write_word(render_articles(request, "print"), look, base=shipped("report_templates"))


def render_markdown(request: ConsensusRequest) -> str:
    """The sheet as Markdown, one language after the other."""
    texts = (
        html_to_markdown(_rendered(request, language, "text"), colon=wording_for(language, request.assessment).colon)
        for language in request.languages
    )
    return "\n\n---\n\n".join(texts) + "\n"


def render_articles(request: ConsensusRequest, medium: str) -> list[Article]:
    """The sheet as HTML articles, one for each language; `medium` is "screen" or "print"."""
    return [
        Article(
            language=language,
            title=title(request, language),
            content=_rendered(request, language, medium),
        )
        for language in request.languages
    ]


def title(request: ConsensusRequest, language: str) -> str:
    """The title of the sheet and of the projector page."""
    tr = wording_for(language, request.assessment).tr
    return tr.gettext("{name}: what the voices say").format(name=request.board.project.charter.name)


def _rendered(request: ConsensusRequest, language: str, medium: str) -> str:
    w = wording_for(language, request.assessment)
    words = BoardWording(request.board, w, Counts.ALWAYS if request.names else Counts.NEVER)
    q = request.board.questionnaire
    context: dict[str, Any] = {
        "medium": medium,
        "engine": ENGINE,
        "title": title(request, language),
        "words": words,
        "b": request.board,
        "q": q,
        "after": overlay_sentence(q.base, w.tr) if q.base else "",
        "groups": {group.value: request.board.groups[group] for group in Group},
        "names": request.names,
        "as_of": request.assessment.as_of,
        "w": w,
        "colon": w.colon,
        "id": lambda name: f"{language}-{name}",
    }
    return Templates().render(PAGE, language, context)
