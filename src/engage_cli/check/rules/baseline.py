"""A check compared with what was known: findings and scores."""

from collections.abc import Iterable, Iterator

from engage_cli.check.case import Case, finding
from engage_cli.check.findings import Checked, Finding
from engage_cli.check.rules.registry import BY_ID, SCORE_FELL
from engage_cli.errors import Message
from engage_cli.model.baseline import Record
from engage_cli.model.policy import Clause
from engage_cli.scoring.results import IndexScore, SectionScore
from engage_cli.values import replace


def compare(case: Case, checked: Checked, before: Record, *, ratchet: bool) -> Checked:
    """`checked` without what `before` knew; with `ratchet`, scores that fell are found too."""
    known = [one for one in checked.open if (one.rule, one.subject) in before.findings]
    new = tuple(one for one in checked.open if one not in known)
    fallen = tuple(_fallen(case, before)) if ratchet else ()
    return replace(checked, open=(*new, *fallen), known=tuple(known), compared=True)


def record(case: Case, found: Iterable[Finding]) -> Record:
    """The project as it stands, for a baseline."""
    return Record(
        findings=frozenset((one.rule, one.subject) for one in found),
        scores={node.id: node.evidenced.low for node in _scored(case) if node.evidenced},
        scope=case.scoring.scope,
        version=case.scoring.questionnaire.version,
    )


def _scored(case: Case) -> list[SectionScore | IndexScore]:
    nodes: list[SectionScore | IndexScore] = [section for section in case.sections.values() if section.aimed]
    nodes += case.indices.values()
    return [node for node in nodes if node.evidenced is not None]


def _fallen(case: Case, before: Record) -> Iterator[Finding]:
    """Scopes and versions of a questionnaire are never compared: another scope or version starts anew."""
    if (before.scope, before.version) != (case.scoring.scope, case.scoring.questionnaire.version):
        return
    now = {node.id: node for node in _scored(case)}
    for id, share in before.scores.items():
        node = now.get(id)
        if node is not None and node.evidenced is not None and node.evidenced.low < share:
            message = Message.of(
                "“{title}” fell from {share} to {now}, at worst.", title=node.title, share=share, now=node.evidenced.low
            )
            clause = Clause(rule=SCORE_FELL, severity=BY_ID[SCORE_FELL].severity)
            yield finding(clause, id, ("assessment",), message, BY_ID[SCORE_FELL].repair, at_key=True)
