"""CPU time of `make_plan` on questionnaires of many questions, all of them without an answer or at their lowest.

    python benchmarks/plan.py [RUNS]

Aims: 73 questions in 0.1 s, 300 in 3 s, scoring and the proof included.
"""

import datetime as dt
import statistics
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from engage_cli.model.project import Answer, Charter, Project
from engage_cli.model.questionnaire import Index, Method, Question, Questionnaire, Section
from engage_cli.model.recommendation import Effort, Recommendation
from engage_cli.model.scales import Band, Choice, Expected
from engage_cli.model.text import Text
from engage_cli.planning.goal import Goal
from engage_cli.planning.plan import make_plan
from engage_cli.planning.situation import situation_on
from engage_cli.project.loading import load_project
from engage_cli.report.plan.planned import cheapest_plan
from engage_cli.scoring.assessment import assess

ROOT = Path(__file__).resolve().parents[1]
DAY = dt.date(2026, 11, 23)
EFFORTS = (Effort.S, Effort.M, Effort.L)
BANDS = (
    Band(id="low", label=Text.of({"en": "Low"}), below=Fraction(2, 5)),
    Band(id="middle", label=Text.of({"en": "Middle"}), below=Fraction(17, 20)),
    Band(id="there", label=Text.of({"en": "There"}), each_at_least="middle"),
)


EXAMPLE = load_project(ROOT / "examples/collections-en-ligne/project.yaml")
ASSESSED = assess(EXAMPLE.questionnaire.questionnaire, EXAMPLE.project, as_of=DAY)


def main(runs: int) -> None:
    for name, work in {
        "the example of the shipped questionnaire, loaded and planned": example,
        "the plan of its full report, beside its assessment": reported,
        **{f"{n} questions": made(n) for n in (73, 300)},
    }.items():
        times = [timed(work) for _ in range(runs)]
        print(f"{name}: {statistics.median(times):.3f} s of CPU, {min(times):.3f} at best")


def timed(work: Callable[[], None]) -> float:
    """CPU seconds of one run."""
    started = time.process_time()
    work()
    return time.process_time() - started


def example() -> None:
    """The example that is furthest from what is expected."""
    loaded = load_project(ROOT / "examples/collections-en-ligne/project.yaml")
    here = situation_on(loaded.questionnaire.questionnaire, loaded.project, as_of=DAY)
    make_plan(here, Goal(node="principes", section=False, band=2))


def reported() -> None:
    """What a full report takes for its part on effort: the project is assessed already."""
    cheapest_plan(ASSESSED)


def made(count: int) -> Callable[[], None]:
    """A questionnaire of sections of ten questions with four levels and efforts in turn."""
    sections = tuple(section(number, min(10, count - number * 10)) for number in range((count + 9) // 10))
    index = Index(id="all", label=Text.of({"en": "All"}), method=Method.MEAN, role="floor")
    questionnaire = Questionnaire(
        id="large", version="1.0.0", digest="sha256:0", title=Text.of({"en": "Large"}), languages=("en",), bands=BANDS,
        indices=(index,), sections=sections,
    )  # fmt: skip
    answers = {id: Answer(choice="c0") for id in questionnaire.by_id}
    project = Project(charter=Charter(name="P"), answers=answers)
    goal = Goal(node="all", section=False, band=2)

    def work() -> None:
        found = make_plan(situation_on(questionnaire, project, as_of=DAY), goal)
        assert found is not None
        assert found.reached

    return work


def section(number: int, count: int) -> Section:
    """One section."""
    questions = tuple(question(f"s{number}.q{i}", number + i) for i in range(count))
    title = Text.of({"en": f"Section {number}"})
    return Section(id=f"s{number}", title=title, role="floor", weight=Fraction(1 + number % 3), questions=questions)


def question(id: str, turn: int) -> Question:
    """Four levels, the third expected."""
    text = Text.of({"en": id})
    choices = tuple(Choice(id=f"c{i}", label=text, points=Fraction(i)) for i in range(4))
    advice = tuple(
        Recommendation(id=f"{id}.{i}", at=(f"c{i}",), to=f"c{i + 1}", do=text, effort=EFFORTS[(turn + i) % 3], lead="x")
        for i in range(3)
    )
    return Question(
        id=id, title=text, ask=text, choices=choices, expected=Expected(always="c2"), recommendations=advice,
        weight=Fraction(1 + turn % 2),
    )  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
