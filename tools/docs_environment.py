"""The variables of the environment that engage heeds, as the program itself lists them."""

from collections.abc import Iterator, Sequence

from engage_cli.environment import ENGAGE_VARIABLES, SHARED_VARIABLES, Variable
from engage_cli.i18n import Translator, translator

HEADS = {
    "fr": ("variable", "ce qu’elle dit", "sans elle", "ce qui l’emporte", "cède à elle"),
    "en": ("variable", "what it says", "without it", "what wins over it", "yields to it"),
}
SETS = {"ours": ENGAGE_VARIABLES, "shared": SHARED_VARIABLES}


def table(language: str, which: str) -> str:
    """A line a variable: those of engage ("ours"), or those of other programs that it heeds ("shared")."""
    tr = translator(language)
    rows = [[_names(one), *_said(one, tr)] for one in SETS[which]]
    shown = [column for column in range(5) if any(row[column] for row in rows)]
    return "\n".join(_lines([HEADS[language], *rows], shown))


def _names(one: Variable) -> str:
    anchor = f'<a id="{one.name}"></a>' if one.is_engage_only else ""
    return anchor + ", ".join(f"`{name}`" for name in one.name.split(", "))


def _said(one: Variable, tr: Translator) -> Iterator[str]:
    yield tr.gettext(one.purpose)
    yield tr.gettext(one.default)
    yield f"`{one.option}`" if one.option else ""
    yield f"`{one.key}`" if one.key else ""


def _lines(rows: Sequence[Sequence[str]], shown: Sequence[int]) -> Iterator[str]:
    for place, row in enumerate(rows):
        yield f"| {' | '.join(row[column] for column in shown)} |"
        if place == 0:
            yield f"| {' | '.join('---' for _ in shown)} |"
