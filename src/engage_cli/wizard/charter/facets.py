"""Asks for facets, the facts about a project, and puts their values into words."""

from collections.abc import Sequence

from engage_cli.model.condition import NO, YES
from engage_cli.model.project import Charter, FacetValue
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Facet, FacetType
from engage_cli.scoring.question_scores import State
from engage_cli.values import replace
from engage_cli.wizard.asker import BLANK, Action, Asker, Command, Menu, Option, Paragraph, Speech, Tone
from engage_cli.wizard.question_screen import choice_options
from engage_cli.wording.enumerations import STATE, enumeration_words, yes_no


class LeftEarly(Exception):  # a way out, not an error
    """The person leaves before the end."""


class FacetPages:
    """Asks for facets one at a time; those of a group share a page."""

    def __init__(self, asker: Asker, speech: Speech, questionnaire: Questionnaire) -> None:
        self._asker, self._, self._questionnaire = asker, speech, questionnaire

    def ask(self, facet: Facet, charter: Charter, where: str = "", *, alone: bool = False) -> Charter | None:
        """The charter with the facet as answered; None to go back. Raises LeftEarly.

        `where` heads the page; `alone`: ask only this facet, though it belongs to a group.
        """
        group = (facet,) if alone else self.group(facet)
        self._show(facet, group, where)
        match self._value(facet, charter.facets.get(facet.id), group):
            case Action.BACK:
                return None
            case Action.QUIT:
                raise LeftEarly
            case Action():
                value: FacetValue = None
            case found:
                value = found
        if value == () and facet.least == 0:
            return replace(charter, facets={id: v for id, v in charter.facets.items() if id != facet.id})
        return replace(charter, facets={**charter.facets, facet.id: value})

    def group(self, facet: Facet) -> Sequence[Facet]:
        """The facets asked on the same page as this one, itself included."""
        if facet.group is None or facet.type is not FacetType.YES_NO:
            return (facet,)
        same = [f for f in self._questionnaire.facets if f.group == facet.group and f.type is FacetType.YES_NO]
        return tuple(same)

    def describe(self, facet: Facet, charter: Charter) -> str:
        """The charter's value of a facet in words."""
        return describe_facet(self._, facet, charter)

    def _show(self, facet: Facet, group: Sequence[Facet], where: str) -> None:
        """Shows a page for a facet, or adds it to the page of its group."""
        _ = self._
        if len(group) > 1 and facet is not group[0]:
            return
        intro = Paragraph(_("Some facts, by yes or no. When nobody knows, say so."), Tone.TITLE)
        head = [Paragraph(where, Tone.WHERE), BLANK] if where else []
        self._asker.page(*head, *([intro, BLANK] if len(group) > 1 else []))

    def _value(self, facet: Facet, before: FacetValue, group: Sequence[Facet]) -> FacetValue | Action:
        match facet.type:
            case FacetType.YES_NO:
                return self._yes_or_no(facet, before, group)
            case FacetType.ONE:
                self._say(facet)
                current = (before,) if isinstance(before, str) else ()
                menu = Menu(
                    options=choice_options(self._, facet.choices), commands=self._commands(facet), current=current
                )
                return self._asker.pick(menu)
            case FacetType.MANY:
                self._say(facet)
                return self._several(facet, before if isinstance(before, tuple) else ())

    def _say(self, facet: Facet) -> None:
        _ = self._
        help = [Paragraph(_.words(facet.help), Tone.QUIET)] if facet.help else []
        self._asker.say(Paragraph(_.words(facet.ask), Tone.ASK), *help, BLANK)

    def _yes_or_no(self, facet: Facet, before: FacetValue, group: Sequence[Facet]) -> FacetValue | Action:
        _ = self._
        ask = _.words(facet.ask)
        ask = f"{group.index(facet) + 1}/{len(group)}  {ask}" if len(group) > 1 else ask
        help = _.words(facet.help)
        (yes, said_yes), (no, said_no) = _("y|Yes").split("|"), _("n|No").split("|")
        both = (Option(id=YES, label=said_yes, key=yes), Option(id=NO, label=said_no, key=no))
        current = ({True: YES, False: NO}[before],) if isinstance(before, bool) else ()
        chosen = self._asker.pick(
            Menu(ask=ask, help=help, options=both, commands=self._commands(facet), current=current)
        )
        if chosen is Action.UNKNOWN and facet.unknown_is:
            self._asker.say(Paragraph(_("Counts as a yes until it is known."), Tone.QUIET, indent=2))
        return chosen if isinstance(chosen, Action) else chosen == YES

    def _several(self, facet: Facet, before: tuple[str, ...]) -> FacetValue | Action:
        """A selection of choices; asks again where their number is not the advised one and not confirmed."""
        _ = self._
        while True:
            menu = Menu(
                options=choice_options(_, facet.choices), commands=self._commands(facet), current=before,
                refuse=lambda ticked: self._wrong_number(facet, len(ticked)),
            )  # fmt: skip
            chosen = self._asker.tick(menu)
            if isinstance(chosen, Action) or self._stands(facet, len(chosen)):
                return chosen
            before = chosen

    def _wrong_number(self, facet: Facet, count: int) -> str:
        _ = self._
        least = max(facet.least, int(facet.required))
        if count < least:
            return _.ngettext("Choose at least {count}.", "Choose at least {count}.", least)
        if facet.most is not None and count > facet.most:
            return _.ngettext("Choose at most {count}.", "Choose at most {count}.", facet.most)
        return ""

    def _stands(self, facet: Facet, count: int) -> bool:
        """Whether the person confirms a number of choices other than the advised one."""
        _ = self._
        if facet.advise is None or facet.advise[0] <= count <= facet.advise[1]:
            return True
        chosen = _.ngettext("You chose {count}.", "You chose {count}.", count)
        advice = _("From {least} to {most} are advised.", least=facet.advise[0], most=facet.advise[1])
        both = (Option(id="again", label=_("Choose again")), Option(id="keep", label=_("Keep it so")))
        return self._asker.pick(Menu(ask=f"{chosen} {advice}", options=both)) == "keep"

    def _commands(self, facet: Facet) -> tuple[Command, ...]:
        _ = self._
        said = [] if facet.required else [(Action.UNKNOWN, _("?|Don’t know"))]
        said += [(Action.BACK, _("b|Back")), (Action.QUIT, _("q|Leave without saving"))]
        return tuple(Command(action, *text.split("|", 1)) for action, text in said)


def describe_facet(_: Speech, facet: Facet, charter: Charter) -> str:
    """The charter's value of a facet: labels of choices, yes, no, unknown, or a dash where it has none."""
    if facet.id not in charter.facets:
        return "–"
    match charter.facets[facet.id]:
        case None:
            return enumeration_words(STATE, State.UNKNOWN, _.tr)
        case bool(value):
            return yes_no(_.tr, yes=value)
        case tuple(ids):
            return ", ".join(_choice(_, facet, id) for id in ids) or _("none")
        case str(id):
            return _choice(_, facet, id)


def _choice(_: Speech, facet: Facet, id: str) -> str:
    choice = facet.choice(id)
    return _.words(choice.label) if choice else id


def facet_name(_: Speech, facet: Facet) -> str:
    """The label of a facet, else its question."""
    return _.words(facet.label or facet.ask)
