"""Reviewing answers: which questions to ask again, and what is shown of the earlier answer after a new choice."""

import datetime as dt
from collections.abc import Mapping, Sequence

from engage_cli.followup.last_look import LastLook, questions_to_review
from engage_cli.i18n import long_date
from engage_cli.model.project import Answer
from engage_cli.scoring.results import Assessment
from engage_cli.values import Value, field
from engage_cli.wizard import writing
from engage_cli.wizard.asker import BLANK, Asker, Paragraph, Speech, Tone


class SecondLook(Value, kw_only=True):
    """What a run reviews."""

    again: Mapping[str, dt.date | None] = field(default_factory=dict)
    """By question id, the day of the last answer; None where it is not known."""
    first: tuple[str, ...] = ()
    """The ids of questions that the run begins with, because an action on them is done."""
    last: LastLook | None = None
    """The milestone since which all answers are reviewed; None where they are not."""
    looked: int = 0
    """The number of answers of this run reviewed since that milestone."""


def plan_second_look(
    assessment: Assessment, last: LastLook | None, ids: Sequence[str], *, left: bool, today: dt.date
) -> SecondLook:
    """What to review among the questions `ids` of a run; while some are unanswered (`left`), only those with a finished
    action."""
    first = tuple(id for id in questions_to_review(assessment) if id in ids)
    project = assessment.project
    again = dict.fromkeys(first, last.date if last else None)
    if left or last is None or last.date >= today:
        return SecondLook(again=again, first=first)
    waiting = last.not_reviewed(project, ids)
    again |= dict.fromkeys(waiting, last.date)
    answered = sum(id in project.answers for id in ids)
    return SecondLook(again=again, first=first, last=last, looked=answered - len(waiting))


def announcement(_: Speech, found: SecondLook) -> tuple[Paragraph, ...]:
    """The paragraphs about it on the first screen."""
    lines = []
    if found.last is not None and found.again:
        day = long_date(found.last.date, _.language)
        said = _.ngettext(
            "{count} answer to look at again since “{name}” ({date}); {looked} looked at already.",
            "{count} answers to look at again since “{name}” ({date}); {looked} looked at already.",
            len(found.again), name=found.last.name, date=day, looked=found.looked,
        )  # fmt: skip
        lines += [said, _("What was said last time is shown once you have chosen.")]
    if found.first:
        lines.append(_("It begins with the questions whose action is done."))
    return (BLANK, *(Paragraph(line) for line in lines), BLANK) if lines else ()


def ask_what_changed(asker: Asker, _: Speech, before: str, day: dt.date | None) -> str:
    """Shows the earlier choice and asks why it differs now; empty where nothing is entered."""
    said = _last_time(_, day)
    asker.say(Paragraph(_("{name}: {text}", name=said, text=before), Tone.GOOD))
    return writing.ask_sentence(asker, _, _("What changed? One sentence for the note (Enter: nothing)"))


def same_as_before(_: Speech, day: dt.date | None) -> Paragraph:
    """A paragraph that says that the choice is the same as last time."""
    date = long_date(day, _.language) if day else ""
    return Paragraph(_("The same as last time ({date}).", date=date) if day else _("The same as before."), Tone.QUIET)


def _last_time(_: Speech, day: dt.date | None) -> str:
    return _("Last time ({date})", date=long_date(day, _.language)) if day else _("Before")


def is_same_choice(one: Answer, other: Answer) -> bool:
    """Whether two answers choose the same, whatever their notes and evidence."""
    return _said(one) == _said(other)


def _said(answer: Answer) -> object:
    ticked = None if answer.choices is None else sorted(answer.choices)
    return answer.choice, ticked, answer.text, answer.unknown, answer.reason


def append_to_note(answer: Answer, why: str, today: dt.date) -> str:
    """The note of `answer` with the dated explanation `why` appended."""
    line = f"{today.isoformat()}: {why}"
    return f"{answer.note}\n{line}" if answer.note else line
