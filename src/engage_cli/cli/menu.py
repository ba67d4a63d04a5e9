"""`engage` alone."""

from typing import Any

from engage_cli.cli.session import Session


def menu(ctx: Any, session: Session) -> int:
    """The help; on stderr, with the exit code of a wrong usage, where nobody is there to read it."""
    if session.interactive:
        session.out(ctx.get_help())
        return 0
    session.say(ctx.get_help())
    return 2
