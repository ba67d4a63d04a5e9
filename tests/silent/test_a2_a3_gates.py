"""A2, A3: a gate is never met without an answer, and compares positions where there are no points."""

import pytest

from engage_cli.model.project import Answer
from engage_cli.model.questionnaire import Gate
from engage_cli.model.scales import Choice
from engage_cli.scoring.assessment import assess
from engage_cli.scoring.question_scores import GateState
from tests.scoring.making import TODAY, UNKNOWN, project, question, questionnaire, section, text

LEVELS = tuple(Choice(id=id, label=text(id)) for id in ("no", "partly", "yes"))


@pytest.mark.parametrize("needs", ["no", "partly", "yes"])
@pytest.mark.parametrize("answer", [None, UNKNOWN, "no", "partly", "yes"])
@pytest.mark.parametrize("points", [True, False], ids=["points", "no points"])
def test_a_gate(needs: str, answer: Answer | str | None, points: bool) -> None:
    choices = tuple(Choice(id=c.id, label=c.label, points=i * int(points)) for i, c in enumerate(LEVELS))  # type: ignore[arg-type]  # whole numbers
    law = question(
        "a.law", choices=choices, expected=None, gate=Gate(basis="law", rule=text("R"), certainty="high", needs=needs)
    )
    made = questionnaire(section("a", law))
    found = assess(made, project({} if answer is None else {"a.law": answer}), as_of=TODAY).gates[0].state
    order = ["no", "partly", "yes"]
    if isinstance(answer, str):
        assert found is (GateState.MET if order.index(answer) >= order.index(needs) else GateState.UNMET)
    else:
        assert found is GateState.UNKNOWN
