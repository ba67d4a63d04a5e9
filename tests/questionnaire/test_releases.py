"""The list of a version's ids: written once, read back the same, never written over."""

import shutil
from pathlib import Path

import pytest

from engage_cli.errors import InputError, UsageError
from engage_cli.questionnaire.history.releases import (
    Release,
    load_releases,
    read_release,
    release_of,
    release_path,
    write_release,
)
from engage_cli.questionnaire.loading import load_questionnaire

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "questionnaires/engagement-numerique"


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "tests/questionnaires/garden", tmp_path / "garden"))


def current(folder: Path) -> Release:
    return release_of(load_questionnaire(folder))


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "questionnaire.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_it_is_read_back_as_it_was_written(garden: Path) -> None:
    made = current(garden)
    path, written = write_release(garden, made)
    assert written
    assert path == release_path(garden, made.version)
    assert read_release(path) == made
    assert load_releases(garden) == (made,)
    assert write_release(garden, made) == (path, False)


def test_a_version_that_went_out_is_never_written_over(garden: Path) -> None:
    path, _ = write_release(garden, current(garden))
    before = path.read_bytes()
    edit(garden, "title:", "x-title:\ntitle:")
    with pytest.raises(UsageError, match="was released with another content"):
        write_release(garden, current(garden))
    assert path.read_bytes() == before


def test_versions_come_in_order_of_their_numbers(garden: Path) -> None:
    made = current(garden)
    for version in ("10.0.0", "2.0.0", "1.0.0"):
        edit(garden, f"version: {made.version}", f"version: {version}")
        made = current(garden)
        write_release(garden, made)
    assert [one.version for one in load_releases(garden)] == ["1.0.0", "2.0.0", "10.0.0"]


def test_a_list_of_another_version_is_refused(garden: Path) -> None:
    path, _ = write_release(garden, current(garden))
    path.rename(path.with_name("9.9.9.yaml"))
    with pytest.raises(InputError, match="the file has another name"):
        load_releases(garden)


def test_version_1_0_0_of_the_shipped_questionnaire_is_kept() -> None:
    first = load_releases(SHIPPED)[0]
    assert first.version == "1.0.0"
    assert len(first.questions) == 73
    assert first.choices("personne.besoins-publics") == ("non-aborde", "intention", "engage", "demontre")
    assert first.facet_choices("phase")[0] == "idee"
