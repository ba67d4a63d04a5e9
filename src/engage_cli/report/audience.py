"""Redacts an assessment for its audience before any template sees it, so that no template can leak what is left out."""

from functools import partial

from engage_cli.model.project import Action, Answer, Evidence, Project, Waiver
from engage_cli.report.request import Audience
from engage_cli.scoring.question_scores import GateScore, QuestionScore
from engage_cli.scoring.results import Assessment, TagLine
from engage_cli.values import replace


def redact_for(audience: Audience, a: Assessment) -> Assessment:
    """`a` with only what `audience` may read; scores do not change."""
    if audience is Audience.TEAM:
        return a
    questions = {id: _question(audience, score) for id, score in a.questions.items()}
    return replace(
        a,
        project=_project(audience, a.project),
        questions=questions,
        gates=tuple(_gate(audience, gate) for gate in a.gates),
        tag_lines=tuple(_line(line, questions) for line in a.tag_lines),
        uncounted=tuple(questions[score.question.id] for score in a.uncounted),
    )


def _project(audience: Audience, project: Project) -> Project:
    answers = {id: _answer(audience, answer) for id, answer in project.answers.items()}
    seen = replace(project, answers=answers, milestones=())
    if audience is not Audience.PARTNER:
        return seen
    lead = project.charter.lead
    return replace(
        seen,
        charter=replace(project.charter, lead=replace(lead, name=None) if lead else None),
        participants=(),
        apart={},
        actions=tuple(map(_action, project.actions)),
        path={id: replace(note, note=None) for id, note in project.path.items()},
        waivers=tuple(map(_waiver, project.waivers)),
    )


def _question(audience: Audience, score: QuestionScore) -> QuestionScore:
    answer = None if score.answer is None else _answer(audience, score.answer)
    return replace(score, answer=answer, valid_evidence=tuple(map(partial(_evidence, audience), score.valid_evidence)))


def _answer(audience: Audience, answer: Answer) -> Answer:
    """An answer without its author, and without notes that one person signed or that come from voices."""
    kept = audience is Audience.DIRECTION and answer.by is None and answer.agreed is None
    agreed = answer.agreed and replace(answer.agreed, because=None) if audience is Audience.PARTNER else answer.agreed
    evidence = tuple(map(partial(_evidence, audience), answer.evidence))
    return replace(answer, by=None, note=answer.note if kept else None, agreed=agreed, evidence=evidence)


def _evidence(audience: Audience, evidence: Evidence) -> Evidence:
    return replace(evidence, where=None, holder=None) if audience is Audience.PARTNER else evidence


def _gate(audience: Audience, gate: GateScore) -> GateScore:
    answer = None if gate.answer is None else _answer(audience, gate.answer)
    waiver = _waiver(gate.waiver) if gate.waiver and audience is Audience.PARTNER else gate.waiver
    return replace(gate, answer=answer, waiver=waiver)


def _action(action: Action) -> Action:
    return replace(action, owner=None)


def _waiver(waiver: Waiver) -> Waiver:
    return replace(waiver, approved_by="")


def _line(line: TagLine, questions: dict[str, QuestionScore]) -> TagLine:
    best, weakest = (None if q is None else questions[q.question.id] for q in (line.best, line.weakest))
    return replace(line, best=best, weakest=weakest)
