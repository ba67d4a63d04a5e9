"""`engage score PROJECT`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from engage_cli.cli.loading import assessed, opened
from engage_cli.cli.session import session_of
from engage_cli.cli.words import later as _


def score(
    ctx: typer.Context,
    *,
    project: Annotated[Path, typer.Argument(metavar=_("PROJECT"), help=_("The project file, or its folder."))],
    json: Annotated[bool, typer.Option("--json", help=_("Print every number as JSON."))] = False,
    quick: Annotated[bool, typer.Option("--quick", help=_("Read the quick questions only."))] = False,
) -> None:
    """Shows the results of a project."""
    session = session_of(ctx)
    assessment = assessed(opened(project, session), session, quick=quick)
    if json:
        from engage_cli.report.json_text import json_text
        from engage_cli.report.results import results

        sys.stdout.write(json_text(results(assessment)))
    else:
        from engage_cli.cli.layout import Ink
        from engage_cli.cli.scoreboard import scoreboard

        session.out("\n".join(scoreboard(assessment, session, Ink(session.coloured(sys.stdout)), project)))
