"""Words asked for in the wizard: what is longer than a file may hold is said, and stays there to be shortened."""

from collections.abc import Callable

from engage_cli.text import LONGEST_NAME, LONGEST_PROSE
from engage_cli.wizard.asker import Asker, CutShortError, Paragraph, Speech, Tone


def name(asker: Asker, _: Speech, ask: str, *, value: str = "") -> str:
    """A line that names something."""
    return _asked(asker, _, lambda value: asker.line(ask, value=value), value, LONGEST_NAME)


def sentence(asker: Asker, _: Speech, ask: str, *, value: str = "") -> str:
    """A line of any length that a file may hold."""
    return _asked(asker, _, lambda value: asker.line(ask, value=value), value, LONGEST_PROSE)


def prose(asker: Asker, _: Speech, ask: str, *, value: str = "", keep: Callable[[str], object] | None = None) -> str:
    """Several lines; where somebody leaves in the middle, those that were typed go to `keep`."""
    try:
        return _asked(asker, _, lambda value: asker.lines(ask, value=value), value, LONGEST_PROSE)
    except CutShortError as cut:
        if keep and 0 < len(cut.text) <= LONGEST_PROSE:
            keep(cut.text)
        raise


def _asked(asker: Asker, _: Speech, once: Callable[[str], str], value: str, most: int) -> str:
    while len(typed := once(value)) > most:
        said = _("There are {count} characters; at most {most} are allowed.", count=len(typed), most=most)
        asker.say(Paragraph(said, Tone.WARNING))
        value = typed
    return typed
