"""Options of a report that batches take too."""

from typing import Annotated

import typer

from engage_cli.cli.words import later as _

Kinds = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar=_("KIND"),
        help=_(
            "“full” is the whole report, “summary” one page, “actions” who does what by when, “facilitator” what to "
            "talk about in a meeting, “blank” a form to fill by hand; all but the first as HTML or PDF."
        ),
    ),
]
Audiences = Annotated[
    str | None,
    typer.Option(
        "--audience",
        metavar="team|direction|partner",
        help=_("Who reads it: “team” sees everything, “partner” no names, notes or places of evidence."),
    ),
]
Papers = Annotated[str | None, typer.Option("--paper", metavar="letter|a4", help=_("The paper of a PDF."))]
Engines = Annotated[
    str | None,
    typer.Option(
        "--pdf-engine",
        metavar="weasyprint|typst|auto",
        help=_("What lays out a PDF; “auto” takes the first that is installed."),
    ),
]
