"""Plans a run: compares the project files with the manifest to find what has to be done."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from engage_cli.batch.dependency_keys import DependencyKeys
from engage_cli.batch.manifest import (
    DependencyDigests,
    KnownProject,
    Manifest,
    StoredDocument,
    document_key,
    now_in_nanoseconds,
)
from engage_cli.batch.messages import Job, RunSettings
from engage_cli.batch.project_stamp import FileStamp, milestones_content, project_digest, stamp_of
from engage_cli.batch.sources import Source, document_file
from engage_cli.files.outputs import file_identity
from engage_cli.values import Value

MOMENT = 2_000_000_000
"""Nanoseconds within which a file system may not distinguish two changes."""
NO_STAMP = FileStamp(-1, -1)
"""The stamp of a missing file, which equals no other."""


class Task(Value):
    """A job, with the stamp and digests to record with its outcome."""

    job: Job
    stamp: FileStamp
    seen: int
    keys: DependencyDigests


class RunPlan(Value, kw_only=True):
    """What a run has to do, and what it leaves as it is."""

    tasks: tuple[Task, ...]
    unchanged: int
    gone: tuple[str, ...]
    """The names of projects in the manifest that no longer exist."""
    leftover: tuple[str, ...]
    """Documents of such projects, and of changed projects in formats not asked for this time."""
    touched: tuple[tuple[str, FileStamp, int], ...] = ()
    """(name, stamp, time) of files saved again with the same content."""


def plan_run(
    sources: Sequence[Source],
    manifest: Manifest,
    settings: RunSettings,
    formats: Sequence[str],
    folder: Path,
    *,
    force: bool,
) -> RunPlan:
    """The work that `sources` need."""
    lookup = _Lookup(manifest, settings, formats, folder, sources)
    tasks: list[Task] = []
    touched: list[tuple[str, FileStamp, int]] = []
    changed: set[str] = set()
    for source in sources:
        stamp, seen = _stamped(source.path)
        found = lookup.look(source, stamp, force=force)
        if found.missing is not None:
            job = Job(
                path=source.path,
                name=source.name,
                formats=found.missing,
                target=str(folder),
                ours=lookup.ours(source, found.missing, force=force),
                read=lookup.read(source, found.missing),
            )
            tasks.append(Task(job, stamp, seen, lookup.dependencies.keys(source.path)))
        elif found.read:
            touched.append((source.name, stamp, seen))
        if not found.same:
            changed.add(source.name)
    names = {source.name for source in sources}
    return RunPlan(
        tasks=tuple(tasks),
        unchanged=len(sources) - len(tasks),
        gone=tuple(sorted(lookup.known.keys() - names)),
        leftover=tuple(_leftover(lookup, names, changed)),
        touched=tuple(touched),
    )


def _leftover(lookup: "_Lookup", names: set[str], changed: set[str]) -> Iterator[str]:
    wanted = {lookup.file(name, format) for name in changed for format in lookup.formats}
    for file, kept in sorted(lookup.kept.items()):
        if kept.project not in names or (kept.project in changed and file not in wanted):
            yield file


def _stamped(path: str) -> tuple[FileStamp, int]:
    """The stamp and the time of reading; the stamp is taken first, so that a later change is seen next time."""
    try:
        return stamp_of(path), now_in_nanoseconds()
    except OSError:
        return NO_STAMP, 0


class _Lookup:
    """Caches what the output folder contains and what its documents depend on."""

    def __init__(
        self,
        manifest: Manifest,
        settings: RunSettings,
        formats: Sequence[str],
        folder: Path,
        sources: Sequence[Source],
    ) -> None:
        self.known: Mapping[str, KnownProject] = manifest.projects()
        self.kept: Mapping[str, StoredDocument] = manifest.documents()
        self.dependencies = DependencyKeys(settings)
        self._holding = manifest.valid_results(settings.row_day)
        self._settings, self.formats = settings, tuple(formats)
        self._sizes = _Sizes(folder)
        self._folder, self._sources = folder, sources
        self._today = (settings.as_of or settings.today).isoformat()

    def look(self, source: Source, stamp: FileStamp, *, force: bool) -> "_Found":
        """What a project needs, compared with what is known of it."""
        known = self.known.get(source.name)
        if known is None or known.failed:
            return _Found(self.formats, same=False)
        same, read = _same(known, stamp, source.path)
        if force or not same:
            return _Found(self.formats, same=same)
        keys = self.dependencies.keys(source.path)
        formats = tuple(f for f in self.formats if not self._stands(source, f, keys, known))
        holds = self._holding.get(source.name) == keys.rows
        return _Found(None if holds and not formats else formats, same=True, read=read)

    def ours(self, source: Source, formats: Sequence[str], *, force: bool) -> tuple[str, ...]:
        """Documents that may be replaced: those of an earlier run, or with `force` all; never a project file."""
        files = (self.file(source.name, format) for format in formats)
        return tuple(
            file
            for file in files
            if (force or file in self.kept) and file_identity(self._folder / file) not in self._projects
        )

    def read(self, source: Source, formats: Sequence[str]) -> tuple[str, ...]:
        """Documents whose path is that of a project file."""
        files = (self.file(source.name, format) for format in formats)
        return tuple(file for file in files if file_identity(self._folder / file) in self._projects)

    @cached_property
    def _projects(self) -> frozenset[object]:
        return frozenset(file_identity(Path(source.path)) for source in self._sources)

    def file(self, name: str, format: str) -> str:
        """The path of the document of the project called `name`."""
        return document_file(name, self._settings.shape.kind, format, self._settings.languages)

    def _stands(self, source: Source, format: str, keys: DependencyDigests, known: KnownProject) -> bool:
        """Whether the document was made from exactly this, still exists and has its size."""
        file = self.file(source.name, format)
        kept = self.kept.get(file)
        day = self._today if known.dated else known.as_of
        wanted = document_key(keys, known.digest, day)
        return (
            kept is not None and (kept.project, kept.key) == (source.name, wanted) and self._sizes.of(file) == kept.size
        )


class _Found(Value):
    """What a project needs, compared with the manifest."""

    missing: tuple[str, ...] | None
    """The formats to make; None: nothing to do; empty: only the stored result is out of date."""
    same: bool
    """Whether the file is unchanged..."""
    read: bool = False
    """...and only its content told."""


def is_unchanged(known: KnownProject, path: str) -> bool:
    """Whether the file at `path` is unchanged. Raises OSError."""
    return _same(known, stamp_of(path), path)[0]


def _same(known: KnownProject, stamp: FileStamp, path: str) -> tuple[bool, bool]:
    """Whether the file is unchanged, by size and time or else by content; and whether it had to be read."""
    settled = known.seen - known.stamp.time > MOMENT
    if stamp == known.stamp and settled:
        return True, False
    if stamp.size != known.stamp.size:
        return False, False
    try:
        return project_digest(Path(path).read_bytes(), milestones_content(path)) == known.digest, True
    except OSError:
        return False, False


class _Sizes:
    """The sizes of files in a folder, read a directory at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, dict[str, int]] = {}

    def of(self, file: str) -> int | None:
        parent, _, name = file.rpartition("/")
        if parent not in self._read:
            self._read[parent] = dict(_listed(self._folder / parent))
        return self._read[parent].get(name)


def _listed(folder: Path) -> Iterator[tuple[str, int]]:
    with suppress(OSError), os.scandir(folder) as entries:
        yield from ((entry.name, entry.stat().st_size) for entry in entries if entry.is_file())
