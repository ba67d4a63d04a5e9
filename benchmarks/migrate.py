"""`engage migrate` over many projects of version 1.0.0, looked at and written.

    python benchmarks/migrate.py [PROJECTS]

Aim: at most 25 ms of CPU each to say what would change.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from measuring import cpu_seconds, python

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted(ROOT.glob("tests/projects/1.0.0/*/project.yaml"))


def main(projects: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        start = cpu_seconds(migrate(copies(Path(folder, "one"), 1)))
        for name, words in (("looked at", ()), ("written", ("--write",))):
            many = copies(Path(folder, name.replace(" ", "-")), projects)
            each = (cpu_seconds(migrate(many, *words)) - start) / projects
            print(f"{projects} projects {name}: {each * 1000:.1f} ms each beyond start-up")


def migrate(path: Path, *words: str) -> tuple[str, ...]:
    """`engage migrate` of a folder."""
    return python("-m", "engage_cli", "migrate", str(path), *words)


def copies(folder: Path, count: int) -> Path:
    """A folder of `count` projects, those of version 1.0.0 in turn."""
    for number in range(count):
        place = folder / str(number)
        place.mkdir(parents=True)
        shutil.copy(SOURCES[number % len(SOURCES)], place)
    return folder


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
