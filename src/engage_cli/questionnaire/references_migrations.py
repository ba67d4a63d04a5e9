"""Checks migrations: new ids exist, each old id is named once, no two become the same.

New ids of an entry that leads to an older version than this one cannot be looked up here; `totality` follows them to
the end.
"""

from collections.abc import Collection, Iterator

from engage_cli.errors import Message, Problem, suggestion
from engage_cli.files.nodes import Node, position
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Facet, FacetType
from engage_cli.questionnaire.references_ids import UNKNOWN_IDS

KINDS = ("rename", "split", "removed", "changed")
"""Keys of a migration by old questions; `merge` has them in its lists."""
_QUESTION = Message.of("Unknown question “{id}”.")
_STEP = Message.of("There is no step “{id}”.")


def problems(root: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    """The problems of the migrations of a questionnaire."""
    entries = list(root.each("migrations"))
    yield from _order(entries, questionnaire.version)
    here = int(questionnaire.version.partition(".")[0])
    last = max((since for entry in entries if (since := entry.value["from"]) < here), default=None)
    for entry in entries:
        yield from _once(entry)
        for part in ("facets", "path"):
            yield from _once(entry.get(part) or Node(entry.document, entry.place, {}))
        if entry.value["from"] == last:
            yield from _questions(entry, questionnaire)
            yield from _choices(entry, questionnaire)
            yield from _facets(entry, questionnaire)
            sections = [section.id for section in questionnaire.walk()]
            yield from _known((node for _, node in entry.below("sections")), sections, UNKNOWN_IDS["sections"])
            for kind in ("units", "functions", "reasons"):
                ids = [one.id for one in getattr(questionnaire, kind)]
                yield from _known((node for _, node in entry.below(kind)), ids, UNKNOWN_IDS[kind])
            yield from _path(entry, [step.id for step in questionnaire.path])


def _order(entries: list[Node], version: str) -> Iterator[Problem]:
    """Each leads upwards, and there is one from each number."""
    major = int(version.partition(".")[0])
    seen: set[int] = set()
    for entry in entries:
        since, node = entry.value["from"], entry.get("from")
        assert node is not None
        if since in seen:
            yield node.problem(Message.of("There are two migrations from {number}.", number=since))
        seen.add(since)
        if since >= major:
            message = Message.of(
                "This is version {version}: it cannot come from {number}.", number=since, version=version
            )
            hint = Message.of(
                "A migration leads to a version with a greater first number: write “version: {version}”.",
                version=f"{since + 1}.0.0",
            )
            yield node.problem(message, hint)


def old_ids(entry: Node) -> Iterator[tuple[str, Node, bool]]:
    """Each old id that `entry` names: (id, its node, whether it is a key)."""
    for key in KINDS:
        yield from ((id, node, True) for id, node in entry.below(key))
    for _, node in entry.below("merge"):
        yield from ((one.value, one, False) for one in node.each())


def _once(entry: Node) -> Iterator[Problem]:
    """An old thing becomes one thing; only one becomes a new one, and not beside a merge."""
    seen: dict[str, Node] = {}
    for id, node, key in old_ids(entry):
        if id in seen:
            yield node.problem(Message.of("“{id}” is spoken of twice.", id=id), _first(seen[id]), key=key)
        seen.setdefault(id, node)
    becoming: dict[str, Node] = dict(entry.below("merge"))
    for _, node in entry.below("rename"):
        if node.value in becoming:
            message = Message.of("Two things become “{id}”: one of them would be lost.", id=node.value)
            yield node.problem(message, _first(becoming[node.value]))
        becoming.setdefault(node.value, node)


def _first(node: Node) -> Message:
    line, _ = position(node.document, node.place)
    return Message.of("The first stands at {path}:{line}.", path=node.path, line=line)


def _known(nodes: Iterator[Node], known: Collection[str], message: Message) -> Iterator[Problem]:
    for node in nodes:
        if node.value not in known:
            yield node.problem(Message(message.text, {"id": node.value}), suggestion(node.value, known))


def _known_keys(node: Node, key: str, known: Collection[str], message: Message) -> Iterator[Problem]:
    for id, one in node.below(key):
        if id not in known:
            yield one.problem(Message(message.text, {"id": id}), suggestion(id, known), key=True)


def _questions(entry: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    known = questionnaire.by_id
    yield from _known((node for _, node in entry.below("rename")), known, _QUESTION)
    yield from _known((one for _, node in entry.below("split") for one in node.each()), known, _QUESTION)
    yield from _known_keys(entry, "merge", known, _QUESTION)
    yield from _known_keys(entry, "changed", known, _QUESTION)
    yield from _gone(entry, known)


def _gone(entry: Node, known: Collection[str]) -> Iterator[Problem]:
    """What was removed is not there any more."""
    for id, node in entry.below("removed"):
        if id in known:
            hint = Message.of("Where it asks something else now, name it under “changed”.")
            yield node.problem(Message.of("“{id}” is still there: it was not removed.", id=id), hint, key=True)


def _choices(entry: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    """What the choices of a scale, or of a question, became."""
    renamed = entry.value.get("rename") or {}
    for id, node in entry.below("choices"):
        scale, question = questionnaire.scale(id), questionnaire.by_id.get(renamed.get(id, id))
        if scale is None and question is None:
            message = Message.of("There is no scale, and no question carried along, called “{id}”.", id=id)
            yield node.problem(
                message, suggestion(id, [*(one.id for one in questionnaire.scales), *questionnaire.by_id]), key=True
            )
        else:
            choices = (question or scale).choices  # type: ignore[union-attr]  # one of them is there
            yield from _known((one for _, one in node.items()), [one.id for one in choices], UNKNOWN_IDS["choices"])


def _path(entry: Node, known: Collection[str]) -> Iterator[Problem]:
    """What became of steps."""
    path = entry.get("path")
    if path is not None:
        yield from _known((node for _, node in path.below("rename")), known, _STEP)
        yield from _gone(path, known)


def _facets(entry: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    facets = entry.get("facets")
    if facets is None:
        return
    known, renamed = questionnaire.facet_by_id, facets.value.get("rename") or {}
    yield from _known((node for _, node in facets.below("rename")), known, UNKNOWN_IDS["facets"])
    yield from _known_keys(facets, "changed", known, UNKNOWN_IDS["facets"])
    yield from _gone(facets, known)
    for id, node in facets.below("choices"):
        facet: Facet | None = known.get(renamed.get(id, id))
        if facet is None:
            yield node.problem(Message(UNKNOWN_IDS["facets"].text, {"id": id}), suggestion(id, known), key=True)
        else:
            choices = ["yes", "no"] if facet.type is FacetType.YES_NO else [one.id for one in facet.choices]
            yield from _known((one for _, one in node.items()), choices, UNKNOWN_IDS["choices"])
