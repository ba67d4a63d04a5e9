"""The schema that stands beside a project for its editor, and is kept true when engage writes the project."""

import json
from pathlib import Path

from engage_cli.editor.bundles import Node, urn
from engage_cli.editor.projects import schema_for
from engage_cli.errors import EngageError
from engage_cli.files.atomic_writing import write_atomically
from engage_cli.formats import JsonBearing
from engage_cli.i18n import LANGUAGES
from engage_cli.model.questionnaire import Questionnaire

FOLDER = ".engage"
"""Hidden: a team that uses no editor of text does not meet it, and no command looks for projects in it."""
MARKED_SCHEMA = JsonBearing(lambda value: value["$id"].startswith(urn("")))


def path_for(project: Path, questionnaire: Questionnaire, language: str) -> Path:
    """Where the schema for a project file stands."""
    return project.parent / FOLDER / f"{questionnaire.id}.{language}.schema.json"


def line_for(project: Path, questionnaire: Questionnaire, language: str) -> str:
    """The comment by which an editor finds it: relative, so that it holds on every machine."""
    path = path_for(project, questionnaire, language)
    return f"# yaml-language-server: $schema={path.relative_to(project.parent).as_posix()}"


def text_of(schema: Node) -> str:
    """A schema as a file holds it: a line a key, for who compares two versions of it."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def write_beside(project: Path, questionnaire: Questionnaire, language: str) -> Path:
    """Writes the schema for a project file, its folder with it; a file of somebody else's is left alone.

    Raises UsageError where it cannot be written.
    """
    path = path_for(project, questionnaire, language)
    if path.exists() and not MARKED_SCHEMA(path.read_bytes()):
        return path
    path.parent.mkdir(exist_ok=True)
    text = text_of(schema_for("project", questionnaire, language))
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        write_atomically(path, text, lasting=False)
    return path


def renew(project: Path, questionnaire: Questionnaire) -> tuple[Path, ...]:
    """Writes anew the schemas that stand beside a project and are of another version of its questionnaire.

    What cannot be written stays as it is: the editor then says that it is of another version.
    """
    return tuple(path for language in LANGUAGES if (path := _renewed(project, questionnaire, language)))


def _renewed(project: Path, questionnaire: Questionnaire, language: str) -> Path | None:
    path = path_for(project, questionnaire, language)
    try:
        content = path.read_bytes()
        if questionnaire.digest.encode() in content or not MARKED_SCHEMA(content):
            return None
        return write_beside(project, questionnaire, language)
    except (OSError, EngageError):
        return None
