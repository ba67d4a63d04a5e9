"""Decides the state of each question, once; scores, progress, wizard, report and check all go by it."""

from collections.abc import Mapping
from types import MappingProxyType

from engage_cli.model.project import Answer, Project
from engage_cli.model.questionnaire import Question, Questionnaire, Section
from engage_cli.model.scales import Choice
from engage_cli.scoring.conditions import Reading, holds, truth, unknown_facets_in
from engage_cli.scoring.question_scores import Standing, State

QUICK = "quick"


def question_standings(
    questionnaire: Questionnaire,
    project: Project,
    *,
    scope: str,
    all_sections: bool = False,
    known: Mapping[str, Standing] = MappingProxyType({}),
) -> dict[str, Standing]:
    """The standing of every question by id, in the questionnaire's order; standings in `known` are taken as they are.

    With `all_sections`, sections not aimed at are treated as if they were: for asking, never for scoring.
    """
    found = dict(known)

    def answer_in_force(id: str) -> Answer | None:
        return project.answers.get(id) if found[id].state is State.ANSWERED else None

    def waits_for(id: str) -> tuple[str, ...]:
        return found[id].waits_for

    reading = Reading(questionnaire, project.charter.facets, answer_in_force, waits_for)
    aims, here = aimed_at(questionnaire, project), timeline_choice(questionnaire, project)
    for id in questionnaire.ids_by_dependence:
        if id in known:
            continue
        question = questionnaire.by_id[id]
        asked = truth(question.when, reading)
        if asked is False:
            found[id] = _both(State.NOT_ASKED)
        elif not _due(question, questionnaire, here):
            found[id] = _both(State.NOT_YET_DUE)
        elif scope == QUICK and not question.quick:
            found[id] = _both(State.OUTSIDE_SCOPE)
        else:
            aimed = all_sections or aims[questionnaire.sections_of[id][-1].id]
            open_facts = unknown_facets_in(question.when, reading) if asked is None else ()
            found[id] = _asked(question, project.answers.get(id), open_facts, aimed=aimed)
    return {id: found[id] for id in questionnaire.by_id}


def aimed_at(questionnaire: Questionnaire, project: Project) -> Mapping[str, bool]:
    """Whether the project aims at each section, and at all sections around it, by section id."""
    reading = Reading(questionnaire, project.charter.facets, lambda _: None)
    found: dict[str, bool] = {}

    def visit(sections: tuple[Section, ...], *, around: bool) -> None:
        for section in sections:
            found[section.id] = around and holds(section.aim, reading)
            visit(section.sections, around=found[section.id])

    visit(questionnaire.sections, around=True)
    return found


def timeline_choice(questionnaire: Questionnaire, project: Project) -> Choice | None:
    """The choice of the project on the timeline; None without a timeline, or where it is not known."""
    facet = questionnaire.facet(questionnaire.timeline) if questionnaire.timeline else None
    value = project.charter.facets.get(facet.id) if facet else None
    return facet.choice(value) if facet and isinstance(value, str) else None


def _due(question: Question, questionnaire: Questionnaire, here: Choice | None) -> bool:
    """Whether the project is at the moment from which it is asked, or after; True where nobody knows where it is."""
    facet = questionnaire.facet(questionnaire.timeline or "")
    return question.due is None or here is None or facet is None or facet.rank(here.id) >= facet.rank(question.due)


def _asked(question: Question, answer: Answer | None, waits_for: tuple[str, ...], *, aimed: bool) -> Standing:
    """Of a question whose time, scope and condition let it be asked, as far as the facts in `waits_for` are known."""
    state = _answered(answer)
    if waits_for and state in (State.UNANSWERED, State.UNKNOWN):
        state = State.UNSETTLED
    gate_only = not aimed and question.gate is not None
    shown = state if aimed or gate_only else State.OUTSIDE_AIM
    return Standing(state=shown, if_aimed=state, gate_only=gate_only, waits_for=waits_for)


def _both(state: State) -> Standing:
    return Standing(state=state, if_aimed=state)


def _answered(answer: Answer | None) -> State:
    if answer is None:
        return State.UNANSWERED
    if answer.not_applicable:
        return State.NOT_APPLICABLE
    return State.UNKNOWN if answer.unknown else State.ANSWERED
