"""What several voices said of a project, on the page of its results: where nothing is agreed, and how much was."""

from engage_cli.terminal.screens.result_page import ResultPage, named_text
from engage_cli.wording.names import label
from engage_cli.wording.voices import apart_text

MOST = 5
"""Questions that are named where no more are asked for."""


def voice_lines(page: ResultPage) -> list[str]:
    """Questions on which voices differ and nothing is agreed, then how many answers were agreed on."""
    _, say, project = page.say.tr.gettext, page.say, page.a.project
    apart = [
        (question, project.apart[id]) for id, question in page.a.questionnaire.by_id.items() if id in project.apart
    ]
    shown = apart if page.session.verbose else apart[:MOST]
    lines = []
    for question, one in shown:
        name = label(question.ref, say.text(question.title))
        lines += page.wrap(named_text(page, name, apart_text(one, question, say)), later="    ")
    if more := len(apart) - len(shown):
        lines += page.wrap(say.count("{n} more; all of them with -v.", "{n} more; all of them with -v.", more))
    if agreed := sum(answer.agreed is not None for answer in project.answers.values()):
        said = say.count(
            "{n} answer was agreed on by several voices.", "{n} answers were agreed on by several voices.", agreed
        )
        lines += page.wrap(said)
    return [page.title(_("Several voices")), *lines] if lines else []
