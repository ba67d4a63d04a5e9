"""Two moments of a project side by side: their results and why these differ, and everything else that changed."""

from collections.abc import Iterator, Mapping

from engage_cli.errors import Message, UsageError
from engage_cli.followup import differences
from engage_cli.followup.bridge import Bridge, Measure, Step, Ways, bridge, by_key, ways
from engage_cli.followup.course import Course
from engage_cli.followup.differences import AnswerChange, FactChange
from engage_cli.followup.moments import Moment, Reading, read, results_then, reviewed
from engage_cli.model.project import Ends, FrozenNode, FrozenScores, Project
from engage_cli.model.questionnaire import Question, Questionnaire
from engage_cli.project.frozen.scores import freeze_node
from engage_cli.questionnaire.history.migration_path import MigrationPath, version_numbers
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.scoring.assessment import assess
from engage_cli.scoring.question_scores import GateScore, QuestionScore, Range
from engage_cli.scoring.results import Assessment, IndexScore, NodeScore
from engage_cli.values import Value, field, replace


class NodeChange(Value, kw_only=True):
    """An index or a section at both moments."""

    node: NodeScore
    """As it stands at the later moment."""
    then: FrozenNode | None
    """As it was; None where it was not there, or not aimed at."""
    now: FrozenNode
    points: Bridge | None = None
    """Of the share of full points; None where the two are not compared."""
    attainment: Bridge | None = None
    """Of the share of what is expected; likewise."""

    @property
    def is_index(self) -> bool:
        """Whether it is an index."""
        return isinstance(self.node, IndexScore)

    @property
    def changed(self) -> bool:
        """Whether anything but how far it can still rise is another."""
        return self.then is None or self.then != self.now


class Evidence(Value, kw_only=True):
    """Evidence that time alone changed."""

    expired: tuple[QuestionScore, ...] = ()
    dated: tuple[QuestionScore, ...] = ()
    """Dated after the earlier day: it counts now."""


class Comparison(Value, kw_only=True):
    """What two moments of a project have in common, and what not."""

    then: Moment
    now: Moment
    assessment: Assessment
    """Of the later moment."""
    same_scope: bool
    """Otherwise other questions were asked, and nothing but the two results is told."""
    frozen: bool
    """Whether the earlier results are those of their own questionnaire; else they are read under that of now."""
    nodes: tuple[NodeChange, ...]
    """Indices, then sections."""
    gone: tuple[str, ...] = ()
    """Ids of sections that had a result, and are not aimed at any more or not there."""
    apart: tuple[Step, ...] = ()
    """Steps in which the moments differ, in order."""
    together: tuple[Step, ...] = ()
    """Steps whose parts cannot be told apart."""
    unplaced: tuple[str, ...] = ()
    """Ids of answers and facts of then that do not fit the questionnaire of now."""
    method_changed: bool = False
    """The same questionnaire gave other results then: engage worked them out otherwise."""
    answers: tuple[AnswerChange, ...] = ()
    gates_then: Mapping[str, str] = field(default_factory=dict)
    """By question id, the state of the blocking requirement at the earlier moment."""
    opened: tuple[GateScore, ...] = ()
    """Blocking requirements that are open now and were not."""
    closed: tuple[GateScore, ...] = ()
    evidence: Evidence = Evidence()
    facts: tuple[FactChange, ...] = ()
    asked: tuple[Question, ...] = ()
    """Questions that the facts of now ask and those of then did not."""
    no_longer_asked: tuple[Question, ...] = ()
    course: Course | None = None
    """Over three milestones or more, where the later moment is now."""
    unlooked: tuple[Question, ...] = ()
    """Asked at the later moment, answered as at the earlier one, and looked at again by nobody since."""

    @property
    def expected(self) -> bool:
        """Whether results are told by what is expected; else by points."""
        return any(change.now.attainment is not None for change in self.nodes)


def compare(then: Moment, now: Moment, project: Project, ours: LoadedQuestionnaire) -> Comparison:
    """What changed in `project` from `then` to `now`; `ours` is the questionnaire that it answers.

    Raises UsageError where they answer different questionnaires.
    """
    _refuse_others(then, now, ours)
    questionnaire = (now.questionnaire or ours).questionnaire
    before, after = read(then, questionnaire, project), read(now, questionnaire, project)
    assessment = assess(questionnaire, after.project, as_of=now.date, scope=now.scope)
    scores = _by_our_ids(results_then(then, project), then, questionnaire)
    if then.scope != now.scope:
        nodes = tuple(_nodes(assessment, _by_key_then(scores)))
        return Comparison(
            then=then, now=now, assessment=assessment, same_scope=False, frozen=scores is not None, nodes=nodes
        )
    found = ways(questionnaire, before.project, after.project, (then.date, now.date), now.scope)
    return _compared(assessment, found, before, then=then, now=now, scores=scores)


