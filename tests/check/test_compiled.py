"""What is compiled is what the files say, and is left aside where they have changed."""

import shutil
from pathlib import Path

import pytest

from engage_cli import shipped as shipped_module
from engage_cli.check import compiled as compiled_policies
from engage_cli.check.policies import load_policy, policy_path, shipped_policies
from engage_cli.files import compiled as values
from engage_cli.questionnaire import compiled
from engage_cli.questionnaire.library import questionnaire_path
from engage_cli.questionnaire.loading import load_questionnaire

ID = "engagement-numerique"
GARDEN = Path(__file__).resolve().parents[1] / "questionnaires/garden"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is compiled of all that is shipped; it takes a second."""
    folder = tmp_path_factory.mktemp("made") / "compiled"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(values, "FOLDER", folder)
        compiled.compile_shipped()
        compiled_policies.compile_shipped()
    return folder


@pytest.fixture
def folder(made: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(values, "FOLDER", tmp_path / "compiled")
    return Path(shutil.copytree(made, tmp_path / "compiled"))


def test_values_are_the_same_compiled_or_read(folder: Path) -> None:
    path = questionnaire_path(ID)
    assert (folder / f"{ID}.pickle").is_file()
    assert compiled.load(path).questionnaire == load_questionnaire(path).questionnaire
    assert compiled.load(path / "questionnaire.yaml").questionnaire == load_questionnaire(path).questionnaire
    for name in shipped_policies():
        assert compiled_policies.load_policy(policy_path(name)).policy == load_policy(policy_path(name)).policy


def test_places_are_still_known(folder: Path) -> None:
    path = questionnaire_path(ID)
    assert compiled.load(path).locate("mesure.objectifs") == load_questionnaire(path).locate("mesure.objectifs")


def test_what_is_stale_broken_or_absent_is_read_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ours = tmp_path / "questionnaires"
    path = Path(shutil.copytree(GARDEN, ours / "garden"))
    monkeypatch.setattr(compiled, "shipped", lambda _: ours)
    values.save_compiled(path, compiled.load(path).questionnaire, compiled.READERS)
    file = folder / "garden.pickle"
    content = file.read_bytes()
    for changed in (b"", b"1234" + content[4:], content[:2], content[:1000], content[:4] + b"N."):
        file.write_bytes(changed)
        assert compiled.load(path).questionnaire.id == "garden"
    file.unlink()
    assert compiled.load(path).questionnaire.id == "garden"


def test_a_byte_that_changes_is_seen(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ours = tmp_path / "questionnaires"
    shutil.copytree(questionnaire_path(ID), ours / ID)
    monkeypatch.setattr(compiled, "shipped", lambda _: ours)
    first = compiled.load(ours / ID).questionnaire
    source = ours / ID / "questionnaire.yaml"
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("version: 2.0.0", "version: 2.0.1"), encoding="utf-8")
    assert compiled.load(ours / ID).questionnaire.version == "2.0.1"
    assert first.version == "2.0.0"
    assert shipped_module.shipped("questionnaires") != ours


def test_a_copy_elsewhere_is_read_from_its_own_files(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / ID
    shutil.copytree(questionnaire_path(ID), copy)
    assert compiled.load(copy).path == copy / "questionnaire.yaml"
