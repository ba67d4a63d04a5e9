"""Processes one project: reads it, scores it, makes its documents; in whatever process it is called."""

import datetime as dt
import tempfile
import threading
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from engage_cli import __version__
from engage_cli.batch.messages import AnsweredVersion, Bundle, Job, Outcome, RunSettings, WrittenDocument
from engage_cli.batch.project_stamp import history_content, milestones_content, project_digest
from engage_cli.batch.sources import document_file
from engage_cli.batch.stored import encode_row
from engage_cli.batch.texts import iter_texts
from engage_cli.errors import EngageError, InputError, Message, MissingLibraryError, Problem, UsageError, unwritable
from engage_cli.files import yaml_reading
from engage_cli.files.outputs import write_output
from engage_cli.followup.course import load_course
from engage_cli.followup.last_milestone import last_milestone, milestone_days
from engage_cli.followup.since import changes_since, since_text
from engage_cli.formats import Document
from engage_cli.model.past import latest
from engage_cli.portfolio.export.followed import ProjectHistory
from engage_cli.portfolio.rows import Row, build_row, results_validity
from engage_cli.project.loading import LoadedProject, project_from
from engage_cli.questionnaire import compiled
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.report.formats import render
from engage_cli.report.request import Request
from engage_cli.report.templates.environment import Templates
from engage_cli.scoring.assessment import assess
from engage_cli.scoring.results import Assessment
from engage_cli.values import replace
from engage_cli.wording.assessments import wording_for

_ONE_AT_A_TIME = threading.Lock()
"""Held while a PDF is laid out, as that changes the environment and standard output of the process."""


def carry_out_all(jobs: tuple[Job, ...], settings: RunSettings) -> tuple[Outcome, ...]:
    """The outcomes of `jobs`; this is what workers run."""
    with _ONE_AT_A_TIME:
        return tuple(carry_out(job, settings) for job in jobs)


def carry_out(job: Job, settings: RunSettings) -> Outcome:
    """The outcome of `job`; anything wrong with the project is in the outcome, and nothing is raised."""
    try:
        return _done(job, settings)
    except InputError as error:
        return Outcome(name=job.name, path=job.path, problems=error.problems)
    except MissingLibraryError as error:
        return Outcome(name=job.name, path=job.path, refusal=(error.message, error.hint))
    except UsageError as error:
        problem = Problem(path=job.path, message=error.message, hint=error.hint)
        return Outcome(name=job.name, path=job.path, problems=(problem,))
    except EngageError as error:
        return failed_outcome(job, str(error))
    except Exception as error:  # noqa: BLE001  # one project never ends a run
        return failed_outcome(job, f"{type(error).__name__}: {error}".splitlines()[0])


def failed_outcome(job: Job, what: str) -> Outcome:
    """The outcome of a job that failed for a reason other than its project."""
    message = Message.of("This project could not be worked on: {what}.", what=what)
    hint = Message.of("Try it alone: engage report … --debug")
    return Outcome(name=job.name, path=job.path, problems=(Problem(path=job.path, message=message, hint=hint),))


def _done(job: Job, settings: RunSettings) -> Outcome:
    if settings.engine not in ("", __version__):
        wanted = Message.of(
            "A worker has engage {here}, and {wanted} is at work.", here=__version__, wanted=settings.engine
        )
        return Outcome(name=job.name, path=job.path, refusal=(wanted, Message.of("Install the same on every machine.")))
    loaded = _loaded(job, settings)
    project = loaded.project
    day = settings.as_of or project.date or settings.today
    assessments = _Assessments(loaded, settings)
    beside = milestones_content(job.path) if job.milestones is None else job.milestones
    row = assessments.row(job.name, settings.row_day, beside) if settings.rows else None
    followed, problems = _followed(job, settings, loaded, beside) if settings.followed else (ProjectHistory(), ())
    return Outcome(
        name=job.name,
        path=job.path,
        title=project.charter.name,
        digest=project_digest(loaded.document.text.encode(), beside),
        as_of=day,
        dated=settings.as_of is None and project.date is None,
        answered=_answered(loaded),
        latest=latest(project),
        written=tuple(_documents(job, settings, assessments.on(day), loaded, beside)) if job.formats else (),
        row=encode_row(row) if row else None,
        since=row.since if row else None,
        until=row.until if row else None,
        texts=tuple(iter_texts(project)) if settings.texts else (),
        followed=followed,
        problems=problems,
    )


def _followed(
    job: Job, settings: RunSettings, loaded: LoadedProject, milestones: bytes
) -> tuple[ProjectHistory, tuple[Problem, ...]]:
    """The history of the project, or why it cannot be read; its results are returned all the same."""
    from engage_cli.batch.followup.kept_beside import load_history

    history = history_content(job.path) if job.history is None else job.history
    folders = [_folder(name, settings) for name in (*job.beside, *settings.folders)]
    try:
        return load_history(loaded, settings.row_day, folders, milestones, history), ()
    except InputError as error:
        return ProjectHistory(), error.problems


