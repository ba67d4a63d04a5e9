"""The output folder of a data package: what may be replaced in it, and how files are moved there."""

import json
from collections.abc import Iterable
from pathlib import Path

from engage_cli.errors import InputError, Message, UsageError, unwritable
from engage_cli.files.outputs import check_output, file_identity, is_special, write_output
from engage_cli.files.reading import read_bytes
from engage_cli.formats import JsonMark
from engage_cli.portfolio.export.exports import PACKAGE

_HOLDS_PACKAGE = JsonMark(lambda value: "x-provenance" in value)


def prepare_folder(folder: Path, *, force: bool) -> bool:
    """Creates the folder; returns whether it holds a package that engage wrote.

    Raises UsageError where it cannot be created, or where files of other origin would be replaced.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        package = folder / PACKAGE
        ours = package.is_file() and _holds_package(package)
    except OSError as error:
        raise unwritable(folder, error) from error
    others = [path for path in folder.iterdir() if path.suffix in (".csv", ".xlsx", ".json") and not is_special(path)]
    if others and not ours and not force:
        raise UsageError(
            Message.of("“{path}” is there already, and engage did not write it.", path=others[0]),
            Message.of("Choose another name, or add --force."),
        )
    return ours


def _holds_package(package: Path) -> bool:
    try:
        return _HOLDS_PACKAGE(read_bytes(package))
    except InputError:  # larger than any that engage writes
        return False


def publish(made: Path, folder: Path, *, ours: bool, inputs: Iterable[Path], force: bool) -> None:
    """Moves the files of `made` into `folder`; `ours`: it holds a package of engage. Never replaces one of `inputs`.

    Raises UsageError.
    """
    files = sorted(made.iterdir())
    there = {file_identity(folder / file.name) for file in files if (folder / file.name).exists()}
    same = [one for one in inputs if file_identity(one) in there] if there else []  # one look at each of ten thousand
    earlier = _named(folder / PACKAGE) if ours else set()
    for file in files:
        check_output(folder / file.name, ours=lambda _: ours, inputs=same, force=force)
    for file in files:
        if is_special(folder / file.name):
            write_output(file.read_bytes(), folder / file.name)
        else:
            file.replace(folder / file.name)
    for file in (folder / name for name in earlier - {new.name for new in files}):
        if not is_special(file):
            file.unlink(missing_ok=True)


def _named(package: Path) -> set[str]:
    """The CSV files that the package refers to and that exist beside it."""
    resources = json.loads(read_bytes(package)).get("resources", ())
    named = (one.get("path") for one in resources if isinstance(one, dict))
    return {name for name in named if isinstance(name, str) and name == Path(name).name and name.endswith(".csv")}
