"""Takes up actions: made from a recommendation, from a question, or in the team's own words. Begin with `take_up`."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from engage_cli.errors import Message, UsageError, closest_word, suggestion
from engage_cli.model.project import Action, Project
from engage_cli.model.questionnaire import Question, Questionnaire
from engage_cli.model.recommendation import Recommendation
from engage_cli.project.loading import LoadedProject
from engage_cli.project.recording import record_actions
from engage_cli.scoring.actions import dotless, questions_with_actions
from engage_cli.scoring.results import Advice, Assessment
from engage_cli.slugs import short_slug
from engage_cli.typed import quoted
from engage_cli.values import Value, replace
from engage_cli.wording.assessments import Wording

LONGEST_ID = 30


class ActionRequest(Value, kw_only=True):
    """What to take up, as it was asked for on the command line."""

    what: str | None = None
    """The id of a recommendation, or the id or ref of a question; None for an action in own words."""
    do: str | None = None
    """The action in the team's own words; None: in those of the recommendation."""
    owner: str | None = None
    due: dt.date | None = None


def take_up(loaded: LoadedProject, assessment: Assessment, wish: ActionRequest, w: Wording) -> Action:
    """Adds the action that `wish` asks for to the project, saves it, and gives it.

    Raises UsageError where it cannot be made, else what saving raises.
    """
    action = _made(assessment, wish, w)

    def added(known: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [*known, as_yaml(replace(action, id=free_id(action.id, known)))]

    return record_actions(loaded, added).project.actions[-1]


def proposed_advice(assessment: Assessment, most: int) -> tuple[Advice, ...]:
    """The first `most` pieces of advice on questions that no action takes up already."""
    taken = questions_with_actions(assessment.project.actions, assessment.questions)
    return tuple(advice for advice in assessment.advice if advice.question.id not in taken)[:most]


# ── making one ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _made(assessment: Assessment, wish: ActionRequest, w: Wording) -> Action:
    refuse_early_due(assessment.project, wish.due)
    action = _from_name(assessment, wish.what, wish.do, w) if wish.what is not None else _in_own_words(wish.do)
    return replace(action, owner=wish.owner, due=wish.due)


def _in_own_words(do: str | None) -> Action:
    if do is None or not do.strip():
        raise UsageError(
            Message.of("What is to be done?"),
            Message.of('Name a recommendation or a question, or write the action: --do "…".'),
        )
    return Action(id=_id(do), do=do)


def _from_name(assessment: Assessment, what: str, do: str | None, w: Wording) -> Action:
    found = _recommendation(assessment.questionnaire, what)
    if found is not None:
        question, recommendation = found
        _refuse_twice(assessment.project, recommendation.id)
        text = do or w.text(recommendation.do)
        return Action(id=dotless(recommendation.id), do=text, question=question.id, recommendation=recommendation.id)
    question = _question(assessment, what)
    if do is not None:
        return Action(id=_id(do), do=do, question=question.id)
    return _advised(assessment, question, w)


def _advised(assessment: Assessment, question: Question, w: Wording) -> Action:
    advice = next((one for one in assessment.advice if one.question.id == question.id), None)
    if advice is None:
        message = Message.of("Nothing is proposed for “{question}”.", question=w.text(question.title))
        raise UsageError(message, Message.of('Write what is to be done: --do "…".'))
    recommendation = advice.recommendation.id if advice.recommendation else None
    if recommendation is not None:
        _refuse_twice(assessment.project, recommendation)
    return Action(
        id=dotless(recommendation or question.id),
        do=w.step(advice),
        question=question.id,
        recommendation=recommendation,
    )


def _recommendation(questionnaire: Questionnaire, id: str) -> tuple[Question, Recommendation] | None:
    return next((one for one in _recommendations(questionnaire) if one[1].id == id.casefold()), None)


def _recommendations(questionnaire: Questionnaire) -> Iterator[tuple[Question, Recommendation]]:
    return ((question, one) for question in questionnaire.by_id.values() for one in question.recommendations)


def _question(assessment: Assessment, what: str) -> Question:
    questions = assessment.questionnaire.by_id.values()
    found = next((q for q in questions if what.casefold() in (q.id, (q.ref or "").casefold())), None)
    if found is None:
        known = [*(one.id for _, one in _recommendations(assessment.questionnaire)), *(q.id for q in questions)]
        message = Message.of("There is no recommendation or question “{id}”.", id=what)
        raise UsageError(message, suggestion(what, known) if closest_word(what, known) else _how_to_say(what))
    return found


def _how_to_say(what: str) -> Message:
    """Where names are found; for several words, how to take up an action of one's own."""
    if " " not in what.strip():
        return action_names_hint()
    own = f"engage action add … --do {quoted(what)}"
    return Message.of("For an action in your own words: {command}", command=own)


def _refuse_twice(project: Project, recommendation: str) -> None:
    taken = next((one for one in project.actions if one.recommendation == recommendation and not one.finished), None)
    if taken is not None:
        message = Message.of(
            "The recommendation “{id}” is taken up already, as “{action}”.", id=recommendation, action=taken.id
        )
        raise UsageError(message, Message.of("Its owner or day: {command}", command="engage action change …"))


def refuse_early_due(project: Project, due: dt.date | None) -> None:
    """Raises UsageError where `due` is before the project begins."""
    start = project.charter.dates.start
    if due is not None and start is not None and due < start:
        message = Message.of(
            "The day {date} is before the project begins, {start}.", date=due.isoformat(), start=start.isoformat()
        )
        raise UsageError(message, Message.of("Give a later day, or correct charter.dates.start."))


def _id(text: str) -> str:
    """A short name of the first words of `text`."""
    return short_slug(text, LONGEST_ID) or "action"


def free_id(id: str, known: Iterable[dict[str, Any]]) -> str:
    """`id`, or the first of `id-2`, `id-3`… that no action of `known` has."""
    taken = {one.get("id") for one in known}
    number, free = 1, id
    while free in taken:
        number += 1
        free = f"{id}-{number}"
    return free


def as_yaml(action: Action) -> dict[str, Any]:
    """The action as a project file writes it."""
    due = action.due.isoformat() if action.due else None
    pairs = {
        "id": action.id,
        "question": action.question,
        "recommendation": action.recommendation,
        "do": action.do,
        "owner": action.owner,
        "due": due,
        "status": action.status,
    }
    return {key: value for key, value in pairs.items() if value is not None}


def action_names_hint() -> Message:
    """A hint where to find the names of actions and of what is proposed."""
    return Message.of("Those there are, and what is proposed: {command}", command="engage action list …")
