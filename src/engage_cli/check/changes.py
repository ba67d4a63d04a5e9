"""Which projects changed since a revision of git: they, or what they are judged by."""

import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from engage_cli.errors import Message, UsageError
from engage_cli.project.git import git, is_shallow
from engage_cli.project.recognising import Kind, is_yaml, keeps_milestones, kind_of_content

_ALL = Message.of("Leave out --diff to check everything.")


class Changes:
    """What differs from where this branch and `revision` part, in the working tree; untracked files are new."""

    def __init__(self, revision: str, projects: Iterable[str]) -> None:
        """Asks git in the repository of each of `projects`. Raises UsageError where it cannot say."""
        self.revision = revision
        self._projects = frozenset(map(os.path.realpath, projects))
        tops = {_top(folder) for folder in {str(Path(one).parent) for one in self._projects}}
        self._changed = {path: (top, since) for top in tops for since, path in _changed(top, revision)}

    def touch(self, paths: Iterable[Path]) -> bool:
        """Whether one of `paths` changed."""
        return any(os.path.realpath(path) in self._changed for path in paths)

    @cached_property
    def may_touch_questionnaires(self) -> bool:
        """Whether YAML changed that is none of the projects: it may be what they are judged by."""
        return any(is_yaml(path) for path in self._changed.keys() - self._projects)

    @cached_property
    def before(self) -> tuple[str, ...]:
        """Real paths of the projects that there were at the revision, and that are none now."""
        others = (path for path in sorted(self._changed.keys() - self._projects) if is_yaml(path))
        return tuple(one for one in others if not keeps_milestones(one) and _was_project(one, *self._changed[one]))


def _was_project(path: str, top: str, since: str) -> bool:
    """Whether the file was there at the commit `since`, as a project."""
    then = git(Path(top), "cat-file", "blob", f"{since}:{os.path.relpath(path, top).replace(os.sep, '/')}")
    return not then.returncode and kind_of_content(then.stdout, Path(path).name) is Kind.PROJECT


def _top(folder: str) -> str:
    """The top of the repository that `folder` is in."""
    found = git(Path(folder), "rev-parse", "--show-toplevel", without=_ALL)
    if b"dubious ownership" in found.stderr:
        trust = f"git config --global --add safe.directory {folder}"
        raise UsageError(
            Message.of("git does not read “{path}”, which belongs to somebody else.", path=folder),
            Message.of("To trust it: {command}", command=trust),
        )
    if found.returncode:
        raise UsageError(Message.of("“{path}” is in no repository of git.", path=folder), _ALL)
    return os.path.realpath(os.fsdecode(found.stdout.rstrip(b"\r\n")))


def _changed(top: str, revision: str) -> Iterator[tuple[str, str]]:
    """The commit before, and the real path of what changed in the repository at `top`, what was deleted included."""
    here = Path(top)
    since = _parting(here, revision)
    changed = git(here, "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", since, "--").stdout
    new = git(here, "ls-files", "-z", "--others", "--exclude-standard").stdout
    names = (os.fsdecode(name) for name in (*changed.split(b"\0"), *new.split(b"\0")) if name)
    return ((since, str(here / name)) for name in names)


def _parting(top: Path, revision: str) -> str:
    """The commit where this branch and `revision` part."""
    found = git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode:
        raise UsageError(Message.of("There is no revision “{revision}” here.", revision=revision), _fetching(top))
    commit = found.stdout.decode().strip()
    base = git(top, "merge-base", commit, "HEAD")
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
