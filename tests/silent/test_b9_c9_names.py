"""Names of files and words of people: nothing in them steers a terminal or an annotation, and UTF-8 stays valid."""

import json
import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage_cli.text import encodable, escaped, one_line, without_controls
from tests.batch.conftest import EXAMPLES, GARDEN, Engage

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names are bytes")

LATIN = os.fsdecode(b"caf\xe9")
HOSTILE = "a\x1b[31m\x07\x9b\u202eb\u200f\u061c\u2028c\nd"
RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
FORMATS = ("text", "json", "sarif", "junit", "github", "gitlab", "markdown")


@given(st.text() | st.binary().map(os.fsdecode))
def test_whatever_the_text_it_is_safe_to_show(text: str) -> None:
    for safe in (escaped(text), one_line(text)):
        safe.encode()
        assert not RAW.search(safe)
        assert "\n" not in safe
    assert {c for c in without_controls(text) if unicodedata.category(c) == "Cc"} <= {"\n", "\t"}
    encodable(without_controls(text)).encode()


def test_bytes_of_a_name_are_told_apart() -> None:
    assert encodable(f"{LATIN}.yaml") == "caf\\xe9.yaml"
    assert encodable("café \ud800") == "café \\ud800"


# ── B9: a name that is not UTF-8 ──────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def latin(tmp_path: Path) -> Path:
    """A project that holds and a file that does not, both with a name that is not UTF-8."""
    folder = tmp_path / "p"
    shutil.copytree(EXAMPLES / "vlogue-ados", folder / LATIN)
    (folder / f"{LATIN}.yaml").write_text("engage: 1\ncharter: {nom: x}\n", "utf-8")
    return folder


@pytest.mark.parametrize("format", FORMATS)
def test_a_check_of_a_name_that_is_not_utf_8(engage: Engage, latin: Path, format: str) -> None:
    first, second = (
        engage("check", "p", "--policy", "strict", "--output-format", format, "-o", f"{n}.txt") for n in (1, 2)
    )
    assert first.code == second.code == 2, first.err
    text = Path("1.txt").read_bytes().decode("utf-8")
    assert text == Path("2.txt").read_text("utf-8")
    if format == "sarif":
        uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in _results(text)}
        assert {unquote_to_bytes(uri) for uri in uris} == {b"p/caf\xe9/project.yaml", b"p/caf\xe9.yaml"}
    else:
        assert "caf\\\\xe9" in text if format in ("json", "gitlab", "markdown") else "caf\\xe9" in text
    assert "caf\\xe9.yaml:" in first.err


def _results(text: str) -> Iterator[dict[str, list[dict[str, dict[str, dict[str, str]]]]]]:
    yield from json.loads(text)["runs"][0]["results"]


def test_fingerprints_of_other_names_stay(engage: Engage, projects: Path) -> None:
    """One that a baseline of somebody may hold."""
    from hashlib import sha256

    engage("check", "projects/idea", "--policy", "strict", "--output-format", "gitlab", "-o", "g.json")
    issues = json.loads(Path("g.json").read_text("utf-8"))
    known = {sha256(f"projects/idea/project.yaml\0{i['check_name']}\0".encode()).hexdigest() for i in issues}
    assert len(known) < len(issues) + 1
    engage("check", "projects/idea", "--policy", "strict", "--output-format", "json", "-o", "j.json")
    (file,) = json.loads(Path("j.json").read_text("utf-8"))["files"]
    wanted = {sha256("\0".join((file["path"], f["rule"], f["subject"])).encode()).hexdigest() for f in file["findings"]}
    assert {issue["fingerprint"] for issue in issues} <= wanted


def test_a_baseline_knows_a_name_that_is_not_utf_8(engage: Engage, latin: Path) -> None:
    project = str(latin / LATIN)
    assert engage("check", project, "--policy", "strict", "--write-baseline", "b.json").code == 0
    assert "caf\\\\xe9" in Path("b.json").read_text("utf-8")
    assert engage("check", project, "--policy", "strict", "--baseline", "b.json").code == 0


def test_a_batch_of_a_name_that_is_not_utf_8(engage: Engage, latin: Path) -> None:
    words = ("batch", "p", "-o", "out", "--format", "md,html", "-j", "1")
    ran = engage(*words)
    assert (ran.code, "1 project done, 0 unchanged, 1 failed." in ran.err) == (1, True), ran.err
    assert "p/caf\\xe9.yaml" in ran.err
    names = [path.name for path in Path("out").iterdir()]
    assert all(name.isascii() for name in names)
    assert sum(name.endswith("-report.md") for name in names) == 1
    assert "caf\\xe9" in Path("out/index.html").read_text("utf-8")
    assert "1 unchanged" in engage(*words).err
    for name in ("p.json", "p.html", "p.md", "p.xlsx"):
        shown = engage("portfolio", "out", "p", "-j1", "-o", name)
        assert shown.code == 1, shown.err
    assert "caf\\\\xe9" in Path("p.json").read_text("utf-8")
    assert engage("export", "p", "-j1", "-o", "data", "--with-text").code == 1


