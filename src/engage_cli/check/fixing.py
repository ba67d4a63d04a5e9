"""Fixes what is safe to fix: how dates are written, digests, waivers without effect, the order of answers.

A fix changes nothing that anybody said. The text is shown before it is written, and read again to say what was meant.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from engage_cli.check.examining import ExaminedFile
from engage_cli.check.findings import CheckedProject
from engage_cli.check.rules.lasting import WAIVER_UNUSED
from engage_cli.check.rules.registry import BY_ID
from engage_cli.dates import parse_unambiguous_day
from engage_cli.errors import EngageError, Message, Place
from engage_cli.files import schemas, yaml_reading
from engage_cli.files.yaml_editing import remove, set_value
from engage_cli.files.yaml_moving import reorder_entries
from engage_cli.files.yaml_reading import Document
from engage_cli.files.yaml_text import CannotEditError
from engage_cli.project.loading import LoadedProject
from engage_cli.project.waivers import waiver_fault
from engage_cli.values import Value

_ANSWERS: Place = ("assessment", "answers")


class Fix(Value, kw_only=True):
    """One file before and after it is fixed, with a message for each fix."""

    path: Path
    before: Document
    after: Document
    messages: tuple[Message, ...]


def fix_file(one: ExaminedFile) -> Fix | None:
    """The file with all that is safe to fix; None where there is nothing to fix, or nothing that could be written."""
    before = one.loaded.document if one.loaded else _read(one.path)
    if before is None:
        return None
    after, said = before, []
    for step in _steps(one):
        with suppress(EngageError, CannotEditError):
            text, messages = step(after)
            if text != after.text:
                after = yaml_reading.parse(text, before.path)
                said += messages
    return Fix(path=one.path, before=before, after=after, messages=tuple(said)) if said else None


Step = Callable[[Document], tuple[str, list[Message]]]


def _steps(one: ExaminedFile) -> Iterator[Step]:
    loaded, checked = one.loaded, one.checked
    if loaded is None:
        yield _dates
    elif checked is not None:
        yield lambda document: _waivers(document, loaded, checked)
        yield lambda document: _digest(document, loaded)
        yield lambda document: _order(document, loaded)


def _read(path: Path) -> Document | None:
    try:
        return yaml_reading.read(path)
    except EngageError:
        return None


def _dates(document: Document) -> tuple[str, list[Message]]:
    """Dates that the format refuses and that can mean one day only."""
    text, said = document.text, []
    for problem in schemas.find_problems(document, "project"):
        written = _at(document.value, problem.place)
        day = _day(written)
        if day and day != written:
            changed = set_value(yaml_reading.parse(text, document.path), problem.place, day)
            left = schemas.find_problems(yaml_reading.parse(changed, document.path), "project")
            if problem.place not in {one.place for one in left}:
                text = changed
                said.append(Message.of("“{written}” is written {date}.", written=written, date=day))
    return text, said


def _day(written: object) -> str | None:
    """The only day that a text can mean, in whatever language; a month without its day means none."""
    found = parse_unambiguous_day(written) if isinstance(written, str) else None
    return found.isoformat() if isinstance(found, dt.date) else None


def _waivers(document: Document, loaded: LoadedProject, checked: CheckedProject) -> tuple[str, list[Message]]:
    """Waivers that put off nothing; one that names what does not exist may be a slip, and stays."""
    text, said = document.text, []
    project, questionnaire = loaded.project, loaded.questionnaire.questionnaire
    actions = [action.id for action in project.actions]
    unused = {one.place[2] for one in checked.open if one.rule == WAIVER_UNUSED}
    for position in reversed(range(len(project.waivers))):
        waiver = project.waivers[position]
        if position in unused and not waiver_fault(waiver.rule, waiver.question, questionnaire, actions, BY_ID):
            text = remove(yaml_reading.parse(text, document.path), ("assessment", "waivers", position))
            said.append(
                Message.of(
                    "The waiver of {rule} for “{question}” had no effect: there was nothing to put off.",
                    rule=waiver.rule,
                    question=waiver.question,
                )
            )
    return text, said


def _digest(document: Document, loaded: LoadedProject) -> tuple[str, list[Message]]:
    """The digest of another text of the same version, where nothing of the project is without its place."""
    reference, current = loaded.project.questionnaire, loaded.questionnaire.questionnaire
    if reference is None or reference.version != current.version or loaded.project.unplaced:
        return document.text, []
    if reference.digest in (None, current.digest):
        return document.text, []
    text = set_value(document, ("assessment", "questionnaire", "digest"), current.digest)
    return text, [Message.of("The digest is that of the questionnaire as it is now.")]


def _order(document: Document, loaded: LoadedProject) -> tuple[str, list[Message]]:
    """Answers in the order of the questionnaire; those that it does not know stay behind."""
    answers = _at(document.value, _ANSWERS)
    if not isinstance(answers, dict):
        return document.text, []
    rank = {id: position for position, id in enumerate(loaded.questionnaire.questionnaire.by_id)}
    wanted = sorted(answers, key=lambda name: rank.get(name, len(rank)))
    if wanted == list(answers):
        return document.text, []
    return reorder_entries(document, _ANSWERS, wanted), [
        Message.of("The answers follow the order of the questionnaire.")
    ]


def _at(value: object, place: Place) -> object:
    for key in place:
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, list) and isinstance(key, int) and key < len(value):
            value = value[key]
        else:
            return None
    return value
