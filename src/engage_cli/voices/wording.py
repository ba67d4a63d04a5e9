"""The board of a meeting in sentences, in one language: screen, projector and sheet use the same.

No name of a person is among them.
"""

from collections.abc import Iterator, Mapping
from enum import Enum
from types import MappingProxyType

from engage_cli.errors import Message
from engage_cli.model.answering import answerers
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
"""The most dots shown for a level; above, one dot and the number."""

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
    """One choice, with how many voices hold it, as it is shown."""

    name: str
    help: str
    count: int
    dots: str
    required: bool
    """Whether it is the least that the blocking requirement demands."""
    within: bool
    """Whether it lies between the lowest and the highest voice."""


class Counts(Enum):
    """When it is shown how many voices hold a level."""

    NEVER = "never"
    """Never: in what leaves the meeting, such as sheets and data."""
    FROM_FOUR = "from four"
    """Where enough voices answered: on the screen of a meeting."""
    ALWAYS = "always"
    """Always: names were asked for."""


class BoardWording(Value):
    """The sentences about the board `b`."""

    b: Board
    w: Wording
    counts: Counts = Counts.FROM_FOUR

    def shows_counts(self, one: Divergence) -> bool:
        """Whether it is shown how many voices hold a level of the question."""
        return self.counts is Counts.ALWAYS or (self.counts is Counts.FROM_FOUR and one.has_counts)

    # ── the board ─────────────────────────────────────────────────────────────────────────────────────────────────

    def summary(self) -> str:
        """The board in one line:

        "5 voices · 31 questions · 6 to discuss · 9 where all agree · 3 that some do not know".
        """
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
        """The title of a group."""
        return TITLES[group].say(self.w.tr)

    def privacy(self) -> tuple[str, ...]:
        """The sentences on what is shown of people, and on what may give them away all the same."""
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
        """The sentences on what does not count, and on what nobody can say; never on whose it was."""
        _, b, count = self.w.tr.gettext, self.b, self.w.count
        if b.empty_voices:
            yield count("{n} voice has answered nothing yet.", "{n} voices have answered nothing yet.", b.empty_voices)
        if b.versions:
            said = _("Some voices answer version {versions} of the questionnaire; this is version {version}.")
            yield said.format(versions=self.w.listed(b.versions), version=b.questionnaire.version)
        if b.unplaced:
            yield count(
                "{n} answer to another version has no place in this one and is not counted.",
                "{n} answers to another version have no place in this one and are not counted.",
                b.unplaced,
            )
        if b.closed_questions:
            said = _("Answered, but closed by the voice’s own answers or by the project; not counted: {questions}.")
            yield said.format(questions=self.w.listed(self._titles(b.closed_questions)))
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
        """The name of the question: "P1.5 Privacy from the outset"."""
        return self._title(one.question.id)

    def who_answers(self, one: Divergence) -> str:
        """The names of the units and functions that can answer the question; empty: everybody."""
        _ = self.w.tr.gettext
        *most, last = [self.w.text(who.label) for who in answerers(one.question, self.b.questionnaire)] or [""]
        either = _("{several} or {last}").format(several=", ".join(most), last=last)
        return either if most else last or _("the whole team")

    def levels(self, one: Divergence) -> tuple[Level, ...]:
        """The choices of the question, the worst first; without counts where they would name people."""
        if one.question.type is QuestionType.TEXT:
            return ()
        low, high = one.ends or (None, None)
        steps = (one.question.step(low.id), one.question.step(high.id)) if low and high else (1, 0)
        return tuple(
            Level(
                name=self.w.text(choice.label),
                help=self.w.text(choice.help),
                count=count if self.shows_counts(one) else 0,
                dots=dots(count) if self.shows_counts(one) else "",
                required=one.threshold is not None and choice.id == one.threshold.id,
                within=steps[0] <= step <= steps[1],
            )
            for step, (choice, count) in enumerate(one.held)
        )

    def standing(self, one: Divergence) -> str:
        """The levels in one line:

        "Not addressed ● · Intention · · Committed ●●●", or "from … to …" where counts would name people.
        """
        if not one.answers:
            return ""
        if one.question.type is QuestionType.ONE and self.shows_counts(one) and one.known:
            return "   ".join(f"{level.name} {level.dots}" for level in self.levels(one))
        return self.span(one)

    def span(self, one: Divergence) -> str:
        """The range: "from “Intention” to “Committed”"; for several choices, how many only some ticked."""
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
        """The remarks beside the levels: blocking requirement, who does not know, for whom it does not apply."""
        return tuple(filter(None, (self.requirement(one), self.unknown(one), self.not_applicable(one))))

    def requirement(self, one: Divergence) -> str:
        """A sentence on the blocking requirement and the side of it that the voices are on.

        Empty where there is none.
        """
        if one.threshold is None:
            return ""
        _, level = self.w.tr.gettext, self.w.text(one.threshold.label)
        if one.crosses_threshold:
            return _("blocking requirement: voices on both sides of “{level}”").format(level=level)
        return _("blocking requirement: “{level}” is needed").format(level=level)

    def unknown(self, one: Divergence) -> str:
        """A sentence on voices that do not know; without their number where that would name somebody."""
        if not one.unknown or one.unknown == one.voices:
            return ""
        if not self.shows_counts(one):
            return self.w.tr.gettext("not everybody knows")
        return self.w.count("{n} does not know", "{n} do not know", one.unknown)

    def not_applicable(self, one: Divergence) -> str:
        """A sentence on voices that say it does not apply; without their number where that would name somebody."""
        if not one.not_applicable:
            return ""
        if one.not_applicable == one.voices:
            return self.w.tr.gettext("all say that it does not apply")
        if not self.shows_counts(one):
            return self.w.tr.gettext("not everybody says that it applies")
        return self.w.count("{n} says that it does not apply", "{n} say that it does not apply", one.not_applicable)

    def agreed(self, one: Divergence) -> str:
        """A sentence on what was agreed; empty where nothing was, or where the voices have changed since."""
        found = self.b.agreed(one)
        return agreed_text(found, one.question, self.w) if found else ""

    def project_answer(self, one: Divergence) -> str:
        """The answer of the project in words; empty where it has none."""
        answer = self.b.project.answers.get(one.question.id)
        return self.answer(one, answer) if answer else ""

    def answer(self, one: Divergence, answer: Answer) -> str:
        """The answer in words."""
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

    def answers_by_name(self, one: Divergence) -> Iterator[tuple[str, str]]:
        """The name of each voice with its answer in words, for those who asked for names."""
        for name, answer in sorted(one.answers.items()):
            yield name, self.answer(one, answer)


def dots(count: int) -> str:
    """The number of voices as dots: "●●●", "●×14", and "·" for nobody."""
    if not count:
        return NONE
    return DOT * count if count <= MOST_DOTS else f"{DOT}×{count}"
