"""One PDF report, cold (a process) and warm (again in the same process), and where the time goes.

    python benchmarks/pdf.py [RUNS] [PROJECT]

The breakdown is of one warm run under the profiler: shares, not seconds.
"""

import cProfile
import pstats
import statistics
import sys
import tempfile
import time
from pathlib import Path

from measuring import cpu_seconds, medians, python, table

from engage_cli.report.formats import Request, render
from engage_cli.scoring.assessment import assess
from engage_cli.storage.projects import load_project

PROJECT = Path(__file__).resolve().parents[1] / "examples/fabrique-a-bede/project.yaml"
NOTHING = "python -c pass"
STAGES = (
    ("page of HTML (templates, charts)", "engage_cli/report/formats.py", "_page"),
    ("parsing the page", "tinyhtml5/parser.py", "parse"),
    ("style sheets and cascade", "weasyprint/css/__init__.py", "get_all_computed_styles"),
    ("boxes", "weasyprint/formatting_structure/build.py", "build_formatting_structure"),
    ("layout", "weasyprint/layout/__init__.py", "layout_document"),
    ("drawing", "weasyprint/draw/__init__.py", "draw_page"),
    ("fonts", "weasyprint/pdf/fonts.py", "build_fonts_dictionary"),
    ("writing the file", "pydyf/__init__.py", "write"),
)
"""(stage, end of the file's path, function); they overlap only where one calls another."""


def main(runs: int, project: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        cold(runs, project, Path(folder))
    loaded = load_project(project)
    day = loaded.project.date
    assert day is not None
    request = Request(
        assessment=assess(loaded.questionnaire.questionnaire, loaded.project, as_of=day), languages=("fr",)
    )
    warm(runs, request)
    breakdown(request)


def cold(runs: int, project: Path, folder: Path) -> None:
    report = ("-m", "engage_cli", "report", str(project), "-o")
    commands = {
        NOTHING: python("-c", "pass"),
        "import weasyprint": python("-c", "import weasyprint"),
        "engage report -o x.html": python(*report, str(folder / "x.html")),
        "engage report -o x.pdf, cold": python(*report, str(folder / "x.pdf")),
    }
    cpu_seconds(commands["engage report -o x.pdf, cold"])
    print(table(medians(commands, runs), NOTHING))


def warm(runs: int, request: Request) -> None:
    render(request, "pdf")
    taken = []
    for _ in range(runs):
        start = time.process_time()
        render(request, "pdf")
        taken.append(time.process_time() - start)
    print(f"\nwarm: {statistics.median(taken) * 1000:.0f} ms")


def breakdown(request: Request) -> None:
    profile = cProfile.Profile()
    profile.runcall(render, request, "pdf")
    stats = pstats.Stats(profile)
    total = stats.total_tt  # type: ignore[attr-defined]  # not in the stubs
    found = stats.stats.items()  # type: ignore[attr-defined]
    for stage, file, function in STAGES:
        times = [values[3] for (path, _, name), values in found if path.endswith(file) and name == function]
        print(f"  {stage:34}  {max(times, default=0) / total:6.1%}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5, Path(sys.argv[2]) if len(sys.argv) > 2 else PROJECT)
