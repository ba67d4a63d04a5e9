"""Mistakes on the command line, said in our own words: the parser's are English only."""

from typing import Any

import typer

from engage_cli.errors import Message


def sentence(error: typer.TyperException) -> tuple[Message, Message | None]:
    """What is wrong and what to do, by the kind of the parser's error."""
    match type(error).__name__:
        case "NoSuchOption":
            return _unknown_option(error)
        case "MissingParameter":
            return Message.of("{name} is missing.", name=_name(error)), _help(error)
        case "BadParameter":
            return _bad_value(error), _help(error)
        case "BadOptionUsage":
            return _option_usage(error), _help(error)
        case _ if "unexpected extra argument" in error.message:
            extra = error.message.partition("(s) (")[2].removesuffix(")")
            return Message.of("There is one word too many: {extra}", extra=extra), _help(error)
        case _:
            return Message.of("The command line was not understood: {what}", what=error.message), _help(error)


def _unknown_option(error: Any) -> tuple[Message, Message | None]:
    message = Message.of("There is no option {option}.", option=error.option_name)
    if not error.possibilities:
        return message, _help(error)
    return message, Message.of("Did you mean {options}?", options=" / ".join(sorted(error.possibilities)))


def _bad_value(error: Any) -> Message:
    kind = getattr(error.param, "type", None)
    choices = getattr(kind, "choices", None)
    if choices:
        words = ", ".join(str(getattr(choice, "value", choice)) for choice in choices)
        return Message.of("{name} takes one of: {choices}.", name=_name(error), choices=words)
    if getattr(kind, "name", "").startswith("integer"):
        return Message.of("{name} takes a whole number.", name=_name(error))
    if "is not readable" in error.message:
        return Message.of("There is no permission to read {name}.", name=_name(error))
    return Message.of("{name} does not take this value.", name=_name(error))


def _option_usage(error: Any) -> Message:
    if "does not take a value" in error.message:
        return Message.of("{option} takes no value.", option=error.option_name)
    return Message.of("{option} needs a value.", option=error.option_name)


def _name(error: Any) -> object:
    param = error.param
    if param is None:
        return "?"
    if param.param_type_name == "argument":
        return Message.of(param.metavar) if param.metavar else param.name.upper()
    return max(param.opts, key=len)


def _help(error: Any) -> Message:
    """Where to read more; the parser does not always say in which command it was."""
    return Message.of("See: {command}", command=f"{path_of(getattr(error, 'ctx', None)) or 'engage'} -h")


def path_of(ctx: Any) -> str:
    """`engage questionnaire show`: the command as it is typed, without its arguments."""
    names: list[str] = []
    while ctx is not None:
        names.insert(0, ctx.info_name)
        ctx = ctx.parent
    return " ".join(names)
