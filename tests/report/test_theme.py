"""Themes: what they change, and what they may not."""

from fractions import Fraction
from pathlib import Path

import pytest

from engage_cli.errors import InputError
from engage_cli.i18n import translator
from engage_cli.model.theme import COLOURS, LEAST_CONTRAST, PLAIN, Theme, contrast
from engage_cli.report.themes import load_theme
from engage_cli.terminal.edge import problem_lines

from .making import text

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#204080"/></svg>'
THEME = """\
engage: 1
colours: {accent: "#204080", warm: "#7a2048"}
dark: {accent: "#9fc0ff"}
logo: {file: logo.svg, says: {fr: Musée, en: Museum}}
footer: {fr: Au pied, en: At the foot}
roles: {bed: {label: {fr: Planche, en: Patch}, plural: {fr: Planches, en: Patches}}}
"""


def theme(folder: Path, content: str) -> Path:
    (folder / "logo.svg").write_text(LOGO, encoding="utf-8")
    path = folder / "theme.yaml"
    path.write_text(content, encoding="utf-8")
    return path


def wrong(folder: Path, content: str) -> list[str]:
    with pytest.raises(InputError) as raised:
        load_theme(theme(folder, content))
    return [line for problem in raised.value.problems for line in problem_lines(problem, translator("en"))]


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#777777", "#ffffff") == pytest.approx(Fraction(448, 100), abs=0.01)


@pytest.mark.parametrize("dark", [False, True])
def test_the_shipped_colours_can_be_read(dark: bool) -> None:
    assert list(PLAIN.low_contrasts(dark=dark)) == []
    assert set(COLOURS) >= {"ink", "page"}


def test_a_colour_that_can_be_read_is_near() -> None:
    found = Theme(colours={"accent": "#88aacc"}).readable_colour("accent")
    assert contrast(found, "#ffffff") >= LEAST_CONTRAST
    assert found != "#000000"


def test_what_a_theme_changes(tmp_path: Path) -> None:
    page = text("garden", "html", "en", theme=theme(tmp_path, THEME))
    assert "--accent: #204080;" in page
    assert "--accent: #9fc0ff;" in page
    assert COLOURS["accent"][0] not in page.partition("<main>")[2]
    assert 'alt="Museum"' in page
    assert "At the foot" in page


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            'engage: 1\ncolours:\n  accent: "#bbccdd"\n',
            "theme.yaml:3:11: colours.accent: “accent” #bbccdd is hard to read",
        ),
        ('engage: 1\ncolours:\n  page: "#333333"\n', "theme.yaml:3:9: colours.page: “ink”"),
        ('engage: 1\ndark: {muted: "#222222"}\n', "theme.yaml:2:15: dark.muted: "),
        ("engage: 1\ncolours:\n  accent: #204080\n", "theme.yaml:3:3: colours.accent: No colour is written here."),
        ('engage: 1\ncolours: {accent: "blue"}\n', "is not a colour"),
        ('engage: 1\ncolours: {acent: "#204080"}\n', "accent"),
        ("engage: 1\nlogo: {file: ../logo.svg, says: x}\n", "in the folder of the theme"),
        ("engage: 1\nlogo: {file: logo.gif, says: x}\n", ".svg, .png"),
        ("engage: 1\nlogo: {file: absent.png, says: x}\n", "No file at"),
        ("colours: {}\n", "engage"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, content: str, said: str) -> None:
    assert said in "\n".join(wrong(tmp_path, content))


def test_a_hint_names_a_colour_that_would_do(tmp_path: Path) -> None:
    hint = wrong(tmp_path, 'engage: 1\ncolours: {accent: "#88aacc"}\n')[1]
    assert "would do" in hint
    load_theme(theme(tmp_path, f'engage: 1\ncolours: {{accent: "{hint.split()[1]}"}}\n'))
