"""The facts at the head of a portfolio: sentences whose numbers the page's script can count again under a filter."""

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from engage_cli.portfolio.accompaniment import awaited_steps
from engage_cli.portfolio.documents.tables import Column, Counted, Kind, Record, Table
from engage_cli.portfolio.documents.wording import PortfolioWording
from engage_cli.values import Value


class Figure(Value):
    """A number with the words around it. `one` and `many` are in the document's language, with `{n}` for the number."""

    n: int
    counted: Counted
    one: str
    many: str
    text: str
    """The form that fits `n`, with `n` filled in."""


class Fact(Value, kw_only=True):
    """A sentence made of figures, or of words only where it is about all projects."""

    id: str
    n: int
    figures: tuple[Figure, ...] = ()
    words: str = ""

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        if not self.figures:
            return self.words
        first, *others = self.figures
        said = ", ".join([first.text, *(figure.text for figure in others if figure.n)])
        return said if said.endswith(".") else f"{said}."


def summary_table(words: PortfolioWording, narrowed: frozenset[str] = frozenset()) -> Table:
    """The facts as a table, a row for each."""
    _ = words.w.tr.gettext
    return Table(
        id="at-a-glance",
        title=_("At a glance"),
        about=_("What is counted first, in sentences."),
        columns=(
            Column("fact_id", _("Id"), Kind.ID),
            Column("count", _("Number"), Kind.COUNT),
            Column("fact", _("Fact")),
        ),
        rows=tuple(Record((fact.id, fact.n, fact.sentence)) for fact in summary_facts(words, narrowed)),
    )


def summary_facts(words: PortfolioWording, narrowed: frozenset[str] = frozenset()) -> Iterator[Fact]:
    """The facts of the portfolio. For facets in `narrowed` (ids), choices without projects are not reported as gaps."""
    p, figures = words.p, _Figures(words)
    gates = figures.count(
        "{n} blocking requirement is open", "{n} blocking requirements are open", len(p.gates), "gate"
    )
    yield Fact(id="gates", n=len(p.gates), figures=(gates, figures.where({g.line.key for g in p.gates}, "gate")))
    late = figures.count("{n} action is overdue.", "{n} actions are overdue.", len(p.overdue), "overdue")
    yield Fact(id="overdue", n=len(p.overdue), figures=(late,))
    waived = figures.count(
        "{n} blocking requirement was put off until a day that is past or near.",
        "{n} blocking requirements were put off until a day that is past or near.",
        len(p.waivers),
        "waiver",
    )
    yield Fact(id="waivers", n=len(p.waivers), figures=(waived,))
    if p.path:
        yield _path(words, figures)
    old = figures.count("{n} assessment has grown old.", "{n} assessments have grown old.", len(p.old), "old")
    yield Fact(id="old", n=len(p.old), figures=(old,))
    yield from _versions(words)
    yield from _gaps(words, narrowed)


def _path(words: PortfolioWording, figures: "_Figures") -> Fact:
    found = awaited_steps(words.p)
    steps = figures.count(
        "{n} step of the path is waited for", "{n} steps of the path are waited for", len(found), "waits"
    )
    return Fact(id="path", n=len(found), figures=(steps, figures.where({x.line.key for x in found}, "waits")))


def _versions(words: PortfolioWording) -> Iterator[Fact]:
    for version, n in sorted(Counter(line.given for line in words.p.drifted if line.given).items()):
        said = words.w.count(
            "{n} project answered version {version} of the questionnaire.",
            "{n} projects answered version {version} of the questionnaire.",
            n,
            version=version,
        )
        yield Fact(id=f"version.{version}", n=n, words=said)


def _gaps(words: PortfolioWording, narrowed: frozenset[str]) -> Iterator[Fact]:
    for facet in words.p.facets:
        if facet.by_none and facet.id not in narrowed:
            ask, none = words.w.text(facet.title), words.w.tr.gettext("No project:")
            said = f"{ask} {none} {words.text_of(facet.by_none)}."
            yield Fact(id=f"none.{facet.id}", n=len(facet.by_none), words=said)


class _Figures:
    """Builds figures in the document's language."""

    def __init__(self, words: PortfolioWording) -> None:
        self._w = words.w

    def count(self, one: str, many: str, n: int, token: str, how: Literal["sum", "projects"] = "sum") -> Figure:
        """How often projects have `token` ("sum"), or how many projects have it ("projects")."""
        ngettext, said = self._w.tr.ngettext, self._w.count(one, many, n)
        return Figure(n, Counted(how, token), ngettext(one, many, 1), ngettext(one, many, 2), said)

    def where(self, keys: set[str], token: str) -> Figure:
        """In how many projects, of those that have `token`."""
        return self.count("in {n} project", "in {n} projects", len(keys), token, "projects")
