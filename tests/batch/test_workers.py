"""Other processes do the work: one that dies, an interruption, what is said meanwhile."""

import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engage_cli.batch.executors import Chunk, in_name_order, run_jobs
from engage_cli.batch.messages import Job, Outcome, RunSettings
from engage_cli.batch.options import meter_progress
from engage_cli.batch.pool import InProcess
from engage_cli.batch.run import Progress, RunRequest, run_batch
from engage_cli.batch.sources import find_sources
from engage_cli.terminal.clock import current_time
from engage_cli.terminal.progress import Meter
from engage_cli.terminal.session import open_session
from engage_cli.values import replace

from ..patience import ENOUGH, wait_for
from .conftest import EXAMPLES, Engage, documents


def test_what_is_read_comes_in_the_order_that_was_asked_for() -> None:
    came = [Outcome(name=name, path=name) for name in ("c", "a", "d", "b", "of another")]
    assert [one.name for one in in_name_order(came, ["a", "b", "c", "d"])] == ["a", "b", "c", "d", "of another"]


RUN = (sys.executable, "-m", "engage_cli", "batch")


def started(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen([*RUN, *words], stderr=subprocess.PIPE, text=True, start_new_session=True)


def descendants(pid: int) -> Iterator[int]:
    """Processes below `pid`, the deepest first."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    for child in [child for child, parent in parents.items() if parent == pid]:
        yield from descendants(child)
        yield child


def workers(pid: int) -> list[int]:
    """The processes that lay out pages: they have the library in their memory."""
    return [p for p in descendants(pid) if b"pango" in _memory(p)]


def _memory(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/maps").read_bytes()
    except OSError:
        return b""


def first_of(folder: Path) -> None:
    """Waits for the first report."""
    wait_for(lambda: list(folder.rglob("*.pdf")))


@pytest.fixture
def many(tmp_path: Path) -> Path:
    for name in sorted(p.parent.name for p in EXAMPLES.glob("*/project.yaml"))[:8]:
        shutil.copytree(EXAMPLES / name, tmp_path / "many" / name)
    return tmp_path / "many"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")
def test_what_a_killed_worker_had_is_done_again(many: Path) -> None:
    run = started("many", "-o", "out", "-j", "2")
    first_of(Path("out"))
    os.kill(workers(run.pid)[0], signal.SIGKILL)
    _, said = run.communicate(timeout=ENOUGH)
    assert run.returncode == 0, said
    assert "8 projects done, 0 unchanged, 0 failed." in said
    assert sum(name.endswith(".pdf") for name in documents(Path("out"))) == 8


@pytest.mark.slow
def test_an_interruption_ends_cleanly_and_what_is_done_stays(many: Path) -> None:
    run = started("many", "-o", "out", "-j", "2")
    first_of(Path("out"))
    os.killpg(run.pid, signal.SIGINT)
    assert run.stderr is not None
    line = next(line for line in run.stderr if line.startswith("Stopping after"))
    assert run.poll() is None, f"said at once, not in the end: {line}"
    _, said = run.communicate(timeout=ENOUGH)
    assert run.returncode == 130
    assert "Traceback" not in said
    assert "What is done stays" in said
    done = len(list(Path("out").rglob("*.pdf")))
    assert 0 < done < 8
    assert not [name for name in documents(Path("out")) if name.startswith(".")]
    again = started("many", "-o", "out", "-j", "2")
    _, said = again.communicate(timeout=ENOUGH)
    assert f"{8 - done} projects done, {done} unchanged" in said or f"{8 - done} project done, {done} unchanged" in said


@pytest.mark.parametrize(("quiet", "told"), [(False, "Stopping after what is under way…\n"), (True, "")])
def test_an_interruption_is_heard_at_once_unless_quiet(
    projects: Path, capsys: pytest.CaptureFixture[str], quiet: bool, told: str
) -> None:
    meter = meter_progress(Meter(replace(open_session([], {"ENGAGE_LANG": "en"}, current_time()), quiet=quiet)))
    said = []

    def step(_outcome: Outcome) -> None:
        raise KeyboardInterrupt

    def stopping() -> None:
        meter.stopping()
        said.append(capsys.readouterr().err)

    request = RunRequest(
        paths=(str(projects),), folder=Path("out"), formats=("md",), languages=("en",), today=dt.date(2026, 11, 23),
        workers=1,
    )  # fmt: skip
    assert run_batch(request, Progress(meter.begin, step, meter.end, stopping)).interrupted
    assert said == [told]


class Fragile(InProcess):
    """A worker that is lost with every chunk in which a certain job stands."""

    def __init__(self, settings: RunSettings, fatal: str) -> None:
        super().__init__(settings)
        self._fatal = fatal

    def finished(self) -> list[tuple[Chunk, tuple[Outcome, ...] | None]]:
        return [(c, None if any(j.name == self._fatal for j in c) else done) for c, done in super().finished()]


def test_a_project_that_takes_its_worker_down_fails_alone(projects: Path) -> None:
    settings = RunSettings(today=dt.date(2026, 11, 23), languages=("en",))
    jobs = [Job(path=source.path, name=source.name) for source in find_sources((str(projects),)).projects]
    with Fragile(settings, "job") as executor:
        done = {outcome.name: outcome for outcome in run_jobs(executor, jobs, 3)}
    assert sorted(done) == ["garden", "idea", "it/vault", "job"]
    assert [name for name, outcome in done.items() if outcome.problems] == ["job"]


def test_progress_is_plain_lines_when_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    times = iter([0.0, 1.0, 2.0, 15.0, 15.0, 15.0])
    meter = Meter(open_session([], {"ENGAGE_LANG": "en"}, current_time()), lambda: next(times))
    meter.begin(60)
    meter.step()
    meter.step()
    meter.step(failed=True)
    assert capsys.readouterr().err == "3 of 60, 12 a minute, 5 min left, 1 failed\n"


def test_quiet_says_nothing_but_what_is_wrong(engage: Engage, projects: Path) -> None:
    ran = engage("batch", "projects", "-o", "out", "--format", "md", "-j", "1", "-q")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
