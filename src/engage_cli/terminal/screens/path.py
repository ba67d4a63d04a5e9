"""The path of a project: what is due now, step by step, and the other steps as a table."""

import shlex
from collections.abc import Iterator
from pathlib import Path

from engage_cli.model.path import Step
from engage_cli.scoring.path import StepStanding, StepState, count_by_state, step_standings
from engage_cli.scoring.results import Assessment
from engage_cli.terminal.layout import join_blocks
from engage_cli.terminal.screens.result_page import ResultPage, named_text
from engage_cli.terminal.session import Session
from engage_cli.typed import command
from engage_cli.wording.assessments import wording_for
from engage_cli.wording.path import PathWording

_IN_FULL = 3
"""Number of due steps shown with all details; with --verbose, all."""
_IN_TABLES = (StepState.UNKNOWN, StepState.LATER, StepState.DONE, StepState.SKIPPED)


class _Page(ResultPage):
    """A screen about a path."""

    standings: tuple[StepStanding, ...]
    words: PathWording

    def number(self, one: StepStanding) -> int:
        """The position of a step among all steps, from 1."""
        return self.standings.index(one) + 1

    def of(self, state: StepState) -> list[StepStanding]:
        """The steps in that state."""
        return [one for one in self.standings if one.state is state]

    @property
    def in_full(self) -> list[StepStanding]:
        """The steps shown with all details."""
        due = self.of(StepState.DUE)
        return due if self.session.verbose or len(due) <= _IN_FULL + 1 else due[:_IN_FULL]


def path_lines(assessment: Assessment, session: Session, path: Path, *, everything: bool = False) -> list[str]:
    """The whole screen; with `everything`, also steps that do not concern the project."""
    page = _page(assessment, session, path)
    states = (*_IN_TABLES, *([StepState.NOT_CONCERNED] if everything else []))
    blocks = [_head(page, everything=everything), *_due(page), _tables(page, states), _next(page)]
    return [*page.supposed(), *join_blocks([block for block in blocks if block])]


def changed_step_lines(assessment: Assessment, step: Step, session: Session) -> list[str]:
    """What is printed after something was noted on a step, and which step is due next."""
    page = _page(assessment, session, Path())
    tr, w = session.tr, page.say
    one = next(found for found in page.standings if found.step.id == step.id)
    lines = [f"{step.id}{w.colon} {w.text(step.title)} ({page.words.standing(one)})"]
    due = [found for found in page.of(StepState.DUE) if found is not one]
    if due and one.state is not StepState.DUE:
        following = tr.gettext("Due now: {step}").format(step=w.text(due[0].step.title))
        lines.append(f"{following} ({due[0].step.id})")
    return lines


def _page(assessment: Assessment, session: Session, path: Path) -> _Page:
    say = wording_for(session.language, assessment)
    words = PathWording(assessment.questionnaire, say)
    return _Page(session, assessment, say, path, step_standings(assessment), words)


def _head(page: _Page, *, everything: bool) -> list[str]:
    _ = page.say.tr.gettext
    lines = [page.title(_("Accompaniment: {name}").format(name=page.a.project.charter.name))]
    lines += page.wrap(page.words.counted(page.standings), "")
    apart = count_by_state(page.standings)[StepState.NOT_CONCERNED]
    if apart and not everything:
        said, how = page.words.count(StepState.NOT_CONCERNED, apart), _("(all of them: --all)")
        lines += map(page.style.dim, page.wrap(f"{said} {how}", ""))
    return lines


def _due(page: _Page) -> Iterator[list[str]]:
    found = page.in_full
    if not found:
        yield page.wrap(page.say.tr.gettext("Nothing is due now."), "")
        return
    yield [page.title(page.words.group(StepState.DUE)), *_step(page, found[0])]
    yield from (_step(page, one) for one in found[1:])


def _step(page: _Page, one: StepStanding) -> list[str]:
    """A step with all details."""
    _, step, say = page.say.tr.gettext, one.step, page.say
    facts = " · ".join(part for part in (step.id, page.words.time(one) if one.is_late else "") if part)
    lines = [page.title(f"{page.number(one)}. {say.text(step.title)}", facts), *page.wrap(say.text(step.do), "   ")]
    rows = [(_("Who"), page.words.who(step)), (_("Command"), page.words.command(step, shlex.quote(str(page.path))))]
    rows += [(_("Document"), document) for document in _documents(page, step)]
    return [*lines, *(line for name, text in rows if text for line in page.wrap(named_text(page, name, text), "   "))]


def _documents(page: _Page, step: Step) -> Iterator[str]:
    for id in step.resources:
        if resource := page.a.questionnaire.resource(id):
            yield ", ".join(part for part in (page.say.text(resource.title), resource.url) if part)


def _tables(page: _Page, states: tuple[StepState, ...]) -> list[str]:
    _ = page.say.tr.gettext
    also = [(_("Also due now"), page.of(StepState.DUE)[len(page.in_full) :])]
    others = [(page.words.group(state), page.of(state)) for state in states]
    groups = [(title, [_row(page, one) for one in found]) for title, found in (*also, *others) if found]
    return page.tables((_("Who, and when"),), groups, fold=(0, 1)) if groups else []


def _row(page: _Page, one: StepStanding) -> tuple[str, ...]:
    lead = "" if one.note or one.state is StepState.NOT_CONCERNED else page.words.lead(one.step.lead)
    said = " · ".join(part for part in (lead, page.words.remark(one)) if part)
    return f"{page.number(one)}. {page.say.text(one.step.title)}", said


def _next(page: _Page) -> list[str]:
    _ = page.say.tr.gettext
    due, unknown = page.of(StepState.DUE), [one for one in page.of(StepState.UNKNOWN) if one.is_pending]
    rows = []
    if due:
        id = due[0].step.id
        rows.append((command("path", "done", page.path, id), _("note that it is done")))
        rows.append((command("path", "skip", page.path, id, "--because", "…"), _("or leave it out, and say why")))
    if len(due) > len(page.in_full):
        rows.append((command("path", page.path, "-v"), _("everything that is due, in full")))
    if unknown:
        rows.append((command("facts", page.path), _("say the facts that are missing")))
    return [page.title(_("Next")), *page.definitions(rows, most=page.width // 2)] if rows else []
