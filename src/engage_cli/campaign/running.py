"""Runs a campaign: from its file to the status of its projects."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from engage_cli.batch import options as multi
from engage_cli.batch.project_filter import FilteredProjects, ProjectFilter, refuse_unknown
from engage_cli.batch.row_source import ProjectRow, RowSource
from engage_cli.campaign.loading import LoadedCampaign, find_unknown_references
from engage_cli.campaign.participants import Participants
from engage_cli.campaign.policies import Policies
from engage_cli.campaign.standing import CampaignStatus, Participant, disambiguate_names
from engage_cli.errors import InputError, Message, Problem, UsageError
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.portfolio.portfolio import Limits
from engage_cli.slugs import sort_key
from engage_cli.terminal.passed_over import report_passed_over
from engage_cli.terminal.progress import Meter
from engage_cli.terminal.session import Session
from engage_cli.values import Value, replace

Rows = list[tuple[ProjectRow, Questionnaire]]


class CampaignOptions(Value, kw_only=True):
    """The options typed on the command line."""

    paths: tuple[str, ...] = ()
    """Paths to search instead of those of the campaign."""
    where: tuple[str, ...] = ()
    """Filters in addition to those of the campaign."""
    by: str | None = None
    folders: tuple[Path, ...] = ()
    jobs: int | None = None
    scheduler: str | None = None


class CampaignRun(Value, kw_only=True):
    """The result of running a campaign."""

    standing: CampaignStatus
    problems: tuple[Problem, ...]
    """A problem for each project that could not be read."""
    read: tuple[Path, ...]
    """The files that were read, none of which may be overwritten."""


def run_campaign(loaded: LoadedCampaign, asked: CampaignOptions, session: Session) -> CampaignRun:
    """Compares every project of the campaign with its goals. Raises UsageError, and InputError for errors in its
    file."""
    campaign = loaded.campaign
    paths = list(asked.paths or campaign.paths)
    day = multi.reading_day(paths, session)
    found = multi.make_row_source(
        paths, multi.reading_settings(day, session, asked.folders), session, asked.jobs, asked.scheduler
    )
    typed = multi.parse_filter(Limits(today=day), list(asked.where), asked.folders, campaign.questionnaire, asked.by)
    rows = _rows(loaded, found, typed, session)
    policies = Policies(session, day, asked.folders)
    people = Participants(campaign, policies, day, typed.where)
    made = _made(people, rows, session)
    everyone = disambiguate_names((*made, *people.unread(found.problems, session.tr), *people.missing()))
    report_passed_over(found.passed_over, session)
    if not everyone:
        raise _nobody(len(rows))
    standing = CampaignStatus(
        campaign=campaign,
        day=day,
        questionnaire=_most(everyone),
        participants=tuple(sorted(everyone, key=lambda one: (sort_key(one.name), one.key))),
        idle=people.unused_excuses(),
    )
    facet, problems = asked.by or campaign.group, sorted(found.problems, key=lambda p: (p.path, p.line or 0))
    by = standing.questionnaire.facet(facet) if standing.questionnaire and facet else None
    return CampaignRun(
        standing=replace(standing, by=by), problems=tuple(problems), read=(*loaded.files, *found.files())
    )


def _nobody(read: int) -> UsageError:
    """The error for a campaign without participants: nothing can be judged, so nothing is reached."""
    hint = Message.plural(
        "{count} project was read; “projects” in the campaign and --where say who takes part.",
        "{count} projects were read; “projects” in the campaign and --where say who takes part.",
        read,
    )
    return UsageError(Message.of("No project takes part in this campaign."), hint)


def _rows(loaded: LoadedCampaign, found: RowSource, typed: ProjectFilter, session: Session) -> Rows:
    """All projects that can be read; filters apply later, so that excuses and the list find their projects."""
    everything = FilteredProjects(found, replace(typed, where=(), by=None))
    try:
        rows = list(everything)
    finally:
        found.progress.end()
    session.say(*(said.say(session.tr) for said in everything.remarks()))
    if not rows and not found.read and not loaded.campaign.listed:  # a folder without a project is none
        multi.report_problems(found.problems, session)
        raise everything.nothing_left()
    questionnaires = {questionnaire.digest: questionnaire for _, questionnaire in rows}
    if faults := find_unknown_references(loaded, questionnaires.values()):
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
    """The questionnaire that most participants answer; None where none could be read."""
    found = {one.questionnaire.digest: one.questionnaire for one in everyone if one.questionnaire}
    counts = Counter(one.questionnaire.digest for one in everyone if one.questionnaire)
    return found[counts.most_common(1)[0][0]] if counts else None
