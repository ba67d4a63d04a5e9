"""`engage check PATHS…`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from engage_cli.i18n import N_
from engage_cli.terminal.session import session_of

Paths = Annotated[
    list[str],
    typer.Argument(metavar=N_("PATH"), help=N_("Project files, folders or patterns; - reads standard input.")),
]
Policy = Annotated[
    str | None, typer.Option("--policy", metavar=N_("POLICY"), help=N_("charter, progress, strict, or a file."))
]
FailOn = Annotated[
    str | None, typer.Option("--fail-on", metavar="error|warning|note", help=N_("The least severity that fails."))
]
Format = Annotated[
    str | None,
    typer.Option(
        "--output-format",
        metavar=N_("FORMAT"),
        help=N_("text, json, sarif, junit, github, gitlab or markdown."),
        envvar="ENGAGE_OUTPUT_FORMAT",
    ),
]
File = Annotated[
    Path | None, typer.Option("--output-file", "-o", metavar=N_("FILE"), help=N_("Where, instead of on the screen."))
]
Also = Annotated[
    list[str] | None,
    typer.Option(
        "--also",
        metavar=N_("FORMAT=FILE"),
        help=N_("Another format besides, in a file; markdown alone goes to the job summary."),
    ),
]
Badges = Annotated[
    list[Path] | None,
    typer.Option("--badge", metavar=N_("FILE"), help=N_("Write a badge: .svg, or .json for shields.io.")),
]
BadgeValid = Annotated[
    str, typer.Option("--badge-valid", metavar="P6M", help=N_("How long after the answers the badge holds."))
]
Known = Annotated[
    Path | None, typer.Option("--baseline", metavar=N_("FILE"), help=N_("Hide the findings that this file knows."))
]
Write = Annotated[
    Path | None, typer.Option("--write-baseline", metavar=N_("FILE"), help=N_("Write down all findings as known."))
]
NoBaseline = Annotated[bool, typer.Option("--no-baseline", help=N_("Show known findings too."))]
Ratchet = Annotated[bool, typer.Option("--ratchet", help=N_("Fail on any new finding and on any score that falls."))]
NoWaivers = Annotated[bool, typer.Option("--no-waivers", help=N_("Show waived findings too."))]
ExitZero = Annotated[bool, typer.Option("--exit-zero", help=N_("Succeed whatever is found, if all could be read."))]
Zone = Annotated[
    str | None, typer.Option("--timezone", metavar=N_("ZONE"), help=N_("Where the day is read: America/Toronto."))
]
StdinName = Annotated[
    str, typer.Option("--stdin-filename", metavar=N_("NAME"), help=N_("What to call standard input."))
]
ShowConfig = Annotated[bool, typer.Option("--show-config", help=N_("Print the settings, and stop."))]


def check(
    ctx: typer.Context,
    *,
    paths: Paths,
    policy: Policy = None,
    fail_on: FailOn = None,
    output_format: Format = None,
    output_file: File = None,
    also: Also = None,
    badge: Badges = None,
    badge_valid: BadgeValid = "P6M",
    baseline: Known = None,
    write_baseline: Write = None,
    no_baseline: NoBaseline = False,
    ratchet: Ratchet = False,
    no_waivers: NoWaivers = False,
    exit_zero: ExitZero = False,
    timezone: Zone = None,
    stdin_filename: StdinName = "stdin",
    show_config: ShowConfig = False,
) -> int:
    """Checks projects against a policy: 0 met, 1 not met, 2 unreadable or wrong usage."""
    from engage_cli.check.output import Output, emit, show_settings
    from engage_cli.check.running import run, settings_of
    from engage_cli.check.settings import Request

    del paths, policy, fail_on, output_format, output_file, also, badge, badge_valid, baseline, write_baseline
    del no_baseline, ratchet, no_waivers, timezone, stdin_filename  # taken by name from ctx.params
    session, request = session_of(ctx), Request.of(ctx.params)
    if show_config:
        sys.stdout.write(show_settings(settings_of(request, session), session))
        return 0
    output = Output.of(ctx.params, session)
    code = emit(run(request, session), output, session)
    return 0 if exit_zero and code == 1 else code
