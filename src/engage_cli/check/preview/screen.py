"""A preview as lines for a terminal: figures first, then which projects and why."""

from collections.abc import Iterator

from engage_cli.check.preview.verdicts import Preview
from engage_cli.check.preview.wording import PreviewList, PreviewWording
from engage_cli.terminal.layout import Screen, join_blocks
from engage_cli.terminal.session import Session
from engage_cli.wording.assessments import Wording

_MOST, _DETAILS, _ALL = 10, 4, 10_000
"""Entries of one list, and what is told of each; all with --verbose."""


def render_lines(preview: Preview, session: Session) -> list[str]:
    """All lines of the preview."""
    most, details = (_ALL, _ALL) if session.verbose else (_MOST, _DETAILS)
    w = Wording(language=session.language, tr=session.tr)
    screen, words = Screen(session), PreviewWording(preview, w, details=details)
    parts = words.parts(most)
    last = screen.wrap(session.tr.gettext("No file was changed."), "")
    return join_blocks(
        [[*_head(screen, words)], [*_figures(screen, words)], *(_part(screen, one) for one in parts), last]
    )


def _head(screen: Screen, words: PreviewWording) -> Iterator[str]:
    yield screen.title(words.title, words.facts())
    for name, how in words.tried():
        yield from screen.wrap(f"{name}{words.w.colon} {how}", "")
    for remark in words.remarks():
        yield from screen.wrap(remark, "")


def _figures(screen: Screen, words: PreviewWording) -> Iterator[str]:
    for one in words.sums():
        yield from map(screen.style.bold, screen.wrap(one, ""))
    for one in words.counts():
        yield from screen.wrap(one)


def _part(screen: Screen, part: PreviewList) -> list[str]:
    found = [screen.title(part.title)]
    for item in part.items:
        found += screen.wrap(item.head, "  ", "    ")
        found += [line for detail in item.details for line in screen.wrap(detail, "    ", "      ")]
    return [*found, *(screen.wrap(part.more) if part.more else [])]
