"""What all tests share."""

import os
import signal
from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

# How slow a machine is just now says nothing about engage.
settings.register_profile("engage", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("engage")


def pytest_configure() -> None:
    """Programs that tests start heed Ctrl-C and a closed terminal, even where the test run itself was told not to."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With `./dev test --all` a slow test that skips itself for want of a program fails: it should be installed."""
    report = yield
    wanted = item.get_closest_marker("slow") is not None and os.environ.get("ENGAGE_TEST_ALL")
    if wanted and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} may not be skipped: {report.longrepr}"
    return report
