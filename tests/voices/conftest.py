"""A garden with voices beside it."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.cli.conftest import Engage, engage, environment, in_the_garden
from tests.form.conftest import chromium, downloads

CHARTER = """\
engage: 1
charter:
  id: corner
  name: The corner plot
  facets: {plot: yard, crops: [vegetables, bees], shared: true}
assessment:
  questionnaire: {id: garden, version: 2.1.0}
"""
HEAD = "engage: 1\nquestionnaire: {id: garden, version: 2.1.0}\nrespondent: %s\ndate: 2026-10-05\n"

Meeting = Callable[..., Path]


def voice_text(name: str, answers: Mapping[str, str], more: str = "") -> str:
    """The file of one voice; `answers` as YAML writes each."""
    lines = "".join(f"  {id}: {{{answer}}}\n" for id, answer in answers.items())
    return HEAD % name + more + ("answers:\n" + lines if lines else "answers: {}\n")


@pytest.fixture
def meeting(tmp_path: Path) -> Meeting:
    """Makes a project, `answers` in it as YAML, with the voices given by name."""

    def make(voices: Mapping[str, Mapping[str, str]], answers: str = "") -> Path:
        project = in_the_garden(tmp_path, CHARTER + (f"  answers:\n{answers}" if answers else ""))
        for name, said in voices.items():
            (tmp_path / f"project.{name}.answers.yaml").write_text(voice_text(name, said), encoding="utf-8")
        return project

    return make


__all__ = [
    "CHARTER",
    "HEAD",
    "Engage",
    "Meeting",
    "chromium",
    "downloads",
    "engage",
    "environment",
    "meeting",
    "voice_text",
]
