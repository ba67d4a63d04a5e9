"""Builds letters to the units of a portfolio from the results of their projects."""

from collections.abc import Iterator, Mapping, Sequence

from engage_cli.errors import Message, UsageError
from engage_cli.i18n import translator
from engage_cli.model.scales import Choice
from engage_cli.portfolio.documents.request import PortfolioRequest
from engage_cli.portfolio.documents.wording import PortfolioWording
from engage_cli.portfolio.letters.formats import Letters
from engage_cli.portfolio.letters.letter import Ask, Letter, LetterRow
from engage_cli.portfolio.letters.wording import LetterWording
from engage_cli.portfolio.portfolio import ProjectLine
from engage_cli.scoring.question_scores import GateState
from engage_cli.wording.assessments import Wording

LED = 3
"""Maximum number of steps of one project in a letter to their lead."""
STEPS = 2
"""Maximum number of steps of the plan proposed for a project, besides blocking requirements."""


def build_letters(request: PortfolioRequest) -> Letters:
    """A letter to each unit, that is each choice of the facet that projects are grouped by, over all questionnaires;
    without grouping, to each lead of steps that projects need.

    Raises UsageError where there would be no letter.
    """
    p, every = request.portfolio, request.every
    writers = {language: [_Writer(one, language) for one in every] for language in request.languages}
    grouped = any(one.portfolio.by for one in every)
    if grouped:
        made = [(language, _to_unit(those, unit)) for unit in _units(request) for language, those in writers.items()]
    else:
        made = [one for language, those in writers.items() for one in _to_leads(those, language)]
    if not made:
        hint = Message.of("Name it with --by: {words}.", words=", ".join(facet.id for facet in p.grouping))
        raise UsageError(Message.of("Letters go to units, and no fact says which unit a project belongs to."), hint)
    lines = [(one, line) for one in every for line in one.portfolio.lines] if grouped else []
    return Letters(
        title=writers[request.languages[0]][0].subject, day=p.limits.today, languages=request.languages,
        letters=tuple(made), templates=request.templates, paper=request.paper,
        unsaid=sum(not _says(one, line) for one, line in lines),
        source=" ".join(f"{q.id} {q.version} {q.digest}" for q in (o.portfolio.questionnaire for o in every)),
    )  # fmt: skip


def _to_leads(writers: Sequence["_Writer"], language: str) -> Iterator[tuple[str, Letter]]:
    """Letters to leads, or to the unit that should answer where a step has no lead; leads of the same name share
    one."""
    w, found = writers[0].words.w, dict[str, list[LetterRow]]()
    for writer in writers:
        for line in writer.request.portfolio.lines:
            for name, steps in writer.by_lead(line).items():
                more = w.count("{n} other", "{n} others", len(steps) - LED) if len(steps) > LED else ""
                asks = tuple(map(Ask, (*steps[:LED], *([more] if more else []))))
                row = LetterRow(project=writer.words.name(line), stands=tuple(writer.stands(line)), asks=asks)
                found.setdefault(name, []).append(row)
    day = writers[0].request.portfolio.limits.today
    here = w.tr.gettext("These projects need, on {day}, steps that fall to you:").format(day=w.date(day))
    for name, rows in found.items():
        letter = LetterWording(w).letter(unit=name, subject=writers[0].subject, day=day, rows=rows, here=here)
        yield language, letter


def _says(request: PortfolioRequest, line: ProjectLine) -> tuple[str, ...]:
    """The ids of the units that a project states."""
    by = request.portfolio.by
    known = {choice.id for choice in by.choices} if by else set()
    return tuple(choice for choice in line.choices(by.id) if choice in known) if by else ()


def _units(request: PortfolioRequest) -> list[Choice]:
    """The units of all questionnaires, each once, in their order."""
    held = {unit for one in request.every for line in one.portfolio.lines for unit in _says(one, line)}
    choices = [choice for one in request.every if one.portfolio.by for choice in one.portfolio.by.choices]
    return list({choice.id: choice for choice in reversed(choices) if choice.id in held}.values())[::-1]


