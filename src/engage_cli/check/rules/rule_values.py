"""The rules of a check as JSON values: `schemas/rules.schema.json` describes them."""

from collections.abc import Iterable, Sequence
from typing import Any

from engage_cli import __version__
from engage_cli.check.formats.outcome import RuleWords
from engage_cli.check.rules.rule import Rule
from engage_cli.errors import Message
from engage_cli.i18n import LANGUAGES, translator
from engage_cli.model.policy import Policy

FORMAT_VERSION = 1
"""Raised when a key goes or changes its meaning; new keys come without notice."""

Values = dict[str, Any]


def rule_values(rules: Iterable[RuleWords], policies: Sequence[Policy], page: str) -> Values:
    """`rules`, each with what `policies` say of it, and its place in `page`, an address or nothing."""
    listed = [{**_rule(one, policies), "page": f"{page}#{one.id}" if page else None} for one in rules]
    return {"format_version": FORMAT_VERSION, "engage": __version__, "rules": listed}


def _rule(rule: RuleWords, policies: Sequence[Policy]) -> Values:
    held = rule if isinstance(rule, Rule) else None
    clauses = [
        (policy.id, clause) for policy in policies for clause in policy.clauses if held and clause.rule == rule.id
    ]
    return {
        "id": rule.id,
        "finds": _text(rule.line),
        "why": _text(rule.why),
        "repair": _text(rule.repair),
        "needs": (held.options.needed or None) if held else None,
        "policies": [{"policy": id, "severity": one.severity.value if one.severity else "off"} for id, one in clauses],
        "unnamed": rule.severity.value if rule.severity else "off",
        "with_ratchet": bool(held and held.with_ratchet),
    }


def _text(message: Message) -> dict[str, str]:
    return {language: message.say(translator(language)) for language in LANGUAGES}
