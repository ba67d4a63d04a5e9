"""The catalogues: whole, with the places of their messages; and the French one spaced as Québec does."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
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


@cache
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


TEXTS = (".py", ".html", ".js", ".typ", ".svg", ".md", ".jinja", ".xml", ".txt")
"""Files that may say something to a person."""


def sources() -> Iterator[Path]:
    """Every file of ours that may hold a message, whether or not the catalogue is made from it."""
    for folder in (PACKAGE, ROOT / "report_templates"):
        for path in sorted(folder.rglob("*")):
            if path.suffix in TEXTS and not path.is_relative_to(PACKAGE / "compiled"):
                yield path


@pytest.mark.parametrize("language", TRANSLATED)
def test_whatever_is_marked_as_a_message_is_in_the_catalogue(language: str) -> None:
    """Read from all files, so that one of a kind that is not extracted from cannot speak English.

    Of a message in several pieces the first is read.
    """
    known = {text for message in messages(language) for text in texts(message.id)}
    lost = {
        f"{path.relative_to(ROOT)}: {said}"
        for path in sources()
        for said in CALL.findall(path.read_text(encoding="utf-8"))
        if re.search(r"\w", said) and said not in known and not any(text.startswith(_unescaped(said)) for text in known)
    }
    assert lost == set()


def _unescaped(said: str) -> str:
    return said.encode("latin-1", "backslashreplace").decode("unicode_escape") if "\\" in said else said


SPEAKERS = {"Speech", "speech_of"}
"""Give what says a message in a language when it is called."""
EXTRACTED = {"_", "N_", "gettext", "ngettext", "of", "plural", "count"}
"""Names by which the catalogue knows a message."""


def test_messages_are_said_by_a_name_that_the_catalogue_knows() -> None:
    """`say = speech_of(session)`, then `say("To see where…")`, is never extracted, and stays English."""
    assert [found for path in sources() if path.suffix == ".py" for found in never_extracted(path)] == []


def never_extracted(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    if not re.search("speech|gettext", text, re.IGNORECASE):
        return []
    tree = ast.parse(text)
    speaking = set(speakers(tree)) | {"speech", "_speech"}
    return [
        f"{path.name}:{call.lineno}"
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
        and called(call.func) in speaking - EXTRACTED
    ]


def speakers(tree: ast.Module) -> Iterator[str]:
    """Names in a module that are bound to what says messages, and `SPEAKERS`, which give it."""
    yield "speech_of"
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=targets, value=value) if speaks(value):
                yield from (called(target) for target in targets)
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                yield from (called(name) for name, value in zip(names, values, strict=False) if speaks(value))
            case ast.arg(arg=name, annotation=ast.expr() as kind) if ast.unparse(kind).strip("\"'") == "Speech":
                yield name
            case ast.AnnAssign(target=target, annotation=kind) if ast.unparse(kind).strip("\"'") == "Speech":
                yield called(target)


def speaks(value: ast.expr) -> bool:
    """Whether an expression gives what says messages: a `Speech`, or `gettext` itself."""
    if isinstance(value, ast.Call):
        return called(value.func) in SPEAKERS
    return isinstance(value, ast.Attribute) and value.attr in ("speech", "_speech", "gettext", "ngettext")


def called(name: ast.expr) -> str:
    """The last name of a call or a target; of `speech_of(session)(…)`, what was called first."""
    match name:
        case ast.Attribute(attr=attr):
            return attr
        case ast.Name(id=id):
            return id
        case ast.Call(func=func):
            return called(func)
        case _:
            return ""


@pytest.mark.parametrize(("fault", "pattern"), MISSPACED.items())
def test_translations_are_spaced_as_quebec_does(fault: str, pattern: str) -> None:
    prose = [SNIPPET.sub("…", text) for message in messages("fr") for text in texts(message.string)]
    assert [text for text in prose if re.search(pattern, text)] == [], fault
