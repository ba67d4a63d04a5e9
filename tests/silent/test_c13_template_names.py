"""A file in a folder of templates whose name is none of ours is named: no document shows it."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Engage

WORDS = {
    "report": ("report", "garden", "-o", "out.md"),
    "batch": ("batch", "garden", "-o", "out", "--format", "md", "-j1"),
    "portfolio": ("portfolio", "garden", "-o", "out.md", "-j1"),
    "campaign": ("campaign", "campaign.yaml", "-o", "out.md"),
}
CAMPAIGN = """\
engage: 1
id: a
title: A
projects: {paths: [garden]}
steps: [{id: a, title: A, by: 2027-12-01, reach: {complete: true}}]
"""


@pytest.fixture(autouse=True)
def folder(place: Path) -> Path:
    shutil.copytree(ROOT / "tests/questionnaires/garden", place / "garden")
    (place / "campaign.yaml").write_text(CAMPAIGN, encoding="utf-8")
    ours = place / "ours"
    ours.mkdir()
    (ours / "report.html").write_text(
        '{% extends "shipped/report.html" %}\n{% include "pied.html" %}', encoding="utf-8"
    )
    (ours / "portfolio").mkdir()
    for right in ("portfolio/portfolio.html", "pied.html", "README.md", "noel.yaml", "theme-noel.yaml", "logo.svg"):
        (ours / right).write_text("engage: 1\n", encoding="utf-8")
    return ours


@pytest.mark.parametrize("command", WORDS)
def test_a_misspelt_template_beside_right_ones_is_named(command: str, folder: Path, engage: Engage) -> None:
    (folder / "sumary.html").write_text("{% block a %}{% endblock %}", encoding="utf-8")
    (folder / "theme.yml").write_text("engage: 1\n", encoding="utf-8")
    ran = engage(*WORDS[command], "--template", "ours", "--as-of", "2026-11-23")
    assert ran.code == 0, ran.err
    assert "remark: ours/sumary.html: No template is called “sumary.html”, and none here uses it." in ran.err
    assert "Did you mean “summary.html”?" in ran.err
    assert "remark: ours/theme.yml: No template is called “theme.yml”, and none here uses it." in ran.err
    assert "Did you mean “theme.yaml”?" in ran.err
    assert ran.err.count("remark: ours/") == 2


@pytest.mark.parametrize(
    ("name", "block", "hint"),
    [
        ("report.html", "tensons", "Did you mean “tensions”?"),
        ("report.html", "sumary", "There are: "),
        ("portfolio/portfolio.html", "cover", ""),
    ],
)
def test_a_misspelt_block_is_named(name: str, block: str, hint: str, folder: Path, engage: Engage) -> None:
    text = f'{{% extends "shipped/{name}" %}}\n{{% block {block} %}}Ours{{% endblock %}}\n{{% include "pied.html" %}}'
    (folder / name).write_text(text, encoding="utf-8")
    ran = engage(*WORDS["report"], "--template", "ours", "--as-of", "2026-11-23")
    assert ran.code == 0, ran.err
    assert f"remark: ours/{name}:2: “{name}” has no block “{block}”." in ran.err
    assert hint in ran.err
    assert ran.err.count("remark:") == 1


def test_a_folder_without_a_slip_needs_no_remark(folder: Path, engage: Engage) -> None:
    ran = engage(*WORDS["report"], "--template", "ours", "--as-of", "2026-11-23")
    assert (ran.code, "remark:" in ran.err) == (0, False)
