"""Tables of cases, as text: a line a case, columns two spaces apart."""

import re
from fractions import Fraction

import pytest

from engage_cli.scoring.question_scores import Range

NONE = "–"
"""No value, where a column may be without one."""


def table(text: str) -> pytest.MarkDecorator:
    """Calls a test once for each line under the heading, which names its arguments; each is a string."""
    heading, *lines = [re.split(r" {2,}", line.strip()) for line in text.strip().splitlines() if line.strip()]
    cases = [pytest.param(*cells, id=" ".join(cells)) for cells in lines]
    return pytest.mark.parametrize(heading, cases)


def number(cell: str) -> Fraction | None:
    """`2/3`, or nothing."""
    return None if cell == NONE else Fraction(cell)


def range_(cell: str) -> Range | None:
    """`1/3..2/3`, `1/3` where both ends are one, or nothing."""
    low, _, high = cell.partition("..")
    return None if cell == NONE else Range(Fraction(low), Fraction(high or low))
