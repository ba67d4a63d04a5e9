"""Many projects: reports a minute, a second run, the portfolio from stored results, and what memory they take.

    python benchmarks/batch.py [PROJECTS] [PDFS]
    python benchmarks/batch.py scale [PROJECTS]

`scale` makes every document about many projects from stored results, of PROJECTS and of a fifth of them, and draws the
line on to ten times as many; then what one project takes from its file to its report, and its check. Where a document
holds its lists at one of the two counts and leaves them out at the other, there is no line, and it says so.

PROJECTS (10,000 unless said otherwise) are made of the examples, each with other answers, in a temporary folder.
Times are of the machine, ratios less so: each compares two things measured in the same run.
"""

import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measuring import ENVIRONMENT, cpu_seconds, python

from engage_cli.portfolio.documents.contents import LONGEST, MEDIUM, WHOLE
from engage_cli.portfolio.documents.formats import FORMATS

ROOT = Path(__file__).resolve().parents[1]
ENGAGE = ("-m", "engage_cli")
SINGLY = (
    "-c",
    "import sys, engage_cli.batch.executors as e; e.LIGHT = 1; from engage_cli.__main__ import main; sys.exit(main())",
)
"""The program, sending projects to workers one at a time instead of in chunks."""
LEVELS = ("non-aborde", "intention", "engage", "demontre")


def main(projects: int, pdfs: int) -> None:
    print(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}")
    with tempfile.TemporaryDirectory() as folder:
        made = generated(Path(folder, "projects"), projects)
        few = generated(Path(folder, "few"), min(projects, 1000))
        formats(few, Path(folder))
        cluster(few, Path(folder))
        pdf(generated(Path(folder, "pdfs"), pdfs), Path(folder))
        incremental(made, Path(folder), projects)


