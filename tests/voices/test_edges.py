"""What can be odd about voices: many of them, hostile ones, closed questions, answers that were there before."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from engage_cli.project.loading import load_project
from tests.voices.conftest import Engage, Meeting, voice_text
from tests.voices.test_meeting import BARREL, FOUR, THREE

THIRTY = {
    f"v{n:02}": BARREL | {"soil.feeding": f"choice: {'never' if n < 2 else 'weekly'}", "water.lid": "choice: 'yes'"}
    for n in range(30)
}
HOSTILE = "<script>alert(1)</script> | # [x](javascript:alert(1)) \\u202egnp.exe =1+1 {{ 7*7 }}"
"""As YAML has it between double quotes."""
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202e]")
"""What a terminal, or a reader, would take for more than text."""


def test_thirty_voices(engage: Engage, meeting: Meeting, tmp_path: Path) -> None:
    project = meeting(THIRTY)
    ran = engage("consensus", str(project))
    assert ran.code == 0
    assert "30 voices" in ran.out
    assert "●●" in ran.out
    assert "●×28" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 90
    page = tmp_path / "screen.html"
    assert engage("consensus", str(project), "-o", str(page)).code == 0
    assert "●×28" in page.read_text(encoding="utf-8")
    assert engage("consensus", str(project), "--settle", "--yes").code == 0
    lid = load_project(project).project.answers["water.lid"]
    assert (lid.choice, lid.agreed is not None and lid.agreed.voices) == ("yes", 30)


@pytest.fixture
def hostile(meeting: Meeting, tmp_path: Path) -> Path:
    """Three voices that write what is no text into every text they have."""
    project = meeting({})
    for name, level in (("ana", "never"), ("ben", "weekly"), ("cleo", "daily")):
        text = (
            f'engage: 1\nquestionnaire: {{id: garden, version: 2.1.0}}\nrespondent: "{name} {HOSTILE}"\nanswers:\n'
            f'  soil.feeding: {{choice: {level}, note: "{HOSTILE}", evidence: [{{title: "{HOSTILE}"}}]}}\n'
            f'  people.wishes: {{text: "{name} {HOSTILE}"}}\n'
            f'  soil.cover: {{not_applicable: {{reason: weather, because: "{HOSTILE}"}}}}\n'
        )
        (tmp_path / f"project.{name}.answers.yaml").write_text(text, encoding="utf-8")
    return project


def test_hostile_texts_are_shown_as_text(engage: Engage, hostile: Path, tmp_path: Path) -> None:
    for words in ((), ("--with-names",), ("--plain",), ("--json",), ("--json", "--with-names")):
        ran = engage("consensus", str(hostile), *words)
        assert ran.code == 0, ran.err
        assert "--json" in words or not RAW.search(ran.out.replace("\n", "")), words
        if "--json" in words:
            json.loads(ran.out)
    for name in ("screen.html", "sheet.md"):
        for names in ((), ("--with-names",)):
            words = ("-o", str(tmp_path / name), "--force", "--lang", "both", *names)
            assert engage("consensus", str(hostile), *words).code == 0
            text = (tmp_path / name).read_text(encoding="utf-8")
            assert "<script>alert" not in text
            assert name.endswith(".html") or "[x](" not in text


def test_hostile_texts_settle_into_a_project_that_reads_back(engage: Engage, hostile: Path, tmp_path: Path) -> None:
    decisions = tmp_path / "decisions.yaml"
    agreed = f'{{choice: weekly, agreed: {{because: "{HOSTILE}"}}}}'
    decisions.write_text(f"engage: 1\nanswers: {{soil.feeding: {agreed}}}\n", encoding="utf-8")
    ran = engage("consensus", str(hostile), "--settle", "--yes", "--answers", str(decisions))
    assert ran.code == 0, ran.err
    feeding = load_project(hostile).project.answers["soil.feeding"]
    assert feeding.note == HOSTILE.replace("\\u202e", "\u202e")  # the same words of three voices, once
    assert [piece.title for piece in feeding.evidence] == [feeding.note]
    for words in (("score",), ("consensus",)):
        assert RAW.search(engage(words[0], str(hostile), *words[1:]).out.replace("\n", "")) is None, words


def test_a_voice_with_control_characters_is_refused_with_its_lines(
    engage: Engage, meeting: Meeting, tmp_path: Path
) -> None:
    project = meeting(THREE)
    text = voice_text("eve", {"soil.feeding": 'choice: daily, note: "\\e[2J"'})
    (tmp_path / "project.eve.answers.yaml").write_text(text, encoding="utf-8")
    ran = engage("consensus", str(project))
    assert ran.code == 2
    assert "eve.answers.yaml:6:39: answers.soil.feeding.note: A control character (U+001B) is not allowed." in ran.err
    assert "\x1b" not in ran.err


def test_what_a_voices_own_answers_close_is_listed(engage: Engage, meeting: Meeting) -> None:
    project = meeting(THREE | {"eve": {"water.barrel": "choice: 'no'", "water.lid": "choice: 'no'"}})
    said = " ".join(engage("consensus", str(project)).out.split())
    assert "Answered, but closed by the voice’s own answers or by the project; not counted: Lid." in said
    data = json.loads(engage("consensus", str(project), "--json").out)
    assert data["not_counted"]["closed"] == ["water.lid"]
    assert {one["id"]: one["voices"] for one in data["questions"]}["water.lid"] == 3


def test_an_answer_that_is_there_is_shown_with_the_voices_and_kept_when_it_is_replaced(
    engage: Engage, meeting: Meeting, tmp_path: Path
) -> None:
    before = "    soil.feeding: {choice: daily, note: As before., evidence: [{title: Photo, date: 2026-08-01}]}\n"
    project, decisions = meeting(FOUR, before), tmp_path / "decisions.yaml"
    assert "in the project: Daily" in " ".join(engage("consensus", str(project)).out.split())
    decisions.write_text("engage: 1\nanswers: {soil.feeding: {choice: weekly}}\n", encoding="utf-8")
    assert engage("consensus", str(project), "--settle", "--answers", str(decisions)).code == 0
    after = load_project(project).project.answers["soil.feeding"]
    assert after.choice == "weekly"
    assert after.note == "As before.\n\nBy the school.\n\nEach Monday."
    assert {piece.title for piece in after.evidence} == {"Photo", "Diary"}
    assert "Daily" in engage("assess", str(project), "--undo").err
    assert load_project(project).project.answers["soil.feeding"].choice == "daily"


def test_settling_is_the_same_whatever_the_order_of_files(engage: Engage, tmp_path: Path) -> None:
    from tests.cli.conftest import in_the_garden
    from tests.voices.conftest import CHARTER

    decisions = tmp_path / "decisions.yaml"
    decisions.write_text("engage: 1\nanswers: {soil.feeding: {choice: weekly}, water.lid: {choice: 'yes'}}\n", "utf-8")
    written = []
    for order in (sorted(FOUR), sorted(FOUR, reverse=True)):
        folder = tmp_path / "-".join(order)
        folder.mkdir()
        project, files = in_the_garden(folder, CHARTER), []
        for name in order:
            files.append(folder / f"project.{name}.answers.yaml")
            files[-1].write_text(voice_text(name, FOUR[name]), encoding="utf-8")
        words = (*map(str, files), "--settle", "--yes", "--answers", str(decisions))
        assert engage("consensus", str(project), *words).code == 0
        written.append((project.read_bytes(), (folder / "project.history.yaml").read_bytes()))
    assert written[0] == written[1]


@pytest.mark.parametrize(
    "case",
    [
        ("id: garden", "id: meadow", "This file answers “meadow”, the project “garden”."),
        ("choice: 'yes'", "choice: maybe", "Unknown choice “maybe”."),
        ("answers:", "answers: [", "eve.answers.yaml:"),
    ],
)
def test_a_voice_that_cannot_be_read_is_said_with_its_line(
    engage: Engage, meeting: Meeting, tmp_path: Path, case: tuple[str, str, str]
) -> None:
    project, (old, new, said) = meeting(THREE), case
    text = voice_text("eve", BARREL)
    assert old in text
    (tmp_path / "project.eve.answers.yaml").write_text(text.replace(old, new), encoding="utf-8")
    ran = engage("consensus", str(project))
    assert (ran.code, said in ran.err, "eve.answers.yaml:" in ran.err) == (2, True, True)


def test_two_voices_alone_show_no_count_anywhere(engage: Engage, meeting: Meeting, tmp_path: Path) -> None:
    two: Mapping[str, Mapping[str, str]] = {name: THREE[name] for name in ("ana", "ben")}
    project, page = meeting(two), tmp_path / "screen.html"
    assert "●" not in engage("consensus", str(project)).out
    assert engage("consensus", str(project), "-o", str(page)).code == 0
    assert "●" not in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(("there", "typed"), [("anne", "Anne"), ("Zoé", "zoé"), ("Zoe\u0301", "Zo\u00e9")])
def test_one_person_has_one_file_in_whatever_letters(
    engage: Engage, meeting: Meeting, tmp_path: Path, there: str, typed: str
) -> None:
    project = meeting({there: {"water.barrel": "choice: 'yes'"}})
    before = sorted(tmp_path.iterdir())
    (tmp_path / "sent").mkdir()
    sent = tmp_path / "sent/new.answers.yaml"
    sent.write_text(voice_text(typed, {"water.barrel": "choice: 'no'"}), encoding="utf-8")
    file = tmp_path / f"project.{there}.answers.yaml"
    ran = engage("assess", str(project), "--respondent", typed, "--answers", str(sent))
    assert ran.code == 2
    assert ran.err.startswith(
        f"engage: “{typed}” has answered in “{file}” too.\n  hint: To go on there: engage assess "
    )
    assert "has answered already" in engage("collect", str(project), str(sent), "--voice").err
    assert sorted(one for one in tmp_path.iterdir() if one.name != "sent") == before


def test_a_voice_that_says_nothing_is_told_apart_everywhere(engage: Engage, meeting: Meeting, tmp_path: Path) -> None:
    project, said = meeting({**THREE, "zed": {}}), "1 voice has answered nothing yet."
    assert said in engage("consensus", str(project)).out
    assert said in engage("consensus", str(project), "--plain").out
    for name in ("screen.html", "sheet.md"):
        assert engage("consensus", str(project), "-o", str(tmp_path / name)).code == 0
        assert said in (tmp_path / name).read_text(encoding="utf-8")
    (tmp_path / "project.zed.answers.yaml").unlink()
    assert "answered nothing" not in engage("consensus", str(project)).out
