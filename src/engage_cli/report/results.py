"""An assessment as JSON values, with the exact fraction of every number; `schemas/results.schema.json` describes them.

For programs: ids and labels, but no names of people, notes, or places of evidence.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from engage_cli import __version__
from engage_cli.i18n import half_up
from engage_cli.model.project import Answer, Evidence, FacetValue
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Band, Choice
from engage_cli.model.supposition import Supposition
from engage_cli.model.text import Text
from engage_cli.project.parsing import agreed_as_yaml
from engage_cli.scoring.path import step_standings
from engage_cli.scoring.question_scores import GateScore, QuestionScore, Range
from engage_cli.scoring.results import Advice, Assessment, IndexScore, NodeScore, SectionScore, TagLine, Tally, Term
from engage_cli.values import replace

FORMAT_VERSION = 1
"""Raised when a key goes or changes its meaning; new keys come without notice."""

Values = dict[str, Any]


def questionnaire_values(q: Questionnaire) -> Values:
    """The questionnaire's id, version and digest; of an overlay, those of its base too."""
    base = q.base and {"id": q.base.id, "version": q.base.version, "digest": q.base.digest}
    return {"id": q.id, "version": q.version, "digest": q.digest} | ({"base": base} if base else {})


def result_values(assessment: Assessment) -> Values:
    """The whole assessment as plain values ready for JSON; the same assessment gives the same values in the same
    order."""
    a = assessment
    return {
        "format_version": FORMAT_VERSION,
        "provenance": _provenance(a),
        "project": _project(a),
        **supposition_values(a.supposed),
        "scope": a.scope,
        "now": None if a.now is None else {"facet": a.questionnaire.timeline, "choice": a.now.id},
        "conditional": a.conditional,
        "tally": _tally(a.tally),
        "indices": [_index(i) for i in a.indices.values()],
        "sections": [_section(s) for s in a.sections.values()],
        "questions": [_question(q, a) for q in a.questions.values()],
        "gates": [_gate(g) for g in a.gates],
        "advice": [_advice(x) for x in a.advice],
        "first_steps": [x.question.id for x in a.summary()],
        "strengths": [q.question.id for q in a.strengths()],
        "tags": [_tag(t) for t in a.tag_lines],
        "tensions": [{"id": t.id, "between": list(t.between)} for t in a.tensions],
        "notes": [n.id for n in a.notes],
        "path": [
            {"id": s.step.id, "state": s.state.value, "waits": s.is_pending, "late": s.is_late}
            for s in step_standings(a)
        ],
        "unknown_facets": [f.id for f in a.unknown_facets],
        "uncounted": [q.question.id for q in a.uncounted],
        "unplaced": [{"kind": one.kind.value, "id": one.id} for one in a.project.unplaced],
    }


def supposition_values(found: Supposition) -> Values:
    """The key `supposed`, present only where something is supposed: then all other values rest on it."""
    if found.is_empty:
        return {}
    answers = {id: "unknown" if choices is None else list(choices) for id, choices in found.answers.items()}
    return {"supposed": {"facets": {id: _facet(value) for id, value in found.facets.items()}, "answers": answers}}


def fraction_values(found: Fraction | None) -> Values | None:
    """A number rounded to four decimals and as an exact fraction (`5/12`, `3`); None for None."""
    return None if found is None else {"value": round_to_float(found), "exact": str(found)}


def round_to_float(value: Fraction) -> float:
    """`value` rounded half up to four decimals."""
    return half_up(value, 4) / 10_000


def _provenance(a: Assessment) -> Values:
    q = a.questionnaire
    return {
        "questionnaire": {**questionnaire_values(q), "title": _text(q.title)},
        "source": None if q.source is None else {"licence": q.source.licence, "url": q.source.url},
        "as_of": a.as_of.isoformat(),
        "engage": __version__,
    }


def _project(a: Assessment) -> Values:
    charter = a.project.charter
    return {
        "id": charter.id,
        "name": charter.name,
        "facets": {id: _facet(value) for id, value in charter.facets.items()},
        "date": a.project.date.isoformat() if a.project.date else None,
    }


def _facet(value: FacetValue) -> object:
    if value is None:
        return "unknown"
    return list(value) if isinstance(value, tuple) else value


def _node(n: NodeScore) -> Values:
    return {
        "method": n.method.value,
        "out_of": fraction_values(n.out_of),
        "declared": _range(n.declared),
        "evidenced": _range(n.evidenced),
        "expected_share": fraction_values(n.expected_share),
        "attainment": _range(n.attainment),
        "declared_attainment": _range(n.declared_attainment),
        "beyond": _range(n.beyond),
        "bands": _bands(n.bands),
        "points": {
            "earned": _range(n.earned),
            "possible": fraction_values(n.possible),
            "expected": fraction_values(n.expected),
        },
        "under_reserve": n.under_reserve,
        "indicative": n.indicative,
        "tally": _tally(n.tally),
        "terms": [_term(t) for t in n.terms],
    }


def _index(i: IndexScore) -> Values:
    shown = "band" if i.index.show_band else "number"
    return {"id": i.id, "title": _text(i.index.label), "show": shown, **_node(i)}


def _section(s: SectionScore) -> Values:
    target = None if s.target is None else {"choice": s.target.id, "share": fraction_values(s.target_share)}
    own = {"id": s.id, "ref": s.section.ref, "role": s.section.role, "title": _text(s.section.title)}
    return {**own, "aimed": s.aimed, "weight": fraction_values(s.section.weight), "target": target, **_node(s)}


