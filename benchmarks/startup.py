"""Start-up and `engage score`, beside `python -c pass` and yamllint on the same files, in one run.

    python benchmarks/startup.py [RUNS] [PROJECT]

yamllint reads the project and every file of its questionnaire, as `engage score` does.
"""

import sys
from pathlib import Path

from measuring import medians, python, table

ROOT = Path(__file__).resolve().parents[1]
PROJECT = ROOT / "examples/fabrique-a-bede/project.yaml"
QUESTIONNAIRE = ROOT / "questionnaires/engagement-numerique"
NOTHING = "python -c pass"


def main(runs: int, project: Path) -> None:
    engage = ("-m", "engage_cli")
    files = [str(project), *sorted(map(str, QUESTIONNAIRE.rglob("*.yaml")))]
    relaxed = "{extends: default, rules: {line-length: disable}}"
    commands = {
        NOTHING: python("-c", "pass"),
        "import typer": python("-c", "import typer"),
        "engage --version": python(*engage, "--version"),
        "engage -h": python(*engage, "-h"),
        "engage score": python(*engage, "score", str(project)),
        "engage score --json": python(*engage, "score", str(project), "--json"),
        "engage explain P1": python(*engage, "explain", str(project), "P1"),
        "yamllint, project alone": python("-m", "yamllint", "-d", relaxed, str(project)),
        "yamllint, same files": python("-m", "yamllint", "-d", relaxed, *files),
    }
    print(table(medians(commands, runs), NOTHING))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7, Path(sys.argv[2]) if len(sys.argv) > 2 else PROJECT)
