"""`engage questionnaire diff V1 [V2]`."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from engage_cli import __version__
from engage_cli.errors import Message, UsageError
from engage_cli.i18n import N_
from engage_cli.terminal import options
from engage_cli.terminal import report_options as documents
from engage_cli.terminal.find_named import questionnaire_folders
from engage_cli.terminal.layout import Screen, join_blocks
from engage_cli.terminal.session import Session, session_of
from engage_cli.values import Value

if TYPE_CHECKING:
    from engage_cli.questionnaire.history.differences import Difference, Differences
    from engage_cli.questionnaire.history.releases import Release
    from engage_cli.questionnaire.loaded import LoadedQuestionnaire

FORMAT_VERSION = 1
"""Of the JSON, which `schemas/questionnaire-differences.schema.json` describes."""
_NUMBER = re.compile(r"\d+\.\d+\.\d+")

Old = Annotated[
    str,
    typer.Argument(metavar=N_("BEFORE"), help=N_("The version to start from: a number (1.0.0), a folder, or an id.")),
]
New = Annotated[
    str | None,
    typer.Argument(
        metavar=N_("AFTER"),
        help=N_("The version to compare with, given in the same way; the questionnaire as it is now if left out."),
    ),
]
Of = Annotated[
    str | None,
    typer.Option(
        "--questionnaire",
        metavar="ID",
        help=N_("The questionnaire whose versions they are; the one in this folder by default."),
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar=N_("FILE"), help=N_("Write a guide for projects there, in Markdown.")),
]


class _Side(Value):
    """A version, with its questionnaire where that can be loaded."""

    release: "Release"
    loaded: "LoadedQuestionnaire | None"


def diff(
    ctx: typer.Context,
    *,
    before: Old,
    after: New = None,
    questionnaire: Of = None,
    output: Output = None,
    lang: documents.Languages = None,
    json: options.AsJson = False,
    force: options.Force = False,
) -> None:
    """Prints what changed between two versions of a questionnaire, changes that affect results apart from others."""
    from engage_cli.questionnaire.history.differences import compare_releases
    from engage_cli.report.json_text import json_text

    session = session_of(ctx)
    named = next((one for one in (questionnaire, after, before) if one and not _NUMBER.fullmatch(one)), None)
    base = _loaded(named, session)
    old, new = _side(before, base, session), _side(after, base, session)
    found = compare_releases(old.release, new.release, new.loaded.questionnaire if new.loaded else None)
    if json:
        sys.stdout.write(json_text(_as_values(found)))
    elif output is None:
        session.out("\n".join(_page(found, session)))
    else:
        _write(found, base, output, lang, session, force=force)


def _loaded(named: str | None, session: Session) -> "LoadedQuestionnaire":
    from engage_cli.questionnaire.library import default_path
    from engage_cli.questionnaire.loading import load_questionnaire

    folders = questionnaire_folders(session)
    return load_questionnaire(default_path(named, folders=folders), folders)


def _side(named: str | None, base: "LoadedQuestionnaire", session: Session) -> _Side:
    from engage_cli.questionnaire.history.releases import load_releases, release_of

    if named is None or named == base.questionnaire.version:
        return _Side(release_of(base), base)
    if not _NUMBER.fullmatch(named):
        loaded = _loaded(named, session)
        return _Side(release_of(loaded), loaded)
    known = load_releases(base.path.parent)
    found = next((one for one in known if one.version == named), None)
    if found is None:
        message = Message.of(
            "There is no list of version {version} of “{id}”.", version=named, id=base.questionnaire.id
        )
        versions = ", ".join(dict.fromkeys([*(one.version for one in known), base.questionnaire.version]))
        raise UsageError(message, Message.of("Possible here: {words}.", words=versions))
    return _Side(found, None)


def _page(found: "Differences", session: Session) -> list[str]:
    from engage_cli.wording.assessments import Wording
    from engage_cli.wording.version_differences import VersionWording

    _, screen = session.tr.gettext, Screen(session)
    words = VersionWording(found, Wording(language=session.language, tr=session.tr))
    blocks = [[screen.title(found.after.id, f"{found.before.version} → {found.after.version}")]]
    for title, some in (
        (_("What can change a result"), found.scoring_changes),
        (_("What cannot"), found.other_changes),
    ):
        blocks.append([screen.title(title, str(len(some)))])
        for name, sentences in words.by_part(some):
            lines = [line for one in sentences for line in screen.wrap(one, "    ", "      ")]
            blocks.append([*screen.wrap(name), *lines])
    blocks.append(
        screen.wrap(_("Of the older texts only a fingerprint is kept: it tells that they changed, not how."), "")
    )
    return join_blocks(blocks)


def _write(
    found: "Differences", base: "LoadedQuestionnaire", path: Path, lang: str | None, session: Session, *, force: bool
) -> None:
    from engage_cli.formats import Document
    from engage_cli.report.formats import FORMATS
    from engage_cli.report.migration_guide import render_guide
    from engage_cli.terminal.report_choices import choose_languages
    from engage_cli.terminal.write_document import write_document

    text = render_guide(found, base.questionnaire.title, choose_languages(lang, session))
    document = Document(text.encode(), FORMATS["md"].ours, binary=False, remarks=())
    write_document(document, path, session, inputs=base.files(), force=force)


def _as_values(found: "Differences") -> dict[str, Any]:
    return {
        "format_version": FORMAT_VERSION,
        "engage": __version__,
        "questionnaire": found.after.id,
        "before": found.before.version,
        "after": found.after.version,
        "differences": [_one(one) for one in found.entries],
    }


def _one(one: "Difference") -> dict[str, Any]:
    why = dict(one.reason.versions) if one.reason else None
    keys = {key: list(ends) for key, ends in one.keys.items()}
    pairs = {"was": one.old_id, "others": list(one.related), "keys": keys, "why": why}
    said = {key: value for key, value in pairs.items() if value}
    return {"part": one.part, "kind": one.kind.value, "id": one.id, "scores": one.affects_scores, **said}
