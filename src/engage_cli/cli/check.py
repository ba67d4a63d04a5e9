"""`engage check PATHS…`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from engage_cli.cli.session import session_of
from engage_cli.cli.words import later as _


def check(
    ctx: typer.Context,
    *,
    paths: Annotated[
        list[str],
        typer.Argument(metavar=_("PATH"), help=_("Project files, folders or patterns; - reads standard input.")),
    ],
    policy: Annotated[
        str | None, typer.Option("--policy", metavar=_("POLICY"), help=_("charter, progress, strict, or a file."))
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option("--fail-on", metavar="error|warning|note", help=_("The least severity that fails.")),
    ] = None,
    output_format: Annotated[
        str | None,
        typer.Option(
            "--output-format",
            metavar="text|json|sarif|junit|github|gitlab|markdown",
            help=_("How findings are written."),
            envvar="ENGAGE_OUTPUT_FORMAT",
        ),
    ] = None,
    output_file: Annotated[
        Path | None, typer.Option("--output-file", "-o", metavar=_("FILE"), help=_("Where, instead of on the screen."))
    ] = None,
    also: Annotated[
        list[str] | None,
        typer.Option(
            "--also",
            metavar="FORMAT=FILE",
            help=_("Another format besides, in a file; markdown alone goes to the job summary."),
        ),
    ] = None,
    badge: Annotated[
        list[Path] | None,
        typer.Option("--badge", metavar=_("FILE"), help=_("Write a badge: .svg, or .json for shields.io.")),
    ] = None,
    badge_valid: Annotated[
        str, typer.Option("--badge-valid", metavar="P6M", help=_("How long after the answers the badge holds."))
    ] = "P6M",
    baseline: Annotated[
        Path | None, typer.Option("--baseline", metavar=_("FILE"), help=_("Hide the findings that this file knows."))
    ] = None,
    write_baseline: Annotated[
        Path | None, typer.Option("--write-baseline", metavar=_("FILE"), help=_("Write down all findings as known."))
    ] = None,
    no_baseline: Annotated[bool, typer.Option("--no-baseline", help=_("Show known findings too."))] = False,
    ratchet: Annotated[
        bool, typer.Option("--ratchet", help=_("Fail on any new finding and on any score that falls."))
    ] = False,
    no_waivers: Annotated[bool, typer.Option("--no-waivers", help=_("Show waived findings too."))] = False,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help=_("Succeed whatever is found, if all could be read."))
    ] = False,
    timezone: Annotated[
        str | None, typer.Option("--timezone", metavar=_("ZONE"), help=_("Where the day is read: America/Toronto."))
    ] = None,
    stdin_filename: Annotated[
        str, typer.Option("--stdin-filename", metavar=_("NAME"), help=_("What to call standard input."))
    ] = "stdin",
    show_config: Annotated[bool, typer.Option("--show-config", help=_("Print the settings, and stop."))] = False,
) -> int:
    """Checks projects against a policy: 0 met, 1 not met, 2 unreadable or wrong usage."""
    from engage_cli.cli.check_output import Output, emit, show_settings
    from engage_cli.cli.check_settings import Request
    from engage_cli.cli.checking import run, settings_of

    session = session_of(ctx)
    request = Request(
        paths=tuple(paths),
        policy=policy,
        fail_on=fail_on,
        timezone=timezone,
        baseline=baseline,
        no_baseline=no_baseline or write_baseline is not None,
        no_waivers=no_waivers,
        ratchet=ratchet,
        keeps_scores=write_baseline is not None,
        output_file=output_file,
        stdin_filename=stdin_filename,
    )
    if show_config:
        sys.stdout.write(show_settings(settings_of(request, session), session))
        return 0
    output = Output.of(
        format=output_format,
        file=output_file,
        also=also or (),
        badges=badge or (),
        valid=badge_valid,
        baseline=write_baseline,
        session=session,
    )
    code = emit(run(request, session), output, session)
    return 0 if exit_zero and code == 1 else code
