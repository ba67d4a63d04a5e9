"""Finds the project files meant on the command line: files, folders, patterns.

All commands begin with `find_project_files`.
"""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from engage_cli.errors import Message, Problem
from engage_cli.project.configuration import FILE as SETTINGS
from engage_cli.project.configuration import PYPROJECT, Configuration, Configurations
from engage_cli.project.ignoring import GitIgnored, parse_patterns
from engage_cli.project.recognising import FileKind, is_looked_at, is_milestones_file, kind_of
from engage_cli.values import Value

Known = Mapping[str, Collection[str]]
"""Names of files that were projects before, by the absolute path of their folder."""

STDIN = "-"
_HERE = os.curdir + os.sep
_WHY = {
    FileKind.FOREIGN: Message.of("a project.yaml without “engage”, “charter” or “assessment”"),
    FileKind.UNCLEAR: Message.of("no valid YAML, though it speaks of a charter or an assessment"),
    FileKind.SPECIAL: Message.of("no regular file"),
    FileKind.BLANK: Message.of("nothing is written in it"),
    FileKind.BINARY: Message.of("no text in UTF-8"),
}
_EXCLUDED = Message.of("left out by --exclude")
_BY_GIT = Message.of("ignored by git")
_SEEN = Message.of("a link to a folder that is looked at already")
_NOT_FETCHED = Message.of("a module of git that is not fetched: {command}", command="git submodule update --init")
_MODULES = ".gitmodules"
_MILESTONES = Message.of("milestones of a project")


class PassedOver(Value):
    """A file or folder that was not looked at, or not taken for a project."""

    path: str
    reason: Message


class FoundProjects(Value, kw_only=True):
    """The project files that were found, and what was passed over or is missing."""

    paths: tuple[str, ...]
    """The project files, each once, in order of name."""
    problems: tuple[Problem, ...]
    """One problem for each path that does not exist or cannot be read."""
    passed_over: tuple[PassedOver, ...] = ()
    """In order of name; hidden folders, and YAML that nobody would take for a project, are not among them."""


def find_project_files(
    asked: Iterable[str], known: Known = MappingProxyType({}), exclude: Sequence[str] = ()
) -> FoundProjects:
    """The project files that `asked` means.

    In a folder, at any depth: YAML and JSON files with a charter or an assessment at their top, and those
    called project.yaml with `engage` there. Hidden folders, what git ignores and what settings leave out are not
    looked at; a link to a folder is followed once. A file that is named is taken as it is, unless its name says that it
    holds milestones, and one that is `known` is not opened. `exclude` are patterns, as git reads them from here, of
    files and folders not to look at. Raises InputError for settings that cannot be read.
    """
    found: dict[str, str] = {}
    problems: list[Problem] = []
    folders: dict[str, str] = {}
    search = _Search(known, exclude)
    asked = tuple(asked)
    for one in asked:
        refused = len(search.refused)
        paths = [one] if one == STDIN else list(_named(one, search))
        beside_others = is_milestones_file(one) and len(asked) > 1
        if not paths and len(search.refused) == refused and not beside_others:
            problems.append(Problem(path=one, message=Message.of("No project is found here."), hint=_hint(one)))
        for path in paths:
            found.setdefault(path if path == STDIN else _real(path, folders), path)
    passed_over = {one.path: one for one in search.passed_over}
    return FoundProjects(
        paths=tuple(sorted(found.values())),
        problems=(*search.refused, *problems),
        passed_over=tuple(passed_over[path] for path in sorted(passed_over)),
    )


def _real(path: str, folders: dict[str, str]) -> str:
    """The path without links; `folders` remembers those of folders."""
    if os.path.islink(path):  # ten thousand times, as below
        return os.path.realpath(path)
    parent, name = os.path.split(path)
    if parent not in folders:
        folders[parent] = os.path.realpath(parent)
    return f"{folders[parent]}{os.sep}{name}"


def _hint(asked: str) -> Message | None:
    if is_milestones_file(asked):
        return Message.of("These are the milestones of a project. Name the project itself.")
    if os.path.isdir(asked):
        return Message.of("A project is a YAML file with a key “charter”.")
    return Message.of("Check the name, and the folder that the command was started in.")


