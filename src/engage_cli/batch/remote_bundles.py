"""Jobs with all files that they need, for machines that cannot read our disk."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from engage_cli import __version__
from engage_cli.batch.dependency_keys import children, named, questionnaires_beside, tree
from engage_cli.batch.messages import Bundle, Job, RunSettings
from engage_cli.batch.project_stamp import beside_content, history_content
from engage_cli.files.reading import MAX_BYTES
from engage_cli.values import Value, replace


class Packed(Value):
    """The settings of a run with all the files that they name."""

    settings: RunSettings
    beside: Mapping[str, tuple[str, ...]]
    """Of the folder of a project: the bundles of the questionnaires beside it."""


def packed(settings: RunSettings, jobs: Iterable[Job]) -> Packed:
    """`settings` with the files that it and `jobs` need."""
    near = {folder: questionnaires_beside(Path(folder)) for folder in {_folder(job) for job in jobs}}
    shared = [bundle for folder in settings.folders for bundle in children(Path(folder))]
    templates = [tree(Path(settings.templates))] if settings.templates else []
    everything: list[Bundle] = [*shared, *templates, *(bundle for found in near.values() for bundle in found)]
    return Packed(
        settings=replace(
            settings,
            engine=__version__,
            templates=named(templates[0]) if templates else None,
            folders=tuple(named(bundle) for bundle in shared),
            bundles={named(bundle): bundle for bundle in everything},
        ),
        beside={folder: tuple(named(bundle) for bundle in found) for folder, found in near.items()},
    )


def with_content(job: Job, load: Packed) -> Job:
    """`job` with the content of its file; without it where the file cannot be read, so that its worker says so."""
    beside = load.beside[_folder(job)]
    try:
        with Path(job.path).open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        milestones = beside_content(job.path)
        history = history_content(job.path) if load.settings.followed else b""
    except OSError:
        return replace(job, target=None, beside=beside)
    return replace(job, target=None, beside=beside, content=content, milestones=milestones, history=history)


def _folder(job: Job) -> str:
    return os.path.dirname(job.path)  # ten thousand times
