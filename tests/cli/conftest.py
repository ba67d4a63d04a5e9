"""A run of the command, as a person would start it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from engage_cli.cli.app import main

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


Engage = Callable[..., Ran]


def in_the_garden(folder: Path, project: str) -> Path:
    """`project` as a file of `folder`, its questionnaire beside it."""
    garden = folder / "questionnaires/garden"
    garden.mkdir(parents=True)
    (garden / "questionnaire.yaml").symlink_to(ROOT / "tests/questionnaires/garden/questionnaire.yaml")
    path = folder / "project.yaml"
    path.write_text(project, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """In tests/questionnaires, in English, 90 columns wide, whatever the machine."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ENGAGE_LANG", "en")
    monkeypatch.setenv("COLUMNS", "90")
    monkeypatch.chdir(ROOT / "tests/questionnaires")


@pytest.fixture
def engage(capsys: pytest.CaptureFixture[str]) -> Engage:
    """Runs `engage` with the words given."""

    def run(*words: str) -> Ran:
        code = main(list(words))
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run
