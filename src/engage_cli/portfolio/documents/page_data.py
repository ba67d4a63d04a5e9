"""The data for the script of a portfolio page: projects with their tokens, and lists as numbers.

A token states one thing about a project: a fact (`phase=idee`), its scope, the band of a section, an open blocking
requirement. A project has a token as often as it applies: with two overdue actions, `overdue` twice.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from engage_cli.portfolio.documents.tables import Counted, Table
from engage_cli.portfolio.documents.wording import PortfolioWording
from engage_cli.portfolio.portfolio import ProjectLine
from engage_cli.portfolio.rows import NodeCell
from engage_cli.report.json_text import json_for_script

BETWEEN, NONE = "between", "none"
"""In place of a band: a section between two bands, or without a result."""


def count_projects(*tokens: str) -> Counted:
    """What a number counts: the projects that have all of `tokens`."""
    return Counted("projects", " ".join(tokens))


def band_token(section: str, band: str) -> str:
    """The token for a section in a band; also BETWEEN two bands, or with NONE."""
    return f"band:{section}={band}"


def aimed_token(section: str) -> str:
    """The token for a section that is aimed at."""
    return f"aimed:{section}"


def gate_token(question: str, state: str) -> str:
    """The token for a blocking requirement in an open state."""
    return f"gate:{question}={state}"


def step_token(step: str, state: str) -> str:
    """The token for a step of the path in a state."""
    return f"step:{step}={state}"


class _Numbered:
    """Numbers things in the order in which they first occur."""

    def __init__(self) -> None:
        self.places: dict[Any, int] = {}

    def __call__(self, thing: Any) -> int:
        return self.places.setdefault(thing, len(self.places))


class Tokens:
    """The tokens of the projects, numbered so that the most frequent have the smallest numbers."""

    def __init__(self, words: PortfolioWording) -> None:
        p = words.p
        self._number = _Numbered()
        self.held: dict[str, list[int]] = {line.key: self._of_line(words, line) for line in p.lines}
        """By the key of a project, in the order in which they came; a number as often as the project has the token."""
        for gate in p.gates:
            id = gate.question.id
            self._add(gate.line, "gate", f"gate:{id}", gate_token(id, gate.state))
        for waiver in p.waivers:
            self._add(waiver.line, "waiver")
        for overdue in p.overdue:
            self._add(overdue.line, "overdue")
        for line in p.old:
            self._add(line, "old")
        for view in p.path:
            for state, lines in view.lines.items():
                for line in lines:
                    self._add(line, step_token(view.step.id, state))
            for one in view.awaited:
                self._add(one.line, "waits")
        often = Counter(chain.from_iterable(self.held.values()))
        tokens, numbers = list(self._number.places), [number for number, _times in often.most_common()]
        self.names: list[str] = [tokens[number] for number in numbers]
        """By number."""
        small = dict(zip(numbers, range(len(numbers)), strict=True))
        for key, held in self.held.items():
            self.held[key] = [small[number] for number in held]

    def _add(self, line: ProjectLine, *tokens: str) -> None:
        self.held[line.key] += map(self._number, tokens)

    def _of_line(self, words: PortfolioWording, line: ProjectLine) -> list[int]:
        found = [*words.tokens(line), f"scope={line.scope}"]
        for id, cell in line.sections.items():
            if cell.aimed:
                found += (aimed_token(id), band_token(id, _place(cell)))
        return [*map(self._number, found)]


def _place(cell: NodeCell) -> str:
    if cell.bands is None:
        return NONE
    return cell.bands[0] if cell.bands[0] == cell.bands[1] else BETWEEN


def page_data(words: PortfolioWording, lists: Iterable[Table], *, drawn: bool) -> str:
    """The data of a page in one language, as JSON for a script element.

    `drawn`: the script also draws the rows of `lists` and of the heat map; otherwise the page contains them.
    """
    p, tokens = words.p, Tokens(words)
    values: dict[str, Any] = {
        "keys": [line.key for line in p.lines],
        "names": [words.name(line) for line in p.lines],
        "dates": [line.date.isoformat() if line.date else "" for line in p.lines],
        "tokens": tokens.names,
        "has": [tokens.held[line.key] for line in p.lines],
    }
    if drawn:
        values |= _rows(words, lists)
    return json_for_script(values)


def _rows(words: PortfolioWording, lists: Iterable[Table]) -> dict[str, Any]:
    """The lists with each text stored once: a row is a project and the numbers of its cells' texts."""
    p, text, cell = words.p, _Numbered(), _Numbered()

    def numbers(table: Table) -> Iterator[tuple[list[int], list[int]]]:
        return table.map_rows(
            lambda values, first: [*map(text, table.format_values(values, first, words.w) if first else ())]
        )

    place = {line.key: at for at, line in enumerate(p.lines)}
    columns = p.columns()
    return {
        "heat": [[cell(words.cell(line.sections.get(s.id))) for s in columns] for line in p.lines],
        "bodies": [[place[line.key] for line in lines] for scope in p.scopes() for _, lines in p.groups(scope)],
        "who": [[text(words.who(line)), text(words.older(line))] for line in p.lines],
        "lists": {
            table.id: [
                [place[row.key], *same] for row, (_own, same) in zip(table.rows, numbers(table), strict=True) if row.key
            ]
            for table in lists
        },
        "cells": [[found.text, found.shade] for found in cell.places],
        "texts": list(text.places),
    }
