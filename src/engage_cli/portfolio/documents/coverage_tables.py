"""Portfolio tables that count projects: by their facts and tags, and by the bands of their sections."""

from collections.abc import Iterator

from engage_cli.model.scales import Choice
from engage_cli.portfolio.coverage import CrossTable
from engage_cli.portfolio.documents.page_data import BETWEEN, NONE, aimed_token, band_token, count_projects
from engage_cli.portfolio.documents.tables import Column, Counted, Kind, Record, Table
from engage_cli.portfolio.documents.wording import PortfolioWording
from engage_cli.portfolio.portfolio import SectionView


def coverage(words: PortfolioWording) -> Iterator[Table]:
    """A table for each facet with choices, then one for each group of tags."""
    _ = words.w.tr.gettext
    for found in words.p.facets:
        rows = tuple(
            Record(
                (found.id, id, words.w.text(label), n), counted=(None, None, None, count_projects(f"{found.id}={id}"))
            )
            for id, label, n, _all in found.counts
        )
        yield Table(
            id=f"coverage.{found.id}",
            title=words.w.text(found.title),
            short=_("Coverage, {facet}").format(facet=words.w.text(found.label) or found.id),
            columns=(
                Column("facet", _("Fact"), Kind.ID),
                Column("choice_id", _("Id"), Kind.ID),
                Column("choice", _("Answer")),
                Column("projects", _("Projects"), Kind.COUNT),
            ),
            rows=rows,
        )
    for tags in words.p.tags:
        group = words.w.text(tags.label) or tags.id
        yield Table(
            id=f"served.{tags.id}",
            title=_("What answers bear out: {group}").format(group=group),
            short=_("Borne out, {group}").format(group=group),
            intro=_("A project serves one where it reaches what is expected in a question that bears on it."),
            columns=(
                Column("tag_id", _("Id"), Kind.ID),
                Column("tag", _("Subject")),
                Column("serving", _("Projects that serve it"), Kind.COUNT),
                Column("concerned", _("Projects that are asked about it"), Kind.COUNT),
            ),
            rows=tuple(Record((id, words.w.text(label), n, of)) for id, label, n, of in tags.counts),
        )


def crossed(words: PortfolioWording) -> Iterator[Table]:
    """A table for each pair of facets that are crossed, with the number of projects that have both choices."""
    for found in words.p.crossings:
        first = Column("choice", words.w.text(found.rows.ask))
        yield Table(
            id=f"crossed.{found.rows.id}.{found.columns.id}",
            short=words.w.tr.gettext("{rows} by {columns}").format(rows=found.rows.id, columns=found.columns.id),
            title=words.w.tr.gettext("{rows} By: {columns}").format(
                rows=words.w.text(found.rows.ask), columns=words.w.text(found.columns.label or found.columns.ask)
            ),
            columns=(
                Column("choice_id", words.w.tr.gettext("Id"), Kind.ID),
                first,
                *(Column(c.id, words.w.text(c.label), Kind.COUNT) for c in found.columns.choices),
            ),
            rows=tuple(
                Record(
                    (choice.id, words.w.text(choice.label), *counts),
                    counted=(None, None, *(_both(found, choice, other) for other in found.columns.choices)),
                )
                for choice, counts in zip(found.rows.choices, found.counts, strict=True)
            ),
        )


def _both(found: CrossTable, row: Choice, column: Choice) -> Counted:
    return count_projects(f"{found.rows.id}={row.id}", f"{found.columns.id}={column.id}")


def bands(words: PortfolioWording) -> Iterator[Table]:
    """The number of projects in each band, by section; one table for each scope."""
    _, q = words.w.tr.gettext, words.p.questionnaire
    for scope in words.p.scopes():
        views = [view for view in words.p.sections if view.scope == scope and view.aimed]
        yield Table(
            id=f"bands.{scope}",
            title=_("Where projects stand, by section: {scope}").format(scope=words.scope(scope)),
            short=_("Sections, {scope}").format(scope=words.scope(scope)),
            columns=(
                Column("section_id", _("Id"), Kind.ID),
                Column("section", _("Section")),
                Column("aimed", _("Aimed at"), Kind.COUNT),
                *(Column(band.id, words.w.text(band.label), Kind.COUNT) for band in q.bands),
                Column("between", _("Between two: answers are missing"), Kind.COUNT),
                Column("without", _("No result"), Kind.COUNT),
            ),
            rows=tuple(_standing(words, view) for view in views),
        )


def _standing(words: PortfolioWording, view: SectionView) -> Record:
    id, scope = view.section.id, f"scope={view.scope}"
    places = (*(band.id for band, _ in view.standing), BETWEEN, NONE)
    return Record(
        (id, words.section(view.section), view.aimed, *(n for _, n in view.standing), view.between, view.without),
        counted=(
            None,
            None,
            count_projects(scope, aimed_token(id)),
            *(count_projects(scope, band_token(id, place)) for place in places),
        ),
    )
