"""Finds the band of an attainment."""

from collections.abc import Sequence
from fractions import Fraction

from engage_cli.model.scales import Band


def plain_band(bands: Sequence[Band], attainment: Fraction) -> int:
    """The position, from 0, of the first band whose bound includes `attainment`."""
    return next((i for i, band in enumerate(bands) if _within(band, attainment)), len(bands) - 1)


def band(bands: Sequence[Band], attainment: Fraction, children: Sequence[int], beyond: Fraction) -> int:
    """The position, from 0, of the band of a node.

    `children` are the positions of its children's bands, `beyond` the share of its weight that earns more than
    expected. A band with `beyond` needs full attainment; one with `each_at_least` gives way, with all above it, to the
    band below it while a child is lower than it allows.
    """
    at = plain_band(bands, attainment)
    while at > 0 and bands[at].beyond is not None:
        at -= 1
    for higher in range(at + 1, len(bands)):
        share = bands[higher].beyond
        if share is not None and attainment == 1 and beyond >= share:
            at = higher
    held = next((i for i in range(1, at + 1) if _held_back(bands, i, children)), None)
    return at if held is None else held - 1


def _within(band: Band, attainment: Fraction) -> bool:
    if band.below is not None:
        return attainment < band.below
    return band.up_to is None or attainment <= band.up_to


def _held_back(bands: Sequence[Band], at: int, children: Sequence[int]) -> bool:
    least = next((i for i, b in enumerate(bands) if b.id == bands[at].each_at_least), 0)
    return any(child < least for child in children)
