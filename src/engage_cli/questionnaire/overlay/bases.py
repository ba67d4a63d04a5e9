"""Bases of overlays: the questionnaire that an overlay changes, looked for as the questionnaire of a project is."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from engage_cli.errors import InputError, Message, Problem, UsageError
from engage_cli.files import yaml_reading
from engage_cli.files.nodes import Node
from engage_cli.questionnaire import library
from engage_cli.questionnaire.documents import QuestionnaireFiles, open_files
from engage_cli.questionnaire.overlay.resolving import is_overlay
from engage_cli.values import Value


class BaseVersion(Value, kw_only=True):
    """One version of a base questionnaire, as it was read from its files."""

    path: Path
    """Where its questionnaire.yaml stands."""
    files: QuestionnaireFiles

    @property
    def id(self) -> str:
        """The id of the base questionnaire."""
        return str(self.files.root.value["id"])

    @property
    def version(self) -> str:
        """The version that its file gives, as in `2.1`."""
        return str(self.files.root.value["version"])

    @property
    def digest(self) -> str:
        """`sha256:` and the digest of its files."""
        return self.files.digest


def read_base(path: Path) -> BaseVersion:
    """The questionnaire in the folder or file `path`. Raises InputError, also where it is an overlay itself."""
    file = path / library.FILE if path.is_dir() else path
    document = yaml_reading.read(file, through=True)
    if is_overlay(document):
        message = Message.of("This is an overlay itself: an overlay is laid over a whole questionnaire.")
        hint = Message.of("Name what it extends, and write the changes of both.")
        raise InputError(Node(document, ("extends",), None).problem(message, hint, key=True))
    files, problems = open_files(document, file.parent)
    if problems or files is None:
        raise InputError(*problems)
    return BaseVersion(path=file, files=files)


def base_candidates(file: Path, id: str, folders: Sequence[Path] = ()) -> tuple[Path, ...]:
    """The folders of every questionnaire called `id` that the overlay in `file` may mean, the nearest first."""
    near = file.parent.absolute()
    found = library.find_folders(id, beside=near, folders=(near.parent, *folders))
    return tuple(one for one in dict.fromkeys(found) if one.absolute() != near)


def load_base(overlay: Node, file: Path, folders: Sequence[Path] = ()) -> BaseVersion:
    """The base in the very version that the overlay in `file` names under `extends`.

    Raises InputError where it is missing or another.
    """
    extends = overlay.get("extends")
    assert extends
    here = _read(base_candidates(file, extends.value["id"], folders), extends)
    found = next(_fitting(here, extends.value), None)
    if found is None:
        raise InputError(_another(extends, here[0], file) if here else _nothing(extends, folders))
    return found


def load_known_bases(overlay: Node, file: Path, folders: Sequence[Path] = ()) -> tuple[BaseVersion, ...]:
    """Every version of the base that can be found, the nearest to `file` first.

    Raises InputError where none can be read.
    """
    extends = overlay.get("extends")
    assert extends
    return tuple(_read(base_candidates(file, extends.value["id"], folders), extends))


def find_named_version(overlay: Node, known: Iterable[BaseVersion]) -> BaseVersion | None:
    """The version that an overlay names under `extends`; None where it is not among those `known`."""
    return next(_fitting(known, overlay.value["extends"]), None)


def _fitting(found: Iterable[BaseVersion], wanted: "dict[str, str]") -> Iterator[BaseVersion]:
    digest = wanted.get("digest")
    for one in found:
        if one.version == wanted["version"] and digest in (None, one.digest):
            yield one


def _read(paths: Sequence[Path], extends: Node) -> list[BaseVersion]:
    """Those that can be read; where none can, what is wrong with the nearest is raised."""
    found: list[BaseVersion] = []
    for path in paths:
        try:
            found.append(read_base(path))
        except InputError as error:
            if path == paths[-1] and not found:
                raise _about_base(extends, error) from None
    return found


def _about_base(extends: Node, error: InputError) -> InputError:
    """The overlay’s line before what is wrong with the base."""
    message = Message.of("The base “{id}” cannot be used:", id=extends.value["id"])
    node = extends.get("id") or extends
    return InputError(node.problem(message), *error.problems)


def _nothing(extends: Node, folders: Sequence[Path]) -> Problem:
    node = extends.get("id") or extends
    try:
        library.find_folder(extends.value["id"], folders=folders)
    except UsageError as error:
        return node.problem(error.message, error.hint)
    message = Message.of("An overlay cannot extend itself.")
    return node.problem(message)


def _another(extends: Node, found: BaseVersion, file: Path) -> Problem:
    wanted = extends.value["version"]
    if found.version != wanted:
        message = Message.of(
            "This overlay extends {id} {wanted}; {found} is what is here.",
            id=found.id, wanted=wanted, found=found.version,
        )  # fmt: skip
        node = extends.get("version") or extends
    else:
        message = Message.of(
            "{id} {version} has another content here than this overlay was made for.",
            id=found.id,
            version=found.version,
        )
        node = extends.get("digest") or extends
    hint = Message.of("What changed, and what that means here: engage questionnaire upgrade {path}", path=file)
    return node.problem(message, hint)
