"""Which rules of a check count, and with which severity, over what the policy says."""

from engage_cli.model.policy import Clause, Policy, Severity
from engage_cli.values import Value, replace


class Selection(Value, kw_only=True):
    """The rules that people select, ignore or weigh otherwise than the policy."""

    select: frozenset[str] = frozenset()
    """The only rules that count; empty: all."""
    ignore: frozenset[str] = frozenset()
    severities: tuple[tuple[str, Severity | None], ...] = ()
    """(rule, severity) pairs, of which the last of a rule wins; None: the rule is off."""

    def __bool__(self) -> bool:
        return bool(self.select or self.ignore or self.severities)

    def selects(self, rule: str) -> bool:
        """Whether findings of `rule` count."""
        return rule not in self.ignore and (not self.select or rule in self.select)

    def overridden_by(self, later: "Selection") -> "Selection":
        """Both selections in one, where `later` wins: what it selects is no longer ignored."""
        return Selection(
            select=later.select or self.select,
            ignore=(self.ignore - later.select) | later.ignore,
            severities=(*self.severities, *later.severities),
        )

    def apply_to(self, policy: Policy) -> Policy:
        """`policy` with the severities of this selection; a rule that the policy does not name is then on."""
        for rule, severity in dict(self.severities).items():
            policy = replace(policy, clauses=tuple(_weighed(policy.clauses, rule, severity)))
        return policy


def _weighed(clauses: tuple[Clause, ...], rule: str, severity: Severity | None) -> list[Clause]:
    others = [clause for clause in clauses if clause.rule != rule]
    meant = [clause for clause in clauses if clause.rule == rule and clause.severity is not None]
    if severity is None or not meant:
        return [*others, Clause(rule=rule, severity=severity)]
    return [*others, *(replace(clause, severity=severity) for clause in meant)]
