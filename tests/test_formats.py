"""Whatever a registry of formats declares can be written, is offered, is known again and is explained."""

import re
import shutil
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from engage_cli.check.formats.formats import FORMATS as CHECK
from engage_cli.cli.app import main
from engage_cli.formats import Format
from engage_cli.portfolio.documents.formats import FORMATS as PORTFOLIO
from engage_cli.report.choices import Engine, Kind
from engage_cli.report.formats import FORMATS as REPORT

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests/report/golden"
SHOWN_ELSEWHERE = {"pdf", "html", "docx", "json"}
"""Formats whose tests read their structure instead of golden files."""

pytestmark = pytest.mark.filterwarnings("ignore:Exception ignored in.*sRGB:pytest.PytestUnraisableExceptionWarning")

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs `engage` in English in a folder that holds the garden; gives the exit code and what was said."""
    shutil.copytree(ROOT / "tests/questionnaires/garden", tmp_path / "garden")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ENGAGE_LANG", "en")
    monkeypatch.setenv("COLUMNS", "200")

    def run(*words: str) -> tuple[int, str]:
        code = main([*words, "--as-of", "2026-11-23"])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


COMMANDS: Mapping[str, tuple[tuple[str, ...], Mapping[str, Format[Any]]]] = {
    "report": (("report", "garden"), REPORT),
    "portfolio": (("portfolio", "garden", "-j", "1"), PORTFOLIO),
}
EVERY = [
    pytest.param(words, format, id=f"{id}-{format.name}", marks=pytest.mark.slow if format.name == "pdf" else ())
    for id, (words, f) in COMMANDS.items()
    for format in f.values()
]


@pytest.mark.parametrize(("words", "format"), EVERY)
def test_a_document_is_written_replaced_and_never_takes_the_place_of_another_file(
    run: Run, words: tuple[str, ...], format: Format[Any]
) -> None:
    target = Path(f"x{format.suffix}")
    assert run(*words, "-o", str(target))[0] == 0
    before = target.read_bytes()
    assert format.ours(before)
    assert run(*words, "-o", str(target), "--lang", "both")[0] == 0
    if format.name != "json":
        assert target.read_bytes() != before
    target.write_bytes(b'{"format_version": 1, "of": "another program"}')
    code, said = run(*words, "-o", str(target))
    assert code == 2
    assert "engage did not write it" in said
    assert b"another program" in target.read_bytes()


@pytest.mark.parametrize("format", REPORT.values(), ids=REPORT)
def test_a_batch_writes_every_format_of_a_report(run: Run, format: Format[Any]) -> None:
    assert run("batch", "garden", "-o", "out", "--format", format.name, "-j", "1")[0] == 0
    (written,) = [path for path in Path("out").rglob(f"*{format.suffix}") if path.name != "index.html"]
    assert format.ours(written.read_bytes())
    assert f">{format.title}<" in Path("out/index.html").read_text(encoding="utf-8").replace("</span>", ">")
    assert "1 unchanged" in run("batch", "garden", "-o", "out", "--format", format.name, "-j", "1")[1]


@pytest.mark.parametrize(("words", "format"), EVERY)
def test_the_help_and_what_is_said_of_a_mistake_name_every_format(
    run: Run, words: tuple[str, ...], format: Format[Any]
) -> None:
    assert format.name in run(words[0], "-h")[1].partition("--format ")[2].split()[0].split("|")
    assert format.suffix in run(*words, "-o", "x.nothing")[1]
    code, said = run(*words, "--format", f"{format.name}x")
    assert code == 2
    assert format.name in said


def test_the_help_says_which_formats_a_kind_has(run: Run) -> None:
    helps = [" ".join(run(command, "-h")[1].split()) for command in ("report", "batch")]
    for kind in Kind:
        titles = [format.title for format in REPORT.values() if format.can_be(kind)]
        if len(titles) < len(REPORT):
            assert all(re.search(f"In {', '.join(titles)} only: [a-z, ]*{kind}", said) for said in helps)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_format_an_engine_a_template_and_words(kind: Kind) -> None:
    assert any(format.can_be(kind) for format in REPORT.values())
    assert any(kind in engine.kinds for engine in Engine if engine is not Engine.AUTO)
    assert (ROOT / "report_templates" / kind.template).is_file()
    assert kind.words
    assert "{name}" in kind.file


@pytest.mark.parametrize("name", sorted(REPORT.keys() - SHOWN_ELSEWHERE))
def test_every_other_format_has_a_golden_file(name: str) -> None:
    assert list(GOLDEN.glob(f"*{REPORT[name].suffix}"))


REGISTRIES = [
    path.relative_to(ROOT / "src").with_suffix("").as_posix().replace("/", ".")
    for path in sorted((ROOT / "src/engage_cli").glob("*/**/formats.py"))
]


@pytest.mark.parametrize("module", REGISTRIES)
def test_names_titles_and_suffixes_are_distinct(module: str) -> None:
    formats: Mapping[str, Format[Any]] = import_module(module).FORMATS
    assert all(name == format.name for name, format in formats.items())
    if formats is CHECK:  # several write JSON or text, and are told apart by their names
        return
    for said in ("name", "title", "suffix", "media_type"):
        values = [getattr(format, said) for format in formats.values()]
        assert all(values)
        assert len(set(values)) == len(values)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_documents_list_every_format(language: str) -> None:
    pages = {file.stem: file.read_text(encoding="utf-8") for file in (ROOT / "docs" / language).glob("*.md")}
    reports, check = pages["rapports" if language == "fr" else "reports"], pages["ci"]
    assert all(f"| {format.title} | `{format.suffix}` |" in reports for format in REPORT.values())
    assert all(f"| {format.title} | `{format.suffix}` |" in pages["coordination"] for format in PORTFOLIO.values())
    assert all(f"| `{format.name}` |" in check for format in CHECK.values())