def _named(asked: str, search: "_Search") -> Iterator[str]:
    if os.path.isdir(asked):  # unlike Path.is_dir, silent where there is no permission
        yield from search.inside(str(Path(asked)))
    elif os.path.exists(asked) or not any(mark in asked for mark in "*?["):
        yield from search.named(asked)
    else:
        import glob

        for match in sorted(glob.glob(asked, recursive=True)):  # a whole pattern, drive and all
            yield from search.inside(match) if os.path.isdir(match) else search.named(match)


class _Search:
    """Walks folders; remembers what it passed over, and what it could not read."""

    def __init__(self, known: Known, exclude: Sequence[str]) -> None:
        self.passed_over: list[PassedOver] = []
        self.refused: list[Problem] = []
        """Folders that cannot be read: each may hold a project that does not hold up."""
        self._known = known
        self._ignored = GitIgnored()
        self._settings = Configurations()
        self._exclude = tuple(exclude)

    def named(self, path: str) -> Iterator[str]:
        """A file that was named, by a person or by a pattern of their shell, which takes in milestones too."""
        if is_milestones_file(path):
            self._pass(path, _MILESTONES)
        else:
            yield path

    def inside(self, top: str) -> Iterator[str]:
        """Projects in the folder `top` at any depth."""
        settings = {top: self._settings.for_folder(Path(top))}
        followed = [os.path.realpath(top)]
        for parent, folders, names in os.walk(top, onerror=self._refuse, followlinks=True):
            if SETTINGS in names or PYPROJECT in names or ".git" in folders or ".git" in names:
                settings[parent] = self._settings.for_folder(Path(parent))
            here = settings[parent]
            if _MODULES in names:
                self._look_for_modules(parent)
            folders[:] = [name for name in sorted(folders) if self._enters(parent, name, here, followed)]
            settings |= {os.path.join(parent, name): here for name in folders}
            yield from (file for name in sorted(names) if (file := self._project(parent, name, here)))

    def _look_for_modules(self, top: str) -> None:
        """Passes over the modules of the repository at `top` that were not fetched: they may hold projects."""
        with suppress(OSError):
            text = Path(top, _MODULES).read_text(encoding="utf-8", errors="surrogateescape")
            for module in re.findall(r"^\s*path\s*=\s*(.+?)\s*$", text, re.MULTILINE):
                path = os.path.join(top, module)
                if not os.path.isdir(path) or not os.listdir(path):
                    self._pass(path, _NOT_FETCHED)

    def _enters(self, parent: str, name: str, settings: Configuration, followed: list[str]) -> bool:
        path = os.path.join(parent, name)
        if name.startswith(".") or not self._wanted(path, settings, folder=True):
            return False
        if os.path.islink(path):
            real = os.path.realpath(path)
            if any(_within(real, one) or _within(one, real) for one in followed):
                self._pass(path, _SEEN)
                return False
            followed.append(real)
        return True

    def _project(self, parent: str, name: str, settings: Configuration) -> str | None:
        """The path of the file `name`, where it is a project."""
        path = os.path.join(parent, name).removeprefix(_HERE)
        if not is_looked_at(name) or is_milestones_file(name) or not self._wanted(path, settings, folder=False):
            return None
        if self._known and name in self._known.get(os.path.abspath(parent), ()):
            return path
        kind = kind_of(Path(path))
        if kind in _WHY:
            self._pass(path, _WHY[kind])
        return path if kind is FileKind.PROJECT else None

    def _wanted(self, path: str, settings: Configuration, *, folder: bool) -> bool:
        if self._ignored.contains(path, folder=folder):
            self._pass(path, _BY_GIT)
            return False
        if self._exclude and self._excludes(path, folder=folder):
            self._pass(path, _EXCLUDED)
            return False
        if settings.leaves_out(path, folder=folder):
            self._pass(path, Message.of("left out by {file}", file=settings.source))
            return False
        return True

    def _excludes(self, path: str, *, folder: bool) -> bool:
        inner = os.path.relpath(path).replace(os.sep, "/") + ("/" if folder else "")
        return parse_patterns(self._exclude).match_file(inner)

    def _refuse(self, error: OSError) -> None:
        self.refused.append(
            Problem(path=str(error.filename).removeprefix(_HERE), message=Message.of("This folder cannot be read."))
        )

    def _pass(self, path: str, why: Message) -> None:
        self.passed_over.append(PassedOver(path.removeprefix(_HERE), why))


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
