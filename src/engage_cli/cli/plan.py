"""`engage plan PROJECT`."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from engage_cli.errors import Message, UsageError
from engage_cli.i18n import N_
from engage_cli.project.supposing import typed_suppositions
from engage_cli.terminal import options
from engage_cli.terminal.open_project import open_project, supposed_project
from engage_cli.terminal.session import session_of
from engage_cli.values import Value

if TYPE_CHECKING:
    from engage_cli.planning.plan import Plan
    from engage_cli.planning.situation import Situation
    from engage_cli.project.loading import LoadedProject
    from engage_cli.terminal.screens.plan_page import PlanPage

Reach = Annotated[
    str | None,
    typer.Option(
        "--reach",
        metavar=N_("BAND|SHARE|gates"),
        help=N_(
            "A band by its name, a share as 85%, or gates: blocking requirements alone. By default, what is expected."
        ),
    ),
]
Of = Annotated[
    str | None, typer.Option("--of", metavar="ID", help=N_("An index or section; by default the first index."))
]
Most = Annotated[int | None, typer.Option("--effort", min=0, metavar="N", help=N_("The best for this effort at most."))]
Take = Annotated[
    list[str] | None,
    typer.Option("--take", metavar="ID", help=N_("A recommendation or question to act on; may be repeated.")),
]
Leave = Annotated[
    list[str] | None,
    typer.Option("--leave", metavar="ID", help=N_("A recommendation or question to leave; may be repeated.")),
]

Accept = Annotated[bool, typer.Option("--accept", help=N_("Take the steps up as actions of the project."))]


class _Asked(Value, kw_only=True):
    """The options that define the plan."""

    reach: str | None
    of: str | None
    effort: int | None
    take: tuple[str, ...]
    leave: tuple[str, ...]

    def plan(self, here: "Situation") -> "Plan":
        """The plan. Raises UsageError for options that make no sense."""
        from engage_cli.planning.asked import parse_goal, parse_wishes
        from engage_cli.planning.plan import make_plan

        goal, wishes = parse_goal(here, self.of, self.reach), parse_wishes(here, self.take, self.leave)
        found = make_plan(here, goal, budget=self.effort, wishes=wishes)
        if found is None:
            raise UsageError(
                Message.of("What --take asks for costs more than effort {effort}.", effort=self.effort),
                Message.of("Allow more with --effort, or take less."),
            )
        return found

    @property
    def again(self) -> tuple[str, ...]:
        """The options to type for the same goal."""
        pairs = [("--of", self.of), ("--reach", self.reach)]
        pairs += [("--take", one) for one in self.take] + [("--leave", one) for one in self.leave]
        return tuple(word for name, value in pairs if value is not None for word in (name, value))


def plan(
    ctx: typer.Context,
    *,
    project: options.Project,
    reach: Reach = None,
    of: Of = None,
    effort: Most = None,
    take: Take = None,
    leave: Leave = None,
    accept: Accept = False,
    json: Annotated[bool, typer.Option("--json", help=N_("Print the plan as JSON."))] = False,
    set: options.Set = None,
    if_: options.If = None,
) -> None:
    """Finds the cheapest steps to a goal."""
    from engage_cli.planning.situation import situation_on
    from engage_cli.terminal.screens.plan import plan_head, plan_lines
    from engage_cli.terminal.screens.plan_page import PlanPage

    session, words = session_of(ctx), typed_suppositions(set, if_)
    if accept and words.words:
        _refuse_supposed()
    loaded = open_project(project, session)
    subject = supposed_project(loaded, session, words)
    here = situation_on(loaded.questionnaire.questionnaire, subject.project, as_of=subject.day)
    asked = _Asked(reach=reach, of=of, effort=effort, take=tuple(take or ()), leave=tuple(leave or ()))
    found = asked.plan(here)
    page = PlanPage(session, found, here, project, (*asked.again, *words.words), subject.supposed)
    if json:
        from engage_cli.report.json_text import json_text
        from engage_cli.report.plan.as_data import plan_values

        sys.stdout.write(json_text(plan_values(found, here, subject.supposed)))
    else:
        session.out("\n".join(plan_head(page) if accept else plan_lines(page)))
    if accept:
        _accept(loaded, page)


def _refuse_supposed() -> None:
    raise UsageError(
        Message.of("Steps computed from suppositions cannot be taken up."),
        Message.of("Leave out --set and --if, or leave out --accept."),
    )


def _accept(loaded: "LoadedProject", page: "PlanPage") -> None:
    """Adds the steps as actions; prints which are new and which existed."""
    from engage_cli.followup.accepting import accept_plan
    from engage_cli.terminal.screens.actions import accepted_lines

    found = accept_plan(loaded, page.plan, page.here, page.say)
    page.session.say(*accepted_lines(found, loaded.path, page.path, page.say))
