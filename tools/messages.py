"""Brings the French catalogue in line with the sources and lists what is left to do; `--check` only lists.

Exit code 1 where a message is to translate or to remove. Called by `./dev messages`.
"""

import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "src/engage_cli/locale/fr/LC_MESSAGES/engage.po"
SOURCES = ("src", "report_templates")
KEYWORDS = ("_", "N_", "gettext", "ngettext:1,2", "of", "plural:1,2", "count:1,2")
"""The last name of a call, and which of its arguments are messages: `of` is `Message.of`, `count` that of reports."""
LAYOUT = ("--width=120",)


def main(*arguments: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder, "engage.pot")
        extract(template)
        if "--check" not in arguments:
            update(template)
        wanted, have = load(template), load(CATALOGUE)
    missing, unused = untranslated(wanted, have), obsolete(wanted, have)
    for title, found in (("to translate", missing), ("no longer in the sources", unused)):
        print(f"{len(found)} {title}", *map(repr, found), sep="\n  ")
    return int(bool(missing or unused))


def extract(template: Path) -> None:
    keywords = [f"--keyword={keyword}" for keyword in KEYWORDS]
    sources = [str(ROOT / source) for source in SOURCES]
    options = ("--no-location", "--sort-output", "--no-default-keywords", "--project=engage-cli", *LAYOUT)
    babel("extract", "-F", str(ROOT / "pyproject.toml"), *options, *keywords, "-o", str(template), *sources)


def update(template: Path) -> None:
    options = ("--locale=fr_CA", "--no-fuzzy-matching", "--ignore-pot-creation-date", *LAYOUT)
    babel("update", "-i", str(template), "-o", str(CATALOGUE), *options)


def babel(*arguments: str) -> None:
    CommandLineInterface().run(["pybabel", "-q", *arguments])


def load(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def untranslated(wanted: Catalog, have: Catalog) -> list[str]:
    """Ids (the singular, of plurals) without a French text, or with one of the plural forms missing."""
    return [key(message.id) for message in wanted if message.id and not said(have, key(message.id))]


def obsolete(wanted: Catalog, have: Catalog) -> list[str]:
    ids = [key(message.id) for message in (*have, *have.obsolete.values()) if message.id]
    return [text for text in ids if text not in wanted]


def said(catalogue: Catalog, text: str) -> bool:
    message = catalogue.get(text)
    if message is None or message.fuzzy:
        return False
    strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return bool(strings) and all(strings)


def key(message_id: str | tuple[str, ...] | list[str]) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
