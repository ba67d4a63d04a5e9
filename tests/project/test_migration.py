"""Projects brought along: nothing is lost, nothing is made up, and what cannot be done leaves the file as it is."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage_cli.errors import ConflictError, InputError
from engage_cli.files import yaml_reading
from engage_cli.files.yaml_rendering import render_inline
from engage_cli.i18n import translator
from engage_cli.model.questionnaire import QuestionType
from engage_cli.project.loading import load_project
from engage_cli.project.migration.migrating import plan_answers, plan_project, write_migration
from engage_cli.project.migration.moves import Part
from engage_cli.project.milestones import load_milestones
from engage_cli.questionnaire.loading import load_questionnaire
from engage_cli.terminal.edge import problem_lines
from tests.cli.conftest import Engage, engage
from tests.editing import edit

__all__ = ["engage"]

HERE = Path(__file__).parent / "meadow"
EXAMPLES = sorted((Path(__file__).resolve().parents[1] / "projects/1.0.0").iterdir())


def said(error: InputError) -> list[str]:
    return [line for problem in error.problems for line in problem_lines(problem, translator("en"))]


# ── what is written ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_file_keeps_its_comments_and_its_layout(meadow: Path) -> None:
    migration = plan_project(meadow / "project.yaml")
    assert migration.text == (HERE / "project.migrated.yaml").read_text(encoding="utf-8")


def test_a_digest_that_stands_there_becomes_that_of_the_new_version(meadow: Path) -> None:
    old = "sha256:" + "0" * 64
    edit(meadow / "project.yaml", ("version: 1.0.0}", f"version: 1.0.0, digest: '{old}'}}"))
    migration = plan_project(meadow / "project.yaml")
    assert migration.after is not None
    assert migration.after.project.questionnaire is not None
    assert migration.after.project.questionnaire.digest == migration.questionnaire.questionnaire.digest


def test_bringing_along_twice_changes_nothing(meadow: Path) -> None:
    write_migration(plan_project(meadow / "project.yaml"))
    before = (meadow / "project.yaml").read_bytes()
    again = plan_project(meadow / "project.yaml")
    assert not again.has_changes
    write_migration(again)
    assert (meadow / "project.yaml").read_bytes() == before


def test_a_file_in_one_line_is_brought_along_too(meadow: Path) -> None:
    value = yaml_reading.read(meadow / "project.yaml").value
    (meadow / "project.yaml").write_text(render_inline(value) + "\n", encoding="utf-8")
    migration = plan_project(meadow / "project.yaml")
    assert migration.after is not None
    assert set(migration.after.project.answers) == {
        "ground.worms", "ground.tested", "ground.seeds", "ground.story", "water.days",
    }  # fmt: skip


def test_what_was_kept_before_stays(meadow: Path) -> None:
    kept = "  x-unplaced:\n    1.0.0:\n      answers:\n        water.law: {choice: none}\n"
    edit(meadow / "project.yaml", ("  actions:\n", kept + "  actions:\n"))
    value: Any = yaml_reading.parse(plan_project(meadow / "project.yaml").text, "").value
    found = value["assessment"]["x-unplaced"]["1.0.0"]["answers"]
    assert found["water.law"] == {"choice": "none"}
    assert found["water.law (2)"] == {"choice": "full", "note": "Kept for the museum."}


def test_a_voice_follows_the_same_map(meadow: Path, engage: Engage) -> None:
    voice = meadow / "project.ann.answers.yaml"
    voice.write_text(
        "engage: 1\nquestionnaire: {id: meadow, version: 1.0.0}\nrespondent: ann  # of the school\nanswers:\n"
        "  soil.worms: {choice: some}\n  soil.mixed: {choice: full, note: Mine}\n",
        encoding="utf-8",
    )
    ran = engage("migrate", "project.yaml", "--write")
    assert ran.code == 0, ran.err
    assert "2 files written." in ran.out
    text = voice.read_text(encoding="utf-8")
    assert "version: 2.0.0" in text
    assert "respondent: ann  # of the school\nanswers:\n  ground.worms: {choice: partly}\n" in text
    assert "x-unplaced:\n  1.0.0:\n    answers:\n      soil.mixed: {choice: full, note: Mine}\n" in text
    assert not plan_answers(voice, load_project(meadow / "project.yaml").questionnaire).has_changes


def test_for_whom_a_voice_speaks_follows_units_and_functions(meadow: Path, engage: Engage) -> None:
    voice = meadow / "project.ann.answers.yaml"
    voice.write_text(
        "engage: 1\nquestionnaire: {id: meadow, version: 1.0.0}\nrespondent: ann\n"
        "speaks_for: [school, pond, bees]  # hers\nanswers:\n  soil.worms: {choice: some}\n",
        encoding="utf-8",
    )
    edit(
        meadow / "questionnaires/meadow/questionnaire.yaml",
        ("basis: {law: Law}\n", "basis: {law: Law}\nunits: {town: Town}\nfunctions: {keeper: Keeper}\n"),
        ("    rename: {", "    units: {school: town, pond: town}\n    functions: {bees: keeper}\n    rename: {"),
    )
    ran = engage("migrate", "project.yaml", "--write")
    assert ran.code == 0, ran.err
    assert "speaks_for: [town, keeper]  # hers\n" in voice.read_text(encoding="utf-8")


def test_what_did_not_apply_follows_the_new_kind_of_reason(meadow: Path, engage: Engage) -> None:
    project = meadow / "project.yaml"
    text = project.read_text(encoding="utf-8")
    before = next(line for line in text.splitlines() if line.startswith("    soil.tested:"))
    aside = "    soil.tested: {not_applicable: {reason: rain, because: It rains.}}  # ours"
    project.write_text(text.replace(before, aside), encoding="utf-8")
    edit(
        meadow / "questionnaires/meadow/questionnaire.yaml",
        ("    rename: {", "    reasons: {rain: weather}\n    rename: {"),
    )
    assert engage("migrate", "project.yaml", "--write", "--no-milestone").code == 0
    after = aside.replace("soil.tested", "ground.tested").replace("rain,", "weather,")
    assert after in project.read_text(encoding="utf-8")


def test_units_and_functions_that_a_migration_leads_to_have_to_be_there(meadow: Path, engage: Engage) -> None:
    edit(
        meadow / "questionnaires/meadow/questionnaire.yaml",
        ("basis: {law: Law}\n", "basis: {law: Law}\nunits: {town: Town}\n"),
        ("    rename: {", "    units: {school: twon}\n    functions: {bees: keeper}\n    rename: {"),
    )
    said = engage("score", "project.yaml").err
    assert "Unknown unit “twon”." in said
    assert "Unknown function “keeper”." in said


def test_what_is_noted_of_a_step_follows_its_new_id(meadow: Path, engage: Engage) -> None:
    steps = "  - {id: first-meeting, title: First, do: Meet., lead: team}\n"
    moved = "path: {rename: {first-visit: first-meeting}, removed: {farewell: Nobody leaves.}}"
    edit(
        meadow / "questionnaires/meadow/questionnaire.yaml",
        ("sections:\n", f"leads: {{team: {{label: Team}}}}\npath:\n{steps}sections:\n"),
        ("sections: {soil: ground}\n", f"sections: {{soil: ground}}\n    {moved}\n"),
    )
    noted = "  path:\n    first-visit: {status: done, date: 2026-05-02}   # in the rain\n"
    gone = "    farewell: {status: done, note: Cake}\n"
    edit(meadow / "project.yaml", ("  actions:\n", f"{noted}{gone}  actions:\n"))
    ran = engage("migrate", "project.yaml", "-v")
    assert "Nobody leaves." in ran.out
    assert engage("migrate", "project.yaml", "--write").code == 0
    text = (meadow / "project.yaml").read_text(encoding="utf-8")
    assert noted.replace("first-visit", "first-meeting") in text
    value: Any = yaml_reading.parse(text, "").value
    assert value["assessment"]["x-unplaced"]["1.0.0"]["path"] == {"farewell": {"status": "done", "note": "Cake"}}
    assert "first-meeting" in load_project(meadow / "project.yaml").project.path
    assert not plan_project(meadow / "project.yaml").has_changes


def test_two_notes_that_would_become_one_are_refused(meadow: Path) -> None:
    tally = "{id: tally, title: Tally, do: Count., lead: team}"
    edit(
        meadow / "questionnaires/meadow/questionnaire.yaml",
        ("sections:\n", f"leads: {{team: {{label: Team}}}}\npath: [{tally}]\nsections:\n"),
        ("sections: {soil: ground}\n", "sections: {soil: ground}\n    path: {rename: {count: tally}}\n"),
    )  # fmt: skip
    both = "  path:\n    count: {status: done}\n    tally: {status: done}\n"
    edit(meadow / "project.yaml", ("  actions:\n", f"{both}  actions:\n"))
    with pytest.raises(InputError) as raised:
        plan_project(meadow / "project.yaml")
    assert "“count” and “tally” both become “tally”." in said(raised.value)[0]


# ── nothing is lost ───────────────────────────────────────────────────────────────────────────────────────────────────

AGREED = {"from": ["none", "full"], "voices": 3}
WORDS = st.text("abc:#'\" é{}[],&*!|>%@`-\n\\", min_size=1).filter(str.strip)
OLD = load_questionnaire(HERE / "1").questionnaire


def answers() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional={id: _answer(id) for id in OLD.by_id})


def _answer(id: str) -> st.SearchStrategy[dict[str, Any]]:
    more = st.fixed_dictionaries({}, optional={"note": WORDS, "by": st.just("Ann"), "agreed": st.just(AGREED)})
    return st.builds(lambda one, other: one | other, _said(id) | st.just({"unknown": True}), more)


def _said(id: str) -> st.SearchStrategy[dict[str, Any]]:
    question = OLD.by_id[id]
    ids = [choice.id for choice in question.choices]
    if question.type is QuestionType.TEXT:
        return WORDS.map(lambda words: {"text": words})
    if question.type is QuestionType.MANY:
        return st.lists(st.sampled_from(ids), min_size=1, unique=True).map(lambda chosen: {"choices": chosen})
    return st.sampled_from(ids).map(lambda chosen: {"choice": chosen})


@given(given=answers())
def test_moved_and_unplaced_hold_every_answer(given: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("lossless")
    value = {
        "engage": 1,
        "charter": {"name": "M", "facets": {"phase": "sowing"}},
        "assessment": {"questionnaire": {"id": "meadow", "version": "1.0.0"}, "answers": given},
    }
    text = "".join(f"{key}: {render_inline(one)}\n" for key, one in value.items() if key != "assessment")
    text += "assessment:\n  questionnaire: {id: meadow, version: 1.0.0}\n  answers:\n"
    text += "".join(f"    {id}: {render_inline(one)}   # {id}\n" for id, one in given.items()) or "    {}\n"
    path = folder / "project.yaml"
    path.write_text(text, encoding="utf-8")
    new = load_questionnaire(HERE / "2")
    migration = plan_project(path, new)
    moves = {move.id: move for move in migration.moves.parts(Part.ANSWERS)}
    assert {id: move.old_value for id, move in moves.items()} == given
    after: Any = yaml_reading.parse(migration.text, "").value["assessment"]  # type: ignore[index]
    beside = after.get("x-unplaced", {}).get("1.0.0", {}).get("answers", {})
    for id, one in given.items():
        now = moves[id].new_id
        kept = after["answers"][now] if now else beside[id]
        assert {key: part for key, part in kept.items() if key not in ("choice", "choices")} == {
            key: part for key, part in one.items() if key not in ("choice", "choices")
        }
        if now is None:
            assert kept == one
        assert f"# {id}\n" in migration.text
    assert len(after["answers"] or {}) + len(beside) == len(given)
    write_migration(migration)
    assert not plan_project(path, new).has_changes


def every_value(value: Any) -> set[object]:
    """Everything written in a file that is no key, as Python writes it."""
    if isinstance(value, dict):
        return set().union(*map(every_value, value.values())) if value else set()
    return set().union(*map(every_value, value)) if isinstance(value, list) and value else {repr(value)}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_the_projects_of_version_1_0_0_lose_nothing(example: Path, tmp_path: Path) -> None:
    migration = plan_project(example)
    before: Any = migration.document.value
    after: Any = yaml_reading.parse(migration.text, "").value
    assert migration.has_changes
    given = before["assessment"]["answers"]
    moves = {move.id: move for move in migration.moves.parts(Part.ANSWERS)}
    assert {id: move.old_value for id, move in moves.items()} == given
    beside = after["assessment"].get("x-unplaced", {}).get("1.0.0", {}).get("answers", {})
    for id, one in given.items():
        now = moves[id].new_id
        kept = after["assessment"]["answers"][now] if now else beside[id]
        rest = {key: part for key, part in one.items() if key not in ("choice", "choices")}
        assert {key: part for key, part in kept.items() if key not in ("choice", "choices")} == rest
        assert kept == one or moves[id].new_value == kept  # as it was, or under the name that its choice has now
    assert every_value(before) - every_value(after) <= {
        repr(one) for one in before["assessment"]["questionnaire"].values()
    }
    for line in migration.document.text.splitlines():
        if line.lstrip().startswith("#"):
            assert line in migration.text
    copy = tmp_path / "project.yaml"
    copy.write_text(migration.text, encoding="utf-8")
    assert not plan_project(copy).has_changes


FACTS = {
    "a no that still holds": ("changed: {sheep: Of ewes.}\n      choices: {sheep: {no: no}}", "false", False),
    "written in a word": ("changed: {sheep: Of ewes.}\n      choices: {sheep: {no: no}}", "non", "non"),
    "a yes that holds no longer": ("changed: {sheep: Of ewes.}\n      choices: {sheep: {no: no}}", "true", None),
    "a fact that changed": ("changed: {sheep: Of ewes.}", "false", None),
    "a yes that nothing says": ("choices: {sheep: {yes: null}}", "true", None),
    "and the no beside it": ("choices: {sheep: {yes: null}}", "false", False),
    "asked the other way round": ("choices: {sheep: {yes: no, no: yes}}", "true", False),
}


@pytest.mark.parametrize("case", FACTS)
def test_of_a_fact_what_still_says_the_same_is_carried_along(tmp_path: Path, case: str) -> None:
    facets, before, now = FACTS[case]
    shutil.copytree(HERE / "2", tmp_path / "meadow")
    edit(tmp_path / "meadow/questionnaire.yaml", ("removed: {fenced: Fences no longer matter.}", facets))
    edit(
        tmp_path / "meadow/questionnaire.yaml",
        ("choices: {phase: {growing: summer}, crops: {herbs: null}}\n      ", ""),
    )
    project = tmp_path / "project.yaml"
    project.write_text(
        f"engage: 1\ncharter: {{name: M, facets: {{phase: sowing, sheep: {before}}}}}\n"
        "assessment: {questionnaire: {id: meadow, version: 1.0.0}}\n"
    )
    migration = plan_project(project, load_questionnaire(tmp_path / "meadow"))
    after: Any = yaml_reading.parse(migration.text, "").value
    assert after["charter"]["facets"].get("sheep") == now
    beside = after["assessment"].get("x-unplaced", {}).get("1.0.0", {}).get("facets", {})
    assert bool(beside) is (now is None)


# ── the command ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_look_changes_nothing_and_says_what_would(meadow: Path, engage: Engage) -> None:
    before = (meadow / "project.yaml").read_bytes()
    ran = engage("migrate", "project.yaml")
    assert ran.code == 0, ran.err
    assert (meadow / "project.yaml").read_bytes() == before
    assert not (meadow / "project.milestones.yaml").exists()
    assert ran.out == (HERE / "look.en.txt").read_text(encoding="utf-8")


def test_a_milestone_keeps_how_it_stood(meadow: Path, engage: Engage) -> None:
    ran = engage("migrate", "project.yaml", "--write")
    assert ran.code == 0, ran.err
    assert "How the project stood before is kept as the milestone “before 2.0.0”." in ran.out
    (kept,) = load_milestones(load_project(meadow / "project.yaml")).kept
    assert kept.intact
    assert kept.milestone.name == "before 2.0.0"
    assert kept.milestone.questionnaire is not None
    assert kept.milestone.questionnaire.version == "1.0.0"
    assert set(kept.milestone.answers) == set(OLD.by_id)
    assert kept.milestone.frozen is not None
    assert (kept.milestone.frozen.answered, kept.milestone.frozen.in_force) == (8, 9)
    assert engage("migrate", "project.yaml", "--write").out.endswith("There is nothing to do.\n")


def test_a_milestone_that_was_kept_already_is_not_kept_again(meadow: Path, engage: Engage) -> None:
    text = (meadow / "project.yaml").read_text(encoding="utf-8")
    assert engage("migrate", "project.yaml", "--write").code == 0
    (meadow / "project.yaml").write_text(text, encoding="utf-8")
    assert engage("migrate", "project.yaml", "--write").code == 0
    edit(meadow / "project.yaml", ("version: 2.0.0", "version: 2.0.0"))
    assert len(load_milestones(load_project(meadow / "project.yaml")).kept) == 1
    (meadow / "project.yaml").write_text(text.replace("unknown: true", "choice: none"), encoding="utf-8")
    ran = engage("migrate", "project.yaml", "--write")
    assert "kept as the milestone “before 2.0.0 (2)”" in ran.out


def test_a_milestone_of_ones_own_is_kept_under_the_version_that_was_answered(meadow: Path, engage: Engage) -> None:
    ran = engage("milestone", "project.yaml", "Autumn")
    assert ran.code == 0, ran.err
    (kept,) = load_milestones(load_project(meadow / "project.yaml")).kept
    assert kept.milestone.questionnaire is not None
    assert kept.milestone.questionnaire.version == "1.0.0"
    assert set(kept.milestone.answers) == set(OLD.by_id)


@pytest.mark.parametrize("case", ["no list of the old version", "some was answered since"])
def test_a_milestone_that_would_leave_answers_out_is_refused(meadow: Path, engage: Engage, case: str) -> None:
    since = "  x-answered: {2.0.0: {answers: [ground.sand]}}\n"
    if case == "no list of the old version":
        (meadow / "questionnaires/meadow/history/1.0.0.yaml").unlink()
    else:
        edit(meadow / "project.yaml", ("  actions:\n", f"    ground.sand: {{choice: full}}\n{since}  actions:\n"))
    ran = engage("milestone", "project.yaml", "Autumn")
    assert ran.code == 2
    assert "A milestone would leave out" in ran.err
    assert "hint: Bring the project along first: engage migrate, which keeps a milestone where it can." in ran.err
    assert not (meadow / "project.milestones.yaml").exists()


def test_one_bad_file_is_a_row(meadow: Path, engage: Engage) -> None:
    (meadow / "bad").mkdir()
    (meadow / "bad/project.yaml").write_text("charter: [\n", encoding="utf-8")
    ran = engage("migrate", ".", "--write")
    assert ran.code == 1
    assert ran.err.startswith("bad/project.yaml:1:11: ")
    assert "stays as it is" in ran.out
    assert "1 file to bring along, 0 up to date, 1 failed." in ran.out
    assert "1 file written." in ran.out


def test_as_data(meadow: Path, engage: Engage) -> None:
    data = json.loads(engage("migrate", "project.yaml", "--json").out)
    (file,) = data["files"]
    assert (file["from"], file["to"], file["pending"], file["written"]) == ("1.0.0", "2.0.0", True, False)
    assert {one["id"] for one in file["unplaced"] if one["part"] == "answers"} == {
        "soil.mixed", "water.rain", "water.well", "water.law", "water.quality",
    }  # fmt: skip
    assert file["opened"] == ["ground.sand", "ground.clay", "water.sources", "water.quality", "water.ducks"]
    assert file["before"]["attainment"]["water"] == ["4/5", "1"]


def test_without_a_list_of_the_old_version_it_says_so(meadow: Path, engage: Engage) -> None:
    (meadow / "questionnaires/meadow/history/1.0.0.yaml").unlink()
    before = (meadow / "project.yaml").read_bytes()
    assert "The questions of version 1.0.0 are not at hand" in engage("migrate", "project.yaml").out
    ran = engage("migrate", "project.yaml", "--write")
    assert ran.code == 2
    assert ran.err == (
        "project.yaml: How the project stands cannot be kept: there is no list of version 1.0.0.\n"
        "  hint: To write it without a milestone before, add --no-milestone.\n"
    )
    assert (meadow / "project.yaml").read_bytes() == before
    assert engage("migrate", "project.yaml", "--write", "--no-milestone").code == 0


# ── what cannot be done ───────────────────────────────────────────────────────────────────────────────────────────────

BAD = {
    "no way": (
        [("version: 1.0.0", "version: 0.9.0")],
        [
            "project.yaml:12:40: assessment.questionnaire.version: There is no way from version 0.9.0 to 2.0.0.",
            "  hint: The questionnaire names no migration from 0: ask who wrote it.",
        ],
    ),
    "newer": (
        [("version: 1.0.0", "version: 2.1.0")],
        [
            (
                "project.yaml:12:40: assessment.questionnaire.version: It answers version 2.1.0, which is newer "
                "than the questionnaire here, 2.0.0."
            ),
            "  hint: Update engage, or the questionnaire.",
        ],
    ),
    "half of it": (
        [("    soil.tested: {choice: some, by: Ann}", "    ground.worms: {choice: full}")],
        [
            (
                "project.yaml:25:5: assessment.answers.ground.worms: “soil.worms” and “ground.worms” both become "
                "“ground.worms”."
            ),
            "  hint: Was this file only half migrated? Keep one of the two answers.",
        ],
    ),
    "an unknown question": (
        [("    water.law:", "    water.laws:")],
        [
            (
                "project.yaml:32:5: assessment.answers.water.laws: Question “water.laws” is not in version 2.0.0, and "
                "no migration names it."
            ),
            "  hint: Correct it, or have the author of the questionnaire name it under “migrations”.",
        ],
    ),
    "an unknown choice": (
        [("    water.days: {choice: daily}", "    water.days: {choice: hourly}")],
        [
            (
                "project.yaml:34:26: assessment.answers.water.days.choice: Choice “hourly” of “water.days” is not in "
                "version 2.0.0, and no migration names it."
            ),
            "  hint: Correct it, or have the author of the questionnaire name it under “migrations”.",
        ],
    ),
    "an unknown fact": (
        [("    fenced: true", "    fences: true")],
        [
            (
                "project.yaml:9:5: charter.facets.fences: Facet “fences” is not in version 2.0.0, "
                "and no migration names it."
            ),
            "  hint: Correct it, or have the author of the questionnaire name it under “migrations”.",
        ],
    ),
    "a fact that is needed": (
        [("    phase: growing        # since May\n", "")],
        [
            "project.yaml:6:3: charter.facets: Version 2.0.0 needs the facet “phase”, and nothing here says it.",
            "  hint: Write one of these under charter.facets.phase first: sowing, summer, harvest",
        ],
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_brought_along_stays_as_it_is(meadow: Path, engage: Engage, case: str) -> None:
    pairs, wanted = BAD[case]
    edit(meadow / "project.yaml", *pairs)
    before = (meadow / "project.yaml").read_bytes()
    ran = engage("migrate", "project.yaml", "--write")
    assert ran.err.splitlines() == wanted
    assert ran.code == 2
    assert (meadow / "project.yaml").read_bytes() == before
    assert not (meadow / "project.milestones.yaml").exists()


def test_one_that_says_it_was_brought_along_and_was_not(meadow: Path, engage: Engage) -> None:
    edit(meadow / "project.yaml", ("version: 1.0.0", "version: 2.0.0"))
    ran = engage("migrate", "project.yaml")
    assert ran.code == 2
    assert ran.err.endswith(
        "project.yaml:12:40: assessment.questionnaire.version: It says that it answers version 2.0.0, and holds what "
        "that version does not have.\n"
        "  hint: Was this file only half migrated? Write here the version that the answers were given to, "
        "then try again.\n"
    )


def test_one_that_was_changed_meanwhile_is_not_written(meadow: Path) -> None:
    migration = plan_project(meadow / "project.yaml")
    edit(meadow / "project.yaml", ("name: North meadow", "name: South meadow"))
    before = (meadow / "project.yaml").read_bytes()
    with pytest.raises(ConflictError, match="was changed by somebody else meanwhile"):
        write_migration(migration)
    assert (meadow / "project.yaml").read_bytes() == before


def test_a_file_that_cannot_be_written_keeps_no_milestone(
    meadow: Path, engage: Engage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_, **__: False)  # root may write everywhere
    ran = engage("migrate", "project.yaml", "--write")
    assert ran.code == 2
    assert ran.err == "project.yaml: “project.yaml” cannot be written. There is no permission.\n"
    assert not (meadow / "project.milestones.yaml").exists()


# ── what several voices said ──────────────────────────────────────────────────────────────────────────────────────────

SPAN = "from: [none, some], voices: 3}}"
APART = """\
  apart:                # nothing is agreed on these
    soil.seeds: {voices: 3}
    soil.tested: {on: 2026-05-04, from: [none, some], voices: 3}   # ask Ann
    soil.mixed: {on: 2026-05-04, from: [none, full], voices: 3}
    water.days: {from: [never, daily], voices: 2}
