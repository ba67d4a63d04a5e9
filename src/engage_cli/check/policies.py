"""Policies: loaded from YAML, and checked against the questionnaire of a project."""

from collections.abc import Callable, Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import convert

from engage_cli.check.rules.registry import BY_ID
from engage_cli.check.rules.rule import RuleOptions
from engage_cli.errors import InputError, Message, Problem, UsageError, suggestion
from engage_cli.files import schemas, yaml_reading
from engage_cli.files.nodes import Node
from engage_cli.i18n import LANGUAGES
from engage_cli.model.policy import EXPECTED, OFF, Clause, Policy, Severity
from engage_cli.model.project import Reference
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.shipped import shipped
from engage_cli.values import Value, replace

DEFAULT = "charter"


class LoadedPolicy(Value, kw_only=True):
    """A policy, and the file that it was read from."""

    policy: Policy
    path: Path
    written: Callable[[], Node]
    """Gives the YAML node; reads the file again where the policy came compiled."""


@cache
def shipped_policies() -> tuple[str, ...]:
    """The names of the policies that come with engage."""
    return tuple(sorted(file.stem for file in shipped("policies").glob("*.yaml")))


def policy_path(reference: str) -> Path:
    """The file of the policy called `reference`: a shipped one, or a path. Raises UsageError."""
    path = Path(reference)
    if "/" in reference or "\\" in reference or path.suffix in (".yaml", ".yml"):
        return path
    if reference in shipped_policies():
        return shipped("policies") / f"{reference}.yaml"
    raise UsageError(Message.of("There is no policy “{id}”.", id=reference), suggestion(reference, shipped_policies()))


def load_policy(path: Path) -> LoadedPolicy:
    """The policy in the file `path`. Raises InputError with all its problems."""
    from engage_cli.questionnaire.parsing_parts import TextReader

    document = yaml_reading.read(path, through=True)
    found = schemas.find_problems(document, "policy")
    if found or not isinstance(document.value, dict):
        raise InputError(*map(_with_example, found))
    value: dict[str, Any] = document.value
    clauses = tuple(clause for rule, one in value["rules"].items() for clause in _clauses(rule, one))
    title = TextReader(LANGUAGES).text(value["title"])
    wanted = convert(value.get("questionnaire"), Reference | None)
    policy = Policy(id=value["id"], title=title, clauses=clauses, questionnaire=wanted)
    root = Node(document, (), value)
    return LoadedPolicy(policy=policy, path=path, written=lambda: root)


def _with_example(problem: Problem) -> Problem:
    """A rule that takes more than a severity: how it is written."""
    rule = BY_ID.get(str(problem.place[1])) if len(problem.place) == 2 and problem.place[0] == "rules" else None
    if rule is None or not rule.options.needed or isinstance(problem.place[-1], int):
        return problem
    return replace(problem, hint=policy_example(rule.id))


def policy_example(rule: str) -> Message:
    """A hint with an example of how a policy may write the rule."""
    return Message.of("Write it in a policy: {line}", line=f"{rule}: {BY_ID[rule].options.example}")


def policy_misfits(loaded: LoadedPolicy, questionnaire: Questionnaire) -> tuple[Problem, ...]:
    """One problem for each thing that the policy names and `questionnaire` does not have: a threshold on nothing
    would always be met.
    """
    if not any(names_something(clause) for clause in loaded.policy.clauses):
        return ()
    return tuple(
        problem
        for _, rule in loaded.written().below("rules")
        for node in ([rule] if isinstance(rule.value, dict) else rule.each())
        for problem in _misfits(node, questionnaire)
    )


def names_something(clause: Clause) -> bool:
    """Whether `clause` names anything of a questionnaire."""
    of = clause.roles or clause.sections or clause.indices
    return bool(clause.when or of or isinstance(clause.at_least, str))


def _clauses(rule: str, value: Any) -> tuple[Clause, ...]:
    """The clauses of one rule, written as a severity, a mapping or a list of mappings."""
    if rule.startswith("x-"):
        return ()
    if isinstance(value, str):
        return (Clause(rule=rule, severity=_severity(value)),)
    return tuple(_clause(rule, one) for one in (value if isinstance(value, list) else [value]))


def _severity(word: str) -> Severity | None:
    return None if word == OFF else Severity(word)


def _clause(rule: str, value: dict[str, Any]) -> Clause:
    from engage_cli.questionnaire.parsing_parts import Reader, exact_number

    at_least = value.get("at_least")
    return Reader(()).value(
        Clause,
        {**value, **(value.get("of") or {})},
        rule=rule,
        severity=_severity(value["severity"]),
        at_least=at_least if at_least is None or isinstance(at_least, str) else exact_number(at_least),
    )


def _misfits(clause: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    from engage_cli.questionnaire import references_conditions, walking

    if when := clause.get("when"):
        yield from references_conditions.problems(walking.walk_schema(when, "condition"), questionnaire)
    of = clause.get("of")
    known = {
        "roles": (Message.of("Unknown role “{id}”."), [role.id for role in questionnaire.roles]),
        "sections": (Message.of("Unknown section “{id}”."), [section.id for section in questionnaire.walk()]),
        "indices": (Message.of("Unknown index “{id}”."), [index.id for index in questionnaire.indices]),
    }
    for key, (message, possible) in known.items():
        for node in of.each(key) if of else ():
            yield from _unknown(node, message, possible)
    at_least = clause.get("at_least")
    if at_least and isinstance(at_least.value, str) and at_least.value != EXPECTED:
        yield from _unknown(at_least, Message.of("Unknown level or band “{id}”."), _levels(clause, questionnaire))


def _unknown(node: Node, message: Message, known: Collection[str]) -> Iterator[Problem]:
    if node.value not in known:
        yield node.problem(Message(message.text, {"id": node.value}), suggestion(node.value, known))


def _levels(clause: Node, questionnaire: Questionnaire) -> list[str]:
    """What a threshold may be besides a share, by the rule in which it stands."""
    if BY_ID[str(clause.place[1])].options is RuleOptions.INDEX:
        return [EXPECTED, *(band.id for band in questionnaire.bands)]
    return [EXPECTED, *dict.fromkeys(choice.id for scale in questionnaire.scales for choice in scale.choices)]
