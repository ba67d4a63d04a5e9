"""Nothing of an older version is forgotten: totality, and the way through several versions."""

import json
import shutil
from pathlib import Path

import pytest

from engage_cli.errors import InputError
from engage_cli.i18n import translator
from engage_cli.questionnaire.history.differences import DifferenceKind, compare_releases
from engage_cli.questionnaire.history.migration_path import MigrationPath
from engage_cli.questionnaire.history.releases import load_releases, release_of, write_release
from engage_cli.questionnaire.history.totality import find_gaps
from engage_cli.questionnaire.library import shipped_questionnaires
from engage_cli.questionnaire.loading import load_questionnaire
from tests.cli.conftest import Engage, engage
from tests.editing import edit

__all__ = ["engage"]

MEADOW = Path(__file__).resolve().parents[1] / "project/meadow"


@pytest.fixture
def meadow(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MEADOW / "2", tmp_path / "meadow"))


def forgotten(folder: Path) -> list[str]:
    english = translator("en")
    return [f"{one.problem.line}: {one.message.say(english)}" for one in find_gaps(load_questionnaire(folder))]


@pytest.mark.parametrize(("id", "path"), shipped_questionnaires())
def test_shipped_questionnaires_forget_nothing(id: str, path: Path) -> None:
    assert forgotten(path) == [], id


def test_what_every_kind_of_change_names_is_not_forgotten() -> None:
    assert forgotten(MEADOW / "2") == []


CASES = {
    "a question": ("removed: {water.law: The law is gone.}", "removed: {}", ["Question “water.law”"]),
    "a renamed one": ("rename: {soil.tested: ground.tested, ", "rename: {", ["Question “soil.tested”"]),
    "a choice of a question": ("{daily: weekly}", "{}", ["Choice “daily” of “water.days”"]),
    "a choice of a scale": (
        "care: {some: partly}",
        "care: {}",
        ["Choice “some” of “soil.worms”", "Choice “some” of “soil.tested”"],
    ),
    "a facet": ("removed: {fenced: Fences no longer matter.}", "removed: {}", ["Facet “fenced”"]),
    "a choice of a facet": (", crops: {herbs: null}", "", ["Choice “herbs” of “crops”"]),
}


@pytest.mark.parametrize("case", CASES)
def test_what_no_migration_names_is_told(meadow: Path, case: str) -> None:
    old, new, wanted = CASES[case]
    edit(meadow / "questionnaire.yaml", (old, new))
    end = " of version 1.0.0 is not in 2.0.0, and no migration says what became of it."
    assert forgotten(meadow) == [f"20: {one}{end}" for one in wanted]


def test_two_that_become_one_are_told(meadow: Path) -> None:
    edit(meadow / "questionnaire.yaml", ("rename: {soil.tested: ground.tested, ", "rename: {soil.tested: water.days, "))
    assert forgotten(meadow)[0] == (
        "20: “soil.tested” and “water.days” of version 1.0.0 both become “water.days”: one would be lost."
    )


def test_a_version_without_a_way_is_told(meadow: Path) -> None:
    edit(meadow / "questionnaire.yaml", ("  - from: 1\n", "  - from: 0\n"))
    assert forgotten(meadow) == ["4: No migration leads from version 1.0.0 to 2.0.0."]


def test_the_way_leads_through_every_version(meadow: Path) -> None:
    edit(
        meadow / "questionnaire.yaml",
        ("version: 2.0.0", "version: 3.0.0"),
        (
            "    sections: {soil: ground}\n",
            "    sections: {soil: ground}\n  - {from: 2, rename: {ground.tested: ground.proven}}\n",
        ),
        ("id: ground.tested", "id: ground.proven"),
    )
    way = MigrationPath(load_questionnaire(meadow).questionnaire, "1.4.0")
    assert way.question("soil.tested") == "ground.proven"
    assert way.choice("soil.tested", "some") == "partly"
    assert way.successors("soil.mixed") == ("ground.sand", "ground.clay")
    assert forgotten(meadow) == []
    assert MigrationPath(way.questionnaire, "2.0.0").question("ground.tested") == "ground.proven"


def test_a_later_version_of_the_same_first_number_loses_nothing(meadow: Path) -> None:
    write_release(meadow, release_of(load_questionnaire(meadow)))
    edit(meadow / "questionnaire.yaml", ("version: 2.0.0", "version: 2.1.0"), ("id: water.ducks", "id: water.geese"))
    found = forgotten(meadow)
    assert len(found) == 1
    assert found[0].startswith("4: Question “water.ducks” of version 2.0.0 is not in 2.1.0")


def test_it_is_said_that_only_a_greater_first_number_can_name_it(meadow: Path) -> None:
    write_release(meadow, release_of(load_questionnaire(meadow)))
    edit(meadow / "questionnaire.yaml", ("version: 2.0.0", "version: 2.1.0"), ("id: water.ducks", "id: water.geese"))
    (gap,) = find_gaps(load_questionnaire(meadow))
    assert gap.problem.hint is not None
    assert gap.problem.hint.say(translator("en")).startswith("Write “version: 3.0.0”")
    edit(meadow / "questionnaire.yaml", ("version: 2.1.0", "version: 3.0.0"))
    edit(
        meadow / "questionnaire.yaml",
        ("  - from: 1\n", "  - {from: 2, rename: {water.ducks: water.geese}}\n  - from: 1\n"),
    )
    assert forgotten(meadow) == []


