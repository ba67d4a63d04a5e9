"""Screens about the actions of a project: the list, what is proposed, and what changed."""

from collections.abc import Iterable
from pathlib import Path

from engage_cli.followup.accepting import Accepted
from engage_cli.followup.actions import proposed_advice
from engage_cli.model.project import Action
from engage_cli.project.history import history_path
from engage_cli.project.loading import LoadedProject
from engage_cli.scoring.actions import is_for_evidence, question_below_aim, question_to_review, sort_actions
from engage_cli.scoring.results import Assessment
from engage_cli.terminal.layout import join_blocks
from engage_cli.terminal.screens.result_page import ResultPage
from engage_cli.terminal.session import Session
from engage_cli.typed import command
from engage_cli.wording.actions import state_text
from engage_cli.wording.assessments import Wording, wording_for
from engage_cli.wording.names import titled

PROPOSED = 5


def action_lines(assessment: Assessment, session: Session, path: Path) -> list[str]:
    """The actions, late ones first; done ones to be reviewed; then proposals with the ids to type."""
    page = ResultPage(session, assessment, wording_for(session.language, assessment), path)
    return join_blocks([block for block in (_taken_up(page), _to_look_at(page), _proposed(page)) if block])


def changed_action_lines(action: Action, assessment: Assessment, session: Session) -> list[str]:
    """What is printed after an action was added, done or dropped."""
    say = wording_for(session.language, assessment)
    lines = [f"{action.id}{say.colon} {_facts(action, assessment, say)}"]
    unchanged = question_below_aim(action, assessment.questions)
    if unchanged is not None:
        lines.append(_unchanged(action, assessment, say))
    return lines


def changed_action_lines_with_before(
    action: Action, before: LoadedProject, after: Assessment, session: Session
) -> list[str]:
    """What is printed after an action was edited: it as it is now and as in `before`, and where that is kept."""
    _, say = session.tr.gettext, wording_for(session.language, after)
    old = next(one for one in before.project.actions if one.id == action.id)
    kept = history_path(before.path)
    return [
        *changed_action_lines(action, after, session),
        _("Before: {text}").format(text=_facts(old, after, say)),
        *([_("What was noted is kept in {path}.").format(path=kept)] if kept.exists() else []),
    ]


def _facts(action: Action, assessment: Assessment, say: Wording) -> str:
    """An action with its facts: "Write the table (Collections, by January 15, 2027, open)"."""
    open_ = not action.finished
    due = say.tr.gettext("by {date}").format(date=say.date(action.due)) if action.due and open_ else ""
    facts = (action.owner if open_ else "", due, state_text(action, assessment.as_of, say))
    return f"{action.do} ({', '.join(part for part in facts if part)})"


def accepted_lines(found: Accepted, loaded: Path, path: Path, say: Wording) -> list[str]:
    """What is printed after the steps of a plan were taken up in the file `loaded`: new actions, and existing ones."""
    _, ngettext = say.tr.gettext, say.tr.ngettext
    added, done = len(found.added), len(found.done)
    lines = [_("Nothing was added to {path}.").format(path=loaded)]
    if added:
        said = ngettext("{n} action added to {path}:", "{n} actions added to {path}:", added)
        lines = [said.format(n=added, path=loaded), *_named(found.added, say)]
    if found.open:
        lines.append(say.count("{n} step was taken up before.", "{n} steps were taken up before.", len(found.open)))
    if done:
        told = ngettext(
            "{n} step is done and its answer still reads as before. Answer again:",
            "{n} steps are done and their answers still read as before. Answer again:",
            done,
        )
        lines += [told.format(n=done), *_named(found.done, say)]
    return [*lines, _("All of them: {command}").format(command=command("action", "list", path))]


def _named(actions: Iterable[Action], say: Wording) -> list[str]:
    return [f"  {one.id}{say.colon} {one.do}" for one in actions]


def _taken_up(page: ResultPage) -> list[str]:
    _ = page.say.tr.gettext
    actions = sort_actions(page.a.project.actions)
    if not actions:
        return page.wrap(_("No action has been taken up yet."), "")
    head = (_("What to do"), _("Who"), _("By when"), _("State"))
    rows = [
        (
            one.id,
            one.do,
            one.owner or "–",
            page.say.date(one.due) if one.due else "–",
            state_text(one, page.a.as_of, page.say),
        )
        for one in actions
    ]
    return page.tables(head, [(_("Actions"), rows)], fold=(1, 2, 4))


def _to_look_at(page: ResultPage) -> list[str]:
    """Actions that are done and whose answer nobody has reviewed: no new proposal is made there."""
    _, say = page.say.tr.gettext, page.say
    found = [one for one in page.a.project.actions if question_to_review(one, page.a.questions) is not None]
    if not found:
        return []
    lines = [line for one in found for line in page.wrap(_unchanged(one, page.a, say), later="    ")]
    begins = _("The next assessment begins there: {command}").format(command=command("assess", page.path))
    return [page.title(_("Done, to be looked at again")), *lines, "", *page.wrap(begins, "")]


def _unchanged(action: Action, assessment: Assessment, say: Wording) -> str:
    _, score = say.tr.gettext, assessment.questions[action.question or ""]
    name = titled(score.question.ref, say.text(score.question.title))
    if is_for_evidence(action):
        said = _("“{action}” is done; the answer to “{question}” still lacks evidence. Answer it again.")
        return said.format(action=action.id, question=name)
    said = _("“{action}” is done; the answer to “{question}” still reads “{level}”. Answer it again.")
    reads = say.text(score.declared_choice.label) if score.declared_choice else say.state(score.state)
    return said.format(action=action.id, question=name, level=reads)


def _proposed(page: ResultPage) -> list[str]:
    _ = page.say.tr.gettext
    found = proposed_advice(page.a, PROPOSED)
    if not found:
        return []
    rows = [(one.recommendation.id if one.recommendation else one.question.id, page.say.step(one)) for one in found]
    take = command("action", "add", page.path, rows[0][0])
    return [
        page.title(_("Proposed")),
        *page.definitions(rows, most=page.width // 2),
        "",
        *page.wrap(_("To take one up: {command}").format(command=take), ""),
    ]
