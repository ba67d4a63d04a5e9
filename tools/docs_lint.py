"""The rules of `engage questionnaire lint` as the program itself describes them."""

from engage_cli.authoring.rules import RULES
from engage_cli.i18n import translator
from engage_cli.wording.enumerations import SEVERITY, enumeration_words

HEADS = {"fr": ("règle", "gravité", "ce qu’elle trouve", "à faire"), "en": ("rule", "severity", "finds", "to do")}


def table(language: str) -> str:
    """A line a rule."""
    tr = translator(language)
    named = [(f'<a id="{rule.id}"></a>`{rule.id}`', rule) for rule in RULES]
    rows = [(name, enumeration_words(SEVERITY, r.severity, tr), r.line.say(tr), r.repair.say(tr)) for name, r in named]
    return "\n".join(f"| {' | '.join(row)} |" for row in (HEADS[language], ["---"] * 4, *rows))
