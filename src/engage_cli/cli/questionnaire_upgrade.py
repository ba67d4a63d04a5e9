"""`engage questionnaire upgrade OVERLAY [--to VERSION] [--write]`."""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engage_cli.cli.questionnaire_overlay_pin import Overlay
from engage_cli.errors import Message, UsageError, suggestion
from engage_cli.i18n import N_
from engage_cli.questionnaire.history.migration_path import version_numbers
from engage_cli.terminal import options
from engage_cli.terminal.edge import FINE, UNMET
from engage_cli.terminal.find_named import questionnaire_folders
from engage_cli.terminal.session import session_of

if TYPE_CHECKING:
    from engage_cli.files.nodes import Node
    from engage_cli.questionnaire.overlay.bases import BaseVersion

_NUMBER = re.compile(r"\d+\.\d+\.\d+")
_ELSEWHERE = Message.of("Name its folder: --to FOLDER")

To = Annotated[
    str | None,
    typer.Option(
        "--to", metavar=N_("VERSION|FILE"), help=N_("Which version of the base; the newest that is here by default.")
    ),
]
Keep = Annotated[
    list[str] | None,
    typer.Option("--keep", metavar="ID:KEY", help=N_("In this conflict the overlay is right; may be repeated.")),
]
Take = Annotated[
    list[str] | None,
    typer.Option(
        "--take",
        metavar="ID:KEY",
        help=N_("In this conflict the base is right, and the change is dropped; may be repeated."),
    ),
]


def upgrade(
    ctx: typer.Context,
    *,
    overlay: Overlay,
    to: To = None,
    write: options.Write = False,
    keep: Keep = None,
    take: Take = None,
    json: options.AsJson = False,
) -> int:
    """Brings an overlay to another version of its base. Nothing is written without `--write`, nor with a conflict.

    A change stands where the base says what it said. Where the base says something else now, the three texts are
    shown, and somebody decides: `--keep` or `--take`. Exit code 1 as long as a conflict is open.

      engage questionnaire upgrade questionnaires/musee-x            see what becomes of each change
      engage questionnaire upgrade questionnaires/musee-x --write    write it where nothing is in the way
    """
    from engage_cli.questionnaire.overlay.bases import find_named_version, load_known_bases
    from engage_cli.questionnaire.overlay.files import load_overlay_file
    from engage_cli.questionnaire.overlay.upgrading import compute_upgrade as upgraded
    from engage_cli.questionnaire.overlay.upgrading import save_old_release, save_upgraded
    from engage_cli.terminal.overlay import upgraded as screen

    session, folders = session_of(ctx), questionnaire_folders(session_of(ctx))
    file, root = load_overlay_file(overlay, Path(), folders)
    known = load_known_bases(root, file, folders)
    before = find_named_version(root, known)
    found = upgraded(root, before, _wanted(to, known, root), keep=keep or (), take=take or ())
    written = write and found.has_changes and found.can_be_written
    kept = save_old_release(found, before, file) if written else None
    if written:
        save_upgraded(found, file)
    if json:
        sys.stdout.write(screen.upgrade_json(found, session, written=written))
    else:
        asked = [word for option, name in _typed(to, keep, take) for word in (option, name)]
        typed = ("questionnaire", "upgrade", overlay, *asked)
        session.out("\n".join(screen.upgrade_lines(found, session, typed, written=written, kept=kept)))
    return FINE if found.can_be_written else UNMET


def _typed(to: str | None, keep: list[str] | None, take: list[str] | None) -> Iterator[tuple[str, str]]:
    """The options that were typed, to be repeated with --write."""
    yield from (("--to", one) for one in ([to] if to else []))
    yield from (("--keep", one) for one in keep or ())
    yield from (("--take", one) for one in take or ())


def _wanted(to: str | None, known: "Sequence[BaseVersion]", overlay: "Node") -> "BaseVersion":
    """The base to upgrade to. Raises UsageError or InputError where there is none."""
    from engage_cli.questionnaire.overlay.bases import read_base

    id = overlay.value["extends"]["id"]
    if to is None or _NUMBER.fullmatch(to):
        found = [one for one in known if to in (None, one.version)]
        if not found:
            here = list(dict.fromkeys(one.version for one in known))
            message = Message.of("{id} {version} is not here.", id=id, version=to or "")
            raise UsageError(message, suggestion(to, here) if here else _ELSEWHERE)
        return max(found, key=lambda one: version_numbers(one.version))
    base = read_base(Path(to))
    if base.id != id:
        raise UsageError(Message.of("“{path}” is {other}; the overlay extends {id}.", path=to, other=base.id, id=id))
    return base
