"""`engage action list|add|start|change|done|drop|reopen|export`."""

from engage_cli.i18n import N_
from engage_cli.terminal.commands import Entry, group, help_alone

COMMANDS = {
    "list": Entry("engage_cli.cli.action_list:show_all", N_("List the actions of a project, and what is proposed.")),
    "add": Entry("engage_cli.cli.action_add:add", N_("Take up a recommendation, or an action of one’s own.")),
    "start": Entry("engage_cli.cli.action_start:start", N_("Note that somebody is at an action.")),
    "change": Entry(
        "engage_cli.cli.action_change:change",
        N_("Give an action another owner, day or text."),
        (
            ("engage action change project.yaml ID --due 2027-03-01", N_("it is put off; the day before is kept")),
            ("engage action change project.yaml ID --owner '…' --do '…'", N_("somebody else does it, in other words")),
        ),
    ),
    "done": Entry("engage_cli.cli.action_done:done", N_("Note that an action is done; no score changes.")),
    "drop": Entry("engage_cli.cli.action_drop:drop", N_("Give an action up, and say why.")),
    "reopen": Entry(
        "engage_cli.cli.action_reopen:reopen", N_("Take up again what was done or dropped; what was noted is kept.")
    ),
    "export": Entry(
        "engage_cli.cli.action_export:export", N_("Write actions for a calendar, a table or an issue tracker.")
    ),
}


action = group("action", N_("Follow what a team has taken up."), COMMANDS, help_alone)
