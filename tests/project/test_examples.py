"""Files in `tests/examples`: drop one in, get a test.

`valid/KIND-name.yaml` must load, with the remarks beside it where there are any. `invalid/KIND-name.yaml` must be
refused with exactly the words beside it, in both languages. With ENGAGE_GOLDEN=1 these tests write the words as they
are now; read the difference before committing it.
"""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from engage_cli.errors import InputError, Problem
from engage_cli.i18n import translator
from engage_cli.project.answers_file import load_answers
from engage_cli.project.loading import load_project
from engage_cli.questionnaire.loading import load_questionnaire
from engage_cli.terminal.edge import problem_lines

TESTS = Path(__file__).resolve().parents[1]
QUESTIONNAIRES = TESTS / "questionnaires"


def examples(folder: str) -> list[Path]:
    found = [path for path in sorted((TESTS / "examples" / folder).iterdir()) if path.suffix != ".txt"]
    assert found
    return found


def load(path: Path) -> Sequence[Problem]:
    """The remarks on the file. Raises InputError."""
    match path.name.partition("-")[0]:
        case "questionnaire":
            load_questionnaire(path, [QUESTIONNAIRES])
            return ()
        case "project":
            return load_project(path, folders=[QUESTIONNAIRES]).remarks
        case kind:
            assert kind == "answers"
            load_answers(path, load_questionnaire(QUESTIONNAIRES / "garden"))
            return ()


def said(problems: Sequence[Problem], language: str) -> str:
    tr = translator(language)
    return "".join(f"{line}\n" for problem in problems for line in problem_lines(problem, tr))


def compare(problems: Sequence[Problem], path: Path, language: str) -> None:
    beside = path.with_suffix(f".{language}.txt")
    words = said(problems, language)
    if os.environ.get("ENGAGE_GOLDEN"):
        if words:
            beside.write_text(words, encoding="utf-8")
        else:
            beside.unlink(missing_ok=True)
    assert words == (beside.read_text(encoding="utf-8") if beside.exists() else "")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("path", examples("valid"), ids=lambda path: path.stem)
def test_a_valid_file_loads(path: Path, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    compare(load(Path(path.name)), path, language)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("path", examples("invalid"), ids=lambda path: path.stem)
def test_an_invalid_file_is_refused_in_these_words(path: Path, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    with pytest.raises(InputError) as caught:
        load(Path(path.name))
    compare(caught.value.problems, path, language)
