"""Overlays: what comes of them is a questionnaire like any other, and whatever is wrong is said at their own lines."""

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from engage_cli.errors import InputError
from engage_cli.files import schemas
from engage_cli.files.yaml_rendering import Layout, render_entries
from engage_cli.i18n import translator
from engage_cli.model.overlay import ChangeAction, ChangeTopic, Weakening
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.questionnaire import compiled
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.questionnaire.loading import load_questionnaire
from engage_cli.questionnaire.overlay.keys import KINDS
from engage_cli.values import replace

ROOT = Path(__file__).resolve().parents[2]
GARDEN = ROOT / "tests/questionnaires/garden"
SHIPPED = ROOT / "questionnaires/engagement-numerique"
HEAD: dict[str, Any] = {
    "engage": 1,
    "id": "our-garden",
    "version": "1.0.0",
    "title": "Our garden",
    "extends": {"id": "garden", "version": "2.1.0"},
}
Write = Callable[..., Path]


def file_of(value: dict[str, Any]) -> str:
    return "\n".join(render_entries(value, Layout(), 0).lines) + "\n"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes an overlay of the garden, with the garden beside it."""
    shutil.copytree(GARDEN, tmp_path / "garden")

    def written(id: str = "our-garden", **parts: Any) -> Path:
        folder = tmp_path / id
        folder.mkdir(exist_ok=True)
        (folder / "questionnaire.yaml").write_text(file_of(HEAD | {"id": id} | parts), encoding="utf-8")
        return folder

    return written


def said(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        load_questionnaire(path)
    tr = translator("en")
    return [f"{Path(p.path).name}:{p.line}:{p.column}: {p.message.say(tr)}" for p in caught.value.problems]


def alike(one: Questionnaire, other: Questionnaire) -> bool:
    """Whether they say the same, whatever they are called and made of."""
    return replace(one, digest="", base=None) == replace(other, digest="", base=None)


RECOMMENDATION = (
    "            recommendations:\n              - {id: start-compost, at: [never, rarely], to: weekly, "
    "do: Start a compost heap, effort: S, lead: gardener}\n"
)
CHANGES = [
    {"question": "soil.feeding", "key": "ask", "to": "How often do you feed it?"},
    {"question": "soil.cover", "key": "choices.mulch.label", "to": "Straw"},
    {"question": "soil.cover", "key": "choices.mulch.help", "to": "Or bark."},
    {"question": "soil.feeding", "key": "choices.daily.label", "to": "Each day"},
    {"question": "water.lid", "key": "gate.needs", "to": "no"},
    {"question": "water.lid", "key": "when", "to": None},
    {"section": "soil", "key": "weight", "to": 3},
    {"scale": "care", "key": "choices.daily.needs_evidence", "to": {"kinds": ["document"], "valid": "P30D"}},
    {"unit": "neighbours", "key": "help", "to": "Whoever lives there."},
    {"band": "bare", "key": "below", "to": 0.4},
    {"facet": "plot", "key": "choices.yard.label", "to": "Back yard"},
    {"resource": "cover-guide", "key": "title", "to": "Winter guide"},
]


def test_what_comes_of_an_overlay_is_what_one_would_write_by_hand(write: Write, tmp_path: Path) -> None:
    worms = {"id": "soil.worms", "title": "Worms", "ask": "Are there worms?", "type": "yes_no"}
    ours = load_questionnaire(
        write(
            set=CHANGES,
            drop={"questions": ["people.meetings"], "recommendations": ["start-compost"]},
            add={
                "questions": [{"in": "soil", "after": "soil.feeding", "question": worms}],
                "leads": {"us": "All of us"},
            },
        )
    ).questionnaire
    text = (GARDEN / "questionnaire.yaml").read_text(encoding="utf-8")
    for before, after in [
        ("id: garden\nversion: 2.1.0\ntitle: A garden that lasts", "id: our-garden\nversion: 1.0.0\ntitle: Our garden"),
        ("How often is the soil fed?", "How often do you feed it?"),
        ("{label: Mulch, points: 2}", "{label: Straw, help: Or bark., points: 2}"),
        ("daily: Something every day", "daily: Each day"),
        ('              needs: "yes"', '              needs: "no"'),
        ('            when: {all: [{water.barrel: "yes"}, {not: {plot: balcony}}]}\n', ""),
        ("        title: Soil\n", "        title: Soil\n        weight: 3\n"),
        ("{kinds: [statement, document], valid: P90D}", "{kinds: [document], valid: P30D}"),
        ("neighbours: The neighbours", "neighbours: {label: The neighbours, help: Whoever lives there.}"),
        ("below: 0.5", "below: 0.4"),
        ("yard: Yard", "yard: Back yard"),
        ("leads: {gardener: The gardener}", "leads: {gardener: The gardener, us: All of us}"),
        (
            RECOMMENDATION,
            "          - {id: soil.worms, title: Worms, ask: Are there worms?, type: yes_no}\n",
        ),
    ]:
        assert before in text, before
        text = text.replace(before, after, 1)
    begins, ends = text.index("      - id: people.meetings"), text.index("      - id: people.keys")
    text = text[:begins] + text[ends:]
    title = ours.resources[0].title
    assert title.to("en") == "Winter guide"
    by_hand = tmp_path / "by-hand.yaml"
    by_hand.write_text(text, encoding="utf-8")
    other = load_questionnaire(by_hand).questionnaire
    other = replace(other, resources=(replace(other.resources[0], title=title), *other.resources[1:]))
    assert alike(ours, other)


def test_keys_that_are_not_engages_to_read_are_carried_along(write: Write) -> None:
    why = {"x-why": "Agreed in May."}
    folder = write(drop={"notes": ["bees-need-space"], **why}, add={"leads": {"us": "All of us"}, **why}, **why)
    base = load_questionnaire(folder).questionnaire.base
    assert base
    assert [(one.action, one.id) for one in base.changes] == [
        (ChangeAction.DROPPED, "bees-need-space"),
        (ChangeAction.ADDED, "us"),
    ]


def test_the_order_of_changes_does_not_matter(write: Write) -> None:
    first = load_questionnaire(write(set=CHANGES)).questionnaire
    for seed in range(20):
        shuffled = list(CHANGES)
        Random(seed).shuffle(shuffled)
        assert alike(load_questionnaire(write(set=shuffled)).questionnaire, first), seed


def test_an_overlay_without_changes_is_its_base(write: Write) -> None:
    ours, base = load_questionnaire(write()).questionnaire, load_questionnaire(GARDEN).questionnaire
    assert alike(replace(ours, id=base.id, version=base.version, title=base.title), base)
    assert ours.base
    assert not ours.base.changes
    assert not ours.base.relaxed


def test_its_digest_covers_the_files_of_the_base(write: Write, tmp_path: Path) -> None:
    folder = write()
    first = load_questionnaire(folder)
    assert list(first.files()) == [folder / "questionnaire.yaml", tmp_path / "garden/questionnaire.yaml"]
    with (tmp_path / "garden/questionnaire.yaml").open("a", encoding="utf-8") as file:
        file.write("# a remark\n")
    second = load_questionnaire(folder)
    write(version="1.0.1")
    third = load_questionnaire(folder)
    assert len({one.questionnaire.digest for one in (first, second, third)}) == 3


def test_each_thing_stands_where_it_is_written(write: Write) -> None:
    worms = {"id": "soil.worms", "title": "Worms", "ask": "Are there worms?", "type": "yes_no"}
    loaded = load_questionnaire(
        write(drop={"questions": ["soil.feeding"]}, add={"questions": [{"in": "soil", "question": worms}]})
    )
    base = load_questionnaire(GARDEN)
    for id in ("soil.cover", "soil.tested", "water.lid", "people"):
        path, line, column = loaded.locate(id)
        assert (Path(path).parent.name, line, column) == ("garden", *base.locate(id)[1:])
    assert Path(loaded.locate("soil.worms")[0]).parent.name == "our-garden"


def test_what_changed_and_what_is_weaker_is_kept(write: Write) -> None:
    base = load_questionnaire(write(set=CHANGES, drop={"notes": ["bees-need-space"]})).questionnaire.base
    assert base
    assert (base.id, base.version) == ("garden", "2.1.0")
    assert [(one.action, one.id) for one in base.changes if one.action is not ChangeAction.SET] == [
        (ChangeAction.DROPPED, "bees-need-space")
    ]
    assert [one.lowers_threshold for one in base.changes if one.topic is ChangeTopic.THRESHOLD] == [True]
    assert [(one.question, one.weakenings) for one in base.relaxed] == [("water.lid", (Weakening.LOWER,))]


@pytest.mark.parametrize(
    ("parts", "how"),
    [
        ({"drop": {"questions": ["water.lid"]}}, [Weakening.DROPPED]),
        ({"drop": {"sections": ["water"]}, "set": [{"index": "both", "key": "label", "to": "B"}]}, None),
        ({"set": [{"question": "water.lid", "key": "gate", "to": None}]}, [Weakening.DROPPED]),
        ({"set": [{"question": "water.lid", "key": "when", "to": {"plot": "field"}}]}, [Weakening.CONDITION]),
        ({"set": [{"question": "water.lid", "key": "when", "to": None}]}, []),
        ({"set": [{"question": "water.lid", "key": "not_applicable", "to": True}]}, [Weakening.EXCUSED]),
        ({"set": [{"question": "water.lid", "key": "not_applicable", "to": False}]}, []),
        ({"set": [{"question": "water.lid", "key": "gate.rule", "to": "Another."}]}, []),
    ],
)
def test_a_must_have_that_is_weaker(write: Write, parts: dict[str, Any], how: list[Weakening] | None) -> None:
    folder = write(**parts)
    if how is None:
        assert any("holds no longer" in one for one in said(folder))
        return
    base = load_questionnaire(folder).questionnaire.base
    assert base
    assert [weakening for one in base.relaxed for weakening in one.weakenings] == how


GATE = "personne.accessibilite-web"


@pytest.mark.parametrize(
    ("key", "to", "how"),
    [
        ("gate.at", {"planification": "intention", "exploitation": "demontre"}, [Weakening.LOWER]),
        ("gate.at", {"exploitation": "demontre"}, [Weakening.LATER]),
        ("gate.at", {"planification": "demontre"}, []),
        ("due", "exploitation", [Weakening.LATER]),
    ],
)
def test_a_must_have_of_the_shipped_questionnaire(tmp_path: Path, key: str, to: Any, how: list[Weakening]) -> None:
    base = compiled.load(SHIPPED).questionnaire
    extends = {"id": base.id, "version": base.version, "digest": base.digest}
    value = HEAD | {"title": {"fr": "A", "en": "A"}, "extends": extends}
    value["set"] = [{"question": GATE, "key": key, "to": to}]
    (tmp_path / "questionnaire.yaml").write_text(file_of(value), encoding="utf-8")
    found = compiled.load(tmp_path).questionnaire.base
    assert found
    assert [weakening for one in found.relaxed for weakening in one.weakenings] == how
    assert {one.question for one in found.relaxed} <= {GATE}


def test_an_overlay_of_an_overlay_is_refused(write: Write) -> None:
    write()
    folder = write("theirs", extends={"id": "our-garden", "version": "1.0.0"})
    assert said(folder) == [
        "questionnaire.yaml:6:7: The base “our-garden” cannot be used:",
        "questionnaire.yaml:5:1: This is an overlay itself: an overlay is laid over a whole questionnaire.",
    ]


def test_what_is_wrong_with_the_base_is_said_there(write: Write, tmp_path: Path) -> None:
    path = tmp_path / "garden/questionnaire.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("expected: rarely", "expected: ralery"), encoding="utf-8")
    assert [one for one in said(write()) if "ralery" in one] == ["questionnaire.yaml:150:19: Unknown choice “ralery”."]


def test_each_kind_and_key_is_one_of_the_schema_of_questionnaires() -> None:
    definitions = schemas.load_schema("questionnaire")["$defs"]
    for kind in KINDS:
        assert kind.definition in definitions
        for key in kind.keys:
            assert key.parts[0] not in ("id", "points")


def _random_parts(random: Random, base: LoadedQuestionnaire) -> dict[str, Any]:
    q = base.questionnaire
    ids = list(q.by_id)
    changes: list[dict[str, Any]] = []
    for id in random.sample(ids, 4):
        key, to = random.choice(
            [("ask", "Why?"), ("weight", 7), ("when", {"plot": "yard"}), ("quick", True), ("why", "So.")]
        )
        changes.append({"question": id, "key": key, "to": to})
    dropped = random.sample(ids, random.randint(0, 2))
    changes = [one for one in changes if one["question"] not in dropped]
    new = {"id": "soil.new", "title": "New", "ask": "New?", "type": "yes_no"}
    after = random.choice([None, "soil.feeding", "soil.tested"])
    entry = {"in": "soil", "question": new} | ({"after": after} if after else {})
    return {
        "set": changes,
        "drop": {"questions": dropped},
        "add": {"questions": [entry] if random.random() < 0.5 else []},
    }


def test_any_overlay_gives_a_valid_questionnaire_or_says_at_its_own_lines_why_not(write: Write) -> None:
    base, good = load_questionnaire(GARDEN), 0
    for seed in range(60):
        parts = _random_parts(Random(seed), base)
        folder = write(**parts)
        ours = _loaded(folder)
        if ours is None:
            continue
        good += 1
        added = [one["question"]["id"] for one in parts["add"]["questions"]]
        assert set(ours.by_id) == (set(base.questionnaire.by_id) | set(added)) - set(parts["drop"]["questions"])
    assert 10 < good < 60


def _loaded(folder: Path) -> Questionnaire | None:
    """None where it is refused, at lines of its own file alone."""
    try:
        return load_questionnaire(folder).questionnaire
    except InputError as error:
        paths = {one.path for one in error.problems}
    assert paths == {str(folder / "questionnaire.yaml")}
    return None
