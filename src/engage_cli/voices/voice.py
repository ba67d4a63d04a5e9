"""One voice: what one respondent says, as far as it counts. Frozen values, no file."""

from collections.abc import Collection, Mapping

from engage_cli.model.project import Answer, Project
from engage_cli.model.questionnaire import Question, Questionnaire
from engage_cli.scoring.question_scores import State
from engage_cli.scoring.states import standings
from engage_cli.values import Value, replace

SAID = (State.ANSWERED, State.UNKNOWN, State.NOT_APPLICABLE)
"""States of questions on which a voice says something that counts."""


class Voice(Value, kw_only=True):
    """What one respondent says."""

    name: str
    """Who it is: a role, a pseudonym. Never shown unless names are asked for."""
    speaks_for: tuple[str, ...] = ()
    """Ids of units and functions; empty: for all of them."""
    answers: Mapping[str, Answer]
    """By question id, those that count..."""
    closed: tuple[str, ...] = ()
    """...and the questions that it answered and that its own answers, or the project, close."""
    asked: frozenset[str]
    """Questions that are put to it as its answers stand."""
    facts: tuple[str, ...] = ()
    """Ids of the facets of which it says something else than the project."""
    version: str | None = None
    """Of the questionnaire that it answered; None: it does not say."""
    unplaced: int = 0
    """Answers to another version that have no place in this one."""


def can_answer(speaks_for: Collection[str], question: Question) -> bool:
    """Whether somebody who speaks for these units and functions, by id, can answer `question`; none: for all of them.

    Of a question that names several, one is enough; one that names nobody is the whole team's.
    """
    named = (*filter(None, [question.unit]), *question.functions)
    return not named or not speaks_for or any(id in speaks_for for id in named)


def heard(
    name: str,
    answers: Mapping[str, Answer],
    project: Project,
    questionnaire: Questionnaire,
    *,
    speaks_for: tuple[str, ...] = (),
    facts: tuple[str, ...] = (),
    version: str | None = None,
    unplaced: int = 0,
) -> Voice:
    """The voice of someone who gave `answers`: the project decides what is asked, with these answers alone."""
    alone = replace(project, answers=answers)
    states = {id: one.state for id, one in standings(questionnaire, alone, scope=project.scope).items()}
    counted = {id: answers[id] for id in questionnaire.by_id if id in answers and states[id] in SAID}
    return Voice(
        name=name,
        speaks_for=speaks_for,
        answers=counted,
        closed=tuple(id for id in questionnaire.by_id if id in answers and id not in counted),
        asked=frozenset(id for id, state in states.items() if state in (*SAID, State.UNANSWERED, State.UNSETTLED)),
        facts=facts,
        version=version,
        unplaced=unplaced,
    )
