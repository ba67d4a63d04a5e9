"""Brings the catalogue of each language in line with the sources and lists what is left to do; `--check` only lists.

The catalogue of a new language is made. Exit code 1 where a message is to translate or to remove: a language is
complete or is not there, English never stands in for it. Called by `./dev messages`.
"""

import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from engage_cli.i18n import LANGUAGE, LANGUAGES, SOURCE

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("src", "report_templates")
KEYWORDS = ("_", "N_", "gettext", "ngettext:1,2", "of", "plural:1,2", "count:1,2")
"""The last name of a call, and which of its arguments are messages: `of` is `Message.of`, `count` that of reports."""
LAYOUT = ("--width=120",)


def main(*arguments: str) -> int:
    languages = [language for language in LANGUAGES if language != SOURCE]
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder, "engage.pot")
        extract(template)
        for language in languages if "--check" not in arguments else ():
            update(template, language)
        wanted = load(template)
    left = [listed(language, wanted) for language in languages]
    return int(any(left))


def catalogue(language: str) -> Path:
    return ROOT / f"src/engage_cli/locale/{language}/LC_MESSAGES/engage.po"


def listed(language: str, wanted: Catalog) -> bool:
    """Whether anything is left to do in `language`, which is printed."""
    have = load(catalogue(language)) if catalogue(language).exists() else Catalog()
    missing, unused = untranslated(wanted, have), obsolete(wanted, have)
    for title, found in (("to translate", missing), ("no longer in the sources", unused)):
        print(f"{language}: {len(found)} {title}", *map(repr, found), sep="\n  ")
    return bool(missing or unused)


def extract(template: Path) -> None:
    keywords = [f"--keyword={keyword}" for keyword in KEYWORDS]
    sources = [str(ROOT / source) for source in SOURCES]
    options = ("--no-location", "--sort-output", "--no-default-keywords", "--project=engage-cli", *LAYOUT)
    babel("extract", "-F", str(ROOT / "pyproject.toml"), *options, *keywords, "-o", str(template), *sources)


def update(template: Path, language: str) -> None:
    """Brings the catalogue of `language` in line with `template`; a new one is made."""
    path, locale = catalogue(language), LANGUAGE[language].locale.replace("-", "_")
    command = ["update", "--no-fuzzy-matching", "--ignore-pot-creation-date"] if path.exists() else ["init"]
    babel(*command, "-i", str(template), "-o", str(path), f"--locale={locale}", *LAYOUT)


def babel(*arguments: str) -> None:
    CommandLineInterface().run(["pybabel", "-q", *arguments])


def load(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def untranslated(wanted: Catalog, have: Catalog) -> list[str]:
    """Ids (the singular, of plurals) without a text, or with one of the plural forms missing."""
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
