"""Adds all needed files to settings and jobs, for machines that cannot read our disk."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from engage_cli import __version__
from engage_cli.batch.dependency_keys import bundle_name, child_bundles, folder_bundle, questionnaires_beside
from engage_cli.batch.messages import Bundle, Job, RunSettings
from engage_cli.batch.project_stamp import history_content, milestones_content
from engage_cli.files.reading import MAX_BYTES
from engage_cli.values import Value, replace


class PackedSettings(Value):
    """Settings of a run with the files they refer to."""

    settings: RunSettings
    beside: Mapping[str, tuple[str, ...]]
    """By folder of projects: the bundles of the questionnaires in it."""


def pack_settings(settings: RunSettings, jobs: Iterable[Job]) -> PackedSettings:
    """`settings` with the files that they and `jobs` need."""
    near = {folder: questionnaires_beside(Path(folder)) for folder in {_folder(job) for job in jobs}}
    shared = [bundle for folder in settings.folders for bundle in child_bundles(Path(folder))]
    templates = [folder_bundle(Path(settings.templates))] if settings.templates else []
    everything: list[Bundle] = [*shared, *templates, *(bundle for found in near.values() for bundle in found)]
    return PackedSettings(
        settings=replace(
            settings,
            engine=__version__,
            templates=bundle_name(templates[0]) if templates else None,
            folders=tuple(bundle_name(bundle) for bundle in shared),
            bundles={bundle_name(bundle): bundle for bundle in everything},
        ),
        beside={folder: tuple(bundle_name(bundle) for bundle in found) for folder, found in near.items()},
    )


def with_content(job: Job, load: PackedSettings) -> Job:
    """`job` with the content of its file; without it where the file cannot be read, so that the worker reports that."""
    beside = load.beside[_folder(job)]
    try:
        with Path(job.path).open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        milestones = milestones_content(job.path)
        history = history_content(job.path) if load.settings.followed else b""
    except OSError:
        return replace(job, target=None, beside=beside)
    return replace(job, target=None, beside=beside, content=content, milestones=milestones, history=history)


def _folder(job: Job) -> str:
    return os.path.dirname(job.path)  # ten thousand times
