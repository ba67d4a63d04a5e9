"""`engage preview PATHS… --policy NEW|--questionnaire NEW`."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engage_cli.batch.options import report_problems
from engage_cli.check.parameters import Pairs, Weights
from engage_cli.check.preview.formats import FORMATS, PreviewRequest
from engage_cli.check.preview.running import ProposedChange, run_preview
from engage_cli.check.preview.verdicts import Effect, Preview
from engage_cli.check.settings import Request, typed_rules
from engage_cli.errors import Message, UsageError
from engage_cli.i18n import N_
from engage_cli.model.policy import OFF, Severity
from engage_cli.report.choices import Paper
from engage_cli.terminal import options
from engage_cli.terminal import report_options as documents
from engage_cli.terminal.edge import FINE, UNMET, WRONG
from engage_cli.terminal.find_named import questionnaire_folders
from engage_cli.terminal.parameters import Choice
from engage_cli.terminal.passed_over import report_passed_over
from engage_cli.terminal.progress import Meter
from engage_cli.terminal.session import Session, session_of
from engage_cli.terminal.write_document import check_writable, choose_format, output_path, write_document
from engage_cli.values import replace
from engage_cli.wording.assessments import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engage_cli.questionnaire.loaded import LoadedQuestionnaire

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar=N_("PATH"),
        help=N_("Project files, folders or patterns. This folder where nothing is named."),
        default_factory=lambda: [os.curdir],
    ),
]
Policy = Annotated[
    str | None,
    typer.Option("--policy", metavar=N_("POLICY"), help=N_("The new policy: charter, progress, strict, or a file.")),
]
New = Annotated[
    str | None,
    typer.Option(
        "--questionnaire",
        metavar=N_("QUESTIONNAIRE"),
        help=N_("The new version, or an overlay: its folder, or its id. Projects are brought along in memory."),
    ),
]
Against = Annotated[
    str | None,
    typer.Option(
        "--against", metavar=N_("POLICY"), help=N_("Today’s policy; that of engage.yaml, else charter, if left out.")
    ),
]
FailOn = Annotated[
    Severity | None,
    typer.Option(
        "--fail-on", click_type=Choice(reversed(Severity)), help=N_("The severity from which the check would fail.")
    ),
]
Weigh = Annotated[
    list[Pairs] | None,
    typer.Option(
        "--severity",
        click_type=Weights(),
        help=N_("Severity that a rule would have: error, warning, note or off."),
    ),
]
DocumentFormat = Annotated[str | None, documents.format_option(FORMATS)]


def preview(
    ctx: typer.Context, *, paths: Paths, policy: Policy = None, questionnaire: New = None, against: Against = None,
    fail_on: FailOn = None, severity: Weigh = None, exclude: options.Exclude = None,
    questionnaires: options.Questionnaires = None, json: options.AsJson = False, output: options.ScreenOrFile = None,
    format: DocumentFormat = None, paper: documents.Papers = Paper.LETTER, force: options.Force = False,
) -> int:  # fmt: skip
    """Shows what a new policy or questionnaire would change for projects, before it is adopted. Projects are not
    touched.

    Each project is checked twice, as today and as it would be. Exit code 0: all that pass would still pass; 1: some
    would not, or could not be judged; 2: none could be judged, or wrong usage.
    """
    session = session_of(ctx)
    if not (policy or questionnaire or fail_on or severity):
        message = Message.of("There is nothing new to try.")
        raise UsageError(message, Message.of("Name it with --policy, --questionnaire, --severity or --fail-on."))
    if json and (output is not None or format is not None):
        raise UsageError(Message.of("--json writes on the screen; in a file: -o FILE.json"))
    name = None if output is None and format is None else choose_format(format, output, FORMATS)
    path = output_path(output, FORMATS[name], all_known=False, force=force) if name else None
    today = Request(
        paths=tuple(paths), questionnaires=tuple(questionnaires or ()), policy=against, exclude=tuple(exclude or ())
    )
    rules = typed_rules(None, None, severity, writes=False)
    then = replace(today, policy=policy or against, fail_on=fail_on, rules=rules)
    change = ProposedChange(
        today=today, then=then, new=_loaded(questionnaire, today, session), options=tuple(_typed(then))
    )
    with Meter(session) as meter:
        found = run_preview(change, session, meter.begin, lambda failed: meter.step(failed=failed))
    report_passed_over(found.passed_over, session)
    report_problems(found.folders, session)
    words = Wording(language=session.language, tr=session.tr)
    request = PreviewRequest(preview=found.preview, w=words, paper=paper)
    _show(request, "json" if json else name, path, session, read=found.read, force=force)
    return max(_code(found.preview), UNMET if found.folders else FINE)


def _loaded(named: str | None, request: Request, session: Session) -> "LoadedQuestionnaire | None":
    """The questionnaire named; None where none is. Raises UsageError, InputError."""
    from engage_cli.questionnaire import compiled
    from engage_cli.questionnaire.library import questionnaire_path

    folders = questionnaire_folders(session, request.paths, request.questionnaires)
    return compiled.load(questionnaire_path(named, beside=Path(), folders=folders), folders) if named else None


def _typed(request: Request) -> "Iterator[str]":
    """The options that are tried besides a policy and a questionnaire."""
    if request.fail_on:
        yield f"--fail-on {request.fail_on}"
    yield from (f"--severity {rule}={one or OFF}" for rule, one in request.rules.severities)


def _show(
    request: PreviewRequest,
    name: str | None,
    path: Path | None,
    session: Session,
    *,
    read: "Sequence[Path]",
    force: bool,
) -> None:
    if name is None:
        from engage_cli.check.preview.screen import render_lines

        session.out("\n".join(render_lines(request.preview, session)))
        return
    check_writable(path, FORMATS[name], inputs=read, force=force)
    write_document(FORMATS[name].document(request), path, session, inputs=read, force=force)


def _code(preview: Preview) -> int:
    if not preview.judged and not preview.with_effect(Effect.APART):
        return WRONG
    return UNMET if preview.with_effect(Effect.FALLS) or preview.with_effect(Effect.UNKNOWN) else FINE
