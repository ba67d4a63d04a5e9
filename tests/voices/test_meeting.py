"""`engage consensus`: shown, settled, refused."""

import json
from pathlib import Path

import pytest

from engage_cli.files import yaml_reading
from engage_cli.model.project import Agreed
from engage_cli.project.loading import load_project
from tests.voices.conftest import Engage, Meeting, voice_text

ASKS = {
    "soil.feeding": "How often is the soil fed?",
    "people.keys": "Does everybody have a key?",
    "water.barrel": "Is rain kept in a barrel?",
}
BARREL = {"water.barrel": "choice: 'yes'"}
THREE = {
    "ana": BARREL | {"water.lid": "choice: 'no'", "soil.feeding": "choice: never", "people.keys": "choice: 'yes'"},
    "ben": BARREL
    | {
        "water.lid": "choice: 'yes'",
        "soil.feeding": "choice: weekly, note: Each Monday.",
        "people.keys": "unknown: true",
    },
    "cleo": BARREL
    | {
        "water.lid": "choice: 'yes'",
        "soil.feeding": "choice: weekly, evidence: [{title: Diary, date: 2026-09-12}], note: By the school.",
        "people.keys": "choice: 'yes'",
    },
}
FOUR = THREE | {"dan": BARREL | {"soil.feeding": "choice: weekly", "water.lid": "choice: 'yes'"}}


def test_what_there_is_to_discuss_comes_first(engage: Engage, meeting: Meeting) -> None:
    ran = engage("consensus", str(meeting(THREE)))
    assert ran.code == 0
    assert "3 voices · 8 questions · 2 to discuss · 1 where all agree · 1 that some do not know" in ran.out
    assert (
        ran.out.index("▲ Lid")
        < ran.out.index("Feeding")
        < ran.out.index("Some voices know, others do not: ask them (1)")
    )
    assert "from “Never” to “Weekly”" in ran.out
    assert "●" not in ran.out
    assert "With fewer than 4 voices on a question, only the range is shown" in ran.out


def test_counts_from_four_voices_on(engage: Engage, meeting: Meeting) -> None:
    ran = engage("consensus", str(meeting(FOUR)))
    assert "Never ●   Rarely ·   Weekly ●●●   Daily ·" in ran.out
    assert "blocking requirement: voices on both sides of “Yes”" in ran.out


@pytest.mark.parametrize(
    ("voices", "said"),
    [
        ({}, "No voice is found beside"),
        ({"ana": BARREL}, "There is one voice only: a consensus needs two."),
    ],
)
def test_fewer_than_two_voices(engage: Engage, meeting: Meeting, voices: dict[str, dict[str, str]], said: str) -> None:
    ran = engage("consensus", str(meeting(voices)))
    assert ran.code == 2
    assert said in ran.err
    assert "engage collect --voice" in " ".join(ran.err.split())


def test_two_files_of_one_person(engage: Engage, meeting: Meeting, tmp_path: Path) -> None:
    project = meeting(THREE)
    (tmp_path / "project.other.answers.yaml").write_text(voice_text("Ana", BARREL), encoding="utf-8")
    ran = engage("consensus", str(project))
    assert ran.code == 2
    assert "has answered in" in ran.err


def test_a_voice_on_another_project(engage: Engage, meeting: Meeting, tmp_path: Path) -> None:
    project = meeting(THREE)
    text = voice_text("eve", BARREL, "project: {id: other}\n")
    (tmp_path / "project.eve.answers.yaml").write_text(text, encoding="utf-8")
    ran = engage("consensus", str(project))
    assert ran.code == 2
    assert "eve.answers.yaml:5:15: project.id: This file is about the project “other”, not “corner”." in ran.err


