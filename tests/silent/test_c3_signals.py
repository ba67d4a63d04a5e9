"""Ended from outside, engage leaves everything in order, and no process behind."""

import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engage_cli.batch.executors import run_jobs
from engage_cli.batch.messages import Job, RunSettings
from engage_cli.batch.pool import Pool

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")

ROOT = Path(__file__).resolve().parents[2]
ENGAGE = (sys.executable, "-m", "engage_cli")
ONE = "many/collections-en-ligne"
PATIENCE = 180
"""Seconds: a loaded machine is slow, a fault never ends."""


@pytest.fixture(autouse=True)
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Six projects in `many`, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ENGAGE_LANG", "en")
    for name in sorted(p.parent.name for p in (ROOT / "examples").glob("*/project.yaml"))[:6]:
        shutil.copytree(ROOT / "examples" / name, tmp_path / "many" / name)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts `engage` in a session of its own; whatever is left in it at the end is killed."""
    begun: list[subprocess.Popen[str]] = []

    def run(*words: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [*ENGAGE, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            start_new_session=True, cwd=tmp_path,
        )  # fmt: skip
        begun.append(process)
        return process

    yield run
    for process in begun:
        for pid in of_session(process.pid):
            os.kill(pid, signal.SIGKILL)
        process.communicate()


def of_session(session: int) -> list[int]:
    """The processes of a session that are not dead already."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                state, _parent, _group, of = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
            except OSError:
                continue
            if int(of) == session and state not in "ZX":
                found.append(int(entry.name))
    return found


def until(true: Callable[[], object], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.05)


def working(process: subprocess.Popen[str]) -> bool:
    """Whether workers are there: processes that were forked from the one that forks."""
    assert process.poll() is None, process.stderr and process.stderr.read()
    return sum(b"forkserver" in _command(pid) for pid in of_session(process.pid)) > 1


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
@pytest.mark.parametrize("group", [False, True])
def test_a_signal_ends_a_batch_as_ctrl_c_does(
    start: Callable[..., subprocess.Popen[str]], number: signal.Signals, code: int, group: bool
) -> None:
    batch = start("batch", "many", "-o", "out", "-j", "2")
    until(lambda: working(batch), "workers")
    (os.killpg if group else os.kill)(batch.pid, number)
    _, said = batch.communicate(timeout=PATIENCE)
    assert batch.returncode == code, said
    assert "Stopping after what is under way" in said
    assert "What is done stays" in said
    assert "Traceback" not in said
    until(lambda: not of_session(batch.pid), "nobody is left")
    assert not list(Path("out").rglob(".*")), "no half of a file is left"


@pytest.mark.parametrize(
    "words", [("batch", "many", "-o", "out"), ("portfolio", "many"), ("export", "many", "-o", "x")]
)
def test_workers_end_when_their_parent_is_killed(
    start: Callable[..., subprocess.Popen[str]], words: tuple[str, ...]
) -> None:
    """They hold its pipes: what waits for their end would wait for ever."""
    for number in range(60):
        shutil.copytree(ONE, f"many/{number}")
    process = start(*words, "-j", "2")
    until(lambda: working(process), "workers")
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=PATIENCE)
    until(lambda: not of_session(process.pid), "nobody is left")


def test_idle_workers_that_are_killed_do_not_hold_up_the_end() -> None:
    settings = RunSettings(today=dt.date(2026, 11, 23), languages=("en",))
    with Pool(settings, 2) as pool:
        assert [one.name for one in run_jobs(pool, [Job(path="many/none.yaml", name="none")], 1)] == ["none"]
        workers = list(pool._pool._processes)
        os.kill(workers[0], signal.SIGKILL)
    until(lambda: not any(Path(f"/proc/{pid}").exists() and b"Z" not in _state(pid) for pid in workers), "gone")


def _state(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0]
    except OSError:
        return b"Z"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_check_that_waits_for_its_input_ends_without_a_trace(
    start: Callable[..., subprocess.Popen[str]], number: signal.Signals, code: int
) -> None:
    check = start("check", "-")
    until(lambda: _waits(check.pid), "it reads")
    check.send_signal(number)
    out, said = check.communicate(timeout=PATIENCE)
    assert (check.returncode, out, said) == (code, "", "")


def _waits(pid: int) -> bool:
    """Whether the process heeds SIGTERM itself, and sleeps."""
    status = Path(f"/proc/{pid}/status").read_text()
    caught = int(next(line for line in status.splitlines() if line.startswith("SigCgt")).split()[1], 16)
    return bool(caught & (1 << (signal.SIGTERM - 1))) and b"S" in _state(pid)


def test_a_report_that_is_ended_leaves_nothing(start: Callable[..., subprocess.Popen[str]]) -> None:
    report = start("report", ONE, "-o", "report.pdf")
    assert report.stderr is not None
    assert "PDF" in report.stderr.readline()
    report.send_signal(signal.SIGTERM)
    _, said = report.communicate(timeout=PATIENCE)
    assert report.returncode in (143, 0), said
    assert [path.name for path in Path().iterdir() if path.name != "many"] in ([], ["report.pdf"])
    assert (report.returncode == 0) == Path("report.pdf").exists()


def test_nohup_is_heeded(start: Callable[..., subprocess.Popen[str]]) -> None:
    """A signal that the process was started to ignore stays ignored."""
    code = "import os, signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])"
    process = subprocess.Popen(
        [sys.executable, "-c", code, *ENGAGE, "check", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    until(lambda: _waits(process.pid), "it reads")
    process.send_signal(signal.SIGHUP)
    _, said = process.communicate("engage: 1\ncharter: {name: x}\n", timeout=PATIENCE)
    assert process.returncode == 1, said


LOST = """
import os, sys, time, weakref
from engage_cli.signals import signals_as_interrupts

class Thing:
    pass

with signals_as_interrupts():
    try:
        thing = Thing()
        watch = weakref.ref(thing, lambda _: os.kill(os.getpid(), int(sys.argv[1])))
        del thing
        time.sleep(60)
    except KeyboardInterrupt:
        print("ended", end="")
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_that_comes_where_python_lets_nothing_out_ends_the_command_all_the_same(number: int) -> None:
    """Between two questions asyncio drops what it holds; the next one waited for ever."""
    ended = subprocess.run(
        [sys.executable, "-c", LOST, str(int(number))], capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    assert (ended.stdout, ended.stderr) == ("ended", "")
