"""Chooses how the wizard asks: full-screen prompts, or numbered lines."""

import sys

from engage_cli.errors import Message, UsageError
from engage_cli.terminal.session import Session
from engage_cli.wizard.asker import Asker, Speech
from engage_cli.wizard.text import width_within


def session_speech(session: Session) -> Speech:
    """The language in which the wizard speaks."""
    return Speech(session.language, session.tr)


def choose_asker(session: Session, *, instead: Message) -> Asker:
    """The asker that suits the terminal. Raises UsageError, with `instead` as its hint, where there is no terminal."""
    if not session.interactive:
        raise UsageError(Message.of("There is no terminal here to ask in."), instead)
    simple = session.environment.get("TERM", "dumb" if sys.platform != "win32" else "") == "dumb"
    if session.plain or simple:
        from engage_cli.wizard.plain import PlainAsker

        return PlainAsker(session_speech(session), width_within(session.width))
    from engage_cli.wizard.prompts.asker import PromptAsker

    return PromptAsker(session_speech(session), color=session.coloured(sys.stdout))
