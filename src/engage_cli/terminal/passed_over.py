"""Reports on stderr which files a search for projects passed over: the number or, with --verbose, each with the
reason."""

from collections.abc import Sequence

from engage_cli.project.discovery import PassedOver
from engage_cli.terminal.session import Session


def report_passed_over(found: Sequence[PassedOver], session: Session) -> None:
    """Reports what was passed over; says nothing where `found` is empty."""
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
