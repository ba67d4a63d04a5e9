"""What things are called in a line of text."""

import datetime as dt

from engage_cli.i18n import Translator, long_date
from engage_cli.model.sources import Resource
from engage_cli.wording.enumerations import SEEN, SEEN_ON, words


def label(ref: str | None, title: str) -> str:
    """A title after its reference, where it has one: `P1.3 Title`."""
    return f"{ref} {title}" if ref else title


def seen(resource: Resource, language: str, tr: Translator) -> str:
    """How far the questionnaire's author read a resource, and on which day."""
    if resource.checked is None:
        return words(SEEN, resource.verified, tr)
    day = long_date(dt.date.fromisoformat(resource.checked), language)
    return words(SEEN_ON, resource.verified, tr).format(date=day)
