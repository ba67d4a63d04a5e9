"""Runs a check over all files asked for; what cannot be loaded is recorded, never skipped. Begin with `run_check`."""

import datetime as dt
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from engage_cli import __version__
from engage_cli.check.context import Context
from engage_cli.check.examining import ExaminedFile, examine, load_configuration, unreadable
from engage_cli.check.formats.outcome import Outcome, Phrasing, shown_path
from engage_cli.check.rules.registry import RULES
from engage_cli.check.settings import Request, Settings, resolve_settings
from engage_cli.errors import InputError
from engage_cli.model.baseline import BaselineRecord
from engage_cli.project.configuration import Configurations
from engage_cli.project.discovery import STDIN, FoundProjects, PassedOver, find_project_files
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.terminal.session import Session
from engage_cli.values import Value

if TYPE_CHECKING:
    from engage_cli.check.baselines import BaselineInUse
    from engage_cli.check.changes import Changes


class Run(Value, kw_only=True):
    """What one call of `engage check` found."""

    outcome: Outcome
    records: Mapping[Path, BaselineRecord]
    """Of the files that could be read, for a baseline."""
    dates: tuple[dt.date, ...]
    """On which the projects were last answered; the day of the check where they were not."""
    read: tuple[Path, ...]
    """Projects, settings and policies, none of which may be overwritten..."""
    questionnaires: tuple[LoadedQuestionnaire, ...]
    """...nor any file of these."""
    baselines: "tuple[BaselineInUse, ...]"
    """Those that were compared with."""
    folders: tuple[Path, ...] = ()
    """That were looked through."""
    untold: tuple[str, ...] = ()
    """Addresses of which nothing could be learnt."""
    examined: tuple[ExaminedFile, ...] = ()
    """Where they are to be mended."""
    passed_over: tuple[PassedOver, ...] = ()
    removed: tuple[str, ...] = ()
    """Projects that --diff finds no more, by what is shown of their paths."""


def run_check(request: Request, session: Session) -> Run:
    """The run over all that is asked.

    Raises UsageError, and InputError for a policy or a baseline that cannot be read.
    """
    found = find_project_files(request.paths, exclude=request.exclude)
    context = Context(request=request, session=session, changes=_changes(request, found.paths))
    speech = Phrasing(session.tr, session.language)
    examined = [one for path in found.paths if (one := examine(path, context, speech))]
    lapsed = _lapsed(_former(context), request, found)
    examined += (one for path in lapsed if (one := examine(path, context, speech)))
    outcomes = [
        *(one.outcome for one in examined),
        *(unreadable(p.path, (p,), speech, absent=True) for p in found.problems),
    ]
    outcome = Outcome(
        files=tuple(sorted(outcomes, key=lambda file: file.path)),
        tr=session.tr,
        language=session.language,
        version=__version__,
        environment=session.environment,
        rules=RULES,
        coloured=session.coloured(sys.stdout) and request.output_file is None,
        since=request.diff or "",
        unchanged=len(found.paths) - len(examined),
        supposed=(*request.supposed.facts, *request.supposed.answers),
    )
    return Run(
        outcome=outcome,
        records={one.path: one.record for one in examined if one.record},
        dates=tuple(one.date for one in examined if one.date),
        read=(*(one.path for one in examined), *context.configurations.sources, *context.policies),
        questionnaires=tuple(context.questionnaires.values()),
        baselines=tuple(context.baselines.values()),
        folders=tuple(path for one in request.paths if (path := Path(one)).is_dir()),
        untold=tuple(address for known in context.pages for address in known.unknown),
        examined=tuple(examined) if request.fix else (),
        passed_over=tuple(one for one in found.passed_over if one.path not in lapsed),
        removed=tuple(shown_path(path) for path in _removed(context.changes, request)),
    )


def _former(context: Context) -> Iterator[Path]:
    """What was a project: at the revision of --diff and no more, or in a baseline, and was not met in this run."""
    if context.changes:
        yield from map(Path, context.changes.gone_projects)
    for known in context.baselines.values():
        yield from (known.path_of(name) for name in known.unclaimed)


def _lapsed(former: Iterable[Path], request: Request, found: FoundProjects) -> tuple[str, ...]:
    """Those of `former` that are asked for, are still there, and read as no project: no gate may pass them by."""
    there: dict[str, set[str]] = {}
    for path in former:
        if os.access(path, os.F_OK):
            there.setdefault(os.path.normpath(path.parent.absolute()), set()).add(path.name)
    if not there:
        return ()
    again = find_project_files(request.paths, known=there, exclude=request.exclude)
    return tuple(path for path in again.paths if path not in found.paths)


def _removed(changes: "Changes | None", request: Request) -> Iterator[str]:
    """Projects in the folders that were asked for, and deleted since the revision."""
    folders = [os.path.realpath(one) for one in request.paths]
    for path in changes.gone_projects if changes else ():
        if not os.path.lexists(path) and any(Path(path).is_relative_to(one) for one in folders):
            yield path


def _changes(request: Request, paths: Iterable[str]) -> "Changes | None":
    """Raises UsageError."""
    if request.diff is None:
        return None
    from engage_cli.check.changes import Changes

    return Changes(request.diff, (path for path in paths if path != STDIN))


def settings_of(request: Request, session: Session) -> tuple[tuple[str, Settings], ...]:
    """The path of each file asked for, with its settings. Raises InputError and UsageError."""
    found, configurations = find_project_files(request.paths, exclude=request.exclude), Configurations()
    if found.problems:
        raise InputError(*found.problems)
    return tuple(
        (path, resolve_settings(request, load_configuration(path, configurations, request), session))
        for path in found.paths
    )
