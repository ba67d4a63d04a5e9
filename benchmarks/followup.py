"""Milestones: what ten of them cost `engage score`, and what listing and comparing them takes.

    python benchmarks/followup.py [RUNS] [PROJECT]

Aim: ten milestones add at most 5 ms to `engage score`. What they add is also measured inside the process, from reading
the file of milestones to the line that is shown, imports included: whole runs differ by more on a busy machine.
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
        print(f"added by ten milestones: {added(kept, runs):.1f} ms, inside the process, at best")


INSIDE = """
import sys, time
import engage_cli.terminal.open_project as opening
from engage_cli.__main__ import main
since = opening.since_last
def timed(*given):
    started = time.process_time()
    found = since(*given)
    print(time.process_time() - started, file=sys.stderr)
    return found
opening.since_last = timed
main(["score", sys.argv[1], "-q"])
"""


def added(project: Path, runs: int) -> float:
    """Milliseconds of CPU that `engage score` takes for the line on what changed since the last milestone."""
    times = []
    for _ in range(runs):
        ran = subprocess.run(python("-c", INSIDE, str(project)), capture_output=True, text=True, check=True)
        times.append(float(ran.stderr.split()[-1]))
    return min(times) * 1000


def engage(*words: object) -> tuple[str, ...]:
    return tuple(python("-m", "engage_cli", *map(str, words)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7, Path(sys.argv[2]) if len(sys.argv) > 2 else PROJECT)
