"""Tables of what changed in many projects since a moment, and of projects that cannot be compared."""

from engage_cli.followup.bridge import Bridge, BridgePart
from engage_cli.followup.wording import points_text, round_parts, steps_text
from engage_cli.portfolio.documents.result_tables import project_columns, project_record
from engage_cli.portfolio.documents.tables import Column, Content, Kind, Record, Table
from engage_cli.portfolio.documents.wording import PortfolioWording
from engage_cli.portfolio.since_moment import NodeSince, NotComparedReason, SinceMoment, Steps
from engage_cli.wording.names import titled


def tables(words: PortfolioWording, found: SinceMoment) -> tuple[Table, ...]:
    """The table of changes and, where some projects are not compared, the table of those."""
    return (sums(words, found), not_compared(words, found)) if found.apart else (sums(words, found),)


def sums(words: PortfolioWording, found: SinceMoment) -> Table:
    """A row for each index and section: the share of what is expected then and now, and the parts of the change."""
    _, w = words.w.tr.gettext, words.w
    exact = (Column(_id(steps), steps_text(steps, w), Kind.ID) for steps in found.steps)
    shown = (Column(f"{_id(steps)}_points", steps_text(steps, w)) for steps in found.steps)
    return Table(
        id="since_moment",
        title=_("Since {moment}, all projects together").format(moment=found.moment),
        short=_("Since {moment}").format(moment=found.moment),
        intro=_intro(words, found),
        empty=_("No project can be compared."),
        columns=(
            Column("id", _("Id"), Kind.ID),
            Column("name", _("Section")),
            Column("projects", _("Projects"), Kind.COUNT),
            Column("then", _("Then"), Kind.ID),
            Column("then_percent", _("Then")),
            *exact,
            *shown,
            Column("now", _("Now"), Kind.ID),
            Column("now_percent", _("Now")),
        ),
        rows=tuple(Record(_row(words, node, found.steps)) for node in found.nodes if not _by_band(words, node)),
    )


def _intro(words: PortfolioWording, found: SinceMoment) -> str:
    _, count = words.w.tr.gettext, words.w.count
    said = [
        count("{n} project compared.", "{n} projects compared.", found.compared),
        _("Share of what is expected, on evidence, at worst, on average; the parts are points of it and add up."),
    ]
    if found.opened:
        said.append(
            count("{n} blocking requirement newly open.", "{n} blocking requirements newly open.", found.opened)
        )
    if found.closed:
        said.append(
            count("{n} blocking requirement no longer open.", "{n} blocking requirements no longer open.", found.closed)
        )
    if any(len(steps) > 1 for steps in found.steps):
        said.append(_("Parts that cannot be told apart are shown as one."))
    return " ".join(said)


def _row(words: PortfolioWording, node: NodeSince, columns: tuple[Steps, ...]) -> tuple[Content, ...]:
    parts = dict(node.parts)
    way = Bridge(
        then=node.then,
        now=node.now,
        parts=tuple(BridgePart(steps=steps, change=change) for steps, change in node.parts),
    )
    tenths = dict(zip(parts, round_parts(way), strict=True))
    exact = (parts.get(steps) for steps in columns)
    shown = (points_text(tenths.get(steps, 0), words.w) for steps in columns)
    then, now = (f"{words.w.number(share * 100, 1)}" for share in (node.then, node.now))
    return (node.id, _name(words, node), node.projects, node.then, then, *exact, *shown, node.now, now)


def _name(words: PortfolioWording, node: NodeSince) -> str:
    q, w = words.p.questionnaire, words.w
    if node.is_index:
        return next(w.text(one.label) for one in q.indices if one.id == node.id)
    return next(titled(one.ref, w.text(one.title)) for one in q.walk() if one.id == node.id)


def _by_band(words: PortfolioWording, node: NodeSince) -> bool:
    return node.is_index and any(one.show_band for one in words.p.questionnaire.indices if one.id == node.id)


def _id(steps: Steps) -> str:
    return "_and_".join(step.value for step in steps)


def not_compared(words: PortfolioWording, found: SinceMoment) -> Table:
    """The projects that are not compared, and why."""
    _ = words.w.tr.gettext
    why = {
        NotComparedReason.NO_MOMENT: _("nothing was kept of then"),
        NotComparedReason.SCOPE: _("one reads all questions, the other the quick ones"),
        NotComparedReason.QUESTIONNAIRE: _("the questionnaire is another"),
        NotComparedReason.UNREADABLE: _("what was kept cannot be read"),
    }
    lines = {line.key: line for line in words.p.lines}
    return Table(
        id="since_moment_apart",
        title=_("Projects that are not compared"),
        columns=(*project_columns(words), Column("why", _("Why"))),
        rows=tuple(project_record(words, lines[one.key], why[one.why]) for one in found.apart),
    )
