"""Text for people: `path:line:column: severity rule: what`, then the question, then how to repair it."""

from collections.abc import Iterator

from engage_cli.check.formats.addresses import rule_address
from engage_cli.check.formats.outcome import Entry, Outcome, Status
from engage_cli.check.formats.wording import judged_by_sentences, risen_lines, summary, supposed_sentence
from engage_cli.model.policy import Severity
from engage_cli.text import escaped, without_ci_commands
from engage_cli.wording.enumerations import SEVERITY, enumeration_words

COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "33", Severity.NOTE: "36"}


def write(outcome: Outcome) -> str:
    """The outcome as text: what is supposed, open findings, waived ones, what judged, and a summary."""
    lines = [supposed_sentence(outcome)] if outcome.supposed else []
    lines += [line for entry in outcome.entries(Status.OPEN) for line in finding_lines(entry, outcome)]
    lines += [_waived(entry) for entry in outcome.entries(Status.WAIVED)]
    lines += map(without_ci_commands, risen_lines(outcome))
    lines += explanation_lines(outcome)
    return "\n".join([*lines, *map(escaped, judged_by_sentences(outcome)), summary(outcome)]) + "\n"


def finding_lines(entry: Entry, outcome: Outcome) -> Iterator[str]:
    """The lines of an open finding: where and what, then the question, then what to do."""
    word = enumeration_words(SEVERITY, entry.severity, outcome.tr)
    coloured = f"\x1b[{COLOURS[entry.severity]}m{word}\x1b[0m" if outcome.coloured else word
    new = outcome.tr.gettext("new")
    rule = f"{entry.rule} ({new})" if entry.new else entry.rule
    yield f"{_where(entry)}: {coloured} {rule}: {entry.message}"
    if entry.about:
        yield "  " + outcome.tr.gettext("question: {question}").format(question=entry.about)
    for example in entry.examples:
        yield "  " + outcome.tr.gettext("example: {text}").format(text=example.words)
    if entry.repair:
        yield "  " + outcome.tr.gettext("hint: {hint}").format(hint=entry.repair)


def explanation_lines(outcome: Outcome) -> Iterator[str]:
    """The lines on where the rules that found something are explained.

    None where the environment does not say where the documents are.
    """
    found = list(dict.fromkeys(entry.rule for entry in outcome.entries(Status.OPEN)))
    if rule_address(outcome):
        yield from (f"{rule}: {rule_address(outcome, rule)}" for rule in found)
    elif more := [rule for rule in found if rule in {one.id for one in outcome.rules if one.why != one.line}]:
        text = outcome.tr.gettext("What a rule means, and what to do: engage rule {rule}")
        yield text.format(rule=more[0])


def _waived(entry: Entry) -> str:
    return f"{_where(entry)}: {entry.rule}: {entry.message} ({entry.because})"


def _where(entry: Entry) -> str:
    return without_ci_commands(f"{entry.shown}:{entry.line}:{entry.column}")
