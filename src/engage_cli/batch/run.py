"""A run over many projects: finds what changed, has it done, records what came of it."""

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from engage_cli.batch.executors import Executor, chunk_size, outcomes
from engage_cli.batch.manifest import Manifest, opened
from engage_cli.batch.messages import Job, Outcome, RunSettings, Shape, Summary, Written
from engage_cli.batch.plan import Plan, Task, planned
from engage_cli.batch.record_file import DamagedError, discard
from engage_cli.batch.sources import Source, sources
from engage_cli.errors import Message, Problem, UsageError, unwritable
from engage_cli.formats import Document
from engage_cli.report.bounded import SECONDS
from engage_cli.report.formats import FORMATS
from engage_cli.values import Value, field, replace

INDEX = "index.html"
SAVED_EVERY = 0.5
"""Seconds between two savings of what is done."""


class Request(Value, kw_only=True):
    """What is asked of a run."""

    paths: tuple[str, ...]
    folder: Path
    formats: tuple[str, ...]
    languages: tuple[str, ...]
    today: dt.date
    as_of: dt.date | None = None
    quick: bool = False
    shape: Shape = field(default_factory=Shape)
    templates: Path | None = None
    template_seconds: float = SECONDS
    folders: tuple[Path, ...] = ()
    force: bool = False
    prune: bool = False
    workers: int | None = None
    """Processes; None: as many as there are processors."""
    scheduler: str | None = None

    @property
    def settings(self) -> RunSettings:
        """What each project's worker is told."""
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
    """Functions that are called while a run goes on, to show how far it is."""

    begin: Callable[[int], None]
    """With how many projects there are to work on."""
    step: Callable[[Outcome], None]
    end: Callable[[], None]
    stopping: Callable[[], None]
    """It was interrupted, and what is under way is waited for."""


def run(request: Request, progress: Progress) -> Summary:
    """Does what is to be done. Raises UsageError, InputError and ConflictError for what concerns the run as a whole.

    Interrupted, it begins nothing more, records what was done, and says so in its summary. A record that is damaged is
    made anew.
    """
    _folder(request.folder)
    try:
        return _run(request, progress)
    except DamagedError:
        discard(request.folder)
        return replace(_run(request, progress), renewed=True)


def _run(request: Request, progress: Progress) -> Summary:
    with opened(request.folder, to_write=True) as manifest:
        asked = sources(request.paths, manifest.places())
        found, missing = asked.projects, asked.missing
        plan = planned(found, manifest, request.settings, request.formats, request.folder, force=request.force)
        for touched in plan.touched:
            manifest.touch(*touched)
        recorder = _Recorder(manifest, request.folder, plan.tasks, progress)
        try:
            interrupted = bool(plan.tasks) and _work(plan, request, recorder)
        finally:
            progress.end()
        pruned = request.prune and not interrupted and not missing
        stuck = prune(request.folder, plan, manifest) if pruned else ()
        if plan.tasks or plan.leftover or missing or not (request.folder / INDEX).is_file():
            stuck += _index(manifest, request, found, recorder.failed, missing)
        names = {source.name for source in found}
        answered = manifest.by_version(names)
        to_come = manifest.to_come(request.as_of or request.today, names)
    return Summary(
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
    request: Request,
    found: Sequence[Source],
    failed: Iterable[Outcome],
    missing: Iterable[Problem],
) -> tuple[Problem, ...]:
    """Writes the index page; why that could not be done."""
    from engage_cli.batch import index

    try:
        index.write(
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


def _work(plan: Plan, request: Request, recorder: "_Recorder") -> bool:
    """Has the tasks done; whether that was interrupted."""
    recorder.progress.begin(len(plan.tasks))
    heavy = any(FORMATS[format].laid_out for format in request.formats)
    settings, jobs = prepared([task.job for task in plan.tasks], request.settings, remote=request.scheduler is not None)
    with executor_for(settings, len(plan.tasks), request.workers, request.scheduler, heavy=heavy) as workers:
        size = chunk_size(len(plan.tasks), workers.size, heavy=heavy)
        try:
            for outcome in outcomes(workers, jobs, size):
                recorder.enter(outcome)
        except KeyboardInterrupt:
            recorder.progress.stopping()
            for ended in workers.stop():
                for outcome in ended:
                    recorder.enter(outcome)
            return True
    return False


class _Recorder:
    """Records outcomes as they come."""

    def __init__(self, manifest: Manifest, folder: Path, tasks: Iterable[Task], progress: Progress) -> None:
        self.progress = progress
        self.made = 0
        self.failed: list[Outcome] = []
        self._manifest, self._folder = manifest, folder
        self._tasks: Mapping[str, Task] = {task.job.name: task for task in tasks}
        self._saved = time.monotonic()

    def enter(self, outcome: Outcome) -> None:
        """Raises UsageError where no project can be worked on."""
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
    """Writes the documents that came back as bytes."""
    if not any(document.content is not None for document in outcome.written):
        return outcome
    from engage_cli.batch.work import keep

    written: list[Written] = []
    try:
        for document in outcome.written:
            brought = Document(document.content or b"", FORMATS[document.format].ours)
            keep(brought, folder, document.file, job)
            written.append(replace(document, content=None))
    except UsageError as error:
        problem = Problem(path=outcome.path, message=error.message, hint=error.hint)
        return replace(outcome, written=tuple(written), problems=(problem,))
    return replace(outcome, written=tuple(written))


# ── who works ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def executor_for(
    settings: RunSettings, count: int, workers: int | None, scheduler: str | None, *, heavy: bool
) -> Executor:
    """What `count` jobs are carried out by: a cluster, a pool of processes, or this process for a few."""
    if scheduler is not None:
        from engage_cli.batch.cluster import Cluster

        return Cluster(settings, scheduler)
    from engage_cli.batch.pool import InProcess, Pool, processors

    size = min(workers or processors(), count)
    if size <= 1 or (workers is None and not heavy and count <= FEW):
        return InProcess(settings)
    return Pool(settings, size, preload=("weasyprint",) if heavy else ())


FEW = 16
"""Light jobs that are done before other processes would have started."""


def prepared(jobs: Iterable[Job], settings: RunSettings, *, remote: bool) -> tuple[RunSettings, Iterator[Job]]:
    """Settings and jobs ready to send: with the content of all files where the workers cannot read our disk."""
    if not remote:
        return settings, iter(jobs)
    from engage_cli.batch.remote_bundles import packed, with_content

    bundles = packed(settings, jobs := list(jobs))
    return bundles.settings, (with_content(job, bundles) for job in jobs)


# ── the folder ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error


def prune(folder: Path, plan: Plan, manifest: Manifest) -> tuple[Problem, ...]:
    """Deletes the documents that are left over, and the folders that are empty then; gives what could not be."""
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
