"""What the documents say is what the program does: its commands, its output, its sums, its files."""

import json
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from math import prod
from pathlib import Path
from typing import Any

import pytest

from engage_cli.terminal import edge
from tests.programs import programs

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
PAIRS = {
    "README.md": "README.en.md",
    "docs/fr/premiere-evaluation.md": "docs/en/first-assessment.md",
    "docs/fr/une-annee.md": "docs/en/a-year.md",
    "docs/fr/reunion.md": "docs/en/meeting.md",
    "docs/fr/commandes.md": "docs/en/commands.md",
    "docs/fr/rapports.md": "docs/en/reports.md",
    "docs/fr/resultat.md": "docs/en/score.md",
    "docs/fr/projet.md": "docs/en/project.md",
    "docs/fr/versions.md": "docs/en/versions.md",
    "docs/fr/questionnaire.md": "docs/en/questionnaire.md",
    "docs/fr/votre-questionnaire.md": "docs/en/your-questionnaire.md",
    "docs/fr/adaptation.md": "docs/en/overlay.md",
    "docs/fr/page-hors-ligne.md": "docs/en/offline-page.md",
    "docs/fr/windows-macos.md": "docs/en/windows-macos.md",
    "docs/fr/ci.md": "docs/en/ci.md",
    "docs/fr/coordination.md": "docs/en/coordination.md",
    "docs/fr/annee-de-coordination.md": "docs/en/coordination-year.md",
    "docs/fr/regles.md": "docs/en/rules.md",
    "docs/fr/reglages.md": "docs/en/settings.md",
    "docs/fr/stabilite.md": "docs/en/stability.md",
}
COMMANDS = ("docs/fr/commandes.md", "docs/en/commands.md")
SCORES = ("docs/fr/resultat.md", "docs/en/score.md")
FRENCH = [*PAIRS, "CHANGELOG.md"]
CODE = re.compile(r"^```.*?^```|`[^`\n]*`|<!--.*?-->|\{\w+: [^}]*\}", re.MULTILINE | re.DOTALL)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


REPLAYED = [document for document in DOCUMENTS if "```console" in document.read_text(encoding="utf-8")]
"""Documents that show what commands print; to run them all takes a minute."""


def test_what_comes_from_the_program_is_what_it_says_now() -> None:
    up_to_date("--no-console")


@pytest.mark.slow
@pytest.mark.parametrize("document", REPLAYED, ids=named)
def test_what_commands_print_is_what_they_print_now(document: Path) -> None:
    up_to_date(document)


def up_to_date(*words: str | Path) -> None:
    check = python(ROOT / "tools/docs.py", "--check", *words)
    assert check.returncode == 0, f"{check.stdout}{check.stderr}\nMend it with: ./dev docs"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_explained_and_no_other(name: str) -> None:
    text = read(name)
    assert re.findall(r"<!-- begin: help (.+) -->", text) == list(programs())
    assert re.findall(r"^## (engage.*)$", text, re.MULTILINE) == list(programs())


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_commands_shown_exist_with_their_options(document: Path) -> None:
    known = programs()
    for words in typed(document.read_text(encoding="utf-8")):
        command = called(words, known)
        taken = {option for param in known[command].command.get_params(known[command]) for option in param.opts}
        assert {option for option in words if option.startswith("-")} - taken - {"-"} == set(), " ".join(words)


def typed(text: str) -> Iterator[list[str]]:
    """The words of every `engage …` in code, without what a shell does with it."""
    shown = re.sub(r"<!-- begin: help .*?<!-- end -->", "", text, flags=re.DOTALL)
    for code in re.findall(r"^```(?:sh|console)\n.*?^```|`engage[^`\n]*`", shown, re.MULTILINE | re.DOTALL):
        for line in re.findall(r"(?:^\$ |^ *|`|; )(engage(?: [^`\n|>;#…]*)?)(?=[`\n|>;#…])", code, re.MULTILINE):
            yield line.split()


def called(words: list[str], known: dict[str, Any]) -> str:
    """The command that `words` begin with; of a group that is given no command of its own, the one that lists."""
    name = max((name for name in known if words[: len(name.split())] == name.split()), key=len)
    listing = f"{name} list"
    return listing if listing in known and len(words) > len(name.split()) and "-h" not in words else name


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_links_lead_somewhere(document: Path) -> None:
    text = CODE.sub("", document.read_text(encoding="utf-8"))
    for link in re.findall(r"(?:\]\(|<img src=.)([^)\s\"]+)", text):
        if not link.startswith(("https://", "http://")):
            path, _, place = link.partition("#")
            target = (document.parent / path).resolve() if path else document
            assert target.exists(), link
            assert not place or place in anchors(target.read_text(encoding="utf-8")), link


