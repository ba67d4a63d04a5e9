"""Loads a project from a revision of git. Nothing is fetched, and nothing of the working tree is touched."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from engage_cli.errors import InputError, Message, UsageError
from engage_cli.files import yaml_reading
from engage_cli.files.reading import MAX_BYTES
from engage_cli.files.yaml_reading import Document
from engage_cli.project.git import is_shallow, run_git
from engage_cli.project.loading import LoadedProject, project_from
from engage_cli.questionnaire import versions
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.questionnaire.loading import load_questionnaire

if TYPE_CHECKING:
    import subprocess


def load_revision(path: Path, revision: str, folders: Sequence[Path] = ()) -> LoadedProject:
    """The project file `path` as it was at `revision`, with its questionnaire of that time where one was beside it.

    Raises UsageError where there is no git, no such revision, or no such file in it; InputError for a project that
    cannot be used.
    """
    content = _file_at(path, revision)
    name = f"{revision}:{path}"
    document = yaml_reading.parse(yaml_reading.decode_text(content, name), name, through=True)
    return project_from(document, path, _questionnaire_at(document, path, revision, folders), folders)


def _file_at(path: Path, revision: str) -> bytes:
    if _git(path, "rev-parse", "--is-inside-work-tree").returncode:
        raise UsageError(
            Message.of("“{path}” is in no repository of git.", path=path),
            Message.of("Name a milestone, a day or a file instead."),
        )
    if _git(path, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").returncode:
        raise UsageError(Message.of("There is no revision “{revision}” here.", revision=revision), _where(path))
    found = _git(path, "show", "--end-of-options", f"{revision}:./{path.name}")
    if found.returncode:
        message = Message.of("Revision “{revision}” has no file “{path}”.", revision=revision, path=path)
        raise UsageError(message, _where(path))
    if len(found.stdout) > MAX_BYTES:
        raise UsageError(Message.of("The file is larger than {limit} MB.", limit=MAX_BYTES // 1_000_000))
    return found.stdout


def _where(path: Path) -> Message:
    if is_shallow(path.parent):
        return Message.of("This clone has only the last revisions; with all of them: git fetch --unshallow")
    return Message.of("Those that changed it: {command}", command=f"git log --oneline -- {path}")


def _git(path: Path, *words: str) -> "subprocess.CompletedProcess[bytes]":
    """Raises UsageError where git is not installed or does not answer."""
    without = Message.of("Install git, or name a milestone, a day or a file instead.")
    return run_git(path.parent, *words, without=without)


# ── the questionnaire of that time ────────────────────────────────────────────────────────────────────────────────────


def _questionnaire_at(
    document: Document, path: Path, revision: str, folders: Sequence[Path]
) -> LoadedQuestionnaire | None:
    """The one whose digest the project names, here or in the revision; None where there is none, or none is named."""
    reference = _reference(document)
    id, digest = reference.get("id"), reference.get("digest")
    if not isinstance(id, str) or not isinstance(digest, str):
        return None
    here = versions.find_by_digest(digest, (), id=id, beside=path.parent, folders=folders)
    return here or _from_revision(
        path, revision, f"questionnaires/{id}", digest, (path.parent / "questionnaires", *folders)
    )


def _reference(document: Document) -> "dict[str, object]":
    value = document.value
    assessment = value.get("assessment") if isinstance(value, dict) else None
    reference = assessment.get("questionnaire") if isinstance(assessment, dict) else None
    return reference if isinstance(reference, dict) else {}


def _from_revision(
    path: Path, revision: str, folder: str, digest: str, folders: Sequence[Path]
) -> LoadedQuestionnaire | None:
    listed = _git(path, "ls-tree", "-r", "-z", "--name-only", "--end-of-options", revision, f"{folder}/")
    names = [name for name in listed.stdout.decode(errors="replace").split("\0") if name.endswith((".yaml", ".yml"))]
    if listed.returncode or not names:
        return None
    with TemporaryDirectory() as copy:
        for name in names:
            _write(Path(copy) / name, _git(path, "show", "--end-of-options", f"{revision}:./{name}").stdout)
        try:
            loaded = load_questionnaire(Path(copy) / folder, folders)
        except InputError:
            return None
    return loaded if loaded.questionnaire.digest == digest else None


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