def test_a_voice_on_another_version_counts_as_far_as_it_fits(engage: Engage, meeting: Meeting, tmp_path: Path) -> None:
    project = meeting(THREE)
    text = voice_text("eve", {"soil.feeding": "choice: daily", "soil.worms": "choice: many"})
    (tmp_path / "project.eve.answers.yaml").write_text(text.replace("2.1.0", "1.4.0"), encoding="utf-8")
    ran = engage("consensus", str(project))
    assert ran.code == 0
    said = " ".join(ran.out.split())
    assert "Some voices answer version 1.4.0 of the questionnaire; this is version 2.1.0." in said
    assert "1 answer to another version has no place in this one and is not counted." in said
    assert "Never ●   Rarely ·   Weekly ●●   Daily ●" in ran.out


def test_settling_records_level_why_range_and_number(engage: Engage, meeting: Meeting, tmp_path: Path) -> None:
    project = meeting(THREE)
    decisions = tmp_path / "decisions.yaml"
    decisions.write_text(
        "engage: 1\nanswers:\n  soil.feeding: {choice: rarely, agreed: {because: In summer only.}}\n", encoding="utf-8"
    )
    ran = engage("consensus", str(project), "--settle", "--yes", "--answers", str(decisions))
    assert (ran.code, "2 answers recorded" in ran.err, "1 question stays open." in ran.err) == (0, True, True)
    held = load_project(project).project
    feeding = held.answers["soil.feeding"]
    assert (feeding.choice, feeding.by) == ("rarely", None)
    assert feeding.note == "By the school.\n\nEach Monday."
    assert [piece.title for piece in feeding.evidence] == ["Diary"]
    agreed = feeding.agreed
    assert agreed is not None
    assert agreed == Agreed(on=agreed.on, voices=3, span=("never", "weekly"), because="In summer only.")
    assert held.answers["water.barrel"].agreed is not None
    assert set(held.answers) == {"soil.feeding", "water.barrel"}
    assert {id: (one.voices, one.span) for id, one in held.apart.items()} == {"water.lid": (3, ("no", "yes"))}
    value = yaml_reading.read(project).value
    assert isinstance(value, dict)
    assert set(value["assessment"]["answers"]["soil.feeding"]) == {"choice", "evidence", "note", "agreed"}


def test_settling_twice_changes_nothing(engage: Engage, meeting: Meeting, tmp_path: Path) -> None:
    project, decisions = meeting(FOUR), tmp_path / "decisions.yaml"
    decisions.write_text("engage: 1\nanswers: {soil.feeding: {choice: weekly}}\n", encoding="utf-8")
    words = ("consensus", str(project), "--settle", "--yes", "--answers", str(decisions))
    assert engage(*words).code == 0
    once = project.read_bytes()
    ran = engage(*words)
    assert (ran.code, project.read_bytes()) == (0, once)
    assert "Nothing new was recorded." in ran.err
    assert engage("consensus", str(project), "--settle", "--yes").code == 0
    assert project.read_bytes() == once


def test_an_answer_of_the_project_is_not_replaced_in_one_go(engage: Engage, meeting: Meeting) -> None:
    project = meeting({"ana": BARREL, "ben": BARREL}, "    water.barrel: {choice: 'no'}\n")
    before = project.read_bytes()
    ran = engage("consensus", str(project), "--settle", "--yes")
    assert (ran.code, project.read_bytes()) == (0, before)


def test_what_was_settled_is_taken_back(engage: Engage, meeting: Meeting) -> None:
    project = meeting({"ana": BARREL, "ben": BARREL})
    assert engage("consensus", str(project), "--settle", "--yes").code == 0
    assert load_project(project).project.answers["water.barrel"].choice == "yes"
    assert engage("assess", str(project), "--undo").code == 0
    assert "water.barrel" not in load_project(project).project.answers


