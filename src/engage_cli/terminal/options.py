"""Arguments and options that several commands share; each is declared only here."""

from pathlib import Path
from typing import Annotated

import typer

from engage_cli.errors import Message
from engage_cli.i18n import N_
from engage_cli.questionnaire.library import PROJECT_FILE
from engage_cli.terminal.parameters import Folder

Project = Annotated[
    Path,
    typer.Argument(
        metavar=N_("PROJECT"),
        help=N_("The project file, or its folder; without it, the project.yaml of this folder."),
        default_factory=lambda: Path(PROJECT_FILE),
    ),
]
ActionId = Annotated[str, typer.Argument(metavar="ID", help=N_("The action, by its id: engage action list."))]
DoneOn = Annotated[str | None, typer.Option("--on", metavar=N_("DATE"), help=N_("When it was done; today by default."))]
StepId = Annotated[
    str, typer.Argument(metavar="ID", help=N_("The step, by its id or its number: engage path PROJECT."))
]
Quick = Annotated[bool, typer.Option("--quick", help=N_("Read the quick questions only."))]
QuickQuestions = Annotated[bool, typer.Option("--quick", help=N_("Ask the quick questions only."))]
Sections = Annotated[
    list[str] | None, typer.Option("--section", metavar="ID", help=N_("Ask this section only; may be repeated."))
]
Unit = Annotated[str | None, typer.Option("--unit", metavar="ID", help=N_("Ask what this unit should answer."))]
SpeaksFor = Annotated[
    list[str] | None,
    typer.Option(
        "--for",
        metavar=N_("WHO"),
        help=N_("With --respondent: the unit or function that the person answers for, to ask that. May be repeated."),
    ),
]
Plain = Annotated[bool, typer.Option("--plain", help=N_("Ask by numbered lines, for screen readers."))]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar=N_("FACT=VALUE"), help=N_("Suppose a fact: phase=operation; may be repeated.")),
]
If = Annotated[
    list[str] | None,
    typer.Option(
        "--if", metavar=N_("QUESTION=LEVEL"), help=N_("Suppose an answer, with its evidence; may be repeated.")
    ),
]
EveryNumber = Annotated[bool, typer.Option("--json", help=N_("Print every number as JSON."))]
AsJson = Annotated[bool, typer.Option("--json", help=N_("Print it as JSON, for programs."))]
Write = Annotated[bool, typer.Option("--write", help=N_("Write it; without, it is only said what would change."))]
Force = Annotated[bool, typer.Option("--force", help=N_("Replace a file that engage did not write."))]
Output = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar=N_("FILE"),
        help=N_("Where to write; “-” is the screen. Beside the project where it is left out."),
    ),
]
OutputFile = Annotated[
    Path | None,
    typer.Option("--output-file", "-o", metavar=N_("FILE"), help=N_("Where to write, rather than on the screen.")),
]
Facts = Annotated[
    list[str] | None,
    typer.Option("--set", metavar=N_("KEY=VALUE"), help=N_("Give a fact; may be repeated, lists take commas.")),
]
FactsFile = Annotated[
    str | None, typer.Option("--answers", metavar=N_("FILE|-"), help=N_("Read the facts from YAML; - is stdin."))
]
QuestionnaireHere = Annotated[
    str | None,
    typer.Argument(
        metavar=N_("ID"), help=N_("The questionnaire: its id or folder; the one in this folder by default.")
    ),
]
Title = Annotated[str | None, typer.Option("--title", metavar=N_("TITLE"), help=N_("Its title."))]
Questionnaires = Annotated[
    list[Path] | None,
    typer.Option("--questionnaires", click_type=Folder(), help=N_("A folder with more questionnaires.")),
]
Exclude = Annotated[
    list[str] | None,
    typer.Option(
        "--exclude",
        metavar=N_("PATTERN"),
        help=N_("Files and folders not to look at, as in .gitignore; may be repeated."),
    ),
]
ScreenOrFile = Annotated[
    str | None, typer.Option("-o", "--output", metavar=N_("FILE"), help=N_("Write a document; “-” is the screen."))
]
FACTS_INSTEAD = Message.of("Give the facts with --set key=value, or with --answers FILE (- for stdin).")
"""The hint where nobody can be asked."""
