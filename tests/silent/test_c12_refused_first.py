"""A file of somebody else’s is refused before the time that a document takes, by every command that writes one."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT

PROJECT = ROOT / "examples/fabrique-a-bede/project.yaml"
CAMPAIGN = """\
engage: 1
id: a
title: A
projects: {paths: [nowhere]}
steps: [{id: a, title: A, by: 2026-12-01, reach: {complete: true}}]
"""
WORDS = {
    "report": ("report", str(PROJECT)),
    "compare": ("compare", str(PROJECT), "--from", str(PROJECT)),
    "preview": ("preview", str(PROJECT), "--policy", "strict"),
    "portfolio": ("portfolio", str(PROJECT)),
    "letters": ("portfolio", str(PROJECT), "--kind", "letters", "--by", "unite"),
    "campaign": ("campaign", "campaign.yaml"),
    "action list": ("action", "export", str(PROJECT), "--format", "csv"),
}
RUN = """
import sys
from engage_cli.cli.app import main
code = main(sys.argv[1:])
laid_out = {"weasyprint", "typst", "jinja2"} & set(sys.modules)
sys.exit(code if not laid_out else f"made: {laid_out}")
"""


@pytest.mark.parametrize("command", WORDS)
def test_a_file_of_somebody_else_is_refused_first(command: str, tmp_path: Path) -> None:
    (tmp_path / "campaign.yaml").write_text(CAMPAIGN, encoding="utf-8")
    theirs = tmp_path / "theirs.pdf"
    theirs.write_bytes(b"%PDF-1.7 not ours")
    words = [*WORDS[command], "-o", str(theirs), "--lang", "en", "--as-of", "2026-11-23"]
    ran = subprocess.run([sys.executable, "-c", RUN, *words], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 2, ran.stderr
    assert f"“{theirs}” is there already, and engage did not write it." in ran.stderr
    assert "Laying out" not in ran.stderr
    assert theirs.read_bytes() == b"%PDF-1.7 not ours"
