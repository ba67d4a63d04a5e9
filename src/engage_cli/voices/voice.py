"""One voice: what one respondent says, as far as it counts. Frozen values, no file."""

from collections.abc import Collection, Mapping

from engage_cli.model.project import Answer, Project
from engage_cli.model.questionnaire import Question, Questionnaire
from engage_cli.scoring.question_scores import State
from engage_cli.scoring.states import question_standings
from engage_cli.values import Value, replace

SAID = (State.ANSWERED, State.UNKNOWN, State.NOT_APPLICABLE)
"""The states of a question on which a voice says something that counts."""


class Voice(Value, kw_only=True):
    """What one respondent says about a project."""

    name: str
    """The name of the respondent, as a role or pseudonym; shown only where names are asked for."""
    speaks_for: tuple[str, ...] = ()
    """The ids of the units and functions that they answer for; empty: for all."""
    answers: Mapping[str, Answer]
    """The answers that count, by question id."""
    closed: tuple[str, ...] = ()
    """The ids of questions answered although the voice's own answers, or the project, close them."""
    asked: frozenset[str]
    """The ids of the questions put to it as its answers stand."""
    facts: tuple[str, ...] = ()
    """The ids of the facets on which it says something else than the project."""
    version: str | None = None
    """The version of the questionnaire that it answered; None where its file does not say."""
    unplaced: int = 0
    """The number of answers to another version that have no place in this one."""


def can_answer(speaks_for: Collection[str], question: Question) -> bool:
    """Whether somebody who speaks for these units and functions can answer `question`; no ids: for all of them.

    Of a question that names several, one is enough; one that names nobody is the whole team's.
    """
    named = (*filter(None, [question.unit]), *question.functions)
    return not named or not speaks_for or any(id in speaks_for for id in named)


def hear_voice(
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
    """The voice of somebody who gave `answers`; what is asked depends on the project with these answers alone."""
    alone = replace(project, answers=answers)
    states = {id: one.state for id, one in question_standings(questionnaire, alone, scope=project.scope).items()}
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
