"""What people read in the terminal: tables by Rich at any width, lines for screen readers, and no Rich elsewhere."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT, Engage

EXAMPLE = str(ROOT / "examples/fabrique-a-bede/project.yaml")
ADDRESS = "://"
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
PAGES = [
    ("score", EXAMPLE),
    ("explain", EXAMPLE),
    ("explain", EXAMPLE, "P1"),
    ("explain", EXAMPLE, "P1.3"),
    ("path", EXAMPLE),
    ("doctor",),
    ("questionnaire", "list"),
    ("questionnaire", "show"),
    ("questionnaire", "show", "--section", "P1"),
    ("template", "list"),
]
pages = pytest.mark.parametrize("words", PAGES, ids=lambda words: "-".join(Path(word).stem for word in words))


@pages
@pytest.mark.parametrize(
    "columns", [20, 60, 100, *(pytest.param(columns, marks=pytest.mark.slow) for columns in (40, 80, 120, 200))]
)
def test_nothing_is_wider_than_the_screen_nor_cut_short(
    engage: Engage, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    out = engage(*words, "--lang", "fr").out
    lines = [line for line in out.splitlines() if "engage " not in line and ADDRESS not in line]
    assert max(map(len, lines)) <= max(columns, 24)  # where a name alone is wider than 20
    assert [line for line in lines if line != line.rstrip(" ")] == []
    assert "…" not in out.replace(" … ", "").replace("'…'", "")
    assert not re.search(r"(?m)^ *[:%»](?!\d)|« *$", out), "lines do not break at no-break spaces"
    monkeypatch.setenv("COLUMNS", "200")
    addresses = re.findall(r"https?://\S+", engage(*words, "--lang", "fr").out)
    assert [one for one in addresses if one not in out] == [], "an address is not broken"


@pytest.mark.parametrize("columns", [20, 80])
def test_every_template_and_block_is_named_at_any_width(
    engage: Engage, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    name = re.compile(r"\b[a-z][a-z_.]+\b")
    wide = set(name.findall(engage("template", "list").out))
    monkeypatch.setenv("COLUMNS", str(columns))
    narrow = engage("template", "list").out
    assert {word for word in wide if len(word) <= 12} - set(name.findall(narrow)) == set()


@pages
def test_colours_add_nothing_but_colours(engage: Engage, words: tuple[str, ...]) -> None:
    coloured, plain = engage(*words, "--color", "always").out, engage(*words).out
    assert ESCAPES.sub("", coloured) == plain
    assert "\x1b" not in plain


def test_levels_are_coloured(engage: Engage) -> None:
    out = engage("score", EXAMPLE, "--color", "always", "--lang", "fr").out
    assert re.search(r"\x1b\[32mAu-delà *\x1b\[0m", out)
    assert re.search(r"\x1b\[33mÀ démarrer *\x1b\[0m", out)
    assert "\x1b[" not in engage("score", EXAMPLE, "--color", "never").out


@pytest.mark.parametrize(
    "surroundings", ["TERM=dumb", "NO_COLOR=1", "TTY_COMPATIBLE=1", "TTY_INTERACTIVE=1", "COLORTERM=truecolor"]
)
def test_the_session_alone_decides_on_width_and_colour(
    engage: Engage, monkeypatch: pytest.MonkeyPatch, surroundings: str
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    usual = engage("score", EXAMPLE).out
    monkeypatch.setenv(*surroundings.split("="))
    assert engage("score", EXAMPLE).out == usual
    assert max(map(len, usual.splitlines())) > 80


def test_tables_show_texts_as_they_are(engage: Engage, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "tests/questionnaires/garden", tmp_path / "[red]x[/red]"))
    file = folder / "questionnaire.yaml"
    hostile = r'"[b]Feeding[/b] :smile: \u202E\tend"'
    file.write_text(file.read_text("utf-8").replace("title: Feeding", f"title: {hostile}"), "utf-8")
    shown = [engage(*words).out for words in (("explain", str(folder), "soil"), ("questionnaire", "show", str(folder)))]
    for out in shown:
        assert "[b]Feeding[/b] :smile:" in " ".join(out.split())
        assert [c for c in "\u202e\t" if c in out] == []
    assert "[red]x[/red]" in shown[0]


def test_wide_letters_are_aligned(engage: Engage, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "tests/questionnaires/garden", tmp_path / "garden"))
    file = folder / "questionnaire.yaml"
    file.write_text(file.read_text("utf-8").replace("title: Feeding", "title: 庭の土"), "utf-8")
    lines = engage("questionnaire", "show", str(folder)).out.splitlines()
    wide, usual = next(line for line in lines if "庭の土" in line), next(line for line in lines if "Lid" in line)
    assert wide.index("★") + len("庭の土") == usual.index("▲")


# ── For screen readers ────────────────────────────────────────────────────────────────────────────────────────────────


@pages
@pytest.mark.parametrize("columns", [40, 120])
def test_plain_screens_have_no_columns(
    engage: Engage, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("ENGAGE_PLAIN", "0")
    out = engage(*words, "--plain").out
    inside = [line.strip() for line in out.splitlines() if not re.match(r" *(✗|✓|not|met|O1|P1|★)", line)]
    assert [line for line in inside if re.search(r"\S {3,}\S", line)] == []
    assert not set("█▒·│─✗✓□") & set(out.replace(" · ", " ").replace(" ·\n", "\n").replace("\n· ", "\n"))
    monkeypatch.setenv("ENGAGE_PLAIN", "1")
    assert engage(*words).out == out.replace("ENGAGE_PLAIN=0", "ENGAGE_PLAIN=1")


def test_plain_takes_no_result_away(engage: Engage) -> None:
    out = " ".join(engage("score", "garden", "--plain").out.split())
    assert "not met Lid" in out
    assert "Soil 15.7 out of 20, 11.4 expected · Growing · 3 of 3 questions answered" in out


# ── Where Rich stays away ─────────────────────────────────────────────────────────────────────────────────────────────


def imported(*words: str) -> set[str]:
    """The libraries that a run of `engage` in a fresh interpreter imports."""
    program = (
        "import sys; from engage_cli.__main__ import main; main(); "
        "print('\\n' + ' '.join({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    command = [sys.executable, "-c", program, *words]
    environment = os.environ | {"FORCE_COLOR": "1", "TTY_COMPATIBLE": "1"}
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return set(ran.stderr.splitlines()[-1].split())


@pytest.mark.parametrize(
    "words",
    [
        ("-h",),
        ("score", "-h"),
        ("--version",),
        ("rule",),
        ("schema",),
        ("check", "garden/project.yaml"),
        ("score", "garden", "--json"),
        ("score", "garden", "--plain"),
        ("explain", "garden", "soil", "--plain"),
        ("portfolio", "garden"),
        ("report", "garden", "-o", "-", "--format", "json"),
    ],
    ids="-".join,
)
def test_rich_is_not_imported(words: tuple[str, ...]) -> None:
    assert "rich" not in imported(*words)


@pytest.mark.parametrize("words", [("score", "garden"), ("explain", "garden"), ("template", "list")], ids="-".join)
def test_tables_are_drawn_by_rich(words: tuple[str, ...]) -> None:
    assert "rich" in imported(*words)
