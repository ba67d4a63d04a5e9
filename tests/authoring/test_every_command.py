"""Every command under `engage questionnaire`, as an author meets it: help, what it finds, bad input, formats."""

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import fromstring

import jsonschema_rs
import pytest
from sarif_pydantic import Sarif

from engage_cli.check.formats.formats import FORMATS
from engage_cli.cli.questionnaire import COMMANDS
from engage_cli.cli.questionnaire_overlay import COMMANDS as OVERLAY
from engage_cli.formats import has_no_mark
from tests.authoring.making import minimal, question, write
from tests.cli.conftest import ROOT, Engage

NAMES = [(name,) for name in COMMANDS if name != "overlay"] + [("overlay", name) for name in OVERLAY]
DAY = ("--as-of", "2026-11-29")
CASES = """engage: 1
cases:
  - name: As it is
    facets: {time: t0}
    expect: {asked: [s.a]}
  - name: Not so
    facets: {time: t0, open: false}
    expect:
      asked: [s.b]
"""


@pytest.fixture
def mine(place: Path) -> Path:
    """A questionnaire with a test that passes and one that does not, and an overlay of it, in `questionnaires`."""
    folder = write(place / "questionnaires/mine", minimal(id="mine"))
    (folder / "tests").mkdir()
    (folder / "tests/a.yaml").write_text(CASES)
    value = {"engage": 1, "id": "ours", "version": "1.0.0", "title": "Ours", "extends": {"id": "mine"}}
    write(place / "questionnaires/ours", value | {"extends": {"id": "mine", "version": "1.0.0"}})
    return folder


def typed_in(entries: object) -> Iterator[str]:
    for entry in dict(entries).values():  # type: ignore[call-overload]  # a registry of commands
        yield from (typed for typed, _ in entry.examples)


@pytest.mark.parametrize("name", NAMES, ids="-".join)
@pytest.mark.parametrize(("language", "head"), [("fr", "Exemples"), ("en", "Examples")])
def test_help_has_examples(engage: Engage, name: tuple[str, ...], language: str, head: str) -> None:
    ran = engage("questionnaire", *name, "-h", "--lang", language)
    assert ran.code == 0
    shown = ran.out.split(f"\n{head}\n")[1].split("\n\n")[0]
    assert f"engage questionnaire {' '.join(name)}" in shown


def test_options_of_examples_are_options(engage: Engage) -> None:
    for typed in [*typed_in(COMMANDS), *typed_in(OVERLAY)]:
        _, _, *rest = typed.split()
        command = rest[:2] if rest[0] == "overlay" else rest[:1]
        known = engage("questionnaire", *command, "-h").out.split("\nExamples\n")
        assert {word for word in rest if word.startswith("-")} <= set("".join([known[0], known[1].split("\n\n", 1)[1]])
            .replace(",", " ").split()), typed  # fmt: skip


