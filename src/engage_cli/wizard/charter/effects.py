"""What another charter changes in what a project is asked and in what is expected of it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from engage_cli.model.project import Charter, Project
from engage_cli.model.questionnaire import Question, Questionnaire
from engage_cli.model.scales import Better, Choice, Facet
from engage_cli.scoring.question_scores import GateState, QuestionScore, State
from engage_cli.scoring.question_scoring import QuestionScoring, score_questions
from engage_cli.values import Value, replace
from engage_cli.wizard.asker import Paragraph, Speech, Tone
from engage_cli.wizard.charter import texts
from engage_cli.wizard.charter.facets import facet_in_words, name_of
from engage_cli.wizard.charter.texts import FIELDS, TextField
from engage_cli.wording.names import titled

_NAMED = 6
"""Questions of one list that are named; the others are counted."""
_LONGEST = 60
"""Characters of a text before and after."""
_BINDING = (GateState.UNMET, GateState.UNKNOWN, GateState.WAIVED, GateState.MET)


class Effects(Value, kw_only=True):
    """What differs between two charters of one project, and what follows from it."""

    before: Charter
    after: Charter
    fields: tuple[TextField, ...]
    """Texts and dates that differ."""
    facets: tuple[Facet, ...]
    """Facts that differ."""
    asked: tuple[Question, ...] = ()
    """Asked from now on."""
    dropped: tuple[Question, ...] = ()
    """No longer asked, without an answer..."""
    uncounted: tuple[Question, ...] = ()
    """...and with one, which is kept and counts no more."""
    binding: tuple[Question, ...] = ()
    """Blocking requirements that bind from now on, or ask more than before."""
    raised: tuple[tuple[Choice, int], ...] = ()
    """What is expected from now on where it is more than before, and of how many questions."""
    to_review: tuple[Question, ...] = ()
    """Answered with as much as was expected before, and with less than is expected now."""

    @property
    def nothing(self) -> bool:
        """Whether the charters say the same."""
        return not (self.fields or self.facets)


def effects(questionnaire: Questionnaire, project: Project, after: Charter, *, as_of: dt.date) -> Effects:
    """What follows where `project` is described by `after` instead of its own charter."""
    before = project.charter
    old = score_questions(questionnaire, project, as_of=as_of, scope="full")
    new = score_questions(questionnaire, replace(project, charter=after), as_of=as_of, scope="full")
    dropped = _gained(questionnaire, new, old)
    more = [id for id, score in new.questions.items() if _expects_more(old.questions[id], score)]
    return Effects(
        before=before,
        after=after,
        fields=tuple(field for field in FIELDS.values() if field.get(before) != field.get(after)),
        facets=tuple(f for f in questionnaire.facets if _fact(f, before) != _fact(f, after)),
        asked=_gained(questionnaire, old, new),
        dropped=tuple(question for question in dropped if question.id not in project.answers),
        uncounted=tuple(question for question in dropped if question.id in project.answers),
        binding=tuple(questionnaire.by_id[id] for id, rank in _needs(new).items() if rank > _needs(old).get(id, -1)),
        raised=_raised(new.questions[id] for id in more),
        to_review=tuple(
            questionnaire.by_id[id] for id in more if _enough(old.questions[id]) and not _enough(new.questions[id])
        ),
    )


def _fact(facet: Facet, charter: Charter) -> object:
    """What is said of a fact; nothing said is not the same as not known."""
    return charter.facets.get(facet.id, ())


def _gained(questionnaire: Questionnaire, old: QuestionScoring, new: QuestionScoring) -> tuple[Question, ...]:
    """Questions that `new` asks and `old` does not."""
    ids = (id for id, score in new.questions.items() if score.standing.is_asked)
    return tuple(questionnaire.by_id[id] for id in ids if not old.questions[id].standing.is_asked)


def _expects_more(old: QuestionScore, new: QuestionScore) -> bool:
    """Whether more is expected of a question that is asked; fewer points, where those are better."""
    if not new.standing.is_asked or new.expected is None:
        return False
    if old.expected is None or not old.standing.is_asked:
        return True
    return new.expected < old.expected if new.question.better is Better.LOW else new.expected > old.expected


def _enough(score: QuestionScore) -> bool:
    """Whether it is answered with what is expected, or asks for nothing."""
    if score.state is not State.ANSWERED:
        return False
    return score.attainment is None or score.attainment.low >= 1


def _needs(scoring: QuestionScoring) -> dict[str, int]:
    """Of each blocking requirement that binds: the rank of the choice that it needs."""
    found = ((gate.question, gate.threshold) for gate in scoring.gates if gate.state in _BINDING)
    return {question.id: question.rank(choice.id) for question, choice in found if choice}


def _raised(scores: Iterable[QuestionScore]) -> tuple[tuple[Choice, int], ...]:
    counted: dict[str, tuple[Choice, int]] = {}
    for score in scores:
        if choice := score.expected_choice:
            counted[choice.id] = (choice, counted.get(choice.id, (choice, 0))[1] + 1)
    return tuple(counted.values())


def in_words(_: Speech, effects: Effects) -> tuple[Paragraph, ...]:
    """What differs, and what follows; one line says so where nothing follows."""
    listed = (
        (effects.asked, _("Asked from now on"), Tone.GOOD),
        (effects.binding, _("Blocking requirements that bind from now on"), Tone.WARNING),
        (effects.dropped, _("No longer asked"), Tone.TEXT),
        (effects.uncounted, _("No longer asked; their answers are kept, but count no more"), Tone.WARNING),
        (effects.to_review, _("Answers worth another look: more is expected now"), Tone.WARNING),
    )
    follows = [Paragraph(_list(_, title, those), tone, hang=2) for those, title, tone in listed if those]
    follows[2:2] = [Paragraph(_expectation(_, *one), hang=2) for one in effects.raised]
    none = Paragraph(_("This changes neither what is asked nor what is expected."), Tone.QUIET)
    return (*_differences(_, effects), *(follows or [none]))


def _differences(_: Speech, effects: Effects) -> Iterator[Paragraph]:
    before, after = effects.before, effects.after
    for facet in effects.facets:
        said = (facet_in_words(_, facet, charter) for charter in (before, after))
        yield _difference(_, name_of(_, facet), *said)
    for field in effects.fields:
        said = (texts.in_words(_, (field,), charter, _LONGEST) for charter in (before, after))
        yield _difference(_, _(field.label), *said)


def _difference(_: Speech, name: str, before: str, after: str) -> Paragraph:
    both = _("{before} → {after}", before=before, after=after)
    return Paragraph(_("{name}: {text}", name=name, text=both), Tone.ASK, hang=2)


def _list(_: Speech, title: str, questions: Sequence[Question]) -> str:
    """How many, and the first by name."""
    names = [titled(question.ref, _.words(question.title)) for question in questions[:_NAMED]]
    more = len(questions) - len(names)
    names += [_.ngettext("and {count} more", "and {count} more", more)] if more else []
    head = _("{title} ({count})", title=title, count=len(questions))
    return _("{name}: {text}", name=head, text="; ".join(names))


def _expectation(_: Speech, choice: Choice, count: int) -> str:
    return _.ngettext(
        "“{level}” is expected now of {count} question.",
        "“{level}” is expected now of {count} questions.",
        count,
        level=_.words(choice.label),
    )
