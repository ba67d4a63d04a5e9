"""Finds what the options --questionnaire, --section, --unit and --for name."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engage_cli.errors import Message, UsageError, suggestion
from engage_cli.model.answering import units_and_functions
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.project.configuration import Configurations
from engage_cli.terminal.session import Session

if TYPE_CHECKING:
    from engage_cli.questionnaire.loaded import LoadedQuestionnaire


def questionnaire_folders(
    session: Session, paths: Iterable[str | Path] = (os.curdir,), named: Sequence[Path] | None = None
) -> tuple[Path, ...]:
    """The folders in which questionnaires are looked for besides, the nearest first: those `named` on the command line,
    those that the settings for `paths` name, and those of the environment. Raises InputError for wrong settings.
    """
    configurations = Configurations()
    settings = (configurations.for_path(Path(one)) for one in paths)
    found = (*(named or ()), *(folder for one in settings for folder in one.questionnaires), *session.folders)
    return tuple(dict.fromkeys(found))


def find_questionnaire(reference: str | None, *, beside: Path, folders: Sequence[Path] = ()) -> Questionnaire:
    """The questionnaire of `load_named_questionnaire`, without its files."""
    return load_named_questionnaire(reference, beside=beside, folders=folders).questionnaire


def load_named_questionnaire(
    reference: str | None, *, beside: Path, folders: Sequence[Path] = ()
) -> "LoadedQuestionnaire":
    """The questionnaire called `reference`, an id or a path; None: the only one shipped.

    Raises UsageError where it is not clear which is meant, InputError where it cannot be used.
    """
    from engage_cli.questionnaire.compiled import load
    from engage_cli.questionnaire.library import questionnaire_path, shipped_questionnaires

    if reference is not None:
        return load(questionnaire_path(reference, beside=beside, folders=folders), folders)
    shipped = shipped_questionnaires()
    if len(shipped) == 1:
        return load(shipped[0][1])
    names = ", ".join(id for id, _ in shipped)
    raise UsageError(
        Message.of("Which questionnaire is it for?"), Message.of("Name it with --questionnaire: {names}", names=names)
    )


def find_section_id(questionnaire: Questionnaire, asked: str) -> str:
    """The id of the section whose id or reference is `asked`. Raises UsageError."""
    names = {name.casefold(): s.id for s in questionnaire.walk() for name in (s.ref, s.id) if name}
    if asked.casefold() in names:
        return names[asked.casefold()]
    ids = [section.id for section in questionnaire.walk()]
    raise UsageError(Message.of("There is no section “{id}”.", id=asked), suggestion(asked, ids))


def check_unit_id(questionnaire: Questionnaire, asked: str) -> str:
    """`asked`, if it is the id of a unit. Raises UsageError otherwise."""
    ids = [unit.id for unit in questionnaire.units]
    if asked in ids:
        return asked
    raise UsageError(Message.of("There is no unit “{id}”.", id=asked), suggestion(asked, ids))


def check_speaker_options(
    questionnaire: Questionnaire, asked: Sequence[str], respondent: str | None
) -> tuple[str, ...]:
    """`asked`, if all are ids of units or functions and a respondent is named. Raises UsageError otherwise."""
    if asked and respondent is None:
        raise UsageError(
            Message.of("--for says for which unit or function one person answers."),
            Message.of("Name the person: --respondent NAME"),
        )
    return check_speaker_ids(questionnaire, asked)


def check_speaker_ids(questionnaire: Questionnaire, asked: Sequence[str]) -> tuple[str, ...]:
    """`asked` without repetitions, if all are ids of units or functions. Raises UsageError otherwise."""
    known = [one.id for one in units_and_functions(questionnaire)]
    for one in asked:
        if one not in known:
            raise UsageError(Message.of("There is no unit or function “{id}”.", id=one), suggestion(one, known))
    return tuple(dict.fromkeys(asked))
