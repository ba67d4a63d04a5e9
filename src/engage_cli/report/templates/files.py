"""The shipped templates as files to copy from: their names and blocks, and which files of a custom folder are used."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path

from engage_cli.errors import InputError, Message, Problem, UsageError, closest_word, suggestion, unwritable
from engage_cli.files.outputs import write_output
from engage_cli.files.reading import read_text
from engage_cli.report.choices import Kind
from engage_cli.shipped import shipped
from engage_cli.typed import command

RUN = (".html", ".md", ".css")
"""Suffixes of template files."""
TEMPLATES = (*RUN, ".yaml", ".yml")
"""Suffixes of templates and themes."""
_THEME, _VERY_ALIKE = "theme.yaml", 0.9
"""The name of the theme file, and the similarity from which another name counts as a misspelling of it."""
_ABOUT = ("README", "LISEZMOI", "LICEN")
"""Beginnings of the names of files about the folder itself."""
PAGES = tuple(kind.template for kind in Kind)
"""The page template of each kind of report."""
SHARED = ("page.html", "parts.html", "style.css", "screen.css", "print.css", "pdf.css", "theme.yaml")

OWN_MARKDOWN = "report.md"
"""A template that only custom folders have; without it, Markdown is converted from the page."""
NAMED = re.compile(r"""{%-?\s*(?:extends|include|import|from)\s+["']([^"']+)["']""")
"""References to other templates in the text of a template."""
_BLOCK = re.compile(r"{%-?\s*(?:block\s+(?P<name>\w+)[^%]*|(?P<end>endblock)\b[^%]*)-?%}")


def used_files(folder: Path) -> Iterator[Path]:
    """The files of a custom folder that take part in documents: replacements of ours, and what those include.

    Raises InputError for anything that is not a file of bounded size.
    """
    names = [*PAGES, *SHARED, OWN_MARKDOWN]
    for name in names:
        if os.path.lexists(folder / name):
            yield folder / name
            text = read_text(folder / name)
            names += sorted(set(NAMED.findall(text)).difference(names))


def has_own_pages(folder: Path) -> bool:
    """Whether a custom folder changes more than the theme."""
    names = (*PAGES, *SHARED, OWN_MARKDOWN)
    return any(os.path.lexists(folder / name) for name in names if name != "theme.yaml")


def has_own_templates(folder: Path) -> bool:
    """Whether a custom folder contains any template that may run: a replacement of ours, or one it includes."""
    return any(file.suffix in RUN or file.is_symlink() for file in folder.rglob("*"))


def unused_files(folder: Path) -> Iterator[Problem]:
    """A problem for each file of a custom folder that replaces no shipped template and that no other file uses."""
    files = sorted(file for file in folder.rglob("*") if file.suffix in TEMPLATES and file.is_file())
    named = {name for file in files if file.suffix in RUN for name in _names(file)}
    for file in files:
        name = file.relative_to(folder).as_posix()
        known = (*PAGES, *SHARED, OWN_MARKDOWN) if file.suffix in RUN else (_THEME,)
        meant = file.suffix in RUN or bool(get_close_matches(name, known, cutoff=_VERY_ALIKE))
        used = name in (*known, *named) or (shipped("report_templates") / name).is_file()  # of a portfolio, of letters
        if meant and not used and not name.upper().startswith(_ABOUT):
            message = Message.of("No template is called “{name}”, and none here uses it.", name=name)
            yield Problem(path=str(file), message=message, hint=suggestion(name, known))


def unshown(folder: Path) -> Iterator[Problem]:
    """What no document shows of a custom folder: files of `unused_files`, and blocks of `unshown_blocks`."""
    yield from unused_files(folder)
    for file in sorted(one for one in folder.rglob("*") if one.suffix in RUN and one.is_file()):
        with suppress(InputError):  # reported where it is used
            yield from unshown_blocks(file, read_text(file))


def unshown_blocks(file: Path, text: str) -> Iterator[Problem]:
    """A problem for each block that the shipped template which the `text` of `file` extends does not have."""
    extended = re.search(r"""{%-?\s*extends\s+["']shipped/([^"']+)["']""", text)
    if extended is None or not (shipped("report_templates") / extended[1]).is_file():
        return
    known = block_names(extended[1])
    own = find_blocks(text)
    for name, (start, end) in own.items():
        inside = any(first < start and end < last for first, last in own.values())
        if name not in known and not inside:
            line = text.count("\n", 0, start) + 1
            missing = Message.of("“{name}” has no block “{block}”.", name=extended[1], block=name)
            every = Message.of("There are: {names}.", names=", ".join(known))
            hint = suggestion(name, known) if closest_word(name, known) else every
            yield Problem(path=str(file), line=line, message=missing, hint=hint)


def _names(file: Path) -> list[str]:
    """The template names that `file` refers to; empty where it cannot be read, which is reported where it is used."""
    with suppress(InputError):
        return NAMED.findall(read_text(file))
    return []


def refuse_empty_folder(folder: Path) -> None:
    """Raises UsageError where a folder has neither templates nor a theme: the shipped ones would be used unnoticed."""
    if not has_own_templates(folder) and not os.path.lexists(folder / "theme.yaml"):
        raise UsageError(
            Message.of("There is no template in “{path}”.", path=folder),
            Message.of(
                "To begin with one: {command}", command=command("template", "copy", "report.html", "-o", folder)
            ),
        )


def read_shipped(name: str) -> str:
    """The text of a shipped template. Raises UsageError where there is none of that name."""
    if name not in (*PAGES, *SHARED):
        raise UsageError(
            Message.of("There is no template “{name}”.", name=name),
            Message.of("There are: {names}.", names=", ".join((*PAGES, *SHARED))),
        )
    return (shipped("report_templates") / name).read_text(encoding="utf-8")


def find_blocks(text: str) -> dict[str, tuple[int, int]]:
    """The blocks of a template by name, in order: (start of the opening tag, end of the closing tag) as offsets."""
    found: dict[str, tuple[int, int]] = {}
    opened: list[tuple[str, int]] = []
    for tag in _BLOCK.finditer(text):
        if tag["name"]:
            opened.append((tag["name"], tag.start()))
            found[tag["name"]] = (tag.start(), -1)
        elif opened:
            name, start = opened.pop()
            found[name] = (start, tag.end())
    return found


def block_names(name: str) -> tuple[str, ...]:
    """The blocks of a shipped template, including those of the template it extends."""
    text = (shipped("report_templates") / name).read_text(encoding="utf-8")
    extended = re.search(r'{%-?\s*extends\s+"([^"]+)"', text)
    inherited = block_names(extended[1]) if extended else ()
    return tuple(dict.fromkeys((*inherited, *find_blocks(text))))


def block_template(name: str, block: str) -> str:
    """The start of a custom template that replaces one block of the shipped template `name`.

    Raises UsageError where there is no such block.
    """
    return f'{{% extends "shipped/{name}" %}}\n\n{_block(name, block)}\n'


def copy_template(name: str, folder: Path, block: str | None = None, *, force: bool = False) -> Path:
    """Writes a shipped template, or a template for one of its blocks, into `folder`; returns the file's path.

    A block is appended to those that the file has. Raises UsageError where something would be lost.
    """
    text = read_shipped(name) if block is None else block_template(name, block)
    path = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.is_file() and not force:
            text = _added(path, name, block)
    except OSError as error:
        raise unwritable(path, error) from error
    write_output(text.encode(), path, inputs=(shipped("report_templates") / name,), force=True)
    return path


def _added(path: Path, name: str, block: str | None) -> str:
    there = read_text(path)
    if block is None or block in find_blocks(there) or f'"shipped/{name}"' not in there:
        raise UsageError(
            Message.of("“{path}” is there already.", path=path), Message.of("Add --force to begin it again.")
        )
    return f"{there.rstrip()}\n\n{_block(name, block)}\n"


def _block(name: str, block: str) -> str:
    for place in _lineage(name):
        text = read_shipped(place)
        if block in find_blocks(text):
            start, end = find_blocks(text)[block]
            return text[start:end]
    raise UsageError(
        Message.of("“{name}” has no block “{block}”.", name=name, block=block),
        Message.of("There are: {names}.", names=", ".join(block_names(name))),
    )


def _lineage(name: str) -> Iterator[str]:
    yield name
    extended = re.search(r'{%-?\s*extends\s+"([^"]+)"', read_shipped(name))
    if extended:
        yield from _lineage(extended[1])
