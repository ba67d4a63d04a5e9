"""Every text that people read, with where it stands: what the proofreading tools are given."""

import json
import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "src/engage_cli/locale/fr/LC_MESSAGES/engage.po"
DOCUMENTS = {"fr": ("README.md", "docs/fr/*.md"), "en": ("README.en.md", "docs/en/*.md", "CONTRIBUTING.md")}


@dataclass(frozen=True, slots=True)
class Prose:
    """One text on one line, without its markup; what stands for a value or a bit of code is "X", after another "Y"."""

    where: str
    text: str


def interface(language: str) -> Iterator[Prose]:
    """The messages of the program: the catalogue's own words in English, their translations in French."""
    with CATALOGUE.open("rb") as file:
        for message in read_po(file):
            for said in _texts(message.id if language == "en" else message.string) if message.id else ():
                yield Prose(f"{CATALOGUE.name}:{message.lineno}", _bare(_filled(said)))


def content(language: str) -> Iterator[Prose]:
    """What questionnaires, policies and examples say."""
    folders = (ROOT / "questionnaires", ROOT / "policies", ROOT / "examples")
    for path in sorted(p for folder in folders for p in folder.rglob("*.yaml")):
        read: yaml.Node | None = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        bare = WRITTEN if language == "fr" and path.is_relative_to(ROOT / "examples") else frozenset()
        but = {"title"} if path.name == "resources.yaml" else set()  # the names of other people's works
        assert read is not None
        for line, text in _yaml_texts(read, language, bare=bare, but=but):
            yield Prose(f"{path.relative_to(ROOT)}:{line}", _bare(text))


def schemas(language: str) -> Iterator[Prose]:
    """Titles and descriptions of the schemas, which editors show: in both languages."""
    for path in sorted((ROOT / "schemas").glob("*.json")):
        for text in _schema_texts(json.loads(path.read_text(encoding="utf-8")), language):
            yield Prose(path.name, _bare(text))


def documents(language: str) -> Iterator[Prose]:
    """Paragraphs of the documentation, without what the program printed and what is to be typed."""
    for path in sorted(p for pattern in DOCUMENTS[language] for p in ROOT.glob(pattern)):
        for line, text in _paragraphs(path.read_text(encoding="utf-8")):
            yield Prose(f"{path.relative_to(ROOT)}:{line}", _bare(text))


def everything(language: str) -> list[Prose]:
    found = [*interface(language), *content(language), *schemas(language), *documents(language)]
    return [prose for prose in found if re.search(r"[^\W\d_]{2}", prose.text)]


# ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────────────

WRITTEN = frozenset("name summary audience decision_requested because note title do role text description".split())
"""Keys under which a team writes its own sentences."""


def _texts(said: object) -> list[str]:
    return [said] if isinstance(said, str) else [text for text in said or () if isinstance(text, str)]  # type: ignore[attr-defined]  # a str or a sequence


def _filled(text: str) -> str:
    """Placeholders become a name; the key of an entry ("a|Add") and the style of a terminal go."""
    plain = re.sub(r"%\(\w+\)s", "X", re.sub(r"\[/?[a-z ]*\]|^[a-z]\|", "", text))
    try:
        return "".join(before + ("" if name is None else "X") for before, name, _, _ in Formatter().parse(plain))
    except ValueError:
        return plain


def _yaml_texts(
    node: yaml.Node, language: str, *, bare: AbstractSet[str], but: AbstractSet[str]
) -> Iterator[tuple[int, str]]:
    """Texts under the key of the language, and under the keys `bare`; nothing under the keys `but`."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _yaml_texts(item, language, bare=bare, but=but)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value in {language, *bare} and isinstance(value, yaml.ScalarNode):
                yield value.start_mark.line + 1, value.value
            elif key.value not in but:
                yield from _yaml_texts(value, language, bare=bare, but=but)


def _schema_texts(value: Any, language: str) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _schema_texts(item, language)
    if isinstance(value, dict):
        for key, inner in value.items():
            wanted = key in ("title", "description") if language == "en" else key == "x-description-fr"
            if wanted and isinstance(inner, str):
                yield inner
            else:
                yield from _schema_texts(inner, language)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Paragraphs, items and cells of a Markdown text with the line they begin on; no code, comment or rule."""
    hidden = re.compile(r"^```.*?^```|</?\w[^>]*>|<!--.*?-->|^[-|: ]+$", re.DOTALL | re.MULTILINE)
    shown = hidden.sub(lambda found: "\n" * found[0].count("\n"), text)
    kept: list[str] = []
    for number, raw in enumerate([*shown.split("\n"), ""], 1):
        line = re.sub(r"^\s*>\s?", "", raw)
        if kept and (not line.strip() or re.match(r"\s*(?:[-*] |#|\||\d+\.)", line)):
            yield from ((number - len(kept), text) for text in _cells(" ".join(kept)))
            kept = []
        if line.strip():
            kept.append(re.sub(r"^\s*(?:[-*] |#+|\d+\.)", "", line).strip())


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else [line]


def _bare(text: str) -> str:
    """One line, without Markdown, addresses, commands, options and names of files."""
    one = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"[ \n]+", " ", text))
    one = re.sub(
        r"(?<![\w/])(?:--?[a-z][\w-]*|[\w./-]*\.(?:ya?ml|html|pdf|md|json|toml|txt|exe|xlsx|csv|svg|ics|docx)\b)",
        "X",
        one,
    )
    one = _commands().sub("X", one)
    one = re.sub(r"[«“]\s?[a-z_.-]+(?:: ?[^»”]*)?\s?[»”]", "X", one)  # what is typed or read in a file
    one = re.sub(r"(`+).*?\1|https?://\S+|[\w.]+@[\w.]+", "X", one)
    return re.sub(r"\bX X\b", "X Y", one.replace("|", " ").replace("*", "")).strip()


@cache
def _commands() -> re.Pattern[str]:
    """The commands of the program, as the document of commands heads them, and what is typed at git and pip."""
    headed = re.findall(r"^## (engage .+)$", (ROOT / "docs/en/commands.md").read_text(encoding="utf-8"), re.MULTILINE)
    known = "|".join(sorted(headed, key=len, reverse=True))
    return re.compile(
        rf"\b(?:{known}|git [a-z]+(?: [a-z]+)? X|rev:[\w~^]+|(?:pip install|pipx inject)(?: [a-z-]+)+)(?!\w)"
    )
