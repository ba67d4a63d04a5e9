"""Which project files are meant by what was typed: files, folders, patterns."""

import codecs
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from engage_cli.errors import Message, Problem
from engage_cli.questionnaire.library import PROJECT_FILE as FILE

Known = Mapping[str, Collection[str]]
"""Of folders, by their absolute path: names of files in them that were projects before."""

STDIN = "-"
_SUFFIXES = (".yaml", ".yml")
_WORD = re.compile(rb"charter|assessment")
_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*(?:#[^\n]*)?\r?\n|%[^\n]*\n|---(?=\s))*")
_KEY = re.compile(rb"""^( *)["']?(?:charter|assessment)["']?[ \t]*(?::|\r?$)""", re.MULTILINE)
"""With its colon or, as a slip of the pen, alone on its line."""
_FLOW = re.compile(
    rb"""(?P<key>"(?:charter|assessment)"|'(?:charter|assessment)'|\b(?:charter|assessment))\s*:
    |"(?:[^"\\]|\\.)*(?:"|\\?\Z)|'[^']*(?:'|\Z)|(?<=\s)\#[^\n]*|(?P<open>[{[])|(?P<close>[]}])|[^\s{}[\],:"'\#][^\s{}[\],:]*""",
    re.VERBOSE | re.DOTALL,
)
_HERE = os.curdir + os.sep
_START = 200_000
"""Bytes in which a project must show that it is one."""


def project_files(
    asked: Iterable[str], known: Known = MappingProxyType({})
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Paths to check, each once and in order of name, and what was asked for that is not there or cannot be read.

    In a folder, at any depth: files named project.yaml, and YAML files with a charter or an assessment at their top;
    hidden folders are left out. A file that is named is taken as it is, and one that is `known` is not opened.
    """
    found: dict[str, str] = {}
    problems: list[Problem] = []
    folders: dict[str, str] = {}
    for one in asked:
        refused: list[Problem] = []
        paths = [one] if one == STDIN else list(_named(one, known, refused))
        problems += refused
        if not paths and not refused:
            problems.append(Problem(path=one, message=Message.of("No project is found here."), hint=_hint(one)))
        for path in paths:
            found.setdefault(path if path == STDIN else _real(path, folders), path)
    return tuple(sorted(found.values())), tuple(problems)


def _real(path: str, folders: dict[str, str]) -> str:
    """The path without links; `folders` remembers those of folders."""
    if os.path.islink(path):  # ten thousand times, as below
        return os.path.realpath(path)
    parent, name = os.path.split(path)
    if parent not in folders:
        folders[parent] = os.path.realpath(parent)
    return f"{folders[parent]}{os.sep}{name}"


def _hint(asked: str) -> Message | None:
    if Path(asked).is_dir():
        return Message.of("A project is a YAML file with a key “charter”.")
    return Message.of("Check the name, and the folder that the command was started in.")


def _named(asked: str, known: Known, refused: list[Problem]) -> Iterator[str]:
    path = Path(asked)
    if path.is_dir():
        yield from _inside(path, known, refused)
    elif path.exists() or not any(mark in asked for mark in "*?["):
        yield asked
    else:
        import glob

        for match in sorted(glob.glob(asked, recursive=True)):  # a whole pattern, drive and all
            yield from _named(match, known, refused) if Path(match).is_dir() else [match]


def _inside(folder: Path, known: Known, refused: list[Problem]) -> Iterator[str]:
    """A folder that cannot be read may hold a project that does not hold up: it is added to `refused`."""
    for parent, folders, names in os.walk(folder, onerror=lambda error: refused.append(_unreadable(error))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        before = known.get(os.path.abspath(parent), ()) if known else ()
        for name in sorted(names):
            file = os.path.join(parent, name).removeprefix(_HERE)
            if name.lower().endswith(_SUFFIXES) and (name == FILE or name in before or _is_project(Path(file))):
                yield file


def _is_project(file: Path) -> bool:
    """Whether it looks like a project; a file that cannot be read is taken for one, so that it is reported."""
    if not file.is_file():
        return file.is_symlink()  # leads nowhere
    try:
        with file.open("rb") as content:
            start = content.read(_START)
    except OSError:
        return True
    wide = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return _has_key(start.decode("utf-16", "replace").encode("utf-8", "replace") if wide else start)


def _has_key(text: bytes) -> bool:
    """Whether a charter or an assessment stands at the top of the document, not within something else."""
    if not _WORD.search(text):
        return False
    head = _HEAD.match(text)
    start = head.end() if head else 0
    body = text[start:]
    top = body.lstrip(b" \t")
    if top.startswith(b"{"):
        return _in_flow(top)
    return any(len(found[1]) in (0, len(body) - len(top)) for found in _KEY.finditer(body))


def _in_flow(text: bytes) -> bool:
    depth = 0
    for token in _FLOW.finditer(text):
        if token["key"] and depth == 1:
            return True
        depth += bool(token["open"]) - bool(token["close"])
        if not depth:
            return False
    return False


def _unreadable(error: OSError) -> Problem:
    return Problem(path=str(error.filename), message=Message.of("This folder cannot be read."))
