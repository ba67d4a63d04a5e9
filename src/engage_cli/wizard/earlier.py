"""What was answered to an older version: shown where its question is asked anew; note and evidence can be kept."""

from engage_cli.model.project import Answer, Earlier
from engage_cli.model.questionnaire import Question
from engage_cli.values import replace
from engage_cli.wizard.answer_store import AnswerStore
from engage_cli.wizard.asker import BLANK, Paragraph, Speech
from engage_cli.wizard.evidence import in_words, with_piece
from engage_cli.wizard.question_screen import answer_in_words, choices_of, chosen_ids, level_in_words


def found(store: AnswerStore, question: Question) -> tuple[Earlier, ...]:
    """What was answered then; nothing where the question has its answer."""
    project = store.project
    return () if question.id in project.answers else project.earlier.get(question.id, ())


def earlier_shown(_: Speech, store: AnswerStore, question: Question) -> tuple[Paragraph, ...]:
    """The answers with their notes and evidence; nothing where there are none."""
    lines: list[str] = []
    for one in found(store, question):
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
        lines += [said, *(_("Evidence then: {evidence}", evidence=in_words(_, piece)) for piece in one.answer.evidence)]
        lines += [_("Note then: {note}", note=one.answer.note)] if one.answer.note else []
    return (*(Paragraph(line, hang=2) for line in lines), *([BLANK] if lines else []))


def worth_keeping(store: AnswerStore, question: Question) -> bool:
    """Whether there is a note or evidence that the new answer could have."""
    return any(one.answer.note or one.answer.evidence for one in found(store, question))


def with_earlier(answer: Answer, store: AnswerStore, question: Question) -> Answer:
    """`answer` with the notes and the evidence of then, behind its own."""
    for one in found(store, question):
        for piece in one.answer.evidence:
            if all(piece.title != other.title for other in answer.evidence):
                answer = replace(answer, evidence=with_piece(answer.evidence, piece))
        if one.answer.note and one.answer.note not in (answer.note or ""):
            answer = replace(answer, note="\n\n".join(filter(None, (answer.note, one.answer.note))))
    return answer


def _in_words(_: Speech, store: AnswerStore, question: Question, answer: Answer) -> str:
    """A choice that is not there any more, by its id: the words that it had are not kept."""
    if not chosen_ids(answer):
        return answer_in_words(_, store.questionnaire, question, answer)
    options = {option.id: replace(option, help="") for option in choices_of(_, question)}
    return ", ".join(level_in_words(_, options[id]) if id in options else id for id in chosen_ids(answer))
