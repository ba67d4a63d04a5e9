"""What documents are called that nobody named."""

from engage_cli.i18n import Translator


def stem(name: str, kind: str, tr: Translator) -> str:
    """Of the file of a report on `name`, by its kind, or of its form: `fabrique-report`."""
    _ = tr.gettext
    pattern = {
        "full": _("{name}-report"),
        "summary": _("{name}-summary"),
        "actions": _("{name}-actions"),
        "facilitator": _("{name}-meeting"),
        "blank": _("{name}-questions"),
        "form": _("{name}-form"),
    }[kind]
    return pattern.format(name=name)
