"""Markdown for a job summary or a comment: a summary, then a table for each file."""

from collections.abc import Iterator, Sequence

from engage_cli.check.formats.addresses import rule_address
from engage_cli.check.formats.limits import limit_entries, utf8_size
from engage_cli.check.formats.outcome import Entry, FileOutcome, Outcome, Status
from engage_cli.check.formats.wording import judged_by_sentences, left_out, risen_lines, summary, supposed_sentence
from engage_cli.formats import Limited
from engage_cli.i18n import LANGUAGE
from engage_cli.report.templates.escaping import escape_markdown
from engage_cli.text import one_line
from engage_cli.values import replace
from engage_cli.wording.enumerations import SEVERITY, enumeration_words

LIMIT = 1_000_000
"""The most bytes written, a little less than the 1 MiB of a GitHub job summary."""


def write(outcome: Outcome) -> Limited:
    """The files with open findings, with as many findings as there is room for."""
    entries = [
        entry for file in outcome.files if file.open for entry in file.entries if entry.status is not Status.KNOWN
    ]
    return limit_entries(entries, lambda kept, left: _page(outcome, kept, left), room=LIMIT, size=utf8_size)


def _page(outcome: Outcome, kept: Sequence[Entry], left: int) -> str:
    ids = {id(entry) for entry in kept}
    narrowed = (replace(file, entries=tuple(e for e in file.entries if id(e) in ids)) for file in outcome.files)
    blocks = ["\n".join(_file(file, outcome)) for file in narrowed if file.open]
    more = [f"\n{left_out(left).say(outcome.tr)}\n"] if left else []
    by = "".join(f"\n{_cell(line)}\n" for line in judged_by_sentences(outcome))
    head = f"## {outcome.command}\n<!-- {outcome.command} -->\n\n{_head(outcome)}\n{by}"
    better = "".join(f"- {_cell(line)}\n" for line in risen_lines(outcome))
    return "".join([head, *blocks, *more, f"\n{better}" if better else ""])


def _head(outcome: Outcome) -> str:
    return f"**{_cell(supposed_sentence(outcome))}**\n\n{summary(outcome)}" if outcome.supposed else summary(outcome)


def _file(file: FileOutcome, outcome: Outcome) -> Iterator[str]:
    _ = outcome.tr.gettext
    title = f"{_cell(one_line(file.name))} ({_cell(file.shown)})" if file.name else _cell(file.shown)
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
    address = rule_address(outcome, entry.rule)
    rule = f"[{entry.rule}]({address})" if address else entry.rule
    cells = [str(entry.line), enumeration_words(SEVERITY, entry.severity, outcome.tr), rule, what, _cell(entry.repair)]
    return "| " + " | ".join(cells) + " |"


def _cell(text: str) -> str:
    return str(escape_markdown(text))


def _colon(outcome: Outcome) -> str:
    return LANGUAGE[outcome.language].colon
