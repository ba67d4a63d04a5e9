"""Asks for texts; one that is too long for the file can be shortened; and
what becomes of words that would be lost."""

from collections.abc import Callable
from enum import Enum

from engage_cli.model.project import Answer
from engage_cli.text import LONGEST_NAME, LONGEST_PROSE
from engage_cli.wizard.asker import Asker, CutShortError, Menu, Option, Paragraph, Speech, Tone


def ask_name(asker: Asker, _: Speech, ask: str, *, value: str = "") -> str:
    """A line of text that names something."""
    return _asked(asker, _, lambda value: asker.line(ask, value=value), value, LONGEST_NAME)


def ask_sentence(asker: Asker, _: Speech, ask: str, *, value: str = "") -> str:
    """A line of text of any length that the file may hold."""
    return _asked(asker, _, lambda value: asker.line(ask, value=value), value, LONGEST_PROSE)


def ask_prose(
    asker: Asker, _: Speech, ask: str, *, value: str = "", keep: Callable[[str], object] | None = None
) -> str:
    """Several lines of text; where the person leaves in the middle, `keep` gets the lines typed so far."""
    try:
        return _asked(asker, _, lambda value: asker.lines(ask, value=value), value, LONGEST_PROSE)
    except CutShortError as cut:
        if keep and 0 < len(cut.text) <= LONGEST_PROSE:
            keep(cut.text)
        raise


def _asked(asker: Asker, _: Speech, once: Callable[[str], str], value: str, most: int) -> str:
    while len(typed := once(value)) > most:
        said = _("There are {count} characters; at most {most} are allowed.", count=len(typed), most=most)
        asker.say(Paragraph(said, Tone.WARNING))
        value = typed
    return typed


class Unanswered(Enum):
    """What to do with a note or evidence on a question without an answer."""

    UNKNOWN = "unknown"
    STAY = "stay"
    GO = "go"


def ask_about_unanswered(asker: Asker, _: Speech) -> Unanswered:
    """What is to become of a note or evidence, where somebody goes on without an answer."""
    options = (
        Option(id=Unanswered.UNKNOWN.value, label=_("Answer that nobody knows for now, and keep it with that")),
        Option(id=Unanswered.STAY.value, label=_("Go back to the question and answer it")),
        Option(id=Unanswered.GO.value, label=_("Go on; it is lost at the end if no answer is given")),
    )
    ask = _("A note or evidence is saved with an answer, and there is none.")
    return Unanswered(asker.pick(Menu(ask=ask, options=options)))


def ask_to_erase(asker: Asker, _: Speech, answer: Answer) -> bool:
    """Whether an answer is to go, though a note or evidence goes with it."""
    lost = [_("a note")] if answer.note else []
    count = len(answer.evidence)
    lost += [_.ngettext("{count} piece of evidence", "{count} pieces of evidence", count)] if count else []
    options = (
        Option(id="keep", label=_("Keep the answer")),
        Option(id="clear", label=_("Take away the answer and all that stands with it")),
    )
    ask = _("This is erased with the answer: {what}.", what=", ".join(lost))
    return asker.pick(Menu(ask=ask, options=options)) == "clear"
