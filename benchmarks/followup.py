"""Milestones: what ten of them cost `engage score`, and what listing and comparing them takes.

python benchmarks/followup.py [RUNS] [PROJECT]
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from measuring import medians, python, table

ROOT = Path(__file__).resolve().parents[1]
PROJECT = ROOT / "examples/fabrique-a-bede/project.yaml"
NONE = "engage score, no milestone"
TEN = 10


def main(runs: int, project: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bare, kept = (Path(folder, name) / "project.yaml" for name in ("bare", "kept"))
        for path in (bare, kept):
            path.parent.mkdir()
            shutil.copy(project, path)
        for number in range(1, TEN + 1):
            day = f"2026-{number:02}-01"
            subprocess.run(engage("milestone", kept, f"Milestone {number}", "--date", day, "-q"), check=True)
        commands = {
            NONE: engage("score", bare),
            "engage score, ten milestones": engage("score", kept),
            "engage milestone, list of ten": engage("milestone", kept),
            "engage compare": engage("compare", kept),
            "engage compare --json, day apart": engage("compare", kept, "--json", "--as-of", "2027-06-01"),
        }
        print(table(medians(commands, runs), NONE))


def engage(*words: object) -> tuple[str, ...]:
    return tuple(python("-m", "engage_cli", *map(str, words)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7, Path(sys.argv[2]) if len(sys.argv) > 2 else PROJECT)
