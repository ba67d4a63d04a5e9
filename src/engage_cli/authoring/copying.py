"""Copies a questionnaire under a new id: every byte is kept, except ids and references to schemas."""

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from engage_cli.authoring.cases.reading import find_test_files
from engage_cli.editor.questionnaires import add_schemas
from engage_cli.errors import Message, UsageError, system_reason
from engage_cli.files import yaml_editing, yaml_reading
from engage_cli.files.schemas import load_schema
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.questionnaire.loading import load_questionnaire
from engage_cli.slugs import short_slug

FIRST = "1.0.0"
_NO_ID = Message.of("No id can be made of that title: give one.")


def validate_id(id: str) -> str:
    """`id`, if it can be the id of a questionnaire. Raises UsageError otherwise."""
    pattern = load_schema("questionnaire")["$defs"]["id"]["pattern"]
    if re.match(pattern, id) and len(id) <= load_schema("questionnaire")["$defs"]["id"]["maxLength"]:
        return id
    guess = short_slug(id)
    rule = Message.of("Lower-case letters without accents, digits and hyphens only.")
    hint = Message.of("Did you mean “{guess}”? {rule}", guess=guess, rule=rule) if guess else rule
    raise UsageError(Message.of("“{value}” is not an id.", value=id) if id else _NO_ID, hint)


def copy_questionnaire(
    source: LoadedQuestionnaire, id: str, folder: Path, language: str, folders: Sequence[Path] = ()
) -> tuple[Path, ...]:
    """Copies a questionnaire to `folder`, which is created; returns the files. The copy is loaded before it is left
    there.

    Also writes the schemas that its files name for editors, in `language`. Older versions in `history/` and what is
    said of them are not copied, as they belong to the other id. Raises UsageError.
    """
    home = source.path.parent
    texts = dict(_texts(source, id))
    texts |= {path: path.read_text(encoding="utf-8") for path in find_test_files(source)}
    texts |= {path: path.read_text(encoding="utf-8") for path in sorted(home.glob("LICEN[CS]E*"))}
    placed = add_schemas({path.relative_to(home): text for path, text in texts.items()}, language)
    return write_folder(folder, placed, folders)


def _texts(source: LoadedQuestionnaire, id: str) -> Iterator[tuple[Path, str]]:
    for path in (source.path,) if source.base else dict.fromkeys(source.files()):
        yield path, yaml_reading.read(path).text if path != source.path else _under(source.path, id)


def _under(path: Path, id: str) -> str:
    """The text of questionnaire.yaml with another id and the first version."""
    document = yaml_reading.read(path)
    text = yaml_editing.set_value(document, ("id",), id)
    text = yaml_editing.set_value(yaml_reading.parse(text, str(path)), ("version",), FIRST)
    return yaml_editing.remove(yaml_reading.parse(text, str(path)), ("migrations",))


def write_folder(folder: Path, texts: Mapping[Path, str], folders: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Writes a questionnaire to a new folder and loads it; removes the folder where it cannot be loaded.

    `folders` are searched for the base of an overlay. Raises UsageError where the folder exists or cannot be created.
    """
    if folder.exists():
        raise UsageError(
            Message.of("“{path}” exists already: nothing was written.", path=folder),
            Message.of("Choose another folder with -o."),
        )
    try:
        for path, text in texts.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8", newline="\n")
        load_questionnaire(folder, folders)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        message = Message.of("“{path}” cannot be written. {reason}", path=folder, reason=system_reason(error))
        raise UsageError(message) from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return tuple(folder / path for path in texts)
