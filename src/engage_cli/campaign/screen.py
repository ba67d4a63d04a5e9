"""A campaign in the terminal: counts first, then the projects of which something is asked."""

import datetime as dt
from collections.abc import Iterable, Iterator

from engage_cli.campaign.documents import tables
from engage_cli.campaign.standing import CampaignStatus, Participant, ParticipantState, StepStatus
from engage_cli.campaign.wording import CampaignWording
from engage_cli.i18n import translator
from engage_cli.portfolio.documents.tables import Table
from engage_cli.terminal.layout import Screen, join_blocks
from engage_cli.terminal.session import Session
from engage_cli.wording.assessments import Wording

MOST = 25
"""Maximum number of projects in a list, unless --verbose."""
ASKED = (ParticipantState.LATE, ParticipantState.UNJUDGED, ParticipantState.ON_THE_WAY)
"""The states of projects of which something is asked, in the order of the lists."""

Entry = tuple[Participant, list[str]]
"""A participant with the lines about it."""


def screen_lines(standing: CampaignStatus, session: Session, *, names: bool) -> list[str]:
    """The lines of the screen about a campaign: counts by step and unit, then projects of which something is asked."""
    words = CampaignWording(standing, Wording(language=session.language, tr=translator(session.language)))
    screen, w = Screen(session), words.w
    projects = w.count("{n} project", "{n} projects", len(standing.participants))
    head = [screen.title(words.title, f"{projects} · {w.date(standing.day)}"), *screen.wrap(words.counts())]
    counts = [_counted(table, screen, w) for table in (tables.steps(words), tables.units(words)) if table.rows]
    lists = [(state, [(one, _asked(one, words)) for one in standing.those(state)]) for state in ASKED]
    lists.append((ParticipantState.EXCUSED, list(_excused(words))))
    listed = [_list(f"{words.state(state)} ({w.number(len(found))})", found, screen, words) for state, found in lists]
    there = [
        _named(standing.those(state), words.state(state), screen)
        for state in (ParticipantState.REACHED, ParticipantState.APART)
    ]
    found = tables.contacts(words, names=names)
    whom = [screen.title(found.title), *screen.definitions(_pairs(found))] if found.rows else []
    return join_blocks([block for block in (head, *counts, *listed, *there, whom) if block])


def _pairs(table: Table) -> Iterator[tuple[str, str]]:
    return ((str(row.values[0]), str(row.values[1])) for row in table.rows)


def _counted(table: Table, screen: Screen, w: Wording) -> list[str]:
    """Counts by step or group; a day stands below its step."""
    days = [position for position, column in enumerate(table.columns) if column.id == "by"]
    kept = [i for i, column in enumerate(table.columns) if i not in days and i > 0]
    rows = []
    for row in table.rows:
        said = (f"({w.date(day)})" for i in days if isinstance(day := row.values[i], dt.date))
        rows.append(["\n".join([str(row.values[kept[0]]), *said]), *(str(row.values[i] or "–") for i in kept[1:])])
    head = [table.columns[i].label for i in kept[1:]]
    return screen.tables(head, [(table.title, rows)], right=range(1, len(kept)), fold=(0,))


def _asked(one: Participant, words: CampaignWording) -> list[str]:
    """What is asked of a project now: each step that it is late with, else the next step."""
    waiting = [step for step in one.waiting if step.state is one.state]
    shown = waiting if one.state is ParticipantState.LATE else waiting[:1]
    return [_step(step, words) if one.row is not None else _lacks(step, words) for step in shown]


def _step(one: StepStatus, words: CampaignWording) -> str:
    return f"{words.w.text(one.step.title)}, {words.when(one)}{words.w.colon} {_lacks(one, words)}"


def _lacks(one: StepStatus, words: CampaignWording) -> str:
    ended = [words.excuse(one.excuse)] if one.excuse else []
    return "; ".join([*(said.rstrip(".") for said in words.lacks(one.lacks)), *ended])


def _excused(words: CampaignWording) -> Iterator[Entry]:
    """An entry for everyone with a valid excuse, whatever else is asked of them."""
    for one in words.s.participants:
        found = [step for step in one.steps if step.state is ParticipantState.EXCUSED and step.excuse]
        whole = len(found) == len(one.steps)
        said = dict.fromkeys(
            words.excuse(step.excuse)
            if whole
            else f"{words.w.text(step.step.title)}{words.w.colon} {words.excuse(step.excuse)}"
            for step in found
            if step.excuse
        )
        if said:
            yield one, list(said)


def _list(title: str, entries: list[Entry], screen: Screen, words: CampaignWording) -> list[str]:
    """A titled list with a line for each project and details below it; a long one shows only the first entries."""
    if not entries:
        return []
    shown = entries if screen.session.verbose else entries[:MOST]
    lines = [screen.title(title)]
    for one, said in shown:
        unit = f" · {words.unit(one)}" if words.s.by and one.row is not None else ""
        lines += [
            *screen.wrap(f"{one.name}{unit}", later="    "),
            *(line for text in said for line in screen.wrap(text, "    ")),
        ]
    if len(shown) < len(entries):
        left = words.w.number(len(entries) - len(shown))
        lines += screen.wrap(words.w.tr.gettext("{n} more: add -v, or write a document with -o.").format(n=left))
    return lines


def _named(found: Iterable[Participant], title: str, screen: Screen) -> list[str]:
    names = [one.name for one in found]
    return [screen.title(f"{title} ({len(names)})"), *screen.wrap("; ".join(names))] if names else []
