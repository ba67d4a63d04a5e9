"""`engage check` beside `python -c pass`, yamllint and check-jsonschema on the same file, and on many files.

    python benchmarks/check.py [RUNS] [FILES]

Measured on two processors (Python 3.11), both busy with other work: one charter 12 to 14 times `python -c pass`. Of
that, counted in instructions, `import typer` is 6, importing PyYAML 2, and the validator, the catalogue and the
questionnaire 1 each. A thousand full projects in one call took 5 to 8 ms each beyond start-up, a thousand charters 4;
of a full project, reading its YAML and scoring it are a third each. Aim: a full project at most 4 ms where nothing else
runs.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from measuring import Command, cpu_seconds, medians, python, table

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = sorted(ROOT.glob("examples/*/project.yaml"))
PROJECT = ROOT / "examples/fabrique-a-bede/project.yaml"
NOTHING = "python -c pass"


def main(runs: int, files: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        charter = Path(folder, "charter.yaml")
        charter.write_text(charter_of(PROJECT), encoding="utf-8")
        commands = {
            NOTHING: python("-c", "pass"),
            "import typer": python("-c", "import typer"),
            "engage check, a charter": check(charter),
            "engage check, a project": check(PROJECT),
            "engage check, a project, strict": check(PROJECT, "--policy=strict"),
            "yamllint, the charter": python("-m", "yamllint", "-d", "relaxed", str(charter)),
            "check-jsonschema, the charter": python(
                "-m", "check_jsonschema", "--schemafile", schema(folder), str(charter)
            ),
        }
        print(table(medians(commands, runs), NOTHING))
        print()
        for name, sources in (("charters", [charter]), ("projects", EXAMPLES)):
            many = copies(sources, Path(folder, name), files)
            each = (cpu_seconds(check(many)) - cpu_seconds(check(sources[0]))) / files
            print(f"{files} {name} in one call: {each * 1000:.1f} ms each beyond start-up")


def check(path: Path, *words: str) -> Command:
    """`engage check` of a path."""
    return python("-m", "engage_cli", "check", str(path), *words)


def charter_of(project: Path) -> str:
    """The project without its answers."""
    return project.read_text(encoding="utf-8").partition("\nassessment:")[0] + "\n"


def schema(folder: str) -> str:
    """The schema of projects with the one that it names beside it: check-jsonschema takes no other from the network."""
    for name in ("project", "questionnaire"):
        shutil.copy(ROOT / f"schemas/{name}.schema.json", folder)
    return str(Path(folder, "project.schema.json"))


def copies(sources: list[Path], folder: Path, count: int) -> Path:
    """A folder of `count` copies of the sources in turn."""
    folder.mkdir()
    for number in range(count):
        shutil.copy(sources[number % len(sources)], folder / f"{number}.yaml")
    return folder


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7, int(sys.argv[2]) if len(sys.argv) > 2 else 1000)
