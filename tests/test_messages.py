"""The catalogues: whole, with the places of their messages; and the French one spaced as Québec does."""

import re
import subprocess
import sys
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from engage_cli.i18n import LANGUAGES, SOURCE, translator
from engage_cli.wording.enumerations import TABLES

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src/engage_cli"
CATALOGUES = PACKAGE / "locale"
TRANSLATED = [language for language in LANGUAGES if language != SOURCE]
MISSPACED = {
    "a space before ; ! ?": r"[\s\u202f][;!?]",
    "no no-break space before : » %": r"(?<=[^\s\u00a0\d/])[:](?=\s|$)|[^\S\u00a0][:»%]|[^\s\u00a0][»]",
    "no no-break space after «": r"«[^\u00a0]",
    "a straight apostrophe": r"\w'\w",
}


SNIPPET = re.compile(r"«\u00a0(?:[\w.]+: ?[^»]*|[!:%&*<-]+)\u00a0»")
"""YAML to be typed as it stands, or a sign that is spoken of."""
CALL = re.compile(r"""(?:\b_|\bN_|gettext|Message\.of)\(\s*["']([^"']+)["']""")
"""A text that is looked up in the catalogue."""


def messages(language: str) -> list[Message]:
    with (CATALOGUES / language / "LC_MESSAGES/engage.po").open("rb") as file:
        return [message for message in read_po(file) if message.id]


def texts(said: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [said] if isinstance(said, str) else list(said or ())


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name} | set(re.findall(r"%\((\w+)\)s", text))


def test_every_language_has_a_catalogue_that_can_be_read() -> None:
    assert {path.name for path in CATALOGUES.iterdir()} == set(TRANSLATED)
    assert all(translator(language).gettext("") for language in TRANSLATED)


def test_every_message_is_translated_and_in_use() -> None:
    check = subprocess.run(
        [sys.executable, ROOT / "tools/messages.py", "--check"], capture_output=True, text=True, check=False
    )
    assert check.returncode == 0, check.stdout + check.stderr


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_have_the_places_of_their_message(language: str) -> None:
    wrong = [
        text
        for message in messages(language)
        for text in texts(message.string)
        if not places(text) <= set().union(*map(places, texts(message.id)))
    ]
    assert wrong == []


def test_words_of_enumerations_are_said_in_one_place() -> None:
    """A value that is called otherwise elsewhere, or the same by chance, would drift."""
    values = {msgid for table in TABLES for msgid in table.values()}
    modules = [path for path in PACKAGE.rglob("*.py") if not path.is_relative_to(PACKAGE / "compiled")]
    pages = list((ROOT / "report_templates").rglob("*.html"))
    for path in {*modules, *pages} - {PACKAGE / "wording/enumerations.py"}:
        said = re.findall(
            r"""(?:\b_|\bN_|gettext|Message\.of)\(\s*["']([^"']+)["']""", path.read_text(encoding="utf-8")
        )
        assert values.isdisjoint(said), f"{path}: {values & set(said)}"


@pytest.mark.parametrize(("fault", "pattern"), MISSPACED.items())
def test_translations_are_spaced_as_quebec_does(fault: str, pattern: str) -> None:
    prose = [SNIPPET.sub("…", text) for message in messages("fr") for text in texts(message.string)]
    assert [text for text in prose if re.search(pattern, text)] == [], fault
