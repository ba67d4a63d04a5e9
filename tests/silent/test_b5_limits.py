"""The places where results go take only so much: the gravest are kept, the others counted, and that is said."""

import datetime as dt
import io
import json
from collections.abc import Iterator

import pytest
from openpyxl import load_workbook

from engage_cli.check.formats import as_github, as_gitlab, as_markdown, as_sarif
from engage_cli.check.formats.formats import FORMATS
from engage_cli.check.formats.outcome import Entry, FileOutcome, Outcome, Status
from engage_cli.check.rules.registry import RULES
from engage_cli.i18n import translator
from engage_cli.model.policy import Severity
from engage_cli.portfolio.documents.tables import Column, Record, Table
from engage_cli.portfolio.workbook import write_workbook
from engage_cli.portfolio.workbook_rows import CUT, LONGEST_TEXT, truncate_text
from tests.batch.conftest import EXAMPLES, Engage

GRAVITY = (Severity.NOTE, Severity.WARNING, Severity.ERROR)


def written(name: str, outcome: Outcome) -> tuple[str, int]:
    """The text in that format, and how many findings are left out of it."""
    document = FORMATS[name].document(outcome)
    return document.content.decode(), sum(remark.count for remark in document.remarks)


def outcome(files: int, findings: int, *, words: str = "What is wrong.", language: str = "en") -> Outcome:
    """Of each file, findings of the three severities in turn, the least grave first."""
    return Outcome(
        files=tuple(
            FileOutcome(path=f"{n}.yaml", name="Name", entries=tuple(_entries(f"{n}.yaml", findings, words)))
            for n in range(files)
        ),
        tr=translator(language), language=language, version="0.1.0", environment={}, rules=RULES,
    )  # fmt: skip


def _entries(path: str, count: int, words: str) -> Iterator[Entry]:
    for n in range(count):
        severity = GRAVITY[n % 3]
        yield Entry(
            path=path, line=n + 1, column=1, rule="gate-unmet", severity=severity, subject=f"s{n}", message=words,
            status=Status.OPEN, fails=severity is Severity.ERROR,
        )  # fmt: skip


def test_code_scanning_takes_25_000_results() -> None:
    text, left = written("sarif", outcome(100, 300))
    (run,) = json.loads(text)["runs"]
    assert (len(run["results"]), left) == (25_000, 5_000)
    levels = [result["level"] for result in run["results"]]
    assert (levels.count("error"), levels.count("warning"), levels.count("note")) == (10_000, 10_000, 5_000)
    (said,) = run["invocations"][0]["toolExecutionNotifications"]
    assert said["message"]["text"].startswith("5000 findings are left out for want of room")


def test_code_scanning_takes_10_mb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(as_sarif, "ROOM", 20_000)
    text, left = written("sarif", outcome(10, 300))
    from zlib import compress

    assert len(compress(text.encode())) <= 20_000
    results = json.loads(text)["runs"][0]["results"]
    assert 0 < len(results) == 3_000 - left < 3_000
    assert {result["level"] for result in results} in ({"error"}, {"error", "warning"})


def test_gitlab_takes_10_mb() -> None:
    text, left = written("gitlab", outcome(10, 300, words="w" * 6_000))
    assert len(text.encode()) <= as_gitlab.ROOM
    *issues, last = json.loads(text)
    assert len(issues) == 3_000 - left < 3_000
    assert last["description"].startswith(f"{left} findings are left out")
    assert [issue["severity"] for issue in issues].count("major") == 1_000
    assert len({issue["fingerprint"] for issue in (*issues, last)}) == len(issues) + 1


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "findings are left out for want of room"), ("fr", "constats sont omis faute de place")],
)
def test_a_job_summary_takes_1_mb(language: str, said: str) -> None:
    text, left = written("markdown", outcome(10, 300, words="w" * 600, language=language))
    assert len(text.encode()) <= as_markdown.LIMIT
    assert f"{left} {said}" in text.splitlines()[-1]
    rows = [line for line in text.splitlines() if line.startswith("| ") and "gate-unmet" in line]
    assert len(rows) == 3_000 - left
    errors = "| error |" if language == "en" else "| erreur |"
    assert sum(errors in row for row in rows) == 1_000


def test_one_file_too_large_for_the_summary_is_shown_in_part() -> None:
    text, left = written("markdown", outcome(1, 3_000, words="w" * 600))
    assert 0 < left < 3_000
    assert "### Name" in text


def test_annotations_beyond_ten_are_counted() -> None:
    text = written("github", outcome(1, 50))[0]
    assert text.count("::error") + text.count("::warning") + text.count("::notice") == 50
    assert "GitHub shows 10 findings of each severity beside the lines; 20 more stand in this log alone." in text
    assert as_github.SHOWN == 10
    assert "GitHub" not in written("github", outcome(1, 30))[0]


def test_what_is_left_out_is_said_on_stderr(engage: Engage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(as_sarif, "MOST", 2)
    project = str(EXAMPLES / "vlogue-ados")
    ran = engage("check", project, "--policy", "strict", "--output-format", "sarif")
    assert len(json.loads(ran.out)["runs"][0]["results"]) == 2
    assert "sarif: " in ran.err
    assert "findings are left out for want of room, the gravest are kept" in ran.err
    ran = engage("check", project, "--policy", "strict", "--also", "sarif=s.json", "--lang", "fr")
    assert "constats sont omis faute de place" in ran.err


# ── cells ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("letter", ["x", "é", "😀"])
def test_a_cell_takes_32_767_letters_as_excel_counts_them(letter: str) -> None:
    units = len(letter.encode("utf-16-le")) // 2
    whole = letter * (LONGEST_TEXT // units)
    assert truncate_text(whole) == whole
    cut = truncate_text(letter * 40_000)
    assert cut.endswith(CUT)
    assert LONGEST_TEXT - 2 < len(cut.encode("utf-16-le")) // 2 <= LONGEST_TEXT


def test_a_text_that_is_cut_is_counted_and_marked() -> None:
    table = Table(
        id="t", title="T", columns=(Column("a", "A"),),
        rows=(Record(("x" * 40_000,)), Record(("y" * 32_767,)), Record(("short",))),
    )  # fmt: skip
    file = io.BytesIO()
    (said,) = write_workbook(file, [table.sheet()], title="T", day=dt.date(2026, 11, 23), languages=["en"])
    cells = [str(cell) for (cell,) in load_workbook(file)["T"].iter_rows(min_row=2, values_only=True)]
    assert [len(cell) for cell in cells] == [32_767, 32_767, 5]
    assert cells[0].endswith(" […]")
    assert said.say(translator("en")).startswith("1 text is cut at 32,767 characters")
    assert said.say(translator("fr")).startswith("1 texte est coupé à 32\u00a0767 caractères")
