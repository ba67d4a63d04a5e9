"""The results of a migration as JSON values, which `schemas/migration.schema.json` describes."""

from collections.abc import Sequence
from typing import Any

from engage_cli import __version__
from engage_cli.errors import Message, Problem
from engage_cli.i18n import Translator
from engage_cli.model.text import Text
from engage_cli.project.migration.moves import Move
from engage_cli.project.migration.running import MigrationRow
from engage_cli.project.migration.standing import Progress
from engage_cli.project.migration.together import count_voices
from engage_cli.values import asdict

FORMAT_VERSION = 1
"""Raised when a key goes or changes its meaning."""


def as_values(
    rows: Sequence[MigrationRow], missing: Sequence[Problem], language: str, tr: Translator
) -> dict[str, Any]:
    """JSON values for the `rows`, and for the files in `missing` that do not exist.

    Sentences are in `language`, which `tr` speaks.
    """
    asked = [{"path": one.path, "problems": [_problem(one, tr)]} for one in missing]
    return {
        "format_version": FORMAT_VERSION,
        "engage": __version__,
        "language": language,
        "files": [*(_file(row, tr) for row in rows), *asked],
    }


def _file(row: MigrationRow, tr: Translator) -> dict[str, Any]:
    migration = row.migration
    problems = [_problem(one, tr) for one in row.problems]
    if migration is None:
        return {"path": row.path, "problems": problems}
    return {
        "path": row.path,
        "from": migration.version,
        "to": migration.questionnaire.questionnaire.version,
        "pending": row.has_changes,
        "written": row.written,
        "milestone": row.milestone,
        "moved": [_move(move, tr) for move in migration.moves.moves if move.new_id is not None],
        "unplaced": [_move(move, tr) for move in migration.moves.moves if move.is_unplaced],
        "opened": list(row.compared.opened) if row.compared else [],
        "before": _standing(row.compared.before) if row.compared and row.compared.before else None,
        "after": _standing(row.compared.after) if row.compared else None,
        "problems": problems,
        **({"voices": asdict(count_voices(row.voices))} if row.voices else {}),
    }


def _move(move: Move, tr: Translator) -> dict[str, Any]:
    why = move.reason
    said = dict(why.versions) if isinstance(why, Text) else why.say(tr) if isinstance(why, Message) else None
    pairs = {"was": move.old_value, "to": move.new_id, "now": move.new_value if move.new_id else None, "why": said}
    kept = {key: one for key, one in pairs.items() if one is not None}
    return {"part": move.part.value, "id": move.id, **kept, "successors": list(move.successors)}


def _standing(standing: Progress) -> dict[str, Any]:
    shares = {
        id: None if found is None else [str(found.low), str(found.high)] for id, found in standing.attainment.items()
    }
    return {"answered": standing.answered, "in_force": standing.in_force, "attainment": shares}


def _problem(problem: Problem, tr: Translator) -> dict[str, Any]:
    hint = problem.hint.say(tr) if problem.hint else None
    return {"path": problem.path, "line": problem.line, "message": problem.message.say(tr), "hint": hint}
