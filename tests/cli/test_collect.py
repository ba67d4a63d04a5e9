"""`engage collect`: what a file would change, and what is recorded."""

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engage_cli.project.comparing import seal
from engage_cli.project.loading import load_project
from engage_cli.project.parsing import answer_as_yaml, facet_as_yaml
from tests.cli.conftest import ROOT, Engage
from tests.patience import ENOUGH

HEAD = "engage: 1\nquestionnaire: {id: garden, version: 2.1.0}\nrespondent: Zoé\ndate: 2026-10-05\n"
PROJECT = (ROOT / "tests/questionnaires/garden/project.yaml").read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The garden's project, with comments, beside its questionnaire."""
    (tmp_path / "questionnaires").symlink_to(ROOT / "tests/questionnaires")
    path = tmp_path / "project.yaml"
    path.write_text(PROJECT.replace("  answers:\n", "  answers: # by hand\n"), encoding="utf-8")
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "zoe.answers.yaml"


def test_records_what_is_new_and_keeps_every_other_byte(engage: Engage, project: Path, file: Path) -> None:
    before = project.read_text(encoding="utf-8").replace("    people.keys: {unknown: true}\n", "")
    project.write_text(before, encoding="utf-8")
    file.write_text(HEAD + "answers:\n  people.keys: {choice: 'no', note: 'A: b'}\n", encoding="utf-8")
    ran = engage("collect", str(project), str(file), "--yes")
    assert ran.code == 0
    assert "Answers of Zoé, October 5, 2026." in ran.out
    assert re.search(r"New \(1\)\n  Keys: No, with a note", ran.out)
    after = project.read_text(encoding="utf-8")
    gone = [line for line in before.splitlines() if line not in after.splitlines()]
    assert [line.split(":")[0].strip() for line in gone] == ["questionnaire", "date"]
    held = load_project(project).project
    assert held.answers["people.keys"].by == "Zoé"
    assert str(held.date) == "2026-10-05"


def test_the_same_again_changes_nothing(engage: Engage, project: Path, file: Path) -> None:
    file.write_text(
        HEAD + "facets: {crops: [bees, vegetables]}\nanswers: {people.keys: {unknown: true, by: Me}}\n", "utf-8"
    )
    before = project.read_bytes()
    ran = engage("collect", str(project), str(file))
    assert (ran.code, project.read_bytes()) == (0, before)
    assert "The project holds all of this already." in ran.out


def sealed(project: Path, answers: str, **more: Any) -> str:
    """A file of answers as a page made with the project as it stands would give."""
    held = load_project(project).project
    ids = re.findall(r"^  ([\w.]+):", answers, re.MULTILINE)
    seals = {id: seal(answer_as_yaml(held.answers[id])) for id in ids if id in held.answers}
    facets = {id: seal(facet_as_yaml(held.charter.facets[id])) for id in more}
    return (
        f"{HEAD}answers:\n{answers}"
        f"facets: {{{', '.join(f'{id}: {value}' for id, value in more.items())}}}\n"
        f"seals: {{answers: {{{', '.join(f'{id}: {s!r}' for id, s in seals.items())}}}, "
        f"facets: {{{', '.join(f'{id}: {s!r}' for id, s in facets.items())}}}}}\n"
    )


def test_a_change_of_what_the_page_was_made_with_is_no_conflict(engage: Engage, project: Path, file: Path) -> None:
    answers = "  people.keys: {choice: 'yes'}\n  people.wishes:\n"
    file.write_text(sealed(project, answers, plot="field", shared="unknown"), encoding="utf-8")
    ran = engage("collect", str(project), str(file), "--yes")
    assert ran.code == 0
    assert "How large is the plot?: Yard → Field" in ran.out
    assert "Do several households share it?: yes → don’t know" in ran.out
    assert "Keys: don’t know → Yes" in ran.out
    assert re.search(r"Taken back \(1\)\n  Wishes: A second tap. → no answer", ran.out)
    held = load_project(project).project
    assert held.charter.facets["plot"] == "field"
    assert held.charter.facets["shared"] is None
    assert held.answers["people.keys"].choice == "yes"
    assert "people.wishes" not in held.answers


