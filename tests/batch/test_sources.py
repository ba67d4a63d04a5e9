"""What projects are called in the output."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engage_cli.batch.sources import _distinct, _part, find_sources

SAFE = r"[a-z0-9]+(-+[a-z0-9]+)*"


def made(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("charter: {name: x}\n", encoding="utf-8")


def names(*asked: str) -> list[str]:
    return [source.name for source in find_sources(asked).projects]


def test_names_follow_the_folder_asked_for() -> None:
    made("p/a/project.yaml", "p/b/Récits de rivières.yaml", "p/c.yml")
    assert names("p") == ["a", "b/recits-de-rivieres", "c"]
    assert names(".") == ["p/a", "p/b/recits-de-rivieres", "p/c"]
    assert names("p/a/project.yaml", "p/c.yml") == ["a", "c"]
    assert names("p/a") == ["a"]
    assert names("p/*.yml", "p/b") == ["c", "recits-de-rivieres"]


def test_names_that_would_be_the_same_carry_a_mark() -> None:
    made("p/a-b.yaml", "p/A b.yaml", "p/a_b.yaml", "q/a-b.yaml")
    found = names("p", "q")
    assert len(set(found)) == 4
    assert all(re.fullmatch(r"a-b(-[0-9a-f]{8})?", name) for name in found)
    assert names("p/a-b.yaml") == ["a-b"]


@pytest.mark.parametrize("name", ["con", "NUL", "com1", "..", "…", "-", "a" * 300, "é" * 300, "index"])
def test_a_part_of_a_name_is_safe_on_every_system(name: str) -> None:
    assert re.fullmatch(SAFE, _part(name))
    assert len(_part(name)) <= 64
    assert _part(name) not in ("con", "nul", "com1")


parts = st.lists(st.text(min_size=1, max_size=70).filter(lambda t: "/" not in t), min_size=1, max_size=3)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(parts, min_size=1, max_size=8, unique_by=tuple))
def test_names_never_collide_and_never_leave_the_folder(found: list[list[str]]) -> None:
    named = _distinct([("/".join(one), tuple(one)) for one in found])
    assert len({source.name.casefold() for source in named}) == len(found)
    assert all(re.fullmatch(SAFE, part) for source in named for part in source.name.split("/"))
