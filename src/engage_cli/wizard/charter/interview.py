"""The interview that describes a project: texts, then facts in the questionnaire's order, then a recap to correct."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from engage_cli.model.project import Charter
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.statements import Contradiction
from engage_cli.values import Value
from engage_cli.wizard import writing
from engage_cli.wizard.asker import BLANK, Asker, Menu, Option, Paragraph, Speech, Tone
from engage_cli.wizard.charter.contradictions import (
    contradicting_facets,
    describe_contradiction,
    describe_contradictions,
    describe_date_conflict,
    find_contradictions,
)
from engage_cli.wizard.charter.facets import FacetPages, LeftEarly, facet_name
from engage_cli.wizard.charter.recap import WRITE, Recap, RecapRow
from engage_cli.wizard.charter.texts import FIELDS, PARTS, TextField
from engage_cli.wizard.dates import ask_day
from engage_cli.wizard.time_estimate import seconds_to_answer, whole_minutes

KEEP, AGAIN = "keep", "again"


class _Page(Value):
    """One thing to ask for."""

    ask: Callable[[Charter], Charter | None]
    """Returns the charter with the answer; None to go back."""
    given: bool
    """Whether it was known before the interview began and is not asked."""


class CharterInterview:
    """Asks for what a charter lacks, and then lets the person check and correct everything."""

    def __init__(self, asker: Asker, speech: Speech, questionnaire: Questionnaire, *, today: dt.date) -> None:
        self._asker, self._, self._questionnaire, self._today = asker, speech, questionnaire, today
        self._facets = FacetPages(asker, speech, questionnaire)
        self._where = ""

    def run(self, known: Charter) -> Charter:
        """`known`, completed and checked. Raises LeftEarly, KeyboardInterrupt or EOFError; writes nothing."""
        pages = [page for page in self._pages(known) if not page.given]
        self._asker.page(*charter_welcome(self._, self._questionnaire))
        charter, at = known, 0
        while at < len(pages):
            self._where = self._("{name} · {number} of {total}", name=charter.name, number=at + 1, total=len(pages))
            answered = pages[at].ask(charter)
            charter = answered or charter
            at = max(0, at - 1) if answered is None else at + 1
        title = self._("Look it over before it is written")
        return self.look_over(charter, title, self._("w|Write the file"))

    def look_over(self, charter: Charter, title: str, write: str) -> Charter:
        """The corrected charter; `write` is the option that ends it, as "letter|label". Raises LeftEarly."""
        recap = Recap(self._, self._questionnaire)
        while True:
            told = " ".join(describe_contradictions(self._, self._questionnaire, charter))
            self._asker.page(Paragraph(title, Tone.TITLE))
            chosen = self._asker.pick(recap.menu(charter, write, told))
            if chosen == WRITE:
                return charter
            if not isinstance(chosen, str):
                raise LeftEarly
            charter = self._corrected(recap.row(chosen), charter, recap)

    def _corrected(self, row: RecapRow, charter: Charter, recap: Recap) -> Charter:
        """The charter with one row of the recap asked again."""
        if row.fields:
            self._asker.page(Paragraph(row.label, Tone.TITLE), BLANK)
            return self._texts(row.fields, charter)
        facet = row.facets[0]
        if len(row.facets) > 1:
            self._asker.page(Paragraph(self._("Which fact is to be corrected?"), Tone.TITLE), BLANK)
            chosen = self._asker.pick(recap.facts_menu(row, charter))
            if not isinstance(chosen, str):
                return charter
            facet = next(one for one in row.facets if one.id == chosen)
        return self._checked(charter, self._facets.ask(facet, charter, self._where, alone=True) or charter)

    def _pages(self, known: Charter) -> list[_Page]:
        texts = [_Page(partial(self._texts, part), any(field.get(known) for field in part)) for part in PARTS]
        facts = [_Page(partial(self._fact, facet.id), facet.id in known.facets) for facet in self._questionnaire.facets]
        return [*texts, *facts]

    def _texts(self, fields: Sequence[TextField], charter: Charter) -> Charter:
        after = charter
        for field in fields:
            after = self._text(field, after)
        wrong = describe_date_conflict(self._, after)
        if not wrong or after.dates == charter.dates:
            return after
        self._asker.say(*(Paragraph(text, Tone.WARNING) for text in wrong))
        again = Option(id=AGAIN, label=self._("Correct the dates"))
        chosen = self._asker.pick(Menu(options=(again, self._as_it_is())))
        return self._texts(fields, after) if chosen == AGAIN else after

    def _text(self, field: TextField, charter: Charter) -> Charter:
        ask, before = self._(field.ask), field.get(charter)
        if field.is_date:
            day = before if isinstance(before, dt.date) else None
            return field.put(charter, ask_day(self._asker, self._, ask, self._today, value=day))
        asked = writing.ask_name if field.required else writing.ask_sentence
        said = asked(self._asker, self._, ask, value=str(before or ""))
        while field.required and not said:
            self._asker.say(Paragraph(self._("This has to be said before going on."), Tone.WARNING))
            said = asked(self._asker, self._, ask)
        return field.put(charter, said or None)

    def _fact(self, id: str, charter: Charter) -> Charter | None:
        facet = self._questionnaire.facet_by_id[id]
        answered = self._facets.ask(facet, charter, self._where)
        return answered and self._checked(charter, answered)

    def _checked(self, before: Charter, after: Charter) -> Charter:
        """`after`, corrected or confirmed where it has a contradiction that `before` did not have."""
        known = find_contradictions(self._questionnaire, before)
        for one in find_contradictions(self._questionnaire, after):
            if one not in known:
                return self._settled(one, before, after)
        return after

    def _settled(self, one: Contradiction, before: Charter, charter: Charter) -> Charter:
        _ = self._
        facets = contradicting_facets(one, self._questionnaire, charter)
        options = [
            Option(
                id=f.id,
                label=_("Correct “{name}”: {text}", name=facet_name(_, f), text=self._facets.describe(f, charter)),
            )
            for f in facets
        ]
        self._asker.say(BLANK, Paragraph(describe_contradiction(self._, one), Tone.WARNING))
        chosen = self._asker.pick(Menu(options=(*options, self._as_it_is())))
        if chosen == KEEP:
            return charter
        facet = self._questionnaire.facet_by_id[str(chosen)]
        return self._checked(before, self._facets.ask(facet, charter, self._where, alone=True) or charter)

    def _as_it_is(self) -> Option:
        return Option(id=KEEP, label=self._("Leave it so: engage check will point at it"))


def charter_welcome(_: Speech, questionnaire: Questionnaire) -> tuple[Paragraph, ...]:
    """The first paragraphs: what this is, how long it takes, how to leave."""
    count, minutes = len(questionnaire.facets) + len(PARTS), minutes_to_describe(_, questionnaire)
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


def minutes_to_describe(_: Speech, questionnaire: Questionnaire) -> int:
    """The estimated minutes to fill in a charter."""
    read = [_(field.ask) for field in FIELDS.values()]
    for facet in questionnaire.facets:
        read += [_.words(facet.ask), _.words(facet.help)]
        read += [text for choice in facet.choices for text in (_.words(choice.label), _.words(choice.help))]
    return whole_minutes(seconds_to_answer(read, questions=len(FIELDS) + len(questionnaire.facets)))
