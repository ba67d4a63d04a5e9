"""Migrates the range of levels that voices held on a question to the choices of a newer version."""

from engage_cli.project.migration.moves import Plain
from engage_cli.questionnaire.history.migration_path import MigrationPath


def migrate_span(way: MigrationPath, id: str, said: Plain) -> Plain:
    """`said`, an agreement or disagreement on the old question `id`, with its range in today's choices.

    A choice that has none keeps its name, with the version that it was said to, so that it is never read as another.
    """
    span = said.get("from") if isinstance(said, dict) else None
    if not isinstance(span, list):
        return said
    return said | {"from": [way.choice(id, one) or f"{one} ({way.version})" for one in span]}
