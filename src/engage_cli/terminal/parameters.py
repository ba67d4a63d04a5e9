"""Parameter types of the command line: words of a registry or enumeration, folders, files by suffix.

Each describes itself in the help and to shell completion, and refuses other values in the session's language.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer._click.shell_completion import CompletionItem  # typer has no public name for these two
from typer._click.types import ParamType

from engage_cli.errors import Message, UsageError, closest_word
from engage_cli.files.reading import check_folder
from engage_cli.i18n import N_, Translator
from engage_cli.terminal.usage import help_hint, parameter_name
from engage_cli.values import Worded

if TYPE_CHECKING:
    from engage_cli.formats import Format


class Choice(ParamType):
    """One of `words`; converts to the member of the enumeration, or to the name in the registry."""

    name = "choice"
    between = "|"
    """Stands between the words in the help."""

    def __init__(self, words: Iterable[str], metavar: str = "", *, listed: bool = True) -> None:
        self.words = tuple(words)
        self.named = bool(metavar)
        self.listed = listed
        """Whether the help names the words; no where another option does."""
        self.metavar = metavar or self.between.join(self.words)
        """`letter|a4`; a msgid where there are too many."""

    def help_suffix(self, tr: Translator) -> str:
        """The end of the help text: the words with their meaning, where the metavar does not list them."""
        if not self.listed:
            return ""
        pattern = tr.gettext("“{word}”: {meaning}")
        meanings = ((word, _meaning(word, tr)) for word in self.words)
        said = [pattern.format(word=word, meaning=meaning) for word, meaning in meanings if meaning]
        if said or self.named:
            return "; ".join(said or [", ".join(self.words)]) + "."
        return ""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """The member called `value`. Raises UsageError for any other word."""
        if value in self.words:
            return self.words[self.words.index(value)]
        message = Message.of(
            "{name} takes one of: {choices}.", name=parameter_name(param), choices=", ".join(self.words)
        )
        raise UsageError(message, self.hint(value, ctx))

    def hint(self, value: str, ctx: Any) -> Message | None:
        """The hint for a word that is not accepted; None: there is none."""
        guess = closest_word(value, self.words)
        return Message.of("Did you mean “{guess}”?", guess=guess) if guess else help_hint(ctx)

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[CompletionItem]:
        """The words that begin with `incomplete`, with their meanings."""
        del param
        tr: Translator = ctx.find_root().obj.tr
        found = (word for word in self.words if word.startswith(incomplete))
        return [CompletionItem(str(word), help=_meaning(word, tr)) for word in found]


def _meaning(word: str, tr: Translator) -> str | None:
    """The meaning of a word; None where it needs no explanation."""
    return tr.gettext(word.words) if isinstance(word, Worded) and word.words else None


class ChosenWords(tuple[str, ...]):
    """Several distinct words of a registry."""

    __slots__ = ()


class MultiChoice(Choice):
    """One or more of `words`, separated by commas; converts to `ChosenWords` in the registry's order."""

    name = "choices"
    between = ","

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """The members that `value` names. Raises UsageError for any other word, and where there is none."""
        if isinstance(value, ChosenWords):
            return value
        named = {super(MultiChoice, self).convert(word.strip(), param, ctx) for word in value.rstrip(", ").split(",")}
        return ChosenWords(word for word in self.words if word in named)

    def hint(self, value: str, ctx: Any) -> Message | None:
        """The hint of `Choice`, and how to write several words."""
        del value, ctx
        return Message.of("Several are written with commas: {example}", example=",".join(self.words[:2]))

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[CompletionItem]:
        """Completions of the word after the last comma."""
        before, comma, last = incomplete.rpartition(",")
        found = super().shell_complete(ctx, param, last)
        return [CompletionItem(f"{before}{comma}{item.value}", help=item.help) for item in found]


class Folder(ParamType):
    """An existing folder."""

    name = "folder"
    metavar = N_("FOLDER")

    def convert(self, value: Any, param: Any, ctx: Any) -> Path:
        """The folder's path. Raises UsageError where it does not exist."""
        del param, ctx
        check_folder(Path(value))
        return Path(value)

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[CompletionItem]:
        """Leaves completion to the shell, which knows the folders."""
        del ctx, param
        return [CompletionItem(incomplete, type="dir")]


class OutputFile(ParamType):
    """A file to write, whose suffix has to be that of one of `formats`."""

    name = "file"
    metavar = N_("FILE")

    def __init__(self, formats: "Mapping[str, Format[Any]]") -> None:
        self.suffixes = tuple(format.suffix for format in formats.values())

    def convert(self, value: Any, param: Any, ctx: Any) -> Path:
        """The file's path. Raises UsageError for another suffix."""
        del ctx
        if Path(value).suffix in self.suffixes:
            return Path(value)
        known = ", ".join(self.suffixes)
        raise UsageError(
            Message.of(
                "{name} takes a file that ends in one of: {suffixes}.", name=parameter_name(param), suffixes=known
            )
        )
