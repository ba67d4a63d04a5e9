"""Takes in a voice from elsewhere: its file is put beside the project, not read into it."""

from itertools import count
from pathlib import Path

from engage_cli.errors import Message, UsageError
from engage_cli.files.atomic_writing import locked, write_atomically
from engage_cli.files.yaml_reading import Document
from engage_cli.project.answers_file import LoadedAnswers, answers_from, load_answers, refuse_another_project
from engage_cli.project.loading import LoadedProject
from engage_cli.project.recognising import ANSWERS
from engage_cli.slugs import slug
from engage_cli.values import Value
from engage_cli.voices.reading import find_voice_file, respondent_of, same_person
from engage_cli.voices.recording import voice_path


class PlacedVoice(Value, kw_only=True):
    """Where the file of a voice was put."""

    path: Path
    answers: LoadedAnswers
    unchanged: bool = False
    """Whether the very same file was there already."""
    earlier: Path | None = None
    """Where the file that it replaces is kept; None where it replaces none."""


def take_voice(document: Document, loaded: LoadedProject, *, replaces: bool) -> PlacedVoice:
    """Puts the file of answers in `document` beside the project, byte for byte.

    An earlier one of the same respondent gives way where it `replaces`, and is kept under another name. Raises
    InputError for a file that is no voice on this project; UsageError where nobody is named, or where another file
    stands there.
    """
    answers = answers_from(document, Path(document.path), loaded.questionnaire)
    refuse_another_project(answers, loaded.project.charter)
    name = answers.respondent
    if not name:
        hint = Message.of("Write a role or a pseudonym at the top of the file: {line}", line="respondent: education")
        raise UsageError(Message.of("“{path}” does not say who answered.", path=document.path), hint)
    path = find_voice_file(loaded.path, name) or voice_path(loaded.path, slug(name))
    with locked(path):
        if not path.exists():
            write_atomically(path, document.text)
            return PlacedVoice(path=path, answers=answers)
        return _beside_another(document, answers, path, loaded, replaces=replaces)


def _beside_another(
    document: Document, answers: LoadedAnswers, path: Path, loaded: LoadedProject, *, replaces: bool
) -> PlacedVoice:
    """A voice of that name is there already."""
    if path.read_bytes() == document.text.encode():
        return PlacedVoice(path=path, answers=answers, unchanged=True)
    name = answers.respondent or ""
    before = load_answers(path, loaded.questionnaire)
    if not same_person(respondent_of(before, loaded.path), name):
        hint = Message.of("Name one of the two otherwise, at the top of the file.")
        raise UsageError(Message.of("“{path}” is the voice of somebody else.", path=path), hint)
    if not replaces:
        hint = Message.of("With --yes the new one takes its place; the earlier one is kept under another name.")
        raise UsageError(Message.of("“{name}” has answered already: {path}", name=name, path=path), hint)
    stem = path.name.removesuffix(ANSWERS)
    names = (path.with_name(f"{stem}.answers.{number}.yaml") for number in count(1))
    earlier = next(one for one in names if not one.exists())
    write_atomically(earlier, path.read_text(encoding="utf-8"))
    write_atomically(path, document.text)
    return PlacedVoice(path=path, answers=answers, earlier=earlier)
