"""English, proofread by tools."""

from pathlib import Path

import pytest

from . import texts, tools


@pytest.mark.slow
def test_spelling() -> None:
    assert tools.misspelt(texts.everything("en"), "en_CA") == []


@pytest.mark.slow
def test_typos(tmp_path: Path) -> None:
    assert tools.typos(texts.everything("en"), tmp_path) == []
