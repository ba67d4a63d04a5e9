"""Matches projects that can help with those that need help, by theme.

A theme is a section or a tag. Nobody is ranked; what is unknown or unanswered is neither strong nor weak.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from engage_cli.model.questionnaire import Questionnaire
from engage_cli.portfolio.cell_index import CellIndex, NameOrder
from engage_cli.portfolio.portfolio import HelpTheme, ThemeStep
from engage_cli.scoring.question_scores import State
from engage_cli.scoring.results import AdviceKind

Step = tuple[AdviceKind, str, str | None]
"""(kind of advice, question id, recommendation id)."""


def find_themes(index: CellIndex, ordered: NameOrder, questionnaire: Questionnaire) -> Iterator[HelpTheme]:
    """The themes in which some project can help or needs a step: sections, then tags.

    None where the questionnaire expects nothing, as nobody can then be called strong.
    """
    if not questionnaire.judged or not questionnaire.bands:
        return
    of, weak = _themes_of(questionnaire), _weak(index)
    strong = _strong(index, questionnaire, of)
    found = [(_section(one.id), one.id, one.title, one.ref) for one in questionnaire.sections]
    found += [(_tag(one.id), one.id, one.label, None) for one in questionnaire.tags]
    for key, id, title, ref in found:
        steps = _steps(index, {question for question, themes in of.items() if key in themes}, weak)
        asking = set[int]().union(*steps.values())
        helping = strong[key] - asking
        if helping or asking:
            yield HelpTheme(
                id=id, title=title, ref=ref, tag=key == _tag(id), step=_step(steps, questionnaire),
                helping=ordered.lines_at(helping), asking=ordered.lines_at(asking),
            )  # fmt: skip


def _themes_of(questionnaire: Questionnaire) -> dict[str, tuple[str, ...]]:
    """The themes of each question, by question id: its section, then its tags."""
    return {
        id: (_section(questionnaire.sections_of[id][0].id), *map(_tag, one.tags))
        for id, one in questionnaire.by_id.items()
    }


def _weak(index: CellIndex) -> dict[str, set[int]]:
    """By question id, the indices of projects whose answer is below what is expected."""
    found: dict[str, set[int]] = defaultdict(set)
    for cell, places in index.questions.items():
        if cell.attained is False and cell.state is State.ANSWERED and not cell.gate_only:
            found[cell.id].update(places)
    return found


def _steps(index: CellIndex, questions: set[str], weak: Mapping[str, set[int]]) -> dict[Step, set[int]]:
    """The steps on `questions` advised to projects with weak answers, each with the indices of those projects."""
    found: dict[Step, set[int]] = defaultdict(set)
    for advice, places in index.advice.items():
        if advice.question in questions and not advice.further and advice.question in weak:
            found[advice.kind, advice.question, advice.recommendation].update(
                weak[advice.question].intersection(places)
            )
    return {step: concerned for step, concerned in found.items() if concerned}


def _strong(index: CellIndex, questionnaire: Questionnaire, of: Mapping[str, tuple[str, ...]]) -> dict[str, set[int]]:
    """By theme, the indices of fully assessed projects in a section's highest band in the worst case, or strong in
    every question of a tag."""
    top, full = questionnaire.bands[-1].id, {p for p, line in enumerate(index.added) if line.scope == "full"}
    found: dict[str, set[int]] = defaultdict(set)
    for section, places in index.sections.items():
        if section.aimed and section.bands and section.bands[0] == top:
            found[_section(section.id)] |= full.intersection(places)
    short: dict[str, set[int]] = defaultdict(set)
    for question, places in index.questions.items():
        for theme in of.get(question.id, ())[1:] if question.attained is not None else ():
            (found if question.attained else short)[theme] |= full.intersection(places)
    for theme, places_short in short.items():
        found[theme] -= places_short
    return found


def _step(steps: Mapping[Step, set[int]], questionnaire: Questionnaire) -> ThemeStep | None:
    """The step advised to most projects; ties in the questionnaire's order."""
    if not steps:
        return None
    place = {id: at for at, id in enumerate(questionnaire.by_id)}
    (kind, id, wanted), projects = min(steps.items(), key=lambda one: (-len(one[1]), place[one[0][1]], str(one[0])))
    question = questionnaire.by_id[id]
    recommendation = next((one for one in question.recommendations if one.id == wanted), None)
    return ThemeStep(kind=kind, question=question, recommendation=recommendation, projects=len(projects))


def _section(id: str) -> str:
    return f"section:{id}"


def _tag(id: str) -> str:
    return f"tag:{id}"
