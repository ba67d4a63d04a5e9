"""The range that voices held on a question, in the choices of a newer version of the questionnaire."""

from engage_cli.project.migration.moves import Plain
from engage_cli.questionnaire.history.migration_path import MigrationPath


def in_choices_of_today(way: MigrationPath, id: str, said: Plain) -> Plain:
    """`said`, an agreement on the old question `id` or where voices differ on it, its range in choices of today.

    A choice that has none keeps its name, with the version that it was said to: so it is never read as another.
    """
    span = said.get("from") if isinstance(said, dict) else None
    if not isinstance(span, list):
        return said
    return said | {"from": [way.choice(id, one) or f"{one} ({way.version})" for one in span]}
