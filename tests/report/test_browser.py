"""Reports in a real browser: nothing that axe or the validator of HTML objects to, and what the script does."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from engage_cli.report.request import Audience, Kind
from tests.form.test_accessibility import axe, emulate, faults, findings

from .making import written

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

__all__ = ["axe"]

pytestmark = pytest.mark.slow

Opener = Callable[..., "Chrome"]

KINDS = [(kind, name) for kind in Kind for name in ("fabrique", "half")]


@pytest.fixture
def open_report(chromium: "Chrome", tmp_path: Path) -> Iterator[Opener]:
    """Opens a report; at the end the browser may have nothing to complain of, its policy least of all."""

    def open_it(name: str, *languages: str, width: int = 1280, scheme: str = "light", **asked: Any) -> "Chrome":
        path = tmp_path / "report.html"
        path.write_bytes(written(name, "html", *languages, **asked))
        emulate(chromium, scheme, width)
        chromium.get(path.as_uri())
        return chromium

    chromium.get_log("browser")  # type: ignore[no-untyped-call]  # selenium's own
    yield open_it
    complaints = [one for one in chromium.get_log("browser") if one["level"] == "SEVERE"]  # type: ignore[no-untyped-call]
    chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    chromium.get("about:blank")
    assert complaints == []


@pytest.mark.parametrize(("language", "scheme"), [("fr", "light"), ("en", "dark")])
@pytest.mark.parametrize("page", KINDS, ids="-".join)
def test_axe_finds_no_violation(
    page: tuple[Kind, str], language: str, scheme: str, open_report: Opener, axe: str
) -> None:
    kind, name = page
    for width in (1280, 320):
        browser = open_report(name, language, width=width, scheme=scheme, kind=kind, audience=Audience.TEAM)
        assert findings(browser, axe) == []
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["fabrique", "half", "hostile", "nothing", "garden", "long"])
def test_both_languages_are_accessible_too(name: str, open_report: Opener, axe: str) -> None:
    assert findings(open_report(name, "fr", "en", width=1600), axe) == []


def test_colours_that_the_system_forces(open_report: Opener, axe: str) -> None:
    browser = open_report("half", "fr")
    features = [{"name": "forced-colors", "value": "active"}, {"name": "prefers-reduced-motion", "value": "reduce"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    assert findings(browser, axe) == []
    assert browser.execute_script("return getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_the_page_is_valid(tmp_path: Path) -> None:
    pages = []
    for kind in Kind:
        for name in ("fabrique", "half", "hostile", "nothing", "garden"):
            pages.append(tmp_path / f"{name}-{kind}.html")
            pages[-1].write_bytes(written(name, "html", "fr", "en", kind=kind, audience=Audience.TEAM))
    assert faults(pages) == []


# ── what the script does ──────────────────────────────────────────────────────────────────────────────────────────────


def shown(browser: "Chrome", selector: str) -> int:
    code = "return [...document.querySelectorAll(arguments[0])].filter((e) => e.checkVisibility()).length"
    return int(browser.execute_script(code, selector))


def press(browser: "Chrome", selector: str) -> None:
    """Where the page scrolls smoothly, a click of the mouse may miss."""
    browser.execute_script("document.querySelector(arguments[0]).click()", selector)


def choose(browser: "Chrome", value: str) -> None:
    code = "const s = document.querySelector('.tools select'); s.value = arguments[0]; "
    browser.execute_script(code + "s.dispatchEvent(new Event('change', {bubbles: true}))", value)


def test_one_language_at_a_time(open_report: Opener) -> None:
    browser = open_report("half", "fr", "en")
    first = browser.execute_script("return document.documentElement.lang")
    other = {"fr": "en", "en": "fr"}[first]
    assert shown(browser, ".sheet") == 1
    browser.find_element("css selector", f".languages a[lang={other}]").click()
    assert browser.execute_script("return document.documentElement.lang") == other
    assert shown(browser, f".sheet[lang={other}]") == shown(browser, ".sheet") == 1
    assert ("rapport" in browser.title) is (other == "fr")


def test_search_filter_and_fold(open_report: Opener) -> None:
    browser = open_report("half", "fr")
    every = shown(browser, "[data-state]")
    status = browser.find_element("css selector", ".shown")
    assert status.text == f"{every} questions"
    search = browser.find_element("css selector", ".tools input")
    search.send_keys("FRANCAIS d’abord")
    assert 0 < shown(browser, "[data-state]") < every
    search.clear()
    search.send_keys("zzz")
    assert shown(browser, "[data-state]") == 0
    assert shown(browser, ".none") == 1
    assert status.text == "0 question"
    search.clear()
    search.send_keys(" ")
    choose(browser, "unknown")
    assert 0 < shown(browser, "[data-state]") == shown(browser, "[data-state=unknown]")
    choose(browser, "")
    press(browser, "[data-fold=close]")
    assert shown(browser, "[data-state]") == 0
    assert shown(browser, "summary") > 3


def test_a_link_opens_what_is_folded(open_report: Opener) -> None:
    browser = open_report("half", "fr")
    press(browser, "[data-fold=close]")
    link = browser.find_element("css selector", ".glance a.quiet[href*='-q-']")
    target = str(link.get_attribute("href")).rpartition("#")[2]
    browser.execute_script("arguments[0].click()", link)
    folded = "return document.getElementById(arguments[0]).closest('details').open"
    for _ in range(50):
        if browser.execute_script(folded, target):
            break
    assert browser.execute_script(folded, target)


def test_everything_is_shown_without_a_script(chromium: "Chrome", tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_bytes(written("half", "html", "fr", "en"))
    chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        chromium.get(path.as_uri())
        assert len([s for s in chromium.find_elements("css selector", ".sheet") if s.is_displayed()]) == 2
        assert not [t for t in chromium.find_elements("css selector", ".tools") if t.is_displayed()]
        assert all(row.is_displayed() for row in chromium.find_elements("css selector", "tr[data-state]"))
    finally:
        chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
        chromium.get("about:blank")


def test_contents_stay_on_a_phone_and_close_behind_a_choice(open_report: Opener) -> None:
    browser = open_report("fabrique", "fr", width=400)
    browser.execute_script("window.scrollTo({ top: 9000, behavior: 'instant' })")
    above = "return document.querySelector('.contents').getBoundingClientRect().top"
    assert browser.execute_script(above) == 0
    browser.execute_script("document.querySelector('.contents summary').click()")
    link = browser.find_element("css selector", ".contents a[href='#fr-decision']")
    link.click()
    assert not browser.execute_script("return document.querySelector('.contents details').open")
