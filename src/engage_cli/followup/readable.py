"""Finds the questionnaire under which a milestone was made."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from engage_cli.errors import InputError
from engage_cli.model.project import Milestone, Reference
from engage_cli.project.loading import LoadedProject
from engage_cli.questionnaire import versions
from engage_cli.questionnaire.history.released import load_older_version
from engage_cli.questionnaire.loaded import LoadedQuestionnaire


def questionnaire_of_milestone(
    milestone: Milestone, loaded: LoadedProject, folders: Sequence[Path] = ()
) -> LoadedQuestionnaire | None:
    """The questionnaire that `milestone`, of the project `loaded`, answers; None where it is not found any more.

    By its digest, else from the release list of its version; a milestone without a digest answers that of the project,
    unless it names another version.
    """
    ours, reference = loaded.questionnaire, milestone.questionnaire
    if reference is None:
        return ours
    same = reference.id == ours.questionnaire.id
    if reference.digest is None and reference.version in (None, ours.questionnaire.version):
        return ours if same else None
    found = reference.digest and versions.find_by_digest(
        reference.digest, (ours,), id=reference.id, beside=loaded.path.parent, folders=folders
    )
    return found or (_released(reference, ours) if same and reference.version else None)


def _released(reference: Reference, ours: LoadedQuestionnaire) -> LoadedQuestionnaire | None:
    assert reference.version is not None
    with suppress(InputError):
        return load_older_version(ours, reference.version, reference.digest)
    return None
