"""`engage path [list] PROJECT`."""

import sys
from typing import Annotated

import typer

from engage_cli.i18n import N_
from engage_cli.project.supposing import typed_suppositions
from engage_cli.terminal import options
from engage_cli.terminal.open_project import assess_project, open_project
from engage_cli.terminal.session import session_of


def show_all(
    ctx: typer.Context,
    *,
    project: options.Project,
    everything: Annotated[
        bool, typer.Option("--all", help=N_("List the steps that do not concern the project too."))
    ] = False,
    json: Annotated[bool, typer.Option("--json", help=N_("Print the path as JSON."))] = False,
    set: options.Set = None,
    if_: options.If = None,
) -> None:
    """Shows the steps of a project's path, or how they would be under a supposition."""
    from engage_cli.followup.path import refuse_without_path

    session = session_of(ctx)
    loaded = open_project(project, session)
    if not json:
        refuse_without_path(loaded.questionnaire.questionnaire)
    assessment = assess_project(loaded, session, typed=typed_suppositions(set, if_))
    if json:
        from engage_cli.report.json_text import json_text
        from engage_cli.report.path_values import path_values

        sys.stdout.write(json_text(path_values(assessment)))
        return
    from engage_cli.terminal.screens.path import path_lines

    session.out("\n".join(path_lines(assessment, session, project, everything=everything)))