@pytest.mark.parametrize("command", ["score", "explain", "report"])
def test_one_project_of_a_name_that_is_not_utf_8(engage: Engage, latin: Path, command: str) -> None:
    more = ["-o", f"{LATIN}.md"] if command == "report" else []
    ran = engage(command, str(latin / LATIN), *more)
    assert ran.code == 0, ran.err
    ran.out.encode()
    ran.err.encode()
    wrong = engage(command, str(latin / f"{LATIN}.yaml"), *more)
    assert (wrong.code, "caf\\xe9.yaml" in wrong.err) == (2, True)


# ── C9: a name that steers ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def hostile(tmp_path: Path) -> str:
    """A project, a wrong one, and folders for templates, all with a name that steers a terminal."""
    folder = tmp_path / HOSTILE
    shutil.copytree(GARDEN, folder)
    (folder / "wrong.yaml").write_text("engage: 1\ncharter: {nom: x}\n", "utf-8")
    (folder / "templates").mkdir()
    (folder / "templates/report.html").write_text("{{ nobody.name }}", "utf-8")
    return HOSTILE


@pytest.mark.parametrize("format", FORMATS)
def test_no_format_of_a_check_steers(engage: Engage, hostile: str, format: str) -> None:
    ran = engage("check", hostile, "--policy", "strict", "--output-format", format)
    assert ran.code == 2
    assert not RAW.search(ran.out.replace("\u2068", "").replace("\u2069", ""))
    assert not RAW.search(ran.err)
    assert not [line for line in ran.out.splitlines() if line == "d" or line.startswith("d/")]


def test_nothing_else_steers(engage: Engage, hostile: str) -> None:
    for words in (
        ("check", hostile, "--show-config"),
        ("template", "lint", f"{hostile}/templates"),
        ("template", "copy", "report.html", "-o", f"{hostile}/t"),
        ("score", hostile),
        ("score", f"{hostile}/wrong.yaml"),
        ("score", f"{hostile}/none.yaml"),
        ("explain", hostile),
        ("explain", hostile, "soil.feeding"),
        ("report", hostile, "-o", f"{hostile}/r.md"),
        ("report", hostile, "-o", f"{hostile}/none/r.md"),
        ("report", hostile, "--template", f"{hostile}/templates", "-o", "r.html"),
        ("form", hostile, "-o", f"{hostile}/f.html"),
        ("batch", hostile, "-o", f"{hostile}/out", "--format", "md", "-j", "1"),
        ("portfolio", hostile, "-o", f"{hostile}/p.html"),
        ("export", hostile, "-o", f"{hostile}/data"),
        ("new", f"{hostile}/new.yaml", "--set", "name=x"),
        ("assess", f"{hostile}/wrong.yaml"),
        ("questionnaire", "show", f"{hostile}/none"),
        ("check", hostile, "--policy", f"{hostile}/none.yaml"),
        ("check", hostile, "--write-baseline", f"{hostile}/b.json"),
        (hostile,),
    ):
        ran = engage(*words, "--color", "never")
        assert ran.code in (0, 1, 2), (words, ran)
        assert not RAW.search(ran.out), (words, ran.out)
        assert not RAW.search(ran.err), (words, ran.err)
        assert not [line for line in (ran.out + ran.err).splitlines() if line == "d" or line.startswith("d/")], words
    page = Path(hostile, "out/index.html").read_text("utf-8")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067\u2069]", page)


# ── orders to a runner of continuous integration ──


@pytest.mark.skipif(sys.platform == "win32", reason="a colon is no letter of a name there")
@pytest.mark.parametrize("words", [("check",), ("score",), ("batch", "-o", "out", "--format=json", "-j1")])
def test_no_line_of_a_log_begins_as_an_order(engage: Engage, place: Path, words: tuple[str, ...]) -> None:
    """`::error::` is an annotation wherever a line of the log begins with it: in the format for GitHub alone."""
    (place / "::error ::x.yaml").write_text("engage: 1\ncharter: {nam: ''}\n")
    ran = engage(words[0], "::error ::x.yaml", *words[1:])
    lines = (ran.out + ran.err).splitlines()
    assert ran.code == 2 or words[0] == "batch"
    assert any("error ::x.yaml" in line for line in lines)
    assert [line for line in lines if line.lstrip().startswith("::")] == []
