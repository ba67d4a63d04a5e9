"""Lints texts and resources: missing translations, unusable addresses, resources not reviewed, equal names in a
list."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from engage_cli.authoring.findings import Finding, LintContext
from engage_cli.authoring.rules import BY_ID, SET_ASIDE
from engage_cli.errors import Message, Place, suggestion
from engage_cli.files.nodes import Node
from engage_cli.model.scales import Choice, Period
from engage_cli.model.text import Text
from engage_cli.project.parsing import parse_date
from engage_cli.questionnaire.walking import TEXT, walk_schema
from engage_cli.scoring.evidence import add_period
from engage_cli.slugs import same_name_key
from engage_cli.values import Value

LEAST_WORDS = 4
"""Minimum number of words of a text that should differ between languages."""
LABELLED = ("roles", "units", "functions", "leads")
OLD = Period(years=2)
"""The age from which a resource should be reviewed."""


def lint_texts(desk: LintContext) -> Iterator[Finding]:
    """All findings on texts, then on resources, then on names."""
    for document, kind in _documents(desk):
        yield from _equal(document, kind)
    yield from _resources(desk)
    yield from _addresses(desk)
    yield from _namesakes(desk)
    yield from _set_aside(desk)


def _addresses(desk: LintContext) -> Iterator[Finding]:
    """Addresses of the source and of resources that a reader cannot follow."""
    source = desk.root.get("source", "url")
    known = desk.written.resources or desk.root
    named = [(f"resources/{one.id}", known.get(one.id, "url")) for one in desk.questionnaire.resources]
    for subject, node in [("source", source), *named]:
        if node and not node.value.startswith(("https://", "http://")):
            message = Message.of("“{url}” does not begin with https://.", url=node.value)
            yield Finding(rule="address-incomplete", subject=subject, node=node, message=message)


def _set_aside(desk: LintContext) -> Iterator[Finding]:
    """Findings that are accepted without effect, as the rule does not exist or no reason is given."""
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
    """(place, value) of each entry that accepts findings."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        if key == SET_ASIDE:
            yield (*place, key), inner
        else:
            yield from _accepted(inner, (*place, key))


def _documents(desk: LintContext) -> Iterator[tuple[Node, str]]:
    """(root node, kind of schema) of each file except the one of resources, whose titles are names."""
    root = desk.root
    yield root, "questionnaire"
    for section in desk.written.sections:
        if section.document is not root.document:
            yield section, "section"


def _equal(document: Node, kind: str) -> Iterator[Finding]:
    for part in walk_schema(document, kind):
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


def _resources(desk: LintContext) -> Iterator[Finding]:
    for resource in desk.questionnaire.resources:
        node = (desk.written.resources or desk.root).get(resource.id) or desk.root
        checked = parse_date(resource.checked)
        subject = f"resources/{resource.id}"
        if resource.verified == "memory":
            message = Message.of(
                "“{id}” was cited from memory: nobody has seen it for this questionnaire.", id=resource.id
            )
            yield Finding(rule="resource-unverified", subject=subject, node=node, at_key=True, message=message)
        elif checked is None:
            message = Message.of("Nothing says when “{id}” was last checked.", id=resource.id)
            yield Finding(rule="resource-old", subject=subject, node=node, at_key=True, message=message)
        elif add_period(checked, OLD) < desk.as_of:
            message = Message.of("“{id}” was last checked on {date}.", id=resource.id, date=checked)
            yield Finding(rule="resource-old", subject=subject, node=node.get("checked") or node, message=message)
        elif checked > desk.as_of:
            message = Message.of(
                "“{id}” was last checked on {date}, which is still to come.", id=resource.id, date=checked
            )
            yield Finding(rule="resource-old", subject=subject, node=node.get("checked") or node, message=message)


class ListedName(Value):
    """Something as a reader sees it in a list."""

    id: str
    name: Text
    node: Node
    kind: str = ""
    """What it is, for the identity of a finding; empty where its id says it."""
    ref: str | None = None
    """The reference shown before its name; None: it has none."""

    def shown(self, language: str) -> str:
        """Its entry in the list, in a language."""
        return " ".join(filter(None, (self.ref, self.name.to(language))))


def _namesakes(desk: LintContext) -> Iterator[Finding]:
    """Things with the same name, in some language, as an earlier one in the same list."""
    for things in _lists(desk):
        found: dict[int, Finding] = {}
        for language in desk.questionnaire.languages:
            first: dict[str, ListedName] = {}
            for at, one in enumerate(things):
                earlier = first.setdefault(same_name_key(one.shown(language)), one)
                if earlier is not one:
                    found.setdefault(at, _finding(one, earlier, one.shown(language)))
        yield from found.values()


def _finding(one: ListedName, earlier: ListedName, name: str) -> Finding:
    message = Message.of("“{id}” is called “{name}”, as “{other}” is.", id=one.id, name=name, other=earlier.id)
    subject = "/".join(filter(None, (one.kind, one.id)))
    return Finding(rule="name-twice", subject=subject, node=one.node, at_key=True, message=message)


def _lists(desk: LintContext) -> Iterator[tuple[ListedName, ...]]:
    """The lists that readers see, each as its names."""
    q, root = desk.questionnaire, desk.root
    yield tuple(ListedName(one.id, one.title, node, ref=one.ref) for one, node in desk.sections())
    yield tuple(ListedName(one.id, one.title, node, ref=one.ref) for one, node in desk.questions())
    yield _under(root, "facets", ((one.id, one.label or one.ask) for one in q.facets))
    yield _under(root, "indices", ((one.id, one.label) for one in q.indices))
    for key in LABELLED:
        yield _under(root, key, ((one.id, one.label) for one in getattr(q, key)))
    for kind, holders in (("facets", q.facets), ("scales", q.scales)):
        for holder in holders:
            yield _choices(root.get(kind, holder.id) or root, holder.choices, f"{kind}/{holder.id}")
    for question, node in desk.questions():
        if question.scale is None and not question.is_yes_no:
            yield _choices(node, question.choices, question.id)
    for key, things in (("bands", {b.id: b.label for b in q.bands}), ("path", {s.id: s.title for s in q.path})):
        yield tuple(ListedName(id, things[id], node, key) for id, node in desk.listed(key) if id in things)


def _under(root: Node, key: str, named: Iterable[tuple[str, Text]]) -> tuple[ListedName, ...]:
    return tuple(ListedName(id, name, root.get(key, id) or root, key) for id, name in named)


def _choices(holder: Node, choices: Iterable[Choice], kind: str) -> tuple[ListedName, ...]:
    return tuple(ListedName(one.id, one.label, holder.get("choices", one.id) or holder, kind) for one in choices)
