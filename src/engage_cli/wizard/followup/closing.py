"""What is offered when the questions are done: to take up steps as actions, and to keep a milestone."""

import datetime as dt
from collections.abc import Collection

from engage_cli.errors import ConflictError, EngageError, InputError, UsageError, shortened, system_error_message
from engage_cli.followup.actions import ActionRequest, proposed_advice
from engage_cli.i18n import NBSP, long_date
from engage_cli.model.project import Action, Milestone
from engage_cli.model.questionnaire import named
from engage_cli.project.frozen.scores import freeze_scores
from engage_cli.project.milestones import refuse_partial
from engage_cli.scoring.results import Advice, Assessment
from engage_cli.wizard import writing
from engage_cli.wizard.asker import BLANK, Asker, Menu, Option, Paragraph, Speech, Tone
from engage_cli.wizard.dates import ask_day
from engage_cli.wizard.followup.keeper import Keeper
from engage_cli.wording.assessments import Wording, wording_for

OFFERED = 3
"""Number of steps to choose from."""
_LONGEST = 140
"""Maximum number of characters shown of a step."""
DONE = "done"
KEEP, OTHER, LATER = "keep", "other", "later"


def take_up_step(asker: Asker, _: Speech, keeper: Keeper, assessment: Assessment, today: dt.date) -> Action | None:
    """Offers the next steps as actions, with owner and due date; None where the person declines or none is left."""
    steps, say = proposed_advice(assessment, OFFERED), wording_for(_.language, assessment)
    if not steps:
        return None
    asker.page(
        Paragraph(_("What to take up"), Tone.TITLE),
        Paragraph(_("A step that is taken up is an action, with who and by when; it changes no result."), Tone.QUIET),
        BLANK,
    )
    options = [Option(id=str(at), label=_step(_, say, step)) for at, step in enumerate(steps)]
    key, said = _("w|Nothing more").split("|", 1)
    options.append(Option(id=DONE, label=said, key=key))
    hint = _("Enter alone: {what}.", what=said.casefold())
    chosen = asker.pick(Menu(options=tuple(options), current=(DONE,), hint=hint))
    if chosen == DONE or not isinstance(chosen, str):
        return None
    return _taken_up(asker, _, keeper, assessment, steps[int(chosen)], today)


def _step(_: Speech, say: Wording, step: Advice) -> str:
    text = say.step(step)
    title = _.words(step.question.title)
    return shortened(_("{name}: {text}", name=title, text=text) if step.recommendation else text, _LONGEST)


def _taken_up(
    asker: Asker, _: Speech, keeper: Keeper, assessment: Assessment, step: Advice, today: dt.date
) -> Action | None:
    lead = named(assessment.questionnaire.leads, step.lead)
    owner = writing.ask_name(asker, _, _("Who does it? A role will do"), value=_.words(lead.label) if lead else "")
    what = step.recommendation.id if step.recommendation else step.question.id
    example = long_date(today + dt.timedelta(days=60), _.language)
    while True:
        due = ask_day(asker, _, _("By when? For example {date} (Enter: no day)", date=example), today)
        wish = ActionRequest(what=what, owner=owner or None, due=due)
        try:
            return keeper.take_up(assessment, wish, wording_for(_.language, assessment))
        except (UsageError, InputError, OSError) as error:
            _say(asker, _, error)
            if due is None:
                return None


def keep_milestone(asker: Asker, _: Speech, keeper: Keeper, assessment: Assessment, why: str) -> Milestone | None:
    """Offers to keep `assessment` as a milestone, saying `why`; None where the person declines.

    Nothing is offered where the last milestone says the same.
    """
    try:
        refuse_partial(assessment)
        kept = keeper.milestones()
    except (UsageError, InputError) as error:
        _say(asker, _, error)
        return None
    if kept and kept[-1].milestone.frozen == freeze_scores(assessment) and kept[-1].milestone.date == assessment.as_of:
        return None
    name = proposed_name(_, assessment, {one.milestone.name.casefold() for one in kept})
    asker.page(
        Paragraph(_("Keep how the project stands?"), Tone.TITLE),
        Paragraph(why),
        Paragraph(_("A milestone keeps facts, answers and results, beside the project, for good."), Tone.QUIET),
        BLANK,
    )
    options = (
        Option(id=KEEP, label=_("Keep it as “{name}”", name=name)),
        Option(id=OTHER, label=_("Under another name")),
        Option(id=LATER, label=_("Not now")),
    )
    chosen = asker.pick(Menu(options=options, current=(LATER,), hint=_("Enter alone: {what}.", what=_("not now"))))
    if chosen == OTHER:
        name = writing.ask_name(asker, _, _("What is it called? (Enter: not now)"))
    return _kept(asker, _, keeper, assessment, name) if chosen in (KEEP, OTHER) and name else None


def _kept(asker: Asker, _: Speech, keeper: Keeper, assessment: Assessment, name: str) -> Milestone | None:
    while name:
        try:
            return keeper.keep(assessment, name)
        except UsageError as error:
            _say(asker, _, error)
            name = writing.ask_name(asker, _, _("What is it called? (Enter: not now)"))
        except (InputError, OSError) as error:
            _say(asker, _, error)
            return None
    return None


def proposed_name(_: Speech, assessment: Assessment, taken: Collection[str]) -> str:
    """A name for a milestone, from the phase and the day: “Realisation, November 23, 2026”."""
    day, phase = long_date(assessment.as_of, _.language), phase_name(_, assessment)
    whole = (_("{phase}, {date}", phase=phase, date=day) if phase else day).replace(NBSP, " ")
    number, name = 1, whole
    while name.casefold() in taken:
        number += 1
        name = f"{whole} ({number})"
    return name


def phase_name(_: Speech, assessment: Assessment) -> str:
    """The name of the phase that the project is in; empty where it states none."""
    return _.words(assessment.now.label) if assessment.now else ""


def _say(asker: Asker, _: Speech, error: EngageError | OSError) -> None:
    match error:
        case InputError():
            said = [problem.message.say(_.tr) for problem in error.problems]
        case UsageError() | ConflictError():
            said = [part.say(_.tr) for part in (error.message, error.hint) if part]
        case OSError():
            said = [system_error_message(error).say(_.tr)]
        case _:
            said = [str(error)]
    asker.say(*(Paragraph(line, Tone.WARNING) for line in said))
