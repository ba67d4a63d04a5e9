"""Explains why an answer counts in no total."""

from engage_cli.model.project import Answer
from engage_cli.model.questionnaire import named
from engage_cli.scoring.question_scores import QuestionScore, State
from engage_cli.terminal.screens.result_page import ResultPage, named_text
from engage_cli.wording.conditions import condition_text, waiting_text


def why_not_counted(page: ResultPage, q: QuestionScore, state: State) -> str:
    """The state of a question that does not count, and what causes it."""
    _, say, word = page.say.tr.gettext, page.say, page.say.state(state)
    match state:
        case State.NOT_ASKED if q.question.when is not None:
            condition = condition_text(q.question.when, page.a.questionnaire, say)
            return _("{state}; it is where {condition}").format(state=word, condition=condition)
        case State.NOT_YET_DUE if q.question.due is not None:
            timeline = page.a.questionnaire.facet(page.a.questionnaire.timeline or "")
            due = timeline.choice(q.question.due) if timeline else None
            return _("{state}: from “{moment}” on").format(state=word, moment=say.text(due.label) if due else "")
        case State.UNSETTLED:
            return named_text(page, word, waiting_text(q.standing.waits_for, page.a.questionnaire, say))
        case State.OUTSIDE_AIM:
            gate = _("; its blocking requirement is read all the same") if q.standing.gate_only else ""
            return f"{word}{gate}"
        case State.NOT_APPLICABLE if q.answer is not None:
            return named_text(page, word, reason_text(page, q.answer))
        case _:
            return word if q.question.is_scored else _("a text: it earns no points")


def reason_text(page: ResultPage, answer: Answer) -> str:
    """The kind of reason for "not applicable", and the text given with it."""
    reason = named(page.a.questionnaire.reasons, answer.reason)
    kind = page.say.text(reason.label) if reason else answer.reason or ""
    return f"{kind} – {answer.because}" if answer.because else kind
