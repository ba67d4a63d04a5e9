"""The files that a report can embed."""

from typing import Any

from engage_cli.report.json_text import json_text
from engage_cli.report.request import Attach, Attachment
from engage_cli.report.results import result_values
from engage_cli.scoring.results import Assessment

_WORDS = {"title", "name", "text", "because"}
"""Keys of the results whose values are sentences."""


def results_attachment(assessment: Assessment) -> Attachment:
    """The scores by id, as `engage score --json` writes them but without any sentence."""
    content = json_text(_bare(result_values(assessment)))
    return Attachment(what=Attach.RESULTS, name="results.json", media_type="application/json", content=content.encode())


def project_attachment(name: str, text: str) -> Attachment:
    """The project file as it is written."""
    return Attachment(what=Attach.PROJECT, name=name, media_type="application/yaml", content=text.encode())


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(inner) for key, inner in value.items() if key not in _WORDS}
    return [_bare(item) for item in value] if isinstance(value, list) else value
