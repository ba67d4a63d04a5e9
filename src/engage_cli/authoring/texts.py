"""Texts and resources that somebody still has to look at."""

from collections.abc import Iterator
from pathlib import Path

from engage_cli.authoring.findings import Desk, Finding
from engage_cli.authoring.rules import BY_ID, SET_ASIDE
from engage_cli.errors import Message, Place, suggestion
from engage_cli.files.nodes import Node
from engage_cli.model.scales import Period
from engage_cli.project.parsing import date
from engage_cli.questionnaire.walking import TEXT, parts
from engage_cli.scoring.evidence import after

LEAST_WORDS = 4
"""Shorter texts, names above all, may well be the same in two languages."""
OLD = Period(years=2)
"""After this, a resource should be looked at again."""


def findings(desk: Desk) -> Iterator[Finding]:
    """Texts left untranslated, then resources."""
    for document, kind in _documents(desk):
        yield from _equal(document, kind)
    yield from _resources(desk)
    yield from _addresses(desk)
    yield from _set_aside(desk)


def _addresses(desk: Desk) -> Iterator[Finding]:
    """Of the source and of resources, those that a reader cannot follow."""
    source = desk.root.get("source", "url")
    known = desk.written.resources or desk.root
    named = [(f"resources/{one.id}", known.get(one.id, "url")) for one in desk.questionnaire.resources]
    for subject, node in [("source", source), *named]:
        if node and not node.value.startswith(("https://", "http://")):
            message = Message.of("“{url}” does not begin with https://.", url=node.value)
            yield Finding(rule="address-incomplete", subject=subject, node=node, message=message)


def _set_aside(desk: Desk) -> Iterator[Finding]:
    """What is accepted in vain: the rule does not exist, or nothing says why."""
    written = desk.written
    parts = [written.overlay] if written.overlay else [written.root, *written.sections, written.resources]
    for document in dict.fromkeys(part.document for part in parts if part):
        for place, said in _accepted(document.value, ()):
            for rule, reason in said.items() if isinstance(said, dict) else [("", None)]:
                node = Node(document, (*place, rule) if rule else place, reason)
                message = _in_vain(rule, reason)
                if message:
                    subject = f"{Path(document.path).name}/{'.'.join(map(str, node.place))}"
                    repair = suggestion(rule, BY_ID) if rule and rule not in BY_ID else None
                    yield Finding(
                        rule="x-lint-idle", subject=subject, node=node, at_key=True, message=message, repair=repair
                    )


def _in_vain(rule: str, reason: object) -> Message | None:
    if rule and rule not in BY_ID:
        return Message.of("There is no rule “{rule}”.", rule=rule)
    said = isinstance(reason, str) and reason.strip()
    return None if said else Message.of("Nothing says which finding is accepted, and why.")


def _accepted(value: object, place: Place) -> Iterator[tuple[Place, object]]:
    """Each place at which findings are set aside, and what stands there."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        if key == SET_ASIDE:
            yield (*place, key), inner
        else:
            yield from _accepted(inner, (*place, key))


def _documents(desk: Desk) -> Iterator[tuple[Node, str]]:
    """Each file but that of resources, whose titles are names, and the kind of its schema."""
    root = desk.root
    yield root, "questionnaire"
    for section in desk.written.sections:
        if section.document is not root.document:
            yield section, "section"


def _equal(document: Node, kind: str) -> Iterator[Finding]:
    for part in parts(document, kind):
        value, node = part.node.value, part.node
        if part.schema.get("$ref") != TEXT or not isinstance(value, dict):
            continue
        said: dict[str, str] = {}
        for language, words in value.items():
            if words in said.values() and len(words.split()) >= LEAST_WORDS:
                other = next(one for one, text in said.items() if text == words)
                message = Message.of(
                    "The text is the same in “{language}” as in “{other}”.", language=language, other=other
                )
                subject = ".".join(map(str, node.place))
                place = node.get(language) or node
                yield Finding(
                    rule="text-equal",
                    subject=f"{Path(document.path).name}/{subject}",
                    node=place,
                    message=message,
                )
            said[language] = words


def _resources(desk: Desk) -> Iterator[Finding]:
    for resource in desk.questionnaire.resources:
        node = (desk.written.resources or desk.root).get(resource.id) or desk.root
        checked = date(resource.checked)
        subject = f"resources/{resource.id}"
        if resource.verified == "memory":
            message = Message.of(
                "“{id}” was cited from memory: nobody has seen it for this questionnaire.", id=resource.id
            )
            yield Finding(rule="resource-unverified", subject=subject, node=node, at_key=True, message=message)
        elif checked is None:
            message = Message.of("Nothing says when “{id}” was last checked.", id=resource.id)
            yield Finding(rule="resource-old", subject=subject, node=node, at_key=True, message=message)
        elif after(checked, OLD) < desk.as_of:
            message = Message.of("“{id}” was last checked on {date}.", id=resource.id, date=checked)
            yield Finding(rule="resource-old", subject=subject, node=node.get("checked") or node, message=message)
