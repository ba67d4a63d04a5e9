"""The tables of an export with their columns, as the program has them."""

from collections.abc import Iterator, Sequence

from engage_cli.i18n import translator
from engage_cli.portfolio.export.comparison_resources import COMPARISON
from engage_cli.portfolio.export.fields import Resource
from engage_cli.portfolio.export.resources import OPTIONAL, RESOURCES

HEADS = {"fr": ("fichier", "ce qu’il contient", "colonnes"), "en": ("file", "what it holds", "columns")}
SETS = {
    "always": RESOURCES,
    "since": COMPARISON,
    "texts": tuple(one for one in OPTIONAL if one not in COMPARISON),
}


def table(language: str, which: str) -> str:
    """A line a table: those that are always made ("always"), with `--since` ("since"), or `--with-text` ("texts")."""
    return "\n".join(_lines(language, SETS[which]))


def _lines(language: str, resources: Sequence[Resource]) -> Iterator[str]:
    heads, tr = HEADS[language], translator(language)
    yield f"| {' | '.join(heads)} |"
    yield f"| {' | '.join('---' for _ in heads)} |"
    for one in resources:
        columns = ", ".join(
            f"**`{field.name}`**" if field.name in one.key else f"`{field.name}`" for field in one.fields
        )
        yield f"| `{one.name}.csv` | {tr.gettext(one.title)} | {columns} |"
