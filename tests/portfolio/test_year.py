"""A year of coordination over twelve projects, played through by the program of `benchmarks/year.py`."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_a_year_adds_up() -> None:
    """The program asserts that what was done, the portfolio, the export and the campaign tell the same."""
    ran = subprocess.run(
        [sys.executable, "benchmarks/year.py", "12"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    heads, *lines = ran.stdout.splitlines()
    assert heads.startswith("12 projects")
    assert lines[-1].startswith("engage campaign letters")
    assert len(lines) > 12
