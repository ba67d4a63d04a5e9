"""Commands and groups of commands: imported when called, with help in the session's language, and global options
anywhere on the line."""

import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from engage_cli.dates import days_ago
from engage_cli.errors import Message, UsageError, closest_word
from engage_cli.i18n import Translator, translator
from engage_cli.questionnaire.library import PROJECT_FILE
from engage_cli.terminal.clock import date_in_zone
from engage_cli.terminal.session import Session, parse_day, session_of
from engage_cli.typed import quoted
from engage_cli.values import Value, replace

GLOBAL = ("lang", "as_of", "timezone", "color", "plain", "verbose", "quiet", "debug", "version")
"""The root's parameters that every command accepts too."""

_STEM = 5
"""Number of first letters by which words of one family are recognised: évaluer, évaluation."""

HELP: dict[str, Any] = {"help_option_names": ["-h", "--help", "--aide"]}


class Entry(Value):
    """A command of a group: where its function is, and how the help lists it."""

    function: str
    """`package.module:function`, imported when the command is called."""
    summary: str
    """A msgid: the line that lists the command."""
    examples: tuple[tuple[str, str], ...] = ()
    """(command line, msgid that explains it), for its help page."""


class CommandMixin:
    """Help in the session's language and global options, for the parser's commands and groups."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The command's own parameters, the global options and -h."""
        own = cast("Any", super()).get_params(ctx)
        if ctx.parent is None:
            return cast("list[Any]", own)
        names = {p.name for p in own}
        shared = (p for p in ctx.find_root().command.params if p.name in GLOBAL and p.name not in names)
        return [*own[:-1], *shared, own[-1]]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parses `args`; adds the command to an error that lacks it, as the parser forgets it for missing values."""
        try:
            args = _with_project(cast("Any", self), ctx, args)
            return cast("list[str]", cast("Any", super()).parse_args(ctx, args))
        except typer.TyperException as error:
            if getattr(error, "ctx", ctx) is None:
                cast("Any", error).ctx = ctx
            raise

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Writes our own help page, as the parser's headings are English only."""
        from engage_cli.terminal.help import help_text

        formatter.write(help_text(cast("Any", self), ctx, GLOBAL))

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """Completions of `incomplete`, described in the session's language."""
        found: list[Any] = cast("Any", super()).shell_complete(ctx, incomplete)
        for item in found:
            item.help = ctx.obj.tr.gettext(item.help) if item.help else item.help
        return found

    def invoke(self, ctx: Any) -> Any:
        """Runs the command; `ctx.obj` is its session."""
        self.take_global(ctx)
        return cast("Any", super()).invoke(ctx)

    def take_global(self, ctx: Any) -> None:
        """Moves global options from the values into the session, except those that the command declares itself."""
        own = set() if ctx.parent is None else {p.name for p in cast("Any", self).params}
        given = {name: ctx.params.pop(name, None) for name in GLOBAL if name not in own}
        ctx.obj = apply_global_options(
            ctx.obj, {name: value for name, value in given.items() if value not in (None, False)}
        )


def _with_project(command: Any, ctx: Any, args: list[str]) -> list[str]:
    """`args` with the project first: the one of this folder before a lone word that names no file, as in `engage action
    done ID`, or the file typed after that word."""
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    if len(arguments) < 2 or arguments[0].name != "project" or arguments[1].nargs != 1:
        return args
    given = command.make_parser(ctx).parse_args(list(args))[0]
    word, other = given.get("project"), given.get(arguments[1].name)
    if not isinstance(word, str) or not _is_no_file(word):
        return args
    if other is not None:
        return [other, *_without(args, other)] if os.path.lexists(other) else args
    if not Path(PROJECT_FILE).is_file():
        return args
    if not arguments[1].required and _is_slip(word):
        return args
    return [PROJECT_FILE, *args]


def _is_no_file(word: str) -> bool:
    """Whether a word neither names a file nor is likely to be meant for one."""
    from engage_cli.project.recognising import is_yaml

    return not (os.path.lexists(word) or "/" in word or is_yaml(word))


def _without(args: list[str], word: str) -> list[str]:
    at = args.index(word)
    return args[:at] + args[at + 1 :]


def _is_slip(word: str) -> bool:
    """Whether a word is probably a misspelt name of something in this folder."""
    there = [name.casefold() for one in Path().iterdir() for name in (one.name, one.stem)]
    return closest_word(word.casefold(), there) is not None


class Command(CommandMixin, TyperCommand):
    """A command of the parser, with our help and global options."""


