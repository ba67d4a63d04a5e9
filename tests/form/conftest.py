"""A real browser with the page in it."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from engage_cli.form.model import PageExtent
from engage_cli.form.page import FormRequest, render_form
from tests.form.making import MADE, SHIPPED

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --window-size=1280,1000"
)

Opener = Callable[..., "Chrome"]


@pytest.fixture(scope="session")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the browser puts what is downloaded."""
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="session")
def chromium(downloads: Path) -> Iterator["Chrome"]:
    """One browser for all tests; each page in it is opened anew."""
    webdriver = pytest.importorskip("selenium.webdriver")
    programs = [shutil.which(name) for name in ("chromium", "chromedriver")]
    if None in programs:
        pytest.skip("chromium and chromedriver are needed")
    options = webdriver.ChromeOptions()
    options.binary_location = str(programs[0])
    for flag in FLAGS.split():
        options.add_argument(flag)
    options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(str(programs[1])))
    yield driver
    driver.quit()


@pytest.fixture
def open_page(chromium: "Chrome", tmp_path: Path) -> Iterator[Opener]:
    """Makes a page and opens it with nothing kept from before; at the end nothing may have been complained of."""

    def open_it(name: str = "page.html", **request: Any) -> "Chrome":
        path = tmp_path / name
        path.write_bytes(made(**request))
        chromium.get(path.as_uri())
        chromium.execute_script("localStorage.clear()")
        chromium.get(path.as_uri())
        return chromium

    chromium.get_log("browser")  # type: ignore[no-untyped-call]  # selenium's own
    yield open_it
    complaints = [one for one in chromium.get_log("browser") if one["level"] == "SEVERE"]  # type: ignore[no-untyped-call]
    chromium.get("about:blank")
    assert complaints == []


def made(**request: Any) -> bytes:
    """The bytes of a page: of the shipped questionnaire, in French, unless said otherwise."""
    extent = PageExtent(**request.pop("extent", {}))
    wanted = {"questionnaire": SHIPPED, "language": "fr", "made": MADE, **request, "extent": extent}
    return render_form(FormRequest(**wanted)).content


def values_of(page: bytes) -> Any:
    """What the page's scripts read."""
    text = page.decode()
    start = text.index('id="values">') + len('id="values">')
    return json.loads(text[start : text.index("</script>", start)])
