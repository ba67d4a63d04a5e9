"""The tables of a campaign, built once for every format."""

from collections.abc import Iterable, Iterator

from engage_cli.campaign.standing import Participant, ParticipantState, StepStatus
from engage_cli.campaign.wording import CampaignWording
from engage_cli.portfolio.documents.tables import Column, Content, Kind, Record, Table
from engage_cli.portfolio.documents.wording import ProjectName


def campaign_tables(words: CampaignWording, *, names: bool) -> Iterator[Table]:
    """Every table that has something to show; people are named only with `names`."""
    made = (
        steps(words), units(words), late(words), unjudged(words), on_the_way(words), excused(words),
        ended(words), reached(words), not_concerned(words), contacts(words, names=names), all_steps(words),
    )  # fmt: skip
    return (table for table in made if table.rows)


def steps(words: CampaignWording) -> Table:
    """The number of projects in each state, by step."""
    _ = words.w.tr.gettext
    rows = []
    for position, step in enumerate(words.s.campaign.steps):
        found = [person.steps[position].state for person in words.s.participants]
        rows.append(Record((step.id, words.w.text(step.title), step.by, *map(found.count, words.states()))))
    return Table(
        id="steps",
        title=_("Steps"),
        columns=(Column("step_id", _("Id"), Kind.ID), Column("step", _("Step")), Column("by", _("By"), Kind.DATE),
                 *_counts(words)),
        rows=tuple(rows),
    )  # fmt: skip


def units(words: CampaignWording) -> Table:
    """The number of projects in each overall state, by unit."""
    _ = words.w.tr.gettext
    rows = []
    for choice, members in words.s.groups():
        found = [person.state for person in members]
        counts = [found.count(state) for state in words.states()]
        rows.append(Record((choice.id if choice else None, words.group(choice), len(members), *counts)))
    title = words.w.text(words.s.by.label or words.s.by.ask) if words.s.by else ""
    return Table(
        id="groups",
        title=title,
        columns=(Column("group_id", _("Id"), Kind.ID), Column("group", title),
                 Column("projects", _("Projects"), Kind.COUNT), *_counts(words)),
        rows=tuple(rows),
    )  # fmt: skip


def _counts(words: CampaignWording) -> tuple[Column, ...]:
    return tuple(Column(state.value, words.head(state), Kind.COUNT) for state in words.states())


# ── projects ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def late(words: CampaignWording) -> Table:
    """A row for each step that a project is late with."""
    _ = words.w.tr.gettext
    columns = (Column("step", _("Step")), Column("by", _("By"), Kind.DATE), Column("days", _("Days late"), Kind.COUNT),
               Column("lacks", _("What is lacking")))  # fmt: skip
    rows = [
        (person, (words.w.text(one.step.title), one.step.by, one.late, _joined(words, one)))
        for person, one in _steps(words, (ParticipantState.LATE,), ParticipantState.LATE)
    ]
    return _listing(words, "late", words.state(ParticipantState.LATE), columns, rows)


def unjudged(words: CampaignWording) -> Table:
    """A row for each project or step that could not be read or judged; it never counts as reached."""
    _ = words.w.tr.gettext
    columns = (Column("step", _("Step")), Column("by", _("By"), Kind.DATE), Column("lacks", _("Why")))
    rows: list[tuple[Participant, tuple[Content, ...]]] = []
    for person, one in _steps(words, tuple(ParticipantState), ParticipantState.UNJUDGED):
        if person.row is not None:
            rows.append((person, (words.w.text(one.step.title), one.step.by, _joined(words, one))))
        elif one is person.waiting[0]:
            rows.append((person, (_("all"), one.step.by, _joined(words, one))))
    return _listing(words, "unjudged", words.state(ParticipantState.UNJUDGED), columns, rows)


def on_the_way(words: CampaignWording) -> Table:
    """The next step of each project that is on its way."""
    _ = words.w.tr.gettext
    columns = (Column("step", _("Next step")), Column("by", _("By"), Kind.DATE), Column("lacks", _("What is lacking")))
    rows = [
        (person, (words.w.text(one.step.title), one.step.by, _joined(words, one)))
        for person in words.s.those(ParticipantState.ON_THE_WAY)
        for one in person.waiting[:1]
    ]
    return _listing(words, "on-the-way", words.state(ParticipantState.ON_THE_WAY), columns, rows)


def excused(words: CampaignWording) -> Table:
    """Who is excused, from what, and why."""
    _ = words.w.tr.gettext
    columns = (Column("step", _("Step")), Column("because", _("Why")), Column("until", _("Until"), Kind.DATE))
    rows: list[tuple[Participant, tuple[Content, ...]]] = []
    for person in words.s.participants:
        held = [one for one in person.steps if one.state is ParticipantState.EXCUSED]
        for excuse in dict.fromkeys(one.excuse for one in held if one.excuse):
            named = [words.w.text(one.step.title) for one in held if one.excuse is excuse]
            all_ = len(named) == len(person.steps)
            because = words.w.text(excuse.because)
            rows.append((person, (_("all") if all_ else "; ".join(named), because, excuse.until)))
    return _listing(words, "excused", words.state(ParticipantState.EXCUSED), columns, rows)


