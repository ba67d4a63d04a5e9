"""A board in words, in one language: what screen, projector and sheet say alike. No name of a person is among them."""

from collections.abc import Iterator, Mapping
from enum import Enum
from types import MappingProxyType

from engage_cli.errors import Message
from engage_cli.model.answering import who_answers
from engage_cli.model.project import Answer
from engage_cli.model.questionnaire import QuestionType
from engage_cli.scoring.question_scores import State
from engage_cli.values import Value
from engage_cli.voices.board import Board
from engage_cli.voices.divergence import COUNTED, Divergence, Group
from engage_cli.wording.assessments import Wording
from engage_cli.wording.names import titled
from engage_cli.wording.voices import agreed_text, span_text

DOT, NONE = "●", "·"
MOST_DOTS = 12
"""With more voices on a level, one dot and the number."""

TITLES: Mapping[Group, Message] = MappingProxyType(
    {
        Group.DISCUSS: Message.of("To discuss"),
        Group.ASK: Message.of("Some voices know, others do not: ask them"),
        Group.NEAR: Message.of("Close: one level apart, or said otherwise"),
        Group.AGREED: Message.of("All agree"),
        Group.UNKNOWN: Message.of("Nobody knows"),
        Group.ALONE: Message.of("One voice alone"),
        Group.SILENT: Message.of("No voice yet"),
    }
)


class Level(Value, kw_only=True):
    """One choice with how many voices hold it, as it is shown."""

    name: str
    help: str
    count: int
    dots: str
    required: bool
    """The least that the blocking requirement wants."""
    within: bool
    """Between the lowest and the highest voice."""


class Counts(Enum):
    """Whether it is said how many voices hold a level."""

    NEVER = "never"
    """In what travels: sheets, data."""
    FROM_FOUR = "from four"
    """On the screen of a meeting, where enough voices answered."""
    ALWAYS = "always"
    """Names were asked for."""


