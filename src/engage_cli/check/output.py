"""Writes the outcome of a check: to the screen, files, the job summary, badges, a baseline; and gives the exit code.

Begin with `emit`.
"""

import sys
from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING

from engage_cli.check.formats.formats import BADGES, FORMATS
from engage_cli.check.formats.outcome import Outcome
from engage_cli.check.parameters import SUMMARY, Also
from engage_cli.check.running import Run
from engage_cli.check.settings import Request, Settings
from engage_cli.check.targets import Target, refuse_same
from engage_cli.errors import Message, UsageError, join_words, unwritable
from engage_cli.model.scales import Period
from engage_cli.project.discovery import STDIN
from engage_cli.project.supposing import TypedSuppositions
from engage_cli.terminal.clock import day_or_today
from engage_cli.terminal.edge import FINE, UNMET, WRONG
from engage_cli.terminal.passed_over import report_passed_over
from engage_cli.terminal.session import Session
from engage_cli.text import escaped, without_ci_commands
from engage_cli.values import Value

if TYPE_CHECKING:
    from engage_cli.check.formats.badge import Badge
    from engage_cli.formats import Format


STATISTICS = "statistics"
"""The format that counts."""


class Output(Value, kw_only=True):
    """What is to be written, and where."""

    format: str
    file: Path | None
    """The file to write to; None: standard output."""
    also: tuple[Also, ...]
    """Further formats, in files."""
    summary: Path | None
    """The file to which the job summary is added; None for none."""
    badges: tuple[Path, ...]
    badge_valid: Period
    baseline: Path | None
    exit_zero: bool
    """Whether the exit code is 0 whatever is found, if all could be read."""
    force: bool
    """Whether to replace files that engage did not write."""

    @property
    def known(self) -> Iterator[Target]:
        """The baseline to write, where there is one."""
        if self.baseline is not None:
            from engage_cli.check.baselines import is_baseline

            yield Target("--write-baseline", self.baseline, is_baseline)

    @property
    def reports(self) -> Iterator[Target]:
        """The files to write besides the baseline."""
        if self.file is not None:
            yield Target("--output-file", self.file, FORMATS[self.format].ours)
        yield from (Target("--also", also.file, FORMATS[also.format].ours) for also in self.also if also.file)
        if self.summary is not None:
            yield Target(f"--also {SUMMARY}", self.summary, _added_to)
        yield from (Target("--badge", path, _badge_format(path).ours) for path in self.badges)


def format_of(typed: str | None, session: Session, supposed: TypedSuppositions, *, counted: bool) -> str:
    """The name of the format of the screen or of the file. Raises UsageError where two are asked for."""
    if counted and typed not in (None, STATISTICS):
        message = Message.of("--statistics takes the place of the findings: {format} would list them.", format=typed)
        raise UsageError(message, Message.of("Write it besides: {example}", example=f"--also {typed}=FILE"))
    return STATISTICS if counted else typed or default_format(session, supposed)


def refuse_fix(request: Request, *, write: bool, format: str | None) -> None:
    """Raises UsageError where --fix and --write cannot be carried out as asked."""
    if write and not request.fix:
        raise UsageError(Message.of("--write writes what --fix corrects."), Message.of("Write both: --fix --write"))
    if request.fix and STDIN in request.paths:
        raise UsageError(Message.of("--fix corrects files, not standard input."), Message.of("Name the file."))
    if request.fix and not write and format not in (None, "text"):
        message = Message.of("--fix shows a difference before the findings, as text.")
        raise UsageError(message, Message.of("Add --write, or leave out --output-format {format}.", format=format))


def default_format(session: Session, supposed: TypedSuppositions) -> str:
    """The format where none is named: annotations in a job of GitHub, else text; text where something is supposed."""
    return "github" if not supposed and session.environment.get("GITHUB_ACTIONS") == "true" else "text"


