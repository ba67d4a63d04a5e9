"""C8: templates from outside end, in bounds of time and memory, with exit 2 at their folder."""

import pickle
import shutil
import sys
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from threading import Event, Timer
from typing import Any

import pytest

from engage_cli.errors import InputError, Message, UsageError
from engage_cli.formats import Format, Made
from engage_cli.portfolio.documents.formats import FORMATS as PORTFOLIO
from engage_cli.report.bounded import run_bounded
from engage_cli.report.formats import FORMATS
from engage_cli.report.request import Request
from engage_cli.report.templates.environment import Templates
from tests.cli.conftest import ROOT, Engage
from tests.report.making import assessment

pytestmark = [
    pytest.mark.filterwarnings("ignore:Exception ignored in.*sRGB:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning"),
]

SHORT = "--template-timeout=1"
"""Seconds; what stands below never ends, or fails before: a slow machine changes the reason at most."""
ENDLESS = {
    "ranges": "{% for a in range(99999) %}{% for b in range(99999) %}{% for c in range(99999) %}{% endfor %}"
    "{% endfor %}{% endfor %}",
    "format": "{{ '{:>2000000000}'.format(1) }}",
    "power": "{{ 10 ** (10 ** 9) }}",
    "indent": "{{ 'a\nb'|indent(10**10) }}",
    "itself": "{% include 'report.html' %}",
}
DEEP = '{% extends "shipped/report.html" %}{% block notice %}' + "<div>" * 3000 + "deep" + "</div>" * 3000
DEEP += "{% endblock %}"


@pytest.fixture(autouse=True)
def garden(place: Path) -> None:
    shutil.copytree(ROOT / "tests/questionnaires/garden", place / "garden")
    (place / "ours").mkdir()


def commands(format: str) -> dict[str, tuple[str, ...]]:
    ours = ("--template=ours", SHORT)
    return {
        "report": ("report", "garden", "-o", f"out.{format}", *ours),
        "batch": ("batch", "garden", "-o", "out", "--format", format, "-j1", *ours),
        "batch of two processes": ("batch", "garden", "more", "-o", "out", "--format", format, "-j2", *ours),
        "template lint": ("template", "lint", "ours", "--project=garden", SHORT),
    }


@pytest.mark.parametrize(
    ("command", "template"), [*(("report", name) for name in ENDLESS), ("batch", "power"), ("template lint", "power")]
)
def test_what_never_ends_is_ended(engage: Engage, place: Path, command: str, template: str) -> None:
    (place / "ours/report.html").write_text(ENDLESS[template], encoding="utf-8")
    ran = engage(*commands("html")[command])
    assert ran.code == 2, ran.err
    assert "ours" in ran.err
    assert not (place / "out.html").exists()


def test_a_worker_of_a_batch_is_bounded_too(engage: Engage, place: Path) -> None:
    shutil.copytree(place / "garden", place / "more")
    (place / "ours/report.html").write_text(ENDLESS["ranges"], encoding="utf-8")
    ran = engage(*commands("html")["batch of two processes"])
    assert ran.code == 2
    assert ran.err.count("The templates were not done after 1 seconds.") == 1, "one fault of theirs, said once"
    assert "2 failed." in ran.err


def test_a_portfolio_is_bounded(engage: Engage, place: Path) -> None:
    (place / "ours/portfolio").mkdir()
    (place / "ours/portfolio/portfolio.html").write_text(ENDLESS["power"], encoding="utf-8")
    ran = engage("portfolio", "garden", "-j1", "--format=html", "--template=ours", SHORT)
    assert ran.code == 2, ran.err
    assert "ours: The templates were not done after 1 seconds." in ran.err
    assert "--template-timeout" in ran.err


@pytest.mark.parametrize("format", [pytest.param("pdf", marks=pytest.mark.slow), "html", "md"])
def test_what_is_nested_too_deeply_is_said_or_laid_out(engage: Engage, place: Path, format: str) -> None:
    (place / "ours/report.html").write_text(DEEP, encoding="utf-8")
    ran = engage("report", "garden", "-o", f"out.{format}", "--template=ours")
    assert ran.code in (0, 2), ran.err
    assert format != "pdf" or ran.code == 2
    assert ran.code == 0 or "ours" in ran.err


def test_templates_within_the_bounds_make_what_they_made(engage: Engage, place: Path) -> None:
    (place / "ours/report.html").write_text('{% extends "shipped/report.html" %}\n')
    engage("report", "garden", "-o", "plain.html")
    engage("report", "garden", "-o", "same.html", "--template=ours")
    assert (place / "plain.html").read_bytes() == (place / "same.html").read_bytes()


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "1.5", "many", "100000"])
def test_a_bound_is_a_number_of_seconds(engage: Engage, place: Path, seconds: str) -> None:
    (place / "ours/report.html").write_text('{% extends "shipped/report.html" %}\n')
    assert engage("report", "garden", "-o", "-", "--template=ours", f"--template-timeout={seconds}").code == 2


def _raises(error: BaseException) -> None:
    raise error


def test_what_is_raised_inside_is_raised_outside(place: Path) -> None:
    with pytest.raises(UsageError, match="no"):
        run_bounded(partial(_raises, UsageError(Message.of("no"))), place)
    with pytest.raises(InputError, match="divides by zero"):
        run_bounded(partial(_raises, ZeroDivisionError()), place)
    with pytest.raises(InputError, match="deeply"):
        run_bounded(partial(_raises, RecursionError()), place)


def _ends_itself() -> None:
    import os

    os._exit(1)


def test_a_process_that_ends_is_said(place: Path) -> None:
    with pytest.raises(InputError, match="ended the process"):
        run_bounded(_ends_itself, place)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux")
def test_memory_is_bounded(place: Path) -> None:
    with pytest.raises(InputError, match="memory"):
        run_bounded(partial(bytes, 8_000_000_000), place)


def test_this_process_goes_on_meanwhile(place: Path) -> None:
    drawn = Event()
    timer = Timer(0.01, drawn.set)
    timer.start()
    run_bounded(partial(time.sleep, 1), place)
    assert drawn.is_set()


def test_a_late_answer_is_none(place: Path) -> None:
    with pytest.raises(InputError, match=r"not done after 0\.1 seconds"):
        run_bounded(partial(time.sleep, 600), place, 0.1)


@pytest.mark.parametrize("formats", [FORMATS, PORTFOLIO], ids=["report", "portfolio"])
def test_what_makes_a_document_can_travel_to_a_process_that_was_not_forked(
    formats: Mapping[str, Format[Any]],
) -> None:
    for format in formats.values():
        assert pickle.loads(pickle.dumps(format.write)) == format.write


def test_a_request_can_travel() -> None:
    request = Request(assessment=assessment("garden"), languages=("en",), templates=Templates())
    travelled: Request = pickle.loads(pickle.dumps(request))
    made: list[Made] = [FORMATS["json"].write(one) for one in (request, travelled)]
    assert made[0] == made[1]
