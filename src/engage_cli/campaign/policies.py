"""Judges projects against policies, with the findings of `engage check`."""

import datetime as dt
from pathlib import Path

from engage_cli.campaign.goals import Lack, LackReason
from engage_cli.check.context import Context
from engage_cli.check.examining import examine
from engage_cli.check.formats.outcome import FileOutcome, Phrasing
from engage_cli.check.settings import Request
from engage_cli.errors import Message
from engage_cli.terminal.session import Session
from engage_cli.values import replace

OPEN_RULES = frozenset(
    {"answer-unknown", "facet-unknown", "gate-to-check", "gate-unknown", "question-unanswered", "coverage-low"}
)
"""Rules that find what is not known yet: their findings do not mean that the policy is not met."""


class Policies:
    """Judges projects against policies; each policy and questionnaire is read once."""

    def __init__(self, session: Session, day: dt.date, folders: tuple[Path, ...]) -> None:
        self._session, self._folders = replace(session, as_of=day), folders
        self._contexts: dict[str, Context] = {}
        self._faults: dict[str, tuple[str, ...]] = {}
        self._speech = Phrasing(session.tr, session.language)

    def lacks(self, path: str, policy: str) -> tuple[Lack, ...]:
        """What keeps the project at `path` from meeting `policy`. Raises UsageError, and InputError for the policy."""
        context = self._context(policy)
        found = examine(path, context, self._speech)
        if found is None:
            return ()
        if not found.outcome.readable:
            # what is wrong between a policy and a questionnaire is said once, of the first project
            faults = tuple(entry.message for entry in found.outcome.entries if entry.fails)
            self._faults[policy] = faults = faults or self._faults.get(policy, ())
            message = Message.of("It cannot be held against the policy “{policy}”", policy=_name(policy))
            return (Lack(why=LackReason.UNJUDGED, message=message, items=faults),)
        return tuple(_lacks(found.outcome, _name(policy)))

    def _context(self, policy: str) -> Context:
        if policy not in self._contexts:
            request = Request(paths=(), policy=policy, questionnaires=self._folders)
            self._contexts[policy] = Context(request=request, session=self._session)
        return self._contexts[policy]


def _name(policy: str) -> str:
    return Path(policy).name.removesuffix(".yaml")


def _lacks(outcome: FileOutcome, policy: str) -> list[Lack]:
    if outcome.met:
        return []
    failing = [entry for entry in outcome.entries if entry.fails]
    open_ = [entry for entry in failing if entry.rule in OPEN_RULES]
    said = [entry for entry in failing if entry not in open_]
    found = [
        (LackReason.SHORT, said, _short(len(said), policy)),
        (LackReason.UNKNOWN, open_, _open(len(open_), policy)),
    ]
    return [
        Lack(why=why, message=message, items=tuple(entry.about or entry.message for entry in those))
        for why, those, message in found
        if those
    ]


def _short(count: int, policy: str) -> Message:
    return Message.plural(
        "policy “{policy}”: {count} thing does not pass",
        "policy “{policy}”: {count} things do not pass",
        count,
        policy=policy,
    )


def _open(count: int, policy: str) -> Message:
    return Message.plural(
        "policy “{policy}”: {count} thing is not known yet",
        "policy “{policy}”: {count} things are not known yet",
        count,
        policy=policy,
    )
