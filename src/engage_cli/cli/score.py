"""`engage score PROJECT`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from engage_cli.i18n import N_
from engage_cli.terminal.open_project import assessed, opened
from engage_cli.terminal.session import session_of


def score(
    ctx: typer.Context,
    *,
    project: Annotated[Path, typer.Argument(metavar=N_("PROJECT"), help=N_("The project file, or its folder."))],
    json: Annotated[bool, typer.Option("--json", help=N_("Print every number as JSON."))] = False,
    quick: Annotated[bool, typer.Option("--quick", help=N_("Read the quick questions only."))] = False,
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
