"""Rows as lines of JSON, and back: lists rather than keys, because there may be a hundred thousand of them."""

import datetime as dt
from fractions import Fraction
from functools import lru_cache
from typing import Any

import msgspec

from engage_cli.model.project import Waiver
from engage_cli.model.questionnaire import Effort
from engage_cli.portfolio.rows import ActionCell, AdviceCell, Before, GateCell, NodeCell, QuestionCell, Row
from engage_cli.scoring.question_scores import Fall, GateState, Range, State
from engage_cli.scoring.results import AdviceKind

FORMAT = 1
"""Of the lines; raised with any change of what they hold."""


def encoded(row: Row) -> str:
    """`row` as one line of JSON."""
    head = [row.key, row.id, row.name, row.questionnaire, row.version, row.digest, row.now, row.scope]
    days = [_day(day) for day in (row.date, row.as_of, row.since, row.until)]
    parts = [
        head,
        {id: list(value) if isinstance(value, tuple) else value for id, value in row.facets.items()},
        days,
        [row.in_force, row.answered, _share(row.coverage)],
        [_node(n) for n in row.sections],
        [_node(n) for n in row.indices],
        [_question(q) for q in row.questions],
        [[g.question, g.state, g.threshold, _day(g.until)] for g in row.gates],
        [_advice(a) for a in row.advice],
        [[a.id, a.question, _day(a.due), a.status, a.do, a.owner] for a in row.actions],
        [[w.rule, w.question, _day(w.until)] for w in row.waivers],
        _before(row.before),
    ]
    return msgspec.json.encode(parts).decode()


def decoded(line: str) -> Row:
    """The row that `encoded` made `line` of."""
    head, facets, days, tally, sections, indices, questions, gates, advice, actions, waivers, before = (
        msgspec.json.decode(line)
    )
    date, as_of, since, until = (_to_day(day) for day in days)
    assert as_of is not None
    return Row(
        **dict(zip(("key", "id", "name", "questionnaire", "version", "digest", "now", "scope"), head, strict=True)),
        facets={id: tuple(value) if isinstance(value, list) else value for id, value in facets.items()},
        date=date,
        as_of=as_of,
        since=since,
        until=until,
        in_force=tally[0],
        answered=tally[1],
        coverage=_to_share(tally[2]),
        sections=tuple(_to_node(n) for n in sections),
        indices=tuple(_to_node(n) for n in indices),
        questions=tuple(_to_question(q) for q in questions),
        gates=tuple(_to_gate(g) for g in gates),
        advice=tuple(_to_advice(a) for a in advice),
        actions=tuple(_to_action(a) for a in actions),
        waivers=tuple(_to_waiver(w) for w in waivers),
        before=_to_before(before),
    )


# ── days, shares, ranges ──────────────────────────────────────────────────────────────────────────────────────────────


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _to_day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _share(value: Fraction | None) -> list[int] | None:
    return None if value is None else [value.numerator, value.denominator]


def _to_share(pair: list[int] | None) -> Fraction | None:
    return None if pair is None else _fraction(*pair)


def _range(found: Range | None) -> list[int] | None:
    if found is None:
        return None
    low, high = found.low, found.high
    return [low.numerator, low.denominator, *(() if found.exact else (high.numerator, high.denominator))]


def _to_range(numbers: list[int] | None) -> Range | None:
    return None if numbers is None else _ranged(*numbers)


@lru_cache(maxsize=4096)
def _fraction(numerator: int, denominator: int) -> Fraction:
    return Fraction(numerator, denominator)


@lru_cache(maxsize=4096)
def _ranged(low: int, below: int, high: int | None = None, under: int | None = None) -> Range:
    """The same few ranges come back all the time."""
    least = Fraction(low, below)
    return Range(least, least if high is None else Fraction(high, under))


# ── cells ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _node(n: NodeCell) -> list[Any]:
    bands = list(n.bands) if n.bands else None
    shares = [_range(n.declared), _range(n.evidenced), _range(n.attainment)]
    return [n.id, int(n.aimed), *shares, bands, int(n.under_reserve), n.in_force, n.answered]


def _to_node(values: list[Any]) -> NodeCell:
    id, aimed, declared, evidenced, attainment, bands, reserve, in_force, answered = values
    return NodeCell(
        id=id,
        aimed=bool(aimed),
        declared=_to_range(declared),
        evidenced=_to_range(evidenced),
        attainment=_to_range(attainment),
        bands=(bands[0], bands[1]) if bands else None,
        under_reserve=bool(reserve),
        in_force=in_force,
        answered=answered,
    )


def _question(q: QuestionCell) -> list[Any]:
    points = [_range(q.declared), _range(q.evidenced), _share(q.expected)]
    return [
        q.id, q.state, int(q.gate_only), q.declared_choice, q.evidenced_choice, *points, int(q.shown), q.fall, q.reason,
    ]  # fmt: skip


def _to_question(values: list[Any]) -> QuestionCell:
    id, state, gate_only, declared_choice, evidenced_choice, declared, evidenced, expected, shown, fall, reason = values
    return QuestionCell(
        id=id,
        state=State(state),
        gate_only=bool(gate_only),
        declared_choice=declared_choice,
        evidenced_choice=evidenced_choice,
        declared=_to_range(declared),
        evidenced=_to_range(evidenced),
        expected=_to_share(expected),
        shown=bool(shown),
        fall=Fall(fall) if fall else None,
        reason=reason,
    )


def _to_gate(values: list[Any]) -> GateCell:
    question, state, threshold, until = values
    return GateCell(question=question, state=GateState(state), threshold=threshold, until=_to_day(until))


def _advice(a: AdviceCell) -> list[Any]:
    gains = [_share(a.gain), _share(a.attainment_gain)]
    return [a.kind, a.question, a.recommendation, a.to, a.effort, a.lead, a.gate, *gains, int(a.further)]


def _to_advice(values: list[Any]) -> AdviceCell:
    kind, question, recommendation, to, effort, lead, gate, gain, attainment_gain, further = values
    return AdviceCell(
        kind=AdviceKind(kind),
        question=question,
        recommendation=recommendation,
        to=to,
        effort=Effort(effort),
        lead=lead,
        gate=GateState(gate) if gate else None,
        gain=_fraction(*gain),
        attainment_gain=_fraction(*attainment_gain),
        further=bool(further),
    )


def _to_action(values: list[Any]) -> ActionCell:
    id, question, due, status, do, owner = values
    return ActionCell(id=id, question=question, due=_to_day(due), status=status, do=do, owner=owner)


def _to_waiver(values: list[Any]) -> Waiver:
    rule, question, until = values
    return Waiver(rule=rule, question=question, until=dt.date.fromisoformat(until), because="", approved_by="")


def _before(before: Before | None) -> list[Any] | None:
    if before is None:
        return None
    sections = [[id, _range(found)] for id, found in before.sections]
    return [before.name, _day(before.date), int(before.comparable), sections]


def _to_before(values: list[Any] | None) -> Before | None:
    if values is None:
        return None
    name, date, comparable, sections = values
    return Before(
        name=name,
        date=dt.date.fromisoformat(date),
        comparable=bool(comparable),
        sections=tuple((id, _to_range(found)) for id, found in sections),
    )
