"""Recognises project files by the keys at their top, and finds the one that a path means."""

import codecs
import os
import re
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from engage_cli.errors import InputError, Message, Problem, closest_file, join_words
from engage_cli.files.reading import MAX_BYTES
from engage_cli.questionnaire.library import PROJECT_FILE

KEYS = frozenset({"charter", "assessment"})
"""The keys of which either makes a YAML file a project."""
MARK = "engage"
"""The key that makes a file called project.yaml, a common name, a project."""
MILESTONES = ".milestones.yaml"
"""Ends the name of the file that keeps the milestones of a project."""
ANSWERS = ".answers.yaml"
"""Ends the name of a file of answers, those of one respondent, beside a project."""
_POSSIBLE = r"charter|assessment|\\"
"""Without one of these no key can read as one of KEYS; a backslash may write any letter."""
_SLIP = r"""(?m)^( *)["']?(?:charter|assessment)["']?[ \t]*(?::|\r?$)"""
"""In a text that is not YAML: such a key, with its colon or, as a slip of the pen, alone on its line."""
_JSON, _JSON_START = r'\s*\{\s*"(?:engage|charter|assessment|milestones|\$schema|x-[^"]*)"', 4096
"""How a project in JSON begins, and the bytes in which that shows: files of results may be many and large."""
_HEAD = r"(?:[ \t]*(?:#[^\n]*)?\r?\n|%[^\n]*\n|---(?=\s))*"


class FileKind(StrEnum):
    """What a file is taken for."""

    PROJECT = "project"
    """A project; it may still have problems."""
    OTHER = "other"
    FOREIGN = "foreign"
    """A project.yaml of some other program."""
    SPECIAL = "special"
    """A device, a pipe or a socket."""
    UNCLEAR = "unclear"
    """No valid YAML, and it mentions a charter."""
    BLANK = "blank"
    """Nothing in it: a project may have been lost."""
    BINARY = "binary"
    """No text in UTF-8."""


def kind_of(file: Path) -> FileKind:
    """The kind of the file; one that cannot be read counts as a project, so that it is reported."""
    try:
        if not file.is_file():
            leads_nowhere = file.is_symlink() and not file.exists()
            return FileKind.PROJECT if leads_nowhere else FileKind.SPECIAL if not file.is_dir() else FileKind.OTHER
        with file.open("rb") as content:
            start = content.read(_JSON_START if is_json(file.name) else MAX_BYTES)
            if is_json(file.name) and re.match(_JSON, _text(start)):
                start += content.read(MAX_BYTES)
    except OSError:
        return FileKind.PROJECT
    return kind_of_content(start, file.name)


def kind_of_content(content: bytes, name: str) -> FileKind:
    """The kind of a file called `name` with this `content`."""
    text = _text(content)
    if is_json(name) and not re.match(_JSON, text):
        return FileKind.OTHER
    return _kind(text, named=name == PROJECT_FILE)


def _kind(text: str, *, named: bool) -> FileKind:
    if not named and not re.search(_POSSIBLE, text):
        return (
            FileKind.BINARY
            if "\0" in text or "\ufffd" in text
            else FileKind.BLANK
            if _is_blank(text)
            else FileKind.OTHER
        )
    from engage_cli.files.yaml_keys import NotYamlError, top_keys

    wanted = {*KEYS, MARK} if named else KEYS
    found = []
    try:
        for key in top_keys(text):
            found.append(key)
            if key in wanted and (named or _slips(text)):
                return FileKind.PROJECT  # whatever follows
    except NotYamlError:
        return FileKind.PROJECT if named or _slips(text) else FileKind.UNCLEAR
    if wanted.intersection(found) or (not found and (_slips(text) or (named and not text.strip()))):
        return FileKind.PROJECT
    return FileKind.FOREIGN if named else FileKind.OTHER


def _text(content: bytes) -> str:
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return content.decode("utf-16" if wide else "utf-8", "replace").removeprefix("\ufeff")


def _is_blank(text: str) -> bool:
    """Whether there is nothing but comments, spaces and the marks of a document."""
    lines = map(str.strip, text.splitlines())
    return all(not line or line.startswith("#") or line in ("---", "...") for line in lines)


def _slips(text: str) -> bool:
    """Whether a faulty text has one of KEYS at its top: not indented, or as far as its first line is."""
    head = re.match(_HEAD, text)
    body = text[head.end() if head else 0 :]
    indent = len(body) - len(body.lstrip(" \t"))
    return any(len(found[1]) in (0, indent) for found in re.finditer(_SLIP, body))


def is_yaml(name: str) -> bool:
    """Whether the name of a file ends as that of a YAML file does; no other is looked at."""
    return os.path.splitext(name)[1].lower() in (".yaml", ".yml")  # ten thousand times


def is_json(name: str) -> bool:
    """Whether a file of that name would be JSON, in which a project may be written too."""
    return name.endswith((".json", ".JSON"))


def is_looked_at(name: str) -> bool:
    """Whether a file of that name may be a project that is found in a folder."""
    return is_yaml(name) or is_json(name)


def milestones_path(project: Path) -> Path:
    """`PROJECT.milestones.yaml` beside the file `project`."""
    return project.with_name(f"{project.stem}{MILESTONES}")


def is_milestones_file(name: str) -> bool:
    """Whether the name is that of a file of milestones."""
    return name.endswith(MILESTONES)


def find_project_file(path: Path) -> Path:
    """The file that `path` means: itself, or the project.yaml of a folder.

    Raises InputError, with the name that was probably meant, where there is neither.
    """
    with suppress(PermissionError):  # reading the file will say so
        if path.is_dir():
            if not (path / PROJECT_FILE).exists():
                message = Message.of("This folder has no file called {name}.", name=PROJECT_FILE)
                raise InputError(Problem(path=str(path), message=message, hint=_hint(PROJECT_FILE, path)))
            return path / PROJECT_FILE
        if not path.exists() and path.parent.is_dir():
            there = path.is_symlink()
            message = Message.of("This link leads nowhere.") if there else Message.of("There is no such file.")
            raise InputError(Problem(path=str(path), message=message, hint=_hint(path.name, path.parent)))
    return path


def _hint(name: str, folder: Path) -> Message:
    """The file or folder there whose name is most alike, else the projects that there are, else how to begin one."""
    there = (one for one in folder.iterdir() if one.exists())
    names = sorted(one.name for one in there if (one / PROJECT_FILE if one.is_dir() else one).is_file() and _named(one))
    if guess := closest_file(name, names):
        return Message.of("Did you mean “{guess}”?", guess=folder / guess if folder.name else guess)
    if projects := [str(folder / one) for one in names if _is_project(folder / one)]:
        return Message.of("Projects there: {names}.", names=join_words(projects))
    return Message.of("Check the name and the folder. To begin a project: {command}", command="engage new")


def _named(path: Path) -> bool:
    """Whether its name is that of a project: any folder’s, a file’s if it is YAML and no other beside a project."""
    return path.is_dir() or (is_yaml(path.name) and not path.name.endswith((MILESTONES, ANSWERS)))


def _is_project(path: Path) -> bool:
    return path.is_dir() or kind_of(path) is FileKind.PROJECT
