"""A file named as evidence that is not there; addresses, only where that is asked for and within bounds of time."""

import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from engage_cli.check.evidence import addresses
from tests.check.conftest import Check

Write = Callable[..., Path]
PLAIN = "mesure.objectifs"
ON = ("--severity=evidence-gone=error", "--select=evidence-gone")


def naming(write: Write, *where: str, path: str = "project.yaml") -> None:
    pieces = [{"title": "E", "where": one} for one in where]
    write(path, answers={PLAIN: {"choice": "engage", "evidence": pieces}})


@pytest.mark.parametrize(
    ("where", "gone"),
    [
        ("docs/devis.pdf", False),
        ("docs/autre.pdf", True),
        ("docs\\autre.pdf", True),
        ("./docs/autre.pdf", True),
        ("autre.pdf", True),
        ("compte rendu du 3 mars.docx", True),
        ("au sommet.pdf", False),
        ("SharePoint/Projets/autre.pdf", False),
        ("Classeur bleu, étagère 3", False),
        ("art. 12.1", False),
        ("Lettre de M. Roy", False),
        ("/srv/partage/autre.pdf", False),
        ("K:\\commun\\autre.pdf", False),
        ("https://example.org/autre.pdf", False),
        ("docs/" + "a" * 300 + ".pdf", False),
    ],
)
def test_what_reads_as_a_file_of_the_repository_is_looked_for(
    check: Check, write: Write, place: Path, where: str, *, gone: bool
) -> None:
    (place / ".git").mkdir()
    (place / "au sommet.pdf").touch()
    (place / "charters/docs").mkdir(parents=True)
    (place / "charters/docs/devis.pdf").touch()
    naming(write, where, path="charters/project.yaml")
    ran = check("charters", *ON)
    assert ran.code == int(gone), ran.out
    assert ("Nothing is where this evidence is said to be: " in ran.out) is gone


def test_it_stands_on_the_line_of_its_place(check: Check, write: Write, place: Path) -> None:
    naming(write, "https://example.org", "notes.pdf")
    entry = check("project.yaml", *ON, "--output-format=json").found()["evidence-gone", PLAIN]
    assert '"where": "notes.pdf"' in (place / "project.yaml").read_text().splitlines()[entry["line"] - 1]


class Answers(BaseHTTPRequestHandler):
    """Says what the path says: /404, /200 by GET alone, /slow after a while."""

    def do_HEAD(self) -> None:
        name = self.path.strip("/")
        if name == "slow":
            time.sleep(1)
        self.send_response(405 if name == "get" else int(name) if name.isdecimal() else 200)
        self.end_headers()

    def do_GET(self) -> None:
        self.send_response(404)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(addresses, "SECONDS", 0.3)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("page", "gone", "unknown"),
    [
        ("200", False, False),
        ("404", True, False),
        ("410", True, False),
        ("get", True, False),
        ("403", False, True),
        ("500", False, True),
        ("slow", False, True),
    ],
)
def test_addresses_are_tried_where_that_is_asked_for(
    check: Check, write: Write, site: str, page: str, *, gone: bool, unknown: bool
) -> None:
    naming(write, f"{site}/{page}")
    assert check("project.yaml", *ON).code == 0
    ran = check("project.yaml", *ON, "--online")
    assert ran.code == int(gone)
    assert (f"1 address could not be checked: {site}/{page}" in ran.err) is unknown


def test_altogether_they_take_no_longer_than_a_bound(
    check: Check, write: Write, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "ALTOGETHER", 0.0)
    naming(write, f"{site}/404")
    ran = check("project.yaml", *ON, "--online")
    assert ran.code == 0
    assert "1 address could not be checked" in ran.err
