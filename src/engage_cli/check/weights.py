"""Gives rules the severity that was asked for, in place of that of their policy."""

from engage_cli.check.policies import LoadedPolicy, policy_example
from engage_cli.check.rules.registry import BY_ID, FILE_INVALID
from engage_cli.errors import Message, UsageError
from engage_cli.model.selection import Selection
from engage_cli.values import replace


def with_severities(loaded: LoadedPolicy, rules: Selection) -> LoadedPolicy:
    """The policy with the severities of `rules`. Raises UsageError for a rule that cannot be given one."""
    if FILE_INVALID in rules.ignore or FILE_INVALID in dict(rules.severities):
        message = Message.of("{rule} cannot be left out: what cannot be read does not pass.", rule=FILE_INVALID)
        hint = Message.of("To leave out files: --exclude PATTERN, or projects.exclude in engage.yaml.")
        raise UsageError(message, hint)
    policy = rules.apply_to(loaded.policy)
    for clause in policy.clauses:
        options = BY_ID[clause.rule].options
        if clause.severity and options.needed and getattr(clause, options.needed) is None:
            message = Message.of(
                "The rule {rule} needs “{key}”, and the policy {policy} does not give it.",
                rule=clause.rule, key=options.needed, policy=policy.id,
            )  # fmt: skip
            raise UsageError(message, policy_example(clause.rule))
    return replace(loaded, policy=policy)
