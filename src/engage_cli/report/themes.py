"""Loads themes with their logo, and refuses colours on which text could not be read."""

import os
from collections.abc import Iterator
from pathlib import Path

from engage_cli.errors import InputError, Message, Problem
from engage_cli.files import schemas, yaml_reading
from engage_cli.files.nodes import Node
from engage_cli.files.reading import read_bytes
from engage_cli.i18n import LANGUAGES
from engage_cli.model.text import Text
from engage_cli.model.theme import LEAST_CONTRAST, Logo, Theme
from engage_cli.questionnaire.parsing_parts import TextReader

FILE = "theme.yaml"

_MEDIA = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
_MOST_BYTES = 1_000_000
_LANGUAGES = TextReader(LANGUAGES)


def load_theme(path: Path) -> Theme:
    """The theme in the file `path`. Raises InputError with everything that is wrong with it."""
    document = yaml_reading.read(path, through=True)
    root = Node(document, (), document.value)
    found = [*_unquoted(root)]
    found += [p for p in schemas.find_problems(document, "theme") if p.place not in {u.place for u in found}]
    if found:
        raise InputError(*found)
    theme = Theme(
        colours=_colours(root, "colours"),
        dark=_colours(root, "dark"),
        footer=_text(root.get("footer")),
        roles={id: (_sure(role.get("label")), _sure(role.get("plural"))) for id, role in root.below("roles")},
    )
    logo, wrong = _logo(root, path)
    found = [*wrong, *_faint(root, theme, dark=False), *_faint(root, theme, dark=True)]
    if found:
        raise InputError(*found)
    return Theme(colours=theme.colours, dark=theme.dark, footer=theme.footer, roles=theme.roles, logo=logo)


def _unquoted(root: Node) -> Iterator[Problem]:
    """Problems of colours without quotes, which YAML reads as comments."""
    for key in ("colours", "dark"):
        value = root.value.get(key) if isinstance(root.value, dict) else None
        for name in (n for n, colour in value.items() if colour is None) if isinstance(value, dict) else ():
            yield Node(root.document, (key, name), None).problem(
                Message.of("No colour is written here."),
                Message.of('In YAML, what follows # is a comment: put the colour in quotes, "#1f6b87".'),
                key=True,
            )


def _colours(root: Node, key: str) -> dict[str, str]:
    return {name: str(colour.value).lower() for name, colour in root.below(key)}


def _text(node: Node | None) -> Text | None:
    return None if node is None else _LANGUAGES.text(node.value)


def _sure(node: Node | None) -> Text:
    assert node is not None
    return _LANGUAGES.text(node.value)


def _faint(root: Node, theme: Theme, *, dark: bool) -> Iterator[Problem]:
    key = "dark" if dark else "colours"
    own = theme.dark if dark else theme.colours
    for text, ground, found in theme.low_contrasts(dark=dark):
        node = root.get(key, text if text in own else ground)
        assert node is not None
        yield node.problem(
            Message.of(
                "“{one}” {text} is hard to read on “{other}” {ground}: contrast {found}, at least {least} is needed.",
                one=text,
                other=ground,
                found=f"{float(found):.1f}",
                least=f"{float(LEAST_CONTRAST):.1f}",
                text=theme.colour(text, dark=dark),
                ground=theme.colour(ground, dark=dark),
            ),
            Message.of("{colour} as “{one}” would do.", colour=theme.readable_colour(text, dark=dark), one=text),
        )


def _logo(root: Node, path: Path) -> tuple[Logo | None, list[Problem]]:
    node, says = root.get("logo", "file"), root.get("logo", "says")
    if node is None or says is None:
        return None, []
    file = path.parent / str(node.value)
    wrong = _unusable(file, path.parent)
    if wrong:
        return None, [node.problem(wrong)]
    try:
        content = read_bytes(file, _MOST_BYTES)
    except InputError as error:
        return None, [node.problem(problem.message) for problem in error.problems]
    return Logo(content=content, media_type=_MEDIA[file.suffix.lower()], says=_sure(says)), []


def logo_files(path: Path) -> Iterator[Path]:
    """The logo file that the theme in `path` names; nothing where it names none. The theme must have been loaded
    once."""
    document = yaml_reading.read(path, through=True)
    node = Node(document, (), document.value).get("logo", "file")
    if node is not None:
        yield path.parent / str(node.value)


def _unusable(file: Path, folder: Path) -> Message | None:
    """Why a picture cannot be used as a logo; None where it can."""
    if not file.resolve().is_relative_to(folder.resolve()):
        return Message.of("The logo has to be in the folder of the theme.")
    if file.suffix.lower() not in _MEDIA:
        return Message.of("A logo ends with one of: {suffixes}.", suffixes=", ".join(_MEDIA))
    return None if os.path.lexists(file) else Message.of("No file at “{path}”.", path=file)
