"""Baselines: what was known of projects on a day, to tell what is new, what fell and what rose."""

from collections.abc import Mapping
from fractions import Fraction

from engage_cli.values import Value, field


class BaselineRecord(Value, kw_only=True):
    """What a baseline knows of one project."""

    id: str | None = None
    """The id of its charter, by which it is found after its file was renamed; None where it has none."""
    findings: frozenset[tuple[str, str]] = frozenset()
    """The findings known, as (rule, subject)."""
    scores: Mapping[str, Fraction] = field(default_factory=dict)
    """The evidenced share at worst, 0 to 1, of sections and indices by id."""
    answers: Mapping[str, Fraction] = field(default_factory=dict)
    """The evidenced points of each answer at worst, as a share from 0 to 1, by question id."""
    met: frozenset[str] = frozenset()
    """The ids of questions whose blocking requirement was met."""
    scope: str = "full"
    version: str = ""
    """The version of its questionnaire."""
    questionnaire: str = ""
    """The id of its questionnaire; empty where the baseline is older than this key."""


Baseline = Mapping[str, BaselineRecord]
"""The records by the path of the project from the folder of the baseline, with slashes."""
