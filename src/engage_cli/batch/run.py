"""Runs a batch: finds what changed, has it processed, records the outcomes."""

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from engage_cli.batch.executors import Executor, chunk_size, run_jobs
from engage_cli.batch.manifest import Manifest, open_manifest
from engage_cli.batch.messages import Job, Outcome, ReportOptions, RunSettings, RunSummary, WrittenDocument
from engage_cli.batch.plan import RunPlan, Task, plan_run
from engage_cli.batch.record_file import DamagedError, discard_record
from engage_cli.batch.sources import Source, find_sources
from engage_cli.errors import Message, Problem, UsageError, unwritable
from engage_cli.formats import Document
from engage_cli.report.bounded import SECONDS
from engage_cli.report.formats import FORMATS
from engage_cli.values import Value, field, replace

INDEX = "index.html"
SAVED_EVERY = 0.5
"""Seconds between two commits of the manifest."""


class RunRequest(Value, kw_only=True):
    """Everything that a run is asked to do."""

    paths: tuple[str, ...]
    folder: Path
    formats: tuple[str, ...]
    languages: tuple[str, ...]
    today: dt.date
    as_of: dt.date | None = None
    quick: bool = False
    shape: ReportOptions = field(default_factory=ReportOptions)
    templates: Path | None = None
    template_seconds: float = SECONDS
    folders: tuple[Path, ...] = ()
    force: bool = False
    prune: bool = False
    workers: int | None = None
    """The number of processes; None: one for each processor."""
    scheduler: str | None = None

    @property
    def settings(self) -> RunSettings:
        """The settings that workers get."""
        return RunSettings(
            today=self.today,
            languages=self.languages,
            as_of=self.as_of,
            quick=self.quick,
            shape=self.shape,
            templates=str(self.templates) if self.templates else None,
            template_seconds=self.template_seconds,
            folders=tuple(map(str, self.folders)),
        )


class Progress(Value):
    """Callbacks that show the progress of a run."""

    begin: Callable[[int], None]
    """Called with the number of projects to process."""
    step: Callable[[Outcome], None]
    end: Callable[[], None]
    stopping: Callable[[], None]
    """Called when the run was interrupted and waits for work in progress."""


def run_batch(request: RunRequest, progress: Progress) -> RunSummary:
    """Does the run. Raises UsageError, InputError and ConflictError for what affects it as a whole.

    When interrupted, it starts nothing more, records what is done, and says so in its summary. A damaged manifest is
    made anew.
    """
    _folder(request.folder)
    try:
        return _run(request, progress)
    except DamagedError:
        discard_record(request.folder)
        return replace(_run(request, progress), renewed=True)


def _run(request: RunRequest, progress: Progress) -> RunSummary:
    with open_manifest(request.folder, to_write=True) as manifest:
        asked = find_sources(request.paths, manifest.names_by_folder())
        found, missing = asked.projects, asked.missing
        plan = plan_run(found, manifest, request.settings, request.formats, request.folder, force=request.force)
        for touched in plan.touched:
            manifest.touch(*touched)
        recorder = _Recorder(manifest, request.folder, plan.tasks, progress)
        try:
            interrupted = bool(plan.tasks) and _work(plan, request, recorder)
        finally:
            progress.end()
        pruned = request.prune and not interrupted and not missing
        stuck = prune_leftovers(request.folder, plan, manifest) if pruned else ()
        if plan.tasks or plan.leftover or missing or not (request.folder / INDEX).is_file():
            stuck += _index(manifest, request, found, recorder.failed, missing)
        names = {source.name for source in found}
        answered = manifest.count_by_version(names)
        to_come = manifest.to_come(request.as_of or request.today, names)
    return RunSummary(
        total=len(found),
        made=recorder.made,
        unchanged=plan.unchanged,
        failed=tuple(sorted(recorder.failed, key=lambda outcome: outcome.name)),
        missing=missing,
        leftover=plan.leftover,
        prune=request.prune,
        pruned=pruned,
        stuck=stuck,
        interrupted=interrupted,
        passed_over=asked.passed_over,
        answered=answered,
        to_come=to_come,
    )


def _index(
    manifest: Manifest,
    request: RunRequest,
    found: Sequence[Source],
    failed: Iterable[Outcome],
    missing: Iterable[Problem],
) -> tuple[Problem, ...]:
    """Writes the index page; returns a problem where that failed."""
    from engage_cli.batch import index

    try:
        index.write_index(
            manifest,
            request.folder,
            found=found,
            failed=failed,
            missing=missing,
            kind=request.settings.shape.kind,
            formats=request.formats,
            languages=request.languages,
        )
    except UsageError as error:
        return (Problem(path=str(request.folder / INDEX), message=error.message, hint=error.hint),)
    return ()


