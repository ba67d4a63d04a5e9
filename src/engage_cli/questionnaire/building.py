"""Builds the frozen questionnaire from the YAML of its files, and checks the references between them."""

from operator import attrgetter
from typing import Any

from engage_cli.errors import InputError, Problem
from engage_cli.files.nodes import Node
from engage_cli.model.migration import Migration
from engage_cli.model.overlay import Base
from engage_cli.model.project import UNKNOWN
from engage_cli.model.questionnaire import Index, Questionnaire
from engage_cli.model.scales import Better, Expects, Facet, Scale
from engage_cli.model.sources import Resource
from engage_cli.questionnaire import references
from engage_cli.questionnaire.documents import QuestionnaireFiles
from engage_cli.questionnaire.loaded import SourceNodes
from engage_cli.questionnaire.parsing_parts import Reader
from engage_cli.questionnaire.parsing_questions import ParsingContext, parse_section
from engage_cli.questionnaire.references_questions import walk_sections

_SINCE = attrgetter("since")


def questionnaire_problems(files: QuestionnaireFiles, questionnaire: Questionnaire) -> list[Problem]:
    """The problems between the files of a questionnaire that each follow their schema, in the order of the files."""
    found = list(references.problems(files, questionnaire, nodes_by_id(files)))
    return _in_order(found, files)


def source_nodes(files: QuestionnaireFiles) -> SourceNodes:
    """The YAML nodes that the questionnaire was read from."""
    return SourceNodes(root=files.root, by_id=nodes_by_id(files), sections=files.sections, resources=files.resources)


def build_questionnaire(files: QuestionnaireFiles) -> Questionnaire:
    """The questionnaire in `files`. Raises InputError with every problem between them."""
    questionnaire = parse_questionnaire(files)
    if found := questionnaire_problems(files, questionnaire):
        raise InputError(*found)
    return questionnaire


def _in_order(found: list[Problem], files: QuestionnaireFiles) -> list[Problem]:
    """Problems by file, in the order in which the files are read, then by line."""
    paths = {str(document.path): number for number, document in enumerate(files.documents)}
    return sorted(found, key=lambda p: (paths.get(p.path, len(paths)), p.line or 0, p.column or 0))


def nodes_by_id(files: QuestionnaireFiles) -> dict[str, Node]:
    """The node of each section and question, by id; of two with one id, the first."""
    found: dict[str, Node] = {}
    for outer in files.sections:
        for inner in walk_sections(outer):
            found.setdefault(inner.value["id"], inner)
            for question in inner.each("questions"):
                found.setdefault(question.value["id"], question)
    return found


def parse_questionnaire(files: QuestionnaireFiles, base: Base | None = None) -> Questionnaire:
    """The questionnaire in files that follow their schemas; references to ids that do not exist are kept as written."""
    value: dict[str, Any] = files.root.value
    reader = Reader(tuple(value["languages"]))
    facets = reader.values(Facet, {id: _facet(one) for id, one in value.get("facets", {}).items()})
    timeline = tuple(one.id for facet in facets if facet.id == value.get("timeline") for one in facet.choices)
    reader = Reader(reader.languages, timeline)
    scales = reader.values(Scale, value.get("scales", {}))
    frame = ParsingContext(
        reader=reader,
        scales={one.id: one for one in scales},
        reasons=tuple(value.get("reasons", ())),
        expects=value.get("expects", Expects.FULL),
        better=value.get("better", Better.HIGH),
    )
    return reader.value(
        Questionnaire,
        value,
        digest=files.digest,
        base=base,
        facets=facets,
        scales=scales,
        indices=tuple(_index(reader, id, one) for id, one in value.get("indices", {}).items()),
        migrations=tuple(sorted((reader.value(Migration, one) for one in value.get("migrations", ())), key=_SINCE)),
        tags=tuple(reader.tags(value.get("tags", {}))),
        sections=tuple(parse_section(frame, one.value) for one in files.sections),
        resources=reader.values(Resource, files.resources.value if files.resources else {}),
    )


def _facet(value: dict[str, Any]) -> dict[str, Any]:
    """“Unknown” said on purpose is what a facet is that says nothing."""
    return {key: one for key, one in value.items() if (key, one) != ("unknown_is", UNKNOWN)}


def _index(reader: Reader, id: str, value: dict[str, Any]) -> Index:
    return reader.value(Index, {"id": id, **value, **value["of"]}, show_band=value.get("show") == "band")
