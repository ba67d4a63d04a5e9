"""Types of what is typed for a check, over its formats."""

import re
from pathlib import Path
from typing import Any

from typer._click.types import ParamType  # typer has no public name for it

from engage_cli.check.formats.formats import FORMATS
from engage_cli.errors import Message, UsageError
from engage_cli.i18n import N_
from engage_cli.model.scales import Period
from engage_cli.terminal.parameters import Choice
from engage_cli.terminal.usage import name_of
from engage_cli.values import Value

SUMMARY = "markdown"
"""The format that needs no file: it goes to the job summary."""


class Also(Value):
    """A format to write besides."""

    format: str
    file: Path | None
    """None: the job summary."""


class FormatFile(Choice):
    """`sarif=engage.sarif`, or the format of the job summary alone; gives an `Also`."""

    def __init__(self) -> None:
        super().__init__(FORMATS, N_("FORMAT=FILE"))
        self.named = False  # by the option of the format itself

    def convert(self, value: Any, param: Any, ctx: Any) -> Also:
        """Raises UsageError for a format that is none, or without a file."""
        if value == SUMMARY:
            return Also(SUMMARY, None)
        name, equals, file = value.partition("=")
        if not equals or not file:
            example = "sarif=engage.sarif"
            raise UsageError(
                Message.of("{name} takes a format and a file: {example}", name=name_of(param), example=example)
            )
        return Also(super().convert(name, param, ctx), Path(file))


class Duration(ParamType):
    """`P1Y`, `P6M` or `P90D`, as a Period."""

    name = "duration"
    metavar = "P6M"

    def convert(self, value: Any, param: Any, ctx: Any) -> Period:
        """Raises UsageError."""
        del param, ctx
        if isinstance(value, Period):
            return value
        from engage_cli.files.schema_patterns import PERIOD
        from engage_cli.questionnaire.parsing_parts import period

        found = period(value)
        if found is None or not re.match(PERIOD, value):
            hint = Message.of("Write P1Y, P6M or P90D.")
            raise UsageError(Message.of("“{value}” is not a duration.", value=value), hint)
        return found