class Group(CommandMixin, TyperGroup):
    """A group whose commands are imported when they are called."""

    entries: Mapping[str, Entry] = {}
    default: str | None = None
    """The command that runs where none is named; None: the help."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Puts the default command in front where none of the group's commands is named."""
        if self.default is not None and self._meant(args, ctx.obj.tr):
            args = [self.default, *args]
        return super().parse_args(ctx, args)

    def _meant(self, args: list[str], tr: Translator) -> bool:
        """Whether `args` are for the default command, rather than a misspelt command or a request for help."""
        if any(arg in self.entries or arg in HELP["help_option_names"] for arg in args):
            return False
        from difflib import get_close_matches

        first = next((arg for arg in args if not arg.startswith("-")), None)
        if first is None or Path(first).exists():
            return True
        return not (get_close_matches(first, list(self.entries)) or any(_doing(first, self.entries, tr)))

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of the commands, in the order of the registry."""
        del ctx
        return list(self.entries)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Imports a command; None where there is none of that name."""
        del ctx
        entry = self.entries.get(cmd_name)
        return None if entry is None else load_command(cmd_name, entry)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that `args` name. Raises UsageError for an unknown one."""
        if args[0] not in self.entries and not ctx.resilient_parsing:
            raise unknown_command(args[0], self.entries, ctx.obj.tr)
        return super().resolve_command(ctx, args)


def make_group(
    name: str,
    summary: str,
    entries: Mapping[str, Entry],
    callback: Callable[..., object],
    *,
    default: str | None = None,
) -> Any:
    """A parser group with `entries`; `callback` runs before each of them, and alone where none is named.

    With a `default`, that command runs where none is named.
    """
    kind = type("Group", (Group,), {"entries": entries, "default": default})
    app = typer.Typer(name=name, cls=kind, add_completion=False, rich_markup_mode=None, context_settings=HELP)
    app.callback(invoke_without_command=True, help=summary)(callback)
    return typer.main.get_command(app)


def show_group_help(ctx: typer.Context) -> int | None:
    """Callback for a group that does nothing by itself: prints its help and returns the exit code for wrong usage."""
    if ctx.invoked_subcommand is not None:
        return None
    session_of(ctx).say(*ctx.get_help().split("\n"))
    return 2


def show_list_by_default(ctx: typer.Context) -> None:
    """Callback for a group whose default command is its list: does nothing."""
    del ctx


@cache
def load_command(name: str, entry: Entry) -> Any:
    """The command of `entry`, made from its function, or a group as it is; cached for the process."""
    module, _, attribute = entry.function.partition(":")
    found = getattr(import_module(module), attribute)
    if isinstance(found, TyperGroup):
        return found
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(name, cls=Command, help=entry.summary, context_settings=HELP)(found)
    command: Any = typer.main.get_command(app)
    command.examples = entry.examples
    return command


def apply_global_options(session: Session, given: Mapping[str, Any]) -> Session:
    """`session` with the global options in `given`. Raises UsageError."""
    language, zone = given.get("lang", session.language), given.get("timezone", session.timezone)
    if zone is not None:
        date_in_zone(zone, session.now)  # there is no use in going on with a zone that there is not
    return replace(
        session,
        language=language,
        tr=translator(language),
        **_day_asked(session, given.get("as_of")),
        timezone=zone,
        color=given.get("color", session.color),
        plain="plain" in given or session.plain,
        verbose="verbose" in given or session.verbose,
        quiet="quiet" in given or session.quiet,
        debug="debug" in given or session.debug,
    )


def _day_asked(session: Session, typed: str | None) -> dict[str, Any]:
    """The day given with --as-of. Raises UsageError."""
    if typed is None:
        return {"as_of": session.as_of, "days_ago": session.days_ago}
    ago = days_ago(typed)
    return {"as_of": parse_day(typed) if ago is None else None, "days_ago": ago}


def unknown_command(name: str, known: Mapping[str, Entry], tr: Translator) -> UsageError:
    """The error for an unknown command; it suggests similar names, commands whose summary matches, or lists all."""
    message = Message.of("There is no command “{name}”.", name=name)
    if Path(name).suffix in (".yaml", ".yml"):
        return UsageError(message, Message.of("For this project: engage score {path}", path=quoted(name)))
    from difflib import get_close_matches

    meant = get_close_matches(name, known, cutoff=0.8) or [*_doing(name, known, tr), *get_close_matches(name, known)]
    if meant:
        return UsageError(message, Message.of("Did you mean {options}?", options=" / ".join(dict.fromkeys(meant))))
    return UsageError(message, Message.of("The commands are: {names}", names=", ".join(known)))


def _doing(word: str, known: Mapping[str, Entry], tr: Translator) -> Iterator[str]:
    """The commands whose summary has a word that begins like `word`, ignoring accents."""
    import re

    from engage_cli.slugs import comparable

    stem = comparable(word)[:_STEM]
    for name, entry in known.items():
        if len(stem) == _STEM and re.search(rf"\b{re.escape(stem)}", comparable(tr.gettext(entry.summary))):
            yield name


def walk_commands(command: Any, ctx: Any) -> Iterator[Any]:
    """The contexts of `command` and all commands below it, for documentation and tests."""
    yield ctx
    if isinstance(command, Group):
        for name in command.list_commands(ctx):
            inner = command.get_command(ctx, name)
            below = typer.Context(inner, parent=ctx, info_name=name, **HELP)
            yield from walk_commands(inner, below)
