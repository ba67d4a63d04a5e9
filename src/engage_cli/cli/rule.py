"""`engage rule [ID]`."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from engage_cli.i18n import N_, Translator
from engage_cli.terminal import options
from engage_cli.terminal.layout import Screen
from engage_cli.terminal.session import Session, session_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engage_cli.check.formats.outcome import RuleWords
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
    """Prints all rules, one on a line; or one rule with its reason, its repair, and where it is used."""
    session = session_of(ctx)
    if json:
        _as_json(id, session)
        return
    screen = Screen(session)
    session.out("\n".join(_list(screen) if id is None else _page(id, screen)))


def _as_json(id: str | None, session: Session) -> None:
    from engage_cli.check.formats import addresses
    from engage_cli.check.rules.registry import RULES
    from engage_cli.check.rules.rule_values import rule_values
    from engage_cli.report.json_text import json_text

    found, pages = ([_known(id)[0]], _known(id)[1]) if id else (RULES, addresses.RULES)
    page = addresses.page_address(session.environment, pages, session.language)
    sys.stdout.write(json_text(rule_values(found, _policies(), page)))


def _known(id: str) -> "tuple[RuleWords, Mapping[str, str]]":
    """A rule of a check, or else of a questionnaire, and the page of its kind. Raises UsageError."""
    from engage_cli.authoring.cases.reporting import EXPECTATION
    from engage_cli.authoring.rules import BY_ID as LINTED
    from engage_cli.check.formats import addresses
    from engage_cli.check.parameters import known_rule
    from engage_cli.check.rules.registry import BY_ID

    linted = {**LINTED, EXPECTATION.id: EXPECTATION}
    if found := BY_ID.get(known_rule(id, linted)):
        return found, addresses.RULES
    return linted[id], addresses.LINT_RULES


def _list(screen: Screen) -> list[str]:
    """Those of a check first, then those of a lint that it has not."""
    from engage_cli.authoring import rules as lint
    from engage_cli.check.rules.registry import BY_ID, RULES

    tr = screen.session.tr
    linted = [(one.id, one.line.say(tr)) for one in lint.RULES if one.id not in BY_ID]
    checked = [(one.id, one.line.say(tr)) for one in RULES]
    title = tr.gettext("Rules of {command}").format(command="engage questionnaire lint")
    return [*screen.definitions(checked, indent=0), "", title, "", *screen.definitions(linted, indent=0)]


def _page(id: str, screen: Screen) -> list[str]:
    from engage_cli.check.formats.addresses import page_address

    session, tr = screen.session, screen.session.tr
    found, pages = _known(id)
    rows = _rows(found, tr)
    if address := page_address(session.environment, pages, session.language):
        rows.append((tr.gettext("Page"), f"{address}#{found.id}"))
    return [found.id, *screen.wrap(found.line.say(tr)), "", *screen.definitions(rows)]


def _rows(found: "RuleWords", tr: Translator) -> list[tuple[str, str]]:
    from engage_cli.check.rules.rule import Rule
    from engage_cli.wording.enumerations import SEVERITY, enumeration_words

    repair = (tr.gettext("To repair"), found.repair.say(tr))
    if isinstance(found, Rule):
        return [(tr.gettext("Why"), found.why.say(tr)), repair, (tr.gettext("In the policies"), policy_uses(found, tr))]
    always = enumeration_words(SEVERITY, found.severity, tr) if found.severity else ""
    return [repair, ("engage questionnaire lint", always)]


def _policies() -> list["Policy"]:
    from engage_cli.check.policies import load_policy, policy_path, shipped_policies

    return [load_policy(policy_path(name)).policy for name in shipped_policies()]


def policy_uses(rule: "Rule", tr: Translator) -> str:
    """`strict: error` for each shipped policy that names the rule, and the default where none does."""
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
