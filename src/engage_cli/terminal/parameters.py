"""Types of what is typed: words of a registry or an enumeration, folders, files by their suffix.

Each says in the help and to the shell what it takes, and refuses the rest in the session's language.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer._click.shell_completion import CompletionItem  # typer has no public name for these two
from typer._click.types import ParamType

from engage_cli.errors import Message, UsageError, closest
from engage_cli.files.reading import check_folder
from engage_cli.i18n import N_, Translator
from engage_cli.terminal.usage import name_of, where_to_read
from engage_cli.values import Worded

if TYPE_CHECKING:
    from engage_cli.formats import Format


class Choice(ParamType):
    """One of `words`, given back as the very member: of an enumeration, or a name in a registry."""

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

    def explained(self, tr: Translator) -> str:
        """The end of the help: what the words mean, or which there are, where the metavar does not say it."""
        if not self.listed:
            return ""
        pattern = tr.gettext("“{word}”: {meaning}")
        meanings = ((word, _meaning(word, tr)) for word in self.words)
        said = [pattern.format(word=word, meaning=meaning) for word, meaning in meanings if meaning]
        if said or self.named:
            return "; ".join(said or [", ".join(self.words)]) + "."
        return ""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """The member called `value`. Raises UsageError for a word that is none."""
        if value in self.words:
            return self.words[self.words.index(value)]
        message = Message.of("{name} takes one of: {choices}.", name=name_of(param), choices=", ".join(self.words))
        raise UsageError(message, self.hint(value, ctx))

    def hint(self, value: str, ctx: Any) -> Message | None:
        """What to do where `value` is none of the words."""
        guess = closest(value, self.words)
        return Message.of("Did you mean “{guess}”?", guess=guess) if guess else where_to_read(ctx)

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[CompletionItem]:
        """The words that begin so, with what they mean."""
        del param
        tr: Translator = ctx.find_root().obj.tr
        found = (word for word in self.words if word.startswith(incomplete))
        return [CompletionItem(str(word), help=_meaning(word, tr)) for word in found]


def _meaning(word: str, tr: Translator) -> str | None:
    """What a word means; None where it says enough by itself."""
    return tr.gettext(word.words) if isinstance(word, Worded) and word.words else None


class Words(tuple[str, ...]):
    """Several words of a registry, each once."""

    __slots__ = ()


class Several(Choice):
    """One or more of `words` with commas between them; gives `Words`, in our order."""

    name = "choices"
    between = ","

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """The members that `value` names. Raises UsageError for a word that is none, and for none at all."""
        if isinstance(value, Words):
            return value
        named = {super(Several, self).convert(word.strip(), param, ctx) for word in value.rstrip(", ").split(",")}
        return Words(word for word in self.words if word in named)

    def hint(self, value: str, ctx: Any) -> Message | None:
        """As for one; and how several are written."""
        del value, ctx
        return Message.of("Several are written with commas: {example}", example=",".join(self.words[:2]))

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[CompletionItem]:
        """The words that may follow the last comma."""
        before, comma, last = incomplete.rpartition(",")
        found = super().shell_complete(ctx, param, last)
        return [CompletionItem(f"{before}{comma}{item.value}", help=item.help) for item in found]


class Folder(ParamType):
    """A folder that is there."""

    name = "folder"
    metavar = N_("FOLDER")

    def convert(self, value: Any, param: Any, ctx: Any) -> Path:
        """Raises UsageError where it is not."""
        del param, ctx
        check_folder(Path(value))
        return Path(value)

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[CompletionItem]:
        """The shell knows the folders."""
        del ctx, param
        return [CompletionItem(incomplete, type="dir")]


class FileEnding(ParamType):
    """A file to write in one of `formats`, by its suffix."""

    name = "file"
    metavar = N_("FILE")

    def __init__(self, formats: "Mapping[str, Format[Any]]") -> None:
        self.suffixes = tuple(format.suffix for format in formats.values())

    def convert(self, value: Any, param: Any, ctx: Any) -> Path:
        """Raises UsageError for another suffix."""
        del ctx
        if Path(value).suffix in self.suffixes:
            return Path(value)
        known = ", ".join(self.suffixes)
        raise UsageError(
            Message.of("{name} takes a file that ends in one of: {suffixes}.", name=name_of(param), suffixes=known)
        )
