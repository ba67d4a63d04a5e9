"""A plan in lines for a terminal: what it takes, whether less would do, the steps."""

from collections.abc import Iterable, Iterator

from engage_cli.model.questionnaire import named
from engage_cli.model.recommendation import Effort
from engage_cli.planning.goal import Point
from engage_cli.planning.nodes import Measure
from engage_cli.planning.options import Step
from engage_cli.planning.plan import Doubt
from engage_cli.terminal.layout import with_gaps
from engage_cli.terminal.screens.plan_efforts import efforts
from engage_cli.terminal.screens.plan_page import Page, band_of
from engage_cli.terminal.typed import command
from engage_cli.wording.names import label
from engage_cli.wording.supposing import supposed_text

LISTED = 12
"""Questions that are named; of more, only how many they are, without --verbose."""


def plan_lines(page: Page) -> list[str]:
    """The lines, at most as wide as the screen."""
    blocks = [part(page) for part in (plan_head, _find_out, _steps, efforts, _left_open, _next)]
    return with_gaps(block for block in blocks if block)


def plan_head(page: Page) -> list[str]:
    """What it takes, and whether less would do."""
    supposed = supposed_text(page.supposed, page.here.questionnaire, page.say)
    lines = [page.title(page.here.project.charter.name)]
    lines += [page.style.warn(line) for line in page.wrap(supposed, "")] if supposed else []
    texts = (_what(page), _from_to(page), _proof(page), _efforts_meant(page) if page.plan.steps else "")
    return [*lines, *(line for text in texts if text for line in page.wrap(text, ""))]


def _what(page: Page) -> str:
    """What the plan is: what it takes, how far one gets, or that nothing is to be done."""
    _, plan = page.say.tr.gettext, page.plan
    if plan.budget is not None:
        said = _("The best for “{node}” with effort {most} at most: effort {effort}, {steps}.")
    elif plan.reached and not plan.steps:
        said = _("“{node}” is there already. Nothing has to be done for {goal}.")
    elif plan.reached:
        said = _("Cheapest way to {goal} for “{node}”: effort {effort}, {steps}.")
    elif plan.steps:
        said = _("No choice of steps leads to {goal} for “{node}”. The most there is: effort {effort}, {steps}.")
    else:
        said = _("No step leads “{node}” further than it is.")
    return said.format(
        goal=_goal(page),
        node=_node(page),
        effort=page.say.number(plan.result.effort),
        steps=page.say.count("{n} step", "{n} steps", len(plan.steps)),
        most=page.say.number(plan.budget or 0),
    )


def _from_to(page: Page) -> str:
    _, plan = page.say.tr.gettext, page.plan
    after = _reached(page, plan.result)
    if not plan.steps:
        return _("It stands at {after}.").format(after=after)
    return _("From {before} to {after}.").format(before=_reached(page, plan.start), after=after)


def _goal(page: Page) -> str:
    _, goal = page.say.tr.gettext, page.plan.goal
    if goal.share is not None:
        return page.say.percent(goal.share)
    if goal.band is not None:
        return _("“{band}”").format(band=page.say.text(page.here.questionnaire.bands[goal.band].label))
    return _("blocking requirements that are met")


def _node(page: Page) -> str:
    goal, here = page.plan.goal, page.here
    if not goal.section:
        return page.say.text(here.indices[goal.node].title)
    section = here.sections[goal.node].section
    return label(section.ref, page.say.text(section.title))


def _reached(page: Page, point: Point) -> str:
    """ "64% of what is expected (Under way, 3 blocking requirements open)"."""
    _, say = page.say.tr.gettext, page.say
    if point.share is None:
        share = _("no result")
    elif page.plan.measure is Measure.ATTAINMENT:
        share = _("{share} of what is expected").format(share=say.percent(point.share))
    else:
        share = _("{share} of the points").format(share=say.percent(point.share))
    open_ = (
        say.count("{n} blocking requirement open", "{n} blocking requirements open", point.open) if point.open else ""
    )
    within = ", ".join(fact for fact in (band_of(page, point), open_) if fact)
    return f"{share} ({within})" if within else share


