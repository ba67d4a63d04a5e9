"""What a change of charter changes in the questions asked and in what is expected."""

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
from engage_cli.wizard.charter.facets import describe_facet, facet_name
from engage_cli.wizard.charter.texts import FIELDS, TextField
from engage_cli.wording.names import titled

_NAMED = 6
"""Maximum number of questions named in a list; the others are counted."""
_LONGEST = 60
"""Maximum number of characters shown of a text before and after."""
_BINDING = (GateState.UNMET, GateState.UNKNOWN, GateState.WAIVED, GateState.MET)


class CharterEffects(Value, kw_only=True):
    """The differences between two charters of a project, with their consequences."""

    before: Charter
    after: Charter
    fields: tuple[TextField, ...]
    """Texts and dates that differ."""
    facets: tuple[Facet, ...]
    """Facets that differ."""
    asked: tuple[Question, ...] = ()
    """Questions that are newly asked."""
    dropped: tuple[Question, ...] = ()
    """Questions that are no longer asked and had no answer."""
    uncounted: tuple[Question, ...] = ()
    """Questions that are no longer asked; their answers are kept but no longer count."""
    binding: tuple[Question, ...] = ()
    """Blocking requirements that newly apply, or require more than before."""
    raised: tuple[tuple[Choice, int], ...] = ()
    """(choice expected now, number of questions) where more is expected than before."""
    to_review: tuple[Question, ...] = ()
    """Questions whose answer reached what was expected before, but not what is expected now."""

    @property
    def nothing(self) -> bool:
        """Whether the charters say the same."""
        return not (self.fields or self.facets)


def find_effects(questionnaire: Questionnaire, project: Project, after: Charter, *, as_of: dt.date) -> CharterEffects:
    """The effects of describing `project` by the charter `after` instead of its own."""
    before = project.charter
    old = score_questions(questionnaire, project, as_of=as_of, scope="full")
    new = score_questions(questionnaire, replace(project, charter=after), as_of=as_of, scope="full")
    dropped = _gained(questionnaire, new, old)
    more = [id for id, score in new.questions.items() if _expects_more(old.questions[id], score)]
    return CharterEffects(
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
    """The value of a facet; None (not stated) differs from unknown."""
    return charter.facets.get(facet.id, ())


def _gained(questionnaire: Questionnaire, old: QuestionScoring, new: QuestionScoring) -> tuple[Question, ...]:
    """The questions that `new` asks and `old` does not."""
    ids = (id for id, score in new.questions.items() if score.standing.is_asked)
    return tuple(questionnaire.by_id[id] for id in ids if not old.questions[id].standing.is_asked)


def _expects_more(old: QuestionScore, new: QuestionScore) -> bool:
    """Whether more is expected of a question that is asked; that is fewer points where fewer are better."""
    if not new.standing.is_asked or new.expected is None:
        return False
    if old.expected is None or not old.standing.is_asked:
        return True
    return new.expected < old.expected if new.question.better is Better.LOW else new.expected > old.expected


def _enough(score: QuestionScore) -> bool:
    """Whether a question's answer reaches what is expected, or it needs no answer."""
    if score.state is not State.ANSWERED:
        return False
    return score.attainment is None or score.attainment.low >= 1


def _needs(scoring: QuestionScoring) -> dict[str, int]:
    """By id of each blocking requirement that applies: the rank of the choice it requires."""
    found = ((gate.question, gate.threshold) for gate in scoring.gates if gate.state in _BINDING)
    return {question.id: question.rank(choice.id) for question, choice in found if choice}


def _raised(scores: Iterable[QuestionScore]) -> tuple[tuple[Choice, int], ...]:
    counted: dict[str, tuple[Choice, int]] = {}
    for score in scores:
        if choice := score.expected_choice:
            counted[choice.id] = (choice, counted.get(choice.id, (choice, 0))[1] + 1)
    return tuple(counted.values())


def describe_effects(_: Speech, effects: CharterEffects) -> tuple[Paragraph, ...]:
    """The differences and their consequences; a line says so where there are none."""
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


def _differences(_: Speech, effects: CharterEffects) -> Iterator[Paragraph]:
    before, after = effects.before, effects.after
    for facet in effects.facets:
        said = (describe_facet(_, facet, charter) for charter in (before, after))
        yield _difference(_, facet_name(_, facet), *said)
    for field in effects.fields:
        said = (texts.describe_fields(_, (field,), charter, _LONGEST) for charter in (before, after))
        yield _difference(_, _(field.label), *said)


def _difference(_: Speech, name: str, before: str, after: str) -> Paragraph:
    both = _("{before} → {after}", before=before, after=after)
    return Paragraph(_("{name}: {text}", name=name, text=both), Tone.ASK, hang=2)


def _list(_: Speech, title: str, questions: Sequence[Question]) -> str:
    """The number of questions and the titles of the first ones."""
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
