"""Writes the schema of overlays from the rows of what they can change; `--check` only says whether it differs.

Called by `./dev docs`. `table` gives the pages on overlays the same rows.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engage_cli.questionnaire.overlay.keys import ANY, KINDS, Key, Kind, shown_keys
from engage_cli.values import Value

ROOT = Path(__file__).resolve().parents[1]
SCHEMA = ROOT / "schemas/overlay.schema.json"
QUESTIONNAIRE = json.loads((ROOT / "schemas/questionnaire.schema.json").read_text(encoding="utf-8"))
OTHER = "questionnaire.schema.json"
X = {"^x-": True}
HEADS = {
    "fr": ("sorte", "clés qui peuvent changer", "se retire, s’ajoute"),
    "en": ("kind", "keys that can change", "can be dropped and added"),
}
YES = {"fr": "oui\u00a0: `{plural}`", "en": "yes: `{plural}`"}
NO = {"fr": "non", "en": "no"}

Node = dict[str, Any]


class Words(Value):
    """What one of a kind is called in a sentence."""

    one: str
    """English, after “the”."""
    several: str
    la: str
    """French, with its article."""
    de: str
    """The same after “de”."""
    les: str
    """Several, without an article."""


WORDS = {
    "question": Words("question", "questions", "la question", "de la question", "questions"),
    "section": Words("section", "sections", "la section", "de la section", "sections"),
    "recommendation": Words(
        "recommendation", "recommendations", "la recommandation", "de la recommandation", "recommandations"
    ),
    "facet": Words("facet", "facets", "le fait", "du fait", "faits"),
    "scale": Words("scale", "scales", "l’échelle", "de l’échelle", "échelles"),
    "band": Words("band", "bands", "le palier", "du palier", "paliers"),
    "index": Words("index", "indices", "l’indice", "de l’indice", "indices"),
    "tension": Words("tension", "tensions", "la tension", "de la tension", "tensions"),
    "note": Words("note", "notes", "la note", "de la note", "notes"),
    "contradiction": Words(
        "contradiction", "contradictions", "la contradiction", "de la contradiction", "contradictions"
    ),
    "step": Words(
        "step",
        "steps of the path",
        "l’étape d’accompagnement",
        "de l’étape d’accompagnement",
        "étapes d’accompagnement",
    ),
    "term": Words("explained word", "explained words", "le mot expliqué", "du mot expliqué", "mots expliqués"),
    "resource": Words("resource", "resources", "la ressource", "de la ressource", "ressources"),
    "unit": Words("unit", "units", "l’unité", "de l’unité", "unités"),
    "function": Words("function", "functions", "la fonction", "de la fonction", "fonctions"),
    "lead": Words("lead", "leads", "le pilote", "du pilote", "pilotes"),
    "reason": Words(
        "kind of reason", "kinds of reason", "la sorte de motif", "de la sorte de motif", "sortes de motifs"
    ),
    "basis": Words("basis", "bases", "le fondement", "du fondement", "fondements"),
    "role": Words("role", "roles", "le rôle", "du rôle", "rôles"),
    "tag": Words("tag", "tags", "l’étiquette", "de l’étiquette", "étiquettes"),
}
"""By the name of a kind."""


def main(*arguments: str) -> int:
    text = _text(schema())
    if SCHEMA.is_file() and SCHEMA.read_text(encoding="utf-8") == text:
        return 0
    print(SCHEMA)
    if "--check" in arguments:
        return 1
    SCHEMA.write_text(text, encoding="utf-8")
    return 0


def table(language: str) -> str:
    """A row for each kind: what can be set, and whether it can be dropped and added."""
    head = HEADS[language]
    rows = [f"| {' | '.join(head)} |", "|" + " --- |" * len(head)]
    for kind in KINDS:
        keys = ", ".join(f"`{one}`" for one in shown_keys(kind))
        changes = YES[language].format(plural=kind.plural) if kind.changes else NO[language]
        rows.append(f"| `{kind.name}` | {keys} | {changes} |")
    return "\n".join(rows)


# ── the schema ──


def schema() -> Node:
    """The schema of overlays."""
    return {
        "$schema": QUESTIONNAIRE["$schema"],
        "title": "Overlay",
        **_said(
            "An overlay: a questionnaire written as what it changes in another one. "
            "A key that starts with x- is carried along unread.",
            "Une adaptation\u00a0: un questionnaire écrit comme ce qu’il change dans un autre. "
            "Une clé qui commence par x- est conservée sans être lue.",
        ),
        "type": "object",
        "required": ["engage", "id", "version", "title", "extends"],
        "additionalProperties": False,
        "patternProperties": X,
        "properties": {
            **{key: {"$ref": f"{OTHER}#/properties/{key}"} for key in ("$schema", "engage")},
            "id": {
                **_said("Name of the overlay, the same for ever.", "Nom de l’adaptation, qui ne change jamais."),
                "$ref": f"{OTHER}#/properties/id",
            },
            "version": {
                **_said("Version of the overlay, not of its base.", "Version de l’adaptation, et non de sa base."),
                "$ref": f"{OTHER}#/properties/version",
            },
            "title": {
                **_said(
                    "Name of the overlay, as reports show it.", "Nom de l’adaptation, tel que les rapports l’affichent."
                ),
                "$ref": f"{OTHER}#/properties/title",
            },
            "extends": _extends(),
            "drop": _drop(),
            "set": {
                **_said(
                    "What is changed: each entry names a thing by its id, the key, and what it says from now on.",
                    "Ce qui change\u00a0: chaque entrée nomme une chose par son id, la clé, et ce qu’elle dit ensuite.",
                ),
                "type": "array",
                "items": {"$ref": "#/$defs/setting"},
            },
            "add": _add(),
            "migrations": {
                **_said(
                    "What became of questions of older versions of the overlay; those of its base hold for the base.",
                    "Ce que sont devenues les questions des versions antérieures de l’adaptation; "
                    "celles de la base ne valent que pour la base.",
                ),
                "$ref": f"{OTHER}#/properties/migrations",
            },
        },
        "$defs": {"setting": _setting()},
    }


def _said(english: str, french: str) -> Node:
    return {"description": english, "x-description-fr": french}


def _extends() -> Node:
    return {
        "title": "Base",
        **_said(
            "The questionnaire that is changed: one, which is no overlay itself.",
            "Le questionnaire qui est adapté\u00a0: un seul, qui n’est pas lui-même une adaptation.",
        ),
        "type": "object",
        "required": ["id", "version"],
        "additionalProperties": False,
        "patternProperties": X,
        "properties": {
            "id": {**_said("Id of the base.", "L’id de la base."), "$ref": f"{OTHER}#/$defs/id"},
            "version": {**_said("That very version.", "Cette version précisément."), "$ref": f"{OTHER}#/$defs/version"},
            "digest": {
                **_said(
                    "Digest of its files; written by `engage questionnaire overlay pin`.",
                    "Empreinte de ses fichiers; écrite par `engage questionnaire overlay pin`.",
                ),
                "type": "string",
                "pattern": "^sha256:[0-9a-f]{64,64}$",
            },
        },
    }


def _drop() -> Node:
    return {
        "title": "What is dropped",
        **_said("Ids of what is left out, by kind.", "Les id de ce qui est retiré, par sorte."),
        "type": "object",
        "additionalProperties": False,
        "patternProperties": X,
        "properties": {
            kind.plural: {
                **_said(
                    f"Ids of the {WORDS[kind.name].several} that are dropped.",
                    f"Les id des {WORDS[kind.name].les} à retirer.",
                ),
                "type": "array",
                "uniqueItems": True,
                "items": {"$ref": _id(kind)},
            }
            for kind in KINDS
            if kind.changes
        },
    }


def _add() -> Node:
    return {
        "title": "What is added",
        **_said(
            "New things by kind, each as in a questionnaire, with where it goes.",
            "Ce qui s’ajoute, par sorte, chaque chose comme dans un questionnaire, avec sa place.",
        ),
        "type": "object",
        "additionalProperties": False,
        "patternProperties": X,
        "properties": {kind.plural: _added(kind) for kind in KINDS if kind.changes},
    }


def _added(kind: Kind) -> Node:
    one = f"{OTHER}#/$defs/{kind.definition}"
    words = WORDS[kind.name]
    if not kind.listed:
        return {
            **_said(f"New {words.several}, by id.", _upper(f"{words.les} à ajouter, par id.")),
            "type": "object",
            "propertyNames": {"$ref": f"{OTHER}#/$defs/id"},
            "additionalProperties": {"$ref": one},
        }
    holder = next((other for other in KINDS if other.name == (kind.within or (kind.name if kind.nests else ""))), None)
    where = {
        "in": {**_said("Id of what it stands in.", "L’id de ce qui la contient."), "$ref": _id(holder)}
        if holder
        else None,
        "after": {
            **_said(
                "Id of the one that it follows; absent: it comes last.",
                "L’id de celle qu’elle suit; absente\u00a0: elle vient à la fin.",
            ),
            "$ref": _id(kind),
        },
    }
    itself = _said(f"The {words.one}, as in a questionnaire.", f"{_upper(words.la)}, comme dans un questionnaire.")
    return {
        **_said(f"New {words.several}, each with where it goes.", _upper(f"{words.les} à ajouter, avec leur place.")),
        "type": "array",
        "items": {
            "type": "object",
            "required": [*(["in"] if kind.within else []), kind.name],
            "additionalProperties": False,
            "patternProperties": X,
            "properties": {**{key: value for key, value in where.items() if value}, kind.name: {**itself, "$ref": one}},
        },
    }


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _id(kind: Kind) -> str:
    """What its ids look like."""
    properties = QUESTIONNAIRE["$defs"][kind.definition].get("properties", {})
    return f"{OTHER}#/$defs/{kind.definition}/properties/id" if "id" in properties else f"{OTHER}#/$defs/id"


def _setting() -> Node:
    names = {kind.name: {**_named(kind), "$ref": _id(kind)} for kind in KINDS}
    return {
        "title": "Change",
        **_said(
            "One thing that is changed. Ids, points and the licence of the source stay as they are.",
            "Une chose qui change. Les id, les points et la licence de la source restent tels quels.",
        ),
        "type": "object",
        "required": ["key", "to"],
        "additionalProperties": False,
        "patternProperties": X,
        "oneOf": [{"required": [kind.name]} for kind in KINDS],
        "properties": {
            **names,
            "key": {
                **_said(
                    "What of it is changed; a dot leads to a part: gate.at, choices.ID.label.",
                    "Ce qui en est changé; un point mène à une partie\u00a0: gate.at, choices.ID.label.",
                ),
                "type": "string",
            },
            "to": {
                **_said(
                    "What it says from now on, whole; nothing (null) takes it away.",
                    "Ce qu’elle dit désormais, en entier; rien (null) la retire.",
                )
            },
            "was": {
                **_said(
                    "Fingerprint of what the base says; written by `engage questionnaire overlay pin`.",
                    "Empreinte de ce que dit la base; écrite par `engage questionnaire overlay pin`.",
                ),
                "type": "string",
                "pattern": "^sha256:[0-9a-f]{16,64}$",
            },
        },
        "allOf": [*map(_keys, KINDS), *(one for kind in KINDS for one in _shapes(kind))],
    }


def _named(kind: Kind) -> Node:
    words = WORDS[kind.name]
    return _said(f"Id of the {words.one} that is changed.", f"L’id {words.de} à changer.")


def _keys(kind: Kind) -> Node:
    """The keys that a kind can have after `key`."""
    plain = [key.name for key in kind.keys if ANY not in key.parts]
    others = [{"pattern": key.pattern, "x-shown": key.name.replace(ANY, "ID")} for key in kind.keys if ANY in key.parts]
    possible = {"anyOf": [{"enum": plain}, *others]} if others else {"enum": plain}
    return {"if": {"required": [kind.name]}, "then": {"properties": {"key": possible}}}


def _shapes(kind: Kind) -> Iterator[Node]:
    """What `to` can be, by the key."""
    groups: dict[tuple[str, bool], list[Key]] = {}
    for key in kind.keys:
        groups.setdefault((_shape(kind, key), key.removable), []).append(key)
    for (reference, removable), keys in groups.items():
        to: Node = {"$ref": reference}
        if removable:
            to = {"if": {"not": {"type": "null"}}, "then": to}
        plain = [key.name for key in keys if ANY not in key.parts]
        patterns = [key.pattern for key in keys if ANY in key.parts]
        named = [*([{"enum": plain}] if plain else []), *({"pattern": one, "x-shown": ""} for one in patterns)]
        words = named[0] if len(named) == 1 else {"anyOf": named}
        yield {
            "if": {"required": [kind.name], "properties": {"key": words}},
            "then": {"properties": {"to": to}},
        }


def _shape(kind: Kind, key: Key) -> str:
    """Where the schema of questionnaires says what the key holds."""
    path: list[str] = ["$defs", kind.definition]
    for part in key.parts:
        path = _below(path, part)
    node = _at(path)
    plain = node.get("$ref", "") if "x-ids" not in node else ""
    return f"{OTHER}{plain}" if plain else f"{OTHER}#/{'/'.join(path)}"


def _below(path: list[str], part: str) -> list[str]:
    node = _at(path)
    if reference := node.get("$ref"):
        return _below(reference.removeprefix("#/").split("/"), part)
    if "then" in node:
        return _below([*path, "then"], part)
    if part in node.get("properties", {}):
        return [*path, "properties", part]
    return [*path, "additionalProperties"] if isinstance(node.get("additionalProperties"), dict) else [*path, "items"]


def _at(path: list[str]) -> Node:
    node: Any = QUESTIONNAIRE
    for key in path:
        node = node[key]
    assert isinstance(node, dict)
    return node


def _text(value: Node) -> str:
    """JSON in which short things stand on one line."""
    return re.sub(r"[ \t]+$", "", _laid(value, 0), flags=re.MULTILINE) + "\n"


def _laid(value: Any, indent: int) -> str:
    short = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or len(short) + indent <= 150:
        return short
    inner = indent + 2
    if isinstance(value, list):
        lines = [f"{' ' * inner}{_laid(one, inner)}" for one in value]
        return "[\n" + ",\n".join(lines) + f"\n{' ' * indent}]"
    lines = [f"{' ' * inner}{json.dumps(key)}: {_laid(one, inner)}" for key, one in value.items()]
    return "{\n" + ",\n".join(lines) + f"\n{' ' * indent}" + "}"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