def ended(words: CampaignWording) -> Table:
    """Expired excuses of projects of which something is asked."""
    _ = words.w.tr.gettext
    columns = (Column("because", _("Why")), Column("until", _("Until"), Kind.DATE))
    found = [
        (person, excuse)
        for person in words.s.participants
        for excuse in dict.fromkeys(one.excuse for one in person.waiting if one.excuse)
    ]
    rows = [(person, (words.w.text(excuse.because), excuse.until)) for person, excuse in found]
    return _listing(words, "excuses-ended", _("Excuses that have ended"), columns, rows)


def reached(words: CampaignWording) -> Table:
    """Projects that have reached everything asked."""
    rows: list[tuple[Participant, tuple[Content, ...]]] = [(one, ()) for one in words.s.those(ParticipantState.REACHED)]
    return _listing(words, "reached", words.state(ParticipantState.REACHED), (), rows)


def not_concerned(words: CampaignWording) -> Table:
    """Projects to which no step applies."""
    rows: list[tuple[Participant, tuple[Content, ...]]] = [(one, ()) for one in words.s.those(ParticipantState.APART)]
    return _listing(words, "apart", words.state(ParticipantState.APART), (), rows)


def all_steps(words: CampaignWording) -> Table:
    """A row for each step of each project, for workbooks and programs."""
    _ = words.w.tr.gettext
    columns = (
        Column("path", _("File"), Kind.ID), Column("step_id", _("Id"), Kind.ID), Column("step", _("Step")),
        Column("by", _("By"), Kind.DATE), Column("state_id", _("State"), Kind.ID), Column("state", _("State")),
        Column("days", _("Days late"), Kind.COUNT), Column("lacks", _("What is lacking")),
        Column("because", _("Excuse")), Column("until", _("Until"), Kind.DATE),
    )  # fmt: skip
    rows = [
        (
            person,
            (
                person.path, one.step.id, words.w.text(one.step.title), one.step.by, one.state.value,
                words.state(one.state), one.late or None, "; ".join(words.lacks(one.lacks, 1000)) or None,
                words.w.text(one.excuse.because) if one.excuse else None, one.excuse.until if one.excuse else None,
            ),
        )
        for person in words.s.participants
        for one in person.steps
    ]  # fmt: skip
    return _listing(words, "standing", _("Projects and steps"), columns, rows, people=False)


def contacts(words: CampaignWording, *, names: bool) -> Table:
    """The contacts of each unit."""
    _, by = words.w.tr.gettext, words.s.by
    known = dict(words.s.campaign.contacts) if by and by.id == words.s.campaign.group else {}
    found = [(choice, known.get(choice.id if choice else "")) for choice, _members in words.s.groups()]
    rows = [
        Record((words.group(choice), ", ".join(said)))
        for choice, contact in found
        if contact and (said := words.contact(contact, names=names))
    ]
    columns = (Column("group", words.w.text(by.label or by.ask) if by else ""), Column("contact", _("Contact")))
    return Table(id="contacts", title=_("Whom to ask"), columns=columns, rows=tuple(rows))


def _listing(
    words: CampaignWording,
    id: str,
    title: str,
    columns: tuple[Column, ...],
    rows: Iterable[tuple[Participant, tuple[Content, ...]]],
    *,
    people: bool = True,
) -> Table:
    """A table with a row about a project each."""
    _, by = words.w.tr.gettext, words.s.by
    unit = (Column("group", words.w.text(by.label or by.ask)),) if by else ()
    own = (Column("key", _("Key"), Kind.ID), Column("project_id", _("Id"), Kind.ID), Column("project", _("Project")))
    records = tuple(
        Record(
            (
                person.key,
                person.id,
                ProjectName(person.name, person.name),
                *((words.unit(person),) if by else ()),
                *cells,
            ),
            person.key,
        )
        for person, cells in rows
    )
    return Table(id=id, title=title, columns=(*own, *unit, *columns), rows=records, people=people)


def _steps(
    words: CampaignWording, of: Iterable[ParticipantState], state: ParticipantState
) -> Iterator[tuple[Participant, StepStatus]]:
    """(project, step) for the steps in `state` of projects whose overall state is one of `of`."""
    wanted = frozenset(of)
    people = (person for person in words.s.participants if person.state in wanted)
    return ((person, one) for person in people for one in person.steps if one.state is state)


def _joined(words: CampaignWording, one: StepStatus) -> str:
    return "; ".join(words.lacks(one.lacks))
