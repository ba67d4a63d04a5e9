"""The schema file beside a project for its editor, kept up to date when engage writes the project."""

import json
from pathlib import Path

from engage_cli.editor.bundles import Node, schema_urn
from engage_cli.editor.projects import schema_for
from engage_cli.errors import EngageError
from engage_cli.files.atomic_writing import write_atomically
from engage_cli.formats import JsonMark
from engage_cli.i18n import LANGUAGES
from engage_cli.model.questionnaire import Questionnaire

FOLDER = ".engage"
"""A hidden folder: teams that use no text editor do not see it, and no command searches it for projects."""
MARKED_SCHEMA = JsonMark(lambda value: value["$id"].startswith(schema_urn("")))


def schema_path(project: Path, questionnaire: Questionnaire, language: str) -> Path:
    """The path of the schema for a project file."""
    return project.parent / FOLDER / f"{questionnaire.id}.{language}.schema.json"


def schema_comment(project: Path, questionnaire: Questionnaire, language: str) -> str:
    """The comment by which an editor finds the schema: a relative path, valid on every machine."""
    path = schema_path(project, questionnaire, language)
    return f"# yaml-language-server: $schema={path.relative_to(project.parent).as_posix()}"


def schema_text(schema: Node) -> str:
    """A schema as the text of a file, with a line for each key, so that versions can be compared."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def write_schema(project: Path, questionnaire: Questionnaire, language: str) -> Path:
    """Writes the schema for a project file, creating its folder; leaves a file of other origin alone. Returns its path.

    Raises UsageError where it cannot be written.
    """
    path = schema_path(project, questionnaire, language)
    if path.exists() and not MARKED_SCHEMA(path.read_bytes()):
        return path
    path.parent.mkdir(exist_ok=True)
    text = schema_text(schema_for("project", questionnaire, language))
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        write_atomically(path, text, lasting=False)
    return path


def renew_schemas(project: Path, questionnaire: Questionnaire) -> tuple[Path, ...]:
    """Rewrites schemas beside a project that are of another version of its questionnaire; returns their paths.

    One that cannot be written stays as it is; the editor then says that it is of another version.
    """
    return tuple(path for language in LANGUAGES if (path := _renewed(project, questionnaire, language)))


def _renewed(project: Path, questionnaire: Questionnaire, language: str) -> Path | None:
    path = schema_path(project, questionnaire, language)
    try:
        content = path.read_bytes()
        if questionnaire.digest.encode() in content or not MARKED_SCHEMA(content):
            return None
        return write_schema(project, questionnaire, language)
    except (OSError, EngageError):
        return None
