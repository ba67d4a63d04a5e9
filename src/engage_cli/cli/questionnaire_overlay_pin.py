"""`engage questionnaire overlay pin OVERLAY`."""

from pathlib import Path
from typing import Annotated

import typer

from engage_cli.i18n import N_
from engage_cli.terminal.find_named import questionnaire_folders
from engage_cli.terminal.session import session_of

Overlay = Annotated[
    str,
    typer.Argument(
        metavar=N_("OVERLAY"), help=N_("The overlay: its file, its folder, or its id, as projects name it.")
    ),
]


def pin(ctx: typer.Context, *, overlay: Overlay) -> None:
    """Writes to an overlay the digest of its base, and a fingerprint of the base at each place it changes.

    `engage questionnaire upgrade` can then tell what changed in the base. Every other byte stays.
    """
    from engage_cli.files.atomic_writing import save
    from engage_cli.questionnaire.overlay.bases import load_base
    from engage_cli.questionnaire.overlay.files import load_overlay_file
    from engage_cli.questionnaire.overlay.loading import apply_overlay, validate_overlay
    from engage_cli.questionnaire.overlay.pinning import subjects, with_fingerprints

    session = session_of(ctx)
    folders = questionnaire_folders(session)
    file, root = load_overlay_file(overlay, Path(), folders)
    base = load_base(root, file, folders)
    apply_overlay(root, file, base)
    saved = save(file, root.document, lambda now: with_fingerprints(validate_overlay(now), base))
    _, count = session.tr.gettext, len(list(subjects(root)))
    if saved.text == root.document.text:
        session.say(
            _("“{path}” keeps already what {id} {version} says.").format(path=file, id=base.id, version=base.version)
        )
        return
    said = session.tr.ngettext(
        "“{path}” keeps what {id} {version} says: {count} fingerprint.",
        "“{path}” keeps what {id} {version} says: {count} fingerprints.",
        count,
    )
    session.say(said.format(path=file, id=base.id, version=base.version, count=count))
