"""Output for programs."""

import json
from typing import Any


def json_text(values: Any) -> str:
    """Indented JSON, letters as they are."""
    return json.dumps(values, ensure_ascii=False, indent=2)
