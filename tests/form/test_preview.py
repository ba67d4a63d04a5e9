"""The preview of a questionnaire: what it says beside each question, and that this follows the answers given in it."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from engage_cli.form.preview import preview_values
from engage_cli.form.watching import watch_files
from engage_cli.i18n import LANGUAGES
from engage_cli.model.scales import FacetType
from tests.authoring.making import advice, load, minimal, question, write
from tests.cli.conftest import Engage, engage, environment
from tests.form.conftest import Opener
from tests.form.making import GARDEN, SHIPPED
from tests.form.test_accessibility import axe, emulate, findings
from tests.patience import ENOUGH

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

__all__ = ["axe", "engage", "environment"]

GATE = {"basis": "law", "rule": "R", "certainty": "high", "at": {"t1": "some"}}


def asked(tmp_path: Path) -> dict[str, Any]:
    """What is said of one question that has everything."""
    whole = question(
        "s.b", when={"open": True, "s.a": {"at_least": "some"}}, due="t1", gate=GATE,
        recommendations=[advice("do", ["none", "some"], when={"kind": "ka"})],
    )  # fmt: skip
    section = {"id": "s", "title": "S", "aim": {"kind": "ka"}, "questions": [question("s.a"), whole]}
    found: dict[str, Any] = preview_values(load(tmp_path / "q", minimal(sections=[section])).questionnaire)[
        "questions"
    ]["s.b"]
    return found


def test_each_condition_is_said_apart(tmp_path: Path) -> None:
    said = [(one["kind"], one["words"]["en"], one["test"]["key"]) for one in asked(tmp_path)["reasons"]]
    assert said == [
        ("when", "open: yes", "open"),
        ("when", "s.a: Some or higher", "s.a"),
        ("due", "time: T1 or higher", "time"),
        ("aim", "kind: KA", "kind"),
    ]
    assert asked(tmp_path)["reasons"][0]["words"]["fr"] == "open\u00a0: oui"


def test_levels_say_what_is_expected_required_and_advised(tmp_path: Path) -> None:
    levels = {one.pop("id"): one for one in asked(tmp_path)["levels"]}
    assert list(levels) == ["full", "some", "none"]
    assert {id: (one["expected"], one["must"]) for id, one in levels.items()} == {
        "full": (["t1"], None),
        "some": (["t0"], ["t1"]),
        "none": (None, None),
    }
    assert levels["full"]["advice"] == []
    (given,) = levels["none"]["advice"]
    assert given["do"] == {"en": "Do do"}
    assert given["to"] == {"en": "Full"}
    assert given["when"]["en"] == "kind: KA"
    assert levels["some"]["points"] == dict.fromkeys(LANGUAGES, "1")


def test_the_page_is_written(engage: Engage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "q", minimal())
    monkeypatch.chdir(tmp_path)
    ran = engage("questionnaire", "preview", "q")
    assert (ran.code, ran.out, ran.err) == (0, "", "Written: small-preview.html\n")
    page = Path("small-preview.html").read_text(encoding="utf-8")
    assert '<meta name="generator" content="engage ' in page
    assert '"preview":' in page
    monkeypatch.chdir(tmp_path / "q")
    assert engage("questionnaire", "preview", "-o", "../other.html", "--lang", "fr").code == 0
    assert "<title>Small : aperçu</title>" in (tmp_path / "other.html").read_text(encoding="utf-8").replace("\xa0", " ")


def test_a_fault_is_said_with_its_line(engage: Engage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "q", minimal(timeline="nothing"))
    monkeypatch.chdir(tmp_path)
    ran = engage("questionnaire", "preview", "q", "-o", "page.html")
    assert (ran.code, ran.out) == (2, "")
    assert "q/questionnaire.yaml:" in ran.err
    assert not Path("page.html").exists()


def test_an_ordinary_page_knows_nothing_of_it(engage: Engage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "q", minimal())
    monkeypatch.chdir(tmp_path)
    assert engage("form", "--questionnaire", "q", "-o", "page.html").code == 0
    assert "const Preview" not in Path("page.html").read_text(encoding="utf-8")


def test_changes_are_noticed_from_the_moment_of_asking(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\n", encoding="utf-8")
    seen = watch_files(tmp_path, pause=0.01)
    path.write_text("a: 12\n", encoding="utf-8")
    assert next(seen) is None
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner/b.yaml").write_text("b\n", encoding="utf-8")
    assert next(seen) is None
    path.unlink()
    assert next(seen) is None
    (tmp_path / "page.html").write_text("no YAML", encoding="utf-8")
    noticed = threading.Event()

    def notice() -> None:
        next(seen)
        noticed.set()

    thread = threading.Thread(target=notice, daemon=True)
    thread.start()
    time.sleep(0.1)
    assert not noticed.is_set()
    (tmp_path / "c.yaml").write_text("c\n", encoding="utf-8")
    assert noticed.wait(ENOUGH)


@pytest.mark.slow
def test_it_is_watched_until_ctrl_c(tmp_path: Path) -> None:
    folder, page, log = write(tmp_path / "q", minimal()), tmp_path / "page.html", tmp_path / "log"
    text = (folder / "questionnaire.yaml").read_text(encoding="utf-8")
    words = [sys.executable, "-m", "engage_cli", "questionnaire", "preview", "q", "-o", "page.html", "--watch"]
    with log.open("w", encoding="utf-8") as err:
        environment = os.environ | {"ENGAGE_LANG": "en"}
        process = subprocess.Popen(words, cwd=tmp_path, stderr=err, env=environment)
    try:
        wait_for(log, "Watching q")
        before = page.read_bytes()
        (folder / "questionnaire.yaml").write_text(text.replace("title: S\n", "titel: S\n"), encoding="utf-8")
        wait_for(log, "The page stays as it was: page.html")
        assert "q/questionnaire.yaml:" in log.read_text(encoding="utf-8")
        assert page.read_bytes() == before
        (folder / "questionnaire.yaml").write_text(text.replace("title: S\n", "title: Another\n"), encoding="utf-8")
        wait_for(log, "Replaced: page.html")
        assert b"Another" in page.read_bytes()
        process.send_signal(signal.SIGINT)
        assert process.wait(ENOUGH) == 0
    finally:
        process.kill()


def wait_for(log: Path, words: str) -> None:
    until = time.monotonic() + ENOUGH
    while words not in log.read_text(encoding="utf-8"):
        assert time.monotonic() < until, log.read_text(encoding="utf-8")
        time.sleep(0.05)


STATES = """
  const standings = engage.sheet.standings();
  return engage.sheet.page.model.questions.map(({ id }) => {
    const panel = document.querySelector(`#q-${CSS.escape(id)} .author`);
    return {
      id,
      visible: !panel.closest('.question').hidden,
      wanted: engage.Rules.wanted(standings.get(id)),
      state: standings.get(id).state,
      title: panel.querySelector('h4 span').textContent,
      said: [...panel.querySelectorAll('li')].map((line) => line.dataset.holds),
      words: [...panel.querySelectorAll('li')].map((line) => line.textContent),
    };
  });
