"""`engage path list|done|skip|reopen`; without one, the list."""

from engage_cli.i18n import N_
from engage_cli.terminal.commands import Entry, make_group, show_list_by_default

COMMANDS = {
    "list": Entry(
        "engage_cli.cli.path_list:show_all",
        N_("Show which steps are done, due, or still to come."),
        (
            ("engage path", N_("the project of this folder: “list” may be left out")),
            ("engage path project.yaml --set phase=realisation", N_("what will be due in the next phase")),
            ("engage path project.yaml --json", N_("for another program")),
        ),
    ),
    "done": Entry(
        "engage_cli.cli.path_done:done",
        N_("Note that a step is done; no score changes."),
        (
            ("engage path done project.yaml ID", N_("today")),
            ("engage path done project.yaml ID --on 2026-11-12 --note '…'", N_("on that day, and what came of it")),
        ),
    ),
    "skip": Entry(
        "engage_cli.cli.path_skip:skip",
        N_("Leave a step out, and say why."),
        (("engage path skip project.yaml ID --because '…'", N_("the reason stays in the project")),),
    ),
    "reopen": Entry(
        "engage_cli.cli.path_reopen:reopen",
        N_("Take a step up again; what was noted of it is kept."),
        (("engage path reopen project.yaml ID", N_("it is to be done again")),),
    ),
}


path = make_group(
    "path",
    N_("See how a project is accompanied, and note what is done."),
    COMMANDS,
    show_list_by_default,
    default="list",
)
