"""One question of a board as a screen for the whole room: first the question, then what the voices say."""

from collections.abc import Iterator

from engage_cli.terminal.consensus.overview import MARK, BoardPage
from engage_cli.terminal.layout import Cell
from engage_cli.voices.divergence import Divergence


def question_lines(page: BoardPage, one: Divergence, where: str, *, shown: bool, rows: int) -> list[str]:
    """The lines of the screen, at most `rows`: descriptions of levels are left out where they do not fit.

    `shown`: with what the voices say and the project's answer.
    """
    whole = list(_lines(page, one, where, shown=shown, helps=True))
    return whole if len(whole) <= rows else list(_lines(page, one, where, shown=shown, helps=False))[:rows]


def _lines(page: BoardPage, one: Divergence, where: str, *, shown: bool, helps: bool) -> Iterator[str]:
    words, _ = page.words, page.session.tr.gettext
    yield page.style.dim(where)
    yield page.title((MARK if one.crosses_threshold and shown else "") + words.name(one))
    yield from page.wrap(words.w.text(one.question.ask), "")
    yield ""
    if not shown:
        yield from _covered(page, one, helps=helps)
        return
    yield from _levels(page, one, helps=helps)
    yield ""
    for remark in words.remarks(one):
        yield from map(page.style.warn if one.crosses_threshold else str, page.wrap(remark, ""))
    if before := words.project_answer(one):
        yield from page.wrap(_("In the project: {answer}").format(answer=before), "")
    if agreed := words.agreed(one):
        yield from page.wrap(agreed, "")


def _covered(page: BoardPage, one: Divergence, *, helps: bool) -> Iterator[str]:
    for level in page.words.levels(one):
        yield from page.wrap(level.name, "    ")
        yield from map(page.style.dim, page.wrap(level.help, "      ")) if helps and level.help else ()


def _levels(page: BoardPage, one: Divergence, *, helps: bool) -> Iterator[str]:
    words = page.words
    levels = words.levels(one)
    if not words.shows_counts(one) or not levels:
        yield from page.wrap(words.span(one) or words.not_applicable(one), "    ")
        levels = tuple(level for level in levels if level.within)
    rows: list[list[Cell]] = []
    for level in reversed(levels):
        name: Cell = (level.name, "bold") if level.within else level.name
        rows.append(["▸" if level.required else " ", name, level.dots, (level.help if helps else "", "dim")])
    table = page.table(rows, fold=(3,))
    yield from table or (line for row in rows for line in page.wrap(" ".join(map(_text, row)), "    "))


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell[0]
