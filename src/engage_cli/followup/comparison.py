"""Compares two moments of a project: results and why they differ, and everything else that changed.

Begin with `compare_moments`.
"""

from collections.abc import Iterator, Mapping

from engage_cli.errors import Message, UsageError
from engage_cli.followup import differences
from engage_cli.followup.bridge import (
    Bridge,
    BridgePaths,
    BridgeState,
    BridgeStep,
    Measure,
    bridge,
    bridge_paths,
    nodes_by_key,
)
from engage_cli.followup.course import Course
from engage_cli.followup.differences import AnswerChange, FactChange
from engage_cli.followup.moments import Moment, MomentReading, read_moment, results_then, review_days
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
    """Its score at the later moment."""
    then: FrozenNode | None
    """Its result at the earlier moment; None where it did not exist or was not aimed at."""
    now: FrozenNode
    points: Bridge | None = None
    """The bridge of its share of the full points; None where the moments cannot be compared."""
    attainment: Bridge | None = None
    """The bridge of its share of what is expected; None where the moments cannot be compared."""

    @property
    def is_index(self) -> bool:
        """Whether it is an index; if not, a section."""
        return isinstance(self.node, IndexScore)

    @property
    def changed(self) -> bool:
        """Whether anything but the room left to rise is different."""
        return self.then is None or self.then != self.now


class EvidenceByTime(Value, kw_only=True):
    """The questions whose evidence changed by time alone."""

    expired: tuple[QuestionScore, ...] = ()
    dated: tuple[QuestionScore, ...] = ()
    """Questions with evidence dated after the earlier day, which counts now."""


class Comparison(Value, kw_only=True):
    """What two moments of a project have in common, and what changed."""

    then: Moment
    now: Moment
    assessment: Assessment
    """The assessment of the later moment."""
    same_scope: bool
    """Whether both have the same scope; if not, different questions were asked, and only the results are told."""
    frozen: bool
    """Whether the earlier results are those of their own questionnaire; if not, they are read under that of now."""
    nodes: tuple[NodeChange, ...]
    """The indices, then the sections."""
    lost_sections: tuple[str, ...] = ()
    """The ids of sections that had a result and are not aimed at any more, or do not exist."""
    differing_steps: tuple[BridgeStep, ...] = ()
    """The steps in which the moments differ, in their order."""
    inseparable_steps: tuple[BridgeStep, ...] = ()
    """Steps whose parts cannot be told apart."""
    unplaced: tuple[str, ...] = ()
    """The ids of earlier answers and facts that have no place in the questionnaire of now."""
    method_changed: bool = False
    """Whether engage has changed its method: the same questionnaire gave other results then."""
    answers: tuple[AnswerChange, ...] = ()
    gates_then: Mapping[str, str] = field(default_factory=dict)
    """The state of each blocking requirement at the earlier moment, by question id."""
    opened: tuple[GateScore, ...] = ()
    """Blocking requirements that are open now and were not."""
    closed: tuple[GateScore, ...] = ()
    evidence: EvidenceByTime = EvidenceByTime()
    facts: tuple[FactChange, ...] = ()
    asked: tuple[Question, ...] = ()
    """Questions that the facts of now ask and those of then did not."""
    no_longer_asked: tuple[Question, ...] = ()
    course: Course | None = None
    """The course over three or more milestones, where the later moment is now; else None."""
    unreviewed: tuple[Question, ...] = ()
    """Questions answered as at the earlier moment, which nobody has looked at since."""

    @property
    def expected(self) -> bool:
        """Whether results are shares of what is expected; if not, of full points."""
        return any(change.now.attainment is not None for change in self.nodes)


def compare_moments(then: Moment, now: Moment, project: Project, ours: LoadedQuestionnaire) -> Comparison:
    """What changed in `project` from `then` to `now`; `ours` is the questionnaire that it answers.

    Raises UsageError where the two moments answer different questionnaires.
    """
    _refuse_others(then, now, ours)
    questionnaire = (now.questionnaire or ours).questionnaire
    before, after = read_moment(then, questionnaire, project), read_moment(now, questionnaire, project)
    assessment = assess(questionnaire, after.project, as_of=now.date, scope=now.scope)
    scores = _by_our_ids(results_then(then, project), then, questionnaire)
    if then.scope != now.scope:
        nodes = tuple(_nodes(assessment, _by_key_then(scores)))
        return Comparison(
            then=then, now=now, assessment=assessment, same_scope=False, frozen=scores is not None, nodes=nodes
        )
    found = bridge_paths(questionnaire, before.project, after.project, (then.date, now.date), now.scope)
    return _compared(assessment, found, before, then=then, now=now, scores=scores)


def _refuse_others(then: Moment, now: Moment, ours: LoadedQuestionnaire) -> None:
    one, other = (moment.reference.id if moment.reference else ours.questionnaire.id for moment in (then, now))
    if one != other:
        message = Message.of("They answer different questionnaires: “{one}” and “{other}”.", one=one, other=other)
        raise UsageError(message, Message.of("Results of different questionnaires are not compared."))


def _compared(
    assessment: Assessment,
    found: BridgePaths,
    before: MomentReading,
    *,
    then: Moment,
    now: Moment,
    scores: FrozenScores | None,
) -> Comparison:
    start, dated = found.state(), found.state(BridgeStep.DATE)
    grown, end = found.state(BridgeStep.DATE, BridgeStep.FACTS), found.state(*BridgeStep)
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
        lost_sections=tuple(key.partition(":")[2] for key in under_theirs if key not in end.nodes),
        differing_steps=((BridgeStep.QUESTIONNAIRE,) if moved else ()) + found.differing,
        inseparable_steps=together,
        unplaced=(*before.unplaced, *before.lost_facts),
        method_changed=moved and _digest(then) == assessment.questionnaire.digest and not together,
        answers=tuple(differences.changed_answers(grown, end)),
        gates_then=states,
        opened=differences.opened_gates(states, assessment.gates),
        closed=differences.closed_gates(states, assessment.gates),
        evidence=_evidence(start, dated),
        facts=tuple(differences.changed_facts(found)),
        asked=tuple(differences.newly_asked(dated, grown)),
        no_longer_asked=tuple(differences.newly_asked(grown, dated)),
        unreviewed=tuple(differences.unreviewed_questions(start, end, review_days(now), then.date)),
    )


def _evidence(start: BridgeState, dated: BridgeState) -> EvidenceByTime:
    return EvidenceByTime(
        expired=tuple(differences.expired_evidence(start, dated)),
        dated=tuple(differences.newly_counting_evidence(start, dated)),
    )


def _digest(moment: Moment) -> str | None:
    if moment.reference and moment.reference.digest:
        return moment.reference.digest
    return moment.questionnaire.questionnaire.digest if moment.questionnaire else None


def _together(before: MomentReading) -> tuple[BridgeStep, ...]:
    """An answer or fact that has no place any more changes results twice: when it goes, and when it is given anew."""
    if not (before.unplaced or before.lost_facts):
        return ()
    facts = (BridgeStep.FACTS,) if before.lost_facts else ()
    return (BridgeStep.QUESTIONNAIRE, *facts, BridgeStep.ANSWERS)


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
    for key, node in nodes_by_key(assessment.sections, assessment.indices).items():
        yield NodeChange(node=node, then=then.get(key), now=freeze_node(node))


def _bridged(change: NodeChange, found: BridgePaths, together: tuple[BridgeStep, ...]) -> NodeChange:
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
