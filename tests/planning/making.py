"""Questionnaires of a few questions, by chance, and every combination of steps tried one by one."""

from collections.abc import Iterator
from fractions import Fraction

from hypothesis import strategies as st

from engage_cli.model.condition import Comparing, Comparison
from engage_cli.model.project import Project
from engage_cli.model.questionnaire import Index, Question, Questionnaire, Section
from engage_cli.model.recommendation import Effort
from engage_cli.model.scales import Band, Better, Expects
from engage_cli.planning.goal import Goal, Point, point_of
from engage_cli.planning.options import Wishes, options_of
from engage_cli.planning.situation import Situation, situation_on
from engage_cli.values import replace
from tests.scoring import making

MOST = 300
"""Combinations that are tried one by one."""

efforts = st.sampled_from(list(Effort))


@st.composite
def questions(draw: st.DrawFn, id: str) -> Question:
    made = draw(making.questions(id))
    last = len(made.choices) - 1
    low = draw(st.integers(0, 5)) == 0
    steps = [(i, i + 1) for i in range(last)] if not low else [(i + 1, i) for i in range(last)]
    kept = [step for step in steps if draw(st.integers(0, 4)) > 0]
    advice = tuple(making.advice(f"{id}.{a}", (f"c{a}",), f"c{b}", draw(efforts)) for a, b in kept)
    expects = draw(st.sampled_from([Expects.FULL, Expects.FULL, Expects.FULL, Expects.NOTHING]))
    expected = made.expected if expects is Expects.FULL else None
    better = Better.LOW if low else Better.HIGH
    when = draw(st.one_of(st.none(), making.conditions))
    return replace(made, recommendations=advice, better=better, expects=expects, expected=expected, when=when, due=None)


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    return making.questionnaire(*_sections(draw), indices=_indices(draw), bands=draw(bands()))


def bands() -> st.SearchStrategy[tuple[Band, ...]]:
    return st.sampled_from([making.BANDS, making.BANDS[:3], ()])


def _sections(draw: st.DrawFn) -> list[Section]:
    left, made = 8, []
    for number in range(draw(st.integers(1, 3))):
        inner = []
        if draw(st.booleans()):
            inner, left = _some(draw, f"s{number}-i", min(left, 2)), left - 2
        own, left = _questions(draw, f"s{number}", min(left, 3)), left - 3
        method, weight = draw(making.methods), draw(making.weights)
        made.append(making.section(f"s{number}", *own, method=method, weight=weight, sections=tuple(inner)))
    return made


def _some(draw: st.DrawFn, id: str, most: int) -> list[Section]:
    method, weight = draw(making.methods), draw(making.weights)
    return [making.section(id, *_questions(draw, id, most), role=None, method=method, weight=weight)]


def _questions(draw: st.DrawFn, id: str, most: int) -> list[Question]:
    return [draw(questions(f"{id}.q{i}")) for i in range(draw(st.integers(0, max(most, 0))))]


def _indices(draw: st.DrawFn) -> tuple[Index, ...]:
    text = making.text("Floor")
    floor = Index(id="floor", label=text, method=draw(making.methods), role="floor")
    return floor, Index(id="all", label=text, method=draw(making.methods), indices=("floor",))


@st.composite
def conditional(draw: st.DrawFn) -> Questionnaire:
    """Where some questions are asked because of an answer to another."""
    made = draw(questionnaires())
    ids = list(made.by_id)
    reads: dict[str, Comparing] = {}
    for position, id in enumerate(ids[1:], 1):
        if draw(st.integers(0, 2)) == 0:
            other = made.by_id[ids[draw(st.integers(0, position - 1))]]
            value = draw(st.sampled_from(other.choices)).id
            comparison = draw(st.sampled_from([Comparison.AT_LEAST, Comparison.AT_MOST, Comparison.IS]))
            reads[id] = Comparing(other.id, comparison, (value,))
    return replace(made, sections=tuple(_reading(section, reads) for section in made.sections))


def _reading(section: Section, reads: dict[str, Comparing]) -> Section:
    own = tuple(replace(q, when=reads[q.id]) if q.id in reads else q for q in section.questions)
    return replace(section, questions=own, sections=tuple(_reading(s, reads) for s in section.sections))


@st.composite
def projects(draw: st.DrawFn, made: Questionnaire) -> Project:
    given = {id: a for id, q in made.by_id.items() if (a := draw(making.answers(q))) is not None}
    facts = {"fact": draw(st.sampled_from([True, False, None]))}
    return making.project(given, phase=draw(st.sampled_from(making.PHASES)), facets=facts)


@st.composite
def cases(draw: st.DrawFn, made: st.SearchStrategy[Questionnaire]) -> tuple[Situation, Goal]:
    """A project on a day, and something to reach."""
    questionnaire = draw(made)
    here = situation_on(questionnaire, draw(projects(questionnaire)), as_of=making.TODAY)
    nodes = [(id, False) for id in here.indices] + [(id, True) for id in here.sections]
    node, section = draw(st.sampled_from(nodes))
    positions = list(range(len(questionnaire.bands)))
    what = draw(st.sampled_from(["band", "share", "gates"]))
    band = draw(st.sampled_from(positions)) if what == "band" and positions else None
    share = draw(st.sampled_from([Fraction(1, 2), Fraction(17, 20), Fraction(1)])) if what == "share" else None
    return here, Goal(node=node, section=section, band=band, share=share, everywhere=draw(st.booleans()))


def every(here: Situation, goal: Goal, wishes: Wishes | None = None) -> Iterator[Point]:
    """What each combination of steps comes to, by scoring it."""
    for effort, steps, after in _ways(here, here.questionnaire.ids_by_dependence, wishes or Wishes(), 0, 0):
        yield point_of(after, goal, effort=effort, steps=steps)


def _ways(
    here: Situation, left: tuple[str, ...], wishes: Wishes, effort: int, steps: int
) -> Iterator[tuple[int, int, Situation]]:
    if not left:
        yield effort, steps, here
        return
    for option in options_of(here, left[0], wishes):
        after = here if option.answer is None else here.with_answers({left[0]: option.answer})
        yield from _ways(after, left[1:], wishes, effort + option.cost, steps + len(option.steps))
