"""`engage questionnaire lint [ID…]`."""

from pathlib import Path
from typing import Annotated

import typer

from engage_cli.authoring.rules import RULES
from engage_cli.check.formats.formats import FORMATS
from engage_cli.i18n import N_
from engage_cli.model.policy import Severity
from engage_cli.terminal import options
from engage_cli.terminal.parameters import Choice
from engage_cli.terminal.session import session_of

_RULES = tuple(rule.id for rule in RULES)

Ids = Annotated[
    list[str] | None,
    typer.Argument(metavar=N_("ID"), help=N_("Ids or folders of questionnaires; the one in this folder by default.")),
]
Select = Annotated[
    list[str] | None, typer.Option("--select", click_type=Choice(_RULES, N_("RULE")), help=N_("These rules only:"))
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        click_type=Choice(_RULES, N_("RULE"), listed=False),
        help=N_("All rules but these, called as for --select."),
    ),
]
FailOn = Annotated[
    Severity,
    typer.Option(
        "--fail-on", click_type=Choice(reversed(Severity)), help=N_("The severity from which the check fails.")
    ),
]
Format = Annotated[
    str | None,
    typer.Option("--output-format", click_type=Choice(FORMATS, N_("FORMAT")), help=N_("One of these formats:")),
]
Json = Annotated[bool, typer.Option("--json", help=N_("The same as --output-format json."))]
Examples = Annotated[
    bool,
    typer.Option("--examples", help=N_("Show, for each thing, the smallest project in which it occurs, and stop.")),
]
One = Annotated[
    str | None,
    typer.Option(
        "--example", metavar=N_("NAME"), help=N_("Show the example of one thing, or of a finding, by its name.")
    ),
]
Write = Annotated[
    Path | None, typer.Option("--write", metavar=N_("FILE"), help=N_("With --example: write it as a project."))
]


def lint(
    ctx: typer.Context,
    *,
    ids: Ids = None,
    select: Select = None,
    ignore: Ignore = None,
    fail_on: FailOn = Severity.ERROR,
    output_format: Format = None,
    json: Json = False,
    output_file: options.OutputFile = None,
    examples: Examples = False,
    example: One = None,
    write: Write = None,
    force: options.Force = False,
) -> int:
    """Proves what a questionnaire can do, and finds what makes no sense: 0 fine, 1 errors found, 2 unreadable.

    Everything in it is shown possible by the smallest project of which it is so, or shown impossible.
    """
    from engage_cli.authoring import example_screens, running
    from engage_cli.authoring.reporting import RuleSelection
    from engage_cli.check.output import default_format
    from engage_cli.project.supposing import TypedSuppositions

    session = session_of(ctx)
    paths = running.find_questionnaires(ids or (), session)
    if examples or example or write:
        return example_screens.show_examples(paths, session, name=example, file=write, force=force)
    wanted = RuleSelection(select=tuple(select or ()), ignore=tuple(ignore or ()), fail_on=fail_on)
    name = output_format or ("json" if json else default_format(session, TypedSuppositions()))
    return running.run_lints(paths, wanted, session, running.LintOutput(format=name, file=output_file, force=force))
