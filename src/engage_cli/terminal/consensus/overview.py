"""The overview of a board as lines: all questions with what the voices say, those to discuss first."""

from collections.abc import Iterator, Sequence

from engage_cli.terminal.layout import FAINT, Cell, Screen, join_blocks
from engage_cli.voices.divergence import Divergence, Group
from engage_cli.voices.wording import BoardWording

MARK = "▲ "
"""Precedes what comes first: a blocking requirement with voices on both sides of its threshold."""
TOLD = (Group.DISCUSS, Group.ASK, Group.NEAR)
"""The groups whose questions get a line each."""


class BoardPage(Screen):
    """A screen about a board, in the session's language."""

    words: BoardWording
    names: bool = False
    """Whether respondents are named."""


def overview_lines(page: BoardPage) -> list[str]:
    """The lines of the overview, at most as wide as the screen."""
    return join_blocks([block for block in _blocks(page) if block])


def _blocks(page: BoardPage) -> Iterator[Sequence[str]]:
    words = page.words
    yield [page.title(words.b.project.charter.name), *page.wrap(words.summary(), "")]
    for group in Group:
        those = words.b.groups[group]
        if those:
            title = page.title(f"{words.title(group)} ({len(those)})")
            yield [title, *(_rows(page, those) if group in TOLD else _named(page, those))]
    yield [line for text in words.left_out() for line in page.wrap(text, "! ", "  ")]
    yield [page.style.dim(line) for text in words.privacy() for line in page.wrap(text, "")]


def _rows(page: BoardPage, those: Sequence[Divergence]) -> list[str]:
    """A line for each question with its levels in columns, where all have the same levels; else details below each."""
    if table := _table(page, those):
        return table
    return [line for one in those for line in _told(page, one)]


def _table(page: BoardPage, those: Sequence[Divergence]) -> list[str]:
    ladders = {tuple(level.name for level in page.words.levels(one)) for one in those}
    if page.names or len(ladders) != 1 or not all(page.words.shows_counts(one) and one.ends for one in those):
        return []
    (ladder,) = ladders
    head: list[Cell] = ["", "", *((name, FAINT) for name in ladder), ""]
    rows: list[list[Cell]] = [
        [_mark(one), page.words.name(one), *(level.dots for level in page.words.levels(one)), _beside(page, one)]
        for one in those
    ]
    return page.table([head, *rows], fold=(1, len(ladder) + 2))


def _mark(one: Divergence) -> str:
    return MARK.strip() if one.crosses_threshold else ""


def _name(page: BoardPage, one: Divergence) -> str:
    return f"{MARK if one.crosses_threshold else '  '}{page.words.name(one)}"


def _beside(page: BoardPage, one: Divergence) -> str:
    agreed = _agreed(page, one) if page.words.b.agreed(one) else ""
    return "; ".join(filter(None, (*page.words.remarks(one), agreed)))


def _agreed(page: BoardPage, one: Divergence) -> str:
    """The project's answer to a question, and that it was agreed, where it was."""
    _, before = page.session.tr.gettext, page.words.project_answer(one)
    if not before:
        return ""
    said = _("agreed: {answer}") if page.words.b.agreed(one) else _("in the project: {answer}")
    return said.format(answer=before)


def _told(page: BoardPage, one: Divergence) -> Iterator[str]:
    yield from page.wrap(_name(page, one), "  " if not one.crosses_threshold else "", "    ")
    for text in (page.words.standing(one), *page.words.remarks(one), _agreed(page, one)):
        yield from page.wrap(text, "    ", "      ") if text else []
    if page.names:
        for name, said in page.words.answers_by_name(one):
            yield from page.wrap(page.session.tr.gettext("{name}: {text}").format(name=name, text=said), "      ")


def _named(page: BoardPage, those: Sequence[Divergence]) -> Iterator[str]:
    """Questions on which there is nothing to discuss, with the answer where all voices agree."""
    _ = page.session.tr.gettext
    for one in those:
        said = page.words.span(one) or page.words.not_applicable(one) if one.group is Group.AGREED else ""
        beside = _("{name}: {text}").format(name=page.words.name(one), text=said) if said else page.words.name(one)
        agreed = _agreed(page, one) if one.group is not Group.AGREED else ""
        yield from page.wrap(" · ".join(filter(None, (beside, agreed))), later="    ")
