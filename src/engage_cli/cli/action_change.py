"""`engage action change PROJECT ID`."""

from typing import Annotated

import typer

from engage_cli.i18n import N_
from engage_cli.terminal import options
from engage_cli.terminal.clock import day_at, today_at
from engage_cli.terminal.open_project import assessed_today, opened
from engage_cli.terminal.session import day_of, session_of


def change(
    ctx: typer.Context,
    *,
    project: options.Project,
    id: options.ActionId,
    owner: Annotated[
        str | None, typer.Option("--owner", metavar=N_("NAME"), help=N_("Who does it from now on; '' for nobody yet."))
    ] = None,
    due: Annotated[
        str | None,
        typer.Option("--due", metavar=N_("DATE"), help=N_("By which day from now on (2027-01-15); '' for none.")),
    ] = None,
    do: Annotated[
        str | None, typer.Option("--do", metavar=N_("TEXT"), help=N_("What is to be done, in other words."))
    ] = None,
) -> None:
    """Gives an action another owner, day or text; what it said before stays in the record beside the project."""
    from engage_cli.followup.action_changes import ActionEdit
    from engage_cli.followup.action_changes import edit_action as changed
    from engage_cli.terminal.screens.actions import told_with_before

    session = session_of(ctx)
    new = ActionEdit(do=do, owner=owner, due=day_of(due or None, today_at(project, session)), without_due=due == "")
    loaded = opened(project, session)
    action = changed(loaded, id, new, day_at(loaded.path, session))
    session.say(*told_with_before(action, loaded, assessed_today(loaded, session), session))
