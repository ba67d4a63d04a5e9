"""Parses conditions: from YAML that follows its schema to the frozen values of `model.condition`."""

from typing import Any

from engage_cli.model.condition import All, Comparing, Comparison, Condition, Not, Operand, Some


def parse_condition(value: dict[str, Any] | None) -> Condition | None:
    """The condition written as `value`; None where there is none."""
    return None if value is None else _mapping(value)


def _mapping(value: dict[str, Any]) -> Condition:
    terms = tuple(_entry(key, inner) for key, inner in value.items())
    return terms[0] if len(terms) == 1 else All(terms)


def _entry(key: str, value: Any) -> Condition:
    match key:
        case "all":
            return All(tuple(_mapping(term) for term in value))
        case "any":
            return Some(tuple(_mapping(term) for term in value))
        case "not":
            return Not(_mapping(value))
        case _:
            return _comparison(key, value)


def _comparison(key: str, value: Any) -> Condition:
    """`{facet: value}`, `{facet: [values]}` or `{facet: {at_least: …, not: …}}`: all of the mapping's must hold."""
    if not isinstance(value, dict):
        return Comparing(key, Comparison.IS, operands(value))
    terms = tuple(Comparing(key, Comparison(name), operands(inner)) for name, inner in value.items())
    return terms[0] if len(terms) == 1 else All(terms)


def operands(value: Any) -> tuple[Operand, ...]:
    """The operands of a comparison: one value, or each of a list."""
    return tuple(value) if isinstance(value, list) else (value,)
