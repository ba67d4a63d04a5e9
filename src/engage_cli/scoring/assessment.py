"""Assesses a project: from its answers to everything that reports show. Begin with `assess`."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from engage_cli.model.project import Project
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Label
from engage_cli.model.statements import Tension
from engage_cli.scoring.advice import AdviceBasis, advise
from engage_cli.scoring.conditions import holds
from engage_cli.scoring.indices import all_sections, score_index, score_indices
from engage_cli.scoring.nodes import SectionInput, count_states, score_sections
from engage_cli.scoring.question_scores import GateScore, QuestionScore, State
from engage_cli.scoring.question_scoring import QuestionScoring, score_questions, unknown_facets
from engage_cli.scoring.results import Assessment, IndexScore, SectionScore, TagLine
from engage_cli.scoring.states import aimed_at
from engage_cli.values import replace


def assess(questionnaire: Questionnaire, project: Project, *, as_of: dt.date, scope: str | None = None) -> Assessment:
    """The assessment of `project` against `questionnaire` on the day `as_of`.

    `scope` ("full" or "quick") is the project's own where it is None. Pure: the same input gives the same result.
    """
    known = score_questions(questionnaire, project, as_of=as_of, scope=scope)
    sections, indices = score_nodes(known)
    reading, questions = known.reading, known.questions
    basis = AdviceBasis(
        questionnaire=questionnaire, questions=questions, sections=sections, gates=known.gates, reading=reading
    )
    return Assessment(
        questionnaire=questionnaire,
        project=project,
        as_of=as_of,
        scope=known.scope,
        now=known.now,
        questions=questions,
        sections=sections,
        indices=indices,
        gates=known.gates,
        advice=advise(basis),
        tensions=tuple(t for t in questionnaire.tensions if _pulls(t, sections) and holds(t.when, reading)),
        notes=tuple(n for n in questionnaire.notes if holds(n.when, reading)),
        unknown_facets=unknown_facets(questionnaire, project),
        tag_lines=tuple(_tag_line(tag, questions) for tag in questionnaire.tags if tag.line is not None),
        uncounted=tuple(q for q in questions.values() if q.answer is not None and not _counts(q)),
        tally=count_states(questions.values()),
        conditional=questionnaire.conditional,
    )


Sections = Mapping[str, SectionScore]
"""The scores of sections by id."""
_NONE: Sections = MappingProxyType({})


def score_nodes(known: QuestionScoring, unchanged: Sections = _NONE) -> tuple[Sections, Mapping[str, IndexScore]]:
    """The scores of all sections and indices; those of sections that are `unchanged` are taken as they are."""
    sections = _sections(known.questionnaire, _answered(known), known.gates, unchanged)
    return sections, _indices(known.questionnaire, sections, known.questions, known.gates)


def score_node(
    known: QuestionScoring, id: str, *, section: bool, unchanged: Sections = _NONE
) -> SectionScore | IndexScore:
    """The score of one section or index, with the same shares and band as in `score_nodes`.

    Only what is below it is scored, and `under_reserve` is not set.
    """
    questionnaire = known.questionnaire
    index = None if section else next(one for one in questionnaire.indices if one.id == id)
    below = {id} if index is None else set(all_sections(index, questionnaire))
    tops = [top for top in questionnaire.sections if any(one.id in below for one in top.walk())]
    scored = score_sections(tops, _answered(known), unchanged)
    return scored[id] if index is None else score_index(index, questionnaire, scored, known.questions)


def _answered(known: QuestionScoring) -> SectionInput:
    return SectionInput(
        bands=known.questionnaire.bands,
        questions=known.questions,
        aims=aimed_at(known.questionnaire, known.project),
        targets=known.project.targets,
    )


def _sections(
    questionnaire: Questionnaire, answered: SectionInput, gates: tuple[GateScore, ...], unchanged: Sections
) -> Sections:
    scored = score_sections(questionnaire.sections, answered, unchanged)
    reserved = _under_open_gates(questionnaire, gates)
    return {id: replace(score, under_reserve=id in reserved) for id, score in scored.items()}


def _indices(
    questionnaire: Questionnaire,
    sections: Mapping[str, SectionScore],
    questions: Mapping[str, QuestionScore],
    gates: tuple[GateScore, ...],
) -> dict[str, IndexScore]:
    """An open gate holds every index above its section under reserve, even where the section is not aimed at.

    Law does not depend on ambition.
    """
    scored = score_indices(questionnaire, sections, questions)
    reserved = _under_open_gates(questionnaire, gates)
    return {
        id: replace(score, under_reserve=not reserved.isdisjoint(all_sections(score.index, questionnaire)))
        for id, score in scored.items()
    }


def _under_open_gates(questionnaire: Questionnaire, gates: tuple[GateScore, ...]) -> frozenset[str]:
    return frozenset(s.id for g in gates if g.state.is_open for s in questionnaire.sections_of[g.question.id])


def _counts(score: QuestionScore) -> bool:
    return score.state.in_force or score.state is State.NOT_APPLICABLE


def _pulls(tension: Tension, sections: Mapping[str, SectionScore]) -> bool:
    """Both sides concern the project."""
    return all(sections[id].aimed for id in tension.between)


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
    return score.state.in_force and score.question.judged and not score.standing.gate_only
