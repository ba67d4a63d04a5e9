"""Results of many projects, one at a time: stored ones from a batch where still valid, others read again."""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

from engage_cli.batch.dependency_keys import BESIDE, DependencyKeys
from engage_cli.batch.executors import chunk_size, in_name_order, run_jobs
from engage_cli.batch.manifest import KnownProject, Manifest, open_manifest
from engage_cli.batch.messages import Job, Outcome, RunSettings
from engage_cli.batch.plan import is_unchanged
from engage_cli.batch.project_stamp import has_history
from engage_cli.batch.record_file import FILE, DamagedError
from engage_cli.batch.run import Progress, choose_executor, prepare_jobs
from engage_cli.batch.sources import Sources, find_sources
from engage_cli.batch.stored import clear_cell_cache, decode_row, decode_stored
from engage_cli.errors import InputError, Problem, UsageError
from engage_cli.portfolio.export.followed import ProjectHistory
from engage_cli.portfolio.rows import Row
from engage_cli.project.discovery import PassedOver
from engage_cli.questionnaire.library import FILE as QUESTIONNAIRE
from engage_cli.values import Value, replace


class ProjectRow(Value, kw_only=True):
    """A project that could be read."""

    path: str
    row: Row
    texts: tuple[tuple[str, str, str, str], ...] = ()
    followed: ProjectHistory = ProjectHistory()


@dataclass(slots=True, kw_only=True)
class RowSource:
    """Iterates over the projects in `paths`; an output folder of `engage batch` stands for its stored results.

    These are used while neither the project nor what it depends on has changed, and they are valid on the day of
    `settings`; other projects are read again.
    """

    paths: Sequence[str]
    settings: RunSettings
    progress: Progress
    workers: int | None = None
    scheduler: str | None = None
    problems: list[Problem] = field(default_factory=list)
    """Problems of what could not be read, filled during iteration."""
    read: list[str] = field(default_factory=list)
    """Project files and manifests that were read."""
    passed_over: list[PassedOver] = field(default_factory=list)
    """Files and folders that were not taken for projects."""
    stored: int = 0
    """The number of stored results used."""
    keep: bool = False
    """Whether to keep what was read in `kept`."""
    kept: dict[str, ProjectRow] = field(default_factory=dict)
    """The projects by key."""

    def __iter__(self) -> Iterator[ProjectRow]:
        """Yields each project once. Raises UsageError, InputError and ConflictError for what affects all of them."""
        for one in self._each():
            if self.keep:
                self.kept[one.row.key] = one
            yield one

    def _each(self) -> Iterator[ProjectRow]:
        folders = [path for path in self.paths if (Path(path) / FILE).is_file()]
        asked = [path for path in self.paths if path not in folders]
        found = find_sources(asked) if asked else Sources()
        self.problems += found.missing
        self.passed_over += found.passed_over
        jobs = [Job(path=source.path, name=source.name) for source in found.projects]
        self.read += [job.path for job in jobs]
        names = {job.name for job in jobs}
        with ExitStack() as stack:
            for folder in folders:
                self.read.append(os.path.join(folder, FILE))
                try:
                    manifest = stack.enter_context(open_manifest(Path(folder), to_write=False))
                    fresh = self._fresh(manifest, Path(folder), jobs, names)
                except InputError as error:
                    self.problems += error.problems
                    continue
                yield from self._stored(manifest, fresh)
                jobs += [Job(path=path, name=name) for name, path in fresh.items()]
            yield from self._read(jobs)
        clear_cell_cache()

    def files(self) -> Iterator[Path]:
        """The files read, and the questionnaires beside them or in the folders named."""
        yield from map(Path, self.read)
        folders = {Path(folder) for folder in {os.path.dirname(path) for path in self.read}}
        yield from (folder / QUESTIONNAIRE for folder in folders)
        for folder in {*(folder / BESIDE for folder in folders), *map(Path, self.settings.folders)}:
            yield from folder.rglob("*.yaml")

    def _fresh(self, manifest: Manifest, folder: Path, jobs: list[Job], names: set[str]) -> dict[str, str]:
        """The path by name of projects whose stored result is valid; the others are appended to `jobs`."""
        dependencies = DependencyKeys(self.settings)
        holding: dict[str, str] = {}
        with suppress(DamagedError):  # then all are read again
            holding = {} if self.settings.texts else manifest.valid_results(self.settings.row_day)
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
        """Yields the stored results of `fresh`, removing each: those that remain have to be read again."""
        with suppress(DamagedError):
            for name, line in manifest.rows():
                row = decode_stored(line) if name in fresh else None
                if row is not None and not self._keeps_more(row, fresh[name]):
                    self.stored += 1
                    yield ProjectRow(path=fresh.pop(name), row=replace(row, as_of=self.settings.row_day))

    def _keeps_more(self, row: Row, path: str) -> bool:
        """Whether more of the project is needed than its stored row."""
        return self.settings.followed and (row.before is not None or has_history(path))

    def _read(self, jobs: list[Job]) -> Iterator[ProjectRow]:
        if not jobs:
            return
        self.progress.begin(len(jobs))
        settings, ready = prepare_jobs(jobs, self.settings, remote=self.scheduler is not None)
        with choose_executor(settings, len(jobs), self.workers, self.scheduler, heavy=False) as executor:
            ended = run_jobs(executor, ready, chunk_size(len(jobs), executor.size, heavy=False))
            for outcome in in_name_order(map(self._stepped, ended), [job.name for job in jobs]):
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
                path=outcome.path, row=decode_row(outcome.row), texts=outcome.texts, followed=outcome.followed
            )


def _unchanged(known: KnownProject, path: str) -> bool:
    if known.failed:
        return False
    try:
        return is_unchanged(known, path)
    except (OSError, ValueError):  # ValueError: a path that no file can have
        return False
