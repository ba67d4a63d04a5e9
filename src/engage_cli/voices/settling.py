"""Settles questions in a meeting: the answer to record, with the evidence and notes of all voices and nobody's name."""

import datetime as dt
from collections.abc import Iterator, Mapping

from engage_cli.errors import Message, UsageError
from engage_cli.model.project import Agreed, Answer, Evidence
from engage_cli.model.questionnaire import QuestionType
from engage_cli.project.loading import LoadedProject
from engage_cli.values import Value, replace
from engage_cli.voices.board import Board, bare_answer, build_board
from engage_cli.voices.divergence import Divergence, Group
from engage_cli.voices.recording import record_agreed
from engage_cli.voices.voice import Voice


class Decision(Value, kw_only=True):
    """What a meeting decides on one question."""

    answer: Answer
    """The answer; evidence and notes are gathered from the voices."""
    because: str | None = None


class Undisputed(Value, kw_only=True):
    """The questions that can be settled without talking about them, by id."""

    agreed: Mapping[str, Answer]
    """All voices say the same, and the project nothing else."""
    alone: Mapping[str, Answer]
    """One voice alone answered, and the project has no answer."""
    against: tuple[Divergence, ...]
    """All voices say the same, and the project something else: to be decided one by one."""


def settled_answer(one: Divergence, decision: Decision, before: Answer | None, today: dt.date) -> Answer:
    """The answer to record for `decision`, with the evidence and notes of every voice and of the project.

    An agreement that says the same as before keeps its day.
    """
    voices = list(one.answers.values())
    evidence = _evidence([*voices, *([before] if before else [])])
    because = (decision.because or "").strip() or None
    agreed = Agreed(on=today, voices=one.voices, span=one.shared_span, because=because)
    known = before.agreed if before else None
    if known is not None and replace(known, on=None) == replace(agreed, on=None):
        agreed = known
    own, looked_at = bare_answer(decision.answer), before.reviewed if before else None
    found = replace(own, criteria=_criteria(one, own), evidence=evidence, note=_notes(voices, before), agreed=agreed)
    found = replace(found, reviewed=looked_at)
    return found if before is None or found == before else replace(found, reviewed=today)


def shared_answer(one: Divergence) -> Answer | None:
    """The answer that all voices give, None where they differ; for “not applicable”, with each of the sentences."""
    if one.group not in (Group.AGREED, Group.ALONE):
        return None
    first = next(iter(one.answers.values()))
    reasons = dict.fromkeys(sorted(said.because for said in one.answers.values() if said.because))
    return replace(bare_answer(first), because=" ".join(reasons) or None)


def find_undisputed(found: Board, today: dt.date) -> Undisputed:
    """The questions that can be settled at once, and those where the project contradicts all voices."""
    answers, agreed, alone, against = found.project.answers, {}, {}, []
    for one in found.groups[Group.AGREED]:
        before, answer = answers.get(one.question.id), shared_answer(one)
        assert answer is not None, "they agree"
        if before is not None and not _same(before, answer):
            against.append(one)
        else:
            agreed[one.question.id] = settled_answer(one, Decision(answer=answer), before, today)
    for one in found.groups[Group.ALONE]:
        answer = shared_answer(one)
        if answer is not None and one.question.id not in answers and not answer.unknown:
            alone[one.question.id] = replace(settled_answer(one, Decision(answer=answer), None, today), agreed=None)
    fresh = {id: answer for id, answer in agreed.items() if answer != answers.get(id)}
    return Undisputed(agreed=fresh, alone=alone, against=tuple(against))


def questions_to_decide(found: Board, *, review: bool = False) -> tuple[Divergence, ...]:
    """The questions that the meeting decides one by one, in its order; those agreed on already only in `review`."""
    against = find_undisputed(found, dt.date.min).against
    those = (*found.groups[Group.DISCUSS], *found.groups[Group.ASK], *found.groups[Group.NEAR], *against)
    return tuple(one for one in those if review or found.agreed(one) is None)


def decisions(found: Board, answers: Mapping[str, Answer]) -> Iterator[tuple[Divergence, Decision]]:
    """The decisions that a file of answers makes, each with its reason.

    Raises UsageError for a question that nobody was asked.
    """
    for id in answers:
        one = found.by_id.get(id)
        if one is None or not one.answers:
            message = Message.of("None of the voices says anything on “{id}”.", id=id)
            raise UsageError(message, Message.of("Answer it with engage assess."))
    for id, answer in answers.items():
        because = answer.agreed.because if answer.agreed else None
        yield found.by_id[id], Decision(answer=bare_answer(answer), because=because)


def record_settled(
    loaded: LoadedProject, voices: tuple[Voice, ...], answers: Mapping[str, Answer], *, today: dt.date, as_of: dt.date
) -> tuple[LoadedProject, Board]:
    """Saves `answers` in the project, and where its voices stay apart; gives the project and its new board.

    Raises as `record` does.
    """
    after = replace(loaded.project, answers={**loaded.project.answers, **answers})
    found = build_board(loaded.questionnaire.questionnaire, after, voices, as_of=as_of)
    saved = record_agreed(loaded, answers, found.apart(today), today=today)
    return saved, replace(found, project=saved.project)


def _same(one: Answer, other: Answer) -> bool:
    """Whether two answers answer the same; of a sentence why it does not apply, any will do."""
    return replace(bare_answer(one), because=None) == replace(bare_answer(other), because=None)


def _criteria(one: Divergence, decided: Answer) -> tuple[str, ...]:
    """The criteria that every voice with that answer holds to be met; those decided, where they were."""
    if decided.criteria or decided.unknown or decided.not_applicable:
        return decided.criteria
    with_it = [said for said in one.known if said.choice == decided.choice] or list(one.known)
    return tuple(c.id for c in one.question.criteria if all(c.id in said.criteria for said in with_it))


def _evidence(said: list[Answer]) -> tuple[Evidence, ...]:
    """Every piece once, in an order that says nothing of who brought it: by date, then title."""
    pieces = dict.fromkeys(piece for answer in said for piece in answer.evidence)
    return tuple(sorted(pieces, key=lambda p: (p.date or dt.date.min, p.title, p.where or "", p.holder or "")))


def _notes(said: list[Answer], before: Answer | None) -> str | None:
    """The project's own note, then those of the voices, a paragraph each, in alphabetical order.

    That order says nothing of who wrote them.
    """
    own = before.note if before and before.note else ""
    written = {part.strip() for answer in said if answer.note for part in answer.note.split("\n\n")}
    new = sorted((part for part in written if part and part not in own), key=str.casefold)
    return "\n\n".join(filter(None, (own, *new))) or None


def text_answers(one: Divergence) -> str:
    """The answers of all voices to a question answered in words, a paragraph each; empty for any other question."""
    if one.question.type is not QuestionType.TEXT:
        return ""
    return "\n\n".join(sorted({said.text for said in one.known if said.text}))
