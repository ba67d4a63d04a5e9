"""One run from question to question: resuming, going back, skipping, saving, conflicts, and how it ends."""

import datetime as dt
from collections.abc import Callable, Iterable
from enum import Enum

from engage_cli.errors import ConflictError, InputError, UsageError, system_error_message
from engage_cli.model.project import Answer
from engage_cli.model.questionnaire import Question
from engage_cli.scoring.question_scores import Standing
from engage_cli.scoring.states import question_standings
from engage_cli.values import Value
from engage_cli.wizard.answer_store import AnswerStore
from engage_cli.wizard.asker import Asker, Menu, Option, Paragraph, Speech, Tone
from engage_cli.wizard.conversation import Conversation
from engage_cli.wizard.followup.second_look import SecondLook
from engage_cli.wizard.jump import ask_target
from engage_cli.wizard.question_screen import Position, describe_answer
from engage_cli.wizard.route import NextMove, Route, RunOptions, run_sequence, unanswered
from engage_cli.wizard.time_estimate import TimeEstimate, seconds_to_ask, seconds_to_go_through


class EndReason(Enum):
    """Why a run of the interview ended."""

    DONE = "done"
    LEFT = "left"
    """Saved and quit."""
    INTERRUPTED = "interrupted"
    """Ctrl-C, Ctrl-D: what was being typed is lost, nothing else."""
    NOTHING = "nothing"
    """There was no question to ask."""


class RunResult(Value, kw_only=True):
    """The result of a run."""

    how: EndReason
    saved: int
    """The number of answers recorded in this run."""
    missing: int
    """The number of questions of this run without an answer, or still to be reviewed."""
    waiting: tuple[tuple[Question, Answer], ...] = ()
    """Questions with an unsaved note or evidence that has no answer yet."""


