"""Reads voices from their files:

PROJECT.RESPONDENT.answers.yaml beside the project, or those named on the command line. Begin with `read_voices`.
"""

import datetime as dt
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from glob import escape
from pathlib import Path

from engage_cli.errors import InputError, Message, Problem, UsageError
from engage_cli.model.project import Project
from engage_cli.project import parsing
from engage_cli.project.answers_file import LoadedAnswers, load_answers, refuse_another_project
from engage_cli.project.loading import LoadedProject
from engage_cli.project.recognising import ANSWERS
from engage_cli.typed import quoted
from engage_cli.values import replace
from engage_cli.voices.voice import Voice, hear_voice

LEAST = 2
"""The number of voices from which there is something to compare."""


def voice_files(project: Path) -> tuple[Path, ...]:
    """The files of answers beside the file `project`, one for each respondent."""
    found = project.parent.glob(f"{escape(project.stem)}.*{ANSWERS}")
    return tuple(sorted(path for path in found if "." not in respondent_in_name(path, project)))


def find_voice_file(project: Path, name: str) -> Path | None:
    """The file of the respondent `name` beside `project`, in whatever letters; None where there is none."""
    return next((file for file in voice_files(project) if same_person(respondent_in_name(file, project), name)), None)


def read_voices(loaded: LoadedProject, named: Sequence[Path] = ()) -> tuple[Voice, ...]:
    """The voices on a project: in the files or folders `named`, else those beside it.

    Raises InputError with all problems of all files, two files of one respondent included; UsageError where there are
    fewer than two.
    """
    files = list(_files(named)) if named else voice_files(loaded.path)
    voices: list[tuple[Path, Voice]] = []
    problems: list[Problem] = []
    for file in files:
        try:
            voices.append((file, _voice(load_answers(file, loaded.questionnaire), loaded)))
        except InputError as error:
            problems += error.problems
    problems += _twice(voices)
    if problems:
        raise InputError(*problems)
    if len(voices) < LEAST:
        raise _too_few(len(voices), loaded.path)
    return tuple(voice for _, voice in voices)


def respondent_of(answers: LoadedAnswers, project: Path) -> str:
    """The name of the respondent: as the file gives it, else from the name of the file."""
    return answers.respondent or respondent_in_name(answers.path, project)


def same_person(one: str, other: str) -> bool:
    """Whether two names mean the same respondent, apart from case, accents and punctuation."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().strip()


def respondent_in_name(path: Path, project: Path) -> str:
    """The part RESPONDENT in the name of a file of answers on `project`."""
    return path.name.removesuffix(ANSWERS).removeprefix(f"{project.stem}.")


def _files(named: Iterable[Path]) -> Iterator[Path]:
    for path in dict.fromkeys(named):
        if path.is_dir():
            yield from sorted(path.glob(f"*{ANSWERS}"))
        else:
            yield path


def _voice(answers: LoadedAnswers, loaded: LoadedProject) -> Voice:
    """Raises InputError for a file about another project."""
    refuse_another_project(answers, loaded.project.charter)
    return hear_voice(
        respondent_of(answers, loaded.path),
        answers.answers,
        loaded.project,
        loaded.questionnaire.questionnaire,
        speaks_for=answers.speaks_for,
        facts=_facts(answers, loaded.project),
        version=answers.reference.version if answers.reference else None,
        unplaced=len(answers.unplaced),
    )


def _facts(answers: LoadedAnswers, project: Project) -> tuple[str, ...]:
    """Facets of which the file says something else than the project."""
    value = answers.document.value
    said = value.get("facets") if isinstance(value, dict) else None
    given = parsing.parse_facets(said if isinstance(said, dict) else None, answers.questionnaire.questionnaire)
    known, out = project.charter.facets, {one.id for one in answers.unplaced}
    return tuple(id for id, one in given.items() if id not in out and _set(one) != _set(known.get(id)))


def _set(value: object) -> object:
    return frozenset(value) if isinstance(value, tuple) else value


def _twice(voices: Sequence[tuple[Path, Voice]]) -> Iterator[Problem]:
    """Two files of one respondent: nobody can say which one holds."""
    seen: dict[str, Path] = {}
    for file, voice in voices:
        first = seen.setdefault(_plain(voice.name), file)
        if first is not file:
            message = Message.of("“{name}” has answered in “{other}” too.", name=voice.name, other=first)
            hint = Message.of("Keep one of the two files, or name another respondent in one of them.")
            yield Problem(path=str(file), message=message, hint=hint)


def _too_few(count: int, project: Path) -> UsageError:
    hint = Message.of(
        "Each person answers apart: engage assess {project} --respondent NAME, or a page that engage form writes and "
        "engage collect --voice takes in.",
        project=quoted(project),
    )
    if count:
        return UsageError(Message.of("There is one voice only: a consensus needs two."), hint)
    return UsageError(Message.of("No voice is found beside “{project}”: a consensus needs two.", project=project), hint)


def with_divergences(loaded: LoadedProject, day: dt.date) -> LoadedProject:
    """`loaded` with the questions on which the voices beside it differ on `day`, if there are two or more.

    Of questions on which they say nothing, what the project says of itself holds. Raises InputError for voices that
    cannot be read.
    """
    from engage_cli.voices.board import build_board

    if len(voice_files(loaded.path)) < LEAST:
        return loaded
    project = loaded.project
    found = build_board(loaded.questionnaire.questionnaire, project, read_voices(loaded), as_of=day)
    return replace(loaded, project=replace(project, apart=found.apart()))
