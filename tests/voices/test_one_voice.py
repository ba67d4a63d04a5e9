"""Who said what is shown nowhere without names: nothing changes when somebody says otherwise."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from .conftest import Engage, Meeting, voice_text

SHOWN = [
    ("consensus", "PROJECT"),
    ("consensus", "PROJECT", "--plain"),
    ("consensus", "PROJECT", "--json"),
    ("consensus", "PROJECT", "--format", "md", "-o", "-"),
    ("consensus", "PROJECT", "--format", "html", "-o", "-"),
    ("score", "PROJECT"),
    ("score", "PROJECT", "--json"),
    ("report", "PROJECT", "--format", "md", "-o", "-"),
    ("report", "PROJECT", "--format", "html", "--kind", "facilitator", "-o", "-"),
]
LONE = (
    "choice: never",
    "choice: daily, note: Seen.",
    "unknown: true",
    "not_applicable: {reason: weather, because: It rains.}",
)
Voices = Mapping[str, Mapping[str, str]]


def shown(engage: Engage, project: Path, voices: Voices) -> list[str]:
    """All that is shown of these voices."""
    for name, said in voices.items():
        project.with_name(f"project.{name}.answers.yaml").write_text(voice_text(name, said), encoding="utf-8")
    ran = [engage(*(str(project) if word == "PROJECT" else word for word in words)) for words in SHOWN]
    assert [one.code for one in ran] == [0] * len(SHOWN), [one.err for one in ran]
    return [one.out + one.err for one in ran]


def test_what_one_voice_alone_answers_shows_nowhere(engage: Engage, meeting: Meeting) -> None:
    both = {"water.barrel": "choice: 'yes'"}
    voices = [{"ana": both | {"soil.feeding": said}, "ben": both} for said in LONE]
    project = meeting(voices[0])
    first, *others = (shown(engage, project, one) for one in voices)
    assert [one for one in others if one != first] == []


def test_what_a_meeting_decides_keeps_no_level_of_one_person(engage: Engage, meeting: Meeting, tmp_path: Path) -> None:
    both, kept = {"water.barrel": "choice: 'yes'"}, []
    decided = tmp_path / "decided.yaml"
    answer = voice_text("all", {"soil.feeding": "choice: weekly, agreed: {because: Seen.}"})
    decided.write_text(answer, encoding="utf-8")
    project = meeting({"ben": both})
    before = project.read_bytes()
    for said in ("choice: never", "choice: daily"):
        project.write_bytes(before)
        one = voice_text("ana", both | {"soil.feeding": said})
        project.with_name("project.ana.answers.yaml").write_text(one, encoding="utf-8")
        ran = engage("consensus", str(project), "--settle", "--answers", str(decided))
        assert ran.code == 0, ran.err
        kept.append(project.read_text(encoding="utf-8"))
        assert "Decided in a meeting on" in engage("report", str(project), "--format", "md", "-o", "-").out
        questions = json.loads(engage("consensus", str(project), "--json").out)["questions"]
        assert next(one["agreed"]["voices"] for one in questions if one["id"] == "soil.feeding") == 1
    assert kept[0] == kept[1]
    assert "because: Seen." in kept[0]


@pytest.mark.parametrize("count", [2, 3, 5])
def test_it_makes_no_difference_who_said_what(engage: Engage, meeting: Meeting, count: int) -> None:
    said = [{"soil.feeding": one, "water.barrel": f"choice: '{'yes' if n else 'no'}'"} for n, one in enumerate(LONE)]
    said = [*said, said[0]][:count]
    names = ("ana", "ben", "cyd", "dan", "eve")[:count]
    project = meeting(dict(zip(names, said, strict=True)))
    assert shown(engage, project, dict(zip(names, said, strict=True))) == shown(
        engage, project, dict(zip(names, reversed(said), strict=True))
    )


def test_the_test_would_notice(engage: Engage, meeting: Meeting) -> None:
    two = [{"ana": {"soil.feeding": LONE[0]}, "ben": {"soil.feeding": one}} for one in LONE[:2]]
    project = meeting(two[0])
    assert [a == b for a, b in zip(*(shown(engage, project, one) for one in two), strict=True)].count(False) >= 7
