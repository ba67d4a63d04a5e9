"""An action worded for people who have not read the report: as plain text, or as a file for an issue tracker."""

from collections.abc import Iterator

from engage_cli.model.project import Action
from engage_cli.model.questionnaire import Question
from engage_cli.model.recommendation import Recommendation
from engage_cli.report.actions.formats import ActionsRequest
from engage_cli.report.page_frame import ENGINE
from engage_cli.report.templates.escaping import escape_markdown
from engage_cli.wording.actions import state_text
from engage_cli.wording.assessments import Wording, wording_for
from engage_cli.wording.names import titled


def describe_action(action: Action, request: ActionsRequest) -> str:
    """An action as lines of plain text: its question, the question's result, and the first step."""
    w = wording_for(request.language, request.assessment)
    return "\n".join(f"{name}{w.colon} {text}" for name, text in _facts(action, request, w))


def render_issue(action: Action, request: ActionsRequest) -> str:
    """An action as a Markdown file: what to do as the title, then its facts as a list."""
    w, q = wording_for(request.language, request.assessment), request.assessment.questionnaire
    named = [*_people(action, request, w), *_facts(action, request, w)]
    lines = [f"- {name}{w.colon} {escape_markdown(text)}" for name, text in named]
    made = f"*{escape_markdown(w.text(q.title))} {q.version} · {q.digest} · {ENGINE}*"
    return "\n".join([f"# {escape_markdown(action.do)}", "", *lines, "", made, ""])


def _people(action: Action, request: ActionsRequest, w: Wording) -> Iterator[tuple[str, str]]:
    _ = w.tr.gettext
    if action.owner and request.names:
        yield _("Who"), action.owner
    if action.due:
        yield _("By when"), action.due.isoformat()
    yield _("State"), state_text(action, request.assessment.as_of, w)


def _facts(action: Action, request: ActionsRequest, w: Wording) -> Iterator[tuple[str, str]]:
    _, a = w.tr.gettext, request.assessment
    yield _("Project"), a.project.charter.name
    score = a.questions.get(action.question or "")
    if score is None:
        return
    question = score.question
    yield _("Question"), f"{titled(question.ref, w.text(question.title))}{w.colon} {w.text(question.ask)}"
    if standing := w.standing(score):
        yield _("Result"), standing
    recommendation = _recommendation(action, question)
    if recommendation is None:
        return
    if choice := question.choice(recommendation.to):
        yield _("Leads to"), w.named_level(question, choice)
    if recommendation.first_step:
        yield _("First step"), w.text(recommendation.first_step)


def _recommendation(action: Action, question: Question) -> Recommendation | None:
    return next((one for one in question.recommendations if one.id == action.recommendation), None)
