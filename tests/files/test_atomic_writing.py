"""Saving: whole or not at all, and nobody's work is overwritten."""

import errno
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from engage_cli.errors import ConflictError, InputError, Message, UsageError, unwritable
from engage_cli.files.atomic_writing import locked, save, write_atomically
from engage_cli.files.yaml_editing import set_value
from engage_cli.files.yaml_reading import Document, read
from engage_cli.i18n import translator

ENGLISH = translator("en")
not_as_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everything")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "project.yaml"
    path.write_bytes("# é\r\nanswers:\r\n  a: 1\r\n".encode())
    return path


def test_a_save_gives_the_new_document(project: Path) -> None:
    saved = save(project, read(project), lambda now: set_value(now, ("answers", "b"), 2))
    assert saved.value == {"answers": {"a": 1, "b": 2}}
    assert project.read_bytes().decode() == saved.text == "# é\r\nanswers:\r\n  a: 1\r\n  b: 2\r\n"
    assert read(project).digest == saved.digest
    assert [path.name for path in project.parent.iterdir()] == ["project.yaml"]


def test_a_change_of_nothing_does_not_touch_the_file(project: Path) -> None:
    before = project.stat()
    save(project, read(project), lambda now: now.text)
    after = project.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_two_sessions_keep_both_their_answers(project: Path) -> None:
    mine = theirs = read(project)
    save(project, mine, lambda now: set_value(now, ("answers", "b"), 2))
    save(project, theirs, lambda now: set_value(now, ("answers", "c"), 3))
    assert read(project).value == {"answers": {"a": 1, "b": 2, "c": 3}}


def test_the_guard_sees_the_file_as_it_is_now_and_may_refuse(project: Path) -> None:
    seen = read(project)
    save(project, seen, lambda now: set_value(now, ("answers", "a"), 2))

    def guard(now: Document) -> None:
        assert now.value == {"answers": {"a": 2}}
        raise ConflictError(Message.of("changed"))

    with pytest.raises(ConflictError):
        save(project, seen, lambda now: set_value(now, ("answers", "a"), 3), guard)
    assert read(project).value == {"answers": {"a": 2}}


def test_the_guard_is_not_asked_where_nothing_changed(project: Path) -> None:
    def guard(now: Document) -> None:
        raise AssertionError

    save(project, read(project), lambda now: set_value(now, ("answers", "a"), 3), guard)
    assert read(project).value == {"answers": {"a": 3}}


def test_a_file_that_became_unreadable_is_left_alone(project: Path) -> None:
    seen = read(project)
    project.write_text("a: [", encoding="utf-8")
    with pytest.raises(InputError):
        save(project, seen, lambda now: "a: 1\n")
    project.write_text("a: 1\n", encoding="utf-8")
    with pytest.raises(InputError):
        save(project, seen, lambda now: "a: [")
    assert project.read_text(encoding="utf-8") == "a: 1\n"


def test_many_sessions_at_once_lose_no_answer(project: Path) -> None:
    script = """
import sys
from pathlib import Path
from engage_cli.files.yaml_editing import set_value
from engage_cli.files.yaml_reading import read
from engage_cli.files.atomic_writing import save
path, name = Path(sys.argv[1]), sys.argv[2]
document = read(path)
for n in range(15):
    document = save(path, document, lambda now: set_value(now, ("answers", f"{name}{n}"), n))
"""
    sessions = [subprocess.Popen([sys.executable, "-c", script, project, name]) for name in "xyz"]
    assert [session.wait(60) for session in sessions] == [0, 0, 0]
    answers = read(project).value["answers"]  # type: ignore[index]
    assert len(answers) == 1 + 3 * 15


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
def test_a_killed_session_leaves_the_old_file_or_the_new_one(project: Path) -> None:
    script = """
import sys
from pathlib import Path
from engage_cli.files.atomic_writing import write_atomically
path = Path(sys.argv[1])
print("ready", flush=True)
n = 0
while True:
    n += 1
    write_atomically(path, f"first: {n}\\n" + "# " + "y" * 2_000_000 + f"\\nlast: {n}\\n")
"""
    for wait in (0.0, 0.004, 0.013, 0.03, 0.05, 0.09):
        session = subprocess.Popen([sys.executable, "-c", script, project], stdout=subprocess.PIPE)
        assert session.stdout is not None
        session.stdout.readline()
        time.sleep(wait)
        session.kill()
        session.wait()
        session.stdout.close()
        value = read(project).value
        assert isinstance(value, dict)
        assert value.get("first") == value.get("last")
    save(project, read(project), lambda now: "answers: {}\n")  # no lock is left behind


