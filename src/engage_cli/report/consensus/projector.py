"""The projector page of a meeting: one self-contained file that shows a question at a time, moved by keys."""

from typing import Any

from engage_cli.i18n import LANGUAGE
from engage_cli.report.consensus.formats import ConsensusRequest
from engage_cli.report.consensus.sheet import title
from engage_cli.report.page_frame import ENGINE, csp_hash, font_uri
from engage_cli.report.templates.environment import Templates
from engage_cli.report.templates.escaping import mark_safe
from engage_cli.shipped import shipped
from engage_cli.voices.wording import BoardWording, Counts
from engage_cli.wording.assessments import wording_for
from engage_cli.wording.overlays import overlay_sentence

PAGE, BOARD = "consensus/projector.html", "consensus/board.html"


def render_html(request: ConsensusRequest) -> str:
    """The projector page; the same request gives the same bytes."""
    face = f'@font-face {{ font-family: Inter; font-weight: 400 700; src: url({font_uri()}) format("woff2"); }}\n'
    style, script = face + _source("projector.css"), _source("projector.js")
    first = request.languages[0]
    context: dict[str, Any] = {
        "engine": ENGINE,
        "as_of": request.assessment.as_of,
        "language": first,
        "title": title(request, first),
        "boards": [mark_safe(_board(request, language)) for language in request.languages],  # escaped by its template
        "style": mark_safe(style),  # our own
        "script": mark_safe(script),  # our own
        "style_hash": csp_hash(style),
        "script_hash": csp_hash(script),
    }
    return Templates().render(PAGE, first, context)


def _board(request: ConsensusRequest, language: str) -> str:
    """The slides in one language."""
    w = wording_for(language, request.assessment)
    counts = Counts.ALWAYS if request.names else Counts.FROM_FOUR
    context: dict[str, Any] = {
        "words": BoardWording(request.board, w, counts),
        "w": w,
        "b": request.board,
        "colon": w.colon,
        "count": w.count,
        "after": overlay_sentence(base, w.tr) if (base := request.board.questionnaire.base) else "",
        "names": request.names,
        "others": [LANGUAGE[other] for other in request.languages if other != language],
    }
    return Templates().render(BOARD, language, context)


def _source(name: str) -> str:
    return (shipped("report_templates") / "consensus" / name).read_text(encoding="utf-8").strip()
