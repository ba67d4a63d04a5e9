"""What a check is to do: what was typed, over what the configuration says, over our own defaults."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from engage_cli.check.policies import DEFAULT
from engage_cli.errors import Message, UsageError
from engage_cli.model.policy import Severity
from engage_cli.project.configuration import Configuration
from engage_cli.terminal.session import TIMEZONE, Session, today_in
from engage_cli.values import Value


class Request(Value, kw_only=True):
    """What was typed; None where nothing was."""

    paths: tuple[str, ...]
    policy: str | None = None
    fail_on: str | None = None
    timezone: str | None = None
    baseline: Path | None = None
    no_baseline: bool = False
    no_waivers: bool = False
    ratchet: bool = False
    keeps_scores: bool = False
    """A baseline is to be written."""
    output_file: Path | None = None
    stdin_filename: str = "stdin"

    @staticmethod
    def of(typed: Mapping[str, Any]) -> "Request":
        """From the parameters of the command, by name."""
        same = ("policy", "fail_on", "timezone", "no_waivers", "ratchet", "stdin_filename")
        return Request(
            paths=tuple(typed["paths"]),
            baseline=path_of(typed["baseline"]),
            output_file=path_of(typed["output_file"]),
            no_baseline=typed["no_baseline"] or (typed["write_baseline"] is not None and not typed["ratchet"]),
            keeps_scores=typed["write_baseline"] is not None,
            **{name: typed[name] for name in same},
        )


class Settings(Value, kw_only=True):
    """What holds for one file."""

    policy: str
    fail_on: Severity
    timezone: str
    as_of: dt.date
    baseline: Path | None
    questionnaires: tuple[Path, ...]
    source: Path | None
    """The configuration file, where there is one."""

    def lines(self) -> Iterator[str]:
        """As engage.yaml would have it."""
        yield "check:"
        yield f"  policy: {self.policy}"
        yield f"  fail_on: {self.fail_on}"
        yield f"  timezone: {self.timezone}"
        if self.baseline:
            yield f"  baseline: {self.baseline}"
        if self.questionnaires:
            yield "  questionnaires:"
            yield from (f"    - {folder}" for folder in self.questionnaires)


def path_of(typed: str | None) -> Path | None:
    """A file that was named, None where none was."""
    return Path(typed) if typed else None


def settle(request: Request, configuration: Configuration, session: Session) -> Settings:
    """The settings of a file under `configuration`. Raises UsageError, InputError at what the file says."""
    timezone = request.timezone or configuration.timezone
    baseline = None if request.no_baseline else request.baseline or configuration.baseline
    if request.ratchet and baseline is None:
        raise UsageError(
            Message.of("--ratchet needs a baseline."),
            Message.of("Make one first: engage check … --write-baseline FILE"),
        )
    with configuration.blamed("timezone", request.timezone):
        as_of = session.as_of or today_in(timezone, session)
    return Settings(
        policy=request.policy or configuration.policy or DEFAULT,
        fail_on=_severity(request.fail_on or configuration.fail_on or Severity.ERROR),
        timezone=timezone or TIMEZONE,
        as_of=as_of,
        baseline=baseline,
        questionnaires=configuration.questionnaires,
        source=configuration.source,
    )


def _severity(word: str) -> Severity:
    if word in tuple(Severity):
        return Severity(word)
    choices = ", ".join(reversed(Severity))
    raise UsageError(Message.of("{name} takes one of: {choices}.", name="--fail-on", choices=choices))
