"""Commands and groups: loaded when called, helped in the session's language, global options before and after them."""

import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from engage_cli.dates import days_ago
from engage_cli.errors import Message, UsageError, closest
from engage_cli.i18n import Translator, translator
from engage_cli.questionnaire.library import PROJECT_FILE
from engage_cli.terminal.clock import date_in
from engage_cli.terminal.session import Session, day_of, session_of
from engage_cli.typed import quoted
from engage_cli.values import Value, replace

GLOBAL = ("lang", "as_of", "timezone", "color", "plain", "verbose", "quiet", "debug", "version")
"""Parameters of the root that every command takes too."""

_STEM = 5
"""Letters by which words of one family are taken for alike: évaluer, évaluation."""

HELP: dict[str, Any] = {"help_option_names": ["-h", "--help", "--aide"]}


class Entry(Value):
    """One command in a group: where its function stands, and the line that lists it."""

    function: str
    """`package.module:function`, imported when the command is called."""
    summary: str
    """A msgid."""
    examples: tuple[tuple[str, str], ...] = ()
    """(what is typed, what for) on its help page; the second a msgid."""


class CommandMixin:
    """Help in the session's language, and the global options, mixed into the parser's commands and groups."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The command's own parameters, those of the root, and -h."""
        own = cast("Any", super()).get_params(ctx)
        if ctx.parent is None:
            return cast("list[Any]", own)
        names = {p.name for p in own}
        shared = (p for p in ctx.find_root().command.params if p.name in GLOBAL and p.name not in names)
        return [*own[:-1], *shared, own[-1]]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Reads `args`; a mistake knows its command, which the parser forgets where a value is missing."""
        try:
            args = _with_project(cast("Any", self), ctx, args)
            return cast("list[str]", cast("Any", super()).parse_args(ctx, args))
        except typer.TyperException as error:
            if getattr(error, "ctx", ctx) is None:
                cast("Any", error).ctx = ctx
            raise

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Writes the help page ourselves: the parser's own headings are English only."""
        from engage_cli.terminal.help import help_text

        formatter.write(help_text(cast("Any", self), ctx, GLOBAL))

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """Completions of `incomplete`, described in the session's language."""
        found: list[Any] = cast("Any", super()).shell_complete(ctx, incomplete)
        for item in found:
            item.help = ctx.obj.tr.gettext(item.help) if item.help else item.help
        return found

    def take_global(self, ctx: Any) -> None:
        """Moves the global options out of the values into the session; one that the command has itself stays there."""
        own = set() if ctx.parent is None else {p.name for p in cast("Any", self).params}
        given = {name: ctx.params.pop(name, None) for name in GLOBAL if name not in own}
        ctx.obj = session_with(ctx.obj, {name: value for name, value in given.items() if value not in (None, False)})


def _with_project(command: Any, ctx: Any, args: list[str]) -> list[str]:
    """`args` with the project first: the one of this folder before a word alone that names no file, as in
    `engage action done ID`; the file that was typed after such a word."""
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
    """Whether a word names no file, and could not be meant for one."""
    from engage_cli.project.recognising import is_yaml

    return not (os.path.lexists(word) or "/" in word or is_yaml(word))


def _without(args: list[str], word: str) -> list[str]:
    at = args.index(word)
    return args[:at] + args[at + 1 :]


def _is_slip(word: str) -> bool:
    """Whether the name of something here was probably meant."""
    there = [name.casefold() for one in Path().iterdir() for name in (one.name, one.stem)]
    return closest(word.casefold(), there) is not None


class Command(CommandMixin, TyperCommand):
    """A command."""

    def invoke(self, ctx: Any) -> Any:
        """Runs it, with `ctx.obj` its session."""
        self.take_global(ctx)
        return super().invoke(ctx)


