"""The lists of a page as CSV files beside it, and the page read without a script."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from lxml import html

from engage_cli.cli.app import main

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

EXAMPLES = str(Path(__file__).resolve().parents[2] / "examples")
DAY = ("--as-of", "2026-11-23", "-j", "1")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENGAGE_LANG", "fr")
    monkeypatch.chdir(tmp_path)


def rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))


def tables(name: str, *words: str) -> dict[str, list[dict[str, Any]]]:
    assert main(["portfolio", EXAMPLES, "-o", name, "-q", *DAY, *words]) == 0
    found: dict[str, list[dict[str, Any]]] = json.loads(Path(name).read_text(encoding="utf-8"))["tables"]
    return found


def test_lists_are_whole_linked_and_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["portfolio", EXAMPLES, "-o", "ma page.html", "--lists", "mes listes", *DAY]) == 0
    assert capsys.readouterr().err.splitlines() == ["Écrit\u00a0: ma page.html", "Écrit\u00a0: mes listes"]
    page = html.fromstring(Path("ma page.html").read_text(encoding="utf-8"))
    links = [unquote(str(link)) for link in page.xpath("//a[@download]/@href")]
    assert len(links) == len(set(links)) >= 5
    assert all(Path(link).is_file() for link in links)
    told = tables("p.json")
    for name in ("gates", "heat-map", "projects", "attainment", "actions"):
        assert len(rows(Path(f"mes listes/{name}.csv"))) == len(told[name]) > 0
    gates = rows(Path("mes listes/gates.csv"))
    assert [row["Clé"] for row in gates] == [row["key"] for row in told["gates"]]
    assert {row["Projet"] for row in gates} == {row["project"] for row in told["gates"]}


def test_a_page_whose_lists_a_script_draws_has_them_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["portfolio", EXAMPLES, "-o", "few.html", "-q", *DAY]) == 0
    assert not Path("few-lists").exists()
    monkeypatch.setattr("engage_cli.portfolio.documents.contents.WHOLE", {"screen": 5})
    assert main(["portfolio", EXAMPLES, "-o", "page.html", "-q", "--lang", "both", *DAY]) == 0
    page = html.fromstring(Path("page.html").read_text(encoding="utf-8"))
    for language in ("fr", "en"):
        article = page.xpath(f"//article[@lang='{language}']")[0]
        assert "CSV" in article.xpath("string(.//noscript)")
        links = article.xpath(".//a[@download]/@href")
        assert f"page-lists/gates.{language}.csv" in links
        assert all(link.endswith(f".{language}.csv") and Path(link).is_file() for link in links)
    heads = [Path(f"page-lists/gates.{one}.csv").read_text(encoding="utf-8-sig").split(",")[0] for one in ("fr", "en")]
    assert heads == ["Clé", "Key"]


def test_a_folder_of_others_is_left_alone_and_ours_made_anew(capsys: pytest.CaptureFixture[str]) -> None:
    Path("theirs").mkdir()
    Path("theirs/gates.csv").write_text("mine", encoding="utf-8")
    assert main(["portfolio", EXAMPLES, "-o", "p.html", "--lists", "theirs", *DAY]) == 2
    assert "theirs/gates.csv" in capsys.readouterr().err
    assert not Path("p.html").exists(), "nothing is half done"
    assert Path("theirs/gates.csv").read_text(encoding="utf-8") == "mine"
    assert main(["portfolio", EXAMPLES, "-o", "p.html", "--lists", "ours", "--lang", "both", "-q", *DAY]) == 0
    Path("ours/notes.csv").write_text("mine", encoding="utf-8")
    assert main(["portfolio", EXAMPLES, "-o", "p.html", "--lists", "ours", "-q", *DAY]) == 0
    assert Path("ours/gates.csv").is_file()
    assert not Path("ours/gates.fr.csv").exists(), "what the earlier page named does not stay behind"
    assert Path("ours/notes.csv").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("words", [("-o", "p.json"), ("-o", "p.xlsx"), ("--format", "html")])
def test_lists_go_with_a_document_to_read_in_a_file(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["portfolio", EXAMPLES, "--lists", "lists", *words, *DAY]) == 2
    assert "--lists va avec une page, un PDF ou un Markdown dans un fichier" in capsys.readouterr().err
    assert not Path("lists").exists()


def test_people_are_in_the_lists_only_where_the_page_names_them(tmp_path: Path) -> None:
    project = tmp_path / "projects/one.yaml"
    project.parent.mkdir()
    text = (Path(EXAMPLES) / "voute-numerique/project.yaml").read_text(encoding="utf-8")
    action = "  actions: [{id: old, do: =1+1, owner: Ada Lovelace, due: 2026-01-01}]\n"
    project.write_text(text.replace("assessment:\n", f"assessment:\n{action}", 1), encoding="utf-8")
    for words, named in (((), False), (("--with-names",), True)):
        assert main(["portfolio", str(project), "-o", "p.html", "--lists", "lists", "-q", *DAY, *words]) == 0
        whole = "".join(file.read_text(encoding="utf-8-sig") for file in Path("lists").glob("*.csv"))
        assert ("Lovelace" in whole) is named
        assert "'=1+1" in whole
        assert ",=1+1" not in whole


# ── in a browser ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def without_script(chromium: "Chrome") -> Iterator["Chrome"]:
    chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    yield chromium
    chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    chromium.get("about:blank")


@pytest.mark.slow
def test_without_a_script_counts_are_read_and_lists_opened(
    without_script: "Chrome", monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("engage_cli.portfolio.documents.contents.WHOLE", {"screen": 5})
    assert main(["portfolio", EXAMPLES, "-o", "page.html", "-q", *DAY]) == 0
    without_script.get((tmp_path / "page.html").as_uri())
    shown = without_script.find_element("tag name", "body").text
    assert "Un script dessine les listes de cette page" in shown
    assert "exigences bloquantes sont ouvertes" in shown
    folded = without_script.find_element("xpath", "//details[.//a[contains(@href, 'gates.csv')]]")
    if folded.get_attribute("open") is None:
        folded.find_element("tag name", "summary").send_keys("\n")
    link = folded.find_element("xpath", ".//a[@download]")
    assert link.is_displayed()
    assert link.text.startswith("Cette liste en fichier CSV")
    target = str(link.get_attribute("href"))
    assert target == (tmp_path / "page-lists/gates.csv").as_uri()
    many = folded.find_element("class name", "many-rows").text
    assert int(many) == len(rows(tmp_path / "page-lists/gates.csv"))
