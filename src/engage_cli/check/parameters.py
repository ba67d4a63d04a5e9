"""Types of the options of a check: formats, rules, severities, durations."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from typer._click.shell_completion import CompletionItem  # typer has no public name for these two
from typer._click.types import ParamType

from engage_cli.check.formats.formats import FORMATS
from engage_cli.errors import Message, UsageError, suggestion
from engage_cli.i18n import N_
from engage_cli.model.policy import OFF, Severity
from engage_cli.model.scales import Period
from engage_cli.terminal.parameters import Choice, ChosenWords
from engage_cli.terminal.usage import parameter_name
from engage_cli.values import Value

SUMMARY = "markdown"
"""The format that needs no file: it goes to the job summary."""


class Also(Value):
    """A further format to write."""

    format: str
    file: Path | None
    """The file; None: the job summary."""


class FormatFile(Choice):
    """The option type of `sarif=engage.sarif`, or of the job summary's format alone; gives an `Also`."""

    def __init__(self) -> None:
        super().__init__(FORMATS, N_("FORMAT=FILE"))
        self.named = False  # by the option of the format itself

    def convert(self, value: Any, param: Any, ctx: Any) -> Also:
        """The `Also` that `value` names. Raises UsageError for an unknown format, or one without a file."""
        if value == SUMMARY:
            return Also(SUMMARY, None)
        name, equals, file = value.partition("=")
        if not equals or not file:
            example = "sarif=engage.sarif"
            raise UsageError(
                Message.of("{name} takes a format and a file: {example}", name=parameter_name(param), example=example)
            )
        return Also(super().convert(name, param, ctx), Path(file))


class Rules(ParamType):
    """The option type of `gate-unmet,facet-missing`: ids of rules."""

    name = "rules"
    metavar = N_("RULES")

    def convert(self, value: Any, param: Any, ctx: Any) -> ChosenWords:
        """The rules named in `value`. Raises UsageError for one that does not exist."""
        del param, ctx
        return (
            value
            if isinstance(value, ChosenWords)
            else ChosenWords(known_rule(one.strip()) for one in value.split(","))
        )

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[CompletionItem]:
        """The rules that begin with `incomplete`, with what they find."""
        del param
        from engage_cli.check.rules.registry import RULES

        before, comma, last = incomplete.rpartition(",")
        tr = ctx.find_root().obj.tr
        found = (rule for rule in RULES if rule.id.startswith(last))
        return [CompletionItem(f"{before}{comma}{rule.id}", help=rule.line.say(tr)) for rule in found]


class Pairs(tuple[tuple[str, Severity | None], ...]):
    """Rules, each with its severity; None: off."""

    __slots__ = ()


class Weights(ParamType):
    """The option type of `gate-unmet=error,answer-unknown=off`: rules with their severity, as `Pairs`."""

    name = "weights"
    metavar = N_("RULE=SEVERITY")

    def convert(self, value: Any, param: Any, ctx: Any) -> Pairs:
        """The pairs in `value`. Raises UsageError for a rule or a severity that does not exist."""
        del ctx
        return value if isinstance(value, Pairs) else Pairs(_weight(one, param) for one in value.split(","))


def _weight(pair: str, param: Any) -> tuple[str, Severity | None]:
    rule, equals, word = (part.strip() for part in pair.partition("="))
    severities: dict[str, Severity | None] = {**{one.value: one for one in Severity}, OFF: None}
    if not equals:
        example = "gate-unmet=error"
        message = Message.of(
            "{name} takes a rule and its severity: {example}", name=parameter_name(param), example=example
        )
        raise UsageError(message, Message.of("All rules: engage rule"))
    if word not in severities:
        message = Message.of("“{word}” is not a severity.", word=word)
        raise UsageError(message, suggestion(word, severities))
    return known_rule(rule), severities[word]


def known_rule(id: str, also: Iterable[str] = ()) -> str:
    """`id`, if it is that of a rule. Raises UsageError otherwise."""
    from engage_cli.check.rules.registry import BY_ID

    known = dict.fromkeys((*BY_ID, *also))
    if id in known:
        return id
    raise UsageError(Message.of("There is no rule “{id}”.", id=id), suggestion(id, known))


class Duration(ParamType):
    """The option type of `P1Y`, `P6M` or `P90D`, as a Period."""

    name = "duration"
    metavar = "P6M"

    def convert(self, value: Any, param: Any, ctx: Any) -> Period:
        """The period that `value` spells. Raises UsageError for what is none."""
        del param, ctx
        if isinstance(value, Period):
            return value
        from engage_cli.files.schema_patterns import PERIOD
        from engage_cli.questionnaire.parsing_parts import parse_period

        found = parse_period(value)
        if found is None or not re.match(PERIOD, value):
            hint = Message.of("Write P1Y, P6M or P90D.")
            raise UsageError(Message.of("“{value}” is not a duration.", value=value), hint)
        return found
