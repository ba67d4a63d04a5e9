"""`engage explain PROJECT [ID]`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from engage_cli.cli.loading import assessed, opened
from engage_cli.cli.session import session_of
from engage_cli.cli.words import later as _


def explain(
    ctx: typer.Context,
    *,
    project: Annotated[Path, typer.Argument(metavar=_("PROJECT"), help=_("The project file, or its folder."))],
    id: Annotated[
        str | None,
        typer.Argument(metavar=_("ID"), help=_("A section, index or question, by its id or its reference.")),
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help=_("Read the quick questions only."))] = False,
) -> None:
    """Shows the arithmetic of a result."""
    from engage_cli.cli.explanation import Page, explanation, overview
    from engage_cli.cli.finding import find
    from engage_cli.cli.layout import Ink

    session = session_of(ctx)
    loaded = opened(project, session)
    assessment = assessed(loaded, session, quick=quick)
    page = Page.of(assessment, session, Ink(session.coloured(sys.stdout)), project, loaded.locate)
    lines = overview(page) if id is None else explanation(page, find(assessment, id))
    session.out("\n".join(lines))
