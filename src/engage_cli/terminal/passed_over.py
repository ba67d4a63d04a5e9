"""What a search for projects passed over, said on stderr: how many, or with --verbose which and why."""

from collections.abc import Sequence

from engage_cli.project.discovery import PassedOver
from engage_cli.terminal.session import Session


def say_passed_over(found: Sequence[PassedOver], session: Session) -> None:
    """Says nothing where nothing was."""
    tr = session.tr
    if session.verbose:
        for one in found:
            session.say(tr.gettext("Passed over: {path} ({why})").format(path=one.path, why=one.reason.say(tr)))
    elif found:
        count = len(found)
        said = tr.ngettext(
            "{count} file or folder passed over; -v names it.",
            "{count} files or folders passed over; -v names them.",
            count,
        )
        session.say(said.format(count=count))
