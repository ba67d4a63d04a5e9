"""`engage check PATHS…`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from engage_cli.cli.session import session_of
from engage_cli.cli.words import later as _

Paths = Annotated[
    list[str], typer.Argument(metavar=_("PATH"), help=_("Project files, folders or patterns; - reads standard input."))
]
Policy = Annotated[
    str | None, typer.Option("--policy", metavar=_("POLICY"), help=_("charter, progress, strict, or a file."))
]
FailOn = Annotated[
    str | None, typer.Option("--fail-on", metavar="error|warning|note", help=_("The least severity that fails."))
]
Format = Annotated[
    str | None,
    typer.Option(
        "--output-format",
        metavar=_("FORMAT"),
        help=_("text, json, sarif, junit, github, gitlab or markdown."),
        envvar="ENGAGE_OUTPUT_FORMAT",
    ),
]
File = Annotated[
    Path | None, typer.Option("--output-file", "-o", metavar=_("FILE"), help=_("Where, instead of on the screen."))
]
Also = Annotated[
    list[str] | None,
    typer.Option(
        "--also",
        metavar=_("FORMAT=FILE"),
        help=_("Another format besides, in a file; markdown alone goes to the job summary."),
    ),
]
Badges = Annotated[
    list[Path] | None,
    typer.Option("--badge", metavar=_("FILE"), help=_("Write a badge: .svg, or .json for shields.io.")),
]
BadgeValid = Annotated[
    str, typer.Option("--badge-valid", metavar="P6M", help=_("How long after the answers the badge holds."))
]
Known = Annotated[
    Path | None, typer.Option("--baseline", metavar=_("FILE"), help=_("Hide the findings that this file knows."))
]
Write = Annotated[
    Path | None, typer.Option("--write-baseline", metavar=_("FILE"), help=_("Write down all findings as known."))
]
NoBaseline = Annotated[bool, typer.Option("--no-baseline", help=_("Show known findings too."))]
Ratchet = Annotated[bool, typer.Option("--ratchet", help=_("Fail on any new finding and on any score that falls."))]
NoWaivers = Annotated[bool, typer.Option("--no-waivers", help=_("Show waived findings too."))]
ExitZero = Annotated[bool, typer.Option("--exit-zero", help=_("Succeed whatever is found, if all could be read."))]
Zone = Annotated[
    str | None, typer.Option("--timezone", metavar=_("ZONE"), help=_("Where the day is read: America/Toronto."))
]
StdinName = Annotated[str, typer.Option("--stdin-filename", metavar=_("NAME"), help=_("What to call standard input."))]
ShowConfig = Annotated[bool, typer.Option("--show-config", help=_("Print the settings, and stop."))]


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
    from engage_cli.cli.check_output import Output, emit, show_settings
    from engage_cli.cli.check_settings import Request
    from engage_cli.cli.checking import run, settings_of

    del paths, policy, fail_on, output_format, output_file, also, badge, badge_valid, baseline, write_baseline
    del no_baseline, ratchet, no_waivers, timezone, stdin_filename  # taken by name from ctx.params
    session, request = session_of(ctx), Request.of(ctx.params)
    if show_config:
        sys.stdout.write(show_settings(settings_of(request, session), session))
        return 0
    output = Output.of(ctx.params, session)
    code = emit(run(request, session), output, session)
    return 0 if exit_zero and code == 1 else code
