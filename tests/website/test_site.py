"""The site as it is built: what the program leads to is there, and it can be read and searched without a network."""

import re
import runpy
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from engage_cli.authoring.rules import RULES as LINT_RULES
from engage_cli.check.formats import addresses
from engage_cli.check.rules.registry import RULES
from engage_cli.environment import ENGAGE_VARIABLES

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
LINKS = runpy.run_path(str(ROOT / "tools/website/links.py"))
AT = "https://docs.example.org/engage/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built apart from that of `./dev site`, which installs what it takes."""
    python = ROOT / ".cache/site/venv/bin/python"
    if not python.exists():
        subprocess.run([ROOT / "dev", "site"], check=True, capture_output=True)
    work, built = tmp_path_factory.mktemp("work"), tmp_path_factory.mktemp("site")
    command = [python, ROOT / "tools/website/build.py", work, built]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return built


def places(site: Path, address: str) -> Any:
    """The places of the page at `address`, which is below that of the first page."""
    return LINKS["page"](site / address.removeprefix(AT)).places


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_rule_and_variable_has_its_place(site: Path, language: str) -> None:
    environment = {"ENGAGE_DOCS": f"{AT}index.html"}
    for pages, rules in ((addresses.RULES, RULES), (addresses.LINT_RULES, LINT_RULES)):
        page = addresses.page_address(environment, pages, language)
        assert {rule.id for rule in rules} - places(site, page) == set()
    settings = {"fr": "fr/reglages.html", "en": "en/settings.html"}[language]
    assert {one.name for one in ENGAGE_VARIABLES} - places(site, AT + settings) == set()


def test_the_first_page_leads_to_both_languages(site: Path) -> None:
    assert (site / "index.html").is_file()
    assert LINKS["page"](site / "index.html").links == ["fr/index.html", "en/index.html"]
    assert '<html lang="fr"' in (site / "fr/index.html").read_text(encoding="utf-8")
    assert '<html lang="en"' in (site / "en/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [1280, 400])
def test_pages_are_no_wider_than_the_screen(site: Path, chromium: "Chrome", width: int) -> None:
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    for page in ("fr/index", "fr/commandes", "fr/reglages", "fr/questionnaire", "en/rules", "en/score"):
        chromium.get((site / f"{page}.html").as_uri())
        assert chromium.execute_script("return document.documentElement.scrollWidth") <= width, page
    chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_search_works_from_a_folder_and_asks_no_network(site: Path, chromium: "Chrome") -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait

    chromium.get((site / "fr/index.html").as_uri())
    WebDriverWait(chromium, 20).until(lambda page: page.find_elements(By.CLASS_NAME, "md-search__button"))
    chromium.find_element(By.CLASS_NAME, "md-search__button").click()
    WebDriverWait(chromium, 20).until(lambda page: page.switch_to.active_element.tag_name == "div")
    chromium.switch_to.active_element.send_keys("dérogation")
    shown = "return [...document.querySelectorAll('*')].map(one => one.shadowRoot?.textContent ?? '').join('')"
    WebDriverWait(chromium, 20).until(lambda page: "waiver-expired" in page.execute_script(shown))
    assert re.search(r"\d+ résultats?", chromium.execute_script(shown))
    asked = chromium.execute_script("return performance.getEntriesByType('resource').map(one => one.name)")
    assert [name for name in asked if not name.startswith(("file:", "data:", "blob:"))] == []
