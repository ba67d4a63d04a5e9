"""`engage questionnaire overlay pin OVERLAY`."""

from pathlib import Path
from typing import Annotated

import typer

from engage_cli.i18n import N_
from engage_cli.terminal.session import session_of

Overlay = Annotated[
    str,
    typer.Argument(
        metavar=N_("OVERLAY"), help=N_("The overlay: its file, its folder, or its id, as projects name it.")
    ),
]


def pin(ctx: typer.Context, *, overlay: Overlay) -> None:
    """Writes into an overlay the digest of its base, and a fingerprint of what the base says where it changes it.

    So that `engage questionnaire upgrade` can tell later what changed in the base. Every other byte stays.
    """
    from engage_cli.files.atomic_writing import save
    from engage_cli.questionnaire.overlay.bases import base_of
    from engage_cli.questionnaire.overlay.files import overlay_at
    from engage_cli.questionnaire.overlay.loading import checked, laid_over
    from engage_cli.questionnaire.overlay.pinning import pinned, subjects

    session = session_of(ctx)
    file, root = overlay_at(overlay, Path(), session.folders)
    base = base_of(root, file, session.folders)
    laid_over(root, file, base)
    saved = save(file, root.document, lambda now: pinned(checked(now), base))
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