def _to_unit(writers: Sequence["_Writer"], unit: Choice) -> Letter:
    """The letter to a unit, in the language of the writers."""
    first = writers[0]
    return LetterWording(first.words.w).letter(
        unit=first.words.group(unit), subject=first.subject, day=first.request.portfolio.limits.today,
        rows=[row for writer in writers for row in writer.rows(unit)],
    )  # fmt: skip


class _Writer:
    """Writes letters in one language about the projects of one questionnaire."""

    def __init__(self, request: PortfolioRequest, language: str) -> None:
        w = Wording(language=language, tr=translator(language))
        self.request, self.words = request, PortfolioWording(request.portfolio, w)
        title = w.text(request.portfolio.questionnaire.title)
        self.subject = w.tr.gettext("{title}: where your projects stand").format(title=title)

    def rows(self, unit: Choice) -> Iterator[LetterRow]:
        """The list entries for the projects of a unit."""
        for line in self.request.portfolio.lines:
            if unit.id in _says(self.request, line):
                stands, asks = tuple(self.stands(line)), tuple(self._asks(line))
                yield LetterRow(project=self.words.name(line), stands=stands, asks=asks)

    def by_lead(self, line: ProjectLine) -> dict[str, list[str]]:
        """The steps that a project needs now, by name of their lead."""
        found: dict[str, list[str]] = {}
        for step in (*self.request.plan.shared, *self.request.plan.single):
            mine = next((one for one in step.needing if one.key == line.key), None)
            if mine and step.who and not mine.taken_up and not step.further:
                found.setdefault(self.words.w.text(step.who.label), []).append(self.words.step(step))
        return found

    def stands(self, line: ProjectLine) -> Iterator[str]:
        """A project's state, in a few short phrases."""
        w, _ = self.words.w, self.words.w.tr.gettext
        pattern = _("{answered} of {asked} questions answered")
        yield pattern.format(answered=w.number(line.answered), asked=w.number(line.in_force))
        if line.date:
            yield _("last answer on {date}").format(date=w.date(line.date))

    def _asks(self, line: ProjectLine) -> Iterator[Ask]:
        """What is due soon, with its date; then the first steps of the plan that the project needs."""
        p, words, _ = self.request.portfolio, self.words, self.words.w.tr.gettext
        open_ = [gate for gate in p.gates if gate.line.key == line.key]
        for state, text in self._requirements().items():
            named = [words.w.text(gate.question.title) for gate in open_ if (gate.state is GateState.UNMET) == state]
            if named:
                yield Ask(f"{text}{words.w.colon} {words.listed(named, 4)}")
        for one in p.overdue:
            if one.line.key == line.key:
                owner = f" ({one.action.owner})" if self.request.names and one.action.owner else ""
                yield Ask(f"{one.action.do}{owner}", words.w.date(one.action.due) if one.action.due else "")
        for waiver in p.waivers:
            if waiver.line.key == line.key:
                yield Ask(_("Waiver to renew, or to settle: {question}").format(
                    question=words.question(waiver.question)), words.w.date(waiver.until))  # fmt: skip
        if any(old.key == line.key for old in p.old):
            yield Ask(_("Go through the answers again"))
        yield from self._steps(line)

    def _requirements(self) -> Mapping[bool, str]:
        _ = self.words.w.tr.gettext
        return {True: _("Settle what is not met"), False: _("Find out and answer")}

    def _steps(self, line: ProjectLine) -> Iterator[Ask]:
        plan, left = self.request.plan, STEPS
        for step in (*plan.shared, *plan.single):
            mine = next((one for one in step.needing if one.key == line.key), None)
            if left and mine and not mine.gate and not mine.taken_up and not step.further:
                left -= 1
                yield Ask(self.words.step(step))
