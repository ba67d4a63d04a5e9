"""Compares two assessments of one project under the same questionnaire."""

from engage_cli.scoring.question_scores import GateScore, QuestionScore
from engage_cli.scoring.results import Assessment
from engage_cli.values import Value


class AssessmentDifference(Value, kw_only=True):
    """What differs between two assessments; its scores are those of the later one."""

    asked: tuple[QuestionScore, ...]
    """The questions asked in the later one only."""
    asked_no_more: tuple[QuestionScore, ...]
    expect_more: tuple[QuestionScore, ...]
    """The questions in force in both, of which the later one expects more points."""
    gates: tuple[tuple[GateScore, GateScore], ...]
    """The gates whose state differs, before and after; open ones first."""


def compare_assessments(before: Assessment, after: Assessment) -> AssessmentDifference:
    """What changes from `before` to `after`."""
    pairs = [(before.questions[id], score) for id, score in after.questions.items()]
    known = {gate.question.id: gate for gate in before.gates}
    gates = [(known[gate.question.id], gate) for gate in after.gates]
    return AssessmentDifference(
        asked=tuple(new for old, new in pairs if new.standing.is_asked and not old.standing.is_asked),
        asked_no_more=tuple(new for old, new in pairs if old.standing.is_asked and not new.standing.is_asked),
        expect_more=tuple(new for old, new in pairs if _expects_more(old, new)),
        gates=tuple((old, new) for old, new in gates if old.state is not new.state),
    )


def _expects_more(old: QuestionScore, new: QuestionScore) -> bool:
    return old.state.in_force and new.state.in_force and (new.expected or 0) > (old.expected or 0)
