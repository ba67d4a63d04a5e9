"""The index page of a batch: every project with links to its documents, or with its problems."""

import datetime as dt
from collections.abc import Sequence

from engage_cli.errors import Problem
from engage_cli.i18n import translator
from engage_cli.report.page_frame import ENGINE, Article, render_page
from engage_cli.report.templates.environment import Templates
from engage_cli.slugs import sort_key
from engage_cli.values import Value
from engage_cli.wording.assessments import Wording


class IndexEntry(Value, kw_only=True):
    """A project on the index page."""

    path: str
    title: str = ""
    links: tuple[tuple[str, str, str], ...] = ()
    """(title of the format, media type, relative address) of each document."""
    problems: tuple[Problem, ...] = ()
    given: str | None = None
    """The version of the questionnaire that was answered, where it differs from the one used to read the project."""
    unplaced: int = 0
    """How many of those answers have no place in the version used."""


def render_index(entries: Sequence[IndexEntry], languages: Sequence[str], *, as_of: dt.date) -> bytes:
    """The index page as HTML bytes; projects are in alphabetical order."""
    ordered = sorted(entries, key=lambda entry: (sort_key(entry.title), entry.path))
    articles = [_article(ordered, language) for language in languages]
    return render_page(articles, medium="screen", as_of=as_of, templates=Templates()).encode()


def _article(entries: Sequence[IndexEntry], language: str) -> Article:
    tr = translator(language)
    w = Wording(language=language, tr=tr)
    title = tr.gettext("Reports of self-assessments")
    context = {
        "w": w,
        "count": w.count,
        "colon": w.colon,
        "id": lambda name: f"{language}-{name}",
        "title": title,
        "engine": ENGINE,
        "failed": sum(bool(entry.problems) for entry in entries),
        "entries": [
            {
                "path": entry.path,
                "title": entry.title,
                "links": entry.links,
                "given": entry.given,
                "unplaced": entry.unplaced,
                "problems": [_problem_text(problem, w) for problem in entry.problems],
            }
            for entry in entries
        ],
    }
    return Article(
        language=language, title=title, content=Templates().render("portfolio/index.html", language, context)
    )


def _problem_text(problem: Problem, w: Wording) -> str:
    where = ":".join(str(part) for part in (problem.path, problem.line, problem.column) if part is not None)
    return f"{where}{w.colon} {problem.message.say(w.tr)}"
