"""`engage questionnaire overlay new|pin`, `upgrade`, `show --resolved`; overlays in every command that reads one."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from engage_cli.files import yaml_reading
from engage_cli.files.yaml_rendering import Layout, render_entries
from engage_cli.questionnaire.loading import load_questionnaire
from engage_cli.shipped import shipped
from engage_cli.values import replace

from .conftest import ROOT, Engage

GARDEN = (ROOT / "tests/questionnaires/garden/questionnaire.yaml").read_text(encoding="utf-8")
TEN: list[dict[str, Any]] = [
    {"question": "soil.feeding", "key": "ask", "to": "How often do you feed the soil?"},
    {"question": "soil.feeding", "key": "weight", "to": 3},
    {"question": "soil.cover", "key": "ask", "to": "What lies on the soil in winter?"},
    {"question": "soil.cover", "key": "choices.mulch.label", "to": "Straw"},
    {"question": "water.lid", "key": "gate.rule", "to": "A barrel is shut."},
    {"question": "water.lid", "key": "gate.needs", "to": "no"},
    {"section": "people", "key": "title", "to": "Neighbours"},
    {"scale": "care", "key": "choices.daily.label", "to": "Each day"},
    {"band": "bare", "key": "below", "to": 0.4},
    {"note": "bees-need-space", "key": "text", "to": "Mind the fence."},
]
THREE = [
    ("How often is the soil fed?", "How often is compost given?"),
    ("{label: Mulch, points: 2}", "{label: Mulch or bark, points: 2}"),
    ("text: Hives need three metres from the fence.", "text: Hives need four metres from the fence."),
]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with the garden in its questionnaires."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "questionnaires/garden"
    folder.mkdir(parents=True)
    (folder / "questionnaire.yaml").write_text(GARDEN, encoding="utf-8")
    return tmp_path


def overlay(place: Path, **parts: Any) -> Path:
    """An overlay in questionnaires/ours."""
    value = {"engage": 1, "id": "ours", "version": "2.0.0", "title": "Ours"}
    value |= {"extends": {"id": "garden", "version": "2.1.0"}} | parts
    path = place / "questionnaires/ours/questionnaire.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(render_entries(value, Layout(), 0).lines) + "\n# the end\n", encoding="utf-8")
    return path


def newer(place: Path, *changes: tuple[str, str], folder: str = "newer") -> Path:
    """Version 2.2.0 of the garden, elsewhere."""
    text = GARDEN.replace("version: 2.1.0", "version: 2.2.0")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    path = place / folder / "questionnaire.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path.parent


def changes(out: str) -> dict[str, str]:
    """Outcome by name."""
    found = json.loads(out)
    schema = json.loads((shipped("schemas") / "upgrade.schema.json").read_text(encoding="utf-8"))
    jsonschema_rs.Draft202012Validator(schema).validate(found)
    return {one["name"]: one["outcome"] for one in found["changes"]}


# ── new, pin ──


def test_new_writes_an_overlay_that_is_its_base(engage: Engage, place: Path) -> None:
    ran = engage("questionnaire", "overlay", "new", "garden", "--title", "Our garden")
    assert ran.code == 0, ran.err
    assert ran.err.splitlines()[0] == "Written: questionnaires/our-garden/questionnaire.yaml"
    ours, base = (load_questionnaire(place / "questionnaires" / id).questionnaire for id in ("our-garden", "garden"))
    assert ours.title.to("en") == "Our garden"
    assert ours.sections == base.sections
    assert ours.base
    assert ours.base.digest == base.digest
    linted = engage("questionnaire", "lint", "our-garden", "--output-format", "json")
    assert json.loads(linted.out)["files"][0]["findings"] == []


def test_new_asks_and_replaces_nothing(engage: Engage, place: Path) -> None:
    ran = engage("questionnaire", "overlay", "new", "garden")
    assert ran.code == 2
    assert "--title TITLE" in ran.err
    words = ("questionnaire", "overlay", "new", "garden", "--title", "Ours", "-o", "mine.yaml")
    assert engage(*words).code == 0
    before = (place / "mine.yaml").read_bytes()
    again = engage(*words)
    assert again.code == 2
    assert "“mine.yaml” exists already: nothing was written." in again.err
    assert (place / "mine.yaml").read_bytes() == before


def test_pin_keeps_every_other_byte(engage: Engage, place: Path) -> None:
    path = overlay(place, set=TEN)
    before = path.read_text(encoding="utf-8")
    ran = engage("questionnaire", "overlay", "pin", "ours")
    assert (ran.code, ran.err) == (
        0,
        "“questionnaires/ours/questionnaire.yaml” keeps what garden 2.1.0 says: 10 fingerprints.\n",
    )
    after = path.read_text(encoding="utf-8")
    assert len(re.findall(r"^    was: sha256:[0-9a-f]{16}$", after, re.MULTILINE)) == 10
    assert re.search("^  digest: sha256:[0-9a-f]{64}$", after, re.MULTILINE)
    assert re.sub(r"^ +(was|digest): .*\n", "", after, flags=re.MULTILINE) == before
    assert "keeps already" in engage("questionnaire", "overlay", "pin", "ours").err


def test_pin_refuses_what_is_no_overlay(engage: Engage, place: Path) -> None:
    ran = engage("questionnaire", "overlay", "pin", "garden")
    assert ran.code == 2
    assert "This is no overlay: it does not say what it extends." in ran.err
    assert place.is_dir()


# ── upgrade ──


def test_ten_changes_over_a_base_that_changed_three_of_them(engage: Engage, place: Path) -> None:
    path = overlay(place, set=TEN)
    engage("questionnaire", "overlay", "pin", "ours")
    before, to = path.read_bytes(), newer(place, *THREE)
    ran = engage("questionnaire", "upgrade", "ours", "--to", str(to), "--json")
    assert ran.code == 1
    outcomes = changes(ran.out)
    conflicts = ["soil.feeding:ask", "soil.cover:choices.mulch.label", "bees-need-space:text"]
    assert [name for name, outcome in outcomes.items() if outcome == "changed"] == conflicts
    assert list(outcomes.values()).count("kept") == 7
    written = engage("questionnaire", "upgrade", "ours", "--to", str(to), "--write")
    assert written.code == 1
    assert path.read_bytes() == before
    page = written.out
    assert "7 changes kept, 3 conflicts." in page
    for words in ("How often is the soil fed?", "How often is compost given?", "How often do you feed the soil?"):
        assert words in re.sub(r"\s+", " ", engage("questionnaire", "upgrade", "ours", "--to", str(to), "--plain").out)
    assert "--keep soil.feeding:ask" in page


def test_decided_conflicts_are_written(engage: Engage, place: Path) -> None:
    path = overlay(place, set=TEN)
    engage("questionnaire", "overlay", "pin", "ours")
    to = newer(place, *THREE)
    decided = (
        "--keep",
        "soil.feeding:ask",
        "--keep",
        "bees-need-space:text",
        "--take",
        "soil.cover:choices.mulch.label",
    )
    words = ("questionnaire", "upgrade", "ours", "--to", str(to), *decided)
    dry = engage(*words)
    assert dry.code == 0
    assert "To write it: engage questionnaire upgrade ours --to" in re.sub(r"\s+", " ", dry.out)
    ran = engage(*words, "--write")
    assert ran.code == 0, ran.out
    value: Any = yaml_reading.read(path).value
    assert value["extends"]["version"] == "2.2.0"
    assert len(value["set"]) == 9
    assert path.read_text(encoding="utf-8").endswith("# the end\n")
    (place / "questionnaires/garden/questionnaire.yaml").write_bytes((to / "questionnaire.yaml").read_bytes())
    ours = load_questionnaire(path).questionnaire
    assert ours.by_id["soil.feeding"].ask.to("en") == "How often do you feed the soil?"
    mulch = ours.by_id["soil.cover"].choice("mulch")
    assert mulch
    assert mulch.label.to("en") == "Mulch or bark"
    again = engage("questionnaire", "upgrade", "ours")
    assert (again.code, again.out.splitlines()[-1]) == (0, "There is nothing to do.")


def test_what_is_gone_taken_adopted_and_dropped(engage: Engage, place: Path) -> None:
    keys = {"id": "people.keys-2", "title": "Keys", "ask": "Who has keys?", "type": "yes_no"}
    path = overlay(
        place,
        set=[
            {"question": "people.meetings", "key": "ask", "to": "Do you meet?"},
            {"question": "soil.feeding", "key": "ask", "to": "How often is compost given?"},
        ],
        drop={"questions": ["soil.tested"]},
        add={"questions": [{"in": "people", "question": keys}]},
    )
    engage("questionnaire", "overlay", "pin", "ours")
    begins, ends = GARDEN.index("      - id: people.meetings"), GARDEN.index("      - id: people.keys")
    tested, water = GARDEN.index("          - id: soil.tested"), GARDEN.index("      - id: water\n")
    new = "      - {id: people.keys-2, title: K, ask: K, type: yes_no}\n"
    to = newer(place, (GARDEN[begins:ends], new), (GARDEN[tested:water], ""), THREE[0])
    ran = engage("questionnaire", "upgrade", "ours", "--to", str(to), "--json")
    assert ran.code == 1
    assert changes(ran.out) == {
        "people.meetings:ask": "gone",
        "soil.feeding:ask": "adopted",
        "soil.tested": "dropped",
        "people.keys-2": "taken",
    }
    take = ("--take", "people.meetings:ask", "--take", "people.keys-2")
    done = engage("questionnaire", "upgrade", "ours", "--to", str(to), *take, "--write")
    assert done.code == 0, done.out
    value: Any = yaml_reading.read(path).value
    assert [one["question"] for one in value["set"]] == ["soil.feeding"]
    assert value["drop"]["questions"] == value["add"]["questions"] == []


def test_a_base_that_is_not_at_hand_is_said_to_be_unknown(engage: Engage, place: Path) -> None:
    path = overlay(place, set=TEN[:1])
    engage("questionnaire", "overlay", "pin", "ours")
    to = newer(place, THREE[0])
    (place / "questionnaires/garden/questionnaire.yaml").write_bytes((to / "questionnaire.yaml").read_bytes())
    loaded = engage("questionnaire", "show", "ours")
    assert loaded.code == 2
    assert "This overlay extends garden 2.1.0; 2.2.0 is what is here." in loaded.err
    ran = engage("questionnaire", "upgrade", "ours", "--plain")
    assert ran.code == 1
    assert "2.1.0: unknown: that version is not here" in re.sub(r"\s+", " ", ran.out)
    assert path.exists()


def test_without_a_fingerprint_and_the_old_base_somebody_has_to_look(engage: Engage, place: Path) -> None:
    overlay(place, set=TEN[:2])
    to = newer(place, THREE[0])
    found = changes(engage("questionnaire", "upgrade", "ours", "--to", str(to), "--json").out)
    assert found == {"soil.feeding:ask": "changed", "soil.feeding:weight": "kept"}  # the old base is here
    (place / "questionnaires/garden/questionnaire.yaml").write_bytes((to / "questionnaire.yaml").read_bytes())
    found = changes(engage("questionnaire", "upgrade", "ours", "--json").out)
    assert set(found.values()) == {"unpinned"}


def test_what_would_be_wrong_is_said_and_not_written(engage: Engage, place: Path) -> None:
    path = overlay(place, set=[{"question": "soil.feeding", "key": "unit", "to": "neighbours"}])
    engage("questionnaire", "overlay", "pin", "ours")
    before = path.read_bytes()
    to = newer(place, ("  neighbours: The neighbours\n", ""), ("unit: neighbours", "unit: gardener"))
    ran = engage("questionnaire", "upgrade", "ours", "--to", str(to), "--write")
    assert ran.code == 1
    assert "Unknown unit “neighbours”." in ran.out
    assert path.read_bytes() == before


def test_names_and_versions_that_are_none(engage: Engage, place: Path) -> None:
    overlay(place, set=TEN)
    wrong = engage("questionnaire", "upgrade", "ours", "--to", "3.0.0")
    assert (wrong.code, "garden 3.0.0 is not here." in wrong.err) == (2, True)
    wrong = engage("questionnaire", "upgrade", "ours", "--keep", "soil.feeding:ask")
    assert (wrong.code, "There is no conflict “soil.feeding:ask”." in wrong.err) == (2, True)


# ── what others make of it ──


PROJECT = (ROOT / "tests/questionnaires/garden/project.yaml").read_text(encoding="utf-8")


@pytest.fixture
def ours(place: Path) -> Path:
    """The garden’s project, which answers the overlay."""
    gone = {"from": 1, "removed": {"people.meetings": "Everybody meets."}}
    dropped = {"questions": ["people.meetings"]}
    overlay(place, set=[TEN[0], TEN[2], TEN[5]], drop=dropped, migrations=[gone])
    path = place / "project.yaml"
    text = re.sub(r"questionnaire: \{id: garden[^}]*\}", "questionnaire: {id: ours, version: 1.0.0}", PROJECT)
    assert "id: ours" in text
    path.write_text(text, encoding="utf-8")
    return path


def test_reports_and_screens_say_after_what(engage: Engage, ours: Path) -> None:
    after = "After garden 2.1.0: 2 texts changed, 1 question dropped, 1 threshold lowered."
    assert after in engage("questionnaire", "show", "ours").out
    report = engage("report", str(ours), "--format", "md", "-o", "-")
    assert after in report.out
    assert engage("report", str(ours), "--kind", "actions", "-o", "a.html").code == 0
    assert after in Path("a.html").read_text(encoding="utf-8")


OTHER_DOCUMENTS = ("comparison.md", "comparison.html", "form.html", "sheet.md", "sheet.html", "preview.html")


@pytest.mark.parametrize("name", OTHER_DOCUMENTS)
def test_other_documents_say_it_too(engage: Engage, ours: Path, name: str) -> None:
    for voice, level in (("ana", "never"), ("ben", "daily")):
        text = f"engage: 1\nrespondent: {voice}\nquestionnaire: {{id: ours, version: 2.0.0}}\n"
        text += f"answers: {{soil.feeding: {{choice: {level}}}}}\n"
        ours.with_name(f"project.{voice}.answers.yaml").write_text(text, encoding="utf-8")
    assert engage("migrate", str(ours), "--write", "--no-milestone").code == 0
    assert engage("milestone", str(ours), "Autumn").code == 0
    words = {
        "comparison": ("compare", str(ours), "-o", name),
        "sheet": ("consensus", str(ours), "-o", name),
        "form": ("form", str(ours), "-o", name),
        "preview": ("questionnaire", "preview", "ours", "-o", name),
    }[name.partition(".")[0]]
    ran = engage(*words)
    assert ran.code == 0, ran.err
    text = Path(name).read_text(encoding="utf-8")
    assert "After garden 2.1.0: 2 texts changed, 1 question dropped, 1 threshold lowered." in text
    (ours.parent / "bare.yaml").write_text(PROJECT, encoding="utf-8")
    assert engage("form", "bare.yaml", "-o", "bare.html").code == 0
    assert "After garden" not in Path("bare.html").read_text(encoding="utf-8")


def test_data_name_the_base(engage: Engage, ours: Path) -> None:
    base = load_questionnaire(Path("questionnaires/garden")).questionnaire
    wanted = {"id": "garden", "version": "2.1.0", "digest": base.digest}
    score = json.loads(engage("score", str(ours), "--json").out)
    assert score["provenance"]["questionnaire"]["base"] == wanted
    checked = json.loads(engage("check", str(ours), "--output-format", "json").out)
    assert checked["files"][0]["questionnaire"]["base"] == wanted
    for kind, value in (("results", score), ("check-results", checked)):
        schema = json.loads((shipped("schemas") / f"{kind}.schema.json").read_text(encoding="utf-8"))
        jsonschema_rs.Draft202012Validator(schema).validate(value)


def test_a_weaker_must_have_is_found_by_lint_and_check(engage: Engage, ours: Path) -> None:
    said = "“Lid” (water.lid) is a weaker blocking requirement than in garden 2.1.0: a lower level is enough."
    linted = json.loads(engage("questionnaire", "lint", "ours", "--output-format", "json").out)
    found = [(one["message"], one["line"]) for one in linted["files"][0]["findings"] if one["rule"] == "relaxes"]
    line = next(
        number
        for number, text in enumerate(Path("questionnaires/ours/questionnaire.yaml").read_text().splitlines(), 1)
        if text.strip() == 'to: "no"'
    )
    assert found == [(said, line)]
    unpinned = [one["subject"] for one in linted["files"][0]["findings"] if one["rule"] == "unpinned"]
    assert unpinned == ["extends", "set/0", "set/1", "set/2"]
    Path("policy.yaml").write_text("engage: 1\nid: weak\ntitle: Weak\nrules: {relaxes: warning}\n", encoding="utf-8")
    checked = json.loads(engage("check", str(ours), "--policy", "policy.yaml", "--output-format", "json").out)
    weaker = [one for one in checked["files"][0]["findings"] if one["rule"] == "relaxes"]
    assert [(one["message"], one["severity"], one["subject"]) for one in weaker] == [(said, "warning", "water.lid")]


def test_every_command_that_takes_a_questionnaire_takes_an_overlay(engage: Engage, ours: Path) -> None:
    for words in [
        ("score", "project.yaml"),
        ("explain", "project.yaml"),
        ("plan", "project.yaml"),
        ("check", "project.yaml", "--policy", "charter"),
        ("form", "project.yaml", "-o", "form.html"),
        ("batch", "project.yaml", "-o", "out", "--format", "json"),
        ("portfolio", "project.yaml", "-o", "p.html"),
        ("export", "project.yaml", "-o", "open"),
        ("migrate", "project.yaml"),
        ("questionnaire", "list"),
        ("questionnaire", "diff", "garden", "ours"),
        ("questionnaire", "release", "ours"),
        ("questionnaire", "copy", "ours", "theirs"),
        ("questionnaire", "show", "theirs"),
    ]:
        ran = engage(*words)
        assert ran.code in (0, 1), (words, ran.err)
    assert ours.exists()


def test_the_base_may_stand_in_a_folder_that_is_named(
    engage: Engage, ours: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (ours.parent / "central").mkdir()
    (ours.parent / "questionnaires/garden").rename(ours.parent / "central/garden")
    assert engage("check", str(ours)).code == 2
    (ours.parent / "pyproject.toml").write_text('[tool.engage.check]\nquestionnaires = ["central"]\n')
    assert engage("check", str(ours), "--policy", "charter", "--questionnaires", "central").code in (0, 1)
    assert engage("batch", str(ours), "-o", "out", "--format", "json", "--questionnaires", "central").code == 0
    monkeypatch.undo()


def test_the_resolved_file_reads_as_the_same_questionnaire(engage: Engage, ours: Path) -> None:
    ran = engage("questionnaire", "show", "ours", "--resolved")
    path = ours.parent / "whole.yaml"
    path.write_text(ran.out, encoding="utf-8")
    whole, loaded = load_questionnaire(path).questionnaire, load_questionnaire(ours.parent / "questionnaires/ours")
    assert replace(whole, digest="") == replace(loaded.questionnaire, digest="", base=None)
    assert whole.digest != loaded.questionnaire.digest


def test_the_shipped_questionnaire_prints_whole(engage: Engage, tmp_path: Path) -> None:
    path = tmp_path / "whole.yaml"
    path.write_text(engage("questionnaire", "show", "--resolved").out, encoding="utf-8")
    shipped_one = load_questionnaire(ROOT / "questionnaires/engagement-numerique").questionnaire
    assert replace(load_questionnaire(path).questionnaire, digest="") == replace(shipped_one, digest="")


def test_an_answer_to_what_the_overlay_drops_is_kept(engage: Engage, ours: Path) -> None:
    ours.write_text(
        ours.read_text(encoding="utf-8").replace("{id: ours, version: 1.0.0}", "{id: ours}"), encoding="utf-8"
    )
    ran = engage("score", str(ours))
    assert ran.code == 0, ran.err
    assert "drops “people.meetings” from its base: the answer is kept, and counts nowhere." in ran.err
    wrong = ours.read_text(encoding="utf-8").replace("people.wishes", "people.wihses")
    ours.write_text(wrong, encoding="utf-8")
    assert engage("score", str(ours)).code == 2
