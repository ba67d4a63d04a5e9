"""Who asks: the full terminal, or numbered lines."""

import sys

from engage_cli.errors import Message, UsageError
from engage_cli.terminal.session import Session
from engage_cli.wizard.asker import Asker, Speech
from engage_cli.wizard.text import width_within


def speech_of(session: Session) -> Speech:
    """The language that the wizard speaks."""
    return Speech(session.language, session.tr)


def asker_for(session: Session, *, instead: Message) -> Asker:
    """The asker that suits the terminal. Raises UsageError, with `instead` as its hint, where there is none."""
    if not session.interactive:
        raise UsageError(Message.of("There is no terminal here to ask in."), instead)
    simple = session.environment.get("TERM", "dumb" if sys.platform != "win32" else "") == "dumb"
    if session.plain or simple:
        from engage_cli.wizard.plain import PlainAsker

        return PlainAsker(speech_of(session), width_within(session.width))
    from engage_cli.wizard.prompts.asker import PromptAsker

    return PromptAsker(speech_of(session), color=session.coloured(sys.stdout))
