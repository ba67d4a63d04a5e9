"""How children are combined: small sums worked by hand."""

from fractions import Fraction
from typing import Any

import pytest

from engage_cli.model.questionnaire import Method
from engage_cli.scoring.aggregation import Valued, attainments, exact_sum, shares, weighted_sum
from engage_cli.scoring.results import Term

from .tables import number, range_, table


def _child(written: str, *, size: str) -> Valued:
    """`2/3`, or `2/3*2` with a weight, or `2/3*2@3` with a size: points possible, or those to what is expected."""
    value, _, more = written.partition("*")
    weight, _, points = more.partition("@")
    sizes: dict[str, Any] = {"possible": Fraction(7), "demand": Fraction(7), size: number(points or "1")}
    term = Term(
        id="child", weight=Fraction(weight or 1), counted=True, excluded=None,
        declared=None, evidenced=None, attainment=None, earned=None, declared_earned=None, expected=None, **sizes,
    )  # fmt: skip
    return term, range_(value)


COMBINED = table("""
    method  children           combined

    mean    –                  –
    mean    1/3                1/3
    mean    1/3, 2/3           1/2
    mean    1/3*3, 2/3         5/12
    mean    1/3*2@9, 2/3       4/9
    mean    1/3, –             1/3
    mean    1/3, –*5           1/3
    mean    0..1               0..1
    mean    0..1, 1/2          1/4..3/4
    mean    0..1*3, 1/2        1/8..7/8
    mean    1*0                –
    mean    1*0, 1/2           1/2

    sum     –                  –
    sum     1/3                1/3
    sum     1/3*1@3, 1/2*1@2   2/5
    sum     1/3*2@3, 1/2*1@2   3/8
    sum     0..1*1@3, 1/2*1@1  1/8..7/8
    sum     1*1@0              –
    sum     1*1@0, 1/2         1/2

    min     –                  –
    min     2/3, 1/3           1/3
    min     2/3*9@9, 1/3*0@0   1/3
    min     0..1, 1/2          0..1/2
    min     1/4..3/4, 0..1, –  0..3/4
""")


@COMBINED
def test_shares_are_sized_by_points_possible(method: str, children: str, combined: str) -> None:
    given = [_child(child, size="possible") for child in children.split(", ")]
    assert shares(Method(method), given) == range_(combined)


@COMBINED
def test_attainments_are_sized_by_points_to_what_is_expected(method: str, children: str, combined: str) -> None:
    given = [_child(child, size="demand") for child in children.split(", ")]
    assert attainments(Method(method), given) == range_(combined)


def test_nothing_expected_has_no_size() -> None:
    given = [_child("1*1@–", size="demand"), _child("1/2", size="demand")]
    assert attainments(Method.SUM, given) == range_("1/2")


@table("""
    values         sum
    0              0
    1/2, 1/3       5/6
    1/2, 1/2       1
    2/3, 1/6, 5/4  25/12
    3, 1/2         7/2
""")
def test_added(values: str, sum: str) -> None:
    assert exact_sum(Fraction(value) for value in values.split(", ")) == Fraction(sum)


@table("""
    weights    values       sum
    1          2/3          2/3
    3          2/3          2
    1/2, 1/3   1, 1         5/6
    1/2, 2/3   3/5, 5/7     163/210
    2, 3/4, 5  1/3, 2/9, 4  125/6
""")
def test_weighed(weights: str, values: str, sum: str) -> None:
    given = [[Fraction(cell) for cell in cells.split(", ")] for cells in (weights, values)]
    assert weighted_sum(*given) == Fraction(sum)


def test_nothing_adds_up_to_nothing() -> None:
    assert exact_sum([]) == weighted_sum([], []) == 0


def test_each_value_has_its_weight() -> None:
    with pytest.raises(ValueError, match="zip"):
        weighted_sum([Fraction(1)], [Fraction(1), Fraction(1)])