@pytest.mark.parametrize(("option", "choice"), [("--ours", None), ("--theirs", "yes")])
def test_conflicts_are_settled_by_an_option(
    engage: Engage, project: Path, file: Path, option: str, choice: str | None
) -> None:
    file.write_text(HEAD + "answers:\n  people.keys: {choice: 'yes'}\n  water.lid: {choice: 'no'}\n", encoding="utf-8")
    before = project.read_bytes()
    refused = engage("collect", str(project), str(file), "--yes")
    assert (refused.code, project.read_bytes()) == (2, before)
    assert "In conflict: the project holds something else (1)" in refused.out
    assert "in the project: don’t know" in refused.out
    assert "in the file: Yes" in refused.out
    assert engage("collect", str(project), str(file), option).code == 0
    assert load_project(project).project.answers["people.keys"].choice == choice
    assert engage("collect", str(project), str(file), "--ours", "--theirs").code == 2


def test_every_fault_is_said_with_its_place(engage: Engage, project: Path, file: Path) -> None:
    file.write_text(
        "engage: 1\nquestionnaire: {id: garden, version: 2.1.0}\nproject: {name: Another}\n"
        "facets: {plot: moon, moons: 3}\n"
        "answers:\n  people.keys: {choice: maybe}\n  people.kees: {unknown: true}\n  soil.cover: {choices: mulch}\n",
        encoding="utf-8",
    )
    before = project.read_bytes()
    ran = engage("collect", str(project), str(file), "--theirs")
    assert (ran.code, project.read_bytes()) == (2, before)
    places = re.findall(rf"^{re.escape(str(file))}:(\d+):\d+: ([\w.]+):", ran.err, re.MULTILINE)
    assert places == [
        ("3", "project.name"),
        ("4", "facets.plot"),
        ("4", "facets.moons"),
        ("6", "answers.people.keys.choice"),
        ("7", "answers.people.kees"),
        ("8", "answers.soil.cover.choices"),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "The file is empty"),
        ("- 1\n", "group of keys"),
        ("engage: 1\n", "answers"),
        ("engage: 1\nquestionnaire: {id: engagement-numerique}\nanswers: {}\n", "the project “garden”"),
        ("engage: 1\nanswers: &a {}\nb: *a\n", ":3:"),
        ("engage: 1\nanswers: {people.keys: {choice: 'yes', unknown: true}}\n", ":2:"),
    ],
)
def test_a_wrong_file_is_refused(engage: Engage, project: Path, file: Path, content: str, said: str) -> None:
    file.write_text(content, encoding="utf-8")
    before = project.read_bytes()
    ran = engage("collect", str(project), str(file), "--yes")
    assert (ran.code, project.read_bytes()) == (2, before)
    assert said in ran.err