def anchors(text: str) -> set[str]:
    """Places of a document: its headings as forges name them, and those made by hand."""
    headings = re.findall(r"^#+ (.+)$", CODE.sub("", text), re.MULTILINE)
    named_so = {re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-") for heading in headings}
    return named_so | set(re.findall(r'<a id="([^"]+)">', text))


@pytest.mark.parametrize(("french", "english"), PAIRS.items())
def test_both_languages_say_the_same_things(french: str, english: str) -> None:
    assert shape(read(french)) == shape(read(english))


def shape(text: str) -> list[str]:
    """Levels of headings, tables, blocks and what is begun, in order."""
    lines = re.sub(r"(^```\w*\n).*?^```$", r"\1", text, flags=re.MULTILINE | re.DOTALL).splitlines()
    found = [re.match(r"#+ |```\w*|<!-- begin: \w+|\| ?-|- \*\*|\d\. ", line) for line in lines]
    return [match[0] for match in found if match]


def test_every_document_has_its_pair() -> None:
    alone = {"CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"}
    assert {named(document) for document in DOCUMENTS} == {*PAIRS, *PAIRS.values(), *alone}


@pytest.mark.parametrize("name", SCORES)
def test_sums_worked_by_hand_are_right(name: str) -> None:
    sums = re.findall(r"`\(([\d/ +×]+)\) ÷ (\d+) = ([\d/]+)`", read(name))
    assert [sum(map(term, terms.split(" + "))) / int(count) for terms, count, _ in sums] == [
        Fraction(result) for _, _, result in sums
    ]
    site, objects = scored("refonte-du-site", "P1"), scored("parlons-objets", "P5")
    assert [result for _, _, result in sums] == [
        site["declared"]["low"]["exact"],
        site["evidenced"]["low"]["exact"],
        site["attainment"]["low"]["exact"],
        objects["evidenced"]["low"]["exact"],
        objects["evidenced"]["high"]["exact"],
    ]


def term(said: str) -> Fraction:
    """A term of a sum, with the weight that it may have: `2 × 2/3`."""
    return prod(map(Fraction, said.split(" × ")), start=Fraction(1))


def scored(example: str, ref: str) -> Any:
    """A section of an example, as `engage score --json` has it."""
    project = ROOT / "examples" / example / "project.yaml"
    scores = json.loads(engage("score", project, "--json").stdout)
    return next(section for section in scores["sections"] if section["ref"] == ref)


@cache
def engage(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return python("-m", "engage_cli", *arguments)


def python(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)


WITH_CODES = ["README.md", "README.en.md", *COMMANDS]


@pytest.mark.parametrize("name", WITH_CODES)
def test_exit_codes_are_those_of_the_program(name: str) -> None:
    codes = [int(code) for code in re.findall(r"^\| (\d+) \|", read(name), re.MULTILINE)]
    assert codes == [edge.FINE, edge.UNMET, edge.WRONG, edge.OURS, edge.INTERRUPTED]
    assert engage("schema").returncode == edge.FINE
    assert engage("score", "absent.yaml").returncode == edge.WRONG


CAMPAIGN = """engage: 1
id: complete
title: Complete
steps: [{id: complete, title: Complete, by: 2027-01-31, reach: {complete: true}}]
"""
RETURN_1 = {
    "batch": ("-o", "out", "--format", "md"),
    "portfolio": ("-o", "all.md"),
    "export": ("-o", "out"),
    "campaign": (),
    "check": ("--policy", "strict"),
    "preview": ("--policy", "strict"),
}
"""Commands that answer 1, and with which options they do here."""


@pytest.mark.parametrize("name", WITH_CODES)
def test_exit_code_1_names_every_command_that_returns_it(name: str) -> None:
    (row,) = re.findall(r"^\| 1 \|.*$", read(name), re.MULTILINE)
    assert set(re.findall(r"`engage (\w+)`", row)) == set(RETURN_1)


@pytest.mark.parametrize("command", RETURN_1)
def test_exit_code_1_is_returned_where_the_tables_say(command: str, tmp_path: Path) -> None:
    """Of one project that can be read and one that cannot; the check answers 2 to such, and 1 to an open finding."""
    (tmp_path / "good").mkdir()
    shutil.copy(ROOT / "examples/parlons-objets/project.yaml", tmp_path / "good")
    if command != "check":
        (tmp_path / "bad").mkdir()
        (tmp_path / "bad/project.yaml").write_text("charter: {name: A}\n")
    (tmp_path / "campaign.yaml").write_text(CAMPAIGN)
    asked = ("campaign.yaml", ".") if command == "campaign" else (".",)
    words = ["-m", "engage_cli", command, *asked, "--as-of=2026-11-23", *RETURN_1[command]]
    done = subprocess.run([sys.executable, *words], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == edge.UNMET, done.stderr


@pytest.mark.parametrize("name", FRENCH)
def test_french_is_spaced_as_quebec_does(name: str) -> None:
    faults = {
        "a space before ; ! ?": r"[ \u202f\u00a0][;!?]",
        "no no-break space before : » %": r"[^\s\u00a0\d|/][:](?=\s)|[^\S\u00a0][:»%](?=\s)|[^\s\u00a0]»",
        "no no-break space after «": r"«[^\u00a0]",
        "a straight apostrophe": r"\w'\w",
    }
    prose = re.sub(r"\n\*In English.*?(?=\n## |\Z)|\]\([^)]*\)", "", CODE.sub("code", read(name)), flags=re.DOTALL)
    found = {fault: re.findall(f".{{0,30}}(?:{pattern}).{{0,10}}", prose) for fault, pattern in faults.items()}
    assert {fault: places for fault, places in found.items() if places} == {}


def test_schema_titles_have_a_french_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    titles = runpy.run_path(str(ROOT / "tools/docs_schemas.py"))["TITLES"]
    for kind in ("questionnaire", "project"):
        definitions = json.loads(read(f"schemas/{kind}.schema.json"))["$defs"]
        assert {node["title"] for node in definitions.values() if "title" in node} <= set(titles)
