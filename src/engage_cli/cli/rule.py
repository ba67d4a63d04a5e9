"""`engage rule [ID]`."""

from typing import Annotated

import typer

from engage_cli.cli.layout import WIDEST, definitions, wrapped
from engage_cli.cli.session import Session, session_of
from engage_cli.cli.words import later as _
from engage_cli.errors import Message, UsageError


def rule(
    ctx: typer.Context,
    *,
    id: Annotated[str | None, typer.Argument(metavar=_("ID"), help=_("The rule; without it, all are listed."))] = None,
) -> None:
    """Prints one line a rule, or what a rule finds, why, how to repair it, and where it is used."""
    from engage_cli.scoring.rules import RULES

    session = session_of(ctx)
    width = min(session.width, WIDEST)
    if id is None:
        rows = [(one.id, one.line.say(session.tr)) for one in RULES]
        session.out("\n".join(definitions(rows, width, indent=0)))
    else:
        session.out("\n".join(_page(id, session, width)))


def _page(id: str, session: Session, width: int) -> list[str]:
    from engage_cli.scoring.rules import BY_ID
    from engage_cli.storage.nodes import suggestion

    if id not in BY_ID:
        raise UsageError(Message.of("There is no rule “{id}”.", id=id), suggestion(id, BY_ID))
    found, tr = BY_ID[id], session.tr
    rows = [
        (tr.gettext("Why"), found.why.say(tr)),
        (tr.gettext("To repair"), found.repair.say(tr)),
        (tr.gettext("In the policies"), ", ".join(_uses(id)) or tr.gettext("none of those shipped")),
    ]
    return [found.id, *wrapped(found.line.say(tr), width, "  "), "", *definitions(rows, width)]


def _uses(id: str) -> list[str]:
    """`strict: error` for each shipped policy that names the rule."""
    from engage_cli.storage.policies import load_policy, policy_path, shipped_policies

    policies = [load_policy(policy_path(name)).policy for name in shipped_policies()]
    return [f"{p.id}: {c.severity or 'off'}" for p in policies for c in p.clauses if c.rule == id]
