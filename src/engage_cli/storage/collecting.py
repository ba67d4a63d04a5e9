"""Bringing answers made elsewhere into a project: what a file holds, how it differs, and writing what was accepted."""

import hashlib
import json
from typing import Any

from engage_cli.model.project import FacetValue
from engage_cli.storage.parsing_projects import UNKNOWN

Plain = Any
"""A value as YAML has it: an answer's mapping, or what a facet is."""


def seal(value: Plain) -> str:
    """A short digest of an answer or facet, whoever gave it: equal seals, equal values."""
    text = json.dumps(normal(value), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def normal(value: Plain) -> Plain:
    """`value` such that two that mean the same are equal: the order of what was ticked and who said it do not count."""
    if isinstance(value, list):
        return sorted(value)
    if not isinstance(value, dict):
        return value
    ticked = {key: sorted(value[key]) for key in ("choices", "criteria") if key in value}
    return {key: one for key, one in (value | ticked).items() if key != "by"}


def facet_as_yaml(value: FacetValue) -> Plain:
    """A facet as the project file says it."""
    if value is None:
        return UNKNOWN
    return list(value) if isinstance(value, tuple) else value
