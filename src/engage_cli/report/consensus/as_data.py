"""The board of a meeting as JSON values: groups and ranges; names and counts only where they were asked for.

`schemas/consensus.schema.json` describes it.
"""

from typing import Any

from engage_cli import __version__
from engage_cli.project.parsing import agreed_as_yaml, answer_as_yaml
from engage_cli.report.consensus.formats import ConsensusRequest
from engage_cli.report.json_text import json_text
from engage_cli.report.results import questionnaire_values
from engage_cli.voices.board import Board, bare_answer
from engage_cli.voices.divergence import Divergence, Group

FORMAT_VERSION = 1
"""Raised when a key goes or changes its meaning; new keys come without notice."""

Values = dict[str, Any]


def render_json(request: ConsensusRequest) -> str:
    """The board that a request asks for, as JSON text."""
    return consensus_json(request.board, names=request.names)


def consensus_json(found: Board, *, names: bool = False) -> str:
    """A board as JSON text, in the order of a meeting; the same voices always give the same text."""
    charter = found.project.charter
    return json_text(
        {
            "format_version": FORMAT_VERSION,
            "provenance": {
                "questionnaire": questionnaire_values(found.questionnaire),
                "engage": __version__,
            },
            "project": {"id": charter.id, "name": charter.name},
            "voices": len(found.voices),
            **({"respondents": [voice.name for voice in found.voices]} if names else {}),
            "groups": {group.value: len(found.groups[group]) for group in Group},
            "questions": [_question(found, one, names=names) for one in found.order],
            "not_counted": {
                "closed": list(found.closed_questions),
                "facts": list(found.facts),
                "unplaced": found.unplaced,
                "versions": list(found.versions),
            },
            "nobody_speaks_for": [one.question.id for one in found.unspoken],
        }
    )


def _question(found: Board, one: Divergence, *, names: bool) -> Values:
    """One question as JSON values; what only one voice says is left out, as it would identify that person."""
    agreed, told = found.agreed(one), names or one.group is not Group.ALONE
    low, high = (one.span if told else None) or (None, None)
    return {
        "id": one.question.id,
        "ref": one.question.ref,
        "title": dict(one.question.title.versions),
        "unit": one.question.unit,
        "functions": list(one.question.functions),
        "group": one.group.value,
        "voices": one.voices,
        "from": low,
        "to": high,
        "range": one.range,
        "must": one.threshold.id if one.threshold else None,
        "crosses": one.crosses_threshold,
        "some_do_not_know": one.unknown > 0 if told else None,
        "some_say_not_applicable": one.not_applicable > 0 if told else None,
        "agreed": agreed_as_yaml(agreed) if agreed else None,
        **(_names(one) if names else {}),
    }


def _names(one: Divergence) -> Values:
    """How many voices hold each choice, and who says what."""
    return {
        "held": {choice.id: count for choice, count in one.held},
        "unknown": one.unknown,
        "not_applicable": one.not_applicable,
        "said": {name: answer_as_yaml(bare_answer(answer)) for name, answer in sorted(one.answers.items())},
    }
