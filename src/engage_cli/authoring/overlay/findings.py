"""Lints overlays: blocking requirements weaker than the base's, and a base that is not pinned."""

from collections.abc import Iterator

from engage_cli.authoring.findings import Finding, LintContext
from engage_cli.errors import Message
from engage_cli.files.nodes import Node
from engage_cli.model.overlay import Base, RelaxedRequirement, Weakening
from engage_cli.wording.overlays import relaxation_text

_KEYS = {
    Weakening.LOWER: (("gate", "at"), ("gate", "needs")),
    Weakening.LATER: (("gate", "at"), ("due",)),
    Weakening.CONDITION: (("when",),),
    Weakening.EXCUSED: (("not_applicable",),),
}
"""The keys of a question by which each kind of weakening is written."""


def lint_overlay(desk: LintContext) -> Iterator[Finding]:
    """The findings that only an overlay can have; none for other questionnaires."""
    base, overlay = desk.questionnaire.base, desk.written.overlay
    if base is None or overlay is None:
        return
    for one in base.relaxed:
        message = relaxation_text(one.question, one.title, base, one.weakenings)
        yield Finding(rule="relaxes", subject=one.question, node=_where(one, desk, overlay), message=message)
    yield from _unpinned(base, overlay)


def _where(one: RelaxedRequirement, desk: LintContext, overlay: Node) -> Node:
    """The node at which the overlay weakens the requirement; that of `extends` where there is no particular one."""
    if one.question not in desk.questionnaire.by_id:
        return _dropped(one, overlay) or overlay.get("extends") or overlay
    question = desk.node(one.question)
    places = [keys for how in one.weakenings for keys in _KEYS.get(how, ())]
    found = [Node(question.document, (*question.place, *keys), None) for keys in [*places, ("gate",)]]
    ours = (node for node in found if node.path == overlay.path)
    return next(ours, overlay.get("extends") or overlay)


def _dropped(one: RelaxedRequirement, overlay: Node) -> Node | None:
    """The node at which the question is dropped, or its section; None where it is not."""
    named = [node for _, inner in overlay.below("drop") for node in inner.each()]
    section = one.question.rpartition(".")[0]
    return next((node for id in (one.question, section) for node in named if node.value == id), None)


def _unpinned(base: Base, overlay: Node) -> Iterator[Finding]:
    extends = overlay.get("extends")
    assert extends
    if extends.get("digest") is None:
        message = Message.of("Nothing says which content of {id} {version} is meant.", id=base.id, version=base.version)
        yield Finding(rule="unpinned", subject="extends", node=extends, message=message)
    for number, one in enumerate(overlay.each("set")):
        if one.get("was") is None:
            message = Message.of("What the base says here is not noted: an upgrade cannot tell whether it changed.")
            yield Finding(rule="unpinned", subject=f"set/{number}", node=one, message=message)
