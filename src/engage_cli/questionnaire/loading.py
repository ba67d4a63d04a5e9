"""Questionnaires: one file, or one with sections and resources in files beside it, read into frozen values."""

import hashlib
from pathlib import Path, PurePosixPath
from typing import Any

from engage_cli.errors import InputError, Message, Problem
from engage_cli.files import schemas, yaml_reading
from engage_cli.files.nodes import Node
from engage_cli.files.yaml_reading import Document
from engage_cli.model.project import UNKNOWN
from engage_cli.model.questionnaire import Index, Questionnaire
from engage_cli.model.scales import Better, Expects, Facet, Scale
from engage_cli.model.sources import Resource
from engage_cli.questionnaire import references
from engage_cli.questionnaire.library import FILE
from engage_cli.questionnaire.loaded import LoadedQuestionnaire, Written
from engage_cli.questionnaire.parsing_migrations import migrations
from engage_cli.questionnaire.parsing_parts import Reader
from engage_cli.questionnaire.parsing_questions import Frame, section
from engage_cli.questionnaire.references import Files
from engage_cli.questionnaire.references_questions import walk


def load_questionnaire(path: Path) -> LoadedQuestionnaire:
    """The questionnaire in the folder or file `path`. Raises InputError with everything that is wrong with it."""
    file = path / FILE if path.is_dir() else path
    document = yaml_reading.read(file, through=True)
    files, found = _open(document, file.parent)
    if found or files is None:
        raise InputError(*found)
    questionnaire = _parse(files)
    origins = _origins(files)
    found = list(references.problems(files, questionnaire, origins))
    if found:
        raise InputError(*_in_order(found, files))
    written = Written(root=files.root, origins=origins, sections=files.sections, resources=files.resources)
    return LoadedQuestionnaire(questionnaire=questionnaire, path=file, written=lambda: written)


def _open(document: Document, folder: Path) -> tuple[Files | None, list[Problem]]:
    """Every file of the questionnaire, or what is wrong with them taken one by one."""
    found = list(schemas.problems(document, "questionnaire"))
    root = Node(document, (), document.value)
    if not isinstance(document.value, dict):
        return None, found
    sections = [_follow(one, folder, "section", found) for one in root.each("sections")]
    named = root.get("resources")
    resources = _follow(named, folder, "resources", found) if named else None
    inline = resources is not None and resources.document is document
    kept = tuple(one for one in sections if one)
    return Files(root=root, sections=kept, resources=resources, inline=inline), found


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
    found += schemas.problems(document, kind)
    return Node(document, (), document.value)


def _inside(node: Node, folder: Path) -> Path | Problem:
    """The file named by `node`, which must be one of the questionnaire's folder."""
    name = PurePosixPath(node.value)
    path = folder / name
    if name.is_absolute() or ".." in name.parts or not path.resolve().is_relative_to(folder.resolve()):
        hint = Message.of("Put the file in the questionnaire’s folder, and write its path from there.")
        return node.problem(Message.of("“{path}” is outside the questionnaire’s folder.", path=node.value), hint)
    if not path.is_file():
        return node.problem(Message.of("There is no file “{path}”.", path=node.value))
    return path


def _in_order(found: list[Problem], files: Files) -> list[Problem]:
    """Problems by file, in the order in which the files are read, then by line."""
    paths = [str(document.path) for document in _documents(files)]
    return sorted(found, key=lambda p: (paths.index(p.path), p.line or 0, p.column or 0))


def _documents(files: Files) -> list[Document]:
    others = [*files.sections, *([files.resources] if files.resources else [])]
    return [files.root.document, *(one.document for one in others if one.document is not files.root.document)]


def digest(files: Files) -> str:
    """sha256 of the digests of the files, in the order in which questionnaire.yaml names them."""
    lines = "\n".join(document.digest for document in _documents(files))
    return "sha256:" + hashlib.sha256(lines.encode()).hexdigest()


def _origins(files: Files) -> dict[str, Node]:
    origins: dict[str, Node] = {}
    for outer in files.sections:
        for inner in walk(outer):
            origins.setdefault(inner.value["id"], inner)
            for question in inner.each("questions"):
                origins.setdefault(question.value["id"], question)
    return origins


def _parse(files: Files) -> Questionnaire:
    """Frozen values of files that follow their schemas; references that lead nowhere stay as they are written."""
    value: dict[str, Any] = files.root.value
    reader = Reader(tuple(value["languages"]))
    facets = reader.values(Facet, {id: _facet(one) for id, one in value.get("facets", {}).items()})
    timeline = tuple(one.id for facet in facets if facet.id == value.get("timeline") for one in facet.choices)
    reader = Reader(reader.languages, timeline)
    scales = reader.values(Scale, value.get("scales", {}))
    frame = Frame(
        reader=reader,
        scales={one.id: one for one in scales},
        reasons=tuple(value.get("reasons", ())),
        expects=value.get("expects", Expects.FULL),
        better=value.get("better", Better.HIGH),
    )
    return reader.value(
        Questionnaire,
        value,
        digest=digest(files),
        facets=facets,
        scales=scales,
        indices=tuple(_index(reader, id, one) for id, one in value.get("indices", {}).items()),
        migrations=migrations(reader, value.get("migrations", [])),
        tags=tuple(reader.tags(value.get("tags", {}))),
        sections=tuple(section(frame, one.value) for one in files.sections),
        resources=reader.values(Resource, files.resources.value if files.resources else {}),
    )


def _facet(value: dict[str, Any]) -> dict[str, Any]:
    """“Unknown” said on purpose is what a facet is that says nothing."""
    return {key: one for key, one in value.items() if (key, one) != ("unknown_is", UNKNOWN)}


def _index(reader: Reader, id: str, value: dict[str, Any]) -> Index:
    return reader.value(Index, {"id": id, **value, **value["of"]}, show_band=value.get("show") == "band")
