"""The dialogue on one question: choose, explain, add a note or evidence. Each step is saved."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from engage_cli.model.project import Answer, Evidence
from engage_cli.model.questionnaire import Question, QuestionType, named
from engage_cli.values import replace
from engage_cli.wizard import writing
from engage_cli.wizard.answer_store import AnswerStore, judge_evidence
from engage_cli.wizard.asker import BLANK, Action, Asker, Menu, Option, Paragraph, Speech, Tone
from engage_cli.wizard.earlier import add_earlier, earlier_paragraphs, has_note_or_evidence
from engage_cli.wizard.evidence import add_or_replace, ask_evidence, describe_evidence, evidence_rule, expired_evidence
from engage_cli.wizard.followup.second_look import append_to_note, ask_what_changed, is_same_choice, same_as_before
from engage_cli.wizard.question_screen import (
    Position,
    chosen_ids,
    describe_answer,
    describe_choices,
    describe_rule,
    help_paragraphs,
    question_commands,
    question_heading,
    question_options,
)
from engage_cli.wizard.route import NextMove
from engage_cli.wording.enumerations import FALL, enumeration_words

_MOVES = {
    Action.SKIP: NextMove.PASSED, Action.BACK: NextMove.BACK, Action.FIND: NextMove.FIND, Action.QUIT: NextMove.LEAVE,
}  # fmt: skip
WRITE = "write"
"""The id of the only option of a question answered in words."""


@dataclass(slots=True)
class Conversation:
    """Asks one question at a time; keeps notes and evidence that are given before their answer."""

    store: AnswerStore
    asker: Asker
    _: Speech
    today: dt.date
    save: Callable[[str, Answer | None], bool]
    """Records an answer (None removes it); returns False where it could not be saved."""
    drafts: dict[str, Answer]
    """By question id, a note or evidence without an answer yet, in an otherwise empty Answer."""
    flash: list[Paragraph]
    """Paragraphs to show at the top of the next page."""
    again: dict[str, dt.date | None] = field(default_factory=dict)
    """By id, questions to be reviewed, with the day of the last answer. The earlier choice is hidden until a new one is
    made; then the question is removed from here."""

    def about(self, question: Question, where: Position) -> NextMove:
        """Asks `question` until it is answered or left; returns where to go next."""
        while True:
            self._show(question, where)
            match self._choose(question):
                case Action.SKIP | Action.QUIT if not self._goes(question):
                    done = False
                case Action() as action if action in _MOVES:
                    return _MOVES[action]
                case Action() as action:
                    done = self._act(question, action)
                case chosen:
                    done = self._answer(question, chosen)
            if done:
                return NextMove.ON

    def answer(self, question: Question) -> Answer | None:
        """The recorded answer to `question`; None where there is none."""
        return self.store.project.answers.get(question.id)

    def _show(self, question: Question, where: Position) -> None:
        flash, self.flash[:] = tuple(self.flash), []
        top = question_heading(self._, self.store.questionnaire, question, where)
        recorded = self._recorded(question)
        if recorded:  # the question was read before: on a small screen the answer has its place
            top = tuple(replace(p, tone=Tone.ASIDE) if p.tone is Tone.QUIET else p for p in top)
        self.asker.page(
            *flash, *([BLANK] if flash else []), *top, *earlier_paragraphs(self._, self.store, question), *recorded
        )

    def _recorded(self, question: Question) -> tuple[Paragraph, ...]:
        """Paragraphs on the recorded answer, or on a draft without an answer."""
        _, answer = self._, self.answer(question)
        kept = answer or self.drafts.get(question.id)
        if kept is None:
            return ()
        hidden = self._hidden(question)
        shown = None if hidden else answer
        lines = [_("Recorded: {answer}", answer=self._in_words(question, shown))] if shown else []
        lines += [_("Evidence: {evidence}", evidence=describe_evidence(_, piece)) for piece in kept.evidence]
        lines += [_("Note: {note}", note=kept.note)] if kept.note and not hidden else []
        waits = _("Not saved yet: choose an answer, and this is saved with it.")
        warned = [] if answer else [Paragraph(waits, Tone.WARNING)]
        return (*(Paragraph(line, Tone.GOOD, hang=2) for line in lines), *warned, BLANK)

    def _in_words(self, question: Question, answer: Answer) -> str:
        return describe_answer(self._, self.store.questionnaire, question, answer)

    def _choose(self, question: Question) -> str | tuple[str, ...] | Action:
        _, answer = self._, self.answer(question)
        hidden = self._hidden(question)
        offered = question_commands(
            _,
            aside=bool(question.reasons),
            recorded=answer is not None,
            earlier=has_note_or_evidence(self.store, question),
        )
        if question.type is QuestionType.TEXT:
            write = (Option(id=WRITE, label=_("Write the answer")),)
            return self.asker.pick(Menu(options=write, commands=offered, stands=answer is not None and not hidden))
        current = () if hidden else chosen_ids(answer)
        stands = answer is not None and not (current or hidden) and question.type is not QuestionType.MANY
        menu = Menu(options=question_options(_, question), commands=offered, current=current, stands=stands)
        return self.asker.tick(menu) if question.type is QuestionType.MANY else self.asker.pick(menu)

    def _answer(self, question: Question, chosen: str | tuple[str, ...]) -> bool:
        if isinstance(chosen, tuple):
            if len(chosen) > 1 and any(c.exclusive for c in question.choices if c.id in chosen):
                self.flash.append(Paragraph(self._("One of these choices goes with no other."), Tone.WARNING))
                return False
            new = Answer(choices=chosen)
        elif question.type is QuestionType.TEXT:
            text = writing.ask_prose(
                self.asker, self._, self._("Your answer"), value=(self.answer(question) or Answer()).text or "",
                keep=lambda text: self._keep(question, Answer(text=text)),
            )  # fmt: skip
            if not text:
                return False
            new = Answer(text=text)
        else:
            new = Answer(choice=chosen)
        return self._keep(question, self._with_criteria(question, new)) and self._borne_out(question)

    def _with_criteria(self, question: Question, new: Answer) -> Answer:
        if not question.criteria:
            return new
        met = (self.answer(question) or Answer()).criteria
        choices = tuple(Option(id=c.id, label=self._.words(c.label)) for c in question.criteria)
        ask = self._("Which of these hold? Unless all do, the lowest choice is read.")
        ticked = self.asker.tick(Menu(ask=ask, options=choices, current=met))
        return replace(new, criteria=ticked if isinstance(ticked, tuple) else met)

    def _keep(self, question: Question, new: Answer) -> bool:
        """Saves `new` with the note and evidence given before; False where the question still has no answer."""
        held, before = self.answer(question), self._before(question)
        answer = replace(
            new, note=before.note, evidence=before.evidence, by=before.by, criteria=new.criteria or before.criteria,
            reviewed=before.reviewed,
        )  # fmt: skip
        if replace(answer, agreed=before.agreed) == held and question.id not in self.again:
            return True
        if question.id in self.again or before.reviewed:
            answer = replace(answer, reviewed=self.today)
        if not self.save(question.id, answer):
            return self.answer(question) is not None  # somebody else's, which the person lets stand
        self.drafts.pop(question.id, None)
        said = self._in_words(question, answer)
        self.flash.append(
            Paragraph(self._("Saved: {title}, {answer}", title=self._.words(question.title), answer=said), Tone.GOOD)
        )
        if question.id in self.again and held is not None:
            self._looked_at(question, held, answer)
        return True

    def _hidden(self, question: Question) -> bool:
        """Whether the earlier choice is still hidden; the reason of "not applicable" never is."""
        answer = self.answer(question)
        return question.id in self.again and answer is not None and not answer.not_applicable

    def _looked_at(self, question: Question, before: Answer, now: Answer) -> None:
        """Shows the earlier choice; where the new one differs, asks what changed and adds that to the note."""
        _, day = self._, self.again.pop(question.id)
        if is_same_choice(before, now):
            self.flash.append(same_as_before(_, day))
        elif why := ask_what_changed(self.asker, _, self._in_words(question, before), day):
            self.save(question.id, replace(now, note=append_to_note(now, why, self.today)))

    def _borne_out(self, question: Question) -> bool:
        """Asks for evidence where the choice needs some; always True, as the answer itself is saved already."""
        _, rule = self._, evidence_rule(question, self.answer(question))
        if rule and (fell := self._fall(question)):
            self.asker.say(
                Paragraph(describe_choices(_, question, self.answer(question)), Tone.GOOD),
                Paragraph(_("This answer is read with evidence: {rule}.", rule=describe_rule(_, rule))),
                Paragraph(fell, Tone.WARNING),
                Paragraph(_("What would you show an outsider?"), Tone.ASK),
            )
            answer = self.answer(question)
            old = expired_evidence(self.store, question, answer, self.today) if answer else None
            ask_evidence(self.asker, _, self.today, rule, partial(self._piece, question), old)
            self.flash += [Paragraph(still, Tone.WARNING)] if (still := self._fall(question)) else []
        return True

    def _fall(self, question: Question) -> str:
        """How the answer is read without the evidence it needs; empty where its evidence is sufficient."""
        _, answer = self._, self.answer(question)
        fall, choice = judge_evidence(self.store, question, answer, self.today) if answer else (None, None)
        if fall is None:
            return ""
        why = enumeration_words(FALL, fall, _.tr)
        if choice is None:
            return _("Counts for nothing for now: {why}.", why=why)
        return _("Read as “{choice}” for now: {why}.", choice=_.words(choice.label), why=why)

    def _act(self, question: Question, action: Action) -> bool:
        match action:
            case Action.UNKNOWN:
                kept = self._keep(question, Answer(unknown=True))
                said = self._("A good answer: a step will be suggested to find out.")
                self.flash += [Paragraph(said, Tone.QUIET)] if kept else []
                return kept
            case Action.NOT_APPLICABLE:
                return self._set_aside(question)
            case Action.NOTE:
                old, keep = self._before(question).note or "", partial(self._note, question)
                keep(writing.ask_prose(self.asker, self._, self._("Your note"), value=old, keep=keep))
            case Action.EVIDENCE:
                self._more_evidence(question)
            case Action.EARLIER:
                self._add(question, add_earlier(self._before(question), self.store, question))
            case Action.CLEAR:
                self._clear(question)
            case _:
                self.asker.read(*help_paragraphs(self._, self.store.questionnaire, question))
        return False

    def _note(self, question: Question, text: str) -> None:
        self._add(question, replace(self._before(question), note=text or None))

    def _before(self, question: Question) -> Answer:
        return self.answer(question) or self.drafts.get(question.id) or Answer()

    def _add(self, question: Question, answer: Answer) -> None:
        """Saves a note or evidence with the answer, or keeps it as a draft until there is one."""
        if self.answer(question) is None:
            self.drafts[question.id] = answer
            if not (answer.note or answer.evidence):
                del self.drafts[question.id]
        elif answer != self.answer(question):
            self.save(question.id, answer)

    def _goes(self, question: Question) -> bool:
        """Whether the person goes on: what is noted without an answer is kept with one, or lost when the run ends."""
        if question.id not in self.drafts:
            return True
        match writing.ask_about_unanswered(self.asker, self._):
            case writing.Unanswered.UNKNOWN:
                return self._keep(question, Answer(unknown=True))
            case chosen:
                return chosen is writing.Unanswered.GO

    def _more_evidence(self, question: Question) -> None:
        before = self._before(question)
        self.asker.say(Paragraph(self._("What would you show an outsider?"), Tone.ASK))
        if before.evidence:
            self.asker.say(Paragraph(self._("The same title as before replaces that piece."), Tone.QUIET))
        rule = evidence_rule(question, self.answer(question))
        ask_evidence(self.asker, self._, self.today, rule, partial(self._piece, question))

    def _piece(self, question: Question, piece: Evidence) -> None:
        before = self._before(question)
        self._add(question, replace(before, evidence=add_or_replace(before.evidence, piece)))

    def _clear(self, question: Question) -> None:
        """Removes the answer, after confirmation where a note or evidence would be lost."""
        _, answer = self._, self.answer(question)
        if answer is None or ((answer.note or answer.evidence) and not writing.ask_to_erase(self.asker, _, answer)):
            return
        if self.save(question.id, None):
            gone = self._in_words(question, answer)
            said = _("Taken away: {title}, {answer}", title=_.words(question.title), answer=gone)
            self.flash.append(Paragraph(said, Tone.WARNING, hang=2))

    def _set_aside(self, question: Question) -> bool:
        _ = self._
        labels = [label for id in question.reasons if (label := named(self.store.questionnaire.reasons, id))]
        choices = tuple(Option(id=x.id, label=_.words(x.label), help=_.words(x.help)) for x in labels)
        back = tuple(command for command in question_commands(_) if command.action is Action.BACK)
        before = self._before(question)
        current = (before.reason,) if before.reason in question.reasons else ()
        ask = _("Not applicable: for what kind of reason?")
        reason = self.asker.pick(Menu(ask=ask, options=choices, commands=back, current=current))
        if isinstance(reason, Action):
            return False
        because = writing.ask_sentence(
            self.asker, _, _("Say why in one sentence (Enter alone: back to the question)"), value=before.because or ""
        )
        return bool(because) and self._keep(question, Answer(reason=reason, because=because))
