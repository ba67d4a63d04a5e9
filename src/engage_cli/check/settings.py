"""The settings of a check: what was typed, over what the settings files say, over the defaults."""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from msgspec.structs import asdict

from engage_cli.check.policies import DEFAULT
from engage_cli.errors import Message, UsageError
from engage_cli.model.policy import OFF, Severity
from engage_cli.model.project import Reference
from engage_cli.model.selection import Selection
from engage_cli.project.configuration import Configuration
from engage_cli.project.supposing import TypedSuppositions
from engage_cli.terminal.clock import TIMEZONE, date_in_zone
from engage_cli.terminal.session import Session
from engage_cli.values import Value


class Request(Value, kw_only=True):
    """What was typed for a check; None where nothing was."""

    paths: tuple[str, ...]
    policy: str | None = None
    fail_on: Severity | None = None
    baseline: Path | None = None
    no_baseline: bool = False
    no_waivers: bool = False
    ratchet: bool = False
    keeps_scores: bool = False
    """A baseline is to be written."""
    questionnaires: tuple[Path, ...] = ()
    """The folders of questionnaires."""
    output_file: Path | None = None
    stdin_filename: str = "stdin"
    supposed: TypedSuppositions = TypedSuppositions()
    rules: Selection = Selection()
    diff: str | None = None
    """The revision since which projects must have changed to be checked; None: all are."""
    fix: bool = False
    """Whether to keep what was read, so that it can be fixed."""
    online: bool = False
    """Whether to ask web servers about the addresses of evidence."""
    exclude: tuple[str, ...] = ()
    """Patterns of files and folders not to look at."""


class Settings(Value, kw_only=True):
    """The settings of a check for one file."""

    policy: str
    fail_on: Severity
    timezone: str
    as_of: dt.date
    baseline: Path | None
    questionnaires: tuple[Path, ...]
    questionnaire: Reference | None
    """The only questionnaire that may judge; None: that of the project."""
    source: Path | None
    """The settings file; None where there is none."""
    rules: Selection
    """The rules selected, ignored or weighed otherwise."""

    def lines(self) -> Iterator[str]:
        """The settings as lines of engage.yaml."""
        yield f"timezone: {self.timezone}"
        yield "check:"
        yield f"  policy: {self.policy}"
        yield f"  fail_on: {self.fail_on}"
        if self.baseline:
            yield f"  baseline: {self.baseline}"
        if self.questionnaire:
            said = {key: one for key, one in asdict(self.questionnaire).items() if one}
            yield "  questionnaire: {" + ", ".join(f"{key}: {one}" for key, one in said.items()) + "}"
        if self.questionnaires:
            yield "  questionnaires:"
            yield from (f"    - {folder}" for folder in self.questionnaires)
        for key, rules in (("select", self.rules.select), ("ignore", self.rules.ignore)):
            if rules:
                yield f"  {key}: [{', '.join(sorted(rules))}]"
        if self.rules.severities:
            yield "  severity:"
            yield from (f"    {rule}: {one or OFF}" for rule, one in dict(self.rules.severities).items())


def resolve_settings(request: Request, configuration: Configuration, session: Session) -> Settings:
    """The settings of a file, where `configuration` is what `Configuration.for_file` gives.

    Raises UsageError, InputError at the setting that is wrong.
    """
    timezone = session.timezone or configuration.timezone or TIMEZONE
    baseline = None if request.no_baseline else request.baseline or configuration.baseline
    if request.ratchet and baseline is None:
        raise UsageError(
            Message.of("--ratchet needs a baseline."),
            Message.of("Make one first: engage check … --write-baseline FILE"),
        )
    with configuration.blaming("timezone", session.timezone):
        today = date_in_zone(timezone, session.now)
        as_of = session.as_of or today - dt.timedelta(days=session.days_ago or 0)
    return Settings(
        policy=request.policy or configuration.policy or DEFAULT,
        fail_on=request.fail_on or Severity(configuration.fail_on or Severity.ERROR),
        timezone=timezone,
        as_of=as_of,
        baseline=baseline,
        questionnaires=(*request.questionnaires, *configuration.questionnaires, *session.folders),
        questionnaire=configuration.questionnaire,
        source=configuration.source,
        rules=configuration.rules.overridden_by(request.rules),
    )


def typed_rules(
    select: Iterable[Iterable[str]] | None,
    ignore: Iterable[Iterable[str]] | None,
    severity: Iterable[Iterable[tuple[str, Severity | None]]] | None,
    *,
    writes: bool,
) -> Selection:
    """The selection of rules that was typed; `writes`: a baseline is to be written. Raises UsageError."""
    found = Selection(
        select=frozenset(chain.from_iterable(select or ())),
        ignore=frozenset(chain.from_iterable(ignore or ())),
        severities=tuple(chain.from_iterable(severity or ())),
    )
    if writes and (found.select or found.ignore):
        raise UsageError(
            Message.of("--write-baseline writes down the findings of all rules; here some are left out."),
            Message.of("Leave out --select and --ignore, or write them in engage.yaml, where they hold for every run."),
        )
    return found
