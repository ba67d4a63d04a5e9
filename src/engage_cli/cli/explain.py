"""`engage explain PROJECT [ID]`."""

import sys
from typing import Annotated

import typer

from engage_cli.i18n import N_
from engage_cli.project.supposing import typed_suppositions
from engage_cli.terminal import options
from engage_cli.terminal.open_project import assess_project, open_project
from engage_cli.terminal.session import session_of


def explain(
    ctx: typer.Context,
    *,
    project: options.Project,
    id: Annotated[
        str | None,
        typer.Argument(metavar=N_("ID"), help=N_("A section, index or question, by its id or its reference.")),
    ] = None,
    quick: options.Quick = False,
    set: options.Set = None,
    if_: options.If = None,
    json: options.AsJson = False,
) -> None:
    """Shows the arithmetic of a result, or of what it would be under a supposition."""
    from engage_cli.terminal.screens.find_result import find_result

    session = session_of(ctx)
    loaded = open_project(project, session)
    assessment = assess_project(loaded, session, quick=quick, typed=typed_suppositions(set, if_))
    found = None if id is None else find_result(assessment, id)
    if json:
        from engage_cli.report.explanation_values import explanation_values
        from engage_cli.report.json_text import json_text

        sys.stdout.write(json_text(explanation_values(assessment, found, loaded.locate)))
        return
    from engage_cli.terminal.screens.explanation import explanation_lines, overview_lines
    from engage_cli.terminal.screens.explanation_page import ExplanationPage

    page = ExplanationPage.of(assessment, session, project, loaded.locate)
    session.out("\n".join(overview_lines(page) if found is None else explanation_lines(page, found)))
