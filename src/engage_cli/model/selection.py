"""Which rules of a check apply, and with which severity, whatever the policy says."""

from engage_cli.model.policy import Clause, Policy, Severity
from engage_cli.values import Value, replace


class Selection(Value, kw_only=True):
    """What people asked for besides a policy."""

    select: frozenset[str] = frozenset()
    """The only rules that are heeded; empty: all."""
    ignore: frozenset[str] = frozenset()
    severities: tuple[tuple[str, Severity | None], ...] = ()
    """Rules with what they weigh, the last of a rule winning; None: off."""

    def __bool__(self) -> bool:
        return bool(self.select or self.ignore or self.severities)

    def heeds(self, rule: str) -> bool:
        """Whether findings of `rule` count."""
        return rule not in self.ignore and (not self.select or rule in self.select)

    def then(self, later: "Selection") -> "Selection":
        """Both, where `later` wins: what it selects is not ignored any more."""
        return Selection(
            select=later.select or self.select,
            ignore=(self.ignore - later.select) | later.ignore,
            severities=(*self.severities, *later.severities),
        )

    def weighed(self, policy: Policy) -> Policy:
        """`policy` with its rules weighing what is said here; a rule that it does not name is then on."""
        for rule, severity in dict(self.severities).items():
            policy = replace(policy, clauses=tuple(_weighed(policy.clauses, rule, severity)))
        return policy


def _weighed(clauses: tuple[Clause, ...], rule: str, severity: Severity | None) -> list[Clause]:
    others = [clause for clause in clauses if clause.rule != rule]
    meant = [clause for clause in clauses if clause.rule == rule and clause.severity is not None]
    if severity is None or not meant:
        return [*others, Clause(rule=rule, severity=severity)]
    return [*others, *(replace(clause, severity=severity) for clause in meant)]
