"""Finds the answers to older versions that a file keeps beside, by the question that asks now what they answered."""

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from functools import cache
from typing import Any

from msgspec import ValidationError

from engage_cli.model.project import Answer, Earlier, Misfit, Unplaced
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.project.parsing import parse_answer
from engage_cli.project.placing import UNPLACED
from engage_cli.questionnaire.history.migration_path import MigrationPath, version_numbers

_COUNTED = r" \(\d+\)$"
"""What is behind an id under which something else was kept already."""


def earlier_answers(
    holder: Mapping[str, Any], questionnaire: Questionnaire, unplaced: Collection[Unplaced] = ()
) -> dict[str, tuple[Earlier, ...]]:
    """The answers to older versions in `holder`, an assessment or a file of answers, and in `unplaced`, by the id of
    the question that asks the same now. The newest version comes last. What is no answer, or to nothing that is asked
    now, is left out.
    """
    way, found = cache(lambda version: MigrationPath(questionnaire, version)), dict[str, list[Earlier]]()
    for version, id, value in sorted(_kept(holder, unplaced), key=lambda one: version_numbers(one[0])):
        answer = _answer(value)
        for now in way(version).successors(id) if answer else ():
            found.setdefault(now, []).append(Earlier(version=version, id=id, answer=answer or Answer()))
    return {id: tuple(answers) for id, answers in found.items()}


def _kept(holder: Mapping[str, Any], unplaced: Collection[Unplaced]) -> Iterator[tuple[str, str, Any]]:
    """Version, id and value of each."""
    for version, parts in _mapping(holder.get(UNPLACED)).items():
        with suppress(ValueError):
            version_numbers(version)
            yield from (
                (version, re.sub(_COUNTED, "", id), one) for id, one in _mapping(_mapping(parts).get("answers")).items()
            )
    here, answers = _mapping(holder.get("questionnaire")).get("version"), _mapping(holder.get("answers"))
    for one in unplaced if here else ():
        if one.kind is Misfit.ANSWER and answers.get(one.id):
            yield str(here), one.id, answers[one.id]


def _answer(value: Any) -> Answer | None:
    """None for what cannot be an answer: nobody checks what stands under the key."""
    with suppress(ValidationError, AttributeError, TypeError, KeyError):
        return parse_answer(value)
    return None


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
