"""Titles of things in running text."""

import datetime as dt

from engage_cli.i18n import Translator, long_date
from engage_cli.model.sources import Resource
from engage_cli.wording.enumerations import SEEN, SEEN_ON, enumeration_words


def titled(ref: str | None, title: str) -> str:
    """A title preceded by its reference, where it has one: `P1.3 Title`."""
    return f"{ref} {title}" if ref else title


def reading_note(resource: Resource, language: str, tr: Translator) -> str:
    """How thoroughly the questionnaire's author read a resource, and on which day."""
    if resource.checked is None:
        return enumeration_words(SEEN, resource.verified, tr)
    day = long_date(dt.date.fromisoformat(resource.checked), language)
    return enumeration_words(SEEN_ON, resource.verified, tr).format(date=day)
