"""One PDF report: each engine against a plain call, cold (a process) and warm (again in one), and where the time goes;
then that of a questionnaire of 300 questions, made for the tests, against that of the project.

    python benchmarks/pdf.py [RUNS] [PROJECT]

The plain call is `weasyprint.HTML(string=page).write_pdf()` of the page that ours lay out, with the same fonts at
hand: untagged, with the fetcher and the search for garbage as they come. Runs take turns; the figures to read are the
ratios, at the end.
The breakdown is of one warm run under the profiler: shares, not seconds.
"""

import calendar
import cProfile
import os
import pstats
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from measuring import cpu_seconds, medians, python, table

from engage_cli.project.loading import load_project
from engage_cli.report.formats import render
from engage_cli.report.pages import render_report_page
from engage_cli.report.pdf.engines import pdf_writer
from engage_cli.report.request import Engine, Kind, Request
from engage_cli.scoring.assessment import assess
from engage_cli.shipped import shipped

ROOT = Path(__file__).resolve().parents[1]
PROJECT = ROOT / "examples/fabrique-a-bede/project.yaml"
NOTHING = "python -c pass"
PLAIN, TAGGED, SECOND = "plain call of WeasyPrint", "our page, WeasyPrint", "our page, typst"
REPORT, REPORT_SECOND = "engage report -o x.pdf, WeasyPrint", "engage report -o x.pdf, typst"
AIMS = {TAGGED: 0.8, REPORT: 0.8, SECOND: 0.12}
"""What each may take of the plain call."""
LARGER = 3
"""How many times what the project's report takes one of 300 questions may take."""

FONTS = {"FONTCONFIG_FILE": str(shipped("report_templates") / "fonts" / "fonts.conf")}
PLAINLY = (
    "import sys, weasyprint; weasyprint.HTML(string=open(sys.argv[1], encoding='utf-8').read()).write_pdf(sys.argv[2])"
)
OURS = """
import sys
from pathlib import Path
from engage_cli.report.pdf.engines import pdf_writer
from engage_cli.report.choices import Engine, Kind
from engage_cli.shipped import shipped
source, target, engine, epoch = sys.argv[1:]
write = pdf_writer(Engine(engine), Kind.FULL)
html = Path(source).read_text(encoding="utf-8")
Path(target).write_bytes(write(html, base=shipped("report_templates"), epoch=int(epoch)))
"""
STAGES = (
    ("page of HTML (templates, charts)", "engage_cli/report/pages.py", "render_report_page"),
    ("parsing the page", "tinyhtml5/parser.py", "parse"),
    ("style sheets, selectors, cascade", "weasyprint/css/__init__.py", "get_all_computed_styles"),
    ("boxes", "weasyprint/formatting_structure/build.py", "build_formatting_structure"),
    ("layout", "weasyprint/layout/__init__.py", "layout_document"),
    ("  of it tables", "weasyprint/layout/table.py", "table_layout"),
    ("  of it columns", "weasyprint/layout/column.py", "columns_layout"),
    ("drawing", "weasyprint/draw/__init__.py", "draw_page"),
    ("  of it charts (SVG)", "weasyprint/svg/__init__.py", "draw"),
    ("tags", "weasyprint/pdf/tags.py", "add_tags"),
    ("fonts", "weasyprint/pdf/fonts.py", "build_fonts_dictionary"),
    ("writing the file", "pydyf/__init__.py", "write"),
)
"""(stage, end of the file's path, function); they overlap only where one calls another."""


def main(runs: int, project: Path) -> None:
    loaded = load_project(project)
    day = loaded.project.date
    assert day is not None
    request = Request(
        assessment=assess(loaded.questionnaire.questionnaire, loaded.project, as_of=day), languages=("fr",)
    )
    html, epoch = render_report_page(request, medium="print"), calendar.timegm(day.timetuple())
    with tempfile.TemporaryDirectory() as folder:
        taken = {"cold": cold(runs, project, html, epoch, Path(folder))}
    taken["warm"] = warm(runs, html, epoch)
    breakdown(request)
    ratios(taken)
    larger(runs, project)


