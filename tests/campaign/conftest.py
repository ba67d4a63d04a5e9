"""A folder of small projects and a campaign that asks something of them."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Engage, engage, environment

__all__ = ["Engage", "engage", "environment"]

GARDEN = (ROOT / "tests/questionnaires/garden/project.yaml").read_text(encoding="utf-8")
NO_LID, LID = 'water.lid: {choice: "no"}', 'water.lid: {choice: "yes"}'
KEYS, NO_KEYS = "people.keys: {unknown: true}", 'people.keys: {choice: "yes"}'
SETTLED = {NO_LID: LID, KEYS: NO_KEYS}


def garden(id: str, changes: Mapping[str, str] | None = None) -> str:
    """The garden's project under another id and name, with parts of its text changed."""
    text = GARDEN.replace("  name: The corner plot", f"  id: {id}\n  name: Plot {id}")
    for old, new in (changes or {}).items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four projects: one has a lid, one has none, of one nobody knows, one cannot be read."""
    beside = tmp_path / "projects/questionnaires/garden"
    beside.mkdir(parents=True)
    (beside / "questionnaire.yaml").symlink_to(ROOT / "tests/questionnaires/garden/questionnaire.yaml")
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "lid", garden("lid", SETTLED))
    write(tmp_path, "open", garden("open"))
    write(tmp_path, "asking", garden("asking", {NO_LID: "water.lid: {unknown: true}", "plot: yard": "plot: field"}))
    return tmp_path


def write(place: Path, name: str, text: str) -> Path:
    """`text` as the project called `name`."""
    path = place / f"projects/{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def campaign(place: Path, text: str = "", *, reach: str = "{gates: settled}", by: str = "2026-11-15") -> str:
    """A campaign of one step, with more keys in `text`; its file."""
    path = place / "campaign.yaml"
    step = f"steps:\n  - {{id: safe, title: Safe water, by: {by}, reach: {reach}}}\n"
    text = text if text.startswith("steps:") else step + text
    path.write_text(f"engage: 1\nid: safe\ntitle: Safe by spring\n{text}", encoding="utf-8")
    return str(path.name)
