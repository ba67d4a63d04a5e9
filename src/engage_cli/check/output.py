"""Where the outcome of a check goes: the screen, files, the job summary, badges, a baseline; and the exit code."""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from engage_cli.check.formats.formats import FORMATS, reporter
from engage_cli.check.formats.outcome import Outcome
from engage_cli.check.running import Run
from engage_cli.check.settings import Settings, path_of
from engage_cli.check.targets import Target, refuse_overwriting
from engage_cli.errors import Message, UsageError, unwritable
from engage_cli.model.scales import Period
from engage_cli.terminal.edge import FINE, UNMET, WRONG
from engage_cli.terminal.passed_over import say_passed_over
from engage_cli.terminal.session import Session
from engage_cli.values import Value

SUMMARY = "GITHUB_STEP_SUMMARY"


class Output(Value, kw_only=True):
    """What is to be written, and where."""

    format: str
    file: Path | None
    """None: standard output."""
    also: tuple[tuple[str, Path], ...]
    summary: Path | None
    """To which Markdown is added."""
    badges: tuple[Path, ...]
    badge_valid: Period
    baseline: Path | None

    @staticmethod
    def of(typed: Mapping[str, Any], session: Session) -> "Output":
        """From the parameters of the command, by name. Raises UsageError."""
        default = "github" if session.environment.get("GITHUB_ACTIONS") == "true" else "text"
        summary, also, badges = session.environment.get(SUMMARY), typed["also"] or (), typed["badge"] or ()
        return Output(
            format=_known("--output-format", typed["output_format"] or default),
            file=path_of(typed["output_file"]),
            also=tuple(_pair(one) for one in also if one != "markdown"),
            summary=Path(summary) if summary and "markdown" in also else None,
            badges=tuple(_badge_file(Path(one)) for one in badges),
            badge_valid=_period(typed["badge_valid"]) if badges else Period(),
            baseline=path_of(typed["write_baseline"]),
        )

    @property
    def reports(self) -> Iterator[Target]:
        """Files to write besides the baseline, each with its option."""
        if self.file is not None:
            yield "--output-file", self.file
        yield from (("--also", path) for _, path in self.also)
        if self.summary is not None:
            yield "--also markdown", self.summary
        yield from (("--badge", path) for path in self.badges)


def emit(run: Run, output: Output, session: Session) -> int:
    """Writes everything. Raises UsageError where that is not possible; the exit code otherwise."""
    outcome = run.outcome
    _refuse_overwriting(run, output)
    if output.baseline is not None and outcome.readable:
        _write_baseline(output.baseline, run, session)
    text = reporter(output.format)(outcome)
    if output.file is None:
        sys.stdout.write(text)
    else:
        _write(output.file, text)
    _say_in_the_log(outcome, output, session)
    say_passed_over(run.passed_over, session)
    for name, path in output.also:
        _write(path, reporter(name)(outcome))
    if output.summary is not None:
        _append(output.summary, reporter("markdown")(outcome))
    for path in output.badges:
        _write_badge(path, run, output, session)
    return _code(run, output)


def _refuse_overwriting(run: Run, output: Output) -> None:
    """Raises UsageError. A baseline may take the place of the one it is compared with, a report may not."""
    baseline: list[Target] = [] if output.baseline is None else [("--write-baseline", output.baseline)]
    refuse_overwriting([*baseline, *output.reports], run.read)
    refuse_overwriting(output.reports, run.baselines)


def show_settings(found: Sequence[tuple[str, Settings]], session: Session) -> str:
    """The settings of each configuration file once, with the files they hold for."""
    blocks = []
    for settings, files in groupby(found, key=lambda one: one[1]):
        source = settings.source or session.tr.gettext("no configuration file")
        names = "\n".join(f"# - {path}" for path, _ in files)
        blocks.append("\n".join([f"# {source}", names, *settings.lines()]) + "\n")
    return "\n".join(blocks)


def _code(run: Run, output: Output) -> int:
    """What is written down as known passes, unless it was held against another baseline first."""
    if not run.outcome.readable:
        return WRONG
    accepted = output.baseline is not None and not run.baselines
    return FINE if run.outcome.met or accepted else UNMET


def _say_in_the_log(outcome: Outcome, output: Output, session: Session) -> None:
    """Where the product is not for people, what cannot be read is said on stderr all the same, and the sum."""
    if output.file is None and output.format in ("text", "github"):
        return
    from engage_cli.check.formats.outcome import FILE_INVALID
    from engage_cli.check.formats.wording import one_line, summary

    for entry in outcome.entries():
        if entry.rule == FILE_INVALID:
            sys.stderr.write(f"{one_line(entry.path)}:{entry.line}:{entry.column}: {one_line(entry.message)}\n")
    session.say(summary(outcome))


def _write_baseline(path: Path, run: Run, session: Session) -> None:
    from engage_cli.check.baselines import name_in, save_baseline

    save_baseline(path, {name_in(path, file): record for file, record in run.records.items()})
    session.say(session.tr.gettext("Baseline written: {path}").format(path=path))


def _write_badge(path: Path, run: Run, output: Output, session: Session) -> None:
    from engage_cli.check.formats import badge
    from engage_cli.scoring.evidence import after

    today = max((file.as_of for file in run.outcome.files if file.as_of), default=session.today)
    until = after(min((*run.dates, today)), output.badge_valid)
    shown = badge.badge(run.outcome, today=today, until=until)
    _write(path, badge.svg(shown) if path.suffix == ".svg" else badge.endpoint(shown))


def _write(path: Path, text: str) -> None:
    """Raises UsageError."""
    if path.exists() and not path.is_file():  # a device, such as /dev/stdout
        _append(path, text)
        return
    from engage_cli.files.atomic_writing import write_atomically

    write_atomically(path, text.encode())


def _append(path: Path, text: str) -> None:
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise unwritable(path, error) from None


def _known(option: str, name: str) -> str:
    if name in FORMATS:
        return name
    raise UsageError(Message.of("{name} takes one of: {choices}.", name=option, choices=", ".join(FORMATS)))


def _pair(text: str) -> tuple[str, Path]:
    name, equals, path = text.partition("=")
    if not equals or not path:
        message = Message.of("{name} takes a format and a file: {example}", name="--also", example="sarif=engage.sarif")
        raise UsageError(message)
    return _known("--also", name), Path(path)


def _badge_file(path: Path) -> Path:
    if path.suffix in (".svg", ".json"):
        return path
    raise UsageError(Message.of("{name} takes a file that ends in .svg or .json.", name="--badge"))


def _period(text: str) -> Period:
    from engage_cli.files.schema_errors import PERIOD
    from engage_cli.questionnaire.parsing_parts import period

    found = period(text)
    if found is None or not re.match(PERIOD, text):
        raise UsageError(Message.of("“{value}” is not a duration.", value=text), Message.of("Write P1Y, P6M or P90D."))
    return found
