"""Judges a project by a policy: what is found, what is waived, what was known. Begin with `apply_policy`."""

from collections.abc import Iterable, Iterator
from typing import Any

from engage_cli.check.case import Case, Gone, make_finding, nothing_gone
from engage_cli.check.findings import CheckedProject, Finding, WaivedFinding
from engage_cli.check.rules.lasting import WAIVER_ENDING, WAIVER_EXPIRED, WAIVER_FAR, WAIVER_UNUSED
from engage_cli.check.rules.registry import BY_ID
from engage_cli.errors import Message
from engage_cli.model.policy import Clause, Policy, Severity
from engage_cli.model.project import Milestone, Waiver
from engage_cli.model.scales import Period
from engage_cli.model.selection import Selection
from engage_cli.project.waivers import waiver_fault
from engage_cli.scoring.conditions import holds
from engage_cli.scoring.evidence import add_period
from engage_cli.scoring.question_scoring import QuestionScoring

A_YEAR = Period(years=1)
"""How far ahead a waiver may end where no policy says otherwise."""
SOON = Period(days=30)
"""How long before its end a waiver is found where no policy says otherwise."""
GATES = {"gate-unknown": "gate-unmet", "gate-to-check": "gate-unmet", "gate-fell": "gate-unmet"}
"""The rule whose waivers also put off findings of the given rule: what is not met may be unknown."""
SAME_LACK = {"question-unanswered": "gate-unknown", "answer-unknown": "gate-unknown"}
"""The rule whose finding replaces one of the given rule, unless that is graver: the same lack is reported once."""


_ON_WAIVERS = (WAIVER_ENDING, WAIVER_EXPIRED, WAIVER_FAR, WAIVER_UNUSED)
_OWN = tuple(rule.id for rule in BY_ID.values() if rule.look and rule.severity)
"""Rules that are looked for where a policy is silent."""


def apply_policy(
    scoring: QuestionScoring,
    policy: Policy,
    *,
    scores: bool = False,
    gone: Gone = nothing_gone,
    kept: tuple[Milestone, ...] = (),
) -> tuple[Case, tuple[Finding, ...]]:
    """The findings of `policy` in a project, each (rule, subject) once at its gravest; waivers are not applied.

    Sections and indices are scored where a clause or `scores` asks for them. `gone` tells places of evidence where
    nothing is; `kept` are the milestones beside the project. `scoring` must have been read from a project without its
    waivers.
    """
    reading = scoring.reading
    holding = [clause for clause in policy.clauses if holds(clause.when, reading)]
    own = [Clause(rule=id, severity=BY_ID[id].severity) for id in _OWN if all(c.rule != id for c in holding)]
    clauses = [clause for clause in (*holding, *own) if clause.severity is not None]
    wanted = scores or any(BY_ID[c.rule].reads_scores for c in clauses)
    case = Case(scoring=scoring, reading=reading, is_gone=gone, kept=kept, **_scores(scoring) if wanted else {})
    return case, _once(found for clause in clauses for found in _look(case, clause))


def has_rules_on(case: Case, policy: Policy, rules: Selection) -> bool:
    """Whether any rule of `policy` that `rules` selects is on for the project.

    Those on waivers count only where asked for.
    """
    named = (rule_severity(rule, policy, case.scoring) for rule in _ON_WAIVERS if rule in rules.select)
    return any(named) or any(
        clause.severity is not None
        and BY_ID[clause.rule].look is not None
        and rules.selects(clause.rule)
        and holds(clause.when, case.reading)
        for clause in policy.clauses
    )


def rules_off(case: Case, policy: Policy, rules: Selection) -> tuple[str, ...]:
    """The rules asked for by name that `policy` does not apply to the project."""
    asked = (rule for rule in sorted(rules.select) if BY_ID[rule].look)
    return tuple(rule for rule in asked if rule_severity(rule, policy, case.scoring) is None)


def _scores(scoring: QuestionScoring) -> dict[str, Any]:
    from engage_cli.scoring.assessment import score_nodes

    sections, indices = score_nodes(scoring)
    return {"sections": sections, "indices": indices}


def _look(case: Case, clause: Clause) -> Iterable[Finding]:
    look = BY_ID[clause.rule].look
    return look(case, clause) if look else ()


def _once(found: Iterable[Finding]) -> tuple[Finding, ...]:
    gravest: dict[tuple[str, str], Finding] = {}
    for one in found:
        known = gravest.get((one.rule, one.subject))
        if known is None or known.severity.rank < one.severity.rank:
            gravest[one.rule, one.subject] = one
    return tuple(one for one in gravest.values() if not _said_by_a_gate(one, gravest))


def _said_by_a_gate(one: Finding, all_: dict[tuple[str, str], Finding]) -> bool:
    gate = all_.get((SAME_LACK.get(one.rule, ""), one.subject))
    return gate is not None and gate.severity.rank >= one.severity.rank