class Interview:
    """One run over the questions that it covers."""

    def __init__(
        self,
        store: AnswerStore,
        asker: Asker,
        speech: Speech,
        options: RunOptions,
        *,
        today: dt.date,
        clock: Callable[[], float],
        second: SecondLook | None = None,
    ) -> None:
        self._store, self._asker, self._, self._options, self._clock = store, asker, speech, options, clock
        second = second or SecondLook()
        self._again = dict(second.again)
        self._order = (*second.first, *(id for id in store.questionnaire.by_id if id not in second.first))
        self._route = Route(self._order, review=options.review)
        self._estimate = TimeEstimate()
        self._saved: set[str] = set()
        self._conversation = Conversation(store, asker, speech, today, self._save, {}, [], self._again)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the run's questions, given the current answers."""
        ids = run_sequence(self._store.questionnaire, self._store.project, self._options)
        return tuple(sorted(ids, key=self._order.index))

    @property
    def missing(self) -> frozenset[str]:
        """The ids of the run's questions without an answer, or still to be reviewed."""
        ids = self.ids
        return frozenset((*unanswered(self._store.project, ids), *(id for id in ids if id in self._again)))

    def minutes(self) -> int:
        """The estimated minutes for the remaining questions."""
        return self._minutes(self.ids if self._options.review else self.missing)

    def run(self) -> RunResult:
        """Asks until nothing is left or the person leaves; answers given are saved whatever happens."""
        try:
            how = self._walk() if self._route.start(self.ids, self.missing) else EndReason.NOTHING
        except (KeyboardInterrupt, EOFError):
            how = EndReason.INTERRUPTED
        waiting = tuple((self._store.questionnaire.by_id[id], one) for id, one in self._conversation.drafts.items())
        return RunResult(how=how, saved=len(self._saved), missing=len(self.missing), waiting=waiting)

    def _walk(self) -> EndReason:
        here, section = self._route.start(self.ids, self.missing), ""
        while here is not None:
            home = self._store.questionnaire.sections_of[here][-1].id
            move = self._ask(here, opens=home != section)
            section = home
            if move is NextMove.LEAVE:
                return EndReason.LEFT
            here = self._next(here, move)
        return EndReason.DONE

    def _next(self, here: str, move: NextMove) -> str | None:
        match move:
            case NextMove.BACK:
                return self._back(here)
            case NextMove.FIND:
                return self._elsewhere(here)
            case _:
                return self._on(here, move)

    def _elsewhere(self, here: str) -> str:
        """The id of the question that the person asks to go to, else `here`."""
        options = self._options
        known = question_standings(
            self._store.questionnaire, self._store.project, scope=options.scope, all_sections=options.all_sections
        )
        there = ask_target(self._asker, self._, self._store, self.ids, known)
        if there is not None:
            self._route.mark_seen(here)
        return there or here

    def _ask(self, id: str, *, opens: bool) -> NextMove:
        ids, question = self.ids, self._store.questionnaire.by_id[id]
        number = ids.index(id) + 1 if id in ids else 1
        coming = ids[number - 1 :] if self._options.review else [one for one in ids if one in self.missing | {id}]
        start, standing = self._clock(), self._standing(id)
        where = Position(
            number, len(ids), self._minutes(coming) if len(coming) > 1 else 0,
            opens=opens, project=self._store.project.charter.name,
            for_gate=standing.gate_only, waits_for=standing.waits_for,
        )  # fmt: skip
        move = self._conversation.about(question, where)
        if move is NextMove.ON:
            self._estimate.record(self._clock() - start, seconds_to_ask(self._, question))
        return move

    def _minutes(self, ids: Iterable[str]) -> int:
        return self._estimate.minutes(seconds_to_go_through(self._, self._store.questionnaire, ids))

    def _standing(self, id: str) -> Standing:
        store, options = self._store, self._options
        known = question_standings(
            store.questionnaire, store.project, scope=options.scope, all_sections=options.all_sections
        )
        return known[id]

    def _on(self, here: str, move: NextMove) -> str | None:
        if move is NextMove.PASSED and here in self.missing:
            self._route.passed.add(here)
        following = self._route.next_question(here, self.ids, self.missing)
        return following or self._passed_again()

    def _passed_again(self) -> str | None:
        """At the end, the first skipped question, where the person wants to see skipped ones again; else None."""
        again = tuple(id for id in self.ids if id in self._route.passed & self.missing)
        if not again:
            return None
        _, count = self._, len(again)
        title = _.ngettext("{count} question was skipped.", "{count} questions were skipped.", count)
        self._asker.page(*self._conversation.flash, Paragraph(title, Tone.TITLE))
        self._conversation.flash.clear()
        options = (
            Option(id="now", label=_("Go back to them now")),
            Option(id="later", label=_("Leave them for later")),
        )
        if self._asker.pick(Menu(options=options)) == "later":
            return None
        self._route.passed.clear()
        return again[0]

    def _back(self, here: str) -> str:
        before = self._route.previous_question(here, self.ids)
        if before is None:
            self._conversation.flash.append(Paragraph(self._("This is the first question."), Tone.QUIET))
        return before or here

    def _save(self, id: str, answer: Answer | None) -> bool:
        """Saves an answer; on failure tells why and lets the person decide. False where somebody else's answer
        stays."""
        while True:
            seen = self._store.project.answers.get(id)
            try:
                self._store.record(id, answer)
            except ConflictError as error:
                if self._changed_since(id, seen, error) and not self._insist(id, answer):
                    return False
            except (InputError, UsageError, OSError) as error:
                self._cannot_save(error)
            else:
                self._saved.add(id)
                return True

    def _changed_since(self, id: str, seen: Answer | None, error: ConflictError) -> bool:
        """Whether the file has another answer than `seen`; otherwise it was only locked, which is said."""
        try:
            self._store.reload()
        except InputError as unreadable:
            self._cannot_save(unreadable)
            return False
        if self._store.project.answers.get(id) != seen:
            return True
        self._cannot_save(error)
        return False

    def _insist(self, id: str, mine: Answer | None) -> bool:
        """After a conflict, shows both answers; True to save one's own all the same."""
        _, question = self._, self._store.questionnaire.by_id[id]
        theirs = self._store.project.answers.get(id)
        said = describe_answer(_, self._store.questionnaire, question, theirs) if theirs else _("no answer")
        ours = describe_answer(_, self._store.questionnaire, question, mine) if mine else _("no answer")
        told = _("Somebody else changed this answer meanwhile. Nothing was overwritten.")
        self._asker.say(Paragraph(told, Tone.WARNING))
        options = (
            Option(id="theirs", label=_("Keep theirs: {answer}", answer=said)),
            Option(id="mine", label=_("Save ours: {answer}", answer=ours)),
        )
        return self._asker.pick(Menu(ask=_("Which one holds?"), options=options)) == "mine"

    def _cannot_save(self, error: InputError | UsageError | ConflictError | OSError) -> None:
        """Tells what is wrong with the file; returns to try again, raises KeyboardInterrupt to leave."""
        _ = self._
        self._asker.say(
            Paragraph(_("The answer could not be saved. Nothing in the file was changed."), Tone.WARNING),
            *(Paragraph(line, indent=2) for line in _said(_, error)),
        )
        options = (
            Option(id="again", label=_("Try again"), help=_("once the file is corrected")),
            Option(id="leave", label=_("Leave without saving this answer")),
        )
        if self._asker.pick(Menu(options=options)) == "leave":
            raise KeyboardInterrupt


def _said(_: Speech, error: InputError | UsageError | ConflictError | OSError) -> list[str]:
    match error:
        case InputError():
            return [
                _(
                    "{path}, line {line}: {what}",
                    path=problem.path,
                    line=problem.line or 1,
                    what=problem.message.say(_.tr),
                )
                for problem in error.problems
            ]
        case UsageError() | ConflictError():
            return [error.message.say(_.tr)]
        case OSError():
            return [system_error_message(error).say(_.tr)]