def _question(q: QuestionScore, a: Assessment) -> Values:
    return {
        "id": q.question.id,
        "ref": q.question.ref,
        "section": a.questionnaire.sections_of[q.question.id][-1].id,
        "title": _text(q.question.title),
        "state": q.state.value,
        "if_aimed": q.standing.if_aimed.value,
        "gate_only": q.standing.gate_only,
        "weight": fraction_values(q.question.weight),
        "quick": q.question.quick,
        "answer": None if q.answer is None else _answer(q.answer, q.valid_evidence),
        "declared_choice": _id(q.declared_choice),
        "evidenced_choice": _id(q.evidenced_choice),
        "fall": None if q.fall is None else q.fall.value,
        "unmet_criteria": list(q.unmet_criteria),
        "expected_choice": _id(q.expected_choice),
        "points": {
            "declared": _range(q.declared),
            "evidenced": _range(q.evidenced),
            "possible": fraction_values(q.possible),
            "expected": fraction_values(q.expected),
        },
        "attainment": _range(q.attainment),
        "declared_attainment": _range(q.declared_attainment),
        "gap": fraction_values(q.gap),
        "agreed": _agreed(q),
        "apart": _apart(q, a),
    }


def _agreed(q: QuestionScore) -> Values | None:
    """That voices agreed on an answer, and how far apart they were; without the reason, which is free text."""
    agreed = q.answer.agreed if q.answer else None
    return None if agreed is None else agreed_as_yaml(replace(agreed, because=None))


def _apart(q: QuestionScore, a: Assessment) -> Values | None:
    """How far apart the voices are on a question where nothing is agreed; None where they are not."""
    apart = a.project.apart.get(q.question.id)
    return None if apart is None else agreed_as_yaml(apart)


def _answer(answer: Answer, valid: Iterable[Evidence]) -> Values:
    """An answer as values: one of choice, choices, text, unknown, not_applicable, and its evidence without title, place
    and holder."""
    counted = set(valid)
    evidence = [
        {"kind": e.kind.value, "date": e.date.isoformat() if e.date else None, "valid": e in counted}
        for e in answer.evidence
    ]
    return {**_said(answer), "criteria": list(answer.criteria), "evidence": evidence}


def _said(answer: Answer) -> Values:
    if answer.unknown:
        return {"unknown": True}
    if answer.not_applicable:
        return {"not_applicable": {"reason": answer.reason, "because": answer.because}}
    if answer.choices is not None:
        return {"choices": list(answer.choices)}
    return {"text": answer.text} if answer.choice is None else {"choice": answer.choice}


def _gate(g: GateScore) -> Values:
    gate = g.question.gate
    upcoming = None if g.next_threshold is None else {"choice": g.next_threshold.id, "at": g.next_at}
    return {
        "question": g.question.id,
        "section": g.section.id,
        "state": g.state.value,
        "open": g.state.is_open,
        "basis": gate.basis if gate else None,
        "certainty": gate.certainty if gate else None,
        "threshold": _id(g.threshold),
        "since": g.since,
        "next": upcoming,
        "declared_choice": _id(g.declared_choice),
        "evidenced_choice": _id(g.evidenced_choice),
        "waived_until": g.waiver.until.isoformat() if g.waiver else None,
        "waits_for": list(g.waits_for),
        "ticked": g.ticked,
    }


def _advice(x: Advice) -> Values:
    return {
        "kind": x.kind.value,
        "question": x.question.id,
        "section": x.section.id,
        "recommendation": x.recommendation.id if x.recommendation else None,
        "to": _id(x.to),
        "effort": x.effort.value,
        "lead": x.lead,
        "gate": x.gate.value if x.gate else None,
        "gap": fraction_values(x.gap),
        "gain": fraction_values(x.gain),
        "attainment_gain": fraction_values(x.attainment_gain),
        "gain_per_effort": fraction_values(x.gain_per_effort),
        "further": x.further,
    }


def _term(t: Term) -> Values:
    return {
        "id": t.id,
        "weight": fraction_values(t.weight),
        "counted": t.counted,
        "excluded": t.excluded.value if t.excluded else None,
        "declared": _range(t.declared),
        "evidenced": _range(t.evidenced),
        "attainment": _range(t.attainment),
        "points": {
            "earned": _range(t.earned),
            "possible": fraction_values(t.possible),
            "expected": fraction_values(t.expected),
        },
    }


def _tag(t: TagLine) -> Values:
    weakest, best = (None if q is None else q.question.id for q in (t.weakest, t.best))
    return {"id": t.tag.id, "in_force": t.in_force, "attained": t.attained, "best": best, "weakest": weakest}


def _tally(t: Tally) -> Values:
    return {
        "in_force": t.in_force,
        "answered": t.answered,
        "unknown": t.unknown,
        "unanswered": t.unanswered,
        "not_applicable": t.not_applicable,
        "coverage": fraction_values(t.coverage),
        "not_applicable_share": fraction_values(t.not_applicable_share),
    }


def _bands(bands: tuple[Band, Band] | None) -> Values | None:
    return None if bands is None else {"low": bands[0].id, "high": bands[1].id}


def _range(found: Range | None) -> Values | None:
    return None if found is None else {"low": fraction_values(found.low), "high": fraction_values(found.high)}


def _text(text: Text) -> dict[str, str]:
    return dict(text.versions)


def _id(choice: Choice | None) -> str | None:
    return None if choice is None else choice.id
