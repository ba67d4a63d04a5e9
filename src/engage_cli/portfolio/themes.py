"""Who can help whom, by theme: projects that are where they should be, beside those that have a step to take.

A theme is a section, or a tag. Nobody is ranked; what is not known, or not answered yet, is neither strong nor weak.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from engage_cli.model.questionnaire import Questionnaire
from engage_cli.portfolio.portfolio import Line, Theme, ThemeStep
from engage_cli.portfolio.rows import QuestionCell, Row
from engage_cli.scoring.question_scores import State
from engage_cli.scoring.results import AdviceKind

Step = tuple[AdviceKind, str, str | None]
"""Kind of advice, question, recommendation (ids)."""


class Themes:
    """`add` every project, then take the themes."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._q = questionnaire
        self._top = questionnaire.bands[-1].id if questionnaire.judged and questionnaire.bands else None
        self._of = {
            id: (_section(questionnaire.home[id][0].id), *map(_tag, one.tags))
            for id, one in questionnaire.by_id.items()
        }
        self._place = {id: at for at, id in enumerate(questionnaire.by_id)}
        self._helping: dict[str, list[Line]] = defaultdict(list)
        self._asking: dict[str, list[Line]] = defaultdict(list)
        self._steps: dict[str, Counter[Step]] = defaultdict(Counter)

    def add(self, line: Line, row: Row) -> None:
        """Adds one project; of a questionnaire that expects nothing, nobody can be where they should be."""
        if self._top is None:
            return
        weak = {cell.id for cell in row.questions if _weak(cell)}
        steps: dict[str, set[Step]] = defaultdict(set)
        for advice in row.advice:
            if advice.question in weak and not advice.further:
                for theme in self._of.get(advice.question, ()):
                    steps[theme].add((advice.kind, advice.question, advice.recommendation))
        for theme, found in steps.items():
            self._asking[theme].append(line)
            self._steps[theme].update(found)
        for theme in self._strong(line, row):
            if theme not in steps:
                self._helping[theme].append(line)

    def themes(self, order: Callable[[Iterable[Line]], tuple[Line, ...]]) -> Iterator[Theme]:
        """The themes in which somebody can help or asks for a step: sections, then tags; `order` sorts projects."""
        found = [(_section(one.id), one.id, one.title, one.ref) for one in self._q.sections]
        found += [(_tag(one.id), one.id, one.label, None) for one in self._q.tags]
        for key, id, title, ref in found:
            if self._helping[key] or self._asking[key]:
                yield Theme(
                    id=id, title=title, ref=ref, tag=key == _tag(id), step=self._step(key),
                    helping=order(self._helping[key]), asking=order(self._asking[key]),
                )  # fmt: skip

    def _step(self, key: str) -> ThemeStep | None:
        """What most projects are advised to do there; between equals, in the questionnaire's order."""
        steps = self._steps[key].items()
        if not steps:
            return None
        (kind, id, wanted), projects = min(steps, key=lambda one: (-one[1], self._place[one[0][1]], str(one[0])))
        question = self._q.by_id[id]
        recommendation = next((one for one in question.recommendations if one.id == wanted), None)
        return ThemeStep(kind=kind, question=question, recommendation=recommendation, projects=projects)

    def _strong(self, line: Line, row: Row) -> Iterator[str]:
        """The sections of a full assessment that are in the highest band at worst; tags of which every question is."""
        if line.scope != "full":
            return
        for id, cell in line.sections.items():
            if cell.aimed and cell.bands and cell.bands[0] == self._top:
                yield _section(id)
        reached: dict[str, bool] = {}
        for one in row.questions:
            if one.attained is not None:
                for theme in self._of.get(one.id, ())[1:]:
                    reached[theme] = reached.get(theme, True) and one.attained
        yield from (theme for theme, all_ in reached.items() if all_)


def _weak(cell: QuestionCell) -> bool:
    """Answered, and below what is expected."""
    return cell.attained is False and cell.state is State.ANSWERED and not cell.gate_only


def _section(id: str) -> str:
    return f"section:{id}"


def _tag(id: str) -> str:
    return f"tag:{id}"
