"""The portfolio in a real browser: what axe objects to, narrow and dark, filters and order from the keyboard."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engage_cli.cli.app import main
from tests.form.test_accessibility import axe, emulate, faults, findings

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

__all__ = ["axe"]

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portfolio in both languages, one grouped, a plan, and the index of a batch."""
    folder = tmp_path_factory.mktemp("pages")
    examples, day = str(ROOT / "examples"), ["--as-of", "2026-11-23", "-j", "1", "-q"]
    assert main(["portfolio", examples, "-o", str(folder / "both.html"), "--lang", "both", *day]) == 0
    assert main(["portfolio", examples, "-o", str(folder / "grouped.html"), "--lang", "en", "--by", "phase", *day]) == 0
    narrow = ["--by", "phase", "--where", "unite=collections"]
    assert main(["portfolio", examples, "-o", str(folder / "part.html"), "--lang", "en", *narrow, *day]) == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("engage_cli.portfolio.documents.contents.WHOLE", {"screen": 5})
        assert main(["portfolio", examples, "-o", str(folder / "drawn.html"), "--lang", "en", *day]) == 0
    assert main(["portfolio", examples, "-o", str(folder / "plan.html"), "--kind", "plan", "--lang", "fr", *day]) == 0
    assert main(["batch", examples, "-o", str(folder / "out"), "--format", "md", "--lang", "fr", *day]) == 0
    shutil.copy(folder / "out/index.html", folder / "index.html")
    return folder


@pytest.fixture
def browser(chromium: "Chrome") -> Iterator["Chrome"]:
    """At the end it may have nothing to complain of, the policy of the page least of all."""
    chromium.get_log("browser")  # type: ignore[no-untyped-call]  # selenium's own
    yield chromium
    complaints = [one for one in chromium.get_log("browser") if one["level"] == "SEVERE"]  # type: ignore[no-untyped-call]
    chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    chromium.get("about:blank")
    assert complaints == []


@pytest.mark.parametrize("page", ["both", "grouped", "drawn", "plan", "index"])
def test_axe_finds_no_violation(page: str, pages: Path, browser: "Chrome", axe: str) -> None:
    looks = [("light", 1280), ("dark", 320), ("dark", 1280), ("light", 320)]
    for scheme, width in looks[:2] if page == "both" else looks:  # twice what the others hold, and no other kind of it
        emulate(browser, scheme, width)
        browser.get((pages / f"{page}.html").as_uri())
        assert findings(browser, axe) == []
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width


BROKEN = """
  const broken = [];
  for (const name of document.querySelectorAll(".heat-map tbody th bdi")) {
    const text = name.firstChild;
    for (const word of text.data.matchAll(/[^\\s-]+/g)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((one) => Math.round(one.top))).size > 1) broken.push(word[0]);
    }
  }
  return broken;
"""


def test_the_heat_map_is_on_the_first_screen_and_breaks_no_word(pages: Path, browser: "Chrome") -> None:
    emulate(browser, "light", 1280)
    browser.get((pages / "both.html").as_uri())
    second = "return document.querySelectorAll('.heat-map tr[data-p]')[1].getBoundingClientRect().bottom"
    assert browser.execute_script(second) < 900
    for width in (400, 1280):
        emulate(browser, "light", width)
        assert browser.execute_script(BROKEN) == []


def test_the_pages_are_valid(pages: Path) -> None:
    assert faults(sorted(pages.glob("*.html"))) == []


def shown(browser: "Chrome") -> list[str]:
    """Keys of the projects in the heat map that can be seen, in order."""
    code = "return [...document.querySelectorAll('.heat-map tr[data-p]')].filter(r => !r.hidden).map(r => r.dataset.p)"
    found: list[str] = browser.execute_script(code)
    return found


