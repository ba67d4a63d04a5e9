"""Lints conditions for parts without effect: conditions that always hold, and terms or values that could be removed."""

from collections.abc import Callable, Iterator
from typing import Any

from engage_cli.authoring.findings import Finding, LintContext
from engage_cli.authoring.formulas import ALWAYS, Formula, Mode, difference_formula, to_formula
from engage_cli.authoring.prover import all_of
from engage_cli.errors import Message
from engage_cli.files.nodes import Node
from engage_cli.model.condition import Condition
from engage_cli.questionnaire.parsing_conditions import parse_condition
from engage_cli.values import Value

Around = Callable[[Any], Any]
"""Puts the rest of a condition back in its context."""


class _Place(Value, kw_only=True):
    """A condition, with everything else that has to hold for it to matter."""

    subject: str
    node: Node
    context: Formula = ALWAYS
    mode: Mode = Mode.SURE
    always: str
    """The rule that forbids a condition that always holds there."""


class _Cut(Value):
    """A condition with one of its parts removed."""

    node: Node
    part: str
    """The removed part as it is written, shortened."""
    rule: str
    rest: Any
    at_key: bool = False


def lint_conditions(desk: LintContext) -> Iterator[Finding]:
    """A finding for every part of a condition that has no effect."""
    for place in _places(desk):
        whole = parse_condition(place.node.value)
        if (
            whole is None
            or desk.prover.prove(all_of(place.context, to_formula(whole, mode=place.mode))).example is None
        ):
            continue  # said elsewhere
        failing = desk.prover.prove(all_of(place.context, to_formula(whole, wanted=False, mode=_against(place.mode))))
        if failing.impossible:
            message = Message.of("This condition always holds where it is read, once the facts are known.")
            yield Finding(rule=place.always, subject=place.subject, node=place.node, at_key=True, message=message)
        else:
            yield from _idle_parts(desk, place, whole)


def _against(mode: Mode) -> Mode:
    return Mode.UNSAID if mode is Mode.SAID else mode


def _places(desk: LintContext) -> Iterator[_Place]:
    prover = desk.prover
    for section, node in desk.sections():
        if aim := node.get("aim"):
            yield _Place(subject=section.id, node=aim, always="aim-always")
    for question, node in desk.questions():
        if when := node.get("when"):
            yield _Place(subject=question.id, node=when, context=prover.context(question), always="when-always")
        for one in question.recommendations:
            if when := desk.recommendation(question.id, one.id).get("when"):
                subject, asked = f"{question.id}/{one.id}", prover.in_force(question)
                yield _Place(subject=subject, node=when, context=asked, always="when-always")
    yield from _of_steps(desk)
    for key, mode in (("tensions", Mode.SURE), ("notes", Mode.SURE), ("contradictions", Mode.SAID)):
        for id, node in desk.listed(key):
            if when := node.get("when"):
                yield _Place(subject=id, node=when, mode=mode, always="when-always")


def _of_steps(desk: LintContext) -> Iterator[_Place]:
    for step, (_, node) in zip(desk.questionnaire.path, desk.listed("path"), strict=True):
        if when := node.get("when"):
            context = desk.prover.due(step.due)
            yield _Place(subject=f"path/{step.id}", node=when, context=context, always="when-always")


def _idle_parts(desk: LintContext, place: _Place, whole: Condition) -> Iterator[Finding]:
    for number, cut in enumerate(_cuts(place.node, place.node.value, lambda inner: inner)):
        rest = parse_condition(cut.rest)
        if rest is None:
            continue
        told_apart = desk.prover.prove(all_of(place.context, difference_formula(whole, rest, place.mode)))
        if told_apart.impossible:
            message = (
                Message.of(
                    "The value “{value}” changes nothing here: without it, the same projects are meant.",
                    value=cut.part,
                )
                if cut.rule == "value-idle"
                else Message.of("The part “{value}” changes nothing here: the others say as much.", value=cut.part)
            )
            yield Finding(
                rule=cut.rule, subject=f"{place.subject}#{number}", node=cut.node, at_key=cut.at_key, message=message
            )  # fmt: skip


def _cuts(node: Node, value: Any, around: Around) -> Iterator[_Cut]:
    """Every way of removing one part from the condition at `node`; `around` puts the rest back in its context."""
    for key, inner in node.items():
        others = {name: one for name, one in value.items() if name != key}
        if others:
            yield _Cut(inner, key, "term-idle", around(others), at_key=True)

        def put(new: Any, key: str = key) -> Any:
            return around({**value, key: new})

        match key:
            case "all" | "any":
                yield from _terms(inner, put)
            case "not":
                yield from _cuts(inner, inner.value, put)
            case _:
                yield from _values(inner, put)


def _terms(node: Node, around: Around) -> Iterator[_Cut]:
    for position, inner in enumerate(node.each()):
        others = [one for i, one in enumerate(node.value) if i != position]
        if others:
            yield _Cut(inner, ", ".join(inner.value), "term-idle", around(others))

        def put(new: Any, position: int = position) -> Any:
            return around([new if i == position else one for i, one in enumerate(node.value)])

        yield from _cuts(inner, inner.value, put)


def _values(node: Node, around: Around) -> Iterator[_Cut]:
    """Cuts of single values in a list, and of the comparisons in a mapping."""
    if isinstance(node.value, list) and len(node.value) > 1:
        for position, inner in enumerate(node.each()):
            others = [one for i, one in enumerate(node.value) if i != position]
            yield _Cut(inner, str(inner.value), "value-idle", around(others))
    if isinstance(node.value, dict):
        yield from _comparisons(node, around)


def _comparisons(node: Node, around: Around) -> Iterator[_Cut]:
    for name, inner in node.items():
        rest = {key: one for key, one in node.value.items() if key != name}
        if rest:
            yield _Cut(inner, name, "term-idle", around(rest), at_key=True)
        if name == "not":
            yield from _values(inner, lambda new: around({**node.value, "not": new}))
