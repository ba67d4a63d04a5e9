"""Portfolio tables of results, for every format."""

from functools import cache

from engage_cli.model.questionnaire import Question
from engage_cli.portfolio.action_cells import ActionCell
from engage_cli.portfolio.documents.tables import Column, Content, Kind, Record, Table
from engage_cli.portfolio.documents.wording import PortfolioWording
from engage_cli.portfolio.portfolio import ProjectLine, SectionMove, filter_facets
from engage_cli.portfolio.rows import NodeCell
from engage_cli.questionnaire.history.migration_path import migration_hints


def project_columns(words: PortfolioWording) -> tuple[Column, ...]:
    """The columns that identify a row's project; `project_record` fills them."""
    _ = words.w.tr.gettext
    return (Column("key", _("Key"), Kind.ID), Column("project_id", _("Id"), Kind.ID), Column("project", _("Project")))


def project_record(words: PortfolioWording, line: ProjectLine, *same: Content) -> Record:
    """A row about a project; `same` are the cells after those of `project_columns`."""
    return Record(same, line.key, own=words.project(line))


def action_columns(words: PortfolioWording, *, names: bool) -> tuple[Column, ...]:
    """The columns that describe an action, its owner only with `names`; `action_cells` fills them."""
    _ = words.w.tr.gettext
    return (
        Column("action_id", _("Id"), Kind.ID),
        Column("action", _("Action")),
        *((Column("owner", _("Who")),) if names else ()),
        Column("question", _("Question")),
        Column("due", _("Due"), Kind.DATE),
        Column("status", _("Status")),
    )


def action_cells(
    words: PortfolioWording, action: ActionCell, question: Question | None, *, names: bool
) -> tuple[Content, ...]:
    """The cells for the columns of `action_columns`."""
    return (
        action.id, action.do, *((action.owner,) if names else ()), words.question(question), action.due,
        words.w.action_status(action.status),
    )  # fmt: skip


def projects(words: PortfolioWording) -> Table:
    """A row for each project: scope, date, number of answers, facets."""
    _, p = words.w.tr.gettext, words.p
    facets = filter_facets(p.questionnaire)
    return Table(
        id="projects",
        title=_("Projects"),
        about=_("A row for each project: its answers, and what it says of itself."),
        people=False,
        columns=(
            *project_columns(words),
            Column("scope", _("Scope"), Kind.ID),
            Column("date", _("Last answer"), Kind.DATE),
            Column("answered", _("Answers"), Kind.COUNT),
            Column("asked", _("Questions"), Kind.COUNT),
            *(Column(f"facet.{f.id}", words.w.text(f.ask)) for f in facets),
        ),
        rows=tuple(
            project_record(
                words, line, line.scope, line.date, line.answered, line.in_force,
                *(words.facet(f, line) for f in facets),
            )
            for line in p.lines
        ),
    )  # fmt: skip


def heat(words: PortfolioWording) -> Table:
    """The heat map: a row for each project, a column for each section."""
    _, columns = words.w.tr.gettext, words.p.columns()
    return Table(
        id="heat-map",
        title=_("Share of what is expected, by project and section")
        if words.p.questionnaire.judged
        else _("Share of the points, by project and section"),
        short=_("Heat map"),
        intro=words.key_of_signs(),
        people=False,
        columns=(
            *project_columns(words),
            Column("scope", _("Scope"), Kind.ID),
            *(Column(s.id, words.section(s)) for s in columns),
        ),
        rows=tuple(
            project_record(words, line, line.scope, *(words.cell(line.sections.get(s.id)).text for s in columns))
            for line in words.p.lines
        ),
    )


