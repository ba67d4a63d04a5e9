"""A project before and after its migration: scored under the version that it answered, and under the new one."""

import datetime as dt
from collections.abc import Iterator, Mapping

from engage_cli.errors import Place
from engage_cli.files.nodes import Node
from engage_cli.project import parsing
from engage_cli.project.loading import LoadedProject
from engage_cli.project.migration.migrating import Migration, plan_project
from engage_cli.project.migration.outdated import answered_versions
from engage_cli.project.placing import without_places
from engage_cli.project.references import project_problems
from engage_cli.questionnaire.history.migration_path import MigrationPath
from engage_cli.questionnaire.history.released import find_release, load_older_version
from engage_cli.scoring.assessment import score_nodes
from engage_cli.scoring.question_scores import Range, State
from engage_cli.scoring.question_scoring import QuestionScoring, score_questions
from engage_cli.values import Value


class Progress(Value, kw_only=True):
    """How many questions a project has answered, and its results."""

    answered: int
    in_force: int
    attainment: Mapping[str, Range | None]
    """The share of what is expected, 0 to 1, of each index by id; of each section aimed at where there are no indices.

    None for one without a result.
    """


class BeforeAndAfter(Value, kw_only=True):
    """The progress of a project before and after its migration."""

    before: Progress | None
    """None where the version that was answered has no release list."""
    after: Progress
    opened: tuple[str, ...]
    """The ids of questions that are asked now, were not asked before under any name, and have no answer."""


def compare_before_and_after(migration: Migration, day: dt.date, *, brief: bool = False) -> BeforeAndAfter:
    """The progress of the project before and after `migration`.

    With `brief`, only questions are counted and nothing is scored, which takes half of the time.
    """
    assert migration.after is not None
    after = _scored(migration.after, day)
    old, way = answered_under(migration), MigrationPath(migration.questionnaire.questionnaire, migration.version or "0")
    return BeforeAndAfter(
        before=_standing(_scored(old, day), way, brief=brief) if old else None,
        after=_standing(after, None, brief=brief),
        opened=_opened(migration, after),
    )


def under_answered_version(loaded: LoadedProject) -> LoadedProject:
    """The project under the version that it answers, where something in it has no place in the present one.

    Unchanged where that version is not available, or where the file answers several versions. Raises InputError where
    the project cannot be migrated.
    """
    if not loaded.project.unplaced or any(_given_since(Node(loaded.document, (), loaded.document.value))):
        return loaded
    return answered_under(plan_project(loaded.path, loaded.questionnaire)) or loaded


def answered_under(migration: Migration) -> LoadedProject | None:
    """The project under the version that it answers; None where that version is not available."""
    if not migration.has_changes:
        return migration.before
    then = load_older_version(migration.questionnaire, migration.version) if migration.version else None
    if then is None:
        return None
    questionnaire = then.questionnaire
    root = Node(migration.document, (), migration.document.value)
    places = [*(one.place for one in project_problems(root, questionnaire)), *_given_since(root)]
    return LoadedProject(
        project=parsing.parse_project(without_places(root.value, places), questionnaire),
        document=migration.document,
        questionnaire=then,
        path=migration.path,
    )


def _given_since(root: Node) -> Iterator[Place]:
    """Where stands what was said to another version than that of the file."""
    assessment = root.get("assessment")
    for part, id in answered_versions(assessment.value, "").since if assessment else ():
        yield ("charter" if part == "facets" else "assessment", part, id)


def _scored(loaded: LoadedProject, day: dt.date) -> QuestionScoring:
    return score_questions(loaded.questionnaire.questionnaire, loaded.project, as_of=day)


def _standing(scored: QuestionScoring, way: MigrationPath | None, *, brief: bool) -> Progress:
    """With the sections under the ids that they have at the end of `way`."""
    sections, indices = ({}, {}) if brief else score_nodes(scored)
    states = [one.state for one in scored.questions.values() if one.state.in_force and one.question.is_scored]
    nodes = indices.values() if indices else (one for one in sections.values() if one.aimed)
    return Progress(
        answered=states.count(State.ANSWERED),
        in_force=len(states),
        attainment={way.section(one.id) if way else one.id: one.attainment for one in nodes},
    )


def _opened(migration: Migration, after: QuestionScoring) -> tuple[str, ...]:
    if not migration.has_changes or migration.version is None:
        return ()
    release = find_release(migration.questionnaire, migration.version)
    way = MigrationPath(migration.questionnaire.questionnaire, migration.version)
    known = {way.question(id) for id in release.questions} if release else set(after.questions)
    anew = {id for move in migration.moves.moves for id in move.successors}
    open_states = (State.UNANSWERED, State.UNSETTLED)
    return tuple(
        id for id, one in after.questions.items() if one.state in open_states and (id not in known or id in anew)
    )
