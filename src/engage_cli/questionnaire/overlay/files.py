"""The file of an overlay, found by what a person calls it: a path or an id."""

from collections.abc import Sequence
from pathlib import Path

from engage_cli.errors import InputError, Message
from engage_cli.files import yaml_reading
from engage_cli.files.nodes import Node
from engage_cli.questionnaire.library import FILE, questionnaire_path
from engage_cli.questionnaire.overlay.loading import validate_overlay
from engage_cli.questionnaire.overlay.resolving import is_overlay


def load_overlay_file(reference: str, beside: Path, folders: Sequence[Path]) -> tuple[Path, Node]:
    """The path of the overlay called `reference`, and its content, which follows its schema.

    Raises UsageError where there is none, InputError where it cannot be read.
    """
    path = questionnaire_path(reference, beside=beside, folders=folders)
    file = path / FILE if path.is_dir() else path
    document = yaml_reading.read(file, through=True)
    if not is_overlay(document):
        message = Message.of("This is no overlay: it does not say what it extends.")
        hint = Message.of("Begin one with: engage questionnaire overlay new BASE")
        raise InputError(Node(document, (), None).problem(message, hint))
    return file, validate_overlay(document)
