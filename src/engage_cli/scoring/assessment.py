"""From a project's answers to its assessment."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

from engage_cli.model.condition import comparisons
from engage_cli.model.project import Answer, Project
from engage_cli.model.questionnaire import Questionnaire, Tension
from engage_cli.model.scales import Facet, FacetType, Label
from engage_cli.scoring.advice import Basis, advise
from engage_cli.scoring.conditions import Reading, holds
from engage_cli.scoring.gates import score_gates
from engage_cli.scoring.indices import reach, score_indices
from engage_cli.scoring.nodes import Answered, score_sections, tally
from engage_cli.scoring.points import score_question
from engage_cli.scoring.results import (
    Assessment,
    GateScore,
    IndexScore,
    SectionScore,
    TagLine,
)
from engage_cli.scoring.standing import QuestionScore, State
from engage_cli.scoring.states import aimed_at, now, reads_answers, standings


def assess(questionnaire: Questionnaire, project: Project, *, as_of: dt.date, scope: str | None = None) -> Assessment:
    """Read `project` against `questionnaire` as things stand on `as_of`.

    `scope` ("full" or "quick") is the project's own where it is not given. Pure: same input, same result.
    """
    scope = scope or project.scope
    here = now(questionnaire, project)
    questions = {
        id: score_question(
            questionnaire.by_id[id], standing, project.answers.get(id),
            questionnaire=questionnaire, now=here, as_of=as_of,
        )
        for id, standing in standings(questionnaire, project, scope=scope).items()
    }  # fmt: skip
    gates = score_gates(questionnaire, project, questions, now=here, as_of=as_of)
    answered = Answered(
        bands=questionnaire.bands,
        questions=questions,
        aims=aimed_at(questionnaire, project),
        targets=project.targets,
    )
    sections = _sections(questionnaire, answered, gates)
    reading = Reading(questionnaire, project.charter.facets, _answers_in_force(questions))
    return Assessment(
        questionnaire=questionnaire,
        project=project,
        as_of=as_of,
        scope=scope,
        now=here,
        questions=questions,
        sections=sections,
        indices=_indices(questionnaire, sections, questions, gates),
        gates=gates,
        advice=advise(Basis(questionnaire=questionnaire, answered=answered, sections=sections, gates=gates)),
        tensions=tuple(t for t in questionnaire.tensions if _pulls(t, sections) and holds(t.when, reading)),
        notes=tuple(n for n in questionnaire.notes if holds(n.when, reading)),
        unknown_facets=_unknown_facets(questionnaire, project),
        tag_lines=tuple(_tag_line(tag, questions) for tag in questionnaire.tags if tag.line is not None),
        uncounted=tuple(q for q in questions.values() if q.answer is not None and not _counts(q)),
        tally=tally(questions.values()),
        conditional=reads_answers(questionnaire),
    )


def _answers_in_force(questions: Mapping[str, QuestionScore]) -> Callable[[str], Answer | None]:
    return {id: q.answer for id, q in questions.items() if q.state is State.ANSWERED}.get


def _sections(
    questionnaire: Questionnaire, answered: Answered, gates: tuple[GateScore, ...]
) -> dict[str, SectionScore]:
    scored = score_sections(questionnaire.sections, answered)
    reserved = _under_open_gates(questionnaire, gates)
    return {id: replace(score, under_reserve=id in reserved) for id, score in scored.items()}


def _indices(
    questionnaire: Questionnaire,
    sections: Mapping[str, SectionScore],
    questions: Mapping[str, QuestionScore],
    gates: tuple[GateScore, ...],
) -> dict[str, IndexScore]:
    """An open gate holds every index above its section under reserve, even where the section is not aimed at:

    law does not depend on ambition.
    """
    scored = score_indices(questionnaire, sections, questions)
    reserved = _under_open_gates(questionnaire, gates)
    return {
        id: replace(score, under_reserve=not reserved.isdisjoint(reach(score.index, questionnaire)))
        for id, score in scored.items()
    }


def _under_open_gates(questionnaire: Questionnaire, gates: tuple[GateScore, ...]) -> frozenset[str]:
    return frozenset(s.id for g in gates if g.state.open for s in questionnaire.home[g.question.id])


def _counts(score: QuestionScore) -> bool:
    return score.state.in_force or score.state is State.NOT_APPLICABLE


def _pulls(tension: Tension, sections: Mapping[str, SectionScore]) -> bool:
    """Both sides concern the project."""
    return all(sections[id].aimed for id in tension.between)


def _unknown_facets(questionnaire: Questionnaire, project: Project) -> tuple[Facet, ...]:
    """Facets said to be unknown, and those left out that are a yes or no or that some condition reads."""
    facets = project.charter.facets
    read = {test.key for q in questionnaire.by_id.values() for test in comparisons(q.when)}
    return tuple(
        f
        for f in questionnaire.facets
        if facets.get(f.id) is None and (f.id in facets or f.type is FacetType.YES_NO or f.id in read)
    )


def _tag_line(tag: Label, questions: Mapping[str, QuestionScore]) -> TagLine:
    tagged = [q for q in questions.values() if tag.id in q.question.tags and _scored(q)]
    ordered = sorted(
        tagged, key=lambda q: (-q.attainment.low if q.attainment else 0, -q.evidenced.low if q.evidenced else 0)
    )
    attained = [q for q in tagged if q.attainment is not None and q.attainment.low == 1]
    return TagLine(
        tag=tag,
        in_force=len(tagged),
        attained=len(attained),
        best=ordered[0] if ordered else None,
        weakest=ordered[-1] if len(ordered) > 1 else None,
    )


def _scored(score: QuestionScore) -> bool:
    return score.state.in_force and score.evidenced is not None and not score.standing.gate_only