@pytest.mark.parametrize(
    ("version", "change", "said"),
    [
        ("2.0.0", ("ask: Are there worms?", "ask: Any worms?"), "Version 2.0.0 was released with another content."),
        ("2.0.0", ("title: A meadow", "title: A meadow  # that lasts"), None),
        ("2.0.1", ("ask: Are there worms?", "ask: Any worms?"), None),
        ("2.1.0", ("{points: 1, label: Partly}", "{points: 0.5, label: Partly}"),
         "What can change a result has changed since 2.0.0, and the first number has not: care."),
        ("2.0.1", ("timeline: phase\n", "timeline: phase\nbands: [{id: any, label: Any}]\n"),
         "Something is new since 2.0.0, and the second number is the same: any."),
        ("2.1.0", ("timeline: phase\n", "timeline: phase\nbands: [{id: any, label: Any}]\n"), None),
        ("3.0.0", ("{points: 1, label: Partly}", "{points: 0.5, label: Partly}"), None),
    ],
)  # fmt: skip
def test_a_version_says_what_has_changed(
    meadow: Path, engage: Engage, version: str, change: tuple[str, str], said: str | None
) -> None:
    write_release(meadow, release_of(load_questionnaire(meadow)))
    edit(
        meadow / "questionnaire.yaml",
        change,
        *([("version: 2.0.0", f"version: {version}")] if version != "2.0.0" else []),
    )
    ran = engage("questionnaire", "lint", str(meadow), "--output-format", "json", "--lang", "en")
    found = [one["message"] for one in json.loads(ran.out)["files"][0]["findings"] if one["rule"] == "version-unraised"]
    assert found == ([said] if said else [])


# ── steps of the path ─────────────────────────────────────────────────────────────────────────────────────────────────

STEPS = "path:\n" + "".join(
    f"  - {{id: {id}, title: {id}, do: 'Do {id}.', lead: team}}\n"
    for id in ("first-visit", "harvest-count", "farewell")
)
NEWER = STEPS.replace("first-visit", "first-meeting").replace("harvest-count", "tally").replace("farewell", "thanks")
MOVED = "    path: {rename: {first-visit: first-meeting, harvest-count: tally}, removed: {farewell: Nobody leaves.}}\n"


@pytest.fixture
def walked(meadow: Path, tmp_path: Path) -> Path:
    """The newer version, where two steps have another id and one is gone, beside the list of the older one."""
    older = Path(shutil.copytree(MEADOW / "1", tmp_path / "older"))
    for folder, steps in ((older, STEPS), (meadow, NEWER)):
        edit(folder / "questionnaire.yaml", ("sections:\n", f"leads: {{team: {{label: Team}}}}\n{steps}sections:\n"))
    (meadow / "history/1.0.0.yaml").unlink()
    write_release(meadow, release_of(load_questionnaire(older)))
    edit(meadow / "questionnaire.yaml", ("    sections: {soil: ground}\n", f"    sections: {{soil: ground}}\n{MOVED}"))
    return meadow


def test_a_step_is_renamed_or_removed_and_nothing_is_forgotten(walked: Path) -> None:
    assert forgotten(walked) == []
    way = MigrationPath(load_questionnaire(walked).questionnaire, "1.2.0")
    assert [way.step(id) for id in ("first-visit", "harvest-count", "farewell", "tally")] == [
        "first-meeting", "tally", None, "tally",
    ]  # fmt: skip
    found = compare_releases(load_releases(walked)[0], release_of(load_questionnaire(walked)), way.questionnaire)
    steps = [(one.kind, one.old_id, one.id) for one in found.entries if one.part == "path"]
    assert (DifferenceKind.RENAMED, "first-visit", "first-meeting") in steps
    assert (DifferenceKind.REMOVED, None, "farewell") in steps
    assert [str(one.reason.versions[0][1]) for one in found.entries if one.part == "path" and one.reason] == [
        "Nobody leaves."
    ]


def test_a_step_that_no_migration_names_is_told_by_the_lint_too(walked: Path, engage: Engage) -> None:
    edit(
        walked / "questionnaire.yaml",
        ("rename: {first-visit: first-meeting, ", "rename: {"),
        ("removed: {farewell: Nobody leaves.}", "removed: {}"),
    )
    end = " of version 1.0.0 is not in 2.0.0, and no migration says what became of it."
    assert [line.partition(": ")[2] for line in forgotten(walked)] == [
        f"Step “{id}”{end}" for id in ("first-visit", "farewell")
    ]
    ran = engage("questionnaire", "lint", str(walked), "--output-format", "json", "--lang", "en")
    found = [one for one in json.loads(ran.out)["files"][0]["findings"] if one["rule"] == "history-gap"]
    assert (ran.code, [one["message"] for one in found]) == (
        1,
        [f"Step “{id}”{end}" for id in ("first-visit", "farewell")],
    )
    assert {one["line"] for one in found} == {20}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("first-visit: first-meeting", "first-visit: first-meating", "There is no step “first-meating”."),
        ("harvest-count: tally", "harvest-count: first-meeting", "Two things become “first-meeting”"),
        ("removed: {farewell", "removed: {tally", "“tally” is still there: it was not removed."),
        ("removed: {farewell", "removed: {first-visit", "“first-visit” is spoken of twice."),
    ],
)
def test_what_is_said_of_steps_has_to_be_so(walked: Path, old: str, new: str, said: str) -> None:
    edit(walked / "questionnaire.yaml", (old, new))
    with pytest.raises(InputError) as raised:
        load_questionnaire(walked)
    assert said in " ".join(one.message.say(translator("en")) for one in raised.value.problems)
