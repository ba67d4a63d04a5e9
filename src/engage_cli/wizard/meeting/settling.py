"""Settles what several voices agree on, question by question: a level and a reason, saved at once."""

import datetime as dt
from collections.abc import Iterator, Mapping

from engage_cli.model.project import Answer
from engage_cli.model.questionnaire import QuestionType
from engage_cli.project.loading import LoadedProject
from engage_cli.voices.board import Board
from engage_cli.voices.divergence import Divergence
from engage_cli.voices.settling import (
    Decision,
    Undisputed,
    find_undisputed,
    questions_to_decide,
    record_settled,
    settled_answer,
    text_answers,
)
from engage_cli.voices.voice import Voice
from engage_cli.voices.wording import BoardWording
from engage_cli.wizard import writing
from engage_cli.wizard.asker import BLANK, Action, Asker, Command, Menu, Option, Paragraph, Speech, Tone
from engage_cli.wording.assessments import Wording

TOGETHER, WRITE = "together", "write"


class Meeting:
    """A project with its voices while they are settled; counts the answers recorded."""

    def __init__(
        self, loaded: LoadedProject, found: Board, voices: tuple[Voice, ...], *, today: dt.date, as_of: dt.date
    ) -> None:
        self.loaded, self.board, self.voices = loaded, found, voices
        self.today, self._as_of = today, as_of
        self.recorded = 0

    def record(self, answers: Mapping[str, Answer]) -> None:
        """Saves `answers`, and how far the voices still differ. Raises as `recording.record` does."""
        before = self.loaded.project.answers
        self.recorded += sum(answer != before.get(id) for id, answer in answers.items())
        self.loaded, self.board = record_settled(self.loaded, self.voices, answers, today=self.today, as_of=self._as_of)

    def decide(self, one: Divergence, decision: Decision) -> None:
        """Saves the decision on one question."""
        id = one.question.id
        self.record({id: settled_answer(one, decision, self.loaded.project.answers.get(id), self.today)})

    def taken(self) -> Undisputed:
        """The answers that can be recorded without discussion."""
        return find_undisputed(self.board, self.today)


def settle(meeting: Meeting, asker: Asker, _: Speech, words: Wording, *, review: bool = False) -> bool:
    """Asks for every decision, after offering what is agreed already; False where the person leaves early."""
    found = meeting.taken()
    if not _take_all(meeting, asker, _, found):
        return False
    waiting = questions_to_decide(meeting.board, review=review)
    for number, one in enumerate(waiting, 1):
        decision = ask_decision(asker, _, BoardWording(meeting.board, words), one, (number, len(waiting)))
        if decision is Action.QUIT:
            meeting.record({})
            return False
        if isinstance(decision, Decision):
            meeting.decide(one, decision)
    meeting.record({})
    return True


def _take_all(meeting: Meeting, asker: Asker, _: Speech, found: Undisputed) -> bool:
    """Offers all answers that need no discussion at once; False where the person leaves."""
    offers = (
        (
            found.agreed,
            _.ngettext(
                "On {count} question all voices agree. Record what they say?",
                "On {count} questions all voices agree. Record what they say?",
                len(found.agreed),
            ),
        ),
        (
            found.alone,
            _.ngettext(
                "{count} question was answered by one voice alone. Record what it says?",
                "{count} questions were answered by one voice alone. Record what it says?",
                len(found.alone),
            ),
        ),
    )
    for answers, ask in offers:
        if answers:
            options = (Option(id="yes", label=_("Record them")), Option(id="no", label=_("Leave them open")))
            leave = Command(Action.QUIT, *_("q|Stop here").split("|", 1))
            asker.page(*_listed(meeting, answers, _))
            said = asker.pick(Menu(ask=ask, options=options, commands=(leave,)))
            if said is Action.QUIT:
                return False
            if said == "yes":
                meeting.record(answers)
    return True


def _listed(meeting: Meeting, answers: Mapping[str, Answer], _: Speech) -> Iterator[Paragraph]:
    words = BoardWording(meeting.board, Wording(language=_.language, tr=_.tr))
    for id, answer in answers.items():
        one = meeting.board.by_id[id]
        said = _("{name}: {text}", name=words.name(one), text=words.answer(one, answer))
        yield Paragraph(said, hang=2)
    yield BLANK


