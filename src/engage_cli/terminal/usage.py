"""Messages for wrong command lines, in our own words, as the parser's are English only."""

import re
from ast import literal_eval
from typing import Any

import typer

from engage_cli.errors import Message

_UNREADABLE = r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*") is not readable"""
"""How the parser's message names a file that cannot be read."""


def explain_usage_error(error: typer.TyperException) -> tuple[Message, Message | None]:
    """(what is wrong, what to do) for an error of the parser."""
    help = help_hint(getattr(error, "ctx", None))
    match type(error).__name__:
        case "NoSuchOption":
            return _unknown_option(error, help)
        case "MissingParameter":
            return _missing(getattr(error, "param", None), help)
        case "BadParameter":
            return _bad_value(error), help
        case "BadOptionUsage":
            return _option_usage(error), help
        case _ if "unexpected extra argument" in error.message:
            extra = error.message.partition("(s) (")[2].removesuffix(")")
            return Message.of("There is one word too many: {extra}", extra=extra), help
        case _:
            return Message.of("The command line was not understood: {what}", what=error.message), help


def _missing(param: Any, help: Message) -> tuple[Message, Message]:
    """The message for a missing parameter, with what its help says about it."""
    about = getattr(param, "help", None)
    hint = Message.of("{about} {see}", about=Message(about), see=help) if about else help
    return Message.of("{name} is missing.", name=parameter_name(param)), hint


def _unknown_option(error: Any, help: Message) -> tuple[Message, Message | None]:
    message = Message.of("There is no option {option}.", option=error.option_name)
    if not error.possibilities:
        return message, help
    from difflib import get_close_matches

    near = get_close_matches(error.option_name, error.possibilities, cutoff=0.65) or error.possibilities
    return message, Message.of("Did you mean {options}?", options=" / ".join(sorted(near)))


def _bad_value(error: Any) -> Message:
    kind = getattr(error.param, "type", None)
    if getattr(kind, "name", "").startswith("integer"):
        return Message.of("{name} takes a whole number.", name=parameter_name(error.param))
    if unreadable := re.search(_UNREADABLE, error.message):
        reason = Message.of("There is no permission.")
        return Message.of("“{path}” cannot be used. {reason}", path=literal_eval(unreadable[1]), reason=reason)
    return Message.of("{name} does not take this value.", name=parameter_name(error.param))


def _option_usage(error: Any) -> Message:
    if "does not take a value" in error.message:
        return Message.of("{option} takes no value.", option=error.option_name)
    return Message.of("{option} needs a value.", option=error.option_name)


def parameter_name(param: Any) -> object:
    """What people call a parameter: its longest option, or the metavar of an argument."""
    if param is None:
        return "?"
    if param.param_type_name == "argument":
        return Message.of(param.metavar) if param.metavar else param.name.upper()
    return max(param.opts, key=len)


def help_hint(ctx: Any) -> Message:
    """A hint at the help of the command; the parser does not always say which one it was."""
    return Message.of("See: {command}", command=f"{command_path(ctx) or 'engage'} -h")


def command_path(ctx: Any) -> str:
    """The command as typed, without arguments: `engage questionnaire show`."""
    names: list[str] = []
    while ctx is not None:
        names.insert(0, ctx.info_name)
        ctx = ctx.parent
    return " ".join(names)
