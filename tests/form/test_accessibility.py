"""What a machine can check of the page's accessibility and validity, in both languages, light, dark and narrow."""

import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from engage_cli.project.loading import load_project
from tests.form.conftest import Opener, made
from tests.form.making import GARDEN, ROOT
from tests.patience import ENOUGH

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = pytest.mark.slow

MODULES = ROOT / "tools/web/node_modules"
OPEN_ALL = """
  for (const details of document.querySelectorAll('details')) details.open = true;
  for (const part of ['q-"][id$="-aside', 'q-"][id$="-unknown', 'f-"][id$="-unknown']) {
    document.querySelector(`input[id^="${part}"]`).click();
  }
  for (const button of [...document.querySelectorAll('.evidence > button')].slice(0, 2)) button.click();
"""


@pytest.fixture(scope="module")
def axe() -> str:
    source = MODULES / "axe-core/axe.min.js"
    if not source.is_file():
        pytest.skip("axe-core is needed: ./dev test --all installs it")
    return source.read_text(encoding="utf-8")


def findings(browser: "Chrome", axe: str) -> list[tuple[str, str]]:
    """Violations, and what axe could not decide."""
    browser.execute_script(axe)
    browser.set_script_timeout(ENOUGH)
    found = browser.execute_async_script("axe.run({ resultTypes: ['violations'] }).then(arguments[0])")
    return [(one["id"], node["html"]) for one in found["violations"] for node in one["nodes"]]


def emulate(browser: "Chrome", scheme: str, width: int) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def request() -> dict[str, Any]:
    return {"project": load_project(ROOT / "examples/fabrique-a-bede").project, "file": "project.yaml"}


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_no_violation(language: str, scheme: str, width: int, open_page: Opener, axe: str) -> None:
    browser = open_page(**request(), language=language)
    emulate(browser, scheme, width)
    try:
        browser.execute_script(OPEN_ALL)
        assert browser.find_elements("css selector", ".piece")
        assert findings(browser, axe) == []
        wide = browser.execute_script("return document.documentElement.scrollWidth")
        assert wide <= width  # nothing to scroll sideways for: 320 pixels are a window of 1280 at 400 %
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.parametrize("questionnaire", [None, GARDEN], ids=["blank", "in one language"])
def test_axe_finds_no_violation_in_other_pages(questionnaire: Any, open_page: Opener, axe: str) -> None:
    browser = open_page(**({"questionnaire": questionnaire} if questionnaire else {}))
    emulate(browser, "light", 1280)
    assert findings(browser, axe) == []


def test_a_question_to_the_person_is_accessible_too(open_page: Opener, axe: str) -> None:
    browser = open_page(**request())
    browser.execute_script("[...document.querySelectorAll('#end button.plain')].at(-1).click()")
    assert browser.switch_to.active_element.tag_name == "button"
    assert findings(browser, axe) == []
    browser.find_element("css selector", "dialog button.plain").click()
    assert browser.find_elements("css selector", "dialog") == []


@pytest.mark.parametrize(("width", "size"), [(320, 100), (640, 200)])
def test_text_can_be_spaced_and_enlarged(width: int, size: int, open_page: Opener) -> None:
    """WCAG 1.4.12 and 1.4.4: nothing goes off the page."""
    browser = open_page(**request())
    emulate(browser, "light", width)
    spaced = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
    browser.execute_script(
        "const sheet = new CSSStyleSheet(); sheet.replaceSync(arguments[0]); document.adoptedStyleSheets = [sheet];"
        "document.documentElement.style.fontSize = `${arguments[1]}%`;",
        spaced,
        size,
    )
    try:
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_the_bar_stays_on_a_phone_and_leaves_room_to_answer(open_page: Opener) -> None:
    browser = open_page(**request())
    emulate(browser, "light", 400)
    try:
        browser.execute_script("window.scrollTo({ top: 5000, behavior: 'instant' })")
        bar = browser.execute_script("return document.querySelector('.bar').getBoundingClientRect().toJSON()")
        assert bar["top"] == 0
        assert bar["height"] < 150
        padding = browser.execute_script(
            "return parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop)"
        )
        assert padding >= bar["height"]  # what is gone to is not under it
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_the_page_is_valid(open_page: Opener, tmp_path: Path) -> None:
    """As it is written, and as its scripts build it."""
    pages = {name: tmp_path / f"{name}.html" for name in ("written-fr", "written-en", "built-fr", "built-en")}
    for language in ("fr", "en"):
        pages[f"written-{language}"].write_bytes(made(**request(), language=language))
        browser = open_page(**request(), language=language)
        browser.execute_script(OPEN_ALL)
        built = browser.execute_script("return document.documentElement.outerHTML")
        pages[f"built-{language}"].write_text(f"<!doctype html>\n{built}", encoding="utf-8")
    assert faults(pages.values()) == []


def faults(pages: Iterable[Path]) -> list[str]:
    """What the validator of HTML objects to, in all pages at once: it takes seconds to start."""
    vnu, java = MODULES / "vnu-jar/build/dist/vnu.jar", shutil.which("java")
    if not vnu.is_file() or java is None:
        pytest.skip("vnu-jar and java are needed: ./dev test --all installs them")
    command = [java, "-jar", str(vnu), "--errors-only", "--format", "json", *map(str, pages)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    return [f"{one.get('url')}: {one['message']} {one.get('extract', '')}" for one in json.loads(said)["messages"]]
