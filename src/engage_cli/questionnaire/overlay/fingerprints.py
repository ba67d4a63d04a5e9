"""Fingerprints of what a base says, so that an overlay can tell later whether it still says it."""

import hashlib
import json
from typing import Any

_DIGITS = 16
HEAD = "sha256:"


def fingerprint(value: Any) -> str:
    """`sha256:` and the first digits of the digest of a plain value, None standing for nothing said.

    The order of keys does not matter, that of a list does.
    """
    said = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return HEAD + hashlib.sha256(said.encode()).hexdigest()[:_DIGITS]


def fingerprint_matches(written: str, value: Any) -> bool:
    """Whether the fingerprint `written`, short or whole, is that of `value`."""
    return written[: len(HEAD) + _DIGITS] == fingerprint(value)
