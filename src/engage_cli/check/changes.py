"""Which projects changed since a revision of git, or what they are judged by."""

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path

from engage_cli.errors import Message, UsageError
from engage_cli.project.configuration import FILE, PYPROJECT
from engage_cli.project.git import is_shallow, run_git
from engage_cli.project.recognising import FileKind, is_looked_at, is_milestones_file, is_yaml, kind_of_content

SETTINGS = (FILE, PYPROJECT)
NOTHING = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
"""The id that git gives the empty tree."""
_FILES = ("100644", "100755", "120000")
"""What git calls files and links."""
_AT_ONCE = 500
"""How many files git reads at once; they stand in memory together."""
_ALL = Message.of("Leave out --diff to check everything.")


class Changes:
    """What differs between the working tree and the commit where this branch and `revision` part.

    Untracked files are new.
    """

    def __init__(self, revision: str, projects: Iterable[str]) -> None:
        """Asks git in the repository of each of `projects`. Raises UsageError where it cannot say."""
        self.revision = revision
        named = [Path(one) for one in projects]
        self._projects = frozenset(map(os.path.realpath, named))
        real = [Path(one) for one in self._projects]
        inside = {folder: _top(str(folder)) for folder in {one.parent for one in (*named, *real)}}
        tops: dict[str, list[str]] = {top: [] for top in inside.values()}  # of a link, its own repository too
        for one in real:
            tops[inside[one.parent]].append(str(one))
        changed = ((path, (top, held)) for top in tops for path, held in _changed(top, revision).items())
        self._changed = {path: before for path, before in changed if path not in tops}  # a module speaks for itself
        self._unknown_to_git = {path for top, paths in tops.items() for path in _ignored(top, paths)}

    def include(self, paths: Iterable[Path]) -> bool:
        """Whether one of `paths` changed, a link on the way to it, or a file that git ignores."""
        names = (name for path in paths for name in _names(path))
        return any(name in self._changed or name in self._unknown_to_git for name in names)

    def include_settings_of(self, project: Path) -> bool:
        """Whether settings of `project` changed, those that are gone included, or a file is gone that may have been
        its questionnaire.
        """
        here = os.path.realpath(project)
        return self._judge_gone or here.startswith(self._settings)

    @cached_property
    def deleted(self) -> tuple[str, ...]:
        """The real paths of files that were deleted."""
        return tuple(path for path in self._changed if not os.path.lexists(path))

    @cached_property
    def may_touch_questionnaires(self) -> bool:
        """Whether a YAML file changed that is no project: it may be part of what judges."""
        return any(is_yaml(path) for path in self._changed.keys() - self._projects)

    @cached_property
    def gone_projects(self) -> tuple[str, ...]:
        """The real paths of files that were projects at the revision and are none now."""
        others = (path for path in sorted(self._changed.keys() - self._projects) if is_looked_at(path))
        held = self._then(path for path in others if not is_milestones_file(path))
        return tuple(path for path, then in held if kind_of_content(then, Path(path).name) is FileKind.PROJECT)

    @cached_property
    def _judge_gone(self) -> bool:
        gone = (path for path in self.deleted if is_yaml(path) and not is_milestones_file(path))
        gone = (path for path in gone if Path(path).name not in SETTINGS)
        return not frozenset(self.gone_projects).issuperset(gone)

    @cached_property
    def _settings(self) -> tuple[str, ...]:
        """The folders, each with its closing slash, for which settings changed."""
        files = (path for path in map(Path, self._changed) if path.name in SETTINGS)
        return tuple(f"{path.parent}{os.sep}" for path in files if self._held_settings(path))

    def _held_settings(self, path: Path) -> bool:
        """Whether the file says something of engage, now or at the revision."""
        now = path.read_bytes() if path.is_file() else b""
        then = (held for _, held in self._then([str(path)]))
        return path.name != PYPROJECT or any(b"engage" in one for one in (now, *then))

    def _then(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """What those of `paths` that were files at the revision held then. Raises UsageError where git lacks one."""
        by_top: dict[str, list[tuple[str, str]]] = {}
        for path in paths:
            top, held = self._changed[path]
            if held:
                by_top.setdefault(top, []).append((path, held))
        for top, asked in by_top.items():
            for start in range(0, len(asked), _AT_ONCE):
                yield from self._read(Path(top), asked[start : start + _AT_ONCE])

    def _read(self, top: Path, asked: Sequence[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
        """As `_then`, in one call of git, for (path, name of what it held)."""
        said = run_git(top, "cat-file", "--batch", given="".join(f"{held}\n" for _, held in asked).encode()).stdout
        for path, _ in asked:
            head, _, said = said.partition(b"\n")
            match head.split():
                case [_, b"blob", size]:
                    yield path, said[: int(size)]
                    said = said[int(size) + 1 :]
                case _:
                    raise self._lacking(path)

    def _lacking(self, path: str) -> UsageError:
        message = Message.of("This clone lacks what “{path}” held at “{revision}”.", path=path, revision=self.revision)
        return UsageError(message, Message.of("Fetch it: {command}", command="git fetch --refetch"))


def _names(path: Path) -> Iterator[str]:
    """The real path, and that of each link by which it is reached."""
    yield os.path.realpath(path)
    here = path.absolute()
    yield from (str(_real(one.parent) / one.name) for one in (here, *here.parents))


@cache
def _real(folder: Path) -> Path:
    return folder.resolve()


def _top(folder: str) -> str:
    """The top of the repository that `folder` is in."""
    found = run_git(Path(folder), "rev-parse", "--show-toplevel", without=_ALL)
    if b"dubious ownership" in found.stderr:
        trust = f"git config --global --add safe.directory {folder}"
        raise UsageError(
            Message.of("git does not read “{path}”, which belongs to somebody else.", path=folder),
            Message.of("To trust it: {command}", command=trust),
        )
    if found.returncode:
        raise UsageError(Message.of("“{path}” is in no repository of git.", path=folder), _ALL)
    return os.path.realpath(os.fsdecode(found.stdout.rstrip(b"\r\n")))


def _changed(top: str, revision: str) -> dict[str, str | None]:
    """The real path of what changed in the repository at `top`, what was deleted included.

    With each, what git calls that which the file held; None where none was there: nothing, a folder or a module.
    """
    here = Path(top)
    quick = ("--raw", "--no-abbrev", "-z", "--no-renames", "--no-ext-diff", "--no-relative", "--ignore-submodules=none")
    words = _said(here, revision, "diff", *quick, _since(here, revision), "--").split(b"\0")
    new = _said(here, revision, "ls-files", "-z", "--others", "--exclude-standard").split(b"\0")
    found: dict[str, str | None] = {str(here / os.fsdecode(name)): None for name in new if name}
    for head, name in zip(words[::2], words[1::2], strict=False):
        mode, _, held, *_ = head.decode().split()
        path = str(here / os.fsdecode(name))
        found[path] = held if mode[1:] in _FILES else found.get(path)
    return found


def _said(here: Path, revision: str, *words: str) -> bytes:
    """Raises UsageError where git says nothing, which is not that nothing changed."""
    done = run_git(here, *words)
    if done.returncode:
        why = (done.stderr.decode(errors="replace").strip().splitlines() or ["?"])[0]
        message = Message.of("git cannot say what changed since “{revision}”: {why}", revision=revision, why=why)
        raise UsageError(message, _fetching(here))
    return done.stdout


def _ignored(top: str, paths: Sequence[str]) -> Iterator[str]:
    """Those of `paths` that git ignores: it does not tell whether they changed."""
    if paths:
        asked = b"\0".join(map(os.fsencode, paths))
        yield from map(
            os.fsdecode, run_git(Path(top), "check-ignore", "-z", "--stdin", given=asked).stdout.split(b"\0")
        )


def _since(top: Path, revision: str) -> str:
    """The commit to compare with: in a module of another repository, the one that this held where they part."""
    outer = run_git(top, "rev-parse", "--show-superproject-working-tree").stdout.rstrip(b"\r\n")
    if not outer or Path.cwd().resolve().is_relative_to(top):
        return _parting(top, revision)
    above = Path(os.path.realpath(os.fsdecode(outer)))
    name = f"{_since(above, revision)}:{os.path.relpath(top, above).replace(os.sep, '/')}"
    held = run_git(above, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
    return held.stdout.decode().strip() if not held.returncode else NOTHING


def _parting(top: Path, revision: str) -> str:
    """The commit where this branch and `revision` part."""
    found = run_git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode:
        raise UsageError(Message.of("There is no revision “{revision}” here.", revision=revision), _fetching(top))
    commit = found.stdout.decode().strip()
    base = run_git(top, "merge-base", commit, "HEAD")
    if not base.returncode:
        return base.stdout.decode().split()[0]
    if is_shallow(top):
        message = Message.of(
            "This clone does not reach back to where “{revision}” and this branch part.", revision=revision
        )
        raise UsageError(message, _fetching(top))
    return commit


def _fetching(top: Path) -> Message:
    if is_shallow(top):
        return Message.of(
            "This clone has only the last revisions. Fetch all: git fetch --unshallow; in CI, {github} or {gitlab}.",
            github="fetch-depth: 0",
            gitlab="GIT_DEPTH: 0",
        )
    return Message.of("Branches and tags there are: {command}", command="git branch --all; git tag")
