"""The interview that describes a new project: a few texts, then the facets in the questionnaire's order."""

from collections.abc import Callable, Sequence

from engage_cli.model.project import Charter, FacetValue, Person
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Facet, FacetType
from engage_cli.values import Value, replace
from engage_cli.wizard.asker import BLANK, Action, Asker, Command, Menu, Option, Paragraph, Speech, Tone
from engage_cli.wizard.question_screen import options

YES, NO = "yes", "no"


class Left(Exception):  # a way out, not an error
    """The person leaves before the end."""


class _Page(Value):
    """One thing to ask."""

    ask: Callable[[Charter], Charter | None]
    """The charter with the answer; None to go back."""
    given: bool
    """Known before the interview began: not asked."""


class CharterInterview:
    """Asks for what a charter lacks."""

    def __init__(self, asker: Asker, speech: Speech, questionnaire: Questionnaire) -> None:
        self._asker, self._, self._questionnaire = asker, speech, questionnaire
        self._where = ""

    def run(self, known: Charter) -> Charter:
        """`known` completed. Raises Left, KeyboardInterrupt or EOFError; nothing is written here."""
        pages = [page for page in self._pages(known) if not page.given]
        self._asker.page(*welcome(self._, self._questionnaire))
        charter, at = known, 0
        while at < len(pages):
            self._where = self._("{name} · {number} of {total}", name=charter.name, number=at + 1, total=len(pages))
            answered = pages[at].ask(charter)
            charter = answered or charter
            at = max(0, at - 1) if answered is None else at + 1
        self._asker.say(BLANK)
        return charter

    def _pages(self, known: Charter) -> list[_Page]:
        return [
            _Page(self._name, bool(known.name)),
            _Page(self._summary, known.summary is not None),
            _Page(self._audience, known.audience is not None),
            _Page(self._role, known.lead is not None),
            *(_Page(_bound(self._facet, facet), facet.id in known.facets) for facet in self._questionnaire.facets),
        ]

    # ── Texts ──

    def _name(self, charter: Charter) -> Charter:
        name = ""
        while not name:
            name = self._asker.line(self._("Name of the project"), value=charter.name)
        return replace(charter, name=name)

    def _summary(self, charter: Charter) -> Charter:
        said = self._asker.line(self._("What it is, in two or three sentences"), value=charter.summary or "")
        return replace(charter, summary=said or None)

    def _audience(self, charter: Charter) -> Charter:
        said = self._asker.line(self._("Whom it is for"), value=charter.audience or "")
        return replace(charter, audience=said or None)

    def _role(self, charter: Charter) -> Charter:
        person = charter.lead or Person()
        role = self._asker.line(self._("Role of the person in charge"), value=person.role or "")
        return replace(charter, lead=replace(person, role=role or None))

    # ── Facets ──

    def _facet(self, facet: Facet, charter: Charter) -> Charter | None:
        """The charter with the facet as answered; None to go back. Raises Left."""
        self._show(facet)
        match self._value(facet, charter.facets.get(facet.id)):
            case Action.BACK:
                return None
            case Action.QUIT:
                raise Left
            case Action():
                value: FacetValue = None
            case found:
                value = found
        if value == () and facet.least == 0:
            return replace(charter, facets={id: v for id, v in charter.facets.items() if id != facet.id})
        return replace(charter, facets={**charter.facets, facet.id: value})

    def _show(self, facet: Facet) -> None:
        """A page for each facet; those of a group follow each other on one."""
        _, group = self._, self._group(facet)
        if len(group) > 1 and facet is not group[0]:
            return
        intro = Paragraph(_("Some facts, by yes or no. When nobody knows, say so."), Tone.TITLE)
        where = Paragraph(self._where, Tone.WHERE)
        self._asker.page(where, BLANK, *([intro, BLANK] if len(group) > 1 else []))

    def _group(self, facet: Facet) -> Sequence[Facet]:
        """The facets asked on one page with this one, itself included."""
        if facet.group is None or facet.type is not FacetType.YES_NO:
            return (facet,)
        same = [f for f in self._questionnaire.facets if f.group == facet.group and f.type is FacetType.YES_NO]
        return tuple(same)

    def _value(self, facet: Facet, before: FacetValue) -> FacetValue | Action:
        match facet.type:
            case FacetType.YES_NO:
                return self._yes_or_no(facet, before)
            case FacetType.ONE:
                self._say(facet)
                current = (before,) if isinstance(before, str) else ()
                menu = Menu(options=options(self._, facet.choices), commands=self._commands(facet), current=current)
                return self._asker.pick(menu)
            case FacetType.MANY:
                self._say(facet)
                return self._several(facet, before if isinstance(before, tuple) else ())

    def _say(self, facet: Facet) -> None:
        _ = self._
        help = [Paragraph(_.words(facet.help), Tone.QUIET)] if facet.help else []
        self._asker.say(Paragraph(_.words(facet.ask), Tone.ASK), *help, BLANK)

    def _yes_or_no(self, facet: Facet, before: FacetValue) -> FacetValue | Action:
        _, group = self._, self._group(facet)
        ask = _.words(facet.ask)
        ask = f"{group.index(facet) + 1}/{len(group)}  {ask}" if len(group) > 1 else ask
        if facet.help:
            self._asker.say(Paragraph(_.words(facet.help), Tone.QUIET))
        (yes, said_yes), (no, said_no) = _("y|Yes").split("|"), _("n|No").split("|")
        both = (Option(id=YES, label=said_yes, key=yes), Option(id=NO, label=said_no, key=no))
        current = ({True: YES, False: NO}[before],) if isinstance(before, bool) else ()
        chosen = self._asker.pick(Menu(ask=ask, options=both, commands=self._commands(facet), current=current))
        if chosen is Action.UNKNOWN and facet.unknown_is:
            self._asker.say(Paragraph(_("Counts as a yes until it is known."), Tone.QUIET, indent=2))
        return chosen if isinstance(chosen, Action) else chosen == YES

    def _several(self, facet: Facet, before: tuple[str, ...]) -> FacetValue | Action:
        """Asked again until the number of choices is allowed and, where it is not the advised one, confirmed."""
        _ = self._
        while True:
            menu = Menu(options=options(_, facet.choices), commands=self._commands(facet), current=before)
            chosen = self._asker.tick(menu)
            if isinstance(chosen, Action):
                return chosen
            if problem := self._wrong_number(facet, len(chosen)):
                self._asker.say(Paragraph(problem, Tone.WARNING))
            elif self._stands(facet, len(chosen)):
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
        """Whether a number of choices that is not the advised one is meant."""
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


def welcome(_: Speech, questionnaire: Questionnaire) -> tuple[Paragraph, ...]:
    """The first paragraphs: what this is, how long it takes, how to leave."""
    count = len(questionnaire.facets) + 4
    minutes = max(1, round(count * 7 / 60))
    time = _.ngettext("about {count} minute", "about {count} minutes", minutes)
    return (
        Paragraph(_("A new project"), Tone.TITLE),
        Paragraph(_.words(questionnaire.title), Tone.WHERE),
        BLANK,
        Paragraph(_("A few facts about the project decide which questions it will be asked.")),
        Paragraph(
            _(
                "{count} short questions, {time}. The file is written at the end; to leave without writing: Ctrl-C.",
                count=count,
                time=time,
            )
        ),
        BLANK,
    )


def _bound(ask: Callable[[Facet, Charter], Charter | None], facet: Facet) -> Callable[[Charter], Charter | None]:
    return lambda charter: ask(facet, charter)
