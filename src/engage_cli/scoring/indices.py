"""Scores indices: over sections, or over other indices."""

from collections.abc import Mapping
from fractions import Fraction

from engage_cli.model.questionnaire import Index, Questionnaire
from engage_cli.scoring.nodes import combine, count_states, node_part, node_term, with_sum
from engage_cli.scoring.question_scores import QuestionScore
from engage_cli.scoring.results import IndexScore, NodeScore, SectionScore


def score_indices(
    questionnaire: Questionnaire, sections: Mapping[str, SectionScore], questions: Mapping[str, QuestionScore]
) -> dict[str, IndexScore]:
    """Every index by id, in the questionnaire's order."""
    found: dict[str, IndexScore] = {}
    for index in _inner_first(questionnaire):
        found[index.id] = _score(index, questionnaire, sections, found, questions)
    return {index.id: found[index.id] for index in questionnaire.indices}


def score_index(
    index: Index,
    questionnaire: Questionnaire,
    sections: Mapping[str, SectionScore],
    questions: Mapping[str, QuestionScore],
) -> IndexScore:
    """The score of one index, from the sections below it."""
    inner = {
        one.id: score_index(one, questionnaire, sections, questions)
        for one in questionnaire.indices
        if one.id in index.indices
    }
    return _score(index, questionnaire, sections, inner, questions)


def _score(
    index: Index,
    questionnaire: Questionnaire,
    sections: Mapping[str, SectionScore],
    indices: Mapping[str, IndexScore],
    questions: Mapping[str, QuestionScore],
) -> IndexScore:
    children: list[tuple[NodeScore, Fraction]]
    if index.indices:
        children = [(indices[id], Fraction(1)) for id in index.indices]
    else:
        children = [(sections[id], sections[id].section.weight) for id in direct_sections(index, questionnaire)]
    terms = [node_term(c, weight, index.method, counted=c.aimed and c.evidenced is not None) for c, weight in children]
    scored = zip(children, terms, strict=True)
    parts = [node_part(child, term, questionnaire.bands) for (child, _), term in scored if term.counted]
    leaves = {
        q.id: questions[q.id]
        for id in all_sections(index, questionnaire)
        if sections[id].aimed
        for q in sections[id].section.all_questions()
    }
    return with_sum(
        IndexScore,
        combine(index.method, parts, questionnaire.bands),
        id=index.id,
        index=index,
        method=index.method,
        out_of=Fraction(1),
        aimed=True,
        tally=count_states(leaves.values()),
        terms=tuple(terms),
    )


def direct_sections(index: Index, questionnaire: Questionnaire) -> tuple[str, ...]:
    """The ids of the sections that an index combines directly, whether aimed at or not."""
    if index.role is None:
        return index.sections
    return tuple(s.id for s in questionnaire.walk() if s.role == index.role)


def all_sections(index: Index, questionnaire: Questionnaire) -> tuple[str, ...]:
    """The ids of the sections below an index, through other indices too, whether aimed at or not."""
    below = [i for i in questionnaire.indices if i.id in index.indices]
    return tuple(
        dict.fromkeys(
            (*direct_sections(index, questionnaire), *(id for i in below for id in all_sections(i, questionnaire)))
        )
    )


def _inner_first(questionnaire: Questionnaire) -> list[Index]:
    """Indices, each after those it is made of; the questionnaire was checked to have no cycle."""
    done: list[Index] = []
    while len(done) < len(questionnaire.indices):
        known = {i.id for i in done}
        done += [i for i in questionnaire.indices if i.id not in known and known.issuperset(i.indices)]
    return done
