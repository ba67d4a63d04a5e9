"""`engage migrate PROJECT… [--write]`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engage_cli.batch import options as multi
from engage_cli.i18n import N_
from engage_cli.questionnaire.library import PROJECT_FILE
from engage_cli.terminal import options
from engage_cli.terminal.edge import FINE, UNMET, WRONG
from engage_cli.terminal.find_named import questionnaire_folders
from engage_cli.terminal.open_project import reading_day, renew_schemas
from engage_cli.terminal.passed_over import report_passed_over
from engage_cli.terminal.progress import Meter
from engage_cli.terminal.session import Session, session_of
from engage_cli.values import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engage_cli.errors import Problem
    from engage_cli.project.migration.running import MigrationOptions, MigrationRow

Projects = Annotated[
    list[str],
    typer.Argument(
        metavar=N_("PROJECT"),
        help=N_("Project files, folders of them, or files of answers; without, the project.yaml of this folder."),
        default_factory=lambda: [PROJECT_FILE],
    ),
]
NoMilestone = Annotated[bool, typer.Option("--no-milestone", help=N_("Keep no milestone before it is written."))]
Names = Annotated[
    bool, typer.Option("--with-names", help=N_("List each voice by its file, whose name says who answered."))
]


def migrate(
    ctx: typer.Context,
    *,
    projects: Projects,
    write: options.Write = False,
    no_milestone: NoMilestone = False,
    questionnaires: options.Questionnaires = None,
    json: options.AsJson = False,
    with_names: Names = False,
) -> int:
    """Brings projects to the version of their questionnaire that is here. Nothing is written without `--write`.

    What was renamed is carried along; an answer that has no place any more is kept in the file under `x-unplaced` and
    shown when its question is asked anew. Before a file is written, a milestone keeps how the project stood.

      engage migrate project.yaml          see what would change
      engage migrate projects/ --write     bring a whole folder along
    """
    session = session_of(ctx)
    from engage_cli.project.migration.running import MigrationOptions

    before = session.tr.gettext("before {version}")
    chosen = MigrationOptions(
        folders=questionnaire_folders(session, projects, questionnaires),
        write=write,
        without_results=not json,
        milestone=None if no_milestone else lambda version: before.format(version=version),
        day=lambda loaded: reading_day(loaded, session),
    )
    rows, missing = _run(projects, chosen, session)
    _renew_schemas(rows, chosen)
    if with_names:
        rows = tuple(one for row in rows for one in row.all_rows)
    problems = _said(rows, missing, session, None if json else projects, write=write)
    if not rows or all(row.problems for row in rows):
        return WRONG
    return UNMET if problems else FINE


def _renew_schemas(rows: "tuple[MigrationRow, ...]", chosen: "MigrationOptions") -> None:
    """Updates the editor schemas beside the projects that were written."""
    from engage_cli.editor.beside import FOLDER
    from engage_cli.project.loading import load_project
    from engage_cli.project.recognising import ANSWERS

    for row in rows:
        if row.written and not row.path.endswith(ANSWERS) and Path(row.path).parent.joinpath(FOLDER).is_dir():
            loaded = load_project(Path(row.path), folders=chosen.folders)
            renew_schemas(loaded.path, loaded.questionnaire.questionnaire)


def _said(
    rows: "tuple[MigrationRow, ...]",
    missing: "Sequence[Problem]",
    session: Session,
    typed: list[str] | None,
    *,
    write: bool,
) -> "list[Problem]":
    """Prints the results, as JSON where `typed` is None; returns everything that is wrong."""
    from engage_cli.project.migration.as_data import as_values
    from engage_cli.project.migration.together import migration_problems
    from engage_cli.report.json_text import json_text
    from engage_cli.terminal.screens import migrated

    found = [*missing, *migration_problems(rows)]
    if typed is None:
        sys.stdout.write(json_text(as_values(rows, missing, session.language, session.tr)))
    else:
        multi.report_problems(found, session)
        session.out("\n".join(migrated.migration_lines(rows, session, typed, written=write)))
    return found


def _run(
    paths: list[str], chosen: "MigrationOptions", session: Session
) -> "tuple[tuple[MigrationRow, ...], tuple[Problem, ...]]":
    """A row for each file, and problems of paths that do not exist."""
    from engage_cli.batch.sources import Sources, find_sources
    from engage_cli.project.migration.running import migrate_files
    from engage_cli.project.recognising import ANSWERS

    voices = [Path(path) for path in paths if path.endswith(ANSWERS)]
    asked = [path for path in paths if not path.endswith(ANSWERS)]
    found = find_sources(asked) if asked else Sources()
    report_passed_over(found.passed_over, session)
    files = [*(Path(source.path) for source in found.projects), *voices]
    chosen = replace(chosen, without_results=chosen.without_results and len(files) > 1)
    with Meter(session) as meter:
        meter.begin(len(files))
        return migrate_files(files, chosen, lambda row: meter.step(failed=bool(row.problems))), found.missing
