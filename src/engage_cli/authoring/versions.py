"""Whether the version says what changed since the last one that was released."""

from collections.abc import Iterator, Sequence

from engage_cli.authoring.findings import Desk, Finding
from engage_cli.errors import Message
from engage_cli.questionnaire.history.differences import Difference, Kind, differences
from engage_cli.questionnaire.history.releases import Release, release_of, releases
from engage_cli.questionnaire.history.way import numbers
from engage_cli.values import replace

RULE = "version-unraised"
_SHOWN = 3
"""How many ids a sentence names."""
_CHANGED = (Kind.CHANGED, Kind.MEANING)
"""What can change a score; of what is gone, `history-gap` says it."""


def findings(desk: Desk) -> Iterator[Finding]:
    """The version, where it is that of another content, or where too small a number of it was raised."""
    here = release_of(desk.loaded)
    older = [one for one in releases(desk.loaded.path.parent) if numbers(one.version) <= numbers(here.version)]
    message = _said(older[-1], here, desk) if older else None
    if message:
        node = desk.root.get("version") or desk.root
        yield Finding(rule=RULE, subject="version", node=node, at_key=True, message=message)


def _said(old: Release, here: Release, desk: Desk) -> Message | None:
    if old.version == here.version:
        same = replace(old, digest=here.digest) == here
        return None if same else Message.of("Version {version} was released with another content.", version=old.version)
    before, now = numbers(old.version), numbers(here.version)
    if before[0] < now[0]:
        return None
    found = differences(old, here, desk.questionnaire).scores
    if changed := [one for one in found if one.kind in _CHANGED]:
        return Message.of(
            "What can change a result has changed since {old}, and the first number has not: {ids}.",
            old=old.version, ids=_ids(changed),
        )  # fmt: skip
    added = [one for one in found if one.kind is Kind.ADDED]
    if added and before[1] == now[1]:
        return Message.of(
            "Something is new since {old}, and the second number is the same: {ids}.", old=old.version, ids=_ids(added)
        )
    return None


def _ids(found: Sequence[Difference]) -> str:
    return ", ".join(one.id for one in found[:_SHOWN]) + (", …" if len(found) > _SHOWN else "")
