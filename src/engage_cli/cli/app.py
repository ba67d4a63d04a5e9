"""The `engage` command: what it is made of, and its way in.

A command is one small module with one function; it is imported when it is called. To add one: write the function (its
keyword parameters are its arguments and options, with `_("…")` around metavar and help; `session_of(ctx)` gives
language, width and colour; it returns an exit code or None), and name it in COMMANDS. `completion.py` is the shortest.
"""

import os
import sys
from collections.abc import Sequence
from functools import cache
from typing import Annotated, Any

import typer

from engage_cli import __version__
from engage_cli.environment import COMPLETE
from engage_cli.i18n import LANGUAGES, N_
from engage_cli.streams import prepare_streams
from engage_cli.terminal.clock import current_time
from engage_cli.terminal.commands import Entry, make_group
from engage_cli.terminal.edge import run_guarded
from engage_cli.terminal.parameters import Choice
from engage_cli.terminal.session import Color, Session, open_session, session_of

COMMANDS = {
    "new": Entry(
        "engage_cli.cli.new:new",
        N_("Describe a project: writes its charter."),
        (
            ("engage new", N_("the facts are asked, then project.yaml is written")),
            ("engage new visit.yaml --answers facts.yaml", N_("without asking: what the file says")),
        ),
    ),
    "facts": Entry(
        "engage_cli.cli.facts:facts",
        N_("Correct what a project says of itself, and see what that changes."),
        (("engage facts project.yaml --set name='…'", N_("one fact, without asking")),),
    ),
    "assess": Entry(
        "engage_cli.cli.assess:assess",
        N_("Assess a project, question by question."),
        (
            ("engage assess project.yaml --quick", N_("the quick questions alone")),
            ("engage assess project.yaml", N_("all of them; it goes on where it was left")),
            ("engage assess project.yaml --respondent Anne", N_("one’s own answers, in a file beside the project")),
        ),
    ),
    "score": Entry(
        "engage_cli.cli.score:score",
        N_("Show where a project stands."),
        (
            ("engage score project.yaml", N_("where the project stands")),
            ("engage score project.yaml --if QUESTION=CHOICE", N_("what an answer would change; nothing is written")),
        ),
    ),
    "explain": Entry(
        "engage_cli.cli.explain:explain",
        N_("Show the arithmetic of a result, down to each answer."),
        (
            ("engage explain project.yaml", N_("the whole arithmetic")),
            (
                "engage explain project.yaml QUESTION",
                N_("one question, section or index, and what would raise it most"),
            ),
        ),
    ),
    "plan": Entry(
        "engage_cli.cli.plan:plan",
        N_("Find the cheapest steps to what is expected."),
        (
            ("engage plan project.yaml", N_("the cheapest steps to what is expected")),
            ("engage plan project.yaml --effort 6", N_("what can be reached with that much effort")),
            ("engage plan project.yaml --accept", N_("its steps become actions of the project")),
        ),
    ),
    "report": Entry(
        "engage_cli.cli.report:report",
        N_("Write the report: to print, to read on screen, or as data."),
        (
            (
                "engage report project.yaml -o project.pdf",
                N_("to print; .html, .docx and .md are written the same way"),
            ),
            ("engage report project.yaml -o page.pdf --kind summary", N_("one page")),
            ("engage report project.yaml -o project.html --lang both", N_("both languages, one after the other")),
        ),
    ),
    "milestone": Entry(
        "engage_cli.cli.milestone:milestone",
        N_("Keep how a project stands, under a name."),
        (("engage milestone project.yaml 'Opening'", N_("how the project stands today, under that name")),),
    ),
    "compare": Entry(
        "engage_cli.cli.compare:compare",
        N_("Show what changed in a project since a milestone, and why."),
        (
            ("engage compare project.yaml", N_("since the last milestone")),
            ("engage compare project.yaml --from 2026-06-01 -o changes.pdf", N_("since a day, as a document")),
        ),
    ),
    "action": Entry("engage_cli.cli.action:action", N_("Follow the actions that a team has taken up.")),
    "path": Entry("engage_cli.cli.path:path", N_("See how a project is accompanied, and note what is done.")),
    "check": Entry(
        "engage_cli.cli.check:check",
        N_("Check projects against a policy, for continuous integration."),
        (
            ("engage check", N_("every project of this folder and below it")),
            (
                "engage check projects/ --policy strict --output-format sarif -o check.sarif",
                N_("another policy; findings for a code host"),
            ),
            ("engage check --diff main", N_("what changed since a branch")),
        ),
    ),
    "preview": Entry(
        "engage_cli.cli.preview:preview",
        N_("Show what a new policy or questionnaire would change, before adopting it."),
        (
            ("engage preview projects/ --policy strict", N_("another policy")),
            ("engage preview projects/ --questionnaire new-version/", N_("another version, or an overlay")),
            ("engage preview . --severity answer-unknown=error", N_("one rule that would be more severe")),
        ),
    ),
    "rule": Entry(
        "engage_cli.cli.rule:rule",
        N_("List the rules of a check, or explain one."),
        (("engage rule gate-unmet", N_("one rule: why it is there, how to repair")),),
    ),
    "form": Entry(
        "engage_cli.cli.form:form",
        N_("Write a page to answer in a browser, without network."),
        (
            ("engage form project.yaml -o page.html", N_("a page to answer in a browser, without network")),
            (
                "engage form project.yaml -o page.html --respondent Anne --quick",
                N_("for one person, the quick questions"),
            ),
        ),
    ),
    "collect": Entry(
        "engage_cli.cli.collect:collect",
        N_("Bring the answers of a page into a project."),
        (
            ("engage collect project.yaml anne.answers.yaml", N_("the answers of a page; what differs is asked")),
            ("engage collect project.yaml anne.answers.yaml --voice", N_("as those of one respondent")),
        ),
    ),
    "consensus": Entry(
        "engage_cli.cli.consensus:consensus",
        N_("Show where several voices differ, and record what they agree on."),
        (
            ("engage consensus project.yaml", N_("what to discuss first, without names")),
            ("engage consensus project.yaml -o screen.html", N_("for the projector")),
            ("engage consensus project.yaml --settle", N_("records what the meeting agrees on, and why")),
        ),
    ),
    "batch": Entry(
        "engage_cli.cli.batch:batch",
        N_("Write the reports of many projects."),
        (
            ("engage batch projects/ -o reports/", N_("a PDF for each; what did not change is left")),
            ("engage batch projects/ -o reports/ --format md,json -j 4", N_("in two formats, by four processes")),
        ),
    ),
    "portfolio": Entry(
        "engage_cli.cli.portfolio:portfolio",
        N_("Show many projects together, and their common action plan."),
        (
            ("engage portfolio projects/ -o portfolio.html", N_("a page with filters")),
            ("engage portfolio reports/ -o portfolio.xlsx", N_("a workbook, from the results of a batch")),
            ("engage portfolio projects/ --kind plan -o plan.pdf", N_("what all of them need together")),
        ),
    ),
    "campaign": Entry(
        "engage_cli.cli.campaign:campaign",
        N_("Show who has reached what was asked, and who is late."),
        (
            ("engage campaign campaign.yaml", N_("who is where today, and what each one lacks")),
            ("engage campaign campaign.yaml --as-of 2027-03-31", N_("the same on another day")),
            ("engage campaign campaign.yaml --letters -o letters/", N_("a letter to each unit, in Word")),
            ("engage campaign campaign.yaml reports/ -o campaign.xlsx", N_("a workbook, from the results of a batch")),
        ),
    ),
    "export": Entry(
        "engage_cli.cli.export:export",
        N_("Write the results of many projects as open data."),
        (("engage export projects/ -o data/", N_("tables as CSV, described for programs, and a workbook")),),
    ),
    "migrate": Entry(
        "engage_cli.cli.migrate:migrate",
        N_("Bring projects to a newer version of their questionnaire."),
        (
            ("engage migrate projects/", N_("what would change; nothing is written")),
            ("engage migrate projects/ --write", N_("it is done, with a milestone before")),
        ),
    ),
    "questionnaire": Entry("engage_cli.cli.questionnaire:questionnaire", N_("Read, write and try questionnaires.")),
    "template": Entry("engage_cli.cli.template:template", N_("List, copy and check the templates of reports.")),
    "schema": Entry("engage_cli.cli.schema:schema", N_("Print the JSON Schema of a kind of file.")),
    "doctor": Entry("engage_cli.cli.doctor:doctor", N_("Check that this machine has what engage needs.")),
    "completion": Entry("engage_cli.cli.completion:completion", N_("Print the completion script of a shell.")),
}
"""Every command, in the order in which the help lists them."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs `engage` with `argv`, by default the arguments of the process; returns an exit code of `terminal.edge`."""
    prepare_streams()
    arguments = _without_help_word(list(sys.argv[1:] if argv is None else argv))
    session = open_session(arguments, os.environ, current_time())
    return run_guarded(lambda: _run(arguments, session), session)