def generated(folder: Path, count: int, sources: str = "examples/*/project.yaml") -> Path:
    """Projects of real shape: one of those with every choice drawn again, in folders of a hundred."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(ROOT.glob(sources))]
    draw = random.Random(1)
    for number in range(count):
        file = folder / f"{number // 100:04}" / f"project-{number:06}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        text = texts[number % len(texts)]
        text = re.sub("(?<=choice: )(non-aborde|intention|engage)", lambda _: draw.choice(LEVELS[:3]), text)
        file.write_text(re.sub('(?m)^  name: ("?)', rf"  name: \g<1>{number} ", text, count=1), encoding="utf-8")
        os.utime(file, (1_760_000_000, 1_760_000_000))
    return folder


def timed(*words: str, program: tuple[str, ...] = ENGAGE) -> tuple[float, int]:
    """Seconds on the clock, and the most memory that the process took, in MB."""
    clock, _processor, most = measured(*words, program=program)
    return clock, most


def measured(*words: str, program: tuple[str, ...] = ENGAGE, codes: tuple[int, ...] = (0,)) -> tuple[float, float, int]:
    """Seconds on the clock, seconds of processor, and the most memory that the process took, in MB."""
    before = time.perf_counter()
    process = subprocess.Popen(python(*program, *words, "-q"), stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in codes:
        raise RuntimeError(f"{words}: {process.returncode}")
    return time.perf_counter() - before, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def scale(count: int) -> None:
    """A table of the documents about `count` projects from stored results, and what one project takes."""
    with tempfile.TemporaryDirectory() as folder:
        records = {}
        for many in (count // 5, count):
            records[many] = str(Path(folder, f"out-{many}"))
            made = generated(Path(folder, str(many)), many)
            timed("batch", str(made), "-o", records[many], "--format", "json")
        print(f"{'':10} {'clock':>7} {'processor':>9} {'memory':>8}   {count * 10}: processor, memory")
        for name in (*FORMATS, "export"):
            few, all = (least(*about(name, record, folder)) for record in records.values())
            print(f"{name:10} {all[0]:5.1f} s {all[1]:7.1f} s {all[2]:5} MB   {further(name, count, few, all)}")
        single(Path(folder), min(count // 10, 300))


def further(name: str, count: int, few: tuple[float, float, int], all: tuple[float, float, int]) -> str:
    """Processor and memory of ten times `count`, on the line through a fifth of them and all; or why there is none."""
    medium = MEDIUM.get(name, "")
    between = [bound[medium] for bound in (WHOLE, LONGEST) if count // 5 <= bound.get(medium, 0) < count]
    if between:
        return f"no line: over {max(between)} projects lists are left out"
    seconds, memory = (all[at] + (all[at] - few[at]) / 4 * 5 * 9 for at in (1, 2))  # of four fifths, nine times all
    return f"{seconds:7.0f} s {memory:6.0f} MB"


def about(name: str, record: str, folder: str) -> tuple[str, ...]:
    """The command that makes one document about many projects."""
    if name == "export":
        return "export", record, "-o", str(Path(folder, "export"))
    return "portfolio", record, "-o", str(Path(folder, f"portfolio.{name}")), "--force"


def least(*words: str) -> tuple[float, float, int]:
    """The run of three that took the least of the processor."""
    return min((measured(*words, codes=(0, 1)) for _ in range(3)), key=lambda taken: taken[1])


def single(folder: Path, count: int) -> None:
    """Milliseconds of processor for one project: its whole way to a report in Markdown, and its check."""
    many, one = generated(folder / "some", count), generated(folder / "one", 1)
    way = ("batch", "-j", "1", "--format", "md", "--force", "-o", str(folder / "reports"))
    for name, words in (("its way", way), ("its check", ("check",))):
        some, alone = (least(*words, str(files))[1] for files in (many, one))
        print(f"{name:10} {(some - alone) / (count - 1) * 1000:5.1f} ms of processor a project")


def formats(projects: Path, folder: Path) -> None:
    """Reports a minute in a pool, in one process, and as a loop of single calls."""
    files = sorted(projects.rglob("*.yaml"))
    for format in ("md", "html"):
        pool, _ = timed("batch", str(projects), "-o", str(folder / f"{format}-pool"), "--format", format)
        one, _ = timed("batch", str(projects), "-o", str(folder / f"{format}-one"), "--format", format, "-j", "1")
        before, some = time.perf_counter(), files[:12]
        for file in some:
            timed("report", str(file), "-o", str(folder / f"single.{format}"), "--force")
        single = (time.perf_counter() - before) / len(some) * len(files)
        print(
            f"{format:4} {len(files) / pool * 60:7.0f} a minute in a pool, {len(files) / one * 60:6.0f} alone, "
            f"{len(files) / single * 60:6.0f} as single calls: × {single / pool:.1f}"
        )


def cluster(projects: Path, folder: Path) -> None:
    """Markdown in a pool and on a Dask cluster of as many workers on this machine, in chunks and one at a time."""
    file = folder / "scheduler.json"
    here = ("--scheduler-file", str(file), "--host", "127.0.0.1", "--no-dashboard")
    dask = python("-m", "dask")
    quiet = {**os.environ, "DASK_LOGGING__DISTRIBUTED": "critical"}
    with subprocess.Popen([*dask, "scheduler", "--port", "0", *here], env=quiet) as scheduler:
        while not file.exists():
            time.sleep(0.1)
        count = str(os.cpu_count())
        with subprocess.Popen([*dask, "worker", "--nthreads", "1", "--nworkers", count, *here], env=quiet) as workers:
            time.sleep(5)
            address = json.loads(file.read_text())["address"]
            words = ("batch", str(projects), "--format", "md", "--force", "-o")
            timed(*words, str(folder / "warm"), "--scheduler", address)
            far, _ = timed(*words, str(folder / "far"), "--scheduler", address)
            singly, _ = timed(*words, str(folder / "singly"), "--scheduler", address, program=SINGLY)
            near, _ = timed(*words, str(folder / "near"))
            workers.terminate()
        scheduler.terminate()
    print(
        f"md   in a pool {near:.1f} s, on Dask with warm workers {far:.1f} s: × {far / near:.2f}, "
        f"one at a time {singly:.1f} s: × {singly / near:.2f}"
    )


def pdf(projects: Path, folder: Path) -> None:
    files = sorted(projects.rglob("*.yaml"))
    pool, most = timed("batch", str(projects), "-o", str(folder / "pdf-pool"), "--format", "pdf")
    second = ("--format", "pdf", "--pdf-engine", "typst")
    typst, _ = timed("batch", str(projects), "-o", str(folder / "typst-pool"), *second)
    before, some = time.perf_counter(), files[:6]
    for file in some:
        timed("report", str(file), "-o", str(folder / "single.pdf"), "--force")
    single = (time.perf_counter() - before) / len(some) * len(files)
    print(
        f"pdf   {len(files) / pool * 60:8.1f} a minute in a pool, {len(files) / single * 60:6.1f} as single calls: "
        f"× {single / pool:.2f}; {most} MB; typst {len(files) / typst * 60:.0f}: × {single / typst:.1f}"
    )


def incremental(projects: Path, folder: Path, count: int) -> None:
    """The first run, a second over the same, and the portfolio from what is stored against reading again."""
    out = str(folder / "out")
    tenth = generated(folder / "tenth", max(1, count // 10))
    _, little = timed("batch", str(tenth), "-o", str(folder / "tenth-out"), "--format", "json")
    first, most = timed("batch", str(projects), "-o", out, "--format", "json")
    print(f"json  {count / first * 60:8.0f} a minute, {count} projects; {most} MB, {little} MB with a tenth of them")
    nothing = sorted(cpu_seconds(python("-c", "pass")) for _ in range(5))[2]
    second = python(*ENGAGE, "batch", str(projects), "-o", out, "--format", "json", "-q")
    again = sorted(cpu_seconds(second) for _ in range(5))[2]
    print(f"second run over {count} unchanged: {again:.2f} s of processor, × {again / nothing:.0f} python -c pass")
    stored, page = timed("portfolio", out, "-o", str(folder / "stored.html"))
    read, _ = timed("portfolio", str(projects), "-o", str(folder / "read.html"))
    same = (folder / "stored.html").read_bytes() == (folder / "read.html").read_bytes()
    print(f"portfolio of {count}: {stored:.1f} s from stored results, {read:.1f} s read again: {stored / read:.2f}")
    print(f"the same page: {same}; {page} MB")


if __name__ == "__main__" and sys.argv[1:2] == ["scale"]:
    scale(int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)
elif __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, int(sys.argv[2]) if len(sys.argv) > 2 else 24)
