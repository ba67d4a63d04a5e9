"""`engage rule [ID]`."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from engage_cli.i18n import N_, Translator
from engage_cli.terminal import options
from engage_cli.terminal.layout import Screen
from engage_cli.terminal.session import Session, session_of

if TYPE_CHECKING:
    from engage_cli.check.rules.rule import Rule
    from engage_cli.model.policy import Policy


def rule(
    ctx: typer.Context,
    *,
    id: Annotated[
        str | None, typer.Argument(metavar=N_("ID"), help=N_("The rule; without it, all are listed."))
    ] = None,
    json: options.AsJson = False,
) -> None:
    """Prints one line a rule, or what a rule finds, why, how to repair it, and where it is used."""
    from engage_cli.check.rules.registry import RULES

    session = session_of(ctx)
    if json:
        _as_json(id, session)
        return
    screen = Screen(session)
    if id is None:
        rows = [(one.id, one.line.say(session.tr)) for one in RULES]
        session.out("\n".join(screen.definitions(rows, indent=0)))
    else:
        session.out("\n".join(_page(id, screen)))


def _as_json(id: str | None, session: Session) -> None:
    from engage_cli.check.formats import addresses
    from engage_cli.check.rules.registry import RULES
    from engage_cli.check.rules.rule_values import rule_values
    from engage_cli.report.json_text import json_text

    page = addresses.page(session.environment, addresses.RULES, session.language)
    sys.stdout.write(json_text(rule_values(RULES if id is None else [_known(id)], _policies(), page)))


def _known(id: str) -> "Rule":
    from engage_cli.check.parameters import known_rule
    from engage_cli.check.rules.registry import BY_ID

    return BY_ID[known_rule(id)]


def _page(id: str, screen: Screen) -> list[str]:
    from engage_cli.check.formats.addresses import RULES, page

    found, tr, session = _known(id), screen.session.tr, screen.session
    rows = [
        (tr.gettext("Why"), found.why.say(tr)),
        (tr.gettext("To repair"), found.repair.say(tr)),
        (tr.gettext("In the policies"), uses(found, tr)),
    ]
    if address := page(session.environment, RULES, session.language):
        rows.append((tr.gettext("Page"), f"{address}#{found.id}"))
    return [found.id, *screen.wrap(found.line.say(tr)), "", *screen.definitions(rows)]


def _policies() -> list["Policy"]:
    from engage_cli.check.policies import load_policy, policy_path, shipped_policies

    return [load_policy(policy_path(name)).policy for name in shipped_policies()]


def uses(rule: "Rule", tr: Translator) -> str:
    """`strict: error` for each shipped policy that names the rule, and what holds where none does."""
    from engage_cli.wording.enumerations import SEVERITY, enumeration_words

    named = [(p.id, c.severity) for p in _policies() for c in p.clauses if c.rule == rule.id]
    off = tr.gettext("off")
    said = [
        tr.gettext("{policy}: {severity}").format(
            policy=id, severity=enumeration_words(SEVERITY, one, tr) if one else off
        )
        for id, one in named
    ]
    if rule.severity:
        always = (
            tr.gettext("whatever the policy, and with --ratchet only: {severity}")
            if rule.with_ratchet
            else tr.gettext("always, even where the policy does not name it: {severity}")
        )
        said.append(always.format(severity=enumeration_words(SEVERITY, rule.severity, tr)))
    return ", ".join(said) or tr.gettext("none of those shipped")
