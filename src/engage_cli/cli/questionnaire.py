"""`engage questionnaire list|show`."""

import typer

from engage_cli.cli.commands import Entry, group
from engage_cli.cli.session import session_of
from engage_cli.cli.words import later as _

COMMANDS = {
    "list": Entry("engage_cli.cli.questionnaire_list:show_all", _("List the questionnaires that are shipped.")),
    "show": Entry("engage_cli.cli.questionnaire_show:show", _("Print a questionnaire: its sections and questions.")),
}


def alone(ctx: typer.Context) -> int | None:
    """Without a command: the help, as a wrong usage."""
    if ctx.invoked_subcommand is not None:
        return None
    session_of(ctx).say(ctx.get_help())
    return 2


questionnaire = group("questionnaire", _("List and read the questionnaires."), COMMANDS, alone)