def _work(plan: RunPlan, request: RunRequest, recorder: "_Recorder") -> bool:
    """Has the tasks done; returns whether that was interrupted."""
    recorder.progress.begin(len(plan.tasks))
    heavy = any(FORMATS[format].laid_out for format in request.formats)
    settings, jobs = prepare_jobs(
        [task.job for task in plan.tasks], request.settings, remote=request.scheduler is not None
    )
    with choose_executor(settings, len(plan.tasks), request.workers, request.scheduler, heavy=heavy) as workers:
        size = chunk_size(len(plan.tasks), workers.size, heavy=heavy)
        try:
            for outcome in run_jobs(workers, jobs, size):
                recorder.enter(outcome)
        except KeyboardInterrupt:
            recorder.progress.stopping()
            for ended in workers.stop():
                for outcome in ended:
                    recorder.enter(outcome)
            return True
    return False


class _Recorder:
    """Records outcomes in the manifest as they arrive."""

    def __init__(self, manifest: Manifest, folder: Path, tasks: Iterable[Task], progress: Progress) -> None:
        self.progress = progress
        self.made = 0
        self.failed: list[Outcome] = []
        self._manifest, self._folder = manifest, folder
        self._tasks: Mapping[str, Task] = {task.job.name: task for task in tasks}
        self._saved = time.monotonic()

    def enter(self, outcome: Outcome) -> None:
        """Records an outcome. Raises UsageError where no project at all can be processed."""
        if outcome.refusal is not None:
            raise UsageError(*outcome.refusal)
        task = self._tasks[outcome.name]
        here = _brought(outcome, self._folder, task.job)
        self._manifest.record(here, task.stamp, task.seen, task.keys)
        if here.problems:
            self.failed.append(here)
        else:
            self.made += 1
        self.progress.step(here)
        if time.monotonic() - self._saved > SAVED_EVERY:
            self._manifest.commit()
            self._saved = time.monotonic()


def _brought(outcome: Outcome, folder: Path, job: Job) -> Outcome:
    """Writes the documents that came back as bytes; returns the outcome without these."""
    if not any(document.content is not None for document in outcome.written):
        return outcome
    from engage_cli.batch.work import write_inside

    written: list[WrittenDocument] = []
    try:
        for document in outcome.written:
            brought = Document(document.content or b"", FORMATS[document.format].ours)
            write_inside(brought, folder, document.file, job)
            written.append(replace(document, content=None))
    except UsageError as error:
        problem = Problem(path=outcome.path, message=error.message, hint=error.hint)
        return replace(outcome, written=tuple(written), problems=(problem,))
    return replace(outcome, written=tuple(written))


# ── who works ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def choose_executor(
    settings: RunSettings, count: int, workers: int | None, scheduler: str | None, *, heavy: bool
) -> Executor:
    """The executor for `count` jobs: a cluster, a pool, or this process for a few."""
    if scheduler is not None:
        from engage_cli.batch.cluster import Cluster

        return Cluster(settings, scheduler)
    from engage_cli.batch.pool import InProcess, Pool, processor_count

    size = min(workers or processor_count(), count)
    if size <= 1 or (workers is None and not heavy and count <= FEW):
        return InProcess(settings)
    return Pool(settings, size, preload=("weasyprint",) if heavy else ())


FEW = 16
"""Number of light jobs that finish before other processes would have started."""


def prepare_jobs(jobs: Iterable[Job], settings: RunSettings, *, remote: bool) -> tuple[RunSettings, Iterator[Job]]:
    """Settings and jobs ready to send; for remote workers, with the content of all files."""
    if not remote:
        return settings, iter(jobs)
    from engage_cli.batch.remote_bundles import pack_settings, with_content

    bundles = pack_settings(settings, jobs := list(jobs))
    return bundles.settings, (with_content(job, bundles) for job in jobs)


# ── the folder ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error


def prune_leftovers(folder: Path, plan: RunPlan, manifest: Manifest) -> tuple[Problem, ...]:
    """Deletes leftover documents and the folders they leave empty; returns problems of those that could not be
    deleted."""
    stuck: dict[str, Problem] = {}
    for file in plan.leftover:
        try:
            _remove(folder / file, folder)
        except (OSError, ValueError):  # ValueError: no name of a file
            message = Message.of("This report that nothing makes any more cannot be removed.")
            stuck[file] = Problem(path=str(folder / file), message=message)
    manifest.forget(plan.gone, [file for file in plan.leftover if file not in stuck])
    return tuple(stuck.values())


def _remove(path: Path, folder: Path) -> None:
    if path.parent.resolve().is_relative_to(folder.resolve()):
        path.unlink(missing_ok=True)
        _drop_empty(path.parent, folder)


def _drop_empty(inner: Path, folder: Path) -> None:
    with suppress(OSError):
        while inner != folder and inner.is_relative_to(folder):
            inner.rmdir()
            inner = inner.parent
