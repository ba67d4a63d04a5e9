"""Where a rule is explained, below the address that the environment names: engage knows of none of its own."""

from collections.abc import Mapping
from typing import Protocol

from engage_cli.environment import DOCS

RULES = {"fr": "fr/regles", "en": "en/rules"}
"""The page of the rules of a check, by language, below the folder of the documents."""
LINT_RULES = {"fr": "fr/questionnaire", "en": "en/questionnaire"}
"""That of the rules of a lint."""


class Explained(Protocol):
    """What was checked, as far as its rules are explained somewhere."""

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables of the environment."""

    @property
    def pages(self) -> Mapping[str, str]:
        """The page of its rules, by language, below the folder of the documents."""

    @property
    def language(self) -> str:
        """That of the reader."""


def page(environment: Mapping[str, str], pages: Mapping[str, str], language: str) -> str:
    """The address of a page; empty where nothing says where the documents are.

    The address of the site’s first page ends in `.html`, and so do its other pages; any other is that of the folder.
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


def rule_address(outcome: Explained, rule: str = "") -> str:
    """Where `rule` is explained, or all of its rules; empty where nothing says where the documents are."""
    found = page(outcome.environment, outcome.pages, outcome.language)
    return f"{found}#{rule}" if found and rule else found
