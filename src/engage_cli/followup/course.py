"""The course of a project: its results over three or more milestones, a figure for each section and moment."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from engage_cli.files import yaml_reading
from engage_cli.files.reading import read_bytes
from engage_cli.followup.moments import moment_of_milestone, results_then
from engage_cli.model.project import FrozenNode, FrozenScores
from engage_cli.project.frozen.scores import freeze_scores
from engage_cli.project.loading import LoadedProject
from engage_cli.project.milestones import KeptMilestone, load_milestones
from engage_cli.project.recognising import milestones_path
from engage_cli.scoring.results import Assessment, NodeScore
from engage_cli.values import Value

LEAST = 3
"""The number of milestones from which there is a course; with fewer, a comparison says it all."""


class CourseStop(Value, kw_only=True):
    """A moment on the course: a milestone, or now."""

    name: str | None
    """The name of the milestone; None for now."""
    date: dt.date
    version: str | None


class CourseLine(Value, kw_only=True):
    """An index or a section with its results over the course."""

    node: NodeScore
    shares: tuple[Fraction | None, ...]
    """One share of what is expected for each stop, evidenced, at worst, 0 to 1; None where there was no result."""


class Course(Value, kw_only=True):
    """The stops by date, the last of them now, and the results at each."""

    stops: tuple[CourseStop, ...]
    indices: tuple[CourseLine, ...]
    sections: tuple[CourseLine, ...]

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions of the questionnaire, in the order in which they were answered."""
        return tuple(dict.fromkeys(stop.version for stop in self.stops if stop.version))


def load_course(loaded: LoadedProject, assessment: Assessment, content: bytes | None = None) -> Course | None:
    """The course of `loaded` to `assessment`; None with fewer than three milestones.

    `content` is that of the file of milestones where it was read already. Raises InputError where that cannot be used.
    """
    path = milestones_path(loaded.path)
    if content is None and path.exists():
        content = read_bytes(path)
    beside = len((content or b"").split(b"name:")) - 1
    if beside + len(loaded.project.milestones) < LEAST:
        return None
    text = yaml_reading.decode_text(content, str(path)) if content else ""
    return build_course(loaded, load_milestones(loaded, text).by_date, assessment)


def build_course(
    loaded: LoadedProject, kept: Sequence[KeptMilestone], assessment: Assessment, folders: Sequence[Path] = ()
) -> Course | None:
    """The course of `loaded` over the milestones `kept` to `assessment`: those of the same questionnaire and scope,
    up to its day. None where fewer than three are left.
    """
    found = [(one, scores) for one in kept if (scores := _scores(one, loaded, assessment, folders)) is not None]
    if len(found) < LEAST or not assessment.questionnaire.judged:
        return None
    past = [CourseStop(name=one.milestone.name, date=one.milestone.date, version=_version(one)) for one, _ in found]
    now = CourseStop(name=None, date=assessment.as_of, version=assessment.questionnaire.version)
    ways = [*(scores for _, scores in found), freeze_scores(assessment)]
    shown = (one for one in assessment.indices.values() if not one.index.show_band)
    return Course(
        stops=(*past, now),
        indices=tuple(_lines(shown, [one.indices for one in ways])),
        sections=tuple(_lines(assessment.aimed(), [one.sections for one in ways])),
    )


def _scores(kept: KeptMilestone, loaded: LoadedProject, a: Assessment, folders: Sequence[Path]) -> FrozenScores | None:
    """What a milestone came to, where it can stand beside `a`."""
    milestone = kept.milestone
    same = milestone.questionnaire is None or milestone.questionnaire.id == a.questionnaire.id
    if not same or milestone.scope != a.scope or milestone.date > a.as_of:
        return None
    return results_then(moment_of_milestone(kept, loaded, folders), loaded.project)


def _version(kept: KeptMilestone) -> str | None:
    reference = kept.milestone.questionnaire
    return reference.version if reference else None


def _lines(nodes: Iterable[NodeScore], ways: Sequence[Mapping[str, FrozenNode]]) -> Iterator[CourseLine]:
    for node in nodes:
        shares = tuple(_low(way.get(node.id)) for way in ways)
        if any(share is not None for share in shares):
            yield CourseLine(node=node, shares=shares)


def _low(node: FrozenNode | None) -> Fraction | None:
    return node.attainment[0] if node is not None and node.attainment is not None else None
