"""A project of version 1.0.0, with version 2.0.0 of its questionnaire beside it."""

import shutil
from pathlib import Path

import pytest

HERE = Path(__file__).parent / "meadow"


@pytest.fixture
def meadow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder with `project.yaml` and `questionnaires/meadow`; the place where commands run, in English."""
    shutil.copytree(HERE / "2", tmp_path / "questionnaires/meadow")
    shutil.copy(HERE / "project.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ENGAGE_LANG", "en")
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path
