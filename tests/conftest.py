"""What all tests share."""

import gc
import gettext
import os
import signal
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from engage_cli.__main__ import SELDOM
from engage_cli.i18n import LANGUAGES, SOURCE, translator
from tests import shared
from tests.chance import examples

# How slow a machine is just now says nothing about engage.
settings.register_profile(
    "engage", max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("engage")


class Complete(gettext.NullTranslations):
    """Stands behind a catalogue: whatever is looked up there in vain would be said in English."""

    def gettext(self, message: str) -> str:
        if " " not in message:  # a name, or words to type: `Word`, `fr|en`
            return message
        raise AssertionError(f"said in English: {message!r}")

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        raise AssertionError(f"said in English: {msgid1!r}")


def pytest_configure(config: pytest.Config) -> None:
    """Programs that tests start heed Ctrl-C and a closed terminal, even where the test run itself was told not to.

    Nothing that a test makes engage say in French may be English.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    for language in LANGUAGES:
        if language != SOURCE:
            translator(language).add_fallback(Complete())
    if hasattr(config, "workerinput"):
        shared.FOLDER = Path(config.getoption("basetemp")).parent / "shared"


def pytest_collection_finish() -> None:
    """Garbage is searched for as seldom as `engage` does, and not among thousands of tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(SELDOM)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With `./dev test --all` a slow test that skips itself for want of a program fails: it should be installed."""
    report = yield
    wanted = item.get_closest_marker("slow") is not None and os.environ.get("ENGAGE_TEST_ALL")
    if wanted and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} may not be skipped: {report.longrepr}"
    return report