def test_what_killed_sessions_left_is_taken_away(project: Path) -> None:
    old, new = project.with_name(".project.yaml.0000.engage-tmp"), project.with_name(".project.yaml.1111.engage-tmp")
    old.touch()
    new.touch()
    os.utime(old, (0, 0))
    save(project, read(project), lambda now: now.text)
    assert (old.exists(), new.exists()) == (False, True)


def test_a_file_being_saved_is_waited_for_but_not_for_ever(project: Path) -> None:
    with locked(project), pytest.raises(ConflictError) as caught, locked(project, patience=0.1):
        pass
    assert caught.value.message.say(ENGLISH) == f"“{project}” is being saved by another session."
    held = threading.Event()

    def other() -> None:
        with locked(project):
            held.set()
            time.sleep(0.2)

    thread = threading.Thread(target=other)
    thread.start()
    held.wait()
    save(project, read(project), lambda now: "answers: {}\n")
    thread.join()


def test_the_mode_is_kept_and_a_new_file_has_the_usual_one(tmp_path: Path) -> None:
    path, new, usual = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    path.touch()
    path.chmod(0o640)
    write_atomically(path, "x")
    write_atomically(new, b"y")
    usual.touch()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert stat.S_IMODE(new.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "p.yaml").write_text("a: 1\n")
    link = tmp_path / "p.yaml"
    link.symlink_to("far/p.yaml")
    save(link, read(link), lambda now: set_value(now, ("a",), 2))
    assert link.is_symlink()
    assert (tmp_path / "far" / "p.yaml").read_text() == "a: 2\n"


def test_no_save_makes_a_file_too_large_to_read(project: Path) -> None:
    with pytest.raises(UsageError) as caught:
        save(project, read(project), lambda now: "a: " + "é" * 2_500_000)
    assert caught.value.message.say(ENGLISH) == f"“{project}” cannot be written. It would be larger than 5 MB."


def refusal(path: Path) -> str:
    with pytest.raises(UsageError) as caught:
        write_atomically(path, "x")
    return caught.value.message.say(ENGLISH).removeprefix(f"“{path}” cannot be written. ")


@pytest.mark.parametrize("code", [5, 32])
def test_a_document_that_is_open_on_windows(code: int) -> None:
    """Its system says of a report that is open in Word what it says where there is no permission."""
    error = PermissionError(errno.EACCES, "Access is denied")
    setattr(error, "winerror", code)  # noqa: B010  # there on Windows alone
    said = unwritable("report.docx", error).message.say(ENGLISH)
    assert said == "“report.docx” cannot be written. Another program has it open, or there is no permission."


def test_what_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "circle").symlink_to("circle")
    assert refusal(tmp_path / "none" / "p.yaml") == "Its folder does not exist."
    assert refusal(tmp_path / "folder") == "It is a folder."
    assert refusal(tmp_path / "circle") == "Symbolic links form a circle."
    assert refusal(tmp_path / ("x" * 300)) == "The name is too long."
    assert sorted(path.name for path in tmp_path.iterdir()) == ["circle", "folder"]


@not_as_root
def test_a_file_that_may_not_be_written(project: Path) -> None:
    project.chmod(0o444)
    assert refusal(project) == "There is no permission."
    project.chmod(0o644)
    project.parent.chmod(0o555)
    assert refusal(project) == "There is no permission."
    project.parent.chmod(0o755)
