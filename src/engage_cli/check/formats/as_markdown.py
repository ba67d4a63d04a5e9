"""Markdown for a job summary or a comment: a sentence, then a table a file."""

from collections.abc import Iterator

from engage_cli.check.formats.outcome import Entry, FileOutcome, Outcome, Status
from engage_cli.check.formats.wording import one_line, summary
from engage_cli.i18n import LANGUAGE
from engage_cli.report.templates.escaping import markdown
from engage_cli.wording.enumerations import SEVERITY, words

LIMIT = 1_000_000
"""Bytes of a GitHub job summary, a little less than its bound of 1 MiB."""


def write(outcome: Outcome) -> str:
    """Files with open findings, as many as there is room for."""
    text = f"## engage check\n<!-- engage check -->\n\n{summary(outcome)}\n"
    for file in outcome.files:
        if file.open:
            block = "\n".join(_file(file, outcome))
            if len((text + block).encode()) > LIMIT:
                return text + "\n" + outcome.tr.gettext("The rest is left out: see the log.") + "\n"
            text += block
    return text


def _file(file: FileOutcome, outcome: Outcome) -> Iterator[str]:
    _ = outcome.tr.gettext
    title = f"{_cell(file.name)} ({_cell(file.path)})" if file.name else _cell(file.path)
    yield f"\n### {title}\n"
    yield "| " + " | ".join([_("Line"), _("Severity"), _("Rule"), _("What"), _("What to do")]) + " |"
    yield "| --: | --- | --- | --- | --- |"
    yield from (_row(entry, outcome) for entry in file.open)
    waived = [entry for entry in file.entries if entry.status is Status.WAIVED]
    if waived:
        yield ""
        yield from (
            f"- {entry.rule}{_colon(outcome)} {_cell(entry.message)} ({_cell(entry.because)})" for entry in waived
        )
    yield ""


def _row(entry: Entry, outcome: Outcome) -> str:
    what = "<br>".join(_cell(text) for text in (entry.message, entry.about) if text)
    cells = [str(entry.line), words(SEVERITY, entry.severity, outcome.tr), entry.rule, what, _cell(entry.repair)]
    return "| " + " | ".join(cells) + " |"


def _cell(text: str) -> str:
    return str(markdown(one_line(text)))


def _colon(outcome: Outcome) -> str:
    return LANGUAGE[outcome.language].colon