def _refuse_others(then: Moment, now: Moment, ours: LoadedQuestionnaire) -> None:
    one, other = (moment.reference.id if moment.reference else ours.questionnaire.id for moment in (then, now))
    if one != other:
        message = Message.of("They answer different questionnaires: “{one}” and “{other}”.", one=one, other=other)
        raise UsageError(message, Message.of("Results of different questionnaires are not compared."))


def _compared(
    assessment: Assessment, found: Ways, before: Reading, *, then: Moment, now: Moment, scores: FrozenScores | None
) -> Comparison:
    start, dated = found.standing(), found.standing(Step.DATE)
    grown, end = found.standing(Step.DATE, Step.FACTS), found.standing(*Step)
    under_ours = {key: freeze_node(node) for key, node in start.nodes.items()}
    under_theirs = under_ours if scores is None else _by_key_then(scores)
    moved = under_theirs != under_ours
    together = _together(before)
    states = {gate.question.id: gate.state.value for gate in start.scoring.gates} if scores is None else scores.gates
    return Comparison(
        then=then,
        now=now,
        assessment=assessment,
        same_scope=True,
        frozen=scores is not None,
        nodes=tuple(_bridged(change, found, together) for change in _nodes(assessment, under_theirs)),
        gone=tuple(key.partition(":")[2] for key in under_theirs if key not in end.nodes),
        apart=tuple(step for step in Step if step in found.differing or (step is Step.QUESTIONNAIRE and moved)),
        together=together,
        unplaced=(*before.unplaced, *before.lost_facts),
        method_changed=moved and _digest(then) == assessment.questionnaire.digest and not together,
        answers=tuple(differences.answers(grown, end)),
        gates_then=states,
        opened=differences.opened(states, assessment.gates),
        closed=differences.closed(states, assessment.gates),
        evidence=Evidence(
            expired=tuple(differences.expired(start, dated)), dated=tuple(differences.newly_dated(start, dated))
        ),
        facts=tuple(differences.facts(found)),
        asked=tuple(differences.asked_more(dated, grown)),
        no_longer_asked=tuple(differences.asked_more(grown, dated)),
        unlooked=tuple(differences.unlooked(start, end, reviewed(now), then.date)),
    )


def _digest(moment: Moment) -> str | None:
    if moment.reference and moment.reference.digest:
        return moment.reference.digest
    return moment.questionnaire.questionnaire.digest if moment.questionnaire else None


def _together(before: Reading) -> tuple[Step, ...]:
    """An answer or fact that has no place any more changes results twice: when it goes, and when it is given anew."""
    if not (before.unplaced or before.lost_facts):
        return ()
    facts = (Step.FACTS,) if before.lost_facts else ()
    return (Step.QUESTIONNAIRE, *facts, Step.ANSWERS)


def _by_our_ids(scores: FrozenScores | None, then: Moment, questionnaire: Questionnaire) -> FrozenScores | None:
    """Results of then, with the ids that their sections and questions have now."""
    version = then.reference.version if then.reference else None
    if scores is None or version is None or not version_numbers(version) < version_numbers(questionnaire.version):
        return scores
    way = MigrationPath(questionnaire, version)
    return replace(
        scores,
        sections={way.section(id): node for id, node in scores.sections.items()},
        gates={way.question(id) or id: state for id, state in scores.gates.items()},
    )


# ── results ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _by_key_then(scores: FrozenScores | None) -> Mapping[str, FrozenNode]:
    if scores is None:
        return {}
    indices = {f"index:{id}": one for id, one in scores.indices.items()}
    return {**indices, **{f"section:{id}": one for id, one in scores.sections.items()}}


def _nodes(assessment: Assessment, then: Mapping[str, FrozenNode]) -> Iterator[NodeChange]:
    for key, node in by_key(assessment.sections, assessment.indices).items():
        yield NodeChange(node=node, then=then.get(key), now=freeze_node(node))


def _bridged(change: NodeChange, found: Ways, together: tuple[Step, ...]) -> NodeChange:
    then = change.then
    if then is None:
        return change
    key = f"{'index' if change.is_index else 'section'}:{change.node.id}"

    def way(ends: Ends | None, measure: Measure) -> Bridge | None:
        return None if ends is None else bridge(found, key, measure, ends[0], together)

    return NodeChange(
        node=change.node,
        then=then,
        now=change.now,
        points=way(then.points, _points),
        attainment=way(then.attainment, _attainment),
    )


def _points(node: NodeScore) -> Range | None:
    return node.evidenced


def _attainment(node: NodeScore) -> Range | None:
    return node.attainment
