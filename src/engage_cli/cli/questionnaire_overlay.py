"""`engage questionnaire overlay new|pin`."""

from engage_cli.i18n import N_
from engage_cli.terminal.commands import Entry, make_group, show_group_help

COMMANDS = {
    "new": Entry(
        "engage_cli.cli.questionnaire_overlay_new:new",
        N_("Write an overlay that changes nothing yet."),
        (
            (
                'engage questionnaire overlay new ID --title "Our visits"',
                N_("an overlay of the shipped one"),
            ),
        ),
    ),
    "pin": Entry(
        "engage_cli.cli.questionnaire_overlay_pin:pin",
        N_("Note in an overlay what its base says, to know later what changed there."),
        (("engage questionnaire overlay pin our-visits", N_("so that `upgrade` can tell later what changed in it")),),
    ),
}


overlay = make_group("overlay", N_("Adapt a questionnaire: write only what changes."), COMMANDS, show_group_help)
