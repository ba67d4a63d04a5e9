"""The same work on a Dask cluster: a scheduler and workers of its own on the loopback."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from ..patience import ENOUGH, wait_for
from .conftest import EXAMPLES, Engage, documents

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
DASK = (sys.executable, "-m", "dask")
LOCAL = ("--host", "127.0.0.1", "--no-dashboard")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """A running scheduler, its address in `scheduler.json`; a worker joins it each time it is called."""
    distributed = pytest.importorskip("distributed")

    quiet = os.environ | {"DASK_DISTRIBUTED__DASHBOARD__LINK": "", "DASK_LOGGING__DISTRIBUTED": "error"}
    running: list[subprocess.Popen[bytes]] = []

    def start(*words: str) -> subprocess.Popen[bytes]:
        (tmp_path / "elsewhere").mkdir(exist_ok=True)
        process = subprocess.Popen(
            [*DASK, *words, "--scheduler-file", str(tmp_path / "scheduler.json"), *LOCAL],
            cwd=tmp_path / "elsewhere", env=quiet, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        running.append(process)
        return process

    start("scheduler", "--port", "0")
    wait_for((tmp_path / "scheduler.json").exists)

    def join() -> subprocess.Popen[bytes]:
        worker = start("worker", "--nthreads", "1", "--nworkers", "1", "--no-nanny")
        with distributed.Client(address(tmp_path), timeout=ENOUGH) as client:
            client.wait_for_workers(len(running) - 1, timeout=ENOUGH)
        return worker

    yield join
    for process in running:
        with suppress(ProcessLookupError):
            process.kill()
    for process in running:
        process.wait(timeout=ENOUGH)


def address(folder: Path) -> str:
    return str(json.loads((folder / "scheduler.json").read_text())["address"])


def told(err: str) -> list[str]:
    """What is said, but for how far things are, which a slow machine says now and then."""
    return [line for line in err.splitlines() if " a minute, " not in line]


def test_a_cluster_gives_the_same_bytes_with_nothing_of_ours_on_its_disks(
    engage: Engage, projects: Path, cluster: Callable[[], object], tmp_path: Path
) -> None:
    cluster()
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "report.html").write_text('{% extends "shipped/report.html" %}', encoding="utf-8")
    (projects / "bad.yaml").write_text("engage: 1\ncharter: {nom: x}\n", encoding="utf-8")
    words = ["batch", "projects", "--format", "html,md", "--template", "templates"]
    here = engage(*words, "-o", "here", "-j", "1")
    there = engage(*words, "-o", "there", "--scheduler", address(tmp_path))
    assert here.code == there.code == 1
    assert told(here.err) == told(there.err.replace("there", "here"))
    assert documents(Path("here")) == documents(Path("there"))
    again = engage(*words, "-o", "there", "--scheduler", address(tmp_path))
    assert "0 projects done, 4 unchanged, 1 failed." in again.err


def test_what_a_worker_that_dies_had_is_done_by_another(
    cluster: Callable[[], subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    first, _ = cluster(), cluster()
    for path in sorted(file.parent for file in EXAMPLES.glob("*/project.yaml"))[:8]:
        shutil.copytree(path, tmp_path / "many" / path.name)
    run = subprocess.Popen(
        [sys.executable, "-m", "engage_cli", "batch", "many", "-o", "out", "--scheduler", address(tmp_path)],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    wait_for(lambda: len(list(Path("out").rglob("*.pdf"))) >= 3)
    first.send_signal(signal.SIGKILL)
    _, said = run.communicate(timeout=ENOUGH)
    assert run.returncode == 0, said
    assert "8 projects done, 0 unchanged, 0 failed." in said
    assert len(list(Path("out").rglob("*.pdf"))) == 8


def test_nobody_there_is_said(
    engage: Engage, projects: Path, cluster: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engage_cli.batch.cluster.PATIENCE", "1s")
    nobody = engage("batch", "projects", "-o", "out", "--scheduler", "tcp://127.0.0.1:1")
    assert (nobody.code, "No scheduler answers" in nobody.err) == (2, True)
    monkeypatch.setattr("engage_cli.batch.cluster.PATIENCE", "10s")
    alone = engage("batch", "projects", "-o", "out", "--scheduler", address(tmp_path))
    assert (alone.code, "has no worker" in alone.err) == (2, True)