@cache
def root() -> Any:
    """The parser's group with all commands."""
    return make_group(
        "engage",
        N_("Assess a project against a questionnaire, understand the result, and take a report away."),
        COMMANDS,
        engage,
    )


def show_version(wanted: object) -> None:
    """Prints the version and exits."""
    if wanted:
        sys.stdout.write(f"engage {__version__}\n")
        raise typer.Exit


def engage(
    ctx: typer.Context,
    *,
    lang: Annotated[
        str | None, typer.Option("--lang", click_type=Choice(LANGUAGES), help=N_("Language of the screen."))
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar=N_("DATE"), help=N_("Read the project as of this day (2026-11-23).")),
    ] = None,
    timezone: Annotated[
        str | None,
        typer.Option("--timezone", metavar=N_("ZONE"), help=N_("Time zone that gives today’s date: America/Toronto.")),
    ] = None,
    color: Annotated[
        Color | None,
        typer.Option("--color", click_type=Choice(Color), help=N_("Use colours. NO_COLOR is respected too.")),
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help=N_("Print no columns or bars, and ask by numbers: for screen readers."))
    ] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help=N_("Say more."))] = False,
    quiet: Annotated[
        bool, typer.Option("-q", "--quiet", help=N_("Say nothing but the result and what is wrong."))
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help=N_("Show where an error comes from."))] = False,
    version: Annotated[
        bool, typer.Option("--version", help=N_("Show the version."), is_eager=True, callback=show_version)
    ] = False,
) -> int | None:
    """The root command: reads the global options before any command, and shows the menu where there is none."""
    del lang, as_of, timezone, color, plain, verbose, quiet, debug, version  # in the session already
    if ctx.invoked_subcommand is not None:
        return None
    from engage_cli.cli.menu import menu

    return menu(ctx, session_of(ctx))


def _run(arguments: list[str], session: Session) -> int | None:
    command = root()
    if COMPLETE.name in os.environ:
        from engage_cli.cli.completion import complete

        complete(command, session, COMPLETE.name)
        return None
    with command.make_context("engage", arguments, obj=session) as ctx:
        code: int | None = command.invoke(ctx)
        return code


def _without_help_word(arguments: list[str]) -> list[str]:
    """Turns `engage help score` into `engage score -h`."""
    return [*arguments[1:], "-h"] if arguments[:1] in (["help"], ["aide"]) else arguments