def attainment(words: PortfolioWording) -> Table:
    """The values of the heat map, a row for each project and section aimed at."""
    _, titles = words.w.tr.gettext, {section.id: words.section(section) for section in words.p.columns()}

    @cache
    def said(scope: str, cell: NodeCell) -> tuple[Content, ...]:
        ends = (cell.attainment.low, cell.attainment.high) if cell.attainment else (None, None)
        named = scope, cell.id, titles[cell.id]
        return *named, *ends, words.band(cell), cell.under_reserve, cell.answered, cell.in_force

    rows = [
        Record(said(line.scope, cell), line.key, own=words.project(line))
        for line in words.p.lines
        for id in titles
        if (cell := line.sections.get(id)) is not None and cell.aimed
    ]
    return Table(
        id="attainment",
        title=_("Share of what is expected"),
        about=_("A row for each project and section that it aims at: where it stands, at worst and at best."),
        people=False,
        columns=(
            *project_columns(words),
            Column("scope", _("Scope"), Kind.ID),
            Column("section_id", _("Id"), Kind.ID),
            Column("section", _("Section")),
            Column("low", _("At worst"), Kind.SHARE),
            Column("high", _("At best"), Kind.SHARE),
            Column("band", _("Where it stands")),
            Column("under_reserve", _("Under reserve")),
            Column("answered", _("Answers"), Kind.COUNT),
            Column("asked", _("Questions"), Kind.COUNT),
        ),
        rows=tuple(rows),
    )


def shortfalls(words: PortfolioWording) -> Table:
    """Questions where more than half of the projects asked fall short of what is expected."""
    _ = words.w.tr.gettext
    return Table(
        id="shortfalls",
        title=_("Where most projects fall short, and who can help"),
        short=_("Who can help whom"),
        intro=_("More than half of the projects that are asked are below what is expected of them now."),
        empty=_("There is no question where most projects fall short."),
        columns=(
            Column("question_id", _("Id"), Kind.ID),
            Column("question", _("Question")),
            Column("short", _("Below"), Kind.COUNT),
            Column("asked", _("Asked"), Kind.COUNT),
            Column("who", _("Who falls short"), Kind.NAMES),
            Column("help", _("Who can help: there already, on evidence")),
            Column("who_keys", _("Keys of those below"), Kind.ID),
            Column("help_keys", _("Keys of those who can help"), Kind.ID),
        ),
        rows=tuple(
            Record(
                (
                    x.question.id, words.question(x.question), len(x.short), x.asked, words.names(x.short),
                    words.names(x.solved), project_keys(x.short), project_keys(x.solved),
                )
            )
            for x in words.p.shortfalls
        ),
    )  # fmt: skip


def project_keys(lines: tuple[ProjectLine, ...]) -> tuple[str, ...]:
    """The keys of projects, as a cell for programs."""
    return tuple(line.key for line in lines)


def old(words: PortfolioWording) -> Table:
    """Projects whose last answer is older than the limit."""
    _ = words.w.tr.gettext
    return Table(
        id="old",
        title=_("Assessments grown old"),
        about=_("Projects whose last answer is too long ago."),
        empty=_("None."),
        columns=(*project_columns(words), Column("date", _("Last answer"), Kind.DATE)),
        rows=tuple(project_record(words, line, line.date) for line in words.p.old),
    )


def drifted(words: PortfolioWording) -> Table:
    """Projects that answered another version of the questionnaire, with the number of answers that have no place in
    this one."""
    _, given = words.w.tr.gettext, [line.given for line in words.p.drifted if line.given]
    return Table(
        id="versions",
        title=_("Answers to another version of the questionnaire"),
        short=_("Another version"),
        intro=" ".join(hint.say(words.w.tr) for hint in migration_hints(given, words.p.questionnaire.version)),
        columns=(
            *project_columns(words),
            Column("version", _("Version")),
            Column("unplaced", _("Answers without a place"), Kind.COUNT),
        ),
        rows=tuple(project_record(words, line, line.given, line.unplaced) for line in words.p.drifted),
    )


def changes(words: PortfolioWording) -> Table:
    """How each project's sections changed since its last milestone."""
    _, q = words.w.tr.gettext, words.p.questionnaire

    def listed(ids: tuple[str, ...]) -> str | None:
        return ", ".join(words.head(s) for s in q.sections if s.id in ids) or None

    moves = (SectionMove.UP, SectionMove.SAME, SectionMove.DOWN, SectionMove.UNCLEAR, SectionMove.NEW)
    return Table(
        id="changes",
        title=_("Since the last milestone"),
        intro=_("Sections by what became of their share of what is expected, in the same version and scope."),
        columns=(
            *project_columns(words),
            Column("milestone", _("Milestone"), Kind.DATE),
            *(Column(move.value, words.move(move)) for move in moves),
            Column("compared", _("Compared")),
        ),
        rows=tuple(
            project_record(words, c.line, c.date, *(listed(c.moved(move)) for move in moves), c.comparable)
            for c in words.p.changes
        ),
    )
