"""`engage score PROJECT`."""

import sys
from typing import Annotated

import typer

from engage_cli.i18n import N_
from engage_cli.terminal import options
from engage_cli.terminal.open_project import assessed, opened
from engage_cli.terminal.session import session_of


def score(
    ctx: typer.Context,
    *,
    project: options.Project,
    json: Annotated[bool, typer.Option("--json", help=N_("Print every number as JSON."))] = False,
    quick: options.Quick = False,
) -> None:
    """Shows the results of a project."""
    session = session_of(ctx)
    assessment = assessed(opened(project, session), session, quick=quick)
    if json:
        from engage_cli.report.json_text import json_text
        from engage_cli.report.results import results

        sys.stdout.write(json_text(results(assessment)))
    else:
        from engage_cli.terminal.screens.scoreboard import scoreboard

        session.out("\n".join(scoreboard(assessment, session, project)))
