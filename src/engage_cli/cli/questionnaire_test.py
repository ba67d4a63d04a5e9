"""`engage questionnaire test [ID]`."""

from pathlib import Path
from typing import Annotated

import typer

from engage_cli.check.formats.formats import FORMATS
from engage_cli.cli.questionnaire_lint import Json
from engage_cli.i18n import N_
from engage_cli.terminal import options
from engage_cli.terminal.parameters import Choice
from engage_cli.terminal.session import session_of

TEXT = "text"
Format = Annotated[
    str, typer.Option("--output-format", click_type=Choice(FORMATS, N_("FORMAT")), help=N_("One of these formats:"))
]


def run_all(
    ctx: typer.Context,
    *,
    id: options.QuestionnaireHere = None,
    only: Annotated[
        str | None, typer.Option("-k", metavar=N_("NAME"), help=N_("Only tests with this in their name."))
    ] = None,
    junit: Annotated[
        Path | None, typer.Option("--junit", metavar=N_("FILE"), help=N_("Write the results as JUnit XML too."))
    ] = None,
    output_format: Format = TEXT,
    json: Json = False,
    output_file: options.OutputFile = None,
    force: options.Force = False,
) -> int:
    """Runs the tests beside a questionnaire: 0 all pass, 1 some fail, 2 unreadable or none there."""
    from engage_cli.authoring import running
    from engage_cli.authoring.cases.output import TestsOutput, run_tests

    session = session_of(ctx)
    (path,) = running.find_questionnaires([id] if id else (), session)
    output = TestsOutput(format="json" if json else output_format, file=output_file, junit=junit, force=force)
    return run_tests(path, session, output, only=only)