def test_filters_and_order_work_from_the_keyboard(pages: Path, browser: "Chrome") -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import WebDriverWait

    emulate(browser, "light", 1280)
    browser.get((pages / "grouped.html").as_uri())
    everyone = shown(browser)
    assert len(everyone) == 12
    status = browser.find_element(By.CSS_SELECTOR, ".narrow [role=status]")
    assert "12" in status.text
    browser.find_element(By.CSS_SELECTOR, ".narrow > summary").send_keys(Keys.ENTER)
    search = browser.find_element(By.CSS_SELECTOR, "[data-filter=name]")
    search.send_keys("bede")
    assert shown(browser) == ["fabrique-a-bede"]
    assert status.text.startswith("Projects shown: 1 of 12")
    listed = browser.execute_script(
        "return [...document.querySelectorAll('table.many tr[data-p]')].filter(r => !r.hidden).length"
    )
    assert listed >= 1
    search.send_keys(Keys.CONTROL, "a")
    search.send_keys(Keys.BACKSPACE)
    unit = browser.find_element(By.CSS_SELECTOR, "select[data-filter=unite]")
    unit.send_keys("Coll")
    assert set(shown(browser)) == {"collections-en-ligne", "recits-de-rivieres"}
    browser.find_element(By.CSS_SELECTOR, ".filters button[type=reset]").send_keys(Keys.ENTER)
    WebDriverWait(browser, 5).until(lambda page: sorted(shown(page)) == sorted(everyone))


def test_the_order_is_never_by_results(pages: Path, browser: "Chrome") -> None:
    browser.get((pages / "both.html").as_uri())
    code = """
      const order = document.querySelector('[data-order]'); order.value = arguments[0];
      order.dispatchEvent(new Event('input', {bubbles: true}));
      const data = JSON.parse(document.querySelector("script.data").textContent);
      const facts = new Map(data.keys.map((key, at) => [key, data.has[at].map((t) => data.tokens[t]).join(" ")]));
      return [...document.querySelector('.heat-map').querySelectorAll('tr[data-p]')].map((r) => facts.get(r.dataset.p))
    """
    phases = ["idee", "planification", "realisation", "exploitation", "cloture"]
    found = [
        next(w for w in row.split() if w.startswith("phase="))[6:] for row in browser.execute_script(code, "phase")
    ]
    assert found == sorted(found, key=phases.index)
    options = browser.execute_script("return [...document.querySelector('[data-order]').options].map((o) => o.value)")
    assert options == ["name", "date", "phase", "genre", "unite"]


COUNTED = """
  const counts = {};
  for (const one of document.querySelectorAll("[data-sum], [data-projects]"))
    counts[(one.dataset.sum ? "sum " : "projects ") + (one.dataset.sum ?? one.dataset.projects)] =
      one.dataset.one ? one.textContent : Number(one.textContent);
  return counts;
"""
NARROWED = """
  const choice = document.querySelector("select[data-filter=unite]");
  choice.value = arguments[0];
  choice.dispatchEvent(new Event("input", {bubbles: true}));
"""


@pytest.mark.parametrize("page", ["grouped", "drawn"])
def test_a_filter_counts_what_the_same_projects_alone_count(page: str, pages: Path, browser: "Chrome") -> None:
    browser.get((pages / "part.html").as_uri())
    alone: dict[str, object] = browser.execute_script(COUNTED)
    browser.get((pages / f"{page}.html").as_uri())
    everyone = browser.execute_script(COUNTED)
    browser.execute_script(NARROWED, "collections")
    narrowed = browser.execute_script(COUNTED)
    assert {key: narrowed[key] for key in alone} == alone
    assert sum(narrowed[key] != everyone[key] for key in everyone) > 50
    browser.execute_script(NARROWED, "")
    assert browser.execute_script(COUNTED) == everyone


def test_rows_that_the_script_draws_are_those_of_the_page(pages: Path, browser: "Chrome") -> None:
    code = """
      for (const one of document.querySelectorAll("details")) one.open = true;
      return [...document.querySelectorAll(".heat-map tr[data-p], .many tr[data-p]")]
        .map((row) => [row.dataset.p, ...[...row.cells].map((cell) => cell.textContent.trim())].join("|"))
    """
    texts = []
    for page in ("both", "drawn"):
        browser.get((pages / f"{page}.html").as_uri())
        texts.append(
            browser.execute_script(
                code.replace("document.query", "document.querySelector('[lang=en] article, article[lang=en]').query")
            )
        )
    in_page, drawn = texts
    assert drawn == in_page
    assert len(drawn) > 30
