"""Answers to an older version of the questionnaire: shown where a question replaces them; notes and evidence can be
kept."""

from engage_cli.model.project import Answer, Earlier
from engage_cli.model.questionnaire import Question
from engage_cli.values import replace
from engage_cli.wizard.answer_store import AnswerStore
from engage_cli.wizard.asker import BLANK, Paragraph, Speech
from engage_cli.wizard.evidence import add_or_replace, describe_evidence
from engage_cli.wizard.question_screen import chosen_ids, describe_answer, describe_level, question_options


def earlier_answers(store: AnswerStore, question: Question) -> tuple[Earlier, ...]:
    """The answers to the older version; empty where the question has an answer."""
    project = store.project
    return () if question.id in project.answers else project.earlier.get(question.id, ())


def earlier_paragraphs(_: Speech, store: AnswerStore, question: Question) -> tuple[Paragraph, ...]:
    """Those answers with their notes and evidence; empty where there are none."""
    lines: list[str] = []
    for one in earlier_answers(store, question):
        answer = _in_words(_, store, question, one.answer)
        said = (
            _("Before, in version {version}: {answer}. Kept in the file.", version=one.version, answer=answer)
            if one.id == question.id
            else _(
                "Before, in version {version} ({id}): {answer}. Kept in the file.",
                version=one.version,
                id=one.id,
                answer=answer,
            )
        )
        lines += [
            said,
            *(_("Evidence then: {evidence}", evidence=describe_evidence(_, piece)) for piece in one.answer.evidence),
        ]
        lines += [_("Note then: {note}", note=one.answer.note)] if one.answer.note else []
    return (*(Paragraph(line, hang=2) for line in lines), *([BLANK] if lines else []))


def has_note_or_evidence(store: AnswerStore, question: Question) -> bool:
    """Whether they have a note or evidence that a new answer could take over."""
    return any(one.answer.note or one.answer.evidence for one in earlier_answers(store, question))


def add_earlier(answer: Answer, store: AnswerStore, question: Question) -> Answer:
    """`answer` with their notes and evidence appended to its own."""
    for one in earlier_answers(store, question):
        for piece in one.answer.evidence:
            if all(piece.title != other.title for other in answer.evidence):
                answer = replace(answer, evidence=add_or_replace(answer.evidence, piece))
        if one.answer.note and one.answer.note not in (answer.note or ""):
            answer = replace(answer, note="\n\n".join(filter(None, (answer.note, one.answer.note))))
    return answer


def _in_words(_: Speech, store: AnswerStore, question: Question, answer: Answer) -> str:
    """An earlier answer in words; a choice that no longer exists by its id, as its label is not kept."""
    if not chosen_ids(answer):
        return describe_answer(_, store.questionnaire, question, answer)
    options = {option.id: replace(option, help="") for option in question_options(_, question)}
    return ", ".join(describe_level(_, options[id]) if id in options else id for id in chosen_ids(answer))
