"""C1: into a device or a pipe is written; it is never read, and nothing takes its place."""

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engage_cli.cli.app import main

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="devices of Unix")

Write = Callable[..., Path]
NULL, ZERO, FULL = (1, 3), (1, 5), (1, 7)
"""Major and minor numbers, as Linux has them."""

TO_A_FILE = {
    "report": ("report", "project.yaml", "--format=md", "-o", "{node}"),
    "report, forced": ("report", "project.yaml", "--format=json", "--force", "-o", "{node}"),
    "form": ("form", "project.yaml", "-o", "{node}"),
    "portfolio": ("portfolio", "project.yaml", "--format=json", "-j1", "-o", "{node}"),
    "check": ("check", "project.yaml", "-o", "{node}"),
    "check, also": ("check", "project.yaml", "--also=sarif={node}"),
    "check, baseline": ("check", "project.yaml", "--write-baseline={node}"),
}
INTO_A_FOLDER = {
    "batch": (("batch", "project.yaml", "--format=json", "-j1", "-o", "out"), "index.html"),
    "export": (("export", "project.yaml", "-j1", "--force", "-o", "out"), "projects.csv"),
    "template copy": (("template", "copy", "report.html", "-o", "out"), "report.html"),
    "template copy, block": (("template", "copy", "report.html", "--block=notice", "-o", "out"), "report.html"),
    "check, badge": (("check", "project.yaml", "--badge=out/badge.svg"), "badge.svg"),
}


def commands(node: Path) -> dict[str, tuple[str, ...]]:
    """Every command that writes to a file named by the user, with `node` as that file."""
    return {name: tuple(word.format(node=node) for word in words) for name, words in TO_A_FILE.items()}


def device(path: Path, numbers: tuple[int, int]) -> Path:
    if sys.platform != "linux":
        pytest.skip("the numbers of devices are those of Linux")
    try:
        os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(*numbers))
        path.open("wb").close()
    except PermissionError:
        pytest.skip("no device may be made here")
    return path


@contextmanager
def reader(pipe: Path) -> Iterator[list[bytes]]:
    """What is written into `pipe` while this is open."""
    found: list[bytes] = []
    handle = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    os.set_blocking(handle, True)

    def read() -> None:
        while part := os.read(handle, 65_536):
            found.append(part)

    thread = threading.Thread(target=read)
    keep = os.open(pipe, os.O_WRONLY)  # without a writer there is an end at once
    thread.start()
    try:
        yield found
    finally:
        os.close(keep)
        thread.join()
        os.close(handle)


@pytest.mark.parametrize("name", TO_A_FILE)
@pytest.mark.parametrize(("numbers", "code"), [(NULL, 0), (ZERO, 0), (FULL, 2)], ids=["null", "zero", "full"])
def test_a_device_stays_one(place: Path, write: Write, name: str, numbers: tuple[int, int], code: int) -> None:
    write()
    node = device(place / "node", numbers)
    before = node.lstat()
    assert main(list(commands(node)[name])) in ({2} if code else {0, 1})
    after = node.lstat()
    assert (after.st_ino, after.st_mode, after.st_rdev) == (before.st_ino, before.st_mode, before.st_rdev)
    assert sorted(path.name for path in place.iterdir()) == ["node", "project.yaml"]


@pytest.mark.parametrize("name", TO_A_FILE)
def test_a_link_to_a_device_stays_one(place: Path, write: Write, name: str) -> None:
    write()
    node, link = device(place / "node", NULL), place / "link"
    link.symlink_to(node)
    assert main(list(commands(link)[name])) in (0, 1)
    assert link.is_symlink()
    assert stat.S_ISCHR(node.lstat().st_mode)


@pytest.mark.parametrize("name", TO_A_FILE)
def test_a_pipe_gets_what_is_written(place: Path, write: Write, name: str) -> None:
    write()
    pipe = place / "pipe"
    os.mkfifo(pipe)
    with reader(pipe) as found:
        assert main(list(commands(pipe)[name])) in (0, 1)
    assert b"".join(found)
    assert stat.S_ISFIFO(pipe.lstat().st_mode)


@pytest.mark.parametrize("name", TO_A_FILE)
def test_a_pipe_that_nobody_reads_is_refused_at_once(
    place: Path, write: Write, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write()
    pipe = place / "pipe"
    os.mkfifo(pipe)
    assert main(list(commands(pipe)[name])) == 2
    assert "No program reads what is written to it." in capsys.readouterr().err
    assert stat.S_ISFIFO(pipe.lstat().st_mode)


@pytest.mark.parametrize("name", INTO_A_FOLDER)
def test_a_pipe_in_an_output_folder_stays_one(place: Path, write: Write, name: str) -> None:
    write()
    words, file = INTO_A_FOLDER[name]
    pipe = place / "out" / file
    pipe.parent.mkdir()
    os.mkfifo(pipe)
    with reader(pipe) as found:
        assert main(list(words)) in (0, 1)
    assert b"".join(found)
    assert stat.S_ISFIFO(pipe.lstat().st_mode)


@pytest.mark.parametrize("name", INTO_A_FOLDER)
def test_a_device_in_an_output_folder_stays_one(place: Path, write: Write, name: str) -> None:
    write()
    words, file = INTO_A_FOLDER[name]
    (place / "out").mkdir()
    node = device(place / "out" / file, NULL)
    assert main(list(words)) in (0, 1)
    assert stat.S_ISCHR(node.lstat().st_mode)


@pytest.mark.skipif(sys.platform != "linux", reason="names of open streams")
@pytest.mark.parametrize("stream", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
@pytest.mark.parametrize(
    "words",
    [("check", "project.yaml", "-o"), ("report", "project.yaml", "--format=md", "-o")],
    ids=lambda words: words[0],
)
def test_a_log_keeps_what_it_has(place: Path, write: Write, words: tuple[str, ...], stream: str) -> None:
    """`engage … -o /dev/stdout >> log`."""
    write()
    log = place / "log"
    log.write_text("before\n")
    with log.open("ab") as file:
        command = [sys.executable, "-m", "engage_cli", *words, stream]
        ran = subprocess.run(command, stdout=file, stderr=subprocess.PIPE, check=False)
    assert ran.returncode in (0, 1), ran.stderr
    text = log.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert len(text) > len("before\n")


@pytest.mark.skipif(sys.platform != "linux", reason="names of open streams")
def test_a_project_is_no_log(place: Path, write: Write) -> None:
    project = write()
    before = project.read_bytes()
    with project.open("ab") as file:
        command = [sys.executable, "-m", "engage_cli", "check", "project.yaml", "-o", "/dev/stdout"]
        ran = subprocess.run(command, stdout=file, stderr=subprocess.PIPE, check=False)
    assert (ran.returncode, project.read_bytes()) == (2, before)


def test_a_job_summary_may_be_a_device(place: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write()
    node = device(place / "node", NULL)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(node))
    assert main(["check", "project.yaml", "--also=markdown"]) in (0, 1)
    assert stat.S_ISCHR(node.lstat().st_mode)


def test_a_new_project_never_takes_the_place_of_a_pipe(place: Path) -> None:
    os.mkfifo(place / "pipe")
    assert main(["new", "pipe", "--set", "name=x"]) == 2
    assert stat.S_ISFIFO((place / "pipe").lstat().st_mode)
