"""`engage questionnaire list|show|new|copy|overlay|upgrade|lint|test|preview|diff|release`."""

from engage_cli.i18n import N_
from engage_cli.terminal.commands import Entry, make_group, show_group_help

_THIS = "engage questionnaire"

COMMANDS = {
    "list": Entry(
        "engage_cli.cli.questionnaire_list:show_all",
        N_("List the questionnaires that can be named here."),
        (
            (
                f"{_THIS} list",
                N_("those in “questionnaires”, in the folders of ENGAGE_QUESTIONNAIRES, and those shipped"),
            ),
            (f"{_THIS} list --json", N_("with the folder of each, for programs")),
        ),
    ),
    "show": Entry(
        "engage_cli.cli.questionnaire_show:show",
        N_("Print a questionnaire: its sections and questions."),
        (
            (f"{_THIS} show our-visits --section welcome", N_("one section in full")),
            (f"{_THIS} show our-visits --resolved > whole.yaml", N_("an overlay with its base, as one file")),
        ),
    ),
    "new": Entry(
        "engage_cli.cli.questionnaire_new:new",
        N_("Write a small questionnaire to begin with."),
        (
            (f"{_THIS} new", N_("the title and the sections are asked for")),
            (f'{_THIS} new --title "School visits" --section Welcome --section Route', N_("without a question asked")),
        ),
    ),
    "copy": Entry(
        "engage_cli.cli.questionnaire_copy:copy",
        N_("Start a questionnaire from another one, under a new id."),
        (
            (f"{_THIS} copy ID our-visits", N_("to questionnaires/our-visits")),
            (f"{_THIS} copy ID our-visits -o elsewhere", N_("to another folder")),
        ),
    ),
    "overlay": Entry(
        "engage_cli.cli.questionnaire_overlay:overlay", N_("Adapt a questionnaire: write only what changes.")
    ),
    "upgrade": Entry(
        "engage_cli.cli.questionnaire_upgrade:upgrade",
        N_("Bring an overlay to another version of its base."),
        (
            (f"{_THIS} upgrade our-visits", N_("see what becomes of each change; exit code 1 with a conflict")),
            (f"{_THIS} upgrade our-visits --keep ID:KEY --write", N_("decide a conflict, and write it")),
        ),
    ),
    "lint": Entry(
        "engage_cli.cli.questionnaire_lint:lint",
        N_("Find what is impossible, useless or contradictory in a questionnaire."),
        (
            (f"{_THIS} lint our-visits", N_("exit code 0 without an error, 1 with one, 2 where it cannot be read")),
            (f"{_THIS} lint our-visits --fail-on warning --output-format sarif", N_("for code scanning")),
            (f"{_THIS} lint our-visits --examples", N_("for each thing, the smallest project in which it occurs")),
            (f"{_THIS} lint our-visits --example welcome.tickets --write case.yaml", N_("one, as a project")),
        ),
    ),
    "test": Entry(
        "engage_cli.cli.questionnaire_test:run_all",
        N_("Run the tests of a questionnaire, written beside it."),
        (
            (f"{_THIS} test our-visits", N_("exit code 0 if all pass, 1 if some fail, 2 where none can be run")),
            (f"{_THIS} test our-visits -k idea -v", N_("some of them, by their name, those that pass too")),
            (f"{_THIS} test our-visits --output-format junit -o tests.xml", N_("for a service that runs them")),
        ),
    ),
    "preview": Entry(
        "engage_cli.cli.questionnaire_preview:preview",
        N_("Write a page to try a questionnaire in: what is asked, when and why."),
        ((f"{_THIS} preview our-visits --watch", N_("written again at each change, until Ctrl-C")),),
    ),
    "diff": Entry(
        "engage_cli.cli.questionnaire_diff:diff",
        N_("Show what changed between two versions of a questionnaire."),
        (
            (f"{_THIS} diff 1.0.0 --questionnaire our-visits", N_("from that version to the one that is here")),
            (f"{_THIS} diff 1.0.0 2.0.0 -o guide.md", N_("a guide for projects that answer the older one")),
        ),
    ),
    "release": Entry(
        "engage_cli.cli.questionnaire_release:release",
        N_("Keep the ids of a version that is published."),
        ((f"{_THIS} release our-visits", N_("in questionnaires/our-visits/history, under its version")),),
    ),
}


questionnaire = make_group("questionnaire", N_("Read, write and try questionnaires."), COMMANDS, show_group_help)
