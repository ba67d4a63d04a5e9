"""A whole session: welcome, questions, what a quick run left open, summary, and follow-up."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from engage_cli.errors import InputError, shortened
from engage_cli.model.project import Action
from engage_cli.scoring.assessment import assess
from engage_cli.scoring.results import Assessment
from engage_cli.scoring.states import QUICK
from engage_cli.text import is_blank
from engage_cli.values import Value
from engage_cli.wizard.answer_store import AnswerStore
from engage_cli.wizard.asker import BLANK, Asker, Paragraph, Speech, Tone
from engage_cli.wizard.followup.closing import keep_milestone, take_up_step
from engage_cli.wizard.followup.keeper import Keeper
from engage_cli.wizard.followup.second_look import SecondLook, announcement, plan_second_look
from engage_cli.wizard.interview import EndReason, Interview, RunResult
from engage_cli.wizard.route import RunOptions, run_sequence, unanswered
from engage_cli.wizard.summary_screen import (
    WIDTH,
    NextCommand,
    ask_gates_to_check,
    farewell_paragraphs,
    summary_paragraphs,
    unread_gates,
)
from engage_cli.wizard.text import wrap_paragraph
from engage_cli.wizard.time_estimate import seconds_to_go_through, whole_minutes
from engage_cli.wizard.welcome import welcome_paragraphs

SCREEN = 24
"""Number of terminal lines that the end of a session fits in."""

_LONGEST = 60
"""Maximum number of characters shown of an action taken up."""


class AssessmentSession(Value, kw_only=True):
    """The settings of a session."""

    options: RunOptions
    today: dt.date
    as_of: dt.date
    """The day as of which results are read."""
    clock: Callable[[], float]
    """Returns seconds since an arbitrary start."""
    file: str
    """The file that answers go to, as the person calls it."""
    resume: str
    """The command that resumes the run."""
    report: str
    """The command for the report; empty: results are not shown, only what was saved."""
    score: str = ""
    """The command for all scores."""
    everything: str = ""
    """The command that asks all questions."""
    keeper: Keeper | None = None
    """Keeps milestones and actions of the project; None for a single respondent."""


def run_session(store: AnswerStore, asker: Asker, _: Speech, session: AssessmentSession) -> EndReason:
    """Asks until the end or until the person leaves, then shows the results and next commands."""
    second = _second_look(store, session)
    interview = Interview(store, asker, _, session.options, today=session.today, clock=session.clock, second=second)
    if interview.missing or (session.options.review and interview.ids):
        try:
            stays = asker.read(
                *_first_screen(store, _, session, interview),
                *announcement(_, second),
                then=_("Enter to begin, q to leave"),
            )
        except (KeyboardInterrupt, EOFError):
            ending = RunResult(how=EndReason.INTERRUPTED, saved=0, missing=len(interview.missing))
        else:
            left = RunResult(how=EndReason.LEFT, saved=0, missing=len(interview.missing))
            ending = interview.run() if stays else left
    else:
        ending = RunResult(how=EndReason.NOTHING, saved=0, missing=0)
    return _end(store, asker, _, session, ending, asked=bool(interview.ids))


def _second_look(store: AnswerStore, session: AssessmentSession) -> SecondLook:
    """What to review; empty where answers are gone through anyway or milestones cannot be read."""
    if session.keeper is None or session.options.review:
        return SecondLook()
    try:
        last = session.keeper.last_look()
    except InputError:  # `engage milestone` says what is wrong with the file; answering goes on without
        last = None
    ids = run_sequence(store.questionnaire, store.project, session.options)
    left = bool(unanswered(store.project, ids))
    return plan_second_look(_assessed(store, session), last, ids, left=left, today=session.today)


def _first_screen(
    store: AnswerStore, speech: Speech, session: AssessmentSession, interview: Interview
) -> tuple[Paragraph, ...]:
    notes = _assessed(store, session).notes
    return welcome_paragraphs(
        speech,
        store.questionnaire,
        store.project,
        total=len(interview.ids),
        missing=len(interview.ids if session.options.review else interview.missing),
        minutes=interview.minutes(),
        notes=notes,
    )


def _end(
    store: AnswerStore, asker: Asker, _: Speech, session: AssessmentSession, ending: RunResult, *, asked: bool
) -> EndReason:
    how = ending.how
    if how is EndReason.DONE and session.options.scope == QUICK and session.report:
        how = _tick_gates(store, asker, _, session)
    if how is EndReason.DONE and session.report and not store.project.participants:
        how = _ask_participants(store, asker, _)
    kept: tuple[Paragraph, ...] = ()
    if how is EndReason.DONE and ending.saved and session.keeper:
        how, kept = _followed_up(store, asker, _, session, session.keeper)
    said = (*_said_at_the_end(_, session, ending, how, asked=asked), *kept)
    asker.page(*said)
    if session.report and how in (EndReason.DONE, EndReason.NOTHING) and asked:
        assessment = _assessed(store, session)
        ways = tuple(_ways(store, _, session))
        room = SCREEN - 1 - sum(len(wrap_paragraph(paragraph, WIDTH)) for paragraph in said)
        asker.say(*summary_paragraphs(_, assessment, ways, room))
    return how


def _followed_up(
    store: AnswerStore, asker: Asker, _: Speech, session: AssessmentSession, keeper: Keeper
) -> tuple[EndReason, tuple[Paragraph, ...]]:
    """Offers actions and a milestone once nothing is left to answer; returns how it ended and what to say about it."""
    taken: list[Action] = []
    if unanswered(
        store.project, run_sequence(store.questionnaire, store.project, RunOptions(scope=session.options.scope))
    ):
        return EndReason.DONE, ()
    try:
        while action := take_up_step(asker, _, keeper, _assessed(store, session), session.today):
            taken.append(action)
        quick = session.options.scope == QUICK
        why = _("The quick questions are all answered.") if quick else _("The questions are all answered.")
        kept = keep_milestone(asker, _, keeper, _assessed(store, session), why)
    except (KeyboardInterrupt, EOFError):
        return EndReason.INTERRUPTED, _taken_up(_, taken)
    said = [Paragraph(_("Kept as the milestone “{name}”.", name=kept.name), Tone.GOOD)] if kept else []
    return EndReason.DONE, (*_taken_up(_, taken), *said)


def _taken_up(_: Speech, actions: Sequence[Action]) -> tuple[Paragraph, ...]:
    """A line on the actions taken up: the action, or their number."""
    if not actions:
        return ()
    what = shortened(actions[0].do, _LONGEST)
    said = _.ngettext("Taken up: {what}", "{count} steps taken up.", len(actions), what=what)
    return (Paragraph(said, Tone.GOOD),)


def _assessed(store: AnswerStore, session: AssessmentSession) -> Assessment:
    return assess(store.questionnaire, store.project, as_of=session.as_of, scope=session.options.scope)


def _said_at_the_end(
    _: Speech, session: AssessmentSession, ending: RunResult, how: EndReason, *, asked: bool
) -> tuple[Paragraph, ...]:
    """Paragraphs on what was saved, or on why nothing was asked."""
    if how is not EndReason.NOTHING:
        return farewell_paragraphs(_, ending, session.file, session.resume)
    all_done = _("Every question is answered. To go through the answers again, add --review.")
    nothing = _("There is no question to ask here: the facts about the project leave none.")
    if session.options.scope == QUICK and session.everything and not asked:
        nothing = _("There is no quick question to ask here. All the questions: {command}", command=session.everything)
    return (Paragraph(all_done if asked else nothing, Tone.GOOD),)


def _ways(store: AnswerStore, _: Speech, session: AssessmentSession) -> Iterator[NextCommand]:
    """Commands for questions that this run did not ask, for the scores, and for the report."""
    left = unanswered(store.project, run_sequence(store.questionnaire, store.project, RunOptions()))
    if left and session.everything:
        minutes = whole_minutes(seconds_to_go_through(_, store.questionnaire, left))
        time = _.ngettext("about {count} minute", "about {count} minutes", minutes)
        said = _.ngettext("{count} question more, {time}", "{count} questions more, {time}", len(left), time=time)
        yield NextCommand(said, session.everything)
    yield from _to_look_at_again(store, _, session)
    if session.score:
        yield NextCommand(_("All results"), session.score)
    yield NextCommand(_("The report"), session.report)


def _to_look_at_again(store: AnswerStore, _: Speech, session: AssessmentSession) -> Iterator[NextCommand]:
    """The command that reviews answers not reviewed since the last milestone, where there are any."""
    found = _second_look(store, session)
    if found.last is not None and found.again and session.everything:
        said = _.ngettext(
            "{count} answer to look at again since “{name}”",
            "{count} answers to look at again since “{name}”",
            len(found.again), name=found.last.name,
        )  # fmt: skip
        yield NextCommand(said, session.everything)


def _tick_gates(store: AnswerStore, asker: Asker, speech: Speech, session: AssessmentSession) -> EndReason:
    """Offers to note down blocking requirements that quick questions do not cover."""
    gates = unread_gates(_assessed(store, session))
    if not gates:
        return EndReason.DONE
    try:
        ticked = ask_gates_to_check(asker, speech, gates)
    except (KeyboardInterrupt, EOFError):
        return EndReason.INTERRUPTED
    others = tuple(id for id in store.project.to_check if id not in {gate.question.id for gate in gates})
    if (*others, *ticked) != store.project.to_check:
        store.note_to_check((*others, *ticked))
    return EndReason.DONE


def _ask_participants(store: AnswerStore, asker: Asker, _: Speech) -> EndReason:
    """Asks who took part where the file does not say, as the report names them."""
    asker.page(Paragraph(_("That was the last question."), Tone.GOOD), BLANK)
    try:
        told = asker.line(_("Who took part? Roles, separated by commas (Enter: leave it out)"))
    except (KeyboardInterrupt, EOFError):
        return EndReason.INTERRUPTED
    if names := tuple(name.strip() for name in told.split(",") if not is_blank(name)):
        store.note_participants(names)
    return EndReason.DONE