DAMAGED = (
    lambda text: text[: len(text) // 2],
    lambda text: f"{text}\n-- \nAna",
    lambda text: f"Hello,\n\n{text}",
    lambda text: "\n".join(f"> {line}" for line in text.splitlines()),
    lambda text: text.replace("Plan", "Plán").encode("latin-1"),
    lambda text: text.encode("utf-16"),
)


@pytest.mark.parametrize("damage", DAMAGED)
@pytest.mark.parametrize("voice", [False, True])
def test_what_was_changed_on_its_way_is_asked_for_again(
    engage: Engage, project: Path, file: Path, damage: Callable[[str], str | bytes], *, voice: bool
) -> None:
    sent = json.dumps({"engage": 1, "answers": {"people.keys": {"choice": "yes", "note": "Plan"}}}, indent=1)
    damaged = damage(sent)
    file.write_bytes(damaged if isinstance(damaged, bytes) else damaged.encode())
    before = project.read_bytes()
    ran = engage("collect", str(project), str(file), *(["--voice"] if voice else ["--yes"]))
    assert (ran.code, project.read_bytes()) == (2, before)
    assert "If a page gave this file, it was changed on its way." in ran.err


def test_only_what_was_changed_is_asked_for_again(engage: Engage, project: Path, file: Path) -> None:
    file.write_bytes(b"%PDF-1.7")
    for name in (file, file.with_name("nowhere.yaml"), file.parent):
        assert "on its way" not in engage("collect", str(project), str(name)).err
    file.write_text("engage: 1\nanswers: {people.keys: {choice: maybe}}\n", encoding="utf-8")
    assert "on its way" not in engage("collect", str(project), str(file)).err


def test_the_page_is_not_the_answers(engage: Engage, project: Path, tmp_path: Path) -> None:
    page = tmp_path / "tour-form.html"
    assert engage("form", str(project), "-o", str(page)).code == 0
    ran = engage("collect", str(project), str(page), "--yes")
    assert ran.code == 2
    assert f"“{page}” is a page to answer in a browser, not the answers." in ran.err
    assert "Download the answers" in ran.err


def test_what_an_older_page_asked_is_kept_and_reported(engage: Engage, project: Path, file: Path) -> None:
    content = HEAD.replace("2.1.0", "1.4.0") + (
        "facets: {sunny: true}\n"
        "answers:\n  people.keys: {choice: 'yes'}\n  soil.worms: {choice: many, note: Kept}\n"
        "  soil.feeding: {choice: hourly}\n"
    )
    file.write_text(content, encoding="utf-8")
    ran = engage("collect", str(project), str(file), "--theirs")
    assert ran.code == 0
    assert "The page was made for version 1.4.0 of the questionnaire; this is version 2.1.0." in ran.out
    assert "3 answers do not fit any more. They are kept, and not counted:" in ran.out
    assert f"{file}:8:3: answers.soil.worms: Unknown question “soil.worms”." in ran.out
    loaded = load_project(project)
    assert loaded.document.value["assessment"]["x-unplaced"] == {  # type: ignore[index]  # it is a mapping
        "1.4.0": {
            "facets": {"sunny": True},
            "answers": {"soil.worms": {"choice": "many", "note": "Kept"}, "soil.feeding": {"choice": "hourly"}},
        }
    }
    assert loaded.project.answers["people.keys"].choice == "yes"
    assert loaded.project.answers["soil.feeding"].choice == "daily"
    again = project.read_bytes()
    assert engage("collect", str(project), str(file), "--theirs").code == 0
    assert project.read_bytes() == again


def test_what_a_page_took_along_is_kept_too(engage: Engage, project: Path, file: Path) -> None:
    carried = "x-unplaced: {1.0.0: {answers: {soil.stones: {choice: few}}}}\n"
    file.write_text(HEAD + "answers: {}\n" + carried, encoding="utf-8")
    ran = engage("collect", str(project), str(file), "--yes")
    assert ran.code == 0
    assert "1 answer does not fit any more. It is kept, and not counted:" in ran.out
    assert "soil.stones" in ran.out
    held = load_project(project).document.value["assessment"]["x-unplaced"]  # type: ignore[index]  # it is a mapping
    assert held == {"1.0.0": {"answers": {"soil.stones": {"choice": "few"}}}}


def test_notes_that_wait_for_an_answer_are_named(engage: Engage, project: Path, file: Path) -> None:
    file.write_text(HEAD + "answers: {}\nx-waiting: {soil.tested: {note: Soon}}\n", encoding="utf-8")
    ran = engage("collect", str(project), str(file))
    assert ran.code == 0
    assert "With a note or evidence, but no answer; they stay in the file: Tested." in ran.out


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_asks_in_a_terminal(project: Path, file: Path) -> None:
    import pexpect

    file.write_text(
        HEAD + "answers:\n  people.keys: {choice: 'yes'}\n  soil.feeding: {choice: weekly}\n", encoding="utf-8"
    )
    command = f"-m engage_cli --lang en collect {project} {file} --plain".split()
    child = pexpect.spawn(
        sys.executable, command, encoding="utf-8", timeout=ENOUGH, env={**os.environ, "TERM": "xterm"}
    )
    child.expect("Record these answers")
    child.expect("Your choice")
    child.sendline("1")
    for number in ("2", "1"):
        child.expect("Which one holds")
        child.expect("Your choice")
        child.sendline(number)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    held = load_project(project).project.answers
    assert held["soil.feeding"].choice == "weekly"
    assert held["people.keys"].unknown
