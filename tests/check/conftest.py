"""A folder with projects, and checks run in it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from engage_cli.cli.app import main

ROOT = Path(__file__).resolve().parents[2]
DAY = "2026-11-23"

FACETS: dict[str, Any] = {
    "phase": "planification",
    "genre": ["application-mobile"],
    "unite": "education",
    "orientations": ["participation", "competences"],
    "renseignements-personnels": True,
    "moins-de-14-ans": True,
    "suivi": False,
    "hors-quebec": False,
    "intelligence-artificielle": False,
    "autochtone": False,
    "collection": True,
    "oeuvres": True,
    "contributions": True,
    "envois": False,
    "transactions": False,
    "salle": False,
    "en-ligne": True,
    "logiciel": True,
    "code": True,
    "fournisseurs": True,
    "partenaires": False,
    "offre-d-emploi": False,
}


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found

    def found(self, status: str = "open") -> dict[tuple[str, str], dict[str, Any]]:
        """Findings by rule and subject, of a run with --output-format json."""
        entries = [one for file in self.json["files"] for one in file["findings"]]
        return {(one["rule"], one["subject"]): one for one in entries if one["status"] == status}


Check = Callable[..., Ran]


def project_text(
    *, facets: dict[str, Any] | None = None, name: str = "Essai", id: str | None = None, **assessment: Any
) -> str:
    """A project; JSON is YAML, and every value of it stands where it is expected."""
    named = {"id": id, "name": name} if id else {"name": name}
    charter = {**named, "facets": {k: v for k, v in (FACETS | (facets or {})).items() if v is not None}}
    whole = {"engage": 1, "charter": charter} | ({"assessment": assessment} if assessment else {})
    return json.dumps(whole, ensure_ascii=False, indent=1)


@pytest.fixture(autouse=True)
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder, English, a plain terminal, whatever the machine."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "ENGAGE_OUTPUT_FORMAT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ENGAGE_LANG", "en")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    """Runs `engage check` on a fixed day, unless --as-of is among the words."""

    def run(*words: str) -> Ran:
        dated = words if any(word.startswith("--as-of") for word in words) else (*words, f"--as-of={DAY}")
        code = main(["check", *dated])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run


@pytest.fixture
def write(place: Path) -> Callable[..., Path]:
    """Writes a project file: its name, then what `project_text` takes."""

    def make(path: str = "project.yaml", **what: Any) -> Path:
        file = place / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(project_text(**what), encoding="utf-8")
        return file

    return make
