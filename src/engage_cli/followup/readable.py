"""Under which questionnaire a milestone was made, and whether it is still at hand."""

from collections.abc import Sequence
from pathlib import Path

from engage_cli.model.project import Milestone
from engage_cli.project.loading import LoadedProject
from engage_cli.questionnaire import versions
from engage_cli.questionnaire.loaded import LoadedQuestionnaire


def made_under(milestone: Milestone, loaded: LoadedProject, folders: Sequence[Path] = ()) -> LoadedQuestionnaire | None:
    """The questionnaire that `milestone`, of the project `loaded`, answers; None where it is not found any more.

    By its digest; a milestone without one answers that of the project, unless it names another version.
    """
    ours, reference = loaded.questionnaire, milestone.questionnaire
    if reference is None:
        return ours
    if reference.digest is None:
        same = reference.id == ours.questionnaire.id
        return ours if same and reference.version in (None, ours.questionnaire.version) else None
    return versions.with_digest(reference.digest, (ours,), id=reference.id, beside=loaded.path.parent, folders=folders)
