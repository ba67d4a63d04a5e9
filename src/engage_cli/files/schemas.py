"""Checks documents against the published JSON Schemas: all problems at once, each as a sentence for people.

Begin with `find_problems`.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec.json import decode

from engage_cli.errors import MOST, Message, Problem, limit_problems, sort_problems
from engage_cli.files import schema_errors
from engage_cli.files.yaml_reading import Document
from engage_cli.i18n import N_
from engage_cli.shipped import shipped
from engage_cli.typed import command

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

_SUFFIX = ".schema.json"
KINDS = (
    "questionnaire", "section", "resources", "project", "answers", "milestones", "policy", "configuration", "theme",
    "release", "cases", "overlay", "campaign",
)  # fmt: skip
"""The kinds of files that have a schema and are read."""
HELD: Mapping[str, str] = {
    "project": N_("a project"),
    "answers": N_("answers alone"),
    "milestones": N_("the milestones of a project"),
    "questionnaire": N_("a questionnaire"),
    "overlay": N_("an overlay of a questionnaire"),
    "release": N_("the ids of a published version of a questionnaire"),
    "cases": N_("tests of a questionnaire"),
    "policy": N_("a policy"),
    "baseline": N_("a baseline"),
    "campaign": N_("a campaign"),
    "theme": N_("a theme"),
    "configuration": N_("settings"),
    "results": N_("a result that engage wrote"),
    "history": N_("what was replaced in a project"),
}
"""The msgid of what a file of each kind holds. Anything else that engage writes as JSON is a result."""
COMMON = frozenset({"$schema", "engage", "id", "title", "version", "format_version", "provenance"})
"""The keys that tell nothing about the kind of a file."""
_WRITTEN = "format_version"
"""Stands in what engage writes for programs, and in no file that people write."""
_HISTORY = frozenset({"saved", "replaced", "undone"})


def find_problems(document: Document, kind: str) -> tuple[Problem, ...]:
    """Every problem of `document`, as YAML and against the schema of `kind` (one of KINDS), in the order of the
    file.
    """
    found: dict[tuple[object, ...], Problem] = {}
    for problem in _problems(document, kind):
        if not found and (other := _mistaken(document.path, document.value, kind)):
            return (other,)
        found.setdefault((problem.place, problem.message.text, repr(problem.message.values)), problem)
        if len(found) > MOST:
            break
    version = [problem for problem in found.values() if problem.place == ("engage",)]
    told = {problem.place for problem in document.problems}
    others = (problem for problem in found.values() if problem.place not in told)
    return tuple(version) or sort_problems(limit_problems((*document.problems, *others)))


def _problems(document: Document, kind: str) -> Iterator[Problem]:
    for error in _validator(kind).iter_errors(document.value):
        # What a key must look like is said by the error itself, whose path does not lead through the schema.
        holder = {} if error.kind.name == "propertyNames" else _schema_holding(kind, list(error.evaluation_path))
        yield from schema_errors.explain_error(document, error, holder)


@cache
def load_schema(kind: str) -> dict[str, Any]:
    """The published schema of `kind`."""
    path = shipped("schemas") / f"{kind}{_SUFFIX}"
    loaded: dict[str, Any] = decode(path.read_bytes())
    return loaded


def _schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of file, whether engage reads or writes it."""
    files = sorted(shipped("schemas").glob(f"*{_SUFFIX}"))
    return {kind: load_schema(kind) for kind in (file.name.removesuffix(_SUFFIX) for file in files)}


@cache
def _validator(kind: str) -> "Draft202012Validator":
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(load_schema(kind), validate_formats=True, retriever=_retrieve)


def _retrieve(uri: str) -> dict[str, Any]:
    """The schema that another one names by its file."""
    return load_schema(_kind(uri))


def _kind(reference: str) -> str:
    return reference.partition("#")[0].rpartition("/")[2].removesuffix(_SUFFIX)


def _schema_holding(kind: str, path: list[str | int]) -> dict[str, Any]:
    """The part of the schema in which the keyword at `path` stands, through references."""
    node: Any = load_schema(kind)
    for step in path[:-1]:
        node = node[step]
        if step == "$ref":
            kind, node = _resolve(kind, node)
    return node if isinstance(node, dict) else {}


def _resolve(kind: str, reference: str) -> tuple[str, Any]:
    kind = _kind(reference) or kind
    node: Any = load_schema(kind)
    for step in reference.partition("#")[2].split("/")[1:]:
        node = node[step]
    return kind, node


# ── another kind than was meant ───────────────────────────────────────────────────────────────────────────────────────


def _mistaken(path: str, value: object, wanted: str) -> Problem | None:
    """What to say of the file at `path`, with this `value`, where it is a sound one of another kind than `wanted`."""
    if wanted not in HELD:
        return None
    found = "history" if _is_history(value) else _told(value, wanted)
    if found is None:
        return None
    words = {"found": Message(HELD.get(found, HELD["results"])), "wanted": Message(HELD[wanted])}
    message = Message(N_("This file holds {found}. What is expected: {wanted}."), words)
    return Problem(path=path, message=message, hint=_hint(path, found, wanted))


def _hint(path: str, found: str, wanted: str) -> Message:
    if (found, wanted) == ("answers", "project"):
        collect = command("collect", "project.yaml", path)
        return Message.of("To bring these answers into a project: {command}", command=collect)
    return Message.of("What each kind of file holds: {command}", command=command("schema"))


def _is_history(value: object) -> bool:
    return (
        isinstance(value, list)
        and value != []
        and all(isinstance(one, dict) and _HISTORY & one.keys() for one in value)
    )


def _told(value: object, wanted: str) -> str | None:
    """The kind that the keys at the top make of it; None where they are those of `wanted`, or of nothing known."""
    if not isinstance(value, dict):
        return None
    known, keys = _schemas(), {key for key in value if not key.startswith("x-")}
    theirs = _own(known[wanted]) or frozenset(known[wanted]["properties"]) - COMMON
    if theirs & keys and _WRITTEN not in keys:
        return None
    fitting = [kind for kind, schema in known.items() if _own(schema) and _fits(keys, schema)]
    return max(fitting, key=lambda kind: len(_own(known[kind])), default=None)


def _fits(keys: set[str], schema: Mapping[str, Any]) -> bool:
    """Whether what tells the kind is there, and nothing that it does not know."""
    written = (_WRITTEN in schema["required"]) == (_WRITTEN in keys)
    return written and _own(schema) <= keys <= set(schema["properties"])


def _own(schema: Mapping[str, Any]) -> frozenset[str]:
    """The keys by which a kind is told."""
    return frozenset(schema.get("required", ())) - COMMON