def _proof(page: Page) -> str:
    _, plan = page.say.tr.gettext, page.plan
    doubts = {
        Doubt.CASES: _("Not proven best: too many questions depend on the answers that steps change."),
        Doubt.SHARED: _("Not proven best: some questions count in two places of this index."),
        Doubt.BANDS: _("Not proven best: a band asks each part to be above what is expected."),
    }
    if plan.doubt is not None:
        return doubts[plan.doubt]
    if plan.reached and plan.result.effort > 1 and plan.budget is None:
        said = _("Proven best: every combination of steps is counted, and none with effort {less} or less gets there.")
        return said.format(less=page.say.number(plan.result.effort - 1))
    return _("Proven best: every combination of steps is counted.")


def _efforts_meant(page: Page) -> str:
    _, named_ = page.say.tr.gettext, page.say.tr.gettext("{name}: {text}")
    each = (named_.format(name=page.say.effort(one), text=page.say.number(one.cost)) for one in Effort)
    return _("Effort of a step ({efforts}).").format(efforts="; ".join(each))


def _steps(page: Page) -> list[str]:
    _, plan = page.say.tr.gettext, page.plan
    first = [step for step in plan.steps if step.question.id in plan.opening]
    then = [step for step in plan.steps if step.question.id not in plan.opening]
    groups = ((_("Blocking requirements first"), first), (_("Then") if first else _("Steps"), then))
    return with_gaps([page.title(title), *_listed(page, steps)] for title, steps in groups if steps)


def _listed(page: Page, steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        recommendation = step.recommendation
        title = label(step.question.ref, page.say.text(step.question.title))
        yield from page.wrap(title + _levels(page, step), later="      ")
        yield from page.wrap(
            page.say.text(recommendation.do)
            if recommendation
            else page.say.tr.gettext("Attach or renew the evidence."),
            "      ",
        )
        lead = named(page.here.questionnaire.leads, recommendation.lead if recommendation else None)
        facts = [page.say.text(lead.label) if lead else "", page.say.effort(step.effort)]
        facts.append(recommendation.id if recommendation and page.session.verbose else "")
        yield from map(page.style.dim, page.wrap(" · ".join(fact for fact in facts if fact), "      "))


def _levels(page: Page, step: Step) -> str:
    """ ": Intention → Committed"; nothing where several choices stay what they are."""
    if step.at is None or step.to is None:
        return ""
    both = page.say.tr.gettext("{before} → {after}")
    before, after = page.say.text(step.at.label), page.say.text(step.to.label)
    return f"{page.say.colon} {both.format(before=before, after=after)}"


def _find_out(page: Page) -> list[str]:
    """What nobody has answered: counted as the least."""
    _, say, found = page.say.tr.gettext, page.say, page.plan.find_out
    if not found:
        return []
    said = say.count(
        "{n} question has no answer: it counts as the lowest level, and finding out promises nothing.",
        "{n} questions have no answer: they count as the lowest level, and finding out promises nothing.",
        len(found),
    )
    shown = found if len(found) <= LISTED or page.session.verbose else ()
    names = "; ".join(label(q.question.ref, say.text(q.question.title)) for q in shown)
    return [page.title(_("To find out first")), *page.wrap(said), *(page.wrap(names, "    ") if names else [])]


def _left_open(page: Page) -> list[str]:
    _, say, found = page.say.tr.gettext, page.say, page.plan.left_open
    if not found:
        return []
    names = "; ".join(label(g.question.ref, say.text(g.question.title)) for g in found)
    within = page.plan.budget is not None
    why = (
        _("There is no room for them within this effort, or no step opens them.")
        if within
        else _("No step opens them.")
    )
    return [page.title(_("Blocking requirements that stay open")), *page.wrap(names), *page.wrap(why)]


def _next(page: Page) -> list[str]:
    _, plan = page.say.tr.gettext, page.plan
    rows = []
    if plan.steps:
        first = plan.steps[0].question
        rows.append((command("explain", page.path, first.ref or first.id), _("why, and what would raise it most")))
    cheaper = [point.effort for point in plan.frontier if 0 < point.effort <= plan.result.effort // 2]
    if cheaper and plan.budget is None:
        half = command("plan", page.path, "--effort", max(cheaper), *page.words)
        rows.append((half, _("the best for half the effort")))
    if plan.steps and page.supposed.empty:
        effort = () if plan.budget is None else ("--effort", plan.budget)
        rows.append((command("plan", page.path, *effort, *page.words, "--accept"), _("take these steps up as actions")))
    if plan.find_out:
        rows.append((command("assess", page.path), _("answer what is missing")))
    return [page.title(_("Next")), *page.definitions(rows, most=page.width // 2)] if rows else []
