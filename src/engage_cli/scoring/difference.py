"""What differs between two assessments."""

from engage_cli.scoring.question_scores import GateScore, QuestionScore
from engage_cli.scoring.results import Assessment
from engage_cli.values import Value


class Difference(Value, kw_only=True):
    """What is otherwise in one assessment than in another of the same questionnaire; all of it from the later one."""

    asked: tuple[QuestionScore, ...]
    """Put to the team, and not before."""
    asked_no_more: tuple[QuestionScore, ...]
    expect_more: tuple[QuestionScore, ...]
    """In force both times, with more points expected."""
    gates: tuple[tuple[GateScore, GateScore], ...]
    """Before and after, where the state is another, open ones first."""


def difference(before: Assessment, after: Assessment) -> Difference:
    """What changes from `before` to `after`."""
    pairs = [(before.questions[id], score) for id, score in after.questions.items()]
    known = {gate.question.id: gate for gate in before.gates}
    gates = [(known[gate.question.id], gate) for gate in after.gates]
    return Difference(
        asked=tuple(new for old, new in pairs if new.standing.wanted and not old.standing.wanted),
        asked_no_more=tuple(new for old, new in pairs if old.standing.wanted and not new.standing.wanted),
        expect_more=tuple(new for old, new in pairs if _expects_more(old, new)),
        gates=tuple((old, new) for old, new in gates if old.state is not new.state),
    )


def _expects_more(old: QuestionScore, new: QuestionScore) -> bool:
    return old.state.in_force and new.state.in_force and (new.expected or 0) > (old.expected or 0)
