"""The recap of a charter: everything it says, a row each, to check and correct."""

from collections.abc import Sequence

from engage_cli.model.project import Charter
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Facet, FacetType
from engage_cli.values import Value
from engage_cli.wizard.asker import Action, Command, Menu, Option, Speech
from engage_cli.wizard.charter.facets import describe_facet, facet_name
from engage_cli.wizard.charter.texts import PARTS, TextField, describe_fields

WRITE = "write"
"""The id of the option that ends the recap."""
UNSAID = ()
_LONGEST = 60
"""Characters of a text that the recap shows."""


class RecapRow(Value, kw_only=True):
    """A row of the recap: texts asked together, or a facet, or the facets of a group."""

    id: str
    label: str
    fields: tuple[TextField, ...] = ()
    facets: tuple[Facet, ...] = ()


class Recap:
    """The rows of a charter under a questionnaire."""

    def __init__(self, speech: Speech, questionnaire: Questionnaire) -> None:
        self._ = speech
        texts = (RecapRow(id=part[0].key, label=speech(part[0].label), fields=part) for part in PARTS)
        self.rows = (*texts, *self._facts(questionnaire.facets))

    def row(self, id: str) -> RecapRow:
        """The row with that id. Raises StopIteration where there is none."""
        return next(row for row in self.rows if row.id == id)

    def menu(self, charter: Charter, write: str, warning: str = "") -> Menu:
        """A menu of rows to correct by number; Enter alone writes. `write` is that option as "letter|label"."""
        _ = self._
        key, said = write.split("|", 1)
        lines = (Option(id=row.id, label=self._line(row, charter)) for row in self.rows)
        leave = Command(Action.QUIT, *_("q|Leave without saving").split("|", 1))
        hint = _("A number and Enter: correct that line. Enter alone: {what}.", what=said.casefold())
        return Menu(
            options=(*lines, Option(id=WRITE, label=said, key=key)),
            commands=(leave,),
            current=(WRITE,),
            hint=hint,
            warning=warning,
        )

    def facts_menu(self, row: RecapRow, charter: Charter) -> Menu:
        """A menu of the facets of a row, each with its value."""
        _ = self._
        options = tuple(
            Option(id=facet.id, label=self._said(facet_name(_, facet), facet, charter)) for facet in row.facets
        )
        return Menu(options=options, commands=(Command(Action.BACK, *_("b|Back").split("|", 1)),))

    def _facts(self, facets: Sequence[Facet]) -> list[RecapRow]:
        """A row for each facet; yes/no facets of a group share one."""
        rows: dict[str, RecapRow] = {}
        for facet in facets:
            grouped = facet.group if facet.type is FacetType.YES_NO else None
            id = f"group {grouped}" if grouped else facet.id
            before = rows[id].facets if id in rows else ()
            label = self._("Facts") if grouped else facet_name(self._, facet)
            rows[id] = RecapRow(id=id, label=label, facets=(*before, facet))
        return list(rows.values())

    def _line(self, row: RecapRow, charter: Charter) -> str:
        if len(row.facets) == 1:
            return self._said(row.label, row.facets[0], charter)
        _ = self._
        said = self._grouped(row.facets, charter) if row.facets else describe_fields(_, row.fields, charter, _LONGEST)
        return _("{name}: {text}", name=row.label, text=said)

    def _said(self, label: str, facet: Facet, charter: Charter) -> str:
        return self._("{name}: {text}", name=label, text=describe_facet(self._, facet, charter))

    def _grouped(self, facets: Sequence[Facet], charter: Charter) -> str:
        """Which facets of a group are true and which are unknown; the others are false or not stated."""
        _ = self._
        values = [(facet_name(_, facet), charter.facets.get(facet.id, UNSAID)) for facet in facets]
        yes, unknown, unsaid = (
            ", ".join(name for name, value in values if value is wanted) for wanted in (True, None, UNSAID)
        )
        no = sum(value is False for _name, value in values)
        parts = [_("yes: {facts}", facts=yes)] if yes else []
        parts += [_("not known: {facts}", facts=unknown)] if unknown else []
        parts += [_("not said: {facts}", facts=unsaid)] if unsaid else []
        parts += [_.ngettext("no to {count} other", "no to {count} others", no)] if no else []
        return "; ".join(parts)
