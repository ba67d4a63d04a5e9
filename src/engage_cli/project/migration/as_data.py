"""What became of projects that were brought to another version, as JSON."""

import json
from collections.abc import Sequence
from typing import Any

from engage_cli.errors import Message, Problem
from engage_cli.model.text import Text
from engage_cli.project.migration.moves import Move
from engage_cli.project.migration.running import Row
from engage_cli.project.migration.standing import Standing
from engage_cli.project.migration.together import told_of_voices
from engage_cli.values import asdict


def as_json(rows: Sequence[Row], missing: Sequence[Problem]) -> str:
    """Every row, and what was asked for and is not there."""
    values = {
        "format_version": 1,
        "files": [*map(_file, rows), *({"path": p.path, "problems": [_problem(p)]} for p in missing)],
    }
    return json.dumps(values, ensure_ascii=False, indent=2)


def _file(row: Row) -> dict[str, Any]:
    migration = row.migration
    if migration is None:
        return {"path": row.path, "problems": [_problem(one) for one in row.problems]}
    return {
        "path": row.path,
        "from": migration.version,
        "to": migration.questionnaire.questionnaire.version,
        "pending": row.pending,
        "written": row.written,
        "milestone": row.milestone,
        "moved": [_move(move) for move in migration.found.moves if move.now is not None],
        "unplaced": [_move(move) for move in migration.found.moves if move.beside],
        "opened": list(row.compared.opened) if row.compared else [],
        "before": _standing(row.compared.before) if row.compared and row.compared.before else None,
        "after": _standing(row.compared.after) if row.compared else None,
        "problems": [_problem(one) for one in row.problems],
        **({"voices": asdict(told_of_voices(row.voices))} if row.voices else {}),
    }


def _move(move: Move) -> dict[str, Any]:
    why = move.why
    said = dict(why.versions) if isinstance(why, Text) else _plain(why) if why else None
    pairs = {"was": move.was, "to": move.now, "now": move.value if move.now else None, "why": said}
    kept = {key: one for key, one in pairs.items() if one is not None}
    return {"part": move.part.value, "id": move.id, **kept, "successors": list(move.successors)}


def _plain(message: Message) -> str:
    return message.text.format(**message.values)


def _standing(standing: Standing) -> dict[str, Any]:
    shares = {
        id: None if found is None else [str(found.low), str(found.high)] for id, found in standing.attainment.items()
    }
    return {"answered": standing.answered, "in_force": standing.in_force, "attainment": shares}


def _problem(problem: Problem) -> dict[str, Any]:
    hint = _plain(problem.hint) if problem.hint else None
    return {"path": problem.path, "line": problem.line, "message": _plain(problem.message), "hint": hint}
