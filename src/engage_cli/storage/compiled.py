"""What is shipped as it was read when engage was built: values that load in a twentieth of the time.

What is compiled stands inside the package, as bytecode does, and is as trusted. It is used as long as neither the files
it was made from nor the code that reads them has changed by a byte.
"""

import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from engage_cli.model.policy import Policy
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.shipped import shipped
from engage_cli.storage.library import FILE, shipped_questionnaires
from engage_cli.storage.loaded import LoadedPolicy, LoadedQuestionnaire, Written
from engage_cli.storage.nodes import Node

PACKAGE = Path(__file__).resolve().parents[1]
FOLDER = PACKAGE / "compiled"
READERS = ("model/*.py", "storage/parsing_*.py", "storage/questionnaires.py", "storage/policies.py")
"""What decides which values the files become."""

Shipped = TypeVar("Shipped", Policy, Questionnaire)


def load(path: Path) -> LoadedQuestionnaire:
    """The questionnaire in the folder or file `path`, compiled where that is at hand. Raises InputError."""
    folder = path.parent if path.name == FILE else path
    found = _compiled(folder, Questionnaire) if folder.parent == shipped("questionnaires") else None
    if found is None:
        from engage_cli.storage import questionnaires

        return questionnaires.load_questionnaire(path)
    return LoadedQuestionnaire(questionnaire=found, path=folder / FILE, written=lambda: _written(folder))


def load_policy(path: Path) -> LoadedPolicy:
    """The policy in the file `path`, compiled where that is at hand. Raises InputError."""
    found = _compiled(path, Policy) if path.parent == shipped("policies") else None
    if found is None:
        from engage_cli.storage import policies

        return policies.load_policy(path)
    return LoadedPolicy(policy=found, path=path, written=lambda: _root(path))


def compile_shipped() -> None:
    """Writes the compiled form of everything shipped. Raises InputError where something is not valid."""
    import pickle

    from engage_cli.storage import policies, questionnaires

    FOLDER.mkdir(exist_ok=True)
    values: dict[Path, Policy | Questionnaire] = {
        folder: questionnaires.load_questionnaire(folder).questionnaire for _, folder in shipped_questionnaires()
    }
    values |= {file: policies.load_policy(file).policy for file in shipped("policies").glob("*.yaml")}
    for source, value in values.items():
        made = FOLDER / f"{source.name}.{os.getpid()}"
        made.write_bytes(_key(source) + pickle.dumps(value, protocol=5))
        made.replace(_file(source))


def _compiled(source: Path, kind: type[Shipped]) -> Shipped | None:
    try:
        content = _file(source).read_bytes()
    except OSError:
        return None
    key = _key(source)
    if not content.startswith(key):
        return None
    import pickle

    try:
        value = pickle.loads(memoryview(content)[len(key) :])  # noqa: S301  # our own, inside the package
    except (pickle.UnpicklingError, EOFError, AttributeError, ImportError, TypeError, ValueError, IndexError):
        return None
    return value if isinstance(value, kind) else None


def _written(folder: Path) -> Written:
    from engage_cli.storage import questionnaires

    return questionnaires.load_questionnaire(folder).written()


def _root(path: Path) -> Node:
    from engage_cli.storage import policies

    return policies.load_policy(path).written()


def _file(source: Path) -> Path:
    return FOLDER / f"{source.name}.pickle"


def _key(source: Path) -> bytes:
    """A checksum against slips, not against attacks: of the names and bytes of the files, and of the readers."""
    total = 0
    for file in _sources(source):
        total = zlib.crc32(file.read_bytes(), zlib.crc32(file.name.encode(), total))
    return total.to_bytes(4)


def _sources(source: Path) -> Iterator[Path]:
    yield from sorted(source.rglob("*.yaml")) if source.is_dir() else [source]
    for pattern in READERS:
        yield from sorted(PACKAGE.glob(pattern))