def _answered(loaded: LoadedProject) -> AnsweredVersion:
    questionnaire, reference = loaded.questionnaire.questionnaire, loaded.project.questionnaire
    return AnsweredVersion(
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        given=reference.version if reference else None,
        unplaced=len(loaded.project.unplaced),
    )


class _Assessments:
    """Scores a project once for all days on which its results are the same."""

    def __init__(self, loaded: LoadedProject, settings: RunSettings) -> None:
        self._loaded, self._scope = loaded, "quick" if settings.quick else None
        self._known: dict[tuple[dt.date | None, dt.date | None], Assessment] = {}

    def on(self, day: dt.date) -> Assessment:
        questionnaire, project = self._loaded.questionnaire.questionnaire, self._loaded.project
        span = results_validity(questionnaire, project, day)
        if span not in self._known:
            self._known[span] = assess(questionnaire, project, as_of=day, scope=self._scope)
        return replace(self._known[span], as_of=day)

    def row(self, name: str, day: dt.date, milestones: bytes) -> Row:
        last = last_milestone(self._loaded, day.isoformat(), sections=True, content=milestones)
        return build_row(self.on(day), name, last, milestone_days(self._loaded, milestones))


# ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _loaded(job: Job, settings: RunSettings) -> LoadedProject:
    path = Path(job.path)
    if job.content is None:
        document = yaml_reading.read(path, through=True)
    else:
        document = yaml_reading.parse(yaml_reading.decode_text(job.content, job.path), job.path, through=True)
    folders = [_folder(name, settings) for name in (*job.beside, *settings.folders)]
    return project_from(document, path, None, folders, _questionnaire)


def clear_caches() -> None:
    """Empties the caches of this process, as questionnaires may have changed."""
    _questionnaire.cache_clear()


@cache
def _questionnaire(path: Path, folders: tuple[Path, ...]) -> LoadedQuestionnaire:
    """The questionnaire at `path`, read once in each process."""
    return compiled.load(path, folders)


def _folder(name: str, settings: RunSettings) -> Path:
    """The folder called `name`: an existing one, or an unpacked bundle."""
    return Path(name) if name not in settings.bundles else unpack_bundle(name, settings.bundles[name])


@cache
def unpack_bundle(name: str, bundle: Bundle) -> Path:
    """A temporary folder with the files of `bundle`, kept for the life of the process."""
    folder = Path(_temporary().name, name)
    for inside, content in bundle:
        file = folder / inside
        if not file.resolve().is_relative_to(folder.resolve()):
            raise ValueError(inside)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder


@cache
def _temporary() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="engage-")


# ── documents ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _since(
    loaded: LoadedProject, assessment: Assessment, languages: Sequence[str], milestones: bytes
) -> dict[str, str]:
    """By language, what changed since the last milestone."""
    found = changes_since(loaded, assessment, milestones)
    if found is None:
        return {}
    return {language: since_text(found, assessment, wording_for(language, assessment)) for language in languages}


def _documents(
    job: Job, settings: RunSettings, assessment: Assessment, loaded: LoadedProject, milestones: bytes
) -> Iterator[WrittenDocument]:
    folder = None if settings.templates is None else _folder(settings.templates, settings)
    shape = settings.shape
    request = Request(
        assessment=assessment,
        languages=settings.languages,
        kind=shape.kind,
        audience=shape.audience,
        paper=shape.paper,
        engine=shape.engine,
        templates=Templates(folder=folder, seconds=settings.template_seconds),
        theme=shape.theme,
        since=_since(loaded, assessment, settings.languages, milestones),
        course=load_course(loaded, assessment, milestones),
    )
    for format in job.formats:
        document = render(request, format)
        file = document_file(job.name, shape.kind, format, settings.languages)
        if job.target is not None:
            write_inside(document, Path(job.target), file, job)
        kept = document.content if job.target is None else None
        yield WrittenDocument(format=format, file=file, size=len(document.content), content=kept)


def write_inside(document: Document, folder: Path, file: str, job: Job) -> None:
    """Writes a document of `job` atomically, only inside `folder`.

    Replaces files of other origin only where the job may, and never a project. Raises UsageError.
    """
    path = folder / file
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(path.parent, error) from error
    if not path.parent.resolve().is_relative_to(folder.resolve()):
        raise UsageError(
            Message.of("“{path}” leads out of the output folder.", path=path),
            Message.of("Take away the link that stands there."),
        )
    inputs = (path,) if file in job.read else ()
    write_output(document.content, path, ours=document.ours, inputs=inputs, force=file in job.ours)
