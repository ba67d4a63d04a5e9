"""A plan as lines for the terminal: its effort, whether less would do, and its steps."""

from collections.abc import Iterable, Iterator

from engage_cli.model.questionnaire import named
from engage_cli.planning.goal import Point
from engage_cli.planning.options import PlanStep
from engage_cli.terminal.layout import join_blocks
from engage_cli.terminal.screens.plan_page import PlanPage
from engage_cli.typed import command
from engage_cli.wording.names import titled
from engage_cli.wording.supposing import supposed_text

LISTED = 12
"""Questions that are named; of more, only how many they are, without --verbose."""


def plan_lines(page: PlanPage) -> list[str]:
    """The lines of the screen about a plan, at most as wide as the screen."""
    blocks = [part(page) for part in (plan_head, _find_out, _steps, _efforts, _left_open, _next)]
    return join_blocks(block for block in blocks if block)


def plan_head(page: PlanPage) -> list[str]:
    """The effort that the plan takes, and whether less would do."""
    supposed = supposed_text(page.supposed, page.here.questionnaire, page.say)
    lines = [page.title(page.here.project.charter.name)]
    lines += [page.style.warn(line) for line in page.wrap(supposed, "")] if supposed else []
    say = page.about
    texts = (say.what(), say.from_to(), say.proof(), say.efforts_meant() if page.plan.steps else "")
    return [*lines, *(line for text in texts if text for line in page.wrap(text, ""))]


def _steps(page: PlanPage) -> list[str]:
    _, plan = page.say.tr.gettext, page.plan
    first = [step for step in plan.steps if step.question.id in plan.opening]
    then = [step for step in plan.steps if step.question.id not in plan.opening]
    groups = ((_("Blocking requirements first"), first), (_("Then") if first else _("Steps"), then))
    return join_blocks([page.title(title), *_listed(page, steps)] for title, steps in groups if steps)


def _listed(page: PlanPage, steps: Iterable[PlanStep]) -> Iterator[str]:
    for step in steps:
        recommendation = step.recommendation
        title = titled(step.question.ref, page.say.text(step.question.title))
        yield from page.wrap(title + _levels(page, step), later="      ")
        yield from page.wrap(page.about.step(step), "      ")
        lead = named(page.here.questionnaire.leads, recommendation.lead if recommendation else None)
        facts = [page.about.taken(step), page.say.text(lead.label) if lead else "", page.say.effort(step.effort)]
        facts.append(recommendation.id if recommendation and page.session.verbose else "")
        yield from map(page.style.dim, page.wrap(" · ".join(fact for fact in facts if fact), "      "))


def _levels(page: PlanPage, step: PlanStep) -> str:
    """The levels of a step: ": Intention → Committed"; empty where several choices stay as they are."""
    levels = page.about.levels(step)
    return f"{page.say.colon} {levels}" if levels else ""


def _find_out(page: PlanPage) -> list[str]:
    """Questions that nobody has answered, which count as the lowest choice."""
    _, say, found = page.say.tr.gettext, page.say, page.plan.find_out
    if not found:
        return []
    said = say.count(
        "{n} question has no answer: it counts as the lowest level, and finding out promises nothing.",
        "{n} questions have no answer: they count as the lowest level, and finding out promises nothing.",
        len(found),
    )
    shown = found if len(found) <= LISTED or page.session.verbose else ()
    names = "; ".join(titled(q.question.ref, say.text(q.question.title)) for q in shown)
    return [page.title(_("To find out first")), *page.wrap(said), *(page.wrap(names, "    ") if names else [])]


def _left_open(page: PlanPage) -> list[str]:
    _, say, found = page.say.tr.gettext, page.say, page.plan.left_open
    if not found:
        return []
    names = "; ".join(titled(g.question.ref, say.text(g.question.title)) for g in found)
    within = page.plan.budget is not None
    why = _("This effort is too small to settle them, or no step does.") if within else _("No step settles them.")
    return [page.title(_("Blocking requirements that stay open")), *page.wrap(names), *page.wrap(why)]


def _next(page: PlanPage) -> list[str]:
    _, plan = page.say.tr.gettext, page.plan
    rows = []
    if plan.steps:
        first = plan.steps[0].question
        rows.append((command("explain", page.path, first.ref or first.id), _("why, and what would raise it most")))
    cheaper = [point.effort for point in plan.frontier if 0 < point.effort <= plan.result.effort // 2]
    if cheaper and plan.budget is None:
        half = command("plan", page.path, "--effort", max(cheaper), *page.words)
        rows.append((half, _("the best for half the effort")))
    if plan.steps and page.supposed.is_empty:
        effort = () if plan.budget is None else ("--effort", plan.budget)
        rows.append((command("plan", page.path, *effort, *page.words, "--accept"), _("take these steps up as actions")))
    if plan.find_out:
        rows.append((command("assess", page.path), _("answer what is missing")))
    return [page.title(_("Next")), *page.definitions(rows, most=page.width // 2)] if rows else []


def _efforts(page: PlanPage) -> list[str]:
    """The table of efforts; of a long one, the rows with the greatest changes."""
    _, plan = page.say.tr.gettext, page.plan
    if len(plan.frontier) < 2:
        return []
    shown = plan.frontier if page.session.verbose else page.about.some
    rows = [_effort_row(page, point) for point in shown]
    head = ("", _("steps"), _("share"), _("band"), _("requirements open"))
    used = [0, *(column for column in range(1, len(head)) if any(row[column] for row in rows))]
    cells = [[row[column] for column in used] for row in rows]
    title = _("What each effort brings")
    lines = page.tables([head[column] for column in used[1:]], [(title, cells)], right=(1, 2), fold=())
    left = len(plan.frontier) - len(shown)
    more = page.say.count("{n} more effort between: -v shows it.", "{n} more efforts between: -v shows them.", left)
    return [*lines, *(page.wrap(page.style.dim(more)) if left else [])]


def _effort_row(page: PlanPage, point: Point) -> list[str]:
    _, say, plan = page.say.tr.gettext, page.say, page.plan
    band = " · ".join(
        part for part in (page.about.band(point), _("this plan") if page.about.is_own(point) else "") if part
    )
    open_ = say.number(point.open) if any(one.open for one in plan.frontier) else ""
    effort = _("effort {n}").format(n=say.number(point.effort))
    return [effort, say.number(point.steps), say.percent(point.share), band, open_]
