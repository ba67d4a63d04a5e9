"""Lints the version number against the changes since the last release."""

from collections.abc import Iterator, Sequence

from engage_cli.authoring.findings import Finding, LintContext
from engage_cli.errors import Message
from engage_cli.questionnaire.history.differences import Difference, DifferenceKind, compare_releases
from engage_cli.questionnaire.history.migration_path import version_numbers
from engage_cli.questionnaire.history.releases import Release, load_releases, release_of
from engage_cli.values import replace

RULE = "version-unraised"
_SHOWN = 3
"""Maximum number of ids named in a sentence."""
_CHANGED = (DifferenceKind.CHANGED, DifferenceKind.MEANING)
"""Kinds of differences that can change a score; `history-gap` reports removed ids."""


def lint_version(desk: LintContext) -> Iterator[Finding]:
    """A finding where the version was released with other content, or was raised too little for the changes."""
    here = release_of(desk.loaded)
    older = [
        one
        for one in load_releases(desk.loaded.path.parent)
        if version_numbers(one.version) <= version_numbers(here.version)
    ]
    message = _said(older[-1], here, desk) if older else None
    if message:
        node = desk.root.get("version") or desk.root
        yield Finding(rule=RULE, subject="version", node=node, at_key=True, message=message)


def _said(old: Release, here: Release, desk: LintContext) -> Message | None:
    if old.version == here.version:
        same = replace(old, digest=here.digest) == here
        return None if same else Message.of("Version {version} was released with another content.", version=old.version)
    before, now = version_numbers(old.version), version_numbers(here.version)
    if before[0] < now[0]:
        return None
    found = compare_releases(old, here, desk.questionnaire).scoring_changes
    if changed := [one for one in found if one.kind in _CHANGED]:
        return Message.of(
            "What can change a result has changed since {old}, and the first number has not: {ids}.",
            old=old.version, ids=_ids(changed),
        )  # fmt: skip
    added = [one for one in found if one.kind is DifferenceKind.ADDED]
    if added and before[1] == now[1]:
        return Message.of(
            "Something is new since {old}, and the second number is the same: {ids}.", old=old.version, ids=_ids(added)
        )
    return None


def _ids(found: Sequence[Difference]) -> str:
    return ", ".join(one.id for one in found[:_SHOWN]) + (", …" if len(found) > _SHOWN else "")
