"""Options of documents, for `report`, `batch`, `portfolio` and `template lint`; their words come from the
registries."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from engage_cli.formats import Format
from engage_cli.i18n import LANGUAGES, N_, Translator
from engage_cli.report.choices import Attach, Audience, Engine, Kind, Paper
from engage_cli.report.formats import FORMATS
from engage_cli.terminal.parameters import Choice, ChosenWords, Folder, MultiChoice
from engage_cli.values import Worded

PDF_ALONE = ChosenWords(("pdf",))
Registry = Mapping[str, Format[Any]]
BOTH = "both"
"""The word for one document in all languages."""


class KindChoice(Choice):
    """A kind of document; the help says which formats support it, where not all do."""

    def __init__(self, kinds: type[Worded], formats: Registry, **apart: Registry) -> None:
        super().__init__(kinds, N_("KIND"))
        self._formats = dict.fromkeys(self.words, formats) | apart
        self._most = formats.keys()

    def help_suffix(self, tr: Translator) -> str:
        """The meaning of each kind, then the kinds that only some formats support."""
        bound: dict[str, list[str]] = {}
        for kind in self.words:
            able = {name: format for name, format in self._formats[kind].items() if format.can_be(kind)}
            if able.keys() != self._most:
                titles = [tr.gettext(format.title) for format in able.values()]
                bound.setdefault(", ".join(titles), []).append(kind)
        pattern = tr.gettext("In {formats} only: {kinds}.")
        notes = [pattern.format(formats=formats, kinds=", ".join(kinds)) for formats, kinds in bound.items()]
        return " ".join((super().help_suffix(tr), *notes))


def format_option(names: Iterable[str]) -> Any:
    """The option --format for commands that write Markdown by default."""
    help = N_("The format; by the name of the file where it is left out, else md.")
    return typer.Option("--format", click_type=Choice(names), help=help)


ReportFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        click_type=Choice(FORMATS),
        help=N_("The format; by the name of the file where it is left out, else pdf."),
    ),
]
Formats = Annotated[
    ChosenWords,
    typer.Option("--format", click_type=MultiChoice(FORMATS), help=N_("One or more formats; pdf if none is named.")),
]
Kinds = Annotated[Kind, typer.Option("--kind", click_type=KindChoice(Kind, FORMATS), help=N_("What is reported."))]
Audiences = Annotated[
    Audience, typer.Option("--audience", click_type=Choice(Audience), help=N_("Who reads it, and what is shown."))
]
Papers = Annotated[Paper, typer.Option("--paper", click_type=Choice(Paper), help=N_("The paper of a PDF."))]
Engines = Annotated[Engine, typer.Option("--pdf-engine", click_type=Choice(Engine), help=N_("What lays out a PDF."))]
Attached = Annotated[
    list[Attach] | None,
    typer.Option("--attach", click_type=Choice(Attach), help=N_("Put a file into the document; may be repeated.")),
]
Languages = Annotated[
    str | None,
    typer.Option("--lang", click_type=Choice((*LANGUAGES, BOTH)), help=N_("Language of the document, or both in one.")),
]


class TemplateFolder(Folder):
    """A folder that contains templates or a theme."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Path:
        """The folder's path. Raises UsageError where it contains neither."""
        from engage_cli.report.templates.files import refuse_empty_folder

        folder = super().convert(value, param, ctx)
        refuse_empty_folder(folder)
        return folder


Template = Annotated[
    Path | None,
    typer.Option(
        "--template",
        click_type=TemplateFolder(),
        help=N_("A folder of templates that replace the shipped ones, or blocks of them."),
    ),
]
TemplateSeconds = Annotated[
    int,
    typer.Option(
        "--template-timeout",
        min=1,
        max=86_400,
        metavar=N_("SECONDS"),
        help=N_("How long the templates of a folder may take for one document."),
    ),
]
Theme = Annotated[
    Path | None,
    typer.Option(
        "--theme",
        metavar=N_("FILE"),
        help=N_("Colours, logo, footer and names of roles; theme.yaml of the templates where it is left out."),
    ),
]
