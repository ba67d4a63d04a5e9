"""`engage template`: a template or a block of it to start from, and what is wrong with a folder of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engage_cli.cli.app import main
from engage_cli.report.choices import Kind
from engage_cli.report.templates.environment import jinja_environment
from engage_cli.report.templates.files import PAGES, block_names
from engage_cli.report.templates.names import unknown_names

from .making import text

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def engage(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ENGAGE_LANG", "en")

    def run(*words: str) -> tuple[int, str, str]:
        code = main(["template", *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture(scope="module", autouse=True)
def read() -> None:
    """What templates are given is read once: the processes that try templates are forked from this one."""
    list(unknown_names(jinja_environment(None, "en", to_markdown=False).parse("")))


def test_list_names_every_template_and_block(engage: Run) -> None:
    code, out, _ = engage("list")
    assert code == 0
    for name in PAGES:
        assert name in out
        assert all(block in out for block in block_names(name))


def test_a_copy_of_a_template_changes_nothing(engage: Run, tmp_path: Path) -> None:
    for name in PAGES:
        assert engage("copy", name, "-o", "ours")[0] == 0
    for kind in (Kind.FULL, Kind.SUMMARY):
        ours = text("garden", "html", "en", folder=tmp_path / "ours", kind=kind)
        assert ours == text("garden", "html", "en", kind=kind)


def test_a_copy_of_a_block_changes_nothing(engage: Run, tmp_path: Path) -> None:
    """As many at once as there may be: a block within another is in a file already, and begins the next one."""
    blocks, number = list(block_names("report.html")), 0
    while blocks:
        folder = f"ours-{number}"
        left = [block for block in blocks if engage("copy", "report.html", "--block", block, "-o", folder)[0] != 0]
        assert len(left) < len(blocks), left
        ours = text("garden", "html", "en", folder=tmp_path / folder)
        assert ours.split() == text("garden", "html", "en").split(), set(blocks) - set(left)
        blocks, number = left, number + 1


def test_blocks_go_one_after_the_other(engage: Run) -> None:
    assert engage("copy", "report.html", "--block", "notice", "-o", "ours")[0] == 0
    assert engage("copy", "report.html", "--block", "cover", "-o", "ours")[0] == 0
    written = Path("ours/report.html").read_text(encoding="utf-8")
    assert written.count("{% extends") == 1
    assert written.index("{% block notice %}") < written.index("{% block cover %}")
    code, _, err = engage("copy", "report.html", "--block", "cover", "-o", "ours")
    assert (code, "--force" in err) == (2, True)
    assert engage("lint", str(Path("ours").absolute()))[0] == 0


def test_what_is_not_there(engage: Run) -> None:
    assert "report.html" in engage("copy", "rapport.html", "-o", "ours")[2]
    assert "cover" in engage("copy", "report.html", "--block", "covr", "-o", "ours")[2]
    assert engage("lint", "absent")[0] == 2


@pytest.mark.slow
def test_the_theme_to_start_from_is_sound(engage: Run) -> None:
    assert engage("copy", "theme.yaml", "-o", "ours")[0] == 0
    assert engage("lint", str(Path("ours").absolute()))[0] == 0


@pytest.mark.slow
def test_every_shipped_template_copied_is_right(engage: Run, tmp_path: Path) -> None:
    folder = str(tmp_path / "ours")
    for name in PAGES:
        assert engage("copy", name, "-o", folder)[0] == 0
    assert engage("lint", folder)[0] == 0


def test_an_empty_folder_has_nothing_to_check(engage: Run, tmp_path: Path) -> None:
    code, _, err = engage("lint", str(tmp_path))
    assert code == 2
    assert f"To begin with one: engage template copy report.html -o {tmp_path}" in err


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("report.html", "one\n{% block %}\n", "report.html:2: "),
        (
            "report.html",
            '{% extends "shipped/report.html" %}\n\n{% block covr %}{% endblock %}',
            "report.html:3: “report",
        ),
        (
            "summary.html",
            '{% extends "report.html" %}\n{% block parts %}\n{{ nobody.name }}{% endblock %}',
            "summary.html:3: ",
        ),
        pytest.param(
            "blank.html",
            '{% extends "shipped/blank.html" %}{% block notice %}{{ a.__class__ }}{% endblock %}',
            "blank.html:1: ",
            marks=pytest.mark.slow,
        ),
        (
            "report.html",
            '{% extends "shipped/report.html" %}{% block lead %}{% if not a %}\n{{ truc }}{% endif %}{% endblock %}',
            "report.html:2: Templates are given no “truc”.",
        ),
        (
            "report.html",
            '{% extends "shipped/report.html" %}\n{% block a %}{% endblock %}{% block a %}{% endblock %}',
            "report.html:2: ",
        ),
        ("raport.html", "one", "No template is called “raport.html”"),
        ("theme.yaml", 'engage: 1\ncolours: {accent: "#bbccdd"}\n', "theme.yaml:2:19: colours.accent: "),
    ],
)
def test_lint_says_what_is_wrong_and_where(engage: Run, name: str, content: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / name).write_text(content, encoding="utf-8")
    code, out, err = engage("lint", str(tmp_path / "ours"))
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err
