"""From the file of a campaign to where its projects stand."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from engage_cli.batch import options as multi
from engage_cli.batch.project_filter import FilteredProjects, ProjectFilter, refuse_unknown
from engage_cli.batch.row_source import ProjectRow, RowSource
from engage_cli.campaign.loading import LoadedCampaign, misfits
from engage_cli.campaign.participants import Participants
from engage_cli.campaign.policies import Policies
from engage_cli.campaign.standing import Participant, Standing, told_apart
from engage_cli.errors import InputError, Message, Problem, UsageError
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.portfolio.portfolio import Limits
from engage_cli.slugs import neutral
from engage_cli.terminal.passed_over import say_passed_over
from engage_cli.terminal.progress import Meter
from engage_cli.terminal.session import Session
from engage_cli.values import Value, replace

Rows = list[tuple[ProjectRow, Questionnaire]]


class Asked(Value, kw_only=True):
    """What was typed."""

    paths: tuple[str, ...] = ()
    """Instead of those of the campaign."""
    where: tuple[str, ...] = ()
    """Besides what the campaign says."""
    by: str | None = None
    folders: tuple[Path, ...] = ()
    jobs: int | None = None
    scheduler: str | None = None


class Ran(Value, kw_only=True):
    """A campaign, held against its projects."""

    standing: Standing
    problems: tuple[Problem, ...]
    """What could not be read."""
    read: tuple[Path, ...]
    """Files, none of which may be written over."""


def run(loaded: LoadedCampaign, asked: Asked, session: Session) -> Ran:
    """Holds every project of the campaign against it. Raises UsageError, and InputError for what is wrong in it."""
    campaign = loaded.campaign
    paths = list(asked.paths or campaign.paths)
    day = multi.day_in(paths, session)
    found = multi.row_source(
        paths, multi.settings_of(day, session, asked.folders), session, asked.jobs, asked.scheduler
    )
    typed = multi.filter_of(Limits(today=day), list(asked.where), asked.folders, campaign.questionnaire, asked.by)
    rows = _rows(loaded, found, typed, session)
    policies = Policies(session, day, asked.folders)
    people = Participants(campaign, policies, day, typed.where)
    made = _made(people, rows, session)
    everyone = told_apart((*made, *people.unread(found.problems, session.tr), *people.missing()))
    say_passed_over(found.passed_over, session)
    if not everyone:
        raise _nobody(len(rows))
    standing = Standing(
        campaign=campaign,
        day=day,
        questionnaire=_most(everyone),
        participants=tuple(sorted(everyone, key=lambda one: (neutral(one.name), one.key))),
        idle=people.idle(),
    )
    facet, problems = asked.by or campaign.group, sorted(found.problems, key=lambda p: (p.path, p.line or 0))
    by = standing.questionnaire.facet(facet) if standing.questionnaire and facet else None
    return Ran(standing=replace(standing, by=by), problems=tuple(problems), read=(*loaded.files, *found.files()))


def _nobody(read: int) -> UsageError:
    """Where no project takes part: there is nothing to judge, and nothing is reached."""
    hint = Message.plural(
        "{count} project was read; “projects” in the campaign and --where say who takes part.",
        "{count} projects were read; “projects” in the campaign and --where say who takes part.",
        read,
    )
    return UsageError(Message.of("No project takes part in this campaign."), hint)


def _rows(loaded: LoadedCampaign, found: RowSource, typed: ProjectFilter, session: Session) -> Rows:
    """All that can be read: filters are heeded later, so that excuses find their projects."""
    everything = FilteredProjects(found, replace(typed, where=(), by=None))
    try:
        rows = list(everything)
    finally:
        found.progress.end()
    session.say(*(said.say(session.tr) for said in everything.remarks()))
    if not rows and not found.read and not loaded.campaign.listed:  # a folder without a project is none
        multi.complain(found.problems, session)
        raise everything.nothing()
    questionnaires = {questionnaire.digest: questionnaire for _, questionnaire in rows}
    if faults := misfits(loaded, questionnaires.values()):
        raise InputError(*faults)
    refuse_unknown(typed, tuple(questionnaires.values()))
    return rows


def _made(people: Participants, rows: Rows, session: Session) -> list[Participant]:
    taking = [one for one in rows if people.takes_part(one[0])]
    made = []
    with Meter(session) as meter:
        meter.begin(len(taking))
        for project, questionnaire in taking:
            made.append(people.read(project, questionnaire))
            meter.step(failed=False)
    return made


def _most(everyone: Iterable[Participant]) -> Questionnaire | None:
    """The questionnaire that most of them answer."""
    found = {one.questionnaire.digest: one.questionnaire for one in everyone if one.questionnaire}
    counts = Counter(one.questionnaire.digest for one in everyone if one.questionnaire)
    return found[counts.most_common(1)[0][0]] if counts else None
