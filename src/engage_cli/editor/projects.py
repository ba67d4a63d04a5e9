"""The schema for the projects of one questionnaire, with its facts, questions and levels in one language.

It accepts what engage reads in a project of that version, and marks what engage would refuse.
"""

from copy import deepcopy

from engage_cli.editor.bundles import Node, bundle_schema, schema_urn
from engage_cli.editor.facts_and_answers import SchemaWriter
from engage_cli.files import schemas
from engage_cli.i18n import translator
from engage_cli.model.questionnaire import Questionnaire

KINDS = ("project", "answers")
"""Kinds of file that answer a questionnaire and are written by people."""

_OURS = ("askedFacts", "factsToCorrect", "askedQuestions", "askedQuestionnaire")


def schema_for(kind: str, questionnaire: Questionnaire, language: str) -> Node:
    """The schema for files of `kind` (one of KINDS) that answer `questionnaire`."""
    said = SchemaWriter(language=language, tr=translator(language), questionnaire=questionnaire)
    made = bundle_schema(kind, language, _own(said))
    head = {
        "$schema": made.pop("$schema"),
        "$id": schema_urn(kind, questionnaire.id, questionnaire.version, language),
        "title": said.text(questionnaire.title),
        "x-engage": {"questionnaire": questionnaire.id, "digest": questionnaire.digest},
    }
    return head | {key: value for key, value in made.items() if key not in head}


def _own(said: SchemaWriter) -> dict[str, Node]:
    """The schemas of projects and answers with the questionnaire's own parts in place of the general ones."""
    project, answers = (deepcopy(schemas.load_schema(kind)) for kind in KINDS)
    definitions = project["$defs"]
    parts = (said.facts(all_required=True), said.facts(all_required=False), said.answers(), said.reference())
    definitions |= dict(zip(_OURS, parts, strict=True))
    facts, some, questions, reference = ({"$ref": f"project.schema.json#/$defs/{name}"} for name in _OURS)
    definitions["charter"]["properties"]["facets"] = facts
    assessment = definitions["assessment"]["properties"]
    assessment |= {"answers": questions, "questionnaire": reference}
    assessment["targets"] |= {"properties": said.targets(), "additionalProperties": False}
    assessment["path"] |= {"properties": said.steps(), "additionalProperties": False}
    assessment["to_check"]["items"] = said.one_of_the_questions()
    definitions["action"]["properties"]["question"] |= {"anyOf": [said.one_of_the_questions(), {"type": "null"}]}
    if any(facet.required for facet in said.questionnaire.facets):
        definitions["charter"]["required"] = ["name", "facets"]
    answers["properties"] |= {"facets": some, "answers": questions, "questionnaire": reference}
    answers["properties"]["speaks_for"]["items"] = said.one_of_the_units()
    return {"project": project, "answers": answers}