def cold(runs: int, project: Path, html: str, epoch: int, folder: Path) -> dict[str, float]:
    source = folder / "page.html"
    source.write_text(html, encoding="utf-8")
    report = ("-m", "engage_cli", "report", str(project), "--force", "-o")

    def ours(engine: Engine) -> tuple[str, ...]:
        return ("-c", OURS, str(source), str(folder / "ours.pdf"), engine.value, str(epoch))

    commands = {
        NOTHING: python("-c", "pass"),
        "import weasyprint": python("-c", "import weasyprint"),
        "our import of it": python("-c", "from engage_cli.report.pdf import weasyprint; weasyprint.load()"),
        "engage report -o x.html": python(*report, str(folder / "x.html")),
        PLAIN: python("-c", PLAINLY, str(source), str(folder / "plain.pdf")),
        TAGGED: python(*ours(Engine.WEASYPRINT)),
        SECOND: python(*ours(Engine.TYPST)),
        REPORT: python(*report, str(folder / "x.pdf"), "--pdf-engine", "weasyprint"),
        REPORT_SECOND: python(*report, str(folder / "y.pdf"), "--pdf-engine", "typst"),
    }
    cpu_seconds(commands[REPORT])
    taken = medians(commands, runs)
    print(table(taken, NOTHING))
    return taken


def warm(runs: int, html: str, epoch: int) -> dict[str, float]:
    """Median CPU seconds of each, in this process; the runs take turns, after one each that is not counted."""
    import weasyprint

    def ours(engine: Engine) -> Callable[[], object]:
        write = pdf_writer(engine, Kind.FULL)
        return lambda: write(html, base=shipped("report_templates"), epoch=epoch)

    calls: dict[str, Callable[[], object]] = {
        PLAIN: lambda: weasyprint.HTML(string=html).write_pdf(),
        TAGGED: ours(Engine.WEASYPRINT),
        SECOND: ours(Engine.TYPST),
    }
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(runs + 1):
        for name, call in calls.items():
            start = time.process_time()
            call()
            if number:
                taken[name].append(time.process_time() - start)
    found = {name: statistics.median(times) for name, times in taken.items()}
    print("\nwarm\n" + table(found, PLAIN))
    return found


def ratios(taken: dict[str, dict[str, float]]) -> None:
    """What ours take of the plain call, beside what they may."""
    print("\nof the plain call")
    for when, found in taken.items():
        for name in (TAGGED, REPORT, SECOND, REPORT_SECOND):
            if name in found:
                aim = f"  (aim: {AIMS[name]})" if name in AIMS else ""
                print(f"  {when}  {name:32}  {found[name] / found[PLAIN]:5.2f}{aim}")


def larger(runs: int, project: Path) -> None:
    """What a report of 300 questions takes of the project's, by engine."""
    print("\n300 questions, of the project's")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(python("-m", "tests.questionnaires.models", folder), cwd=ROOT, check=True, stdout=sys.stderr)
        for engine in (Engine.WEASYPRINT, Engine.TYPST):
            report = ("-m", "engage_cli", "report", "--force", "--pdf-engine", engine.value, "-o", f"{folder}/x.pdf")
            both = (project, Path(folder, "large", "project.yaml"))
            one, large = medians({str(file): python(*report, str(file)) for file in both}, runs).values()
            print(f"  cold  engage report -o x.pdf, {engine.value:10}  {large / one:5.2f}  (aim: {LARGER})")


def breakdown(request: Request) -> None:
    profile = cProfile.Profile()
    profile.runcall(render, request, "pdf")
    stats = pstats.Stats(profile)
    total = stats.total_tt  # type: ignore[attr-defined]  # not in the stubs
    found = stats.stats.items()  # type: ignore[attr-defined]
    print("\nwhere a warm run goes")
    for stage, file, function in STAGES:
        times = [values[3] for (path, _, name), values in found if path.endswith(file) and name == function]
        print(f"  {stage:34}  {max(times, default=0) / total:6.1%}")


if __name__ == "__main__":
    os.environ |= FONTS
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5, Path(sys.argv[2]) if len(sys.argv) > 2 else PROJECT)
