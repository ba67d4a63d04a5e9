"""The addresses at which rules are explained, below the address that the environment gives.

Engage knows none of its own.
"""

from collections.abc import Mapping
from typing import Protocol

from engage_cli.environment import DOCS

RULES = {"fr": "fr/regles", "en": "en/rules"}
"""The page of the rules of a check, by language, below the folder of the documents."""
LINT_RULES = {"fr": "fr/questionnaire", "en": "en/questionnaire"}
"""The page of the rules of a lint, by language, below the folder of the documents."""


class HasRulePages(Protocol):
    """The outcome of something whose rules are explained on a page."""

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment variables."""

    @property
    def pages(self) -> Mapping[str, str]:
        """The page of its rules, by language, below the folder of the documents."""

    @property
    def language(self) -> str:
        """The language of the reader."""


def page_address(environment: Mapping[str, str], pages: Mapping[str, str], language: str) -> str:
    """The address of a page; empty where the environment does not say where the documents are.

    Where the given address ends in `.html`, so does this one; any other is that of the folder.
    """
    address = environment.get(DOCS.name, "").strip()
    if not address:
        return ""
    from engage_cli.check.evidence.files import is_address

    if not is_address(address):
        return ""
    if address.endswith(".html"):
        return f"{address.rpartition('/')[0]}/{pages[language]}.html"
    return f"{address.rstrip('/')}/{pages[language]}.md"


def rule_address(outcome: HasRulePages, rule: str = "") -> str:
    """The address at which `rule`, or all rules, are explained.

    Empty where the environment does not say where the documents are.
    """
    found = page_address(outcome.environment, outcome.pages, outcome.language)
    return f"{found}#{rule}" if found and rule else found