def apply_waivers(
    scoring: QuestionScoring, policy: Policy, found: tuple[Finding, ...], waivers: tuple[Waiver, ...]
) -> CheckedProject:
    """`found` divided into open and waived findings on the day of `scoring`, with findings on the waivers
    themselves.
    """
    in_time = [w for w in waivers if w.until >= scoring.as_of]
    put_off = {id(one): waiver for one in found if (waiver := _waiver_of(one, in_time))}
    used = list(put_off.values())
    odd = [
        one
        for position, waiver in enumerate(waivers)
        for one in (
            *_odd(scoring, waiver, position, policy, late=waiver not in in_time, idle=waiver not in used),
            *_far(scoring, waiver, position, policy),
            *(_ending(scoring, waiver, position, policy) if waiver in used else ()),
        )
    ]
    return CheckedProject(
        open=(*(one for one in found if id(one) not in put_off), *odd),
        waived=tuple(WaivedFinding(finding=one, waiver=put_off[id(one)]) for one in found if id(one) in put_off),
    )


def _waiver_of(found: Finding, waivers: Iterable[Waiver]) -> Waiver | None:
    rules = (found.rule, GATES.get(found.rule))
    return next((w for w in waivers if w.rule in rules and w.question == found.subject), None)


def _odd(
    scoring: QuestionScoring, waiver: Waiver, position: int, policy: Policy, *, late: bool, idle: bool
) -> Iterator[Finding]:
    """What is wrong with one waiver, by the policy's severity or the rule's own."""
    rule = WAIVER_EXPIRED if late else WAIVER_UNUSED
    severity = rule_severity(rule, policy, scoring)
    if severity is None or not (late or idle):
        return
    subject = f"{waiver.rule}/{waiver.question}"
    said = {"rule": waiver.rule, "question": waiver.question, "date": waiver.until}
    if late:
        key, repair = "until", BY_ID[rule].repair
        message = Message.of("The waiver of {rule} for “{question}” ended on {date}.", **said)
    elif vain := waiver_fault(waiver.rule, waiver.question, scoring.questionnaire, _actions(scoring), BY_ID):
        key, message, repair = vain
    else:
        key, repair = "rule", BY_ID[rule].repair
        message = Message.of(
            "The waiver of {rule} for “{question}” has no effect: there is nothing to put off.", **said
        )
    place = ("assessment", "waivers", position, key)
    yield make_finding(Clause(rule=rule, severity=severity), subject, place, message, repair)


def _far(scoring: QuestionScoring, waiver: Waiver, position: int, policy: Policy) -> Iterator[Finding]:
    """A waiver that ends later than a clause allows, at the gravest of them."""
    clauses = _holding(WAIVER_FAR, policy, scoring) or [Clause(rule=WAIVER_FAR, severity=BY_ID[WAIVER_FAR].severity)]
    last = [(c, add_period(scoring.as_of, c.within or A_YEAR)) for c in clauses if c.severity is not None]
    passed = [(clause, day) for clause, day in last if waiver.until > day]
    if passed:
        gravest, day = max(passed, key=lambda one: (one[0].severity or Severity.NOTE).rank)
        message = Message.of(
            "The waiver of {rule} for “{question}” ends on {date}; the farthest day allowed is {last}.",
            rule=waiver.rule, question=waiver.question, date=waiver.until, last=day,
        )  # fmt: skip
        place = ("assessment", "waivers", position, "until")
        yield make_finding(gravest, f"{waiver.rule}/{waiver.question}", place, message, BY_ID[WAIVER_FAR].repair)


def _ending(scoring: QuestionScoring, waiver: Waiver, position: int, policy: Policy) -> Iterator[Finding]:
    """A waiver in use that ends soon, at the gravest of the clauses that find it."""
    rule = BY_ID[WAIVER_ENDING]
    clauses = _holding(WAIVER_ENDING, policy, scoring) or [Clause(rule=rule.id, severity=rule.severity)]
    near = [c for c in clauses if c.severity and waiver.until <= add_period(scoring.as_of, c.within or SOON)]
    if near:
        gravest = max(near, key=lambda one: (one.severity or Severity.NOTE).rank)
        message = Message.of(
            "The waiver of {rule} for “{question}” ends on {date}.",
            rule=waiver.rule, question=waiver.question, date=waiver.until,
        )  # fmt: skip
        place = ("assessment", "waivers", position, "until")
        yield make_finding(gravest, f"{waiver.rule}/{waiver.question}", place, message, rule.repair)


def _holding(rule: str, policy: Policy, scoring: QuestionScoring) -> list[Clause]:
    return [clause for clause in policy.clauses if clause.rule == rule and holds(clause.when, scoring.reading)]


def rule_severity(rule: str, policy: Policy, scoring: QuestionScoring) -> Severity | None:
    """The gravest severity among the clauses of `rule` that apply; the rule's own where none does.

    None where it is off.
    """
    holding = [clause.severity for clause in _holding(rule, policy, scoring)]
    if not holding:
        return BY_ID[rule].severity
    return max(filter(None, holding), key=lambda severity: severity.rank, default=None)


def _actions(scoring: QuestionScoring) -> list[str]:
    return [action.id for action in scoring.project.actions]
