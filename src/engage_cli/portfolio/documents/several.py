"""Documents about several questionnaires, or several versions of one, side by side; nothing is summed across them."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from engage_cli.i18n import translator
from engage_cli.portfolio.documents import summary_tables
from engage_cli.portfolio.documents.choices import PortfolioKind
from engage_cli.portfolio.documents.request import PortfolioRequest
from engage_cli.portfolio.documents.tables import Column, Kind, Record, Table
from engage_cli.portfolio.documents.wording import PortfolioWording
from engage_cli.portfolio.workbook import Sheet
from engage_cli.values import replace
from engage_cli.wording.assessments import Wording

Tables = Callable[[PortfolioRequest, PortfolioWording], Iterator[Table]]

OVERVIEW = "portfolio/several.html"
_SHORT = len("sha256:") + 8
"""Length of the beginning of a digest that distinguishes two texts of one version."""


def combine_requests(requests: Sequence[PortfolioRequest]) -> PortfolioRequest:
    """One request that contains all of them, each numbered; a single one is returned as it is."""
    if len(requests) == 1:
        return requests[0]
    known = Counter(_version(one) for one in requests)
    placed = [
        replace(one, place=at, version=_called(one, several=known[_version(one)] > 1))
        for at, one in enumerate(requests, 1)
    ]
    return replace(placed[0], others=tuple(placed[1:]))


def _version(request: PortfolioRequest) -> tuple[str, str]:
    return request.portfolio.questionnaire.id, request.portfolio.questionnaire.version


def _called(request: PortfolioRequest, *, several: bool) -> str:
    q = request.portfolio.questionnaire
    return f"{q.version} ({q.digest[:_SHORT]}…)" if several else q.version


def title(request: PortfolioRequest, language: str) -> str:
    """The title of the whole document."""
    _ = translator(language).gettext
    if request.kind is PortfolioKind.PLAN:
        return _("Institutional action plan, by questionnaire")
    return _("Portfolio of projects, by questionnaire")


def render_overview(request: PortfolioRequest, language: str, medium: str) -> str:
    """The HTML before the parts: which questionnaires there are, and which projects could not be read."""
    w, p = Wording(language=language, tr=translator(language)), request.portfolio
    ids = [one.portfolio.questionnaire.id for one in request.every]
    context = {
        "medium": medium,
        "as_of": p.limits.today,
        "title": title(request, language),
        "projects": sum(len(one.portfolio.lines) for one in request.every),
        "parts": request.every,
        "versions": len(set(ids)) < len(ids),
        "unread": [row.values for row in summary_tables.unread(PortfolioWording(p, w), request.unread).rows],
        "w": w,
        "count": w.count,
        "colon": w.colon,
        "id": lambda name: f"{language}-{name}",
    }
    return request.templates.render(OVERVIEW, language, context)


def workbook_sheets(request: PortfolioRequest, language: str, tables: Tables) -> Iterator[Sheet]:
    """The sheets of a workbook: the questionnaires, then the tables of each, named with its number."""
    w = Wording(language=language, tr=translator(language))
    yield _questionnaires(request, w).sheet()
    for one in request.every:
        named = f"{w.text(one.portfolio.questionnaire.title)} {one.version}"
        for table in tables(one, PortfolioWording(one.portfolio, w)):
            sheet = table.sheet()
            about = tuple(f"{named}{w.colon} {about}" for about in sheet.about)
            yield replace(sheet, name=f"{one.place} {sheet.name}", about=about)
    unread = summary_tables.unread(PortfolioWording(request.portfolio, w), request.unread)
    if unread.rows:
        yield unread.sheet()


def _questionnaires(request: PortfolioRequest, w: Wording) -> Table:
    _ = w.tr.gettext
    found = ((one, one.portfolio.questionnaire) for one in request.every)
    rows = [
        Record((one.place, q.id, w.text(q.title), one.version, len(one.portfolio.lines), q.digest)) for one, q in found
    ]
    return Table(
        id="questionnaires",
        title=_("Questionnaires"),
        about=_("Which questionnaires and versions the projects answer; the number begins the names of their sheets."),
        columns=(
            Column("place", _("Number"), Kind.COUNT),
            Column("questionnaire_id", _("Id"), Kind.ID),
            Column("questionnaire", _("Questionnaire")),
            Column("version", _("Version")),
            Column("projects", _("Projects"), Kind.COUNT),
            Column("digest", _("Fingerprint"), Kind.ID),
        ),
        rows=tuple(rows),
    )
