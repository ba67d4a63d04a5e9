"""The paper of a PDF: the same for every command, as asked."""

import shutil
from pathlib import Path

import pikepdf
import pytest

from tests.programs import programs

from .conftest import ROOT, Engage

EXAMPLE = str(ROOT / "examples/nanotechnologies/project.yaml")
CAMPAIGN = str(ROOT / "examples/campagne.yaml")
PDF = {
    "report": (EXAMPLE, "--kind", "actions"),
    "batch": (EXAMPLE, "--kind", "actions"),
    "portfolio": (EXAMPLE,),
    "portfolio, letters": (EXAMPLE, "--kind", "letters"),
    "campaign": (CAMPAIGN, EXAMPLE, "--exit-zero"),
    "campaign, letters": (CAMPAIGN, EXAMPLE, "--letters", "--exit-zero"),
    "preview": (EXAMPLE, "--severity", "answer-unknown=error"),
    "compare": (EXAMPLE,),
    "consensus": ("project.yaml",),
}
SIZES = {"letter": {(612, 792), (792, 612)}, "a4": {(595, 842), (842, 595)}}
"""In points, upright or on the side."""


def test_every_command_that_writes_pdf_is_asked_for_its_paper() -> None:
    for typed, context in programs().items():
        known = context.command.get_params(context)
        formats = [word for one in known if one.name == "format" for word in getattr(one.type, "words", ())]
        name = typed.removeprefix("engage ")
        assert ("pdf" in formats) == any("--paper" in one.opts for one in known) == (name in PDF), name


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Exception ignored in.*sRGB:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("paper", [None, "a4"])
@pytest.mark.parametrize("case", PDF)
def test_every_page_is_on_that_paper(
    engage: Engage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str, paper: str | None
) -> None:
    shutil.copytree(ROOT / "tests/questionnaires/garden", tmp_path, dirs_exist_ok=True)
    for name, choice in (("Ann", "daily"), ("Bob", "weekly")):
        text = f"engage: 1\nquestionnaire: {{id: garden, version: 2.1.0}}\nrespondent: {name}\n"
        voice = tmp_path / f"project.{name.lower()}.answers.yaml"
        voice.write_text(f"{text}answers:\n  soil.feeding: {{choice: {choice}}}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    command = case.partition(",")[0]
    asked = () if paper is None else ("--paper", paper)
    ran = engage(command, *PDF[case], "-o", "out" if command == "batch" else "out.pdf", *asked)
    assert ran.code == 0, ran.err
    files = [*Path("out").rglob("*.pdf"), *Path().glob("out.pdf")]
    assert files
    for file in files:
        with pikepdf.open(file) as pdf:
            sizes = {tuple(round(float(side)) for side in page.mediabox[2:]) for page in pdf.pages}
        assert sizes <= SIZES[paper or "letter"]
