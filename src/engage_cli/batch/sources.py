"""Finds projects and names each for the output folder: uniquely, and never outside of it."""

import os
import re
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from engage_cli.errors import Problem
from engage_cli.i18n import translator
from engage_cli.project.discovery import Known, PassedOver, find_project_files
from engage_cli.questionnaire.library import PROJECT_FILE as FILE
from engage_cli.report.choices import Kind
from engage_cli.report.formats import FORMATS
from engage_cli.slugs import slug
from engage_cli.values import Value

LONGEST = 60
"""Maximum number of characters in a part of a name."""
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)$")
"""Names that Windows reserves for devices."""


class Source(Value):
    """A project file with its name."""

    path: str
    """As it was found."""
    name: str
    """Unique in the run: parts of lower-case letters, digits and hyphens, separated by slashes."""


class Sources(Value, kw_only=True):
    """The projects found, and what was not."""

    projects: tuple[Source, ...] = ()
    """In order of name."""
    missing: tuple[Problem, ...] = ()
    """Problems of paths that do not exist or cannot be read."""
    passed_over: tuple[PassedOver, ...] = ()


def find_sources(asked: Sequence[str], known: Known = MappingProxyType({})) -> Sources:
    """The projects in the paths `asked`. Raises InputError for a settings file that cannot be read.

    Files in `known` are taken for projects without a look.
    """
    found = find_project_files(asked, known)
    folders = sorted({os.path.normpath(one) for one in asked if Path(one).is_dir()}, key=len, reverse=True)
    named = _distinct([(path, _parts(path, folders)) for path in found.paths])
    return Sources(
        projects=tuple(sorted(named, key=lambda source: source.name)),
        missing=found.problems,
        passed_over=found.passed_over,
    )


def document_file(name: str, kind: Kind, format: str, languages: Sequence[str]) -> str:
    """The path of a document in the output folder: `education/fabrique-rapport.pdf`."""
    return kind.stem(name, translator(languages[0])) + FORMATS[format].suffix


def _parts(path: str, folders: Sequence[str]) -> tuple[str, ...]:
    """The parts of a name: the path below the folder asked for, without a default file name."""
    file = os.path.normpath(path)
    above = next((f for f in folders if f == os.curdir or file.startswith(f + os.sep)), None)
    parts = (file if above in (None, os.curdir) else file[len(above or "") + 1 :]).split(os.sep)  # ten thousand times
    if above is None or parts == [FILE]:
        parts = list(Path(path).resolve().parts[-2:]) if parts[-1] == FILE else parts[-1:]
    return tuple(parts[:-1]) if parts[-1] == FILE else (*parts[:-1], os.path.splitext(parts[-1])[0])


def _distinct(found: Iterable[tuple[str, tuple[str, ...]]]) -> list[Source]:
    """A distinct name for each; where several would be equal, those that had to be changed get a suffix from their
    path."""
    plain: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for path, parts in found:
        plain.setdefault("/".join(map(_part, parts)), []).append((path, parts))
    taken: dict[str, str] = {}
    for name, members in sorted(plain.items()):
        exact = [path for path, parts in members if "/".join(parts) == name]
        for path, parts in sorted(members):
            alone = len(members) == 1 or exact[:1] == [path]
            taken[path] = name if alone else f"{name}-{_mark(path, parts)}"
    return [Source(path, name) for path, name in _apart(taken)]


def _apart(taken: dict[str, str]) -> Iterable[tuple[str, str]]:
    """The names, with a number where two are still equal."""
    seen: set[str] = set()
    for path, wanted in taken.items():
        name, number = wanted, 2
        while name in seen:
            name, number = f"{wanted}-{number}", number + 1
        seen.add(name)
        yield path, name


def _mark(path: str, parts: Sequence[str]) -> str:
    return sha256(f"{'/'.join(parts)}\0{path}".encode("utf-8", "surrogateescape")).hexdigest()[:8]


def _part(text: str) -> str:
    """`text` as lower-case ASCII letters, digits and hyphens; never empty, never a reserved name of a system."""
    if text.isascii() and text.islower() and text.replace("-", "").isalnum() and len(text) <= LONGEST:
        kept = text.strip("-")
    else:
        kept = slug(text)[:LONGEST].strip("-")
    return f"{kept or 'x'}-" + "x" if not kept or RESERVED.match(kept) else kept
