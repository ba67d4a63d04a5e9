"""Explains why an answer has no place in a newer version."""

from engage_cli.errors import Message
from engage_cli.model.migration import Migration
from engage_cli.project.migration.moves import Why
from engage_cli.questionnaire.history.migration_path import MigrationPath

_DROPPED = Message.of("This questionnaire drops it from its base.")


def reason_for(way: MigrationPath, id: str) -> Why | None:
    """Why the answer to `id` has no place: the author's reason, what became of its question, or an overlay that
    drops it. None where nothing accounts for it.
    """
    for step in way.migrations:
        if step.successors(id) is not None:
            return _said(step, id)
        id = step.rename.get(id, id)
    base = way.questionnaire.base
    return _DROPPED if base and id in base.dropped else None


def _said(step: Migration, id: str) -> Why | None:
    text = step.removed.get(id) or step.changed.get(id)
    if text is not None:
        return text
    listed = ", ".join(step.successors(id) or ())
    if id in step.split:
        return Message.of("It is asked in parts now: {ids}.", ids=listed)
    return Message.of("It is asked together with others now: {ids}.", ids=listed)