def ask_decision(
    asker: Asker, _: Speech, words: BoardWording, one: Divergence, at: tuple[int, int] | None = None
) -> Decision | Action:
    """The decision on a question; SKIP where it stays open, QUIT where the person leaves."""
    asker.page(*_heading(_, words, one, at))
    chosen = _chosen(asker, _, one)
    if isinstance(chosen, Action):
        return chosen
    because = writing.ask_sentence(asker, _, _("Why? In one sentence (Enter: leave it out)"))
    return Decision(answer=chosen, because=because or None)


def _heading(_: Speech, words: BoardWording, one: Divergence, at: tuple[int, int] | None) -> Iterator[Paragraph]:
    if at:
        yield Paragraph(_("{number} of {total}", number=at[0], total=at[1]), Tone.WHERE)
    yield Paragraph(words.name(one), Tone.TITLE)
    yield Paragraph(_.words(one.question.ask), Tone.ASK)
    yield BLANK
    yield Paragraph(words.standing(one))
    for remark in words.remarks(one):
        yield Paragraph(remark, Tone.WARNING if one.crosses_threshold else Tone.QUIET)
    if before := words.project_answer(one):
        yield Paragraph(_("In the project: {answer}", answer=before))
    if agreed := words.agreed(one):
        yield Paragraph(agreed, Tone.QUIET)
    count = len({piece for said in one.answers.values() for piece in said.evidence})
    if count:
        said = _.ngettext("{count} piece of evidence", "{count} pieces of evidence", count)
        yield Paragraph(_("The voices bring: {what}.", what=said), Tone.QUIET)
    yield BLANK


def _chosen(asker: Asker, _: Speech, one: Divergence) -> Answer | Action:
    question = one.question
    leave = Command(Action.QUIT, *_("q|Stop here").split("|", 1))
    open_ = Command(Action.SKIP, *_("o|Leave it open").split("|", 1))
    aside = Command(Action.NOT_APPLICABLE, *_("n|Not applicable").split("|", 1))
    commands = (open_, *([aside] if one.not_applicable else []), leave)
    if question.type is QuestionType.TEXT:
        return _text(asker, _, one, commands)
    numbered = question.numbered
    options = tuple(
        Option(id=c.id, label=_.words(c.label), help=_.words(c.help), number=int(c.points) if numbered else None)
        for c in question.choices
    )
    menu = Menu(ask=_("What do you agree on?"), options=options, commands=commands)
    chosen = asker.tick(menu) if question.type is QuestionType.MANY else asker.pick(menu)
    if chosen is Action.NOT_APPLICABLE:
        return _aside(one)
    if isinstance(chosen, Action):
        return chosen
    return Answer(choices=chosen) if isinstance(chosen, tuple) else Answer(choice=chosen)


def _aside(one: Divergence) -> Answer:
    """An answer "not applicable" with the reasons of the voices that say so, each sentence once."""
    said = [answer for answer in one.answers.values() if answer.not_applicable]
    reason = min(answer.reason or "" for answer in said)
    because = dict.fromkeys(sorted(answer.because or "" for answer in said if answer.reason == reason))
    return Answer(reason=reason, because=" ".join(because))


def _text(asker: Asker, _: Speech, one: Divergence, commands: tuple[Command, ...]) -> Answer | Action:
    together = text_answers(one)
    options = (
        Option(id=TOGETHER, label=_("Keep what everybody wrote"), help=together),
        Option(id=WRITE, label=_("Write it together")),
    )
    chosen = asker.pick(Menu(ask=_("What do you agree on?"), options=options, commands=commands))
    if chosen is Action.NOT_APPLICABLE:
        return _aside(one)
    if isinstance(chosen, Action):
        return chosen
    text = together if chosen == TOGETHER else writing.ask_prose(asker, _, _("Your answer"), value=together)
    return Answer(text=text) if text else Action.SKIP