"""


def panels(browser: "Chrome") -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in browser.execute_script(STATES)}


def check(found: dict[str, dict[str, Any]]) -> None:
    for one in found.values():
        assert one["visible"], one
        assert one["title"] == ("Asked because" if one["wanted"] else "Not asked because"), one
        if one["state"] in ("not_asked", "not_yet_due", "outside_aim"):
            assert set(one["said"]) & {"false", "null"}, one
        elif one["state"] == "unsettled":
            assert "null" in one["said"], one


def click(browser: "Chrome", id: str) -> None:
    browser.execute_script("document.getElementById(arguments[0]).click()", id)


@pytest.mark.slow
@pytest.mark.parametrize("questionnaire", [GARDEN, SHIPPED], ids=lambda one: one.id)
def test_the_panel_follows_what_is_answered(open_page: Opener, questionnaire: Any) -> None:
    browser = open_page(questionnaire=questionnaire, language="en", preview=True)
    check(panels(browser))
    before = panels(browser)
    for facet in questionnaire.facets:
        last = "yes" if facet.type is FacetType.YES_NO else f"c-{facet.choices[-1].id}"
        browser.execute_script(
            "const [id, part] = arguments;"
            "(document.getElementById(`f-${id}-${part}`) || document.querySelector(`[id^='f-${id}-']`)).click()",
            facet.id,
            last,
        )
        check(panels(browser))
    assert panels(browser) != before


@pytest.mark.slow
def test_a_condition_on_an_answer(open_page: Opener, tmp_path: Path) -> None:
    questions = [question("s.a"), question("s.b", when={"s.a": {"at_least": "some"}})]
    q = load(tmp_path / "q", minimal(sections=[{"id": "s", "title": "S", "questions": questions}])).questionnaire
    browser = open_page(questionnaire=q, language="en", preview=True)
    assert panels(browser)["s.b"]["words"] == ["does not hold: s.a: Some or higher"]
    assert panels(browser)["s.a"]["title"] == "Asked because"
    click(browser, "q-s.a-c-full")
    assert panels(browser)["s.b"]["words"] == ["holds: s.a: Some or higher"]
    assert panels(browser)["s.b"]["title"] == "Asked because"


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_nothing(open_page: Opener, axe: str, language: str, scheme: str, width: int) -> None:
    browser = open_page(questionnaire=GARDEN, language=language, preview=True)
    emulate(browser, scheme, width)
    browser.execute_script("for (const details of document.querySelectorAll('details')) details.open = true;")
    assert findings(browser, axe) == []
    assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth")