class BoardWording(Value):
    """Sentences about a board."""

    b: Board
    w: Wording
    counts: Counts = Counts.FROM_FOUR

    def counted(self, one: Divergence) -> bool:
        """Whether it is said how many voices hold a level."""
        return self.counts is Counts.ALWAYS or (self.counts is Counts.FROM_FOUR and one.counted)

    # ── the board ─────────────────────────────────────────────────────────────────────────────────────────────────

    def summary(self) -> str:
        """ "5 voices · 31 questions · 6 to discuss · 9 where all agree · 3 that some do not know"."""
        count, groups = self.w.count, self.b.groups
        facts = [
            count("{n} voice", "{n} voices", len(self.b.voices)),
            count("{n} question", "{n} questions", len(self.b.divergences)),
            count("{n} to discuss", "{n} to discuss", len(groups[Group.DISCUSS])),
            count("{n} where all agree", "{n} where all agree", len(groups[Group.AGREED])),
        ]
        if some := len(groups[Group.ASK]):
            facts.append(count("{n} that some do not know", "{n} that some do not know", some))
        if silent := len(groups[Group.SILENT]):
            facts.append(count("{n} without a voice", "{n} without a voice", silent))
        return " · ".join(facts)

    def title(self, group: Group) -> str:
        """What a group is called."""
        return TITLES[group].say(self.w.tr)

    def privacy(self) -> tuple[str, ...]:
        """What is shown of people, and what gives them away all the same."""
        _ = self.w.tr.gettext
        few = _("With fewer than {n} voices on a question, only the range is shown: counts would reveal who said what.")
        return (
            *([few.format(n=self.w.number(COUNTED))] if self._hides() else []),
            _("Names are shown: keep this to yourself.")
            if self.counts is Counts.ALWAYS
            else _(
                "No names are shown. In a small team, whoever knows who answered can still often guess who said "
                "what; files also carry their dates."
            ),
        )

    def _hides(self) -> bool:
        """Whether counts are left out of what is shown."""
        few = any(1 < one.voices < COUNTED for one in self.b.divergences)
        return few and self.counts is Counts.FROM_FOUR

    def left_out(self) -> Iterator[str]:
        """What does not count, and what nobody can say; nothing of whose it was."""
        _, b, count = self.w.tr.gettext, self.b, self.w.count
        if b.empty:
            yield count("{n} voice has answered nothing yet.", "{n} voices have answered nothing yet.", b.empty)
        if b.versions:
            said = _("Some voices answer version {versions} of the questionnaire; this is version {version}.")
            yield said.format(versions=self.w.listed(b.versions), version=b.questionnaire.version)
        if b.unplaced:
            yield count(
                "{n} answer to another version has no place in this one and is not counted.",
                "{n} answers to another version have no place in this one and are not counted.",
                b.unplaced,
            )
        if b.closed:
            said = _("Answered, but closed by the voice’s own answers or by the project; not counted: {questions}.")
            yield said.format(questions=self.w.listed(self._titles(b.closed)))
        if b.facts:
            said = _("Some voices contradict the project on these facts; what the project says counts: {facts}.")
            asked = (facet.label or facet.ask for id in b.facts if (facet := b.questionnaire.facet(id)))
            yield said.format(facts=self.w.listed(self.w.text(text) for text in asked))
        if b.unspoken:
            said = _("Nobody who answered speaks for {units}: {questions}.")
            for who in dict.fromkeys(self.who_answers(one) for one in b.unspoken):
                names = self._titles(one.question.id for one in b.unspoken if self.who_answers(one) == who)
                yield said.format(units=who, questions=self.w.listed(names))

    def _titles(self, ids: "Iterator[str] | tuple[str, ...]") -> list[str]:
        return [self._title(id) for id in ids]

    def _title(self, id: str) -> str:
        question = self.b.questionnaire.by_id[id]
        return titled(question.ref, self.w.text(question.title))

    # ── a question ────────────────────────────────────────────────────────────────────────────────────────────────

    def name(self, one: Divergence) -> str:
        """ "P1.5 Privacy from the outset"."""
        return self._title(one.question.id)

    def who_answers(self, one: Divergence) -> str:
        """The units and functions that can answer it."""
        _ = self.w.tr.gettext
        *most, last = [self.w.text(who.label) for who in who_answers(one.question, self.b.questionnaire)] or [""]
        either = _("{several} or {last}").format(several=", ".join(most), last=last)
        return either if most else last or _("the whole team")

    def levels(self, one: Divergence) -> tuple[Level, ...]:
        """Its choices, the worst first; without counts where they would name people."""
        if one.question.type is QuestionType.TEXT:
            return ()
        low, high = one.ends or (None, None)
        steps = (one.question.step(low.id), one.question.step(high.id)) if low and high else (1, 0)
        return tuple(
            Level(
                name=self.w.text(choice.label),
                help=self.w.text(choice.help),
                count=count if self.counted(one) else 0,
                dots=dots(count) if self.counted(one) else "",
                required=one.threshold is not None and choice.id == one.threshold.id,
                within=steps[0] <= step <= steps[1],
            )
            for step, (choice, count) in enumerate(one.held)
        )

    def standing(self, one: Divergence) -> str:
        """ "Not addressed ● · Intention · · Committed ●●●", or where counts would name people "from … to …"."""
        if not one.said:
            return ""
        if one.question.type is QuestionType.ONE and self.counted(one) and one.known:
            return "   ".join(f"{level.name} {level.dots}" for level in self.levels(one))
        return self.span(one)

    def span(self, one: Divergence) -> str:
        """ "from “Intention” to “Committed”"; of several choices, how many only some ticked."""
        if one.ends:
            return span_text(one.span, one.question, self.w)
        if not one.known:
            return ""
        if one.question.type is QuestionType.TEXT:
            return self.w.tr.gettext("answered in words")
        if not one.range:
            return self.w.tr.gettext("the same choices")
        return self.w.count("{n} choice that only some tick", "{n} choices that only some tick", one.range)

    def remarks(self, one: Divergence) -> tuple[str, ...]:
        """What stands beside the levels: the blocking requirement, who does not know, for whom it does not apply."""
        return tuple(filter(None, (self.must(one), self.unknown(one), self.aside(one))))

    def must(self, one: Divergence) -> str:
        """That it is a blocking requirement, and on which side of it the voices are."""
        if one.threshold is None:
            return ""
        _, level = self.w.tr.gettext, self.w.text(one.threshold.label)
        if one.crosses:
            return _("blocking requirement: voices on both sides of “{level}”").format(level=level)
        return _("blocking requirement: “{level}” is needed").format(level=level)

    def unknown(self, one: Divergence) -> str:
        """That some do not know; how many, where that names nobody."""
        if not one.unknown or one.unknown == one.voices:
            return ""
        if not self.counted(one):
            return self.w.tr.gettext("not everybody knows")
        return self.w.count("{n} does not know", "{n} do not know", one.unknown)

    def aside(self, one: Divergence) -> str:
        """That some say that it does not apply, likewise."""
        if not one.aside:
            return ""
        if one.aside == one.voices:
            return self.w.tr.gettext("all say that it does not apply")
        if not self.counted(one):
            return self.w.tr.gettext("not everybody says that it applies")
        return self.w.count("{n} says that it does not apply", "{n} say that it does not apply", one.aside)

    def agreed(self, one: Divergence) -> str:
        """What was agreed on it; empty where nothing was, or where the voices have changed since."""
        found = self.b.agreed(one)
        return agreed_text(found, one.question, self.w) if found else ""

    def before(self, one: Divergence) -> str:
        """What the project answers; empty where it does not."""
        answer = self.b.project.answers.get(one.question.id)
        return self.answer(one, answer) if answer else ""

    def answer(self, one: Divergence, answer: Answer) -> str:
        """An answer in words."""
        _ = self.w.tr.gettext
        if answer.unknown:
            return _("don’t know")
        if answer.not_applicable:
            return self.w.state(State.NOT_APPLICABLE)
        if answer.text is not None:
            return answer.text
        chosen = answer.choices if answer.choices is not None else (answer.choice,)
        names = [self.w.text(choice.label) for choice in one.question.choices if choice.id in chosen]
        return ", ".join(names) or _("nothing ticked")

    def who(self, one: Divergence) -> Iterator[tuple[str, str]]:
        """Who says what: for whoever asked for names."""
        for name, answer in sorted(one.said.items()):
            yield name, self.answer(one, answer)


def dots(count: int) -> str:
    """ "●●●", "●×14", and "·" for nobody."""
    if not count:
        return NONE
    return DOT * count if count <= MOST_DOTS else f"{DOT}×{count}"
