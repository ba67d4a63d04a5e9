"""The reference of a file format, from its JSON Schema: a table for each kind of mapping."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import docs_cuts

Node = dict[str, Any]

FOLDER = Path(__file__).resolve().parents[1] / "schemas"
HEADS = {"fr": ("clé", "valeur", "sens"), "en": ("key", "value", "meaning")}
SIMPLE = {"fr": "Valeurs simples", "en": "Simple values"}
REQUIRED = {"fr": "**exigée**", "en": "**required**"}
WORDS = {
    "fr": {
        "array": "liste",
        "boolean": "true ou false",
        "integer": "nombre entier",
        "number": "nombre",
        "object": "clés et valeurs",
        "string": "texte",
        "null": "rien",
        "of": "liste : {item}",
        "map": "id → {item}",
        "above": "supérieur à {least}",
        "between": "de {least} à {most}",
        "or": " ou ",
    },
    "en": {
        "array": "list",
        "boolean": "true or false",
        "integer": "whole number",
        "number": "number",
        "object": "keys and values",
        "string": "text",
        "null": "nothing",
        "of": "list: {item}",
        "map": "id → {item}",
        "above": "above {least}",
        "between": "from {least} to {most}",
        "or": " or ",
    },
}
TITLES = {
    "Agreement": "entente",
    "Voices apart": "voix qui divergent",
    "Range": "intervalle",
    "Configuration": "réglages",
    "Override": "exception",
    "Pattern": "motif",
    "Rule": "règle",
    "Rules": "règles",
    "Weights of rules": "gravité des règles",
    "Voices": "voix",
    "Answer": "réponse",
    "Answers": "réponses",
    "Action": "action",
    "Assessment": "évaluation",
    "Band": "palier",
    "Charter": "charte",
    "Choice": "choix",
    "Choice of a question": "choix d’une question",
    "Comparison": "comparaison",
    "Contradiction": "contradiction",
    "Note on a step": "note sur une étape",
    "Step": "étape d’accompagnement",
    "Condition": "condition",
    "Date": "date",
    "Duration": "durée",
    "Evidence": "preuve",
    "Evidence needed": "preuve demandée",
    "Expected level": "niveau attendu",
    "Facet": "fait",
    "Facets": "faits",
    "Gate": "exigence bloquante",
    "Glossary entry": "mot expliqué",
    "Group of tags": "groupe d’étiquettes",
    "Id": "id",
    "Index": "indice",
    "Kind of evidence": "sorte de preuve",
    "Language": "langue",
    "Level": "niveau",
    "List of ids": "liste d’id",
    "Method": "méthode",
    "Migration": "migration",
    "Milestone": "jalon",
    "Name": "nom",
    "Names": "noms",
    "New ids": "nouveaux id",
    "Note": "note",
    "Points": "points",
    "Project": "projet",
    "Question": "question",
    "Question id": "id de question",
    "Questionnaire": "questionnaire",
    "Questionnaire wanted": "questionnaire voulu",
    "Questionnaire answered": "questionnaire répondu",
    "Recommendation": "recommandation",
    "Resource": "ressource",
    "Resources of a questionnaire": "ressources d’un questionnaire",
    "Scale": "échelle",
    "Scope": "portée",
    "Section": "section",
    "Section of a questionnaire": "section d’un questionnaire",
    "Share": "part",
    "Source": "source",
    "Tension": "tension",
    "Text": "texte",
    "Colour": "couleur",
    "Colours": "couleurs",
    "Theme": "thème",
    "Version": "version",
    "Waiver": "dérogation",
    "Weight": "poids",
    "What became of choices": "ce que les choix sont devenus",
}
"""French for the titles of the schemas, which the program itself never shows."""


def kind(language: str, name: str) -> str:
    """The reference of the file kind `name` ("questionnaire", "project"…): the file itself, then each definition."""
    return Reference(language, name).text()


class Reference:
    """One schema in one language: the file, then what its tables link to, in the order in which they do."""

    def __init__(self, language: str, name: str) -> None:
        self.language, self.name = language, name
        self.words = WORDS[language]
        self.schema = _schema(name)
        self._linked: dict[str, Node] = {}
        """By title."""

    def text(self) -> str:
        parts, simple = [self._part(self.schema)], []
        for node in self._targets():
            if _keys(node):
                parts.append(self._part(node))
            else:
                simple.append(self._simple(node))
        parts += [f"### {SIMPLE[self.language]}", _table(HEADS[self.language][1:], simple)] if simple else []
        return "\n\n".join(parts)

    def _targets(self) -> Iterator[Node]:
        """What has been linked to, also while this goes on."""
        done: set[str] = set()
        while waiting := [title for title in self._linked if title not in done]:
            done.add(waiting[0])
            yield self._linked[waiting[0]]

    def _part(self, node: Node) -> str:
        """A heading, a sentence, a table of the keys, and an example of them."""
        head, table = f"### {_upper(self._title(node))}", _table(HEADS[self.language], list(self._rows(node)))
        example = docs_cuts.example(self.name, str(node["title"]))
        return "\n\n".join(part for part in (head, self._said(node), table, example) if part)

    def _simple(self, node: Node) -> tuple[str, str]:
        """A row for a value that is no mapping, with the place that links to it lead to."""
        title = self._title(node)
        types = node.get("type", ())
        spelt = "enum" in node or {"integer", "number", "object", "array"} & set(
            [types] if isinstance(types, str) else types
        )
        said = " · ".join(part for part in (self._said(node), self._value(node) if spelt else "") if part)
        return f'<a id="{anchor(title)}"></a>{title}', said

    def _rows(self, node: Node) -> Iterator[tuple[str, str, str]]:
        """Key, kind of value, meaning; the keys of inner mappings follow with a dot."""
        required = node.get("then", {}).get("required", node.get("required", ()))
        for key, value in _keys(node).items():
            needed = REQUIRED[self.language] if key in required else ""
            meaning = " · ".join(part for part in (needed, self._said(value)) if part)
            yield f"`{key}`", self._value(value), meaning
            for inner, *rest in self._rows(value.get("items", value)):
                yield f"`{key}.{inner.strip('`')}`", rest[0], rest[1]
        if _keys(node) and isinstance(other := node.get("additionalProperties"), dict):
            yield "…", self._value(other), self._said(other)

    def _value(self, node: Node) -> str:
        """What may stand there, in a few words: a link where a definition tells more."""
        if "$ref" in node:
            return self._link(node["$ref"])
        if "enum" in node or "const" in node:
            values = node.get("enum", [node.get("const")])
            return ", ".join(f"`{value if isinstance(value, str) else json.dumps(value)}`" for value in values)
        types = node.get("type", "object")
        return self.words["or"].join(self._typed(one, node) for one in ([types] if isinstance(types, str) else types))

    def _typed(self, one: str, node: Node) -> str:
        if one == "array" and "items" in node:
            return self.words["of"].format(item=self._value(node["items"]))
        if one == "object" and isinstance(node.get("additionalProperties"), dict):
            return self.words["map"].format(item=self._value(node["additionalProperties"]))
        if one == "object" and "then" in node and "$ref" in node["then"]:
            return self._link(node["then"]["$ref"])
        if one in ("integer", "number"):
            return " ".join([self.words[one], *self._bounds(node)])
        return self.words[one]

    def _bounds(self, node: Node) -> Iterator[str]:
        if "exclusiveMinimum" in node:
            yield self.words["above"].format(least=node["exclusiveMinimum"])
        elif "maximum" in node:
            yield self.words["between"].format(least=node["minimum"], most=node["maximum"])

    def _link(self, reference: str) -> str:
        """The title of what is referred to, linked where it has a part of its own; spelt out where it has none."""
        target = self._at({"$ref": reference})
        if "title" not in target or (not _tells(target) and target.get("type") in ("array", "object")):
            return self._value(target)
        title = self._title(target)
        if not _tells(target):
            return title
        self._linked.setdefault(title, target)
        return f"[{title}](#{anchor(title)})"

    def _at(self, node: Node) -> Node:
        """The definition that `node` refers to, or itself."""
        if "$ref" not in node:
            return node
        file, _, path = node["$ref"].partition("#")
        found: Any = _schema(file.removesuffix(".schema.json"))
        for step in path.split("/")[1:]:
            found = found[step]
        return self._at(found)

    def _said(self, node: Node) -> str:
        key = "description" if self.language == "en" else f"x-description-{self.language}"
        return str(node.get(key, "")).replace("|", "\\|")

    def _title(self, node: Node) -> str:
        title = str(node["title"])
        return title[:1].lower() + title[1:] if self.language == "en" else TITLES.get(title, title)


def _tells(node: Node) -> bool:
    """Whether a definition has a part of its own: a sentence, keys or values."""
    return bool({"description", "properties", "enum", "minimum", "exclusiveMinimum"} & node.keys())


def _keys(node: Node) -> dict[str, Node]:
    """The keys of a mapping; empty for any other value."""
    found: dict[str, Node] = node.get("properties") or node.get("then", {}).get("properties", {})
    return found


def anchor(title: str) -> str:
    """What a heading is linked by: lower case, spaces as hyphens, no punctuation."""
    return re.sub(r"[^\w\- ]", "", title.casefold()).replace(" ", "-")


def _schema(name: str) -> Node:
    """The schema `name`, each of its references with the file that it is in."""
    text = (FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")
    loaded: Node = json.loads(re.sub(r'("\$ref": *")#', rf"\g<1>{name}.schema.json#", text))
    return loaded


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows] if rows else []
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
