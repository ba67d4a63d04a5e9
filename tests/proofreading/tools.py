"""The proofreaders: grammalecte for French grammar, hunspell for spelling in both languages, codespell for typos."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from .texts import ROOT, Prose

WORDS = Path(__file__).with_name("words.txt")
"""Words of the domain and of the program, one a line; after "#", why."""

RIGHT = Path(__file__).with_name("right.txt")
"""Passages that grammalecte objects to and that are right as they stand, one a line."""

DOUBLETS = (
    "g3__gn_2m_et_ou__b1_a1_1",
    "g3__gn_2m_et_ou__b1_a2_1",
    "g3__gn_det_les_3m_et__b3_a5_1",
    "g3__gn_det_les_3m_et__b3_a6_1",
)
"""How its rules begin that take "citoyennes et citoyens" for a fault of agreement."""

NOT_OURS = "nbsp unit typo apos eepi esp tab num latex md chim minis liga mapos maj".split()
"""Options of grammalecte that ask for the typography of France, object to inclusive writing, or read figures."""


def lines(path: Path) -> list[str]:
    """The lines of a list of ours, without what follows "#"."""
    found = (line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in found if line]


def known() -> set[str]:
    """Our list, and the keys and values of the file formats, which their descriptions speak of."""
    schemas = (path.read_text(encoding="utf-8") for path in sorted((ROOT / "schemas").glob("*.json")))
    of_the_format = (
        word for text in schemas for name in re.findall(r'"([a-z_-]+)"', text) for word in re.split("[_-]", name)
    )
    return {word.casefold() for word in (*lines(WORDS), *of_the_format)}


def grammar(prose: Sequence[Prose], folder: Path) -> list[str]:
    """What grammalecte objects to, a line each."""
    needed("grammalecte-cli")
    source = folder / "prose.txt"
    # A paragraph a line: "-f" counts them from 1. The program has the name of a verb: it gets that of a person.
    texts = [re.sub(r"(?<!\w)engage\b(?!-)", "Olivier", p.text) for p in prose]
    source.write_text("\n".join(texts) + "\n", encoding="utf-8")
    command = ["grammalecte-cli", "-f", str(source), "-j", "-off", *NOT_OURS]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    right = lines(RIGHT)
    return [
        f"{prose[number].where}: {_shown(error, texts[number])}"
        for number, errors in ((p["iParagraph"] - 1, p["lGrammarErrors"]) for p in json.loads(found)["data"])
        for error in errors
        if not error["sRuleId"].startswith(DOUBLETS) and not _is_right(error, texts[number], right)
    ]


def _is_right(error: Mapping[str, Any], text: str, right: Sequence[str]) -> bool:
    around = _even(text[max(error["nStart"] - 60, 0) : error["nEnd"] + 60])
    wrong = text[error["nStart"] : error["nEnd"]]
    return any(wrong in passage and _even(passage) in around for passage in right)


def _even(text: str) -> str:
    return text.replace("\u00a0", " ")


def _shown(error: Mapping[str, Any], text: str) -> str:
    start, end = error["nStart"], error["nEnd"]
    before, wrong, after = text[max(start - 25, 0) : start], text[start:end], text[end : end + 25]
    return f"[{error['sRuleId']}] {error['sMessage']} …{before}⟦{wrong}⟧{after}"


def misspelt(prose: Sequence[Prose], dictionaries: str) -> list[str]:
    """Words that neither the dictionaries (`hunspell -d`) nor our list know, each with where it first stands."""
    needed("hunspell")
    words: dict[str, str] = {}
    for p in prose:
        for word in _words(p.text):
            words.setdefault(word, p.where)
    command = ["hunspell", "-d", dictionaries, "-i", "utf-8", "-l"]
    run = subprocess.run(command, input="\n".join(words), capture_output=True, text=True, check=True)
    ours = known()
    unknown = {word for word in run.stdout.split("\n") if word and word.casefold() not in ours}
    return [f"{where}: {word}" for word, where in words.items() if word in unknown]


def typos(prose: Sequence[Prose], folder: Path) -> list[str]:
    """What codespell takes for a misspelling."""
    source = folder / "prose.txt"
    source.write_text("\n".join(f"{p.text}" for p in prose) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "codespell_lib", "-I", str(_plain(folder)), str(source)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = (line.split(":", 2) for line in run.stdout.splitlines())
    return [f"{prose[int(number) - 1].where}: {said.strip()}" for _, number, said in lines]


def _plain(folder: Path) -> Path:
    path = folder / "known.txt"
    path.write_text("\n".join(sorted(known())) + "\n", encoding="utf-8")
    return path


def _words(text: str) -> Iterator[str]:
    """Words without what French joins to them: l’, qu’, -t-il; no ids, no capitals alone."""
    for found in re.findall(r"[^\W\d_]+(?:[’'·-][^\W\d_]+)*", text):
        bare = re.sub(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)[’']", "", found, flags=re.IGNORECASE)
        for word in bare.split("-") if "-" in bare else [bare]:
            if len(word) > 1 and not word.isupper():
                yield word.replace("’", "'")


def needed(program: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"needs {program}")
