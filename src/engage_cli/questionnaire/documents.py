"""The files of a questionnaire: questionnaire.yaml, and the files of sections and resources that it names."""

import hashlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from engage_cli.errors import InputError, Message, Problem, suggestion
from engage_cli.files import schemas, yaml_reading
from engage_cli.files.nodes import Node
from engage_cli.files.yaml_reading import Document
from engage_cli.questionnaire.library import FILE
from engage_cli.values import Value


class QuestionnaireFiles(Value, kw_only=True):
    """The parsed files of one questionnaire, each of which follows its schema."""

    root: Node
    sections: tuple[Node, ...]
    """The outermost sections in their order, whichever file they are written in."""
    resources: Node | None
    inline: bool
    """Whether the resources are written in questionnaire.yaml itself."""

    @property
    def documents(self) -> list[Document]:
        """The documents read, each once, in the order in which questionnaire.yaml names them."""
        others = [*self.sections, *([self.resources] if self.resources else [])]
        return [self.root.document, *(one.document for one in others if one.document is not self.root.document)]

    @property
    def digest(self) -> str:
        """`sha256:` and the digest of the digests of the files, in the order in which questionnaire.yaml names them."""
        lines = "\n".join(document.digest for document in self.documents)
        return "sha256:" + hashlib.sha256(lines.encode()).hexdigest()


def open_files(document: Document, folder: Path) -> tuple[QuestionnaireFiles | None, list[Problem]]:
    """The files of the questionnaire whose questionnaire.yaml is `document`, and the problems of each taken alone.

    The files are None where there is any problem.
    """
    found = list(schemas.find_problems(document, "questionnaire"))
    root = Node(document, (), document.value)
    if not isinstance(document.value, dict):
        return None, found
    again = {one.place: one for one in _twice(root)}
    found += again.values()
    sections = [_follow(one, folder, "section", found) for one in root.each("sections") if one.place not in again]
    named = root.get("resources")
    resources = _follow(named, folder, "resources", found) if named else None
    inline = resources is not None and resources.document is document
    kept = tuple(one for one in sections if one)
    return QuestionnaireFiles(root=root, sections=kept, resources=resources, inline=inline), found


def _twice(root: Node) -> Iterator[Problem]:
    """Files of sections that are named again."""
    seen: set[PurePosixPath] = set()
    for node in root.each("sections"):
        if isinstance(node.value, str):
            if PurePosixPath(node.value) in seen:
                yield node.problem(Message.of("“{value}” stands here twice.", value=node.value))
            seen.add(PurePosixPath(node.value))


def _follow(node: Node, folder: Path, kind: str, found: list[Problem]) -> Node | None:
    """What stands at `node`, or in the file that it names; None, and a problem `found`, where that cannot be read."""
    if not isinstance(node.value, str):
        return node
    path = _inside(node, folder)
    if isinstance(path, Problem):
        found.append(path)
        return None
    try:
        document = yaml_reading.read(path, through=True)
    except InputError as error:
        found += error.problems
        return None
    found += schemas.find_problems(document, kind)
    return Node(document, (), document.value)


def _inside(node: Node, folder: Path) -> Path | Problem:
    """The file named by `node`, which must be one of the questionnaire's folder."""
    name = PurePosixPath(node.value)
    path = folder / name
    if name.is_absolute() or ".." in name.parts or not path.resolve().is_relative_to(folder.resolve()):
        hint = Message.of("Put the file in the questionnaire’s folder, and write its path from there.")
        return node.problem(Message.of("“{path}” is outside the questionnaire’s folder.", path=node.value), hint)
    if not path.is_file():
        there = sorted(one.relative_to(folder).as_posix() for one in path.parent.glob("*.yaml") if one.name != FILE)
        guess = suggestion(node.value, there)
        return node.problem(Message.of("There is no file “{path}”.", path=node.value), guess)
    return path
