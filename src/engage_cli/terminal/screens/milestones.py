"""Screens about milestones: the list of a project, and the line about a new one."""

from pathlib import Path

from engage_cli.followup.moments import moment_of_milestone, results_then
from engage_cli.model.project import FrozenScores, Milestone
from engage_cli.model.questionnaire import Index, Questionnaire
from engage_cli.project.loading import LoadedProject
from engage_cli.project.milestones import KeptMilestone, load_milestones
from engage_cli.terminal.find_named import questionnaire_folders
from engage_cli.terminal.layout import Screen, join_blocks
from engage_cli.terminal.open_project import report_remarks
from engage_cli.terminal.session import Session
from engage_cli.typed import command
from engage_cli.wording.assessments import Wording
from engage_cli.wording.enumerations import yes_no


class _List(Screen):
    """The list of a project's milestones."""

    loaded: LoadedProject
    say: Wording
    path: Path
    """The path of the project, as typed."""
    folders: tuple[Path, ...] = ()
    """The folders in which questionnaires are looked for besides."""

    @property
    def questionnaire(self) -> Questionnaire:
        """The questionnaire of the project."""
        return self.loaded.questionnaire.questionnaire


def milestone_lines(loaded: LoadedProject, session: Session, path: Path) -> list[str]:
    """The milestones with day, version, number of answers and bands of the indices, and whether each can be recomputed;
    then what to do next."""
    page = _List(
        session, loaded, Wording(language=session.language, tr=session.tr), path, questionnaire_folders(session, [path])
    )
    known = load_milestones(loaded)
    report_remarks(known.remarks, session)
    if not known.kept:
        return [*page.wrap(session.tr.gettext("No milestone yet."), ""), *_next(page)]
    return join_blocks([_table(page, known.by_date), _next(page, any_kept=True)])


def kept_line(milestone: Milestone, questionnaire: Questionnaire, session: Session, path: Path) -> str:
    """What was kept as a milestone, and in which file."""
    say, scores = Wording(language=session.language, tr=session.tr), milestone.frozen
    assert scores is not None
    facts = [
        _coverage(scores, say),
        *(_named_band(index, scores, questionnaire, say) for index in questionnaire.indices),
    ]
    said = session.tr.gettext("Milestone “{name}” of {date}, kept in {path}: {facts}")
    day = say.date(milestone.date)
    return said.format(name=milestone.name, date=day, path=path, facts=" · ".join(one for one in facts if one))


def _table(page: _List, kept: tuple[KeptMilestone, ...]) -> list[str]:
    _ = page.session.tr.gettext
    indices = [page.say.text(index.label) for index in page.questionnaire.indices]
    head = (_("Day"), _("Version"), _("Answers"), *indices, _("Can be read again"))
    rows = [_row(page, one) for one in kept]
    return page.tables(head, [(_("Milestones"), rows)], fold=(0, *range(4, len(head) + 1)))


def _row(page: _List, kept: KeptMilestone) -> list[str]:
    _, milestone = page.session.tr.gettext, kept.milestone
    moment = moment_of_milestone(kept, page.loaded, page.folders)
    scores = results_then(moment, page.loaded.project)
    return [
        milestone.name,
        page.say.date(milestone.date),
        (milestone.questionnaire and milestone.questionnaire.version) or "–",
        _coverage(scores, page.say) if scores else page.say.number(len(milestone.answers)),
        *(_band(index, scores, page.questionnaire, page.say) or "–" for index in page.questionnaire.indices),
        yes_no(page.session.tr, yes=True) if moment.questionnaire else _("no: its questionnaire is not here"),
    ]


def _coverage(scores: FrozenScores, say: Wording) -> str:
    values = {"answered": say.number(scores.answered), "n": say.number(scores.in_force)}
    return say.tr.gettext("{answered} of {n}").format(**values)


def _named_band(index: Index, scores: FrozenScores, questionnaire: Questionnaire, say: Wording) -> str:
    band = _band(index, scores, questionnaire, say)
    return f"{say.text(index.label)}{say.colon} {band}" if band else ""


def _band(index: Index, scores: FrozenScores | None, questionnaire: Questionnaire, say: Wording) -> str:
    """The band of an index at a milestone; the band's id where the current questionnaire has no such band."""
    node = scores.indices.get(index.id) if scores else None
    if node is None or node.bands is None:
        return ""
    labels = {band.id: say.text(band.label) for band in questionnaire.bands}
    low, high = (labels.get(id, id) for id in node.bands)
    return say.between(low, high)


def _next(page: _List, *, any_kept: bool = False) -> list[str]:
    _, path = page.session.tr.gettext, page.path
    rows = [(command("milestone", path, _("Launch")), _("keep how the project stands, under a name"))]
    if any_kept:
        rows.append((command("compare", path), _("what changed since the last one, and why")))
    return [page.title(_("Next")), *page.definitions(rows, most=page.width // 2)]