"""
VOICE = """\
engage: 1
questionnaire: {{id: meadow, version: 1.0.0}}
respondent: {name}
answers:
  soil.worms: {{choice: {level}}}   # seen
  soil.mixed: {{choice: full, note: Mine}}
"""
NAMES = ("quetzal", "okapi", "axolotl")


@pytest.fixture
def settled(meadow: Path) -> Path:
    """A meadow on which voices agreed in part, with three of them beside it."""
    edit(
        meadow / "project.yaml",
        ("soil.tested: {choice: some, by: Ann}", "soil.tested: {choice: some, agreed: {because: Seen., " + SPAN),
        ("soil.mixed: {choice: none, note: 'Both: sand, clay'}", "soil.mixed: {choice: none, agreed: {" + SPAN),
        ("water.days: {choice: daily}", "water.days: {choice: daily, agreed: {from: [never, daily], voices: 3}}"),
        ("  actions:\n", APART + "  actions:\n"),
    )  # fmt: skip
    for name, level in zip(NAMES, ("none", "some", "full"), strict=True):
        (meadow / f"project.{name}.answers.yaml").write_text(VOICE.format(name=name, level=level), encoding="utf-8")
    return meadow


def test_what_voices_agreed_on_and_where_they_differ_follow_the_same_map(settled: Path, engage: Engage) -> None:
    before: Any = yaml_reading.read(settled / "project.yaml").value
    assert engage("migrate", "project.yaml", "--write").code == 0
    text = (settled / "project.yaml").read_text(encoding="utf-8")
    after: Any = yaml_reading.parse(text, "").value["assessment"]  # type: ignore[index]
    tested, days = after["answers"]["ground.tested"], after["answers"]["water.days"]
    assert tested == {"choice": "partly", "agreed": {"from": ["none", "partly"], "voices": 3, "because": "Seen."}}
    assert days == {"choice": "weekly", "agreed": {"from": ["never", "weekly"], "voices": 3}}
    beside = after["x-unplaced"]["1.0.0"]
    assert beside["answers"]["soil.mixed"] == before["assessment"]["answers"]["soil.mixed"]
    assert after["apart"] == {
        "ground.seeds": {"voices": 3},
        "ground.tested": {"on": "2026-05-04", "from": ["none", "partly"], "voices": 3},
        "water.days": {"from": ["never", "weekly"], "voices": 2},
    }
    assert beside["apart"] == {"soil.mixed": before["assessment"]["apart"]["soil.mixed"]}
    assert "  apart:                # nothing is agreed on these\n" in text
    assert "voices: 3}   # ask Ann\n" in text
    held = load_project(settled / "project.yaml").project
    assert held.answers["ground.tested"].agreed is not None
    assert set(held.apart) == {"ground.seeds", "ground.tested", "water.days"}
    again = plan_project(settled / "project.yaml")
    assert not again.has_changes


def test_a_choice_that_is_gone_is_never_read_as_another(settled: Path) -> None:
    edit(
        settled / "questionnaires/meadow/questionnaire.yaml",
        ("water.days: {daily: weekly}", "water.days: {daily: weekly, never: null}"),
    )
    after: Any = yaml_reading.parse(plan_project(settled / "project.yaml").text, "").value
    assert after["assessment"]["answers"]["water.days"]["agreed"]["from"] == ["never (1.0.0)", "weekly"]
    assert after["assessment"]["apart"]["water.days"]["from"] == ["never (1.0.0)", "weekly"]


def test_where_voices_differ_on_what_is_gone_alone_is_kept_beside(meadow: Path) -> None:
    apart = "  apart:\n    soil.mixed: {from: [none, full], voices: 3}\n"
    edit(meadow / "project.yaml", ("  actions:\n", apart + "  actions:\n"))
    migration = plan_project(meadow / "project.yaml")
    after: Any = yaml_reading.parse(migration.text, "").value
    assert not after["assessment"].get("apart")
    assert after["assessment"]["x-unplaced"]["1.0.0"]["apart"] == {
        "soil.mixed": {"from": ["none", "full"], "voices": 3}
    }
    assert migration.after is not None


def test_voices_migrate_and_are_counted_not_named(settled: Path, engage: Engage) -> None:
    looked, data = engage("migrate", "project.yaml"), engage("migrate", "project.yaml", "--json")
    many = engage("migrate", ".")
    wrote = engage("migrate", "project.yaml", "--write")
    assert wrote.code == 0
    for ran in (looked, data, many, wrote):
        assert [name for name in NAMES if name in ran.out + ran.err] == []
    assert "3 voices  3 to bring along" in looked.out
    assert "3 answers carried along, 3 kept beside, under x-unplaced." in looked.out
    assert "4 files written." in wrote.out
    (file,) = json.loads(data.out)["files"]
    assert file["voices"] == {"count": 3, "pending": 3, "written": 0, "failed": 0, "carried": 3, "beside": 3}
    for name, level in zip(NAMES, ("none", "partly", "full"), strict=True):
        text = (settled / f"project.{name}.answers.yaml").read_text(encoding="utf-8")
        assert f"  ground.worms: {{choice: {level}}}   # seen\n" in text
        assert "      soil.mixed: {choice: full, note: Mine}\n" in text
    assert "3 voices  3 up to date" in engage("migrate", "project.yaml").out


def test_voices_are_named_where_that_is_asked_for(settled: Path, engage: Engage) -> None:
    ran = engage("migrate", "project.yaml", "--with-names")
    assert ran.code == 0
    assert all(f"project.{name}.answers.yaml" in ran.out for name in NAMES)
    files = json.loads(engage("migrate", "project.yaml", "--with-names", "--json").out)["files"]
    assert [file["path"] for file in files] == [
        "project.yaml",
        *(f"project.{name}.answers.yaml" for name in sorted(NAMES)),
    ]


def test_a_voice_that_cannot_follow_is_counted_and_ends_nothing(settled: Path, engage: Engage) -> None:
    edit(settled / "project.okapi.answers.yaml", ("version: 1.0.0", "version: 0.1.0"))
    ran = engage("migrate", "project.yaml", "--write")
    assert ran.code == 1
    assert ran.err == (
        "project.yaml: 1 voice beside the project cannot be brought along.\n  hint: --with-names says which, and why.\n"
    )
    assert "3 files written." in ran.out
    named = engage("migrate", "project.yaml", "--with-names")
    assert "project.okapi.answers.yaml:2:" in named.err
    assert "There is no way from version 0.1.0 to 2.0.0." in named.err


def test_nothing_stands_on_the_screen_where_nothing_could_be_read(meadow: Path, engage: Engage) -> None:
    (meadow / "project.yaml").write_text("engage: 1\n", encoding="utf-8")
    ran = engage("migrate", "project.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert "charter" in ran.err
