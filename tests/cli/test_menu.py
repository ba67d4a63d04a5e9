"""`engage` alone, in a terminal."""

import os
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from engage_cli.cli.app import main

from ..patience import ENOUGH
from .conftest import ROOT

pexpect = pytest.importorskip("pexpect")


def start(folder: Path, *words: str) -> Any:
    environment = {**os.environ, "ENGAGE_LANG": "fr", "TERM": "dumb"}
    command = ["-m", "engage_cli", *words]
    return pexpect.spawn(
        sys.executable, command, cwd=folder, env=environment, encoding="utf-8", dimensions=(40, 90), timeout=ENOUGH
    )


def test_it_offers_the_next_step_of_each_project_and_runs_the_one_chosen(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/questionnaires/garden", tmp_path / "garden")
    (tmp_path / "odd.yaml").write_text("engage: 1\ncharter: {}\n", encoding="utf-8")
    (tmp_path / "other.yaml").write_text("steps: []\n", encoding="utf-8")
    child = start(tmp_path)
    child.expect("Que voulez-vous faire")
    child.expect("1 .*The corner plot.*engage score garden/project.yaml")
    child.expect("2 .*Illisible.*engage score odd.yaml")
    child.expect("3 .*engage new")
    assert "other.yaml" not in child.before
    child.expect("Entrée pour quitter")
    child.sendline("1")
    child.expect("Exigences bloquantes")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_a_project_without_answers_is_offered_the_quick_questions_first(tmp_path: Path) -> None:
    example = (ROOT / "examples/fabrique-a-bede/project.yaml").read_text(encoding="utf-8")
    (tmp_path / "project.yaml").write_text(example.partition("\nassessment:")[0] + "\n", encoding="utf-8")
    child = start(tmp_path)
    child.expect("1 .*questions, environ .*engage assess project.yaml --quick")
    child.expect("2 .*questions, environ .*engage assess project.yaml\r")
    child.sendline("")
    child.expect(pexpect.EOF)
    child.close()


def test_an_empty_line_leaves(tmp_path: Path) -> None:
    child = start(tmp_path)
    child.expect("Lire le questionnaire")
    child.expect("Entrée pour quitter")
    child.sendline("")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_an_interruption_is_130(tmp_path: Path) -> None:
    child = start(tmp_path)
    child.expect("Entrée pour quitter")
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130


def test_menu_wizard_and_score_count_the_same_questions(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Those asked for their gate alone, in sections that are not aimed at, are questions to answer too."""
    example = (ROOT / "examples/fabrique-a-bede/project.yaml").read_text(encoding="utf-8")
    answered = "\nassessment:\n  answers:\n    personne.besoins-publics: {choice: intention}\n"
    file = tmp_path / "project.yaml"
    file.write_text(example.partition("\nassessment:")[0] + answered, encoding="utf-8")
    main(["score", str(file)])
    found = re.search(r"answer (\d+) questions more", capfd.readouterr().out)
    assert found
    child = start(tmp_path)
    child.expect(f"1 .*{found[1]} questions.*engage assess project.yaml")
    child.sendline("")
    child.expect(pexpect.EOF)
    child = start(tmp_path, "assess", "project.yaml", "--plain")
    child.expect(rf"Il reste {found[1]}\squestions sur")
    child.expect("Votre choix")
    child.sendintr()
    child.expect(r"engage assess project.yaml --plain\r")
    child.expect(pexpect.EOF)
