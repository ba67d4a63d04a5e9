"""Compiled values of shipped files: they load in a twentieth of the time.

What is compiled stands inside the package, as bytecode does, and is as trusted. It is used as long as neither the files
it was made from nor the code that reads them has changed by a byte.
"""

import os
import zlib
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar

PACKAGE = Path(__file__).resolve().parents[1]
FOLDER = PACKAGE / "compiled"

Readers = tuple[str, ...]
"""Patterns of modules, from the package: the code that decides which values the files become."""
Kind = TypeVar("Kind")


def load_compiled(source: Path, kind: type[Kind], readers: Readers) -> Kind | None:
    """The value that the file or folder `source` was compiled to; None where there is none, or it is out of date."""
    try:
        content = _file(source).read_bytes()
    except OSError:
        return None
    key = _key(source, readers)
    if not content.startswith(key):
        return None
    value = _value(content[len(key) :])
    return value if isinstance(value, kind) else None


def save_compiled(source: Path, value: object, readers: Readers) -> None:
    """Writes `value` as the compiled form of `source`. Raises OSError."""
    import pickle
    from pickletools import optimize

    FOLDER.mkdir(exist_ok=True)
    made = FOLDER / f"{source.name}.{os.getpid()}"
    made.write_bytes(_key(source, readers) + optimize(pickle.dumps(value, protocol=5)))
    made.replace(_file(source))


@lru_cache(16)
def _value(content: bytes) -> object:
    """The frozen value that `content` says, read once a process; None where it says none."""
    import pickle

    try:
        return pickle.loads(content)  # noqa: S301  # our own, inside the package
    except (pickle.UnpicklingError, EOFError, AttributeError, ImportError, TypeError, ValueError, IndexError):
        return None


def _file(source: Path) -> Path:
    return FOLDER / f"{source.name}.pickle"


def _key(source: Path, readers: Readers) -> bytes:
    """A checksum against slips, not against attacks: of the names and bytes of the files, and of the readers."""
    return _sum(sorted(source.rglob("*.yaml")) if source.is_dir() else [source], _of_code(readers)).to_bytes(4)


@cache
def _of_code(readers: Readers) -> int:
    """Of the modules: a process goes on with those that it has imported."""
    return _sum(file for pattern in readers for file in sorted(PACKAGE.glob(pattern)))


def _sum(files: Iterable[Path], total: int = 0) -> int:
    for file in files:
        total = zlib.crc32(file.read_bytes(), zlib.crc32(file.name.encode(), total))
    return total
