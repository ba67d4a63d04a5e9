"""The wheel, installed in a clean environment and run from elsewhere, does the main job."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from engage_cli import __version__
from engage_cli.report.formats import FORMATS

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = "fabrique-a-bede"


def run(*command: str | Path, cwd: Path) -> str:
    """Standard output of a command that succeeds; it sees neither our sources nor our environment."""
    ours = ("PYTHON", "VIRTUAL_ENV", "ENGAGE_")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The environment's folder of programs."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=True)
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    pip = (programs / "python", "-m", "pip", "--disable-pip-version-check")
    run(*pip, "install", "-q", "--require-hashes", "-r", ROOT / "requirements" / "run.txt", cwd=home)
    run(*pip, "install", "-q", "--no-deps", wheel, cwd=home)
    run(*pip, "check", cwd=home)
    return programs


@pytest.mark.slow
def test_the_wheel_makes_reports_from_anywhere(installed: Path, tmp_path: Path) -> None:
    root = Path(tmp_path.anchor)
    where = run(installed / "python", "-c", "import engage_cli; print(engage_cli.__path__[0])", cwd=root)
    package = Path(where.strip())
    project = package / "examples" / EXAMPLE / "project.yaml"

    assert __version__ in run(installed / "engage", "--version", cwd=root)
    for format in (one for one in FORMATS.values() if one.name != "docx"):  # an extra that the wheel does without
        report = tmp_path / f"report{format.suffix}"
        run(installed / "engage", "report", project, "-o", report, cwd=root)
        assert format.ours(report.read_bytes())


@pytest.mark.slow
def test_the_wheel_carries_licences_and_what_people_edit(installed: Path) -> None:
    listing = run(installed / "python", "-m", "pip", "show", "--files", "engage-cli", cwd=Path.home())
    for piece in (
        "licenses/LICENSE",
        "engage_cli/py.typed",
        "engage_cli/locale/fr/LC_MESSAGES/engage.mo",
        "engage_cli/report_templates/fonts/OFL.txt",
        "engage_cli/report_templates/fonts/Inter-400.ttf",
        "engage_cli/questionnaires/engagement-numerique/questionnaire.yaml",
        f"engage_cli/examples/{EXAMPLE}/project.yaml",
    ):
        assert piece in listing
    assert ".schema.json" in listing