def test_what_was_agreed_stays_with_a_note_and_goes_with_another_level(
    engage: Engage, meeting: Meeting, tmp_path: Path
) -> None:
    project, given = meeting({"ana": BARREL, "ben": BARREL}), tmp_path / "given.yaml"
    engage("consensus", str(project), "--settle", "--yes")
    given.write_text("engage: 1\nanswers: {water.barrel: {choice: 'yes', note: Blue.}}\n", encoding="utf-8")
    assert engage("assess", str(project), "--answers", str(given)).code == 0
    assert load_project(project).project.answers["water.barrel"].agreed is not None
    given.write_text("engage: 1\nanswers: {water.barrel: {choice: 'no'}}\n", encoding="utf-8")
    assert engage("assess", str(project), "--answers", str(given)).code == 0
    assert load_project(project).project.answers["water.barrel"].agreed is None


def test_a_decision_on_what_no_voice_says_is_refused(engage: Engage, meeting: Meeting, tmp_path: Path) -> None:
    project, decisions = meeting(THREE), tmp_path / "decisions.yaml"
    decisions.write_text("engage: 1\nanswers: {people.wishes: {text: Bees}}\n", encoding="utf-8")
    before = project.read_bytes()
    ran = engage("consensus", str(project), "--settle", "--answers", str(decisions))
    assert (ran.code, project.read_bytes()) == (2, before)
    assert "None of the voices says anything on “people.wishes”." in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--yes",), "--answers, --yes and --review go with --settle."),
        (("--settle", "--json"), "--settle records; write documents before or after it."),
        (("--settle",), "There is no terminal here to ask in."),
        (("--json", "-o", "a.json"), "--json writes on the screen; in a file: -o FILE.json"),
        (("-o", "a.txt"), "does not say which format to write"),
    ],
)
def test_what_does_not_go_together(engage: Engage, meeting: Meeting, words: tuple[str, ...], said: str) -> None:
    project = meeting(THREE)
    before = project.read_bytes()
    ran = engage("consensus", str(project), *words)
    assert (ran.code, said in ran.err, project.read_bytes()) == (2, True, before)


def test_files_are_named_in_any_order(engage: Engage, meeting: Meeting, tmp_path: Path) -> None:
    project = meeting(FOUR)
    files = sorted(map(str, tmp_path.glob("*.answers.yaml")))
    shown = [engage("consensus", str(project), *order, "--json").out for order in (files, files[::-1])]
    assert shown[0] == shown[1] == engage("consensus", str(project), "--json").out
    assert json.loads(shown[0])["voices"] == 4


def test_a_voice_is_taken_in_without_being_read_into_the_project(
    engage: Engage, meeting: Meeting, tmp_path: Path
) -> None:
    project, file = meeting({}), tmp_path / "from-page.yaml"
    file.write_text(voice_text("Zoé", BARREL), encoding="utf-8")
    before = project.read_bytes()
    ran = engage("collect", str(project), str(file), "--voice")
    kept = tmp_path / "project.zoe.answers.yaml"
    assert (ran.code, project.read_bytes(), kept.read_bytes()) == (0, before, file.read_bytes())
    assert "This voice is there already" in engage("collect", str(project), str(file), "--voice").err
    file.write_text(voice_text("Zoé", {"people.keys": "unknown: true"}), encoding="utf-8")
    old = kept.read_bytes()
    refused = engage("collect", str(project), str(file), "--voice")
    assert (refused.code, kept.read_bytes()) == (2, old)
    assert engage("collect", str(project), str(file), "--voice", "--yes").code == 0
    assert (tmp_path / "project.zoe.answers.1.yaml").read_bytes() == old
    file.write_text(voice_text("ZOE!", BARREL), encoding="utf-8")
    assert "is the voice of somebody else" in engage("collect", str(project), str(file), "--voice", "--yes").err


def test_a_file_that_names_nobody_is_no_voice(engage: Engage, meeting: Meeting, tmp_path: Path) -> None:
    project, file = meeting({}), tmp_path / "a.yaml"
    file.write_text("engage: 1\nanswers: {}\n", encoding="utf-8")
    ran = engage("collect", str(project), str(file), "--voice")
    assert (ran.code, "does not say who answered" in ran.err) == (2, True)


