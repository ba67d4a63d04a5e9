"""`engage action list|add|start|change|done|drop|reopen|export`; without one, the list."""

from engage_cli.i18n import N_
from engage_cli.terminal.commands import Entry, make_group, show_list_by_default

COMMANDS = {
    "list": Entry(
        "engage_cli.cli.action_list:show_all",
        N_("List the actions of a project, and what is proposed."),
        (("engage action project.yaml", N_("what is taken up, and what is proposed: “list” may be left out")),),
    ),
    "add": Entry(
        "engage_cli.cli.action_add:add",
        N_("Take up a recommendation, or an action of one’s own."),
        (("engage action add project.yaml RECOMMENDATION --owner Anne --due 2027-03-01", N_("who does it, by when")),),
    ),
    "start": Entry(
        "engage_cli.cli.action_start:start",
        N_("Note that somebody is at an action."),
        (("engage action start project.yaml ID", N_("somebody is at it")),),
    ),
    "change": Entry(
        "engage_cli.cli.action_change:change",
        N_("Give an action another owner, day or text."),
        (
            ("engage action change project.yaml ID --due 2027-03-01", N_("it is put off; the day before is kept")),
            ("engage action change project.yaml ID --owner '…' --do '…'", N_("somebody else does it, in other words")),
        ),
    ),
    "done": Entry(
        "engage_cli.cli.action_done:done",
        N_("Note that an action is done; no score changes."),
        (("engage action done project.yaml ID", N_("today")),),
    ),
    "drop": Entry(
        "engage_cli.cli.action_drop:drop",
        N_("Give an action up, and say why."),
        (("engage action drop project.yaml ID --because '…'", N_("the reason stays in the project")),),
    ),
    "reopen": Entry(
        "engage_cli.cli.action_reopen:reopen",
        N_("Take up again what was done or dropped; what was noted is kept."),
        (("engage action reopen project.yaml ID", N_("it is to be done again")),),
    ),
    "export": Entry(
        "engage_cli.cli.action_export:export",
        N_("Write actions for a calendar, a table or an issue tracker."),
        (("engage action export project.yaml -o actions.ics", N_("for a calendar; .csv for a table")),),
    ),
}


action = make_group(
    "action", N_("Follow the actions that a team has taken up."), COMMANDS, show_list_by_default, default="list"
)
