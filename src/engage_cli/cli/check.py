"""`engage check PATHS…`."""

import os
from pathlib import Path
from typing import Annotated

import typer

from engage_cli.check.formats.formats import BADGES, FORMATS
from engage_cli.check.parameters import Also, Duration, FormatFile, Pairs, Rules, Weights
from engage_cli.environment import OUTPUT_FORMAT
from engage_cli.i18n import N_
from engage_cli.model.policy import Severity
from engage_cli.model.scales import Period
from engage_cli.project.supposing import typed_suppositions
from engage_cli.terminal import options
from engage_cli.terminal.parameters import Choice, ChosenWords, OutputFile
from engage_cli.terminal.session import session_of

HALF_A_YEAR = Period(months=6)

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar=N_("PATH"),
        help=N_("Project files, folders or patterns; - reads standard input. This folder where nothing is named."),
        default_factory=lambda: [os.curdir],
    ),
]
Policy = Annotated[
    str | None, typer.Option("--policy", metavar=N_("POLICY"), help=N_("charter, progress, strict, or a file."))
]
FailOn = Annotated[
    Severity | None,
    typer.Option(
        "--fail-on", click_type=Choice(reversed(Severity)), help=N_("The severity from which the check fails.")
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--output-format",
        click_type=Choice(FORMATS, N_("FORMAT")),
        help=N_("One of these formats:"),
        envvar=OUTPUT_FORMAT.name,
    ),
]
Besides = Annotated[
    list[Also] | None,
    typer.Option(
        "--also",
        click_type=FormatFile(),
        help=N_("Another format besides, in a file; markdown alone goes to the job summary."),
    ),
]
Badges = Annotated[
    list[Path] | None,
    typer.Option(
        "--badge",
        click_type=OutputFile(BADGES),
        help=N_("Write a badge: .svg, or .json for shields.io."),
    ),
]
BadgeValid = Annotated[
    Period,
    typer.Option("--badge-valid", click_type=Duration(), help=N_("How long after the answers the badge holds.")),
]
Known = Annotated[
    Path | None, typer.Option("--baseline", metavar=N_("FILE"), help=N_("Hide the findings that this file knows."))
]
Write = Annotated[
    Path | None, typer.Option("--write-baseline", metavar=N_("FILE"), help=N_("Write down all findings as known."))
]
NoBaseline = Annotated[bool, typer.Option("--no-baseline", help=N_("Show known findings too."))]
Ratchet = Annotated[
    bool,
    typer.Option("--ratchet", help=N_("Fail where a score or a blocking requirement is worse than in the baseline.")),
]
NoWaivers = Annotated[bool, typer.Option("--no-waivers", help=N_("Show waived findings too."))]
ExitZero = Annotated[bool, typer.Option("--exit-zero", help=N_("Succeed whatever is found, if all could be read."))]
Select = Annotated[
    list[ChosenWords] | None,
    typer.Option("--select", click_type=Rules(), help=N_("Apply these rules only: gate-unmet,facet-missing.")),
]
Ignore = Annotated[
    list[ChosenWords] | None,
    typer.Option("--ignore", click_type=Rules(), help=N_("Ignore these rules.")),
]
Weigh = Annotated[
    list[Pairs] | None,
    typer.Option(
        "--severity",
        click_type=Weights(),
        help=N_("Severity of a rule, whatever the policy says: error, warning, note or off."),
    ),
]
Online = Annotated[bool, typer.Option("--online", help=N_("Try the addresses of evidence too, for a minute at most."))]
Fix = Annotated[
    bool,
    typer.Option(
        "--fix",
        help=N_("Show what can be corrected safely: dates, digest, waivers without effect, order."),
    ),
]
WriteFix = Annotated[bool, typer.Option("--write", help=N_("With --fix: write it, and check again."))]
Diff = Annotated[
    str | None,
    typer.Option(
        "--diff",
        metavar=N_("REVISION"),
        help=N_("Look only at projects that changed since a revision of git: origin/main."),
    ),
]
Statistics = Annotated[bool, typer.Option("--statistics", help=N_("Count findings by rule rather than list them."))]
StdinName = Annotated[
    str, typer.Option("--stdin-filename", metavar=N_("NAME"), help=N_("What to call standard input."))
]
ShowConfig = Annotated[bool, typer.Option("--show-config", help=N_("Print the settings, and stop."))]


def check(
    ctx: typer.Context, *, paths: Paths,
    policy: Policy = None, fail_on: FailOn = None, select: Select = None, ignore: Ignore = None, severity: Weigh = None,
    exclude: options.Exclude = None, diff: Diff = None,
    output_format: Format = None, statistics: Statistics = False, output_file: options.OutputFile = None,
    also: Besides = None, badge: Badges = None, badge_valid: BadgeValid = HALF_A_YEAR,
    questionnaires: options.Questionnaires = None,
    baseline: Known = None, write_baseline: Write = None, no_baseline: NoBaseline = False, ratchet: Ratchet = False,
    no_waivers: NoWaivers = False, exit_zero: ExitZero = False, stdin_filename: StdinName = "stdin",
    online: Online = False, fix: Fix = False, write: WriteFix = False, show_config: ShowConfig = False,
    force: options.Force = False, set: options.Set = None, if_: options.If = None,
) -> int:  # fmt: skip
    """Checks projects against a policy: 0 met, 1 not met, 2 unreadable or wrong usage."""
    from engage_cli.check import output, running, settings

    session, supposed, writes = session_of(ctx), typed_suppositions(set, if_), write_baseline is not None
    request = settings.Request(
        paths=tuple(paths), questionnaires=tuple(questionnaires or ()), policy=policy, fail_on=fail_on, ratchet=ratchet,
        stdin_filename=stdin_filename, baseline=baseline, no_waivers=no_waivers, supposed=supposed,
        no_baseline=no_baseline or (writes and not ratchet), keeps_scores=writes, output_file=output_file,
        rules=settings.typed_rules(select, ignore, severity, writes=writes), exclude=tuple(exclude or ()), diff=diff,
        online=online, fix=fix,
    )  # fmt: skip
    if show_config:
        return output.show_settings(running.settings_of(request, session), session)
    output.refuse_fix(request, write=write, format=output_format)
    run = running.run_check(request, session)
    if fix:
        from engage_cli.check.mending import fix_run

        run = fix_run(run, request, session, writes=write)
    return output.emit(run, output.Output(
        file=output_file, format=output.format_of(output_format, session, supposed, counted=statistics),
        baseline=write_baseline,
        also=tuple(also or ()), summary=output.job_summary(also or (), session), badges=tuple(badge or ()),
        badge_valid=badge_valid, exit_zero=exit_zero, force=force,
    ), session)  # fmt: skip
