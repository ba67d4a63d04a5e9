"""The examples of the reference of a file format, cut from a whole file that engage reads.

`EXAMPLES` says for each part of the reference which pieces it shows. A piece is found by the beginnings of its first
line and of those that it stands in, a key of the file itself at the margin; it ends where a line is indented no
further. What has a part of its own is left out of the others: `questions: …`.
"""

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from engage_cli.values import Value

ROOT = Path(__file__).resolve().parents[1]
WHOLE: dict[str, str] = {"questionnaire": "docs/examples/pret-d-objets/questionnaire.yaml"}
"""The file of each kind that has examples."""
LEFT_OUT = "…"


class Cut(Value):
    """What a part of the reference shows of the file."""

    pieces: tuple[tuple[str, ...], ...]
    """Each by the beginnings of lines that lead to it; without any, the whole file."""
    without: tuple[str, ...] = ()
    """Keys of which only the name is shown."""


def _one(*path: str, without: tuple[str, ...] = ()) -> Cut:
    return Cut(pieces=(path,), without=without)


_TOP = (
    "source", "facets", "scales", "bands", "indices", "roles", "units", "functions", "leads", "reasons", "basis",
    "tags", "glossary", "tensions", "notes", "contradictions", "path", "migrations", "resources", "sections",
)  # fmt: skip
EXAMPLES: dict[str, dict[str, Cut]] = {
    "questionnaire": {
        "Questionnaire": _one(without=_TOP),
        "Source": _one("source:"),
        "Facet": _one("facets:"),
        "Scale": _one("scales:", without=("choices",)),
        "Level": _one("scales:", "choices:", without=("needs_evidence",)),
        "Evidence needed": _one("scales:", "needs_evidence:"),
        "Band": _one("bands:"),
        "Index": _one("indices:"),
        "Name": Cut(pieces=(("roles:",), ("units:",), ("tags:", "securite:"))),
        "Group of tags": _one("tags:"),
        "Glossary entry": _one("glossary:"),
        "Tension": _one("tensions:"),
        "Note": _one("notes:", "- id: verre-en-route", without=("when",)),
        "Condition": _one("notes:"),
        "Comparison": _one("- id: encore-temps"),
        "Contradiction": _one("contradictions:"),
        "Step": _one("path:"),
        "Migration": _one("migrations:"),
        "Resource": _one("resources:"),
        "Section": Cut(pieces=(("- id: transport",), ("- id: suites",)), without=("questions", "sections")),
        "Question": Cut(
            pieces=(
                ("- id: transport.constat",), ("- id: transport.emballage",), ("- id: transport.risques",),
                ("- id: transport.douane",), ("- id: retour.bilan",), ("- id: retour.mots",),
            ),
            without=("gate", "recommendations"),
        ),
        "Choice of a question": _one("- id: transport.emballage", "choices:"),
        "Gate": Cut(pieces=(("- id: transport.constat", "gate:"), ("- id: transport.douane", "gate:"))),
        "Recommendation": _one("- id: transport.constat", "recommendations:"),
    },
}  # fmt: skip
"""By kind of file, then by the title of the part in the schema."""


def example(kind: str, title: str) -> str:
    """Blocks of YAML for the part `title`, empty where it has none. Raises ValueError where a piece is gone.

    Items of a list stand in one block, mappings each in its own: each block is YAML.
    """
    cut = EXAMPLES.get(kind, {}).get(title)
    if cut is None:
        return ""
    lines = (ROOT / WHOLE[kind]).read_text(encoding="utf-8").splitlines()
    shown = "\n\n".join(_piece(lines, path, cut.without) for path in cut.pieces)
    blocks = re.split(r"\n\n(?=\S)(?!- )", shown) if len(cut.pieces) > 1 else [shown]
    return "\n\n".join(f"```yaml\n{block}\n```" for block in blocks)


def _piece(lines: list[str], path: tuple[str, ...], without: tuple[str, ...]) -> str:
    for n, start in enumerate(path):
        lines = _found(lines, start, anywhere=bool(n) or start.startswith("-"))
    text = textwrap.dedent("\n".join(_shortened(lines, without))).strip("\n")
    return re.sub(r"\n{2,}", "\n\n", text)


def _found(lines: list[str], start: str, *, anywhere: bool) -> list[str]:
    """The first line that begins so as a whole word, and what is indented further below it."""
    word = re.compile(rf"{re.escape(start)}(?![\w.-])")
    at = next((n for n, line in enumerate(lines) if word.match(line.lstrip() if anywhere else line)), None)
    if at is None:
        raise ValueError(f"no line starts with “{start}”")
    return [lines[at], *_below(lines, at)]


def _below(lines: list[str], at: int) -> list[str]:
    """The lines after `at` that belong to it, and the empty ones between."""
    deep = _indent(lines[at])
    end = next((n for n in range(at + 1, len(lines)) if lines[n].strip() and _indent(lines[n]) <= deep), len(lines))
    return lines[at + 1 : end]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _shortened(lines: list[str], without: tuple[str, ...]) -> Iterator[str]:
    at = 0
    while at < len(lines):
        line, below = lines[at], _below(lines, at)
        key = re.match(r"[\s-]*([\w$]+):", line)
        if key and key[1] in without and any(one.strip() for one in below):
            yield f"{line[: key.end()]} {LEFT_OUT}"
            at += len(below)
        else:
            yield line
        at += 1
