"""`engage score PROJECT`."""

import sys

import typer

from engage_cli.project.supposing import typed_suppositions
from engage_cli.terminal import options
from engage_cli.terminal.open_project import add_voices, assess_project, open_project, summarize_since_milestone
from engage_cli.terminal.session import session_of


def score(
    ctx: typer.Context,
    *,
    project: options.Project,
    json: options.EveryNumber = False,
    quick: options.Quick = False,
    set: options.Set = None,
    if_: options.If = None,
) -> None:
    """Shows the results of a project, or what they would be."""
    session, supposed = session_of(ctx), typed_suppositions(set, if_)
    loaded = add_voices(open_project(project, session), session)
    assessment = assess_project(loaded, session, quick=quick, typed=supposed)
    if json:
        from engage_cli.report.json_text import json_text
        from engage_cli.report.results import result_values

        sys.stdout.write(json_text(result_values(assessment)))
    else:
        from engage_cli.terminal.screens.scoreboard import scoreboard_lines

        before = assess_project(loaded, session, quick=quick) if supposed else None
        since = "" if supposed else summarize_since_milestone(loaded, assessment, session)
        lines = scoreboard_lines(assessment, session, project, before=before, words=supposed.words, since=since)
        session.out("\n".join(lines))