def job_summary(also: Sequence[Also], session: Session) -> Path | None:
    """The file of the job summary; None where it is not wanted or there is none."""
    file = session.environment.get("GITHUB_STEP_SUMMARY")
    return Path(file) if file and any(one.file is None for one in also) else None


def _say_there_is_no_summary(output: Output, session: Session) -> None:
    """A format that was asked for is not written."""
    if output.summary is None and any(one.file is None for one in output.also):
        tr = session.tr
        file = tr.gettext("FILE")
        session.say(
            tr.gettext("{name}: there is no job summary here, GITHUB_STEP_SUMMARY is not set.").format(name=SUMMARY),
            tr.gettext("hint: {hint}").format(hint=f"--also {SUMMARY}={file}"),
        )


def emit(run: Run, output: Output, session: Session) -> int:
    """Writes everything and gives the exit code. Raises UsageError where something cannot be written."""
    outcome = run.outcome
    _refuse_what_is_supposed(run, output)
    _refuse_a_badge_of_a_part(run, output)
    _refuse_overwriting(run, output)
    if output.baseline is not None and outcome.readable:
        _write_baseline(output.baseline, run, session)
    text = _written(output.format, outcome, session)
    if output.file is None:
        sys.stdout.write(text)
    else:
        _write(output.file, text)
    _say_in_the_log(outcome, output, session)
    if run.baselines:
        _say_stale(run, session)
    if run.removed:
        names = Message.of("Removed since {revision}: {names}", revision=outcome.since, names=join_words(run.removed))
        session.say(names.say(session.tr))
    if run.untold:
        _say_untold(run.untold, session)
    report_passed_over(run.passed_over, session)
    for also in output.also:
        if also.file is not None:
            _write(also.file, _written(also.format, outcome, session))
    if output.summary is not None:
        _append(output.summary, _written(SUMMARY, outcome, session))
    _say_there_is_no_summary(output, session)
    for path in output.badges:
        _write_badge(path, run, output, session)
    return _code(run, output, session)


def _written(name: str, outcome: Outcome, session: Session) -> str:
    """The outcome in the format `name`; what it has no room for is said on stderr."""
    document = FORMATS[name].document(outcome)
    session.say(*(f"{name}: {remark.say(session.tr)}" for remark in document.remarks))
    return document.content.decode()


def _refuse_overwriting(run: Run, output: Output) -> None:
    """Raises UsageError. A baseline may take the place of the one it is compared with, a report may not."""
    baselines, reports = [*output.known], [*output.reports]
    if not baselines and not reports:
        return
    from engage_cli.files.outputs import check_output

    refuse_same([*baselines, *reports])
    for target in (*baselines, *reports):
        compared = [known.path for known in run.baselines] if target in reports else ()
        files = (file for questionnaire in run.questionnaires for file in questionnaire.files())
        check_output(target.path, ours=target.ours, inputs=chain(run.read, compared, files), force=output.force)


def _refuse_a_badge_of_a_part(run: Run, output: Output) -> None:
    """Raises UsageError: a badge speaks of all projects."""
    if run.outcome.since and output.badges:
        message = Message.of("--badge speaks of all projects, and --diff looks only at those that changed.")
        raise UsageError(message, Message.of("Write the badge in a run without --diff."))


def _refuse_what_is_supposed(run: Run, output: Output) -> None:
    """Raises UsageError: what would be is not written where it would be taken for what is."""
    if not run.outcome.supposed:
        return
    formats = [name for name in (output.format, *(a.format for a in output.also)) if not FORMATS[name].says_supposed]
    wrong = ["--badge"] if output.badges else ["--write-baseline"] if output.baseline else formats
    if wrong:
        known = ", ".join(name for name, one in FORMATS.items() if one.says_supposed)
        message = Message.of("The format “{name}” would present a supposition as a fact.", name=wrong[0])
        raise UsageError(message, Message.of("With --set or --if, the output is one of: {names}.", names=known))


def _added_to(_content: bytes) -> bool:
    """A job summary keeps what it has."""
    return True


