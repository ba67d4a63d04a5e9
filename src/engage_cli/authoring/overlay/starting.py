"""The first text of an overlay: it changes nothing, and explains in comments how to."""

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from engage_cli.errors import Message, UsageError, unwritable
from engage_cli.files.yaml_rendering import Layout, render_entries
from engage_cli.i18n import Translator
from engage_cli.questionnaire.loading import load_questionnaire
from engage_cli.questionnaire.overlay.bases import BaseVersion
from engage_cli.values import Value

_WIDTH = 100


class OverlayStart(Value, kw_only=True):
    """What an author chooses for a new overlay."""

    id: str
    title: str
    base: BaseVersion
    tr: Translator


def write_overlay(start: OverlayStart, path: Path, folders: Sequence[Path]) -> None:
    """Writes the file, which must not exist, and loads it; removes it where it cannot be loaded.

    Raises UsageError or InputError.
    """
    if path.exists():
        message = Message.of("“{path}” exists already: nothing was written.", path=path)
        raise UsageError(message, Message.of("Choose another file with -o."))
    made = [one for one in path.parents if not one.exists()]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(first_text(start), encoding="utf-8", newline="\n")
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        load_questionnaire(path, folders)
    except BaseException:
        path.unlink()
        for folder in made:
            folder.rmdir()
        raise


def first_text(start: OverlayStart) -> str:
    """The content of the new file."""
    return "\n".join(_lines(start)) + "\n"


def _lines(start: OverlayStart) -> Iterator[str]:
    _, base = start.tr.gettext, start.base
    question = _first_question(start)
    yield from _comment(_("An overlay: what it does not change is as in its base. All keys: engage schema overlay"))
    languages = base.files.root.value["languages"]
    extends = {"id": base.id, "version": base.version, "digest": base.digest}
    title = start.title if len(languages) == 1 else dict.fromkeys(languages, start.title)
    head = {"engage": 1, "id": start.id, "version": "1.0.0", "title": title, "extends": extends}
    yield from render_entries(head, Layout(), 0).lines
    yield ""
    yield from _comment(
        _("What changes: a thing by its id, the key, and what it says from now on, whole. For example:")
    )
    yield f"#   - {{question: {question}, key: weight, to: 2}}"
    yield "set: []"
    yield ""
    yield from _comment(_("What is left out, by kind. For example:"))
    yield f"#   questions: [{question}]"
    yield "drop: {}"
    yield ""
    yield from _comment(_("What is new, each as in a questionnaire, with its place. For example:"))
    yield f"#   questions: [{{in: {question.rpartition('.')[0]}, after: {question}, question: {{…}}}}]"
    yield "add: {}"


def _first_question(start: OverlayStart) -> str:
    from engage_cli.questionnaire.building import nodes_by_id

    return next((id for id, node in nodes_by_id(start.base.files).items() if "ask" in node.value), "section.question")


def _comment(text: str) -> Iterator[str]:
    yield from textwrap.wrap(text, _WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)
