"""Migrations, from what the schema has let through to frozen values."""

from engage_cli.model.migration import FacetMigration, Migration, PathMigration
from engage_cli.model.text import Text
from engage_cli.questionnaire.parsing_parts import Reader, Values


def migrations(reader: Reader, values: list[Values]) -> tuple[Migration, ...]:
    """Those of a questionnaire, the oldest first."""
    return tuple(sorted((_migration(reader, one) for one in values), key=lambda one: one.since))


def _migration(reader: Reader, value: Values) -> Migration:
    return Migration(
        since=value["from"],
        rename=value.get("rename", {}),
        choices=value.get("choices", {}),
        split=_lists(value.get("split", {})),
        merge=_lists(value.get("merge", {})),
        removed=_texts(reader, value.get("removed", {})),
        changed=_texts(reader, value.get("changed", {})),
        facets=_facets(reader, value.get("facets", {})),
        sections=value.get("sections", {}),
        path=_path(reader, value.get("path", {})),
    )


def _facets(reader: Reader, value: Values) -> FacetMigration:
    return FacetMigration(
        rename=value.get("rename", {}),
        choices=value.get("choices", {}),
        removed=_texts(reader, value.get("removed", {})),
        changed=_texts(reader, value.get("changed", {})),
    )


def _path(reader: Reader, value: Values) -> PathMigration:
    return PathMigration(rename=value.get("rename", {}), removed=_texts(reader, value.get("removed", {})))


def _lists(value: Values) -> dict[str, tuple[str, ...]]:
    return {key: tuple(ids) for key, ids in value.items()}


def _texts(reader: Reader, value: Values) -> dict[str, Text]:
    return {id: reader.text(text) for id, text in value.items()}
