"""French, proofread by tools: grammar, spelling, and the typography of Québec."""

import re
from pathlib import Path

import pytest

from . import texts, tools

TYPOGRAPHY = {
    "nothing stands before ; ! ?": r"(?<=\w)[\s\u202f][;!?](?!\w)",
    "a no-break space before : » % $": r"(?<=[\w)’»])[ \u202f](?:[:»%]|\$(?!\w))|\w»",
    "a no-break space after «": r"«[^\u00a0]",
    "an apostrophe that curves": r"(?<=[^\W\d_])'(?=[^\W\d_])",
    "French quotation marks": r"[“”]",
    "an ellipsis is one sign": r"(?<=\w)\.\.\.",
    "a no-break space in a number": r"\b\d{1,3}[ \u202f,]\d{3}\b(?! ?[A-Z])",
    "a decimal comma": r"\b\d+\.\d+ ?(?:%|points?)",
    "ordinals as 1er, 2e": r"\b\d+(?:è|è?me|ième|ière|ère)\b",
    "courriel, not e-mail": r"\b(?:e-?mail|mail|weekend|newsletter|digital)\b",
    "no “not all” read as “none”": r"\b(?:[Tt]out le monde|[Tt]ous les \w+) n(?:e |’)\w+ pas\b(?! une?\b)",
    "no capital after a colon in an abbreviation": r"\b(?:M\.|Mme\.|n°) ?\b(?!\d)[a-z]",
}
"""What is wanted, and a pattern of what is not."""


@pytest.mark.slow
def test_grammar(tmp_path: Path) -> None:
    assert tools.grammar(texts.everything("fr"), tmp_path) == []


@pytest.mark.slow
def test_spelling() -> None:
    assert tools.misspelt(texts.everything("fr"), "fr_CA") == []


@pytest.mark.slow
def test_the_tools_find_what_is_wrong(tmp_path: Path) -> None:
    wrong = [texts.Prose("here", "Les équipe du projet réponde aux question.")]
    assert len(tools.grammar(wrong, tmp_path)) >= 2
    misspelt = [texts.Prose("here", "Une exosition du muzée.")]
    assert tools.misspelt(misspelt, "fr_CA") == ["here: exosition", "here: muzée"]


def test_typography() -> None:
    patterns = {wanted: re.compile(pattern) for wanted, pattern in TYPOGRAPHY.items()}
    prose = [*texts.interface("fr"), *texts.content("fr"), *texts.schemas("fr"), *texts.documents("fr")]
    found = [(wanted, p.where, p.text) for p in prose for wanted, it in patterns.items() if it.search(p.text)]
    assert found == []
