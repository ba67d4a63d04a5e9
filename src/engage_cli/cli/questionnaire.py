"""`engage questionnaire list|show|new|copy|overlay|upgrade|lint|test|preview|diff|release`."""

import typer

from engage_cli.i18n import N_
from engage_cli.terminal.commands import Entry, group
from engage_cli.terminal.session import session_of

COMMANDS = {
    "list": Entry("engage_cli.cli.questionnaire_list:show_all", N_("List the questionnaires that are shipped.")),
    "show": Entry("engage_cli.cli.questionnaire_show:show", N_("Print a questionnaire: its sections and questions.")),
    "new": Entry("engage_cli.cli.questionnaire_new:new", N_("Write a small questionnaire to begin with.")),
    "copy": Entry(
        "engage_cli.cli.questionnaire_copy:copy", N_("Start a questionnaire from another one, under a new id.")
    ),
    "overlay": Entry(
        "engage_cli.cli.questionnaire_overlay:overlay", N_("Write a questionnaire as what it changes in another one.")
    ),
    "upgrade": Entry(
        "engage_cli.cli.questionnaire_upgrade:upgrade",
        N_("Bring an overlay to another version of its base."),
        (
            (
                "engage questionnaire upgrade our-museum",
                N_("see what becomes of each change; exit code 1 with a conflict"),
            ),
            ("engage questionnaire upgrade our-museum --keep ID:KEY --write", N_("decide a conflict, and write it")),
        ),
    ),
    "lint": Entry(
        "engage_cli.cli.questionnaire_lint:lint", N_("Prove what a questionnaire can do; find what makes no sense.")
    ),
    "test": Entry("engage_cli.cli.questionnaire_test:run_all", N_("Run the tests that an author wrote beside it.")),
    "preview": Entry(
        "engage_cli.cli.questionnaire_preview:preview", N_("Write a page to try it in: what is asked, when and why.")
    ),
    "diff": Entry("engage_cli.cli.questionnaire_diff:diff", N_("Say what changed between two versions.")),
    "release": Entry("engage_cli.cli.questionnaire_release:release", N_("Keep the ids of a version that goes out.")),
}


def alone(ctx: typer.Context) -> int | None:
    """Without a command: the help, as a wrong usage."""
    if ctx.invoked_subcommand is not None:
        return None
    session_of(ctx).say(*ctx.get_help().split("\n"))
    return 2


questionnaire = group("questionnaire", N_("List and read the questionnaires."), COMMANDS, alone)
