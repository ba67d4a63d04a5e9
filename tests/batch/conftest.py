"""A folder of projects, and runs of the command over it."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Engage, Ran, engage

__all__ = ["ROOT", "Engage", "Ran", "engage", "environment", "projects"]

EXAMPLES = ROOT / "examples"
GARDEN = ROOT / "tests/questionnaires/garden"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In a folder of its own, in English, 90 columns wide, whatever the machine."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ENGAGE_LANG", "en")
    monkeypatch.setenv("COLUMNS", "90")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def projects(tmp_path: Path) -> Path:
    """Three projects, one of them deeper, and one of another questionnaire."""
    folder = tmp_path / "projects"
    for name, there in (("vlogue-ados", "idea"), ("voute-numerique", "it/vault"), ("offre-d-emploi", "job")):
        shutil.copytree(EXAMPLES / name, folder / there)
    shutil.copytree(GARDEN, folder / "garden")
    return folder


def documents(folder: Path) -> dict[str, bytes]:
    """What stands in an output folder, the record of the batch apart."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and file.suffix != ".sqlite")
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
