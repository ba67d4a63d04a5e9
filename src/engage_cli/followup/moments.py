"""A moment of a project: what it said on a day, and how to read that under a questionnaire of then or of today."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from engage_cli.files.nodes import Node
from engage_cli.followup.readable import questionnaire_of_milestone
from engage_cli.model.project import FrozenScores, Project, Reference, Waiver
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.project import parsing
from engage_cli.project.frozen.entries import without_personal_data
from engage_cli.project.frozen.scores import freeze_scores
from engage_cli.project.loading import LoadedProject
from engage_cli.project.migration.mapping import AnswerNodes, map_moves
from engage_cli.project.migration.moves import Part
from engage_cli.project.milestones import KeptMilestone
from engage_cli.project.references import answers_problems
from engage_cli.questionnaire.history.migration_path import MigrationPath, version_numbers
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.scoring.assessment import assess
from engage_cli.values import Value, replace


class Moment(Value, kw_only=True):
    """A project as it stood on a day."""

    name: str | None
    """The name of a milestone, file or revision; None for the project as it stands."""
    date: dt.date
    """The day as of which it is read."""
    scope: str
    """"full" or "quick"."""
    reference: Reference | None
    """The questionnaire that it answers, as it names it; None where it names none."""
    questionnaire: LoadedQuestionnaire | None
    """The questionnaire that it answers; None where that is not available."""
    facts: Node
    """The YAML node that holds its `facets`."""
    given: Node
    """The YAML node that holds its `answers`."""
    waivers: tuple[Waiver, ...] = ()
    frozen: FrozenScores | None = None
    """Its results as they were written down then and not edited since; None where there are none."""


class MomentReading(Value, kw_only=True):
    """A moment read under a questionnaire."""

    project: Project
    unplaced: tuple[str, ...]
    """The ids of answers that have no place in this questionnaire: they count as not given."""
    lost_facts: tuple[str, ...]
    """The ids of facets that have no place in this questionnaire: they count as not given."""


def moment_of_milestone(kept: KeptMilestone, loaded: LoadedProject, folders: Sequence[Path] = ()) -> Moment:
    """The moment that a milestone of `loaded` keeps; one without facts takes those of today."""
    milestone = kept.milestone
    return Moment(
        name=milestone.name,
        date=milestone.date,
        scope=milestone.scope,
        reference=milestone.questionnaire,
        questionnaire=questionnaire_of_milestone(milestone, loaded, folders),
        facts=kept.node if milestone.facets else _root(loaded, "charter"),
        given=kept.node,
        waivers=milestone.waivers,
        frozen=milestone.frozen if kept.intact else None,
    )


def moment_of_project(loaded: LoadedProject, day: dt.date, name: str | None = None) -> Moment:
    """The project as its file has it, read as of `day`."""
    project = loaded.project
    return Moment(
        name=name,
        date=day,
        scope=project.scope,
        reference=project.questionnaire,
        questionnaire=loaded.questionnaire,
        facts=_root(loaded, "charter"),
        given=_root(loaded, "assessment"),
        waivers=project.waivers,
    )


def read_moment(moment: Moment, questionnaire: Questionnaire, project: Project) -> MomentReading:
    """`project` with what it said at `moment`, as far as that fits `questionnaire`, without notes and names."""
    placed = _brought(moment, questionnaire) or _as_it_is(moment, questionnaire)
    facets = parsing.parse_facets(placed.facets, questionnaire)
    answers = {
        id: without_personal_data(one) for id, one in parsing.parse_answers(placed.answers, questionnaire).items()
    }
    waivers = tuple(replace(one, because="", approved_by="") for one in moment.waivers)
    charter = replace(project.charter, facets=facets)
    then = replace(project, charter=charter, answers=answers, date=moment.date, scope=moment.scope, waivers=waivers)
    return MomentReading(
        project=replace(then, targets={}, to_check=(), actions=(), participants=(), milestones=()),
        unplaced=tuple(sorted(placed.unplaced)),
        lost_facts=tuple(sorted(placed.lost_facts)),
    )


def review_days(moment: Moment) -> dict[str, dt.date]:
    """The day on which each answer was looked at again, by question id.

    Answers that nobody looked at again are left out.
    """
    days = ((id, one.value.get("reviewed")) for id, one in moment.given.below("answers") if isinstance(one.value, dict))
    return {id: day for id, value in days if (day := parsing.parse_date(value)) is not None}


def results_then(moment: Moment, project: Project) -> FrozenScores | None:
    """The results of a moment as written down then, else computed again.

    None where its questionnaire is not available.
    """
    if moment.frozen is not None or moment.questionnaire is None:
        return moment.frozen
    questionnaire = moment.questionnaire.questionnaire
    return freeze_scores(assess(questionnaire, read_moment(moment, questionnaire, project).project, as_of=moment.date))


class _Placed(Value, kw_only=True):
    """What a moment says, by the ids of a questionnaire, as YAML has it."""

    facets: dict[str, Any]
    answers: dict[str, Any]
    unplaced: set[str]
    lost_facts: set[str]


def _brought(moment: Moment, questionnaire: Questionnaire) -> _Placed | None:
    """What it says, carried along the migrations of `questionnaire`; None where there is nothing to go along."""
    version = moment.reference.version if moment.reference else None
    if version is None or not version_numbers(version) < version_numbers(questionnaire.version):
        return None
    way = MigrationPath(questionnaire, version)
    if not (way.migrations and way.is_complete):
        return None
    found = map_moves(AnswerNodes(facets=moment.facts, answers=moment.given, whole=False), way)
    facets, answers = ({move.id: move for move in found.parts(part)} for part in (Part.FACETS, Part.ANSWERS))
    return _Placed(
        facets={move.new_id: move.new_value for move in facets.values() if move.new_id is not None},
        answers={move.new_id: move.new_value for move in answers.values() if move.new_id is not None},
        unplaced={id for id, _ in moment.given.below("answers") if id not in answers or answers[id].is_unplaced},
        lost_facts={id for id, _ in moment.facts.below("facets") if id not in facets or facets[id].is_unplaced},
    )


def _as_it_is(moment: Moment, questionnaire: Questionnaire) -> _Placed:
    wrong_facts = set(_misfits(moment.facts, "facets", questionnaire))
    unplaced = set(_misfits(moment.given, "answers", questionnaire))
    return _Placed(
        facets=_without(moment.facts, "facets", wrong_facts),
        answers=_without(moment.given, "answers", unplaced),
        unplaced=unplaced,
        lost_facts=wrong_facts,
    )


def _root(loaded: LoadedProject, key: str) -> Node:
    """What stands below `key` in the project file; nothing where it is absent."""
    root = Node(loaded.document, (), loaded.document.value)
    return root.get(key) or Node(loaded.document, (key,), {})


def _misfits(node: Node, key: str, questionnaire: Questionnaire) -> Iterator[str]:
    """Ids below `key` with which something is wrong under `questionnaire`."""
    depth = len(node.place)
    for problem in answers_problems(node, questionnaire):
        place = problem.place[depth:]
        if len(place) > 1 and place[0] == key:
            yield str(place[1])


def _without(node: Node, key: str, ids: set[str]) -> dict[str, Any]:
    return {id: one.value for id, one in node.below(key) if id not in ids}