def test_list_has_those_of_this_folder(engage: Engage, mine: Path) -> None:
    assert [one["id"] for one in json.loads(engage("questionnaire", "list", "--json").out)["questionnaires"]] == [
        "engagement-numerique", "mine", "ours",
    ]  # fmt: skip
    plain = engage("questionnaire", "list", "--plain").out
    assert "  mine\n" in plain
    (mine / "questionnaire.yaml").write_text("engage: 1\nid: mine\n")
    ran = engage("questionnaire", "list")
    assert (ran.code, "engagement-numerique" in ran.out) == (2, True), "the others are listed"
    assert "questionnaires/mine/questionnaire.yaml:1:1" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show",), "Small 1.0.0 (mine)"),
        (("lint",), "1 file checked"),
        (("test", "-k", "as it"), "1 test run, it passes, 1 left out."),
        (("preview",), "mine-preview.html"),
        (("release",), "mine 1.0.0: 2 questions kept in “history/1.0.0.yaml”."),
        (("diff", "1.0.0"), "mine  1.0.0 → 1.0.0"),
    ],
)
def test_the_one_in_this_folder_is_meant(
    engage: Engage, mine: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(mine)
    ran = engage("questionnaire", *words)
    assert (ran.code, said in ran.out + ran.err) == (0, True), ran


@pytest.mark.parametrize(
    "words",
    [
        ("show",),
        ("lint",),
        ("preview",),
        ("release",),
        ("copy",),
        ("overlay", "pin"),
        ("upgrade",),
        ("show", "--resolved"),
        ("diff",),
    ],
    ids="-".join,
)
def test_the_base_of_an_overlay_may_stand_in_a_folder_that_is_named(
    engage: Engage, mine: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    (mine.parents[1] / "central").mkdir()
    mine.rename(mine.parents[1] / "central/mine")
    more = ("theirs",) if words == ("copy",) else ()
    assert engage("questionnaire", *words, "ours", *more).code == 2
    monkeypatch.setenv("ENGAGE_QUESTIONNAIRES", "central")
    ran = engage("questionnaire", *words, "ours", *more)
    assert ran.code == 0, ran.err


BAD = [
    (("show", "mime"), "Did you mean “mine”?"),
    (("show", "mine", "--section", "z"), "There is no section “z”."),
    (("show", "mine", "--section", "z"), "Possible here: s."),
    (("lint", "mime"), "Did you mean “mine”?"),
    (("test", "mime"), "Did you mean “mine”?"),
    (("test", "ours"), "“ours” has no tests."),
    (("test", "mine", "--output-format", "sarf"), "Did you mean “sarif”?"),
    (("test", "mine", "-k", "zz"), "No test has “zz” in its name."),
    (("preview", "mime"), "Did you mean “mine”?"),
    (("copy", "mime", "new"), "Did you mean “mine”?"),
    (("copy", "mine"), "engage questionnaire copy -h"),
    (("copy", "mine", "ours"), "“questionnaires/ours” exists already"),
    (("overlay", "new", "mime", "--title", "T"), "Did you mean “mine”?"),
    (("overlay", "new", "ours", "--title", "T"), "This is an overlay itself"),
    (("overlay", "pin", "mine"), "This is no overlay"),
    (("upgrade", "mine"), "This is no overlay"),
    (("upgrade", "ours", "--to", "9.0.0"), "Did you mean “1.0.0”?"),
    (("diff", "9.0.0", "mine"), "Possible here: 1.0.0."),
    (("diff", "mime"), "Did you mean “mine”?"),
    (("release", "mime"), "Did you mean “mine”?"),
    (("relase", "mine"), "Did you mean release?"),
    (("overlay", "pim"), "Did you mean pin?"),
    (("lint", "mine", "--jsn"), "--json"),
]


@pytest.mark.parametrize(("words", "said"), BAD, ids=lambda one: " ".join(one) if isinstance(one, tuple) else "")
def test_wrong_words_are_2_with_a_hint_and_write_nothing(
    engage: Engage, mine: Path, words: tuple[str, ...], said: str
) -> None:
    before = sorted(mine.parents[1].rglob("*"))
    ran = engage("questionnaire", *words)
    assert (ran.code, ran.out, said in ran.err) == (2, "", True), ran
    assert sorted(mine.parents[1].rglob("*")) == before


@pytest.mark.parametrize(
    "words",
    [("show", "mine"), ("test", "mine"), ("preview", "mine"), ("copy", "mine", "new"), ("release", "mine"),
     ("diff", "mine"), ("overlay", "new", "mine", "--title", "T"), ("lint", "ours"), ("overlay", "pin", "ours")],
    ids="-".join,
)  # fmt: skip
def test_a_fault_in_the_file_is_said_on_its_line(engage: Engage, mine: Path, words: tuple[str, ...]) -> None:
    file = mine / "questionnaire.yaml"
    lines = file.read_text().splitlines()
    line = lines.index("        scale: steps")
    file.write_text("\n".join([*lines[:line], "        scale: step", *lines[line + 1 :]]) + "\n")
    before = sorted(mine.parents[1].rglob("*"))
    ran = engage("questionnaire", *words)
    assert ran.code == 2
    assert f"questionnaires/mine/questionnaire.yaml:{line + 1}:16: " in ran.out + ran.err
    assert "Did you mean “steps”?" in ran.out + ran.err
    assert sorted(mine.parents[1].rglob("*")) == before


@pytest.mark.parametrize("name", FORMATS)
def test_tests_are_written_in_every_format(engage: Engage, mine: Path, name: str) -> None:
    words = ("questionnaire", "test", "mine", "--output-format", name, *DAY)
    shown = engage(*words)
    assert shown.code == 1
    assert "1 fails" in shown.out + shown.err
    named = "expectation" if name == "statistics" else "s.b"
    assert named in shown.out
    assert (engage(*words, "-o", "out").code, Path("out").read_text()) == (1, shown.out)
    assert engage(*words, "-o", "out").code == (2 if FORMATS[name].ours is has_no_mark else 1), (
        "its own file is replaced"
    )
    Path("out").write_text("mine")
    assert engage(*words, "-o", "out").code == 2
    assert engage(*words, "-o", str(mine / "tests/a.yaml"), "--force").code == 2
    (mine / "tests/a.yaml").write_text(CASES.replace("asked: [s.b]", "askd: [s.b]"))
    broken = engage(*words)
    assert (broken.code, "tests/a.yaml:9:7" in broken.err) == (2, True)
    assert "Did you mean “asked”?" in broken.err


def test_what_programs_read_of_tests(engage: Engage, mine: Path) -> None:
    values = json.loads(engage("questionnaire", "test", "mine", "--json").out)
    schema = json.loads((ROOT / "schemas/check-results.schema.json").read_text())
    jsonschema_rs.Draft202012Validator(schema, validate_formats=True).validate(values)
    ((finding,),) = (one["findings"] for one in values["files"])
    assert (finding["rule"], finding["line"], finding["fails"]) == ("expectation", 9, True)
    assert finding["message"].startswith("Not so: “s.b” is not asked")
    sarif = engage("questionnaire", "test", "mine", "--output-format", "sarif").out
    Sarif.model_validate_json(sarif)
    (run,) = json.loads(sarif)["runs"]
    assert [one["ruleId"] for one in run["results"]] == ["expectation"]
    (suite,) = fromstring(engage("questionnaire", "test", "mine", "--output-format", "junit").out)
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    (mine / "tests/a.yaml").write_text("engage: 1\ncases: [\n")
    for name in ("json", "sarif", "junit", "gitlab"):
        ran = engage("questionnaire", "test", "mine", "--output-format", name)
        assert (ran.code, "file-invalid" in ran.out) == (2, True)


@pytest.mark.parametrize("words", [("list",), ("show", "mine"), ("test", "mine"), ("lint", "mine"), ("diff", "mine")])
def test_without_colours_and_columns(
    engage: Engage, mine: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in engage("questionnaire", *words).out
    plain = engage("questionnaire", *words, "--plain")
    assert not any("   " in line.strip() or "─" in line for line in plain.out.splitlines())
    assert mine.exists()


def test_one_is_not_many(engage: Engage, place: Path) -> None:
    write(place / "questionnaires/one", minimal(id="one", sections=[
        {"id": "s", "title": "S", "questions": [question("s.a")]}
    ]))  # fmt: skip
    assert "1 question kept in" in engage("questionnaire", "release", "one").err
