"""Scores one question: the points that it earns, declared and evidenced, at worst and at best (design.md §3)."""

import datetime as dt
from fractions import Fraction

from engage_cli.model.project import Answer, Evidence
from engage_cli.model.questionnaire import Question, Questionnaire, QuestionType
from engage_cli.model.scales import Better, Choice, Expected
from engage_cli.scoring.evidence import evidence_support
from engage_cli.scoring.question_scores import NOTHING, Fall, QuestionScore, Range, Standing, State
from engage_cli.values import Value


class _Earned(Value):
    """Points as declared and as borne out."""

    declared: Fraction
    evidenced: Fraction
    declared_choice: Choice | None = None
    evidenced_choice: Choice | None = None
    fall: Fall | None = None
    valid: tuple[Evidence, ...] = ()


def score_question(
    question: Question,
    standing: Standing,
    answer: Answer | None,
    *,
    questionnaire: Questionnaire,
    now: Choice | None,
    as_of: dt.date,
) -> QuestionScore:
    """The score of one question; unanswered and unknown range from no points to all."""
    earned = _earned(question, answer, as_of) if standing.if_aimed is State.ANSWERED and answer else None
    expected, expected_choice = _expected(question, questionnaire, now)
    declared = _range(question, standing, earned.declared if earned else None)
    alike = earned is None or earned.declared == earned.evidenced
    return QuestionScore(
        question=question,
        standing=standing,
        answer=answer,
        place=("assessment", "answers", question.id),
        declared=declared,
        evidenced=declared if alike else _range(question, standing, earned.evidenced if earned else None),
        declared_choice=earned.declared_choice if earned else None,
        evidenced_choice=earned.evidenced_choice if earned else None,
        fall=earned.fall if earned else None,
        unmet_criteria=_unmet(question, answer) if earned and answer else (),
        valid_evidence=earned.valid if earned else (),
        expected=expected,
        expected_choice=expected_choice,
    )


def declared_points(question: Question, answer: Answer) -> Fraction:
    """The points of an answer that chooses something, evidence left aside."""
    return _earned(question, answer, dt.date.max).declared


def binding_position(
    by_time: tuple[tuple[str, str], ...], questionnaire: Questionnaire, now: Choice | None
) -> int | None:
    """The position in `by_time` of the latest entry that is not after `now`.

    None before the first, or where the time is not known.
    """
    facet = questionnaire.facet(questionnaire.timeline or "")
    if facet is None or now is None:
        return None
    here = facet.rank(now.id)
    return next((i for i in reversed(range(len(by_time))) if facet.rank(by_time[i][0]) <= here), None)


def _range(question: Question, standing: Standing, earned: Fraction | None) -> Range | None:
    if not (standing.if_aimed.in_force and question.is_scored):
        return None
    return Range(NOTHING, question.full_points) if earned is None else Range(earned, earned)


def _expected(
    question: Question, questionnaire: Questionnaire, now: Choice | None
) -> tuple[Fraction | None, Choice | None]:
    """Points that are enough: the best where nothing is said, None before the first moment of a timeline.

    None as well where the worst answer is enough, or where nothing is expected at all.
    """
    rule: Expected | None = question.expected
    if not question.judged:
        return None, None
    if rule is None:
        return question.full_points if question.better is Better.HIGH else NOTHING, None
    at = binding_position(rule.by_time, questionnaire, now)
    id = rule.always if at is None else rule.by_time[at][1]
    choice = question.choice(id) if id else None
    return (choice.points if question.merit(choice.points) else None, choice) if choice else (None, None)


def _unmet(question: Question, answer: Answer) -> tuple[str, ...]:
    return tuple(c.id for c in question.criteria if c.id not in answer.criteria)


def _earned(question: Question, answer: Answer, as_of: dt.date) -> _Earned:
    match question.type:
        case QuestionType.TEXT:
            return _Earned(Fraction(0), Fraction(0))
        case QuestionType.MANY:
            return _earned_by_many(question, answer, as_of)
        case QuestionType.ONE:
            return _earned_by_one(question, answer, as_of)


def _earned_by_one(question: Question, answer: Answer, as_of: dt.date) -> _Earned:
    declared = question.choice(answer.choice or "")
    assert declared is not None, "checked when the project was loaded"
    if _unmet(question, answer):
        declared = question.ladder[0]
    support = evidence_support(declared, answer.evidence, as_of)
    evidenced = declared if support.fall is None else _best_below(question, declared, answer.evidence, as_of)
    valid = support.valid or evidence_support(evidenced, answer.evidence, as_of).valid
    return _Earned(declared.points, evidenced.points, declared, evidenced, support.fall, valid)


def _best_below(question: Question, choice: Choice, evidence: tuple[Evidence, ...], as_of: dt.date) -> Choice:
    """The best choice worse than `choice` that `evidence` bears out; one that needs none always is.

    The worst of all where none is.
    """
    below = question.ladder[: question.step(choice.id)]
    support = (c for c in reversed(below) if evidence_support(c, evidence, as_of).fall is None)
    return next(support, below[0] if below else choice)


def _earned_by_many(question: Question, answer: Answer, as_of: dt.date) -> _Earned:
    """Choices that the evidence does not bear out earn nothing, unless that would be better."""
    chosen = [c for c in question.choices if c.id in (answer.choices or ())]
    if _unmet(question, answer):
        chosen = []
    support = [(c, evidence_support(c, answer.evidence, as_of)) for c in chosen]
    kept = [c for c, b in support if b.fall is None or question.better is Better.LOW]
    fall = next((b.fall for c, b in support if c not in kept), None)
    valid = tuple(dict.fromkeys(e for _, b in support for e in b.valid))
    return _Earned(_sum(question, chosen), _sum(question, kept), fall=fall, valid=valid)


def _sum(question: Question, chosen: list[Choice]) -> Fraction:
    total = sum((c.points for c in chosen), Fraction(0))
    return total if question.most_points is None else min(total, question.most_points)
