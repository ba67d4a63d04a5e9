"""The page for the projector: one file, small, accessible, led by keys."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.form.test_accessibility import axe, emulate, findings
from tests.voices.conftest import Engage, Meeting

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

__all__ = ["axe"]

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
VOICES = {
    name: {
        "water.barrel": "choice: 'yes'",
        "water.lid": f"choice: {lid}",
        "soil.feeding": f"choice: {level}, note: '{HOSTILE}'",
        "people.wishes": f"text: '{HOSTILE} {name}'",
    }
    for name, lid, level in (
        ("ana", "'no'", "never"), ("ben", "'yes'", "weekly"), ("cleo", "'yes'", "weekly"), ("dan", "'yes'", "daily"),
    )
}  # fmt: skip


@pytest.fixture
def page(engage: Engage, meeting: Meeting, tmp_path: Path) -> Path:
    path = tmp_path / "screen.html"
    assert engage("consensus", str(meeting(VOICES)), "-o", str(path), "--lang", "both").code == 0
    return path


def test_one_small_file_that_asks_for_nothing(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert len(text.encode()) < 300_000
    assert "default-src 'none'" in text
    assert "http" not in text.replace("http-equiv", "")
    assert HOSTILE not in text
    assert "onerror" not in text


def test_the_same_voices_give_the_same_bytes(engage: Engage, page: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.html"
    engage("consensus", str(tmp_path / "project.yaml"), "-o", str(again), "--lang", "both")
    assert again.read_bytes() == page.read_bytes()


@pytest.fixture
def opened(chromium: "Chrome", page: Path) -> Callable[..., "Chrome"]:
    def open_it(scheme: str = "light", width: int = 1280) -> "Chrome":
        emulate(chromium, scheme, width)
        chromium.get(page.as_uri())
        return chromium

    return open_it


def press(browser: "Chrome", key: str) -> None:
    from selenium.webdriver.common.by import By

    browser.find_element(By.TAG_NAME, "body").send_keys(key)


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_on_any_slide(
    opened: Callable[..., "Chrome"], axe: str, scheme: str, width: int
) -> None:
    from selenium.webdriver.common.keys import Keys

    browser = opened(scheme, width)
    for language in ("fr", "en"):
        press(browser, Keys.HOME)
        for _ in range(8):
            assert findings(browser, axe) == []
            assert browser.execute_script("return document.documentElement.scrollWidth") <= width
            press(browser, Keys.ARROW_RIGHT)
        assert browser.execute_script("return document.documentElement.lang") == language
        press(browser, "l")


@pytest.mark.slow
def test_keys_lead_from_the_question_to_what_is_said_to_the_next(opened: Callable[..., "Chrome"]) -> None:
    from selenium.webdriver.common.keys import Keys

    browser = opened()

    def seen() -> str:
        return str(browser.execute_script("return document.querySelector('.board:not([hidden])').innerText"))

    assert "4 voix" in seen()
    press(browser, Keys.ARROW_RIGHT)
    assert "Lid" in seen()
    assert "●" not in seen()
    press(browser, Keys.PAGE_DOWN)
    assert "●●●" in seen()
    press(browser, Keys.ARROW_RIGHT)
    assert "Feeding" in seen()
    assert "●" not in seen()
    press(browser, Keys.ARROW_LEFT)
    assert "Lid" in seen()
    assert "●●●" in seen()
    press(browser, Keys.ESCAPE)
    assert "4 voix" in seen()


@pytest.mark.slow
def test_letters_are_large_and_all_is_there_without_a_script(chromium: "Chrome", page: Path) -> None:
    emulate(chromium, "light", 1920)
    chromium.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 1920, "height": 1080, "deviceScaleFactor": 1, "mobile": False}
    )
    chromium.get(page.as_uri())
    sizes = chromium.execute_script(
        "return [...document.querySelectorAll('.slide *')].map((one) => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(sizes) >= 1080 / 40
    chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        chromium.get(page.as_uri())
        text = chromium.find_element("tag name", "main").text
        assert "Lid" in text
        assert "Feeding" in text
        assert "●" in text
    finally:
        chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
        chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
