"""`engage action add PROJECT [WHAT]`."""

from typing import Annotated

import typer

from engage_cli.i18n import N_
from engage_cli.terminal import options
from engage_cli.terminal.clock import today_for
from engage_cli.terminal.open_project import assess_project_today, open_project
from engage_cli.terminal.session import parse_day, session_of


def add(
    ctx: typer.Context,
    *,
    project: options.Project,
    what: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("WHAT"), help=N_("The id of a recommendation, or a question by its id or its reference.")
        ),
    ] = None,
    do: Annotated[
        str | None, typer.Option("--do", metavar=N_("TEXT"), help=N_("What is to be done, in one’s own words."))
    ] = None,
    owner: Annotated[
        str | None, typer.Option("--owner", metavar=N_("NAME"), help=N_("Who does it: a role will do."))
    ] = None,
    due: Annotated[str | None, typer.Option("--due", metavar=N_("DATE"), help=N_("By which day (2027-01-15)."))] = None,
) -> None:
    """Adds an action: a recommendation, or something in the team's own words."""
    from engage_cli.followup.actions import ActionRequest, take_up
    from engage_cli.terminal.screens.actions import changed_action_lines
    from engage_cli.wording.assessments import wording_for

    session = session_of(ctx)
    wish = ActionRequest(what=what, do=do, owner=owner, due=parse_day(due, today_for(project, session)))
    loaded = open_project(project, session)
    assessment = assess_project_today(loaded, session)
    action = take_up(loaded, assessment, wish, wording_for(session.language, assessment))
    session.say(*changed_action_lines(action, assessment, session))
