"""Commands run as tests of `cli` run them, in a folder of their own."""

from pathlib import Path

import pytest

from tests.cli.conftest import engage, environment

__all__ = ["engage", "environment", "place"]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
