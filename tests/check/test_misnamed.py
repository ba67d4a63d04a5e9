"""Settings under a name that is not read: a gate would judge without them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.conftest import Check


@pytest.mark.parametrize("name", ["engage.yml", ".engage.yaml", ".engage.yml"])
def test_settings_of_another_name_are_refused(check: Check, write: Callable[..., Path], place: Path, name: str) -> None:
    write("a/project.yaml")
    (place / name).write_text("check: {policy: strict}\n")
    ran = check("a")
    assert (ran.code, ran.out) == (2, "")
    assert (
        f"{name}: Settings are read from engage.yaml; a file of this name is not read.\n  hint: Rename it." in ran.err
    )
    (place / name).rename(place / "engage.yaml")
    assert "policy strict" in check("a").out


def test_a_file_of_that_name_that_holds_no_settings_is_let_be(
    check: Check, write: Callable[..., Path], place: Path
) -> None:
    write("a/project.yaml")
    (place / "engage.yml").write_text("services: {web: {}}\n")
    assert check("a").code == 0
