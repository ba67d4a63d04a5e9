"""Results of many projects, one after the other: those that a batch stored, and those that must be read again."""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

from engage_cli.batch.dependency_keys import BESIDE, DependencyKeys
from engage_cli.batch.executors import chunk_size, in_order, outcomes
from engage_cli.batch.manifest import Known, Manifest, opened
from engage_cli.batch.messages import Job, Outcome, RunSettings
from engage_cli.batch.plan import same
from engage_cli.batch.project_stamp import keeps_something
from engage_cli.batch.record_file import FILE, DamagedError
from engage_cli.batch.run import Progress, executor_for, prepared
from engage_cli.batch.sources import Sources, sources
from engage_cli.batch.stored import decoded, let_go
from engage_cli.errors import InputError, Problem, UsageError
from engage_cli.portfolio.export.followed import ProjectHistory
from engage_cli.portfolio.rows import Row
from engage_cli.project.discovery import PassedOver
from engage_cli.questionnaire.library import FILE as QUESTIONNAIRE
from engage_cli.values import Value, replace


class ProjectRow(Value, kw_only=True):
    """One project that could be read."""

    path: str
    row: Row
    texts: tuple[tuple[str, str, str, str], ...] = ()
    followed: ProjectHistory = ProjectHistory()


@dataclass(slots=True, kw_only=True)
class RowSource:
    """The projects meant by `paths`; a folder that `engage batch` wrote stands for the results that it stored.

    Those are used as long as neither the project nor what it depends on has changed and they hold on the day of
    `settings`; the others are read again.
    """

    paths: Sequence[str]
    settings: RunSettings
    progress: Progress
    workers: int | None = None
    scheduler: str | None = None
    problems: list[Problem] = field(default_factory=list)
    """Found on the way: what could not be read."""
    read: list[str] = field(default_factory=list)
    """Files of the projects, and records of the folders, that were read."""
    passed_over: list[PassedOver] = field(default_factory=list)
    """Files and folders that were not taken for projects."""
    stored: int = 0
    """How many came from stored results."""
    keep: bool = False
    """Whether what was read stays in `kept`."""
    kept: dict[str, ProjectRow] = field(default_factory=dict)
    """By key."""

    def __iter__(self) -> Iterator[ProjectRow]:
        """Each once. Raises UsageError, InputError and ConflictError for what concerns all of them."""
        for one in self._each():
            if self.keep:
                self.kept[one.row.key] = one
            yield one

    def _each(self) -> Iterator[ProjectRow]:
        folders = [path for path in self.paths if (Path(path) / FILE).is_file()]
        asked = [path for path in self.paths if path not in folders]
        found = sources(asked) if asked else Sources()
        self.problems += found.missing
        self.passed_over += found.passed_over
        jobs = [Job(path=source.path, name=source.name) for source in found.projects]
        self.read += [job.path for job in jobs]
        names = {job.name for job in jobs}
        with ExitStack() as stack:
            for folder in folders:
                self.read.append(os.path.join(folder, FILE))
                try:
                    manifest = stack.enter_context(opened(Path(folder), to_write=False))
                    fresh = self._fresh(manifest, Path(folder), jobs, names)
                except InputError as error:
                    self.problems += error.problems
                    continue
                yield from self._stored(manifest, fresh)
                jobs += [Job(path=path, name=name) for name, path in fresh.items()]
            yield from self._read(jobs)
        let_go()

    def files(self) -> Iterator[Path]:
        """What was read, and the questionnaires that stand beside it or in the folders named."""
        yield from map(Path, self.read)
        folders = {Path(folder) for folder in {os.path.dirname(path) for path in self.read}}
        yield from (folder / QUESTIONNAIRE for folder in folders)
        for folder in {*(folder / BESIDE for folder in folders), *map(Path, self.settings.folders)}:
            yield from folder.rglob("*.yaml")

    def _fresh(self, manifest: Manifest, folder: Path, jobs: list[Job], names: set[str]) -> dict[str, str]:
        """Path by name of the projects whose stored result holds; the others are added to `jobs`."""
        dependencies = DependencyKeys(self.settings)
        holding: dict[str, str] = {}
        with suppress(DamagedError):  # then all are read again
            holding = {} if self.settings.texts else manifest.holding(self.settings.row_day)
        fresh: dict[str, str] = {}
        for name, known in manifest.projects().items():
            path = os.path.normpath(folder / known.path)
            self.read.append(path)
            if name in names:
                continue
            names.add(name)
            if _unchanged(known, path) and holding.get(name) == dependencies.keys(path).rows:
                fresh[name] = path
            else:
                jobs.append(Job(path=path, name=name))
        return fresh

    def _stored(self, manifest: Manifest, fresh: dict[str, str]) -> Iterator[ProjectRow]:
        """The stored results of `fresh`, which are taken out of it: what is left has to be read again."""
        with suppress(DamagedError):
            for name, line in manifest.rows():
                row = _row(line) if name in fresh else None
                if row is not None and not self._keeps_more(row, fresh[name]):
                    self.stored += 1
                    yield ProjectRow(path=fresh.pop(name), row=replace(row, as_of=self.settings.row_day))

    def _keeps_more(self, row: Row, path: str) -> bool:
        """Whether more of the project is asked for than its stored result."""
        return self.settings.followed and (row.before is not None or keeps_something(path))

    def _read(self, jobs: list[Job]) -> Iterator[ProjectRow]:
        if not jobs:
            return
        self.progress.begin(len(jobs))
        settings, ready = prepared(jobs, self.settings, remote=self.scheduler is not None)
        with executor_for(settings, len(jobs), self.workers, self.scheduler, heavy=False) as executor:
            ended = outcomes(executor, ready, chunk_size(len(jobs), executor.size, heavy=False))
            for outcome in in_order(map(self._stepped, ended), [job.name for job in jobs]):
                yield from self._project_rows(outcome)

    def _stepped(self, outcome: Outcome) -> Outcome:
        self.progress.step(outcome)
        return outcome

    def _project_rows(self, outcome: Outcome) -> Iterator[ProjectRow]:
        if outcome.refusal is not None:
            raise UsageError(*outcome.refusal)
        self.problems += outcome.problems
        if outcome.row is not None:
            yield ProjectRow(
                path=outcome.path, row=decoded(outcome.row), texts=outcome.texts, followed=outcome.followed
            )


def _row(line: str) -> Row | None:
    """None where the stored result is not one that this engage reads."""
    try:
        return decoded(line)
    except (ValueError, TypeError, ArithmeticError, AssertionError):
        return None


def _unchanged(known: Known, path: str) -> bool:
    if known.failed:
        return False
    try:
        return same(known, path)
    except (OSError, ValueError):  # ValueError: a path that no file can have
        return False
