"""Options of a report that batches take too."""

from typing import Annotated

import typer

from engage_cli.i18n import N_

Kinds = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar=N_("KIND"),
        help=N_(
            "“full”: the whole report, in any format. As HTML or PDF only: “summary”, one page; “actions”, who does "
            "what by when; “facilitator”, what to talk about in a meeting; “blank”, a form to fill by hand."
        ),
    ),
]
Audiences = Annotated[
    str | None,
    typer.Option(
        "--audience",
        metavar="team|direction|partner",
        help=N_(
            "Who reads it: “team” sees everything; “direction” neither who answered nor the notes that one person "
            "signed; “partner” no names, notes or places of evidence."
        ),
    ),
]
Papers = Annotated[str | None, typer.Option("--paper", metavar="letter|a4", help=N_("The paper of a PDF."))]
Engines = Annotated[
    str | None,
    typer.Option(
        "--pdf-engine",
        metavar="weasyprint|typst|auto",
        help=N_("What lays out a PDF; “auto” takes the first that is installed."),
    ),
]
