"""The questionnaire that judges a project: where it was found, and whether it is the one asked for."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from engage_cli.errors import InputError, Message, Problem
from engage_cli.files.nodes import problem_at
from engage_cli.model.project import Reference
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.project.loading import LoadedProject
from engage_cli.questionnaire.library import shipped_questionnaires
from engage_cli.shipped import shipped
from engage_cli.values import Value


class Origin(StrEnum):
    """Where a questionnaire was found."""

    SHIPPED = "shipped"
    """It comes with engage."""
    BESIDE = "beside"
    """It is in the folder of the project."""
    FOLDER = "folder"
    """It is in a folder given by an option or settings."""


class Judge(Value, kw_only=True):
    """The questionnaire that a project was read against."""

    id: str
    version: str
    digest: str
    origin: Origin
    path: str
    """The path of its file; empty where it is shipped."""
    base: Reference | None = None
    """The base of an overlay; None where it is none."""
    displaces: bool
    """Whether it has the id of a shipped one and takes its place."""


class Pin(Value):
    """A questionnaire that settings or a policy insist on."""

    wanted: Reference
    source: Path


def judge_of(loaded: LoadedProject) -> Judge:
    """The questionnaire of a project, and where it was found."""
    questionnaire, path = loaded.questionnaire.questionnaire, loaded.questionnaire.path
    origin, base = _origin(path, loaded.path.parent), questionnaire.base
    return Judge(
        id=questionnaire.id,
        version=questionnaire.version,
        digest=questionnaire.digest,
        origin=origin,
        base=Reference(id=base.id, version=base.version, digest=base.digest) if base else None,
        path="" if origin is Origin.SHIPPED else str(path),
        displaces=origin is not Origin.SHIPPED and questionnaire.id in dict(shipped_questionnaires()),
    )


def refuse_other_questionnaire(loaded: LoadedProject, pins: Iterable[Pin]) -> None:
    """Raises InputError where the questionnaire of the project is not the one of every pin."""
    found = loaded.questionnaire
    wrong = [pin for pin in pins if not matches_reference(found.questionnaire, pin.wanted)]
    if not wrong:
        return
    raise InputError(*(_refusal(loaded, pin) for pin in wrong))


def _refusal(loaded: LoadedProject, pin: Pin) -> Problem:
    found = judge_of(loaded)
    message = Message.of(
        "This project is judged by the questionnaire {found}; {source} wants {wanted}.",
        found=_named(loaded.questionnaire.questionnaire), source=pin.source, wanted=_named(pin.wanted),
    )  # fmt: skip
    if found.displaces and found.id == pin.wanted.id:
        hint = Message.of("Take away the one that displaces it, {path}; or want that one.", path=found.path)
    else:
        hint = Message.of("Bring the one that is wanted with --questionnaires FOLDER, or want this one.")
    return problem_at(loaded.document, ("assessment", "questionnaire"), message, hint)


def matches_reference(found: Questionnaire, wanted: Reference) -> bool:
    """Whether the questionnaire is the one `wanted`, as far as that says."""
    return found.id == wanted.id and wanted.version in (None, found.version) and wanted.digest in (None, found.digest)


def _named(one: Questionnaire | Reference) -> str:
    """Its id, version and digest, as far as they are said."""
    return " ".join(part for part in (one.id, one.version, one.digest) if part)


def _origin(path: Path, beside: Path) -> Origin:
    if path.is_relative_to(shipped("questionnaires")):
        return Origin.SHIPPED
    return Origin.BESIDE if path.parent in (beside, beside / "questionnaires" / path.parent.name) else Origin.FOLDER
