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


@pytest.mark.parametrize("page", ["both", "grouped", "plan", "index"])
def test_axe_finds_no_violation(page: str, pages: Path, browser: "Chrome", axe: str) -> None:
    for scheme, width in ((s, w) for s in ("light", "dark") for w in (1280, 320)):
        emulate(browser, scheme, width)
        browser.get((pages / f"{page}.html").as_uri())
        assert findings(browser, axe) == []
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width


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
    status = browser.find_element(By.CSS_SELECTOR, ".filters [role=status]")
    assert "12" in status.text
    search = browser.find_element(By.CSS_SELECTOR, "[data-filter=name]")
    search.send_keys("bede")
    assert shown(browser) == ["fabrique-a-bede"]
    assert status.text.startswith("1 of 12")
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
      return [...document.querySelector('.heat-map').querySelectorAll('tr[data-p]')].map((r) => r.dataset.f)
    """
    phases = ["idee", "planification", "realisation", "exploitation", "cloture"]
    found = [
        next(w for w in row.split() if w.startswith("phase="))[6:] for row in browser.execute_script(code, "phase")
    ]
    assert found == sorted(found, key=phases.index)
    options = browser.execute_script("return [...document.querySelector('[data-order]').options].map((o) => o.value)")
    assert options == ["name", "date", "phase", "genre", "unite"]