def _badge_format(path: Path) -> "Format[Badge]":
    return next(one for one in BADGES.values() if one.suffix == path.suffix)


def show_settings(found: Sequence[tuple[str, Settings]], session: Session) -> int:
    """Prints each settings file once, with the files that it applies to, and gives the exit code."""
    blocks = []
    for settings, files in groupby(found, key=lambda one: one[1]):
        source = settings.source or session.tr.gettext("no configuration file")
        lines = [f"# {source}", *(f"# - {path}" for path, _ in files), *settings.lines()]
        blocks.append("\n".join(map(escaped, lines)) + "\n")
    sys.stdout.write("\n".join(blocks))
    return FINE


def _code(run: Run, output: Output, session: Session) -> int:
    """What is written down as known passes, unless it was held against another baseline first."""
    if _nothing_of_what_was_asked(run.outcome):
        said = session.tr.gettext("This does not pass: none of the rules that were selected is looked for.")
        sys.stderr.write(f"engage: {said}\n")
        return WRONG
    if not run.outcome.readable:
        return WRONG
    accepted = output.baseline is not None and not run.baselines
    return FINE if run.outcome.met or accepted or output.exit_zero else UNMET


def _nothing_of_what_was_asked(outcome: Outcome) -> bool:
    """Whether rules were asked for, and none of them is looked for: a gate that judges nothing does not pass."""
    judged = [file for file in outcome.files if not file.is_repeated]
    return bool(judged) and all(file.selected and not file.has_rules for file in judged)


def _say_in_the_log(outcome: Outcome, output: Output, session: Session) -> None:
    """Where the product is not for people, what cannot be read is said on stderr all the same, and the sum."""
    if output.file is None and FORMATS[output.format].shows_unreadable:
        return
    from engage_cli.check.formats.outcome import FILE_INVALID
    from engage_cli.check.formats.wording import judged_by_sentences, summary, supposed_sentence

    if outcome.supposed:
        sys.stderr.write(f"{supposed_sentence(outcome)}\n")
    for entry in outcome.entries():
        if entry.rule == FILE_INVALID:
            sys.stderr.write(without_ci_commands(f"{entry.shown}:{entry.line}:{entry.column}: {entry.message}\n"))
    session.say(*judged_by_sentences(outcome), summary(outcome))


def _write_baseline(path: Path, run: Run, session: Session) -> None:
    from engage_cli.check.rewriting import rewrite_baseline

    written = rewrite_baseline(path, run.records, run.folders)
    session.say(*(line.say(session.tr) for line in written.save()))


def _say_untold(addresses: Sequence[str], session: Session) -> None:
    message = Message.plural(
        "{count} address could not be checked: {names}",
        "{count} addresses could not be checked: {names}",
        len(addresses), names=join_words(addresses),
    )  # fmt: skip
    session.say(message.say(session.tr))


def _say_stale(run: Run, session: Session) -> None:
    """What the baselines know and is no more, and what they know under another name."""
    from engage_cli.check.rewriting import baseline_remarks

    session.say(*(line.say(session.tr) for line in baseline_remarks(run.baselines, run.outcome.settled)))


def _write_badge(path: Path, run: Run, output: Output, session: Session) -> None:
    from engage_cli.check.formats.badge import make_badge
    from engage_cli.scoring.evidence import add_period

    today = max((file.as_of for file in run.outcome.files if file.as_of), default=None) or day_or_today(Path(), session)
    until = add_period(min((*run.dates, today)), output.badge_valid)
    shown = make_badge(run.outcome, today=today, until=until)
    _write(path, _badge_format(path).text(shown))


def _write(path: Path, text: str) -> None:
    """Raises UsageError. The guard has looked before: this replaces what may be."""
    from engage_cli.files.outputs import write_output

    write_output(text.encode(), path, force=True)


def _append(path: Path, text: str) -> None:
    """Raises UsageError."""
    from engage_cli.files.outputs import is_special

    if is_special(path):
        _write(path, text)
        return
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise unwritable(path, error) from None