def test_a_voice_says_what_it_speaks_for(engage: Engage, meeting: Meeting, tmp_path: Path) -> None:
    project, given = meeting({}), tmp_path / "given.yaml"
    given.write_text("engage: 1\nanswers: {people.meetings: {choice: daily}}\n", encoding="utf-8")
    words = ("assess", str(project), "--respondent", "ana", "--answers", str(given))
    assert engage(*words, "--for", "neighbours").code == 0
    file = tmp_path / "project.ana.answers.yaml"
    assert "speaks_for: [neighbours]" in file.read_text(encoding="utf-8")
    assert engage(*words, "--for", "neighbour").code == 2
    assert "Did you mean “neighbours”?" in engage(*words, "--for", "neighbour").err
    assert engage("assess", str(project), "--for", "neighbours").code == 2
    (tmp_path / "project.ben.answers.yaml").write_text(
        voice_text("ben", {}, "speaks_for: [neighbours]\n"), encoding="utf-8"
    )
    said = " ".join(engage("consensus", str(project)).out.split())
    assert "Nobody who answered speaks for The gardener: Feeding." in said
    assert "Nobody who answered speaks for The treasurer or The chair: Keys." in said


def test_a_voice_speaks_for_a_function_of_the_questionnaire(engage: Engage, meeting: Meeting, tmp_path: Path) -> None:
    project, given = meeting({"ben": BARREL}), tmp_path / "given.yaml"
    given.write_text("engage: 1\nanswers: {people.keys: {choice: 'yes'}}\n", encoding="utf-8")
    words = ("assess", str(project), "--respondent", "ana", "--answers", str(given))
    assert engage(*words, "--for", "treasurer", "--for", "gardener").code == 0
    file = tmp_path / "project.ana.answers.yaml"
    assert "speaks_for: [treasurer, gardener]" in file.read_text(encoding="utf-8")
    refused = engage(*words, "--for", "tresurer")
    assert (refused.code, refused.err) == (
        2,
        (
            "engage: There is no unit or function “tresurer”.\n"
            "  hint: Did you mean “treasurer”? Possible here: neighbours, gardener, treasurer, chair.\n"
        ),
    )
    ben = tmp_path / "project.ben.answers.yaml"
    ben.write_text(voice_text("ben", BARREL, "speaks_for: [gardener]\n"), encoding="utf-8")
    told = "Nobody who answered speaks for The neighbours: Meetings."
    shown = " ".join(engage("consensus", str(project)).out.split())
    assert told in shown
    assert "Keys." not in shown[shown.index(told) :]
    data = json.loads(engage("consensus", str(project), "--json").out)
    assert data["nobody_speaks_for"] == ["people.meetings"]
    assert {one["id"]: one["functions"] for one in data["questions"] if one["functions"]} == {
        "people.keys": ["treasurer", "chair"]
    }
    for name in ("sheet.md", "screen.html"):
        assert engage("consensus", str(project), "-o", str(tmp_path / name)).code == 0
        assert told in (tmp_path / name).read_text(encoding="utf-8")
    assert "Keys · The treasurer or The chair" in (tmp_path / "sheet.md").read_text(encoding="utf-8")


def test_what_one_person_is_asked_follows_their_function(engage: Engage, meeting: Meeting, tmp_path: Path) -> None:
    project, page = meeting({}), tmp_path / "page.html"
    words = ("form", str(project), "--respondent", "ana", "-o", str(page), "--force")
    asked = {}
    for who in ("treasurer", "gardener"):
        assert engage(*words, "--for", who).code == 0
        text = page.read_text(encoding="utf-8")
        asked[who] = {id for id, ask in ASKS.items() if ask in text}
        assert f'"speaks_for":["{who}"]' in text
    assert asked == {"treasurer": {"people.keys", "water.barrel"}, "gardener": {"soil.feeding", "water.barrel"}}
