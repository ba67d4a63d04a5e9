"""What changed in a project, as lines for the terminal: what cannot be compared first, then results, then the rest."""

from collections.abc import Iterator, Sequence

from engage_cli.followup.comparison import Comparison
from engage_cli.followup.course_wording import CourseWording
from engage_cli.followup.wording import Cells, ComparisonWording
from engage_cli.terminal.layout import Screen, join_blocks
from engage_cli.terminal.session import Session
from engage_cli.wording.assessments import wording_for

STOPS = 6
"""Maximum number of milestones in the table of a course; the earliest are left out."""


class ComparisonPage(Screen):
    """A screen about a comparison, in the session's language."""

    words: ComparisonWording


def comparison_lines(comparison: Comparison, session: Session) -> list[str]:
    """The lines of the screen about a comparison, at most as wide as the screen."""
    page = ComparisonPage(session, ComparisonWording(comparison, wording_for(session.language, comparison.assessment)))
    return join_blocks([block for block in _blocks(page) if block])


def _blocks(page: ComparisonPage) -> Iterator[Sequence[str]]:
    words, _ = page.words, page.session.tr.gettext
    c = words.c
    yield _head(page)
    yield [line for remark in words.remarks() for line in page.wrap(remark, "! ", "  ")]
    if not any(change.changed for change in c.nodes) and not list(words.parts()):
        yield page.wrap(_("Nothing changed."), "")
        yield _unlooked(page)
        return
    yield _results(page)
    yield _reading(page)
    for part in words.parts():
        yield [page.title(part.title), *(line for text in part.lines for line in page.wrap(text, later="    "))]
    yield _course(page)
    yield _unlooked(page)


def _course(page: ComparisonPage) -> list[str]:
    """A table with a column for each milestone, headed by its day."""
    c, _ = page.words.c, page.session.tr.gettext
    if c.course is None:
        return []
    words = CourseWording(c.course, page.words.w)
    stops = c.course.stops[-STOPS:]
    head = [_("now") if stop.name is None else stop.date.isoformat() for stop in stops]
    groups = [
        (title, [(row[0], *row[-len(stops) :]) for row in words.rows(indices=indices)])
        for title, indices in ((_("Over the milestones"), True), (_("Sections"), False))
    ]
    lines = page.tables(
        head, [(title, rows) for title, rows in groups if rows], right=range(1, len(head) + 1), fold=(0,)
    )
    return [*lines, *(page.style.dim(line) for line in page.wrap(words.intro(), later="    "))]


def _unlooked(page: ComparisonPage) -> list[str]:
    said = page.words.unlooked()
    return page.wrap(said, "") if said else []


def _head(page: ComparisonPage) -> list[str]:
    return [page.title(page.words.title), *page.wrap(page.words.span(), "")]


def _results(page: ComparisonPage) -> list[str]:
    words, _, everything = page.words, page.session.tr.gettext, page.session.verbose
    groups = [
        (_("Taken together"), words.rows(indices=True)),
        (_("Sections"), words.rows(indices=False, all_of_them=everything)),
    ]
    kept: list[tuple[str, tuple[Cells, ...]]] = [(title, rows) for title, rows in groups if rows]
    numbers = range(1, len(words.head()))
    lines = page.tables(words.head(), kept, right=numbers, fold=(0, len(words.head())))
    rest = 0 if everything else words.unchanged
    said = words.w.count("{n} section is as it was.", "{n} sections are as they were.", rest) if rest else ""
    return [*lines, *([page.style.dim(line) for line in page.wrap(said)] if said else [])]


def _reading(page: ComparisonPage) -> list[str]:
    words = page.words
    facts = [words.measure(), words.order(), *words.dependent(sections=page.session.verbose)]
    return [page.style.dim(line) for fact in facts if fact for line in page.wrap(fact, later="    ")]