class Group(CommandMixin, TyperGroup):
    """Commands that are imported when they are called."""

    entries: Mapping[str, Entry] = {}
    default: str | None = None
    """The command that is meant where none is named."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Puts the default command in front where none of the group’s is named."""
        if self.default is not None and self._meant(args):
            args = [self.default, *args]
        return super().parse_args(ctx, args)

    def _meant(self, args: list[str]) -> bool:
        """Whether `args` are for the default command: not a misspelt one, nor a call for help."""
        if any(arg in self.entries or arg in HELP["help_option_names"] for arg in args):
            return False
        from difflib import get_close_matches

        first = next((arg for arg in args if not arg.startswith("-")), None)
        return first is None or Path(first).exists() or not get_close_matches(first, list(self.entries))

    def list_commands(self, ctx: Any) -> list[str]:
        """In the order of the registry."""
        del ctx
        return list(self.entries)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Imports the command; None where there is none of that name."""
        del ctx
        entry = self.entries.get(cmd_name)
        return None if entry is None else loaded(cmd_name, entry)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Raises UsageError for a command that is not there."""
        if args[0] not in self.entries and not ctx.resilient_parsing:
            raise unknown_command(args[0], self.entries, ctx.obj.tr)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Runs the command named."""
        self.take_global(ctx)
        return super().invoke(ctx)


def group(
    name: str,
    summary: str,
    entries: Mapping[str, Entry],
    callback: Callable[..., object],
    *,
    default: str | None = None,
) -> Any:
    """The parser's group of `entries`; `callback` runs before any of them, and alone where none is named.

    With a `default`, that command runs where none is named.
    """
    kind = type("Group", (Group,), {"entries": entries, "default": default})
    app = typer.Typer(name=name, cls=kind, add_completion=False, rich_markup_mode=None, context_settings=HELP)
    app.callback(invoke_without_command=True, help=summary)(callback)
    return typer.main.get_command(app)


def help_alone(ctx: typer.Context) -> int | None:
    """The callback of a group that does nothing without a command: the help then, as a wrong usage."""
    if ctx.invoked_subcommand is not None:
        return None
    session_of(ctx).say(*ctx.get_help().split("\n"))
    return 2


@cache
def loaded(name: str, entry: Entry) -> Any:
    """The command of `entry`: a function, or a group made already. The same in every call of a process."""
    module, _, attribute = entry.function.partition(":")
    found = getattr(import_module(module), attribute)
    if isinstance(found, TyperGroup):
        return found
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(name, cls=Command, help=entry.summary, context_settings=HELP)(found)
    command: Any = typer.main.get_command(app)
    command.examples = entry.examples
    return command


def session_with(session: Session, given: Mapping[str, Any]) -> Session:
    """`session` with the global options `given`. Raises UsageError."""
    language, zone = given.get("lang", session.language), given.get("timezone", session.timezone)
    if zone is not None:
        date_in(zone, session.now)  # there is no use in going on with a zone that there is not
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
    """Raises UsageError."""
    if typed is None:
        return {"as_of": session.as_of, "days_ago": session.days_ago}
    ago = days_ago(typed)
    return {"as_of": day_of(typed) if ago is None else None, "days_ago": ago}


def unknown_command(name: str, known: Mapping[str, Entry], tr: Translator) -> UsageError:
    """There is no such command: the ones that look like it, those that do what it says in words, or all of them."""
    message = Message.of("There is no command “{name}”.", name=name)
    if Path(name).suffix in (".yaml", ".yml"):
        return UsageError(message, Message.of("For this project: engage score {path}", path=quoted(name)))
    from difflib import get_close_matches

    meant = get_close_matches(name, known, cutoff=0.8) or [*_doing(name, known, tr), *get_close_matches(name, known)]
    if meant:
        return UsageError(message, Message.of("Did you mean {options}?", options=" / ".join(dict.fromkeys(meant))))
    return UsageError(message, Message.of("The commands are: {names}", names=", ".join(known)))


def _doing(word: str, known: Mapping[str, Entry], tr: Translator) -> Iterator[str]:
    """The commands whose line in the help has a word that begins as `word` does, accents aside."""
    import re

    from engage_cli.slugs import bare

    stem = bare(word)[:_STEM]
    for name, entry in known.items():
        if len(stem) == _STEM and re.search(rf"\b{re.escape(stem)}", bare(tr.gettext(entry.summary))):
            yield name


def walk(command: Any, ctx: Any) -> Iterator[Any]:
    """The context of `command` and of every command below it, for the documentation and its tests."""
    yield ctx
    if isinstance(command, Group):
        for name in command.list_commands(ctx):
            inner = command.get_command(ctx, name)
            below = typer.Context(inner, parent=ctx, info_name=name, **HELP)
            yield from walk(inner, below)
