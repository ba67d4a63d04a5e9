"""How a project stands before and after: under the version that it answered, and under this one."""

import datetime as dt
from collections.abc import Iterator, Mapping

from engage_cli.errors import Place
from engage_cli.files.nodes import Node
from engage_cli.project import parsing
from engage_cli.project.loading import LoadedProject
from engage_cli.project.migration.migrating import Migration, look_at_project
from engage_cli.project.migration.outdated import given
from engage_cli.project.placing import fitting
from engage_cli.project.references import project_problems
from engage_cli.questionnaire.history.migration_path import MigrationPath
from engage_cli.questionnaire.history.released import find_release, load_older_version
from engage_cli.scoring.assessment import added_up
from engage_cli.scoring.question_scores import Range, State
from engage_cli.scoring.question_scoring import QuestionScoring, score_questions
from engage_cli.values import Value


class Standing(Value, kw_only=True):
    """What a project comes to."""

    answered: int
    in_force: int
    attainment: Mapping[str, Range | None]
    """Of each index; of each section aimed at, where there are no indices. Shares of what is expected, 0 to 1."""


class Compared(Value, kw_only=True):
    """Before and after."""

    before: Standing | None
    """None: the list of the version that was answered is not at hand."""
    after: Standing
    opened: tuple[str, ...]
    """Questions that are asked now, were not asked before under any name, and have no answer."""


def compared(migration: Migration, day: dt.date, *, brief: bool = False) -> Compared:
    """How the project stands before and after `migration`, which is one of a project.

    `brief`: how many questions are answered, and nothing added up, which takes half of the time.
    """
    assert migration.after is not None
    after = _scored(migration.after, day)
    old, way = answered_under(migration), MigrationPath(migration.questionnaire.questionnaire, migration.version or "0")
    return Compared(
        before=_standing(_scored(old, day), way, brief=brief) if old else None,
        after=_standing(after, None, brief=brief),
        opened=_opened(migration, after),
    )


def as_answered(loaded: LoadedProject) -> LoadedProject:
    """The project under the version that it answers, where something in it has no place in the one at hand.

    The same where that version is not at hand, or where some was said to the one at hand: no version holds all of it.
    Raises InputError where the project cannot be brought along.
    """
    if not loaded.project.unplaced or any(_given_since(Node(loaded.document, (), loaded.document.value))):
        return loaded
    return answered_under(look_at_project(loaded.path, loaded.questionnaire)) or loaded


def answered_under(migration: Migration) -> LoadedProject | None:
    """The project as it stands, under the version that it answers; None where that cannot be had."""
    if not migration.pending:
        return migration.before
    then = load_older_version(migration.questionnaire, migration.version) if migration.version else None
    if then is None:
        return None
    questionnaire = then.questionnaire
    root = Node(migration.document, (), migration.document.value)
    places = [*(one.place for one in project_problems(root, questionnaire)), *_given_since(root)]
    return LoadedProject(
        project=parsing.project(fitting(root.value, places), questionnaire),
        document=migration.document,
        questionnaire=then,
        path=migration.path,
    )


def _given_since(root: Node) -> Iterator[Place]:
    """Where stands what was said to another version than that of the file."""
    assessment = root.get("assessment")
    for part, id in given(assessment.value, "").since if assessment else ():
        yield ("charter" if part == "facets" else "assessment", part, id)


def _scored(loaded: LoadedProject, day: dt.date) -> QuestionScoring:
    return score_questions(loaded.questionnaire.questionnaire, loaded.project, as_of=day)


def _standing(scored: QuestionScoring, way: MigrationPath | None, *, brief: bool) -> Standing:
    """With the sections under the ids that they have at the end of `way`."""
    sections, indices = ({}, {}) if brief else added_up(scored)
    states = [one.state for one in scored.questions.values() if one.state.in_force and one.question.scored]
    nodes = indices.values() if indices else (one for one in sections.values() if one.aimed)
    return Standing(
        answered=states.count(State.ANSWERED),
        in_force=len(states),
        attainment={way.section(one.id) if way else one.id: one.attainment for one in nodes},
    )


def _opened(migration: Migration, after: QuestionScoring) -> tuple[str, ...]:
    if not migration.pending or migration.version is None:
        return ()
    release = find_release(migration.questionnaire, migration.version)
    way = MigrationPath(migration.questionnaire.questionnaire, migration.version)
    known = {way.question(id) for id in release.questions} if release else set(after.questions)
    anew = {id for move in migration.found.moves for id in move.successors}
    open_states = (State.UNANSWERED, State.UNSETTLED)
    return tuple(
        id for id, one in after.questions.items() if one.state in open_states and (id not in known or id in anew)
    )
