"""Help pages in the session's language."""

from collections.abc import Iterable, Sequence
from typing import Any

from engage_cli.i18n import N_, Translator
from engage_cli.terminal.layout import Screen
from engage_cli.terminal.parameters import Choice
from engage_cli.terminal.session import Session
from engage_cli.terminal.usage import command_path


def help_text(command: Any, ctx: Any, general: Sequence[str]) -> str:
    """The help page of `command`: usage, description, arguments, commands, options, global options."""
    session: Session = ctx.find_root().obj
    tr, screen = session.tr, Screen(session)
    _ = tr.gettext
    kept = () if ctx.parent else general
    own = [p for p in command.params if p.name not in kept and not getattr(p, "hidden", False)]
    arguments = [p for p in own if p.param_type_name == "argument"]
    options = [p for p in own if p.param_type_name == "option"]
    blocks = [
        screen.wrap(_("Usage: {usage}").format(usage=usage(command, ctx, arguments, tr)), "", "    "),
        screen.wrap(_said(command.help, tr)),
        _block(_("Arguments"), [(_metavar(p, tr), _about(p, tr)) for p in arguments], screen),
        _block(_("Commands"), [(name, _said(entry.summary, tr)) for name, entry in _entries(command)], screen),
        _block(_("Options"), [_option(p, tr) for p in options], screen),
        _block(_("Examples"), _examples(command, tr), screen, most=screen.width),
        _block(_("General options"), [_option(p, tr) for p in _general(ctx, general, own)], screen),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def usage(command: Any, ctx: Any, arguments: Iterable[Any], tr: Translator) -> str:
    """The usage line: `engage score [OPTIONS] PROJECT`."""
    words = [command_path(ctx), tr.gettext("[OPTIONS]")]
    words += [_in_usage(p, tr) for p in arguments]
    if _entries(command):
        words.append(tr.gettext("COMMAND …"))
    return " ".join(words)


def _in_usage(param: Any, tr: Translator) -> str:
    name = _metavar(param, tr)
    return name if param.required else f"[{name}]"


def _block(title: str, rows: list[tuple[str, str]], screen: Screen, most: int = 26) -> list[str]:
    return [title, *screen.definitions(rows, most=most)] if rows else []


def _examples(command: Any, tr: Translator) -> list[tuple[str, str]]:
    return [(typed, _said(what, tr)) for typed, what in getattr(command, "examples", ())]


def _entries(command: Any) -> list[tuple[str, Any]]:
    return list(getattr(command, "entries", {}).items())


def _general(ctx: Any, general: Sequence[str], own: Iterable[Any]) -> list[Any]:
    """The global options, without those that the command declares itself."""
    root, taken = ctx.find_root(), {p.name for p in own}
    shared = (p for p in root.command.params if p.name in general and p.name not in taken)
    return [*shared, root.command.get_help_option(root)]


def _option(param: Any, tr: Translator) -> tuple[str, str]:
    if "--help" in param.opts:
        return "-h, --help, --aide", tr.gettext("Show this help.")
    names = ", ".join(sorted(param.opts, key=len))
    return names if param.is_flag else f"{names} {_metavar(param, tr)}", _about(param, tr)


def _metavar(param: Any, tr: Translator) -> str:
    many = "…" if param.nargs == -1 else ""
    return tr.gettext(param.metavar or getattr(param.type, "metavar", "") or N_("VALUE")) + many


def _about(param: Any, tr: Translator) -> str:
    """The help of a parameter, followed by what its type says about accepted words."""
    explained = param.type.help_suffix(tr) if isinstance(param.type, Choice) else ""
    return " ".join(part for part in (_said(param.help, tr), explained) if part)


def _said(text: str | None, tr: Translator) -> str:
    return tr.gettext(text) if text else ""
